import Foundation
import Support

/// The line behind the content of a results file that tells whether the content is as it was written:
/// `assay sha256 ` and the SHA-256 of all bytes before the line, as 64 hexadecimal digits.
///
/// HDF5 readers ignore what stands behind the content, so `h5py` and `h5dump` open a sealed file like
/// any other; a program that changes the file cuts the line off, and the file is then an unsealed one.
enum FileSeal {
  /// What the end of a file says.
  enum State: Equatable {
    /// The content is what was written.
    case intact
    /// The content is not what was written.
    case broken
    /// There is no seal: written by another program, or cut off.
    case missing
  }

  private static let start = Data("\nassay sha256 ".utf8)
  /// Bytes of a seal.
  static let length = start.count + 64 + 1

  /// The seal of a content.
  static func seal(of content: Data) -> Data {
    start + Data((SHA256.hex(SHA256.digest(content)) + "\n").utf8)
  }

  /// Whether a file is as it was written.
  static func state(of file: Data) -> State {
    guard file.count > length else { return .missing }
    let found = file.suffix(length)
    // A seal that is cut off, too, starts somewhere in the last bytes.
    guard found.range(of: start) != nil else { return .missing }
    return seal(of: file.dropLast(length)) == Data(found) ? .intact : .broken
  }
}
