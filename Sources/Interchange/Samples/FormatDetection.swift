import Evaluation
import Foundation
import Support

/// The kinds of files that hold counts of right samples.
public enum SampleFormat: String, Sendable, Equatable, CaseIterable {
  /// A CSV with the columns `problem`, `n` and `c`.
  case csv
  /// HumanEval result lines.
  case humanEval = "human-eval"
  /// The `samples_*.jsonl` of lm-evaluation-harness.
  case lmEval = "lm-eval"
  /// An HDF5 file, such as the results of a study.
  case results
  /// The results of EvalPlus.
  case evalPlus = "evalplus"
  /// The `results.jsonl` of verifiers.
  case verifiers
  /// An evaluation log of inspect.
  case inspect
  /// Rows of any kind, one a sample, whose columns are named by the options.
  case rows
  /// The samples of `assay eval --save`.
  case assay
  /// The details of bigcode-evaluation-harness.
  case bigCode = "bigcode"

  /// The name for people.
  public var title: String {
    switch self {
    case .csv: "CSV counts"
    case .humanEval: "HumanEval"
    case .lmEval: "lm-eval"
    case .results: "results files (HDF5)"
    case .evalPlus: "EvalPlus"
    case .verifiers: "verifiers"
    case .inspect: "inspect"
    case .rows: "rows of samples"
    case .assay: "samples of assay eval"
    case .bigCode: "bigcode-evaluation-harness"
    }
  }

  /// Whether equal names of problems mean the same problem in any file.
  public var namesAreUniversal: Bool {
    switch self {
    case .humanEval, .evalPlus, .results, .assay: true
    default: false
    }
  }

  /// The names of the options that the format has a use for.
  public var options: Set<String> {
    switch self {
    case .csv: ["by", "cluster"]
    case .bigCode: []
    case .lmEval: ["filter", "metric"]
    case .results: ["set", "arm", "replicate"]
    case .humanEval:
      ["by", "cluster", "problem", "correct", "strict", "answer", "sample", "threshold"]
    case .evalPlus: ["metric", "by", "strict", "answer", "sample"]
    case .inspect: ["metric", "by", "strict", "answer", "threshold"]
    case .verifiers:
      ["metric", "by", "problem", "correct", "strict", "answer", "sample", "threshold"]
    case .rows, .assay:
      ["by", "cluster", "problem", "correct", "strict", "answer", "sample", "threshold"]
    }
  }

  /// Finds out what a file is from its first bytes and its first line; its name does not matter.
  ///
  /// A text whose first line has a comma is taken for a CSV, so that what its header lacks can be named.
  ///
  /// - Throws: `InterchangeError` if it is none of these, empty, compressed or not a plain file;
  ///   `SupportError.file` if it cannot be read.
  public static func detect(
    _ path: String, options: SampleOptions = SampleOptions()
  ) throws -> SampleFormat {
    try InputFile.plain(path) { try detectPlain($0, options: options) }
  }

  private static func detectPlain(
    _ path: String, options: SampleOptions
  ) throws -> SampleFormat {
    guard let head = try textHead(path, orArchive: true) else { return .results }
    if head.starts(with: zip) { return .inspect }
    // Whoever names both columns means rows, whatever else the file may be.
    if options.problem != nil, options.correct != nil { return .rows }
    let keys = keys(of: head)
    if let document = document(keys: keys) { return document }
    try refuseDocument(head, keys, path)
    guard let (line, number) = try firstLine(path) else {
      throw InterchangeError.empty(path: path)
    }
    return try detect(line, number, path, isNamed: options.problem != nil || options.correct != nil)
  }

