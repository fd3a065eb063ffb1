import Foundation
import Support

/// Goes over the records of a file of separated fields as texts.
///
/// - Source: RFC 4180, section 2.
/// - Deviation: that of `CSVScan`.
enum CSVRecords {
  /// What separates the columns of a file: what a first line such as `sep=;` says, which is for Excel; else a comma, or where its first
  /// line has none a semicolon or a tab.
  static func delimiter(of path: String) throws -> UInt8 {
    guard let (line, _) = try SampleFormat.firstLine(path) else { return UInt8(ascii: ",") }
    if let match = String(decoding: line, as: UTF8.self).wholeMatch(of: /\u{FEFF}?sep=(.)\r?/),
      let declared = match.1.utf8.first, declared < 128
    {
      return declared
    }
    let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), 9]
    return candidates.first { line.contains($0) } ?? candidates[0]
  }

  /// Calls `body` with a scan over a file.
  ///
  /// - Throws: `InterchangeError.empty` for an empty file; `SupportError.file` if it cannot be read.
  static func scan<Result>(
    _ path: String, delimiter: UInt8? = nil, _ body: (inout CSVScan) throws -> Result
  ) throws -> Result {
    let delimiter = try delimiter ?? self.delimiter(of: path)
    return try AtomicFile.read(path).withUnsafeBytes { raw in
      guard
        var scan = CSVScan(
          raw.bindMemory(to: UInt8.self), path: path, delimiter: delimiter)
      else { throw InterchangeError.empty(path: path) }
      return try body(&scan)
    }
  }

  /// Calls `body` with the fields of each record and the line on which it begins.
  static func forEach(
    of path: String, delimiter: UInt8? = nil,
    _ body: (_ fields: [String], _ line: Int) throws -> Void
  ) throws {
    try scan(path, delimiter: delimiter) { scan in
      var fields: [CSVScan.Field] = []
      while let line = try scan.next(&fields) {
        try body(try fields.map { try scan.text($0, line: line) }, line)
      }
    }
  }
}
