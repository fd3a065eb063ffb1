import CHDF5
import Foundation

/// The door to the C library: one call at a time, every status looked at, nothing printed.
enum HDF5 {
  /// Many builds of the library may be entered by one thread only.
  private static let lock = NSRecursiveLock()
  /// Without this the library tries to close things again at exit, after failures noisily.
  private static let prepared: Bool = H5dont_atexit() >= 0

  /// Runs calls of the library while no other thread does.
  static func locked<Result>(_ body: () throws -> Result) rethrows -> Result {
    lock.lock()
    defer { lock.unlock() }
    _ = prepared
    // The error stack, and so its printing, belongs to the thread.
    assay_quiet()
    return try body()
  }

  /// The status of a call, or the library's reason why there is none.
  @discardableResult
  static func check<Status: SignedInteger>(
    _ status: Status, _ action: @autoclosure () -> String, in file: String
  ) throws(ResultsError) -> Status {
    guard status < 0 else { return status }
    throw .library(file: file, action: action(), reason: lastError())
  }

  /// The innermost message of the library's error stack, which is then empty.
  static func lastError() -> String {
    var buffer = [CChar](repeating: 0, count: 512)
    assay_last_error(&buffer, buffer.count)
    return text(buffer).replacingOccurrences(of: "\n", with: " ")
  }

  /// A new type for variable-length UTF-8 strings; the caller closes it.
  static func stringType(in file: String) throws(ResultsError) -> hid_t {
    let type = try check(H5Tcopy(assay_c_string()), "copy the string type", in: file)
    try check(H5Tset_size(type, assay_variable()), "set the string size", in: file)
    try check(H5Tset_cset(type, H5T_CSET_UTF8), "set the character set", in: file)
    return type
  }

  /// A new dataspace of a shape; `[]` is a scalar; the caller closes it.
  static func space(_ shape: [Int], in file: String) throws(ResultsError) -> hid_t {
    guard !shape.isEmpty else {
      return try check(H5Screate(H5S_SCALAR), "create a scalar space", in: file)
    }
    let extents = shape.map { hsize_t($0) }
    return try check(
      H5Screate_simple(Int32(extents.count), extents, nil), "create a space", in: file)
  }

  /// Calls `body` with an array of C strings, all in one block of memory.
  static func withCStrings<Result>(
    _ strings: [String], _ body: (UnsafeRawPointer) throws -> Result
  ) rethrows -> Result {
    var bytes: [UInt8] = []
    var offsets: [Int] = []
    for string in strings {
      offsets.append(bytes.count)
      bytes.append(contentsOf: string.utf8)
      bytes.append(0)
    }
    return try bytes.withUnsafeBytes { block in
      let pointers = offsets.map { offset in block.baseAddress.map { $0 + offset } }
      return try pointers.withUnsafeBytes { list in
        try body(list.baseAddress ?? UnsafeRawPointer(bitPattern: 8)!)
      }
    }
  }

  /// The text before the first zero byte.
  static func text(_ buffer: [CChar]) -> String {
    String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