  /// The first bytes of a text file, or of an archive of inspect if that will do; `nil` for HDF5.
  private static func textHead(_ path: String, orArchive: Bool = false) throws -> Data? {
    guard try AtomicFile.requireFile(path) >= 0, isPlain(path) else {
      throw InterchangeError.notAFile(path: path)
    }
    let head = try head(path)
    guard !head.isEmpty else { throw InterchangeError.empty(path: path) }
    // HDF5 may begin after a user block of 512·2^i bytes.
    let offsets = [0, 512, 1024, 2048]
    if offsets.contains(where: { head.dropFirst($0).starts(with: hdf5) }) { return nil }
    if orArchive, head.starts(with: zip), isInspectArchive(path) { return head }
    if head.starts(with: zip), archiveNames(path).contains(where: { $0.hasPrefix("xl/") }) {
      throw unknown(path, "an Excel workbook; save its sheet as CSV")
    }
    if head.starts(with: Array("version https://git-lfs".utf8)) {
      throw unknown(path, "a pointer of Git LFS in place of the file; git lfs pull fetches it")
    }
    if head.starts(with: Array("PAR1".utf8)) {
      throw unknown(
        path,
        "a Parquet file; python3 -c \"import pandas as p; p.read_parquet('IN').to_json('OUT.jsonl', "
          + "orient='records', lines=True)\" makes lines of JSON of it")
    }
    for (method, signature) in compressions where head.starts(with: signature) {
      throw InterchangeError.compressed(path: path, method: method)
    }
    if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) {
      throw unknown(path, "UTF-16 text, which must be saved as UTF-8 first")
    }
    if head.contains(0) { throw unknown(path, "binary data") }
    if head.contains(13), !head.contains(10) {
      throw unknown(
        path,
        "lines that end with a carriage return alone; tr '\\r' '\\n' < IN > OUT makes lines of them"
      )
    }
    return head
  }

  /// Whether a text file is one JSON array, as pandas and others write rows.
  static func isJSONArray(_ path: String) -> Bool {
    guard let head = try? textHead(path) else { return false }
    let blanks: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF]
    return head.first { !blanks.contains($0) } == UInt8(ascii: "[")
  }

  /// Whether a text file of rows begins with a JSON object; otherwise it is taken for a CSV.
  ///
  /// - Throws: `InterchangeError` if it can be neither; `SupportError.file` if it cannot be read.
  static func isJSONLines(_ path: String) throws -> Bool {
    do {
      guard let head = try textHead(path) else {
        throw InterchangeError.notATable(path: path, found: "an HDF5 file")
      }
      let blanks: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF]
      guard let first = head.first(where: { !blanks.contains($0) }) else {
        throw InterchangeError.notATable(path: path, found: "blank lines")
      }
      try refuseDocument(head, keys(of: head), path)
      return first == UInt8(ascii: "{")
    } catch InterchangeError.unknownFormat(_, let found) {
      throw InterchangeError.notATable(path: path, found: found)
    } catch InterchangeError.empty {
      throw InterchangeError.notATable(path: path, found: "an empty file")
    }
  }

  /// A file that is one JSON object shows what it is by its first keys.
  private static func document(keys: [String]) -> SampleFormat? {
    if BigCode.isLikely(keys) { return .bigCode }
    guard keys.contains("eval") else { return nil }
    if keys.contains("hash") || keys.contains("date") || keys == ["eval"] { return .evalPlus }
    return keys.contains("version") || keys.contains("status") ? .inspect : nil
  }

  /// Names documents that are not rows.
  private static func refuseDocument(_ head: Data, _ keys: [String], _ path: String) throws {
    if keys.contains("results"),
      ["configs", "versions", "groups", "config"].contains(where: keys.contains)
    {
      throw unknown(
        path,
        "a JSON document, not rows: this is lm-eval's summary; give samples_*.jsonl, which --log_samples writes"
      )
    }
    if keys.contains("log_history") || keys.contains("best_model_checkpoint") {
      throw unknown(
        path,
        "a JSON document, not rows: this is a trainer's state; jq -c '.log_history[]' makes rows of its log"
      )
    }
    let text = String(decoding: head.prefix(64), as: UTF8.self).drop {
      $0 == "\u{FEFF}" || $0.isWhitespace
    }
    if text.prefixMatch(of: #/\{\s*\n/#) != nil {
      throw unknown(
        path, "a JSON document of several lines, not rows; jq -c makes one line of each object")
    }
  }

  /// The first keys of a file that begins with a JSON object; none of any other file.
  static func headKeys(_ path: String) throws -> [String] { keys(of: try head(path)) }

  private static func keys(of head: Data) -> [String] {
    head.withUnsafeBytes { raw in
      let bytes = raw.bindMemory(to: UInt8.self)
      var scan = JSONScan(bytes, at: bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)
      var keys: [String] = []
      // The object goes on beyond the head, so it is never whole.
      _ = scan.members { scan, key in
        if let name = scan.string(key) { keys.append(name) }
        return scan.value() != nil
      }
      return keys
    }
  }

  /// inspect packs its samples into a folder of this name.
  private static func isInspectArchive(_ path: String) -> Bool {
    archiveNames(path).contains { $0.hasPrefix("samples/") || $0.hasPrefix("_journal/") }
  }

  private static func archiveNames(_ path: String) -> [String] {
    (try? ZipArchive(path))?.names ?? []
  }

  private static func detect(
    _ line: Data, _ number: Int, _ path: String, isNamed: Bool
  ) throws -> SampleFormat {
    guard let text = String(validating: line, as: UTF8.self) else {
      throw unknown(path, "bytes that are not UTF-8 text")
    }
    let begin = text.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
    if begin.hasPrefix("{") {
      guard let row = try JSONLineDecoder(path: path).decode(Keys.self, line, number) else {
        throw InterchangeError.empty(path: path)
      }
      return try detect(keys: row.names, number, path, isNamed: isNamed)
    }
    if begin.hasPrefix("[") {
      if isNamed { return .rows }
      throw unknown(path, "a JSON array of rows, of which --problem and --correct name the keys")
    }
    let name = begin.trimmingCharacters(in: CharacterSet(charactersIn: " \t\""))
    if begin.contains(where: { ",;\t".contains($0) }) || ["problem", "n", "c"].contains(name) {
      return .csv
    }
    throw unknown(path, "text that begins with '\(Excerpt.of(String(begin)))'")
  }

  private static func detect(
    keys: [String], _ number: Int, _ path: String, isNamed: Bool
  ) throws -> SampleFormat {
    if keys.contains("doc_id") { return .lmEval }
    if keys.contains("example_id"), keys.contains("reward") { return .verifiers }
    if VerifiersTraces.isLikely(keys) { return .verifiers }
    if keys.contains("task_id"), keys.contains("base_status") { return .evalPlus }
    if keys.contains("task_id"), keys.contains("passed") { return .humanEval }
    if isNamed { return .rows }
    if SavedSample.keys.isSubset(of: keys) { return .assay }
    guard keys.contains("task_id") else {
      throw unknown(path, "JSON with the keys \(Excerpt.of(keys.joined(separator: ", ")))")
    }
    throw InterchangeError.malformed(
      path: path, line: number,
      reason: "there is a 'task_id' but no 'passed', so these samples are not judged yet; run "
        + "evaluate_functional_correctness and give the file that it writes")
  }

  private static let hdf5: [UInt8] = [0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A]

  private static let zip: [UInt8] = [0x50, 0x4B, 0x03, 0x04]

  private static let compressions: [(String, [UInt8])] = [
    ("bzip2", Array("BZh".utf8)),
    ("xz", [0xFD, 0x37, 0x7A, 0x58, 0x5A]), ("zip", [0x50, 0x4B, 0x03, 0x04]),
  ]

  private static func unknown(_ path: String, _ found: String) -> InterchangeError {
    .unknownFormat(path: path, found: found)
  }

  /// Whether the path leads to a regular file, through links if need be.
  static func isPlain(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  private static func head(_ path: String) throws -> Data {
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw SupportError.file(action: "read", path: path, reason: "permission denied")
    }
    defer { try? handle.close() }
    return try handle.read(upToCount: 4096) ?? Data()
  }

  static func firstLine(_ path: String) throws -> (Data, Int)? {
    struct Found: Error {
      let line: Data
      let number: Int
    }
    do {
      try JSONLines.forEachLine(of: path) { line, number in
        let text = number == 1 && line.starts(with: [0xEF, 0xBB, 0xBF]) ? line.dropFirst(3) : line
        if !text.allSatisfy({ $0 == 32 || $0 == 9 }) { throw Found(line: line, number: number) }
      }
      return nil
    } catch let found as Found {
      return (found.line, found.number)
    }
  }

  private struct Keys: Decodable {
    let names: [String]

    init(from decoder: any Decoder) throws {
      names = try decoder.container(keyedBy: AnyKey.self).allKeys.map(\.stringValue).sorted()
    }
  }
}
