import Foundation
import Support

/// The formats that the samples of an evaluation are written in.
public enum EvaluationFormat: String, Sendable, CaseIterable {
  /// One JSON object a sample, as `assay passk` reads them.
  case jsonl
  /// A folder with `results_*.json` and `samples_*.jsonl`, as lm-evaluation-harness writes with `--log_samples`.
  case lmEval = "lm-eval"
  /// A log of inspect, version 2: a file that ends in `.json`, or one named as inspect does in a folder of logs, where
  /// `inspect view` finds it.
  case inspect
}

/// Where the samples of an evaluation go.
public struct EvaluationOutput: Sendable, Equatable {
  /// The file, or the folder of lm-eval or of inspect's logs.
  public var path: String
  /// The format.
  public var format: EvaluationFormat

  /// An output.
  ///
  /// - Throws: `SupportError.file` where there is a folder and a file is to be written, or the other way round.
  public init(path: String, format: EvaluationFormat) throws {
    // `logs/` and `logs` are the same folder.
    self.path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    self.format = format
    func refuse(_ reason: String) -> SupportError {
      .file(action: "write as \(format.rawValue)", path: path, reason: reason)
    }
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    guard isFile || !exists || isFolder.boolValue else {
      throw refuse("there is a file of this name; expected a folder")
    }
    guard !isFile || !isFolder.boolValue else { throw refuse("it is a folder; expected a file") }
  }

  /// Whether `path` is the one file that is written; else it is a folder, in which files are named after the time.
  private var isFile: Bool {
    switch format {
    case .jsonl: true
    case .lmEval: false
    case .inspect: path.hasSuffix(".json")
    }
  }

  /// Writes a record.
  ///
  /// - Throws: `SupportError.file`.
  public func write(_ record: EvaluationRecord) throws {
    switch format {
    case .jsonl:
      try AtomicFile.write(
        try record.rows.reduce(into: Data()) { $0.append(try JSONLines.line($1)) }, to: path)
    case .lmEval: try LMEvalResults(record).write(to: path)
    case .inspect:
      let log = InspectResults(record)
      try AtomicFile.write(log.text, to: isFile ? path : "\(path)/\(log.fileName)")
    }
  }
}
