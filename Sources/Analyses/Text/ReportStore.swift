import Interchange
import Results

/// A results file under way, of what an analysis of somebody's file found.
///
/// Types, units, axes and descriptions of what is put into it are those of the schema; a missing number is NaN, a missing count −1.
struct ReportStore {
  let writer: ResultsWriter

  /// Begins a file: what made it, when, and of what.
  ///
  /// - Parameters:
  ///   - seed: the root of all randomness; `nil` where there is none.
  ///   - source: the file that was read, as messages call it.
  /// - Throws: `ResultsError.unwritable`; `SupportError` if the source cannot be read again.
  init(
    _ path: String, _ origin: ResultsOrigin, seed: UInt64?, source: String, provenance: Provenance
  ) throws {
    writer = try ResultsWriter(path: path)
    try writer.attribute("schema_version", ResultsSchema.version)
    try writer.attribute("kind", origin.rawValue)
    if let seed { try writer.attribute("seed", "\(seed)") }
    try writer.attribute("status", "complete")
    try provenance.write(to: writer)
    try put([source], "/source/path")
    try put([try InputFile.digest(source)], "/source/sha256")
  }

  /// A column of texts.
  func put(_ texts: [String], _ path: String) throws {
    let entry = Self.entry(path)
    try writer.write(
      texts, shape: [texts.count], to: path, dims: entry.dims,
      description: entry.description(at: path))
  }

  /// A column of numbers.
  func put(_ numbers: [Double?], _ path: String) throws {
    try write(numbers.map { $0 ?? .nan }, [numbers.count], path)
  }

  /// A column of counts.
  func put(_ counts: [Int?], _ path: String) throws {
    if Self.entry(path).type == "int32" {
      try write(counts.map { Int32(clamping: $0 ?? -1) }, [counts.count], path)
    } else {
      try write(counts.map { Int64($0 ?? -1) }, [counts.count], path)
    }
  }

  /// One text.
  func put(_ text: String, _ path: String) throws {
    try writer.write(text, to: path, description: Self.entry(path).description(at: path))
  }

  /// One number.
  func put(_ number: Double?, _ path: String) throws { try write([number ?? .nan], [], path) }

  /// One count.
  func put(_ count: Int?, _ path: String) throws { try write([Int64(count ?? -1)], [], path) }

  private func write<Element: ResultsElement>(
    _ values: [Element], _ shape: [Int], _ path: String
  ) throws {
    let entry = Self.entry(path)
    try writer.write(
      values, shape: shape, to: path, units: entry.units, dims: entry.dims,
      description: entry.description(at: path))
  }

  private static func entry(_ path: String) -> SchemaEntry {
    guard let entry = ResultsSchema.entry(for: path) else {
      preconditionFailure("'\(path)' is not in the schema")
    }
    return entry
  }
}
