import Figures
import Reports
import Statistics

/// What an analysis concludes, in a minute's reading: the answer, how sure it is, what would have changed it.
public struct Answer: Sendable, Equatable {
  /// The answer in one sentence, with its interval.
  public var sentence: String
  /// How sure it is.
  public var confidence: String
  /// What numbers would have made it another answer.
  public var changed: String

  /// An answer.
  public init(_ sentence: String, confidence: String, changed: String) {
    self.sentence = sentence
    self.confidence = confidence
    self.changed = changed
  }

  /// All of it.
  public var text: String {
    [sentence, confidence, changed].filter { !$0.isEmpty }.joined(separator: " ")
  }
}

/// One finished comparison or hypothesis.
public struct Finding: Sendable, Equatable {
  /// The id, for example `H1.1` or `rl_id-base/id/pass@1`.
  public var id: String
  /// What is claimed or compared.
  public var statement: String
  /// The test.
  public var test: String
  /// `supported`, `contradicted`, `equivalent`, `inconclusive` for hypotheses at the scale `full`, `descriptive` below it,
  /// `not run` without data; the words of the verdict rule for contrasts.
  public var verdict: String
  /// The test's statistic; NaN where there is no test.
  public var statistic = Double.nan
  /// The raw p value; NaN where there is no test.
  public var pRaw = Double.nan
  /// The corrected p value.
  public var pAdjusted = Double.nan
  /// The effect.
  public var effect = Double.nan
  /// The interval.
  public var low = Double.nan
  /// The interval.
  public var high = Double.nan
  /// The margin or smallest effect of interest.
  public var margin: Double
  /// Whether something else moved that its meaning rests on, so that no claim is judged by it.
  public var isConfounded = false
  /// Whether it was registered and enough seeds ran.
  public var isConfirmatory = false
  /// Standardized effect over seeds, d_z; NaN below two seeds.
  public var effectSize = Double.nan
  /// The mean of every seed.
  public var perSeed: [Double] = []
  /// The unit of the effect; empty for shares.
  public var unit = ""
  /// The probability that as many seeds as `full` has would decide for a hypothesis that is true; NaN where that was not computed.
  public var power = Double.nan
  /// What sampling one model again gives 95 % of the time, ±; NaN where nothing was sampled or nothing is known.
  public var null = Double.nan

  /// A finding without numbers yet.
  public init(id: String, statement: String, test: String, verdict: String, margin: Double) {
    self.id = id
    self.statement = statement
    self.test = test
    self.verdict = verdict
    self.margin = margin
  }

  /// Replicates.
  public var seeds: Int { perSeed.count }
  /// The effect with its interval and unit.
  public var estimate: Cell {
    guard !effect.isNaN else { return Cell("not measured", value: .nan) }
    var cell = Number.estimate(effect, low, high, signed: true)
    if !unit.isEmpty { cell.text += " " + unit }
    cell.unit = unit
    return cell
  }
}

/// A control with what it found.
public struct CheckResult: Sendable, Equatable {
  /// What must be so.
  public var statement: String
  /// What was found.
  public var found: String
  /// Whether it is so; `nil` where the numbers do not say.
  public var isPassed: Bool?
  /// A result.
  public init(_ statement: String, found: String, isPassed: Bool?) {
    self.statement = statement
    self.found = found
    self.isPassed = isPassed
  }
}

/// Support dynamics of one arm against its root on one set and seed.
public struct SupportRow: Sendable {
  /// The set's name.
  public var set: String
  /// The arm's index.
  public var arm: Int
  /// The seed's index.
  public var seed: Int
  /// P, E, S, O in all samples.
  public var dynamics: SupportDynamics
  /// E and S in as many samples as those of `null`.
  public var flips: SupportFlips
  /// What the base's own resampling gives: E₀ and S₀.
  public var null: SupportFlips
}

/// A part of the report.
public struct Section: Sendable, Equatable {
  /// What it is made of.
  public enum Element: Sendable, Equatable {
    /// Words.
    case text(String)
    /// A list.
    case list([String])
    /// A table.
    case table(Table)
    /// A figure.
    case figure(Figure)
  }

  /// The heading.
  public var title: String
  /// What it says, shows and draws.
  public var elements: [Element]

  /// A section; empty tables and missing figures are left out.
  public init(_ title: String, _ elements: [Element?]) {
    self.title = title
    self.elements = elements.compactMap { $0 }.filter {
      if case .table(let table) = $0 { return !table.rows.isEmpty }
      return true
    }
  }
}

/// What intervals and tests are about: what could have been another.
public enum Replication: Sendable {
  /// Trainings, one a seed, and problems.
  case seeds
  /// Problems alone, of checkpoints that are what they are.
  case problems
}

/// Everything that the report says and the file keeps.
public struct Findings: Sendable {
  /// The answer, for the terminal and the top of the report.
  public var answer: Answer
  /// Things a reader must know before believing it.
  public var warnings: [String] = []
  /// Registered hypotheses, then contrasts.
  public var findings: [Finding] = []
  /// Controls.
  public var checks: [CheckResult] = []
  /// Support dynamics.
  public var support: [SupportRow] = []
  /// Final metrics by name, `[arm][seed]`.
  public var scalars: [(name: String, values: [[Double]])] = []
  /// What intervals and tests are about.
  public var replication = Replication.seeds
  /// The figure that shows the answer.
  public var main: Figure?
  /// The report's parts, in order.
  public var sections: [Section] = []
  /// The table that the terminal shows.
  public var summary: Table

  /// Findings with an answer and the table that shows it.
  public init(_ answer: Answer, summary: Table) {
    self.answer = answer
    self.summary = summary
  }

  /// Nothing concluded yet: what a file of results says while the study is running.
  static var pending: Findings {
    Findings(
      Answer("", confidence: "", changed: ""),
      summary: Table(id: "pending", caption: "", columns: [], rows: []))
  }

  /// All tables, in order, each once.
  public var tables: [Table] {
    (summary.rows.isEmpty ? [] : [summary])
      + Self.tables(of: sections).filter { $0.id != summary.id }
  }

  /// The tables of sections, in order, each once.
  static func tables(of sections: [Section]) -> [Table] {
    var all: [Table] = []
    for case .table(let table) in sections.flatMap(\.elements)
    where !all.contains(where: { $0.id == table.id }) { all.append(table) }
    return all
  }

  /// All figures, in order, each once.
  public var figures: [Figure] {
    var all: [Figure] = main.map { [$0] } ?? []
    for case .figure(let figure) in sections.flatMap(\.elements)
    where !all.contains(where: { $0.id == figure.id }) { all.append(figure) }
    return all
  }
}
