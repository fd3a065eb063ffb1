/// The classes of characters that pre-tokenizers tell apart.
struct CharacterClasses: Sendable {
  /// `\p{L}`.
  static let letter: UInt8 = 1
  /// `\p{N}`.
  static let number: UInt8 = 2
  /// `\s`.
  static let space: UInt8 = 4
  /// `[\r\n]`, which is `\s` too.
  static let newline: UInt8 = 8
  /// A number to the pre-tokenizer `Digits`.
  static let numeric: UInt8 = 16
  /// A scalar that normal form C changes, moves, or joins to the one before it.
  static let unstable: UInt8 = 32

  /// `[\p{P}\$\+<=>\^~\|]`, what llama.cpp's default divides from words.
  static let mark: UInt8 = 64

  /// The only table: it holds for all tokenizers.
  static let shared = CharacterClasses()

  /// The classes of every code point.
  let flags: [UInt8]

  private init() {
    var flags = [UInt8](repeating: 0, count: 0x110000)
    Self.mark(Self.letterRuns, Self.letter, &flags)
    Self.mark(Self.numberRuns, Self.number | Self.numeric, &flags)
    Self.mark(Self.numericOnlyRuns, Self.numeric, &flags)
    Self.mark(Self.unstableRuns, Self.unstable, &flags)
    Self.mark(Self.punctuationRuns, Self.mark, &flags)
    for code in "$+<=>^~|".utf8 { flags[Int(code)] |= Self.mark }
    let spaces: [ClosedRange<Int>] = [
      0x09...0x0D, 0x20...0x20, 0x85...0x85, 0xA0...0xA0, 0x1680...0x1680, 0x2000...0x200A,
      0x2028...0x2029, 0x202F...0x202F, 0x205F...0x205F, 0x3000...0x3000,
    ]
    for code in spaces.joined() { flags[code] |= Self.space }
    flags[0x0A] |= Self.newline
    flags[0x0D] |= Self.newline
    self.flags = flags
  }

  private static func mark(_ runs: String, _ flag: UInt8, _ flags: inout [UInt8]) {
    var position = 0
    var takes = false
    for count in runs.split(separator: " ").compactMap({ Int($0) }) {
      if takes { for code in position..<position + count { flags[code] |= flag } }
      position += count
      takes.toggle()
    }
  }
}
