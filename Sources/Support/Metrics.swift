import Foundation

/// Where training metrics go: the one door through which numbers leave the engine.
public protocol MetricSink: AnyObject {
  /// Takes the metrics of one step, by name.
  func record(step: Int, _ metrics: [String: Double]) throws
}

/// A metric sink that keeps every row in memory.
public final class MemoryMetricSink: MetricSink {
  /// The rows so far, in order of recording.
  public private(set) var rows: [(step: Int, metrics: [String: Double])] = []
  /// An empty sink.
  public init() {}
  /// Keeps a row.
  public func record(step: Int, _ metrics: [String: Double]) { rows.append((step, metrics)) }
}

/// A metric sink that appends one JSON line a step to a file.
public final class JSONLinesMetricSink: MetricSink {
  private let log: StepLog

  /// Opens the file, keeping the rows up to and with `lastStep` (those of an interrupted run).
  ///
  /// - Throws: `SupportError.file` if the file cannot be written.
  public init(path: String, keepingUpTo lastStep: Int) throws {
    log = try StepLog(path: path, keepingUpTo: lastStep)
  }

  /// Appends a row; a number that is not finite becomes `null`.
  public func record(step: Int, _ metrics: [String: Double]) throws {
    var row: [String: Double?] = metrics.mapValues { $0.isFinite ? $0 : nil }
    row["step"] = Double(step)
    try log.append(row)
  }
}

/// A file of JSON lines, each with the key `step`, that an interrupted run goes on with.
public final class StepLog {
  private let path: String
  private let handle: FileHandle

  /// Opens the file, keeping the rows up to and with `lastStep`.
  ///
  /// - Throws: `SupportError.file` if the file cannot be written.
  public init(path: String, keepingUpTo lastStep: Int) throws {
    self.path = path
    var kept = Data()
    if FileManager.default.fileExists(atPath: path) {
      try JSONLines.forEachLine(of: path) { line, _ in
        guard let row = try? JSONSerialization.jsonObject(with: line) as? [String: Any],
          let step = row["step"] as? Int, step <= lastStep
        else { return }
        kept.append(line)
        kept.append(10)
      }
    }
    try AtomicFile.write(kept, to: path)
    guard let handle = FileHandle(forWritingAtPath: path) else {
      throw SupportError.file(action: "write", path: path, reason: "permission denied")
    }
    self.handle = handle
    try handle.seekToEnd()
  }

  deinit { try? handle.close() }

  /// Appends a row.
  public func append(_ row: some Encodable) throws {
    do {
      try handle.write(contentsOf: try JSONLines.line(row))
    } catch {
      throw SupportError.file(
        action: "append", path: path, reason: (error as NSError).localizedDescription)
    }
  }
}
