import Foundation

/// A source of random numbers that is addressed by *what the numbers are for*.
///
/// `RandomStream(seed: 7)["rollout", 12, 3, 5]` always names the same numbers, whatever else has been
/// drawn before, in whatever order and on however many threads. The path (`7/rollout/12/3/5`) is hashed:
/// the first 16 bytes of its SHA-256, as two little-endian words, are the key of a Philox4x64-10 generator.
///
/// - Source: Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3" (Philox4x64-10).
/// - Deviation: none; numpy's `Philox` gives the same words with its counter set one lower.
public struct RandomStream: Sendable, CustomStringConvertible {
  /// The address, for example `7/rollout/12/3/5`.
  public let description: String

  /// The root stream of a seed.
  public init(seed: UInt64) { description = String(seed) }

  private init(path: String) { description = path }

  /// The sub-stream under this one; components are joined by `/` and contain none themselves.
  public subscript(_ components: any CustomStringConvertible & Sendable...) -> RandomStream {
    var path = description
    for component in components {
      let text = component.description
      precondition(!text.utf8.contains(UInt8(ascii: "/")), "'\(text)' contains '/'")
      path += "/" + text
    }
    return RandomStream(path: path)
  }

  /// The two key words of this address.
  public var key: (UInt64, UInt64) {
    let digest = SHA256.digest(description.utf8)
    return (SHA256.littleEndian(digest, at: 0), SHA256.littleEndian(digest, at: 8))
  }

  /// A generator at the first number of this address.
  public func generator() -> RandomGenerator { RandomGenerator(key: key) }
}

/// The numbers of one address, in order: word `i` is word `i mod 4` of Philox block `⌊i/4⌋`.
public struct RandomGenerator: RandomNumberGenerator, Sendable {
  private let key: (UInt64, UInt64)
  private var block: UInt64 = 0
  private var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
  private var index = 4

  /// The generator of a key, at its first number.
  public init(key: (UInt64, UInt64)) { self.key = key }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    if index == 4 {
      words = Philox.block(counter: (block, 0, 0, 0), key: key)
      block += 1
      index = 0
    }
    defer { index += 1 }
    switch index {
    case 0: return words.0
    case 1: return words.1
    case 2: return words.2
    default: return words.3
    }
  }

  /// A uniform number in [0, 1) with 53 random bits.
  public mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// A uniform number in [0, 1) with 24 random bits.
  public mutating func uniformFloat() -> Float { Float(next() >> 40) * 0x1p-24 }

  /// A uniform integer in `0..<bound`, without bias.
  ///
  /// - Source: Lemire 2019, arXiv:1805.10941, algorithm 5.
  /// - Precondition: `bound` is positive.
  public mutating func integer(below bound: Int) -> Int {
    precondition(bound > 0, "no integer below \(bound)")
    let n = UInt64(bound)
    var product = next().multipliedFullWidth(by: n)
    if product.low < n {
      let threshold = (0 &- n) % n
      while product.low < threshold { product = next().multipliedFullWidth(by: n) }
    }
    return Int(product.high)
  }

  /// A standard normal number, by Box–Muller from two uniform draws.
  public mutating func normal() -> Double {
    let radius = (-2 * PortableMath.log(1 - uniform())).squareRoot()
    return radius * PortableMath.cos(2 * Double.pi * uniform())
  }

  /// `true` with the given probability.
  public mutating func bernoulli(_ probability: Double) -> Bool { uniform() < probability }

  /// One element, all equally likely.
  ///
  /// - Precondition: the array is not empty.
  public mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[integer(below: elements.count)]
  }

  /// Puts an array into a uniformly random order (Fisher–Yates).
  public mutating func shuffle<Element>(_ elements: inout [Element]) {
    for i in stride(from: elements.count - 1, to: 0, by: -1) {
      elements.swapAt(i, integer(below: i + 1))
    }
  }
}

/// The Philox4x64-10 block function.
enum Philox {
  typealias Words = (UInt64, UInt64, UInt64, UInt64)

  static func block(counter: Words, key: (UInt64, UInt64)) -> Words {
    var x = counter
    var k = key
    for round in 0..<10 {
      if round > 0 {
        k.0 &+= 0x9E37_79B9_7F4A_7C15
        k.1 &+= 0xBB67_AE85_84CA_A73B
      }
      let a = x.0.multipliedFullWidth(by: 0xD2E7_470E_E14C_6C93)
      let b = x.2.multipliedFullWidth(by: 0xCA5A_8263_9512_1157)
      x = (b.high ^ x.1 ^ k.0, b.low, a.high ^ x.3 ^ k.1, a.low)
    }
    return x
  }
}
