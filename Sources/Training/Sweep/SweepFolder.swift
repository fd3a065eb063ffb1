import Foundation
import Support

/// The folder of a sweep: `sweep.json` (its arms and seeds), a folder a run, and tables made of the runs.
///
/// - `runs.csv`: one row a run, with its last metrics; what `assay compare` reads.
/// - `curves.csv`: one row a step of a run; what `assay fit` reads.
/// - `problems.csv`: one row a run and held-out problem, where runs are evaluated.
public struct SweepFolder: Sendable {
  /// The folder.
  public let path: String

  /// What `sweep.json` holds.
  public struct Record: Codable, Equatable {
    /// The arms that ever ran here, in order.
    public var arms: [SweepPlan.Arm] = []
    /// The replicates that ever ran here, in order.
    public var seeds: [Int] = []
  }

  /// One of the tables.
  public enum Kind: String, Sendable, CaseIterable {
    case runs
    case curves
    case problems
  }

  /// The folder at a path.
  public init(_ path: String) { self.path = path }

  /// The path of a table, if the folder is a sweep's and has it.
  public func table(_ kind: Kind) -> String? {
    let file = "\(path)/\(kind.rawValue).csv"
    return FileManager.default.fileExists(atPath: file) ? file : nil
  }

  /// Puts the arms and seeds of a plan beside those that are there.
  ///
  /// - Parameter overwrite: the arms of the plan may have other settings than those of the same names that are there.
  /// - Throws: `TrainingError.setting` if they have, and must not.
  public func register(_ plan: SweepPlan, overwrite: Bool) throws {
    try AtomicFile.createFolder(path)
    var record = try self.record()
    if overwrite {
      record.arms.removeAll { arm in plan.arms.contains { $0.name == arm.name } }
    }
    for arm in plan.arms {
      guard let known = record.arms.first(where: { $0.name == arm.name }) else {
        record.arms.append(arm)
        continue
      }
      guard known == arm else {
        throw TrainingError.setting(
          key: "out",
          reason: "\(path) has an arm '\(arm.name)' with other settings; choose another --out, "
            + "or pass --overwrite to run it again")
      }
    }
    record.seeds = Set(record.seeds + plan.seeds).sorted()
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try AtomicFile.write(try encoder.encode(record), to: recordPath)
  }

  private var recordPath: String { path + "/sweep.json" }

  private func record() throws -> Record {
    guard FileManager.default.fileExists(atPath: recordPath) else { return Record() }
    do {
      return try JSONDecoder().decode(Record.self, from: try AtomicFile.read(recordPath))
    } catch let error as DecodingError {
      throw SupportError.file(
        action: "read", path: recordPath, reason: JSONLines.describe(error))
    }
  }

  /// Writes the tables from what the runs' folders hold: the same files whoever ran the runs, in whatever order.
  public func writeTables() throws {
    let record = try self.record()
    let keys = record.arms.flatMap { $0.settings.map(\.key) }.reduce(into: [String]()) {
      if !$0.contains($1) { $0.append($1) }
    }
    var runs: [Row] = []
    var curves: [Row] = []
    var problems: [Row] = []
    for arm in record.arms {
      let settings = keys.map { key in arm.settings.first { $0.key == key }?.value ?? "" }
      for seed in record.seeds {
        let name = SweepPlan.folder(arm: arm.name, seed: seed)
        let folder = path + "/" + name
        guard let state = try RunRecord.read(in: folder) else { continue }
        let head = [arm.name] + settings + ["\(seed)"]
        let steps = try Self.metrics(folder + "/metrics.jsonl")
        let last = steps.reduce(into: [String: Double]()) { $0.merge($1) { $1 } }
        runs.append(Row(head: head + [name, state.status.rawValue], metrics: last))
        curves += steps.map { Row(head: head, metrics: $0) }
        problems += try Self.heldOut(folder + "/" + HeldOut.fileName).map { fields in
          Row(head: head + fields, metrics: [:])
        }
      }
    }
    let head = ["arm"] + keys + ["seed"]
    try write(runs, head: head + ["run", "status"], to: .runs)
    try write(curves, head: head, to: .curves)
    if !problems.isEmpty {
      try write(problems, head: head + ["problem", "n", "c", "accuracy"], to: .problems)
    }
  }

  private struct Row {
    var head: [String]
    var metrics: [String: Double]
  }

  private func write(_ rows: [Row], head: [String], to kind: Kind) throws {
    let names = rows.reduce(into: Set<String>()) { $0.formUnion($1.metrics.keys) }
      .subtracting(["step"]).sorted()
    let columns = rows.contains { !$0.metrics.isEmpty } ? ["step"] + names : []
    var text = CSVText.row(head + columns)
    for row in rows {
      text += CSVText.row(row.head + columns.map { row.metrics[$0].map(Self.number) ?? "" })
    }
    try AtomicFile.write(text, to: "\(path)/\(kind.rawValue).csv")
  }

  private static func number(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
  }

  /// The finite metrics of every step.
  private static func metrics(_ path: String) throws -> [[String: Double]] {
    guard FileManager.default.fileExists(atPath: path) else { return [] }
    var steps: [[String: Double]] = []
    try JSONLines.forEachLine(of: path) { line, _ in
      let row = try JSONDecoder().decode([String: Double?].self, from: line)
      steps.append(row.compactMapValues { $0 })
    }
    return steps
  }

  /// Problem, n, c and c/n of every held-out problem.
  private static func heldOut(_ path: String) throws -> [[String]] {
    guard FileManager.default.fileExists(atPath: path) else { return [] }
    return try AtomicFile.readText(path).split(separator: "\n").dropFirst().map { line in
      let fields = line.split(separator: ",").map(String.init)
      guard fields.count == 3, let n = Double(fields[1]), let c = Double(fields[2]), n > 0 else {
        throw SupportError.file(
          action: "read", path: path, reason: "'\(line)' is not problem,n,c")
      }
      return fields + ["\(c / n)"]
    }
  }
}
