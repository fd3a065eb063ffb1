import Foundation

/// JSON for other programs, which a number that is none does not break: infinities and NaN are null.
public enum MachineJSON {
  /// A value as one document with sorted keys.
  ///
  /// - Throws: what encoding throws.
  public static func text(
    _ value: some Encodable, keys: JSONEncoder.KeyEncodingStrategy = .useDefaultKeys
  ) throws -> String {
    // A text that is nowhere else.
    let none = "assay-not-finite-\(UUID().uuidString)"
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = keys
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: none, negativeInfinity: none, nan: none)
    return String(decoding: try encoder.encode(value), as: UTF8.self)
      .replacing("\"\(none)\"", with: "null")
  }
}
