/// A token that is found in a text as it stands, before the text is divided into words.
struct AddedToken: Sendable {
  /// Its id.
  var id: Int32
  /// Its text.
  var content: String
  /// Whether it steers the model, and so is left out of decoded texts.
  var isSpecial: Bool
  /// Whether it is looked for in the normalized text.
  var isNormalized: Bool
}

/// Finds added tokens: the leftmost, of those the longest.
///
/// - Source: huggingface/tokenizers, `tokenizer/added_vocabulary.rs`, `find_matches`.
struct AddedTokenFinder: Sendable {
  // A tree of bytes: the children of a node are a list linked by `sibling`.
  private var byte: [UInt8] = [0]
  private var child: [Int32] = [0]
  private var sibling: [Int32] = [0]
  private var token: [Int32] = [-1]
  private var special: [Bool] = [false]
  private var starts = [Bool](repeating: false, count: 256)
  private var isEmpty = true

  /// Finds these tokens; one without text is never found.
  init(_ tokens: [AddedToken]) {
    for added in tokens where !added.content.isEmpty {
      isEmpty = false
      var node = 0
      for code in added.content.utf8 { node = descend(from: node, by: code) }
      token[node] = added.id
      special[node] = added.isSpecial
      starts[Int(added.content.utf8.first ?? 0)] = true
    }
  }

  private mutating func descend(from node: Int, by code: UInt8) -> Int {
    if let found = step(from: node, by: code) { return found }
    byte.append(code)
    child.append(0)
    sibling.append(child[node])
    token.append(-1)
    special.append(false)
    child[node] = Int32(byte.count - 1)
    return byte.count - 1
  }

  private func step(from node: Int, by code: UInt8) -> Int? {
    var next = Int(child[node])
    while next != 0, byte[next] != code { next = Int(sibling[next]) }
    return next == 0 ? nil : next
  }

  /// The parts of a text in order: where each starts and ends, and its token if it is one.
  ///
  /// - Parameter recognizesSpecial: whether special tokens count. If not, one that is found still hides the
  ///   tokens that overlap it, as in the source.
  func split(
    _ text: UnsafeBufferPointer<UInt8>, recognizesSpecial: Bool,
    _ body: (Range<Int>, Int32?) -> Void
  ) {
    var plain = 0
    var position = isEmpty ? text.count : 0
    while position < text.count {
      guard starts[Int(text[position])], let match = longest(text, position) else {
        position += 1
        continue
      }
      if recognizesSpecial || !special[match.node] {
        if plain < position { body(plain..<position, nil) }
        body(position..<match.end, token[match.node])
        plain = match.end
      }
      position = match.end
    }
    if plain < text.count { body(plain..<text.count, nil) }
  }

  private func longest(
    _ text: UnsafeBufferPointer<UInt8>, _ start: Int
  ) -> (node: Int, end: Int)? {
    var node = 0
    var position = start
    var best: (node: Int, end: Int)?
    while position < text.count, let next = step(from: node, by: text[position]) {
      node = next
      position += 1
      if token[node] >= 0 { best = (node, position) }
    }
    return best
  }
}
