import Foundation
import Support

/// The formats that the samples of an evaluation are written in.
public enum EvaluationFormat: String, Sendable, CaseIterable {
  /// One JSON object a sample, as `assay passk` reads them.
  case jsonl
  /// A folder with `results_*.json` and `samples_*.jsonl`, as lm-evaluation-harness writes with `--log_samples`.
  case lmEval = "lm-eval"
  /// A log of inspect, version 2.
  case inspect
}

/// Where the samples of an evaluation go.
public struct EvaluationOutput: Sendable, Equatable {
  /// The file, or the folder of lm-eval.
  public var path: String
  /// The format.
  public var format: EvaluationFormat

  /// An output.
  ///
  /// - Throws: `SupportError.file` for a name by which the readers of the format do not find it.
  public init(path: String, format: EvaluationFormat) throws {
    self.path = path
    self.format = format
    func refuse(_ reason: String) -> SupportError {
      .file(action: "write as \(format.rawValue)", path: path, reason: reason)
    }
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    switch format {
    case .jsonl: break
    case .inspect:
      guard path.hasSuffix(".json") else {
        throw refuse("inspect knows its logs by their names; let it end in .json")
      }
    case .lmEval:
      guard !exists || isFolder.boolValue else {
        throw refuse("there is a file of this name; lm-eval's results are a folder")
      }
    }
    guard format == .lmEval || !isFolder.boolValue else { throw refuse("it is a folder") }
  }

  /// Writes a record.
  ///
  /// - Throws: `SupportError.file`.
  func write(_ record: EvaluationRecord) throws {
    switch format {
    case .jsonl:
      try AtomicFile.write(
        try record.rows.reduce(into: Data()) { $0.append(try JSONLines.line($1)) }, to: path)
    case .lmEval: try LMEvalResults(record).write(to: path)
    case .inspect: try AtomicFile.write(InspectResults(record).text, to: path)
    }
  }
}
