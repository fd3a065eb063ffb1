import Interchange
import Support

/// What counts as right in the results of a study.
public enum Scoring: String, Codable, Sendable, Equatable, CaseIterable {
  /// The final answer is right.
  case loose
  /// The answer is right and so is every step.
  case strict
}

/// Which counts of a file are meant; `nil` takes all sets, arms and seeds, and the only filter and metric.
public struct CountSelection: Codable, Sendable, Equatable {
  /// The filter of an lm-eval file.
  public var filter: String?
  /// The metric of an lm-eval file.
  public var metric: String?
  /// The set of problems in a results file.
  public var set: String?
  /// The arm in a results file.
  public var arm: String?
  /// The seed in a results file; otherwise the samples of all seeds are pooled.
  public var seed: Int?
  /// What counts as right in a results file.
  public var scoring: Scoring

  /// A selection; by default everything.
  public init(
    filter: String? = nil, metric: String? = nil, set: String? = nil, arm: String? = nil,
    seed: Int? = nil, scoring: Scoring = .strict
  ) {
    self.filter = filter
    self.metric = metric
    self.set = set
    self.arm = arm
    self.seed = seed
    self.scoring = scoring
  }
}

/// Reads files of any known format, each by its content.
public enum CountFiles {
  /// The tables of some files, in order: one a text file, one a set and arm of a results file.
  ///
  /// A table is called after its file without folder and extension, and after set and arm:
  /// `base` or `results/test/rl`; with a single results file just `test/rl`. Equal names get a number.
  ///
  /// - Throws: `InterchangeError`, `AnalysesError`, `ResultsError` or `SupportError`, also for a part
  ///   of the selection that applies to none of the files.
  public static func read(
    _ paths: [String], selection: CountSelection = CountSelection()
  ) throws -> [CountTable] {
    guard !paths.isEmpty else { throw AnalysesError.noFiles }
    let formats = try paths.map(SampleFormat.detect)
    try requireUse(of: selection, in: formats)
    var tables: [CountTable] = []
    for (path, format) in zip(paths, formats) {
      switch format {
      case .results:
        var found = try ResultsCounts.read(path, selection: selection)
        if paths.count > 1 {
          for i in found.indices {
            found[i].name = SampleCounts.stem(of: path) + "/" + found[i].name
          }
        }
        tables += found
      case .lmEval:
        let chosen = LMEvalSelection(filter: selection.filter, metric: selection.metric)
        tables.append(try LMEval.read(path, selection: chosen))
      case .csv: tables.append(try CSVCounts.read(path))
      case .humanEval: tables.append(try HumanEval.read(path))
      }
    }
    return numbered(tables)
  }

  private static func requireUse(
    of selection: CountSelection, in formats: [SampleFormat]
  ) throws {
    let options: [(String, Bool, SampleFormat, String)] = [
      ("filter", selection.filter != nil, .lmEval, "lm-eval files"),
      ("metric", selection.metric != nil, .lmEval, "lm-eval files"),
      ("set", selection.set != nil, .results, "results files (HDF5)"),
      ("arm", selection.arm != nil, .results, "results files (HDF5)"),
      ("replicate", selection.seed != nil, .results, "results files (HDF5)"),
    ]
    for (name, isGiven, format, words) in options where isGiven && !formats.contains(format) {
      throw AnalysesError.unusedOption(name: name, format: words)
    }
  }

  private static func numbered(_ tables: [CountTable]) -> [CountTable] {
    var taken: Set<String> = []
    return tables.map { table in
      var table = table
      let name = table.name
      var number = 2
      while !taken.insert(table.name).inserted {
        table.name = "\(name) (\(number))"
        number += 1
      }
      return table
    }
  }
}
