/// Names that stand in the cells of a table.
public enum NameText {
  /// The name that a text stands for. Whole numbers are equal as numbers: a column with a missing value is written `0.0`, `1.0`
  /// by some programs.
  public static func canonical(_ text: String) -> String {
    guard text.utf8.contains(where: { ".eE+".utf8.contains($0) }), let number = Double(text),
      let whole = Int(exactly: number)
    else { return text }
    return String(whole)
  }
}
