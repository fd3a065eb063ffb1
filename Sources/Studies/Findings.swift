import Figures
import Reports
import Statistics

/// Pass@k of one arm on one set.
public struct PassAtKSeries: Sendable {
  /// The arm's index.
  public var arm: Int
  /// Pass@k of each seed with its standard errors, `[seed][k]`.
  public var perSeed: [[PassAtKPoint]]
  /// Loose pass@k of each seed, `[seed][k]`.
  public var loosePerSeed: [[PassAtKPoint]]
  /// The mean over seeds with its crossed-bootstrap interval, `[k]`.
  public var pooled: [CrossedBootstrapResult]
}

/// Support dynamics of one arm against the base on one set and seed.
public struct SupportRow: Sendable {
  /// The set's name.
  public var set: String
  /// The arm's index.
  public var arm: Int
  /// The seed's index.
  public var seed: Int
  /// P, E, S, O.
  public var dynamics: SupportDynamics
  /// What the base's own resampling gives.
  public var null: SupportFlips
}

/// What an analysis concludes: everything that the report says and the file keeps.
public struct Findings: Sendable {
  /// The answer in one paragraph, for the terminal and the top of the report.
  public var answer: String
  /// Things a reader must know before believing it.
  public var warnings: [String]
  /// Pass@k by set.
  public var passAtK: [(set: String, series: [PassAtKSeries])]
  /// Registered hypotheses and planned comparisons.
  public var findings: [Finding]
  /// Support dynamics.
  public var support: [SupportRow]
  /// Final metrics by name, `[arm][seed]`: the input of every test.
  public var scalars: [(name: String, values: [[Double]])]
  /// Tables, in the order of the report.
  public var tables: [Table]
  /// Figures, in the order of the report.
  public var figures: [Figure]
  /// The table that the terminal shows.
  public var summary: Table

  /// Nothing concluded yet: what a file of results says while the study is running.
  static var pending: Findings {
    Findings(
      answer: "", warnings: [], passAtK: [], findings: [], support: [], scalars: [], tables: [],
      figures: [], summary: Table(id: "pending", caption: "", columns: [], rows: []))
  }
}
