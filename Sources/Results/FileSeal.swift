import CHDF5
import Foundation
import Support
import Synchronization

/// The line behind the content of a results file that tells whether the content is as it was written:
/// `assay sha256 ` and the SHA-256 of all bytes before the line, as 64 hexadecimal digits.
///
/// HDF5 readers ignore what stands behind the content, so `h5py` and `h5dump` open a sealed file like
/// any other; a program that changes the file cuts the line off, and the file is then an unsealed one.
/// The C library can crash or loop for ever on damaged bytes. What this process has written has none; any other
/// file, sealed or not, is first read once by a child process.
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

  /// The seals of the files that this process has written.
  private static let own = Mutex<Set<Data>>([])

  /// Remembers a seal as one of ours.
  static func remember(_ seal: Data) { own.withLock { _ = $0.insert(seal) } }

  /// Whether a file with an intact seal is one that this process has written.
  static func isOwn(_ file: Data) -> Bool {
    own.withLock { $0.contains(Data(file.suffix(length))) }
  }

  /// Whether a file is as it was written.
  static func state(of file: Data) -> State {
    guard file.count > length else { return .missing }
    let found = file.suffix(length)
    // A seal that is cut off, too, starts somewhere in the last bytes.
    guard found.range(of: start) != nil else { return .missing }
    return seal(of: file.dropLast(length)) == Data(found) ? .intact : .broken
  }

  /// The most bytes that a dataset of a file may claim to hold.
  static func largestDataset(of bytes: Int) -> Int {
    // gzip makes data at most 1032 times smaller.
    min(bytes * 1100 + 64 << 20, Int(ProcessInfo.processInfo.physicalMemory / 2), 64 << 30)
  }

  /// Lets a child process read a whole file; what it survives can nearly always be read here.
  ///
  /// Damage that spoils the child's heap without ending it can still end us: our heap is another one.
  ///
  /// - Parameter patience: seconds of computing; one more for each 20 MB of the file.
  /// - Throws: `ResultsError.damaged` if the child crashes or takes too long.
  static func probe(_ path: String, bytes: Int, access: hid_t, patience: Int) throws {
    let status = assay_probe(
      path, access, UInt(patience + bytes / 20_000_000), UInt64(largestDataset(of: bytes)))
    guard status >= 0 else {
      throw ResultsError.library(
        file: path, action: "check a file without a seal", reason: "there is no child process")
    }
    guard status == 0 else {
      throw ResultsError.damaged(path: path, reason: "the HDF5 library crashes or hangs on it")
    }
  }
}
