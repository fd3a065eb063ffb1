/// Words as a POSIX shell takes them.
public enum ShellText {
  /// A word, with quotes where a shell needs them.
  public static func quoted(_ word: String) -> String {
    word.contains { !$0.isLetter && !$0.isNumber && !"-_=./,:+@%^".contains($0) } || word.isEmpty
      ? "'" + word.replacing("'", with: "'\\''") + "'" : word
  }

  /// A command line.
  public static func command(_ words: [String]) -> String {
    words.map(quoted).joined(separator: " ")
  }
}
