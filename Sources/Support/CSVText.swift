/// Comma-separated values, after RFC 4180 but with line feeds.
public enum CSVText {
  /// A row, with its line feed; fields with commas, quotes or line breaks are quoted.
  public static func row(_ fields: [String]) -> String {
    fields.map(field).joined(separator: ",") + "\n"
  }

  /// One field, quoted where it must be.
  public static func field(_ text: String) -> String {
    let special = text.unicodeScalars.contains { ",\"\n\r".unicodeScalars.contains($0) }
    return special ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
  }
}
