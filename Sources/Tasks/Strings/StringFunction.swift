/// One of the sixteen length-preserving functions on words over a–h, `f00` to `f15`.
package struct StringFunction: Equatable, Sendable {
  /// The number in the name.
  package let index: Int

  /// The function with this number, below 16.
  package init(_ index: Int) { self.index = index }

  /// All sixteen.
  static let all = (0..<16).map(StringFunction.init)

  /// The name, `f07`.
  package var name: String { index < 10 ? "f0\(index)" : "f\(index)" }

  /// What the function does, in words.
  package var rule: String { Self.rules[index] }

  private static let rules = [
    "reverse",
    "rotate left by 1",
    "rotate right by 1",
    "swap first and last character",
    "swap adjacent pairs (1,2),(3,4),...",
    "even positions (0,2,..) then odd positions",
    "odd positions then even positions",
    "sort ascending",
    "sort descending",
    "next letter cyclically (h->a)",
    "previous letter cyclically (a->h)",
    "mirror letter (a<->h, b<->g, ...)",
    "reverse the first half, floor(n/2) characters",
    "reverse the last half, ceil(n/2) characters",
    "move the smallest letter (leftmost on ties) to the front",
    "replace every character by the first one at even positions (0,2,..)",
  ]

  /// The word's image.
  ///
  /// - Precondition: the word is not empty and its letters are a–h, in ASCII.
  package func callAsFunction(_ word: [UInt8]) -> [UInt8] {
    let n = word.count
    var result = word
    func even() -> [UInt8] { stride(from: 0, to: n, by: 2).map { word[$0] } }
    func odd() -> [UInt8] { stride(from: 1, to: n, by: 2).map { word[$0] } }
    func letters(_ change: (UInt8) -> UInt8) -> [UInt8] { word.map { 97 + change($0 - 97) % 8 } }
    switch index {
    case 0: result.reverse()
    case 1: result.append(result.removeFirst())
    case 2: result.insert(result.removeLast(), at: 0)
    case 3: result.swapAt(0, n - 1)
    case 4: for i in stride(from: 0, to: n - 1, by: 2) { result.swapAt(i, i + 1) }
    case 5: result = even() + odd()
    case 6: result = odd() + even()
    case 7: result.sort()
    case 8: result.sort(by: >)
    case 9: result = letters { $0 + 1 }
    case 10: result = letters { $0 + 7 }
    case 11: result = letters { 7 - $0 }
    case 12: result[..<(n / 2)].reverse()
    case 13: result[(n / 2)...].reverse()
    case 14:
      var smallest = 0
      for i in 1..<max(1, n) where word[i] < word[smallest] { smallest = i }
      result.insert(result.remove(at: smallest), at: 0)
    default: for i in stride(from: 0, to: n, by: 2) { result[i] = word[0] }
    }
    return result
  }
}
