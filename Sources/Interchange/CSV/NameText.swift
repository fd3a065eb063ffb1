/// Names that stand in the cells of a table.
public enum NameText {
  /// The name that a text stands for. A whole number with a fraction of zeros is the whole number: a column with a missing value is
  /// written `0.0`, `1.0` by some programs, and any column `0.000000e+00` by those that know floats alone. Whatever else could be read
  /// as a number, such as `1e3` or `007`, is a name as it stands.
  public static func canonical(_ text: String) -> String {
    guard let point = text.utf8.firstIndex(of: UInt8(ascii: ".")) else { return text }
    let (whole, rest) = (text[..<point], text.utf8[point...].dropFirst())
    guard let number = Int(whole), String(number) == whole else { return text }
    if !rest.isEmpty, rest.allSatisfy({ $0 == UInt8(ascii: "0") }) { return String(whole) }
    return scientific(text, rest) ?? text
  }

  /// The whole number that `%e` wrote: one digit, six or more behind the point, and an exponent of two.
  private static func scientific(_ text: String, _ rest: Substring.UTF8View) -> String? {
    let (fraction, exponent) = (rest.dropLast(4), Array(rest.suffix(4)))
    guard fraction.count >= 6, exponent[0] == UInt8(ascii: "e"),
      fraction.allSatisfy({ $0 >= 48 && $0 <= 57 }), let value = Double(text),
      abs(value) < 1e15, value == value.rounded()
    else { return nil }
    return String(Int(value))
  }
}
