/// Looks for texts that would keep the parser busy for ever.
///
/// Yams hashes every key of a mapping before it returns, and a key may be an alias of aliases: thirty of
/// them stand for more nodes than there is time for. Such a text has several anchors and many aliases, so
/// that is refused before parsing; any other anchor is refused after it, with its line.
enum AliasGuard {
  /// So few aliases multiply a text by at most 81.
  static let aliasLimit = 12

  /// Whether a text has two or more words that look like anchors and more than a dozen that look like aliases.
  static func mayExplode(_ text: String) -> Bool {
    var anchors = 0
    var aliases = 0
    var previous = UInt8(ascii: "\n")
    var startsWord = false
    for byte in text.utf8 {
      if startsWord, !" \t\r\n*&".utf8.contains(byte) {
        if previous == UInt8(ascii: "&") { anchors += 1 } else { aliases += 1 }
      }
      // libYAML also breaks lines at U+0085, U+2028 and U+2029, which end in a byte of 0x80 or more.
      startsWord =
        (byte == UInt8(ascii: "&") || byte == UInt8(ascii: "*"))
        && (previous >= 0x80 || " \t\r\n[{,:?-".utf8.contains(previous))
      previous = byte
    }
    return anchors >= 2 && aliases > aliasLimit
  }
}
