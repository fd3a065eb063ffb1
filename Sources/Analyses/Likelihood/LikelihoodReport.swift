import Foundation
import Interchange
import Reports
import Statistics

/// What `assay score` found.
public struct LikelihoodReport: Codable, Sendable, Equatable {
  /// A mean over samples with an interval over problems; null with one problem.
  public struct Mean: Codable, Sendable, Equatable {
    /// The mean.
    public var value: Double
    /// Its interval.
    @Nullable public var interval: Interval?

    init(value: Double, interval: Interval?) {
      self.value = value
      self.interval = interval
    }

    /// For people.
    func text(sign: Bool = false) -> String {
      CompareText.number(value, sign: sign)
        + (interval.map { " " + CompareText.interval($0) } ?? "")
    }
  }

  /// Samples under one model.
  public struct Row: Codable, Sendable, Equatable {
    /// The model.
    public var model: String
    /// Tokens a response, as this model reads it.
    public var tokens: Double
    /// −log p of a response.
    public var nats: Mean
    /// The perplexity of a response's tokens, averaged as its logarithm; null where all responses are empty.
    @Nullable public var perplexity: Mean?
  }

  /// How much more probable samples are under one model than under another.
  public struct Ratio: Codable, Sendable, Equatable {
    /// The first model.
    public var first: String
    /// The second one.
    public var second: String
    /// The mean of log p_first − log p_second, nats a response.
    public var mean: Mean
  }

  /// Some of the samples.
  public struct Group: Codable, Sendable, Equatable {
    /// `all`, `right` or `wrong`.
    public var name: String
    /// Samples.
    public var samples: Int
    /// Problems.
    public var problems: Int
    /// One row a model.
    public var models: [Row]
    /// The first model against each of the others.
    public var ratios: [Ratio]
  }

  /// The file.
  public var source: String
  /// The confidence level.
  public var level: Double
  /// All samples, those that are right, and those that are wrong.
  public var groups: [Group]
  /// What a reader should know before quoting the numbers.
  public var notes: [String]

  /// The report as tables for people, with what they should know about it below.
  public var plainText: String {
    let table = Table(
      id: "", caption: "",
      columns: [
        Table.Column("samples", .left), Table.Column("n", .right),
        Table.Column("problems", .right), Table.Column("under", .left),
        Table.Column("tokens", .right), Table.Column("nats a response", .right),
        Table.Column("perplexity", .right),
      ],
      rows: groups.flatMap { group in
        group.models.map { row in
          [
            group.name, "\(group.samples)", "\(group.problems)", Excerpt.of(row.model),
            CompareText.number(row.tokens), row.nats.text(), row.perplexity?.text() ?? "–",
          ].map(Cell.text)
        }
      })
    let ratios = Table(
      id: "", caption: "",
      columns: [
        Table.Column("samples", .left), Table.Column("log-ratio", .left),
        Table.Column("nats a response", .right),
      ],
      rows: groups.flatMap { group in
        group.ratios.map { ratio in
          [
            group.name, "\(Excerpt.of(ratio.first)) over \(Excerpt.of(ratio.second))",
            ratio.mean.text(sign: true),
          ].map(Cell.text)
        }
      })
    return "\(source): \(CompareText.percent(level)) % intervals over problems\n\n"
      + table.plainText() + "\n" + (ratios.rows.isEmpty ? "" : ratios.plainText() + "\n")
      + notes.map { $0 + "\n" }.joined()
  }
}
