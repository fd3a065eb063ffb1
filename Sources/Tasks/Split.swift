import Experience
import Support

/// The part of a family's problems that one is in: a property of the problem, never of who drew it when.
///
/// ```
/// id = first 8 bytes, little-endian, of SHA-256(canonical form);   id mod 10: 0–7 train, 8 validation, 9 test
/// ```
public enum Split: String, Codable, Sendable, CaseIterable {
  /// Eight tenths: every training stage draws from these only.
  case train
  /// One tenth, for calibration and choices.
  case validation
  /// One tenth, for evaluation.
  case test

  /// The split of a problem's identity.
  public init(id: UInt64) {
    switch id % 10 {
    case 0...7: self = .train
    case 8: self = .validation
    default: self = .test
    }
  }

  /// The identity of a canonical form.
  public static func id(canonical: String) -> UInt64 { SHA256.word(canonical) }
}

extension Problem {
  /// The split that the problem belongs to.
  public var split: Split { Split(id: id) }
}
