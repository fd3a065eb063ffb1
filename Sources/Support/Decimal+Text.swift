import Foundation

extension String {
  /// A number by a printf format, without a sign where all its digits are 0.
  public static func decimal(_ format: String, _ value: Double) -> String {
    let text = String(format: format, value)
    guard let sign = text.first, sign == "-" || sign == "+",
      text.dropFirst().allSatisfy({ $0 == "0" || $0 == "." })
    else { return text }
    return String(text.dropFirst())
  }
}
