import Foundation
import Interchange
import Reports
import Statistics
import Support

/// A model in its place.
public struct RankedModel: Codable, Sendable, Equatable {
  /// The model.
  public var model: String
  /// From 1; equal ones share the best of their ranks.
  public var rank: Int
  /// Percentiles of the rank over draws; null where there are none.
  @Nullable public var ranks: RankRange?
  /// Every rank that the differences to the other models leave possible; null for comparisons.
  @Nullable public var possibleRanks: RankRange?
  /// The share of draws in which it was best; null where there are none.
  @Nullable public var best: Double?
  /// The mean over problems; null for comparisons.
  @Nullable public var mean: Double?
  /// Its interval.
  @Nullable public var meanInterval: Interval?
  /// Comparisons that it won, ties as halves; null for scores.
  @Nullable public var wins: Double?
  /// Comparisons that it lost, ties as halves; null for scores.
  @Nullable public var losses: Double?
  /// The Bradley–Terry rating on Elo's scale; null where there is none.
  @Nullable public var rating: Double?
  /// Its interval; null where too many draws have no ratings.
  @Nullable public var ratingInterval: Interval?

  init(name: String, rank found: ModelRank) {
    model = name
    rank = found.rank
    ranks = found.ranks
    possibleRanks = found.possible
    best = found.best
    mean = found.mean
    meanInterval = found.interval
  }

  init(name: String, rating found: ModelRating, wins: Double, losses: Double) {
    model = name
    rank = found.rank
    ranks = found.ranks
    best = found.best
    self.wins = wins
    self.losses = losses
    rating = found.rating
    ratingInterval = found.interval
  }
}

/// What `assay rank` found.
public struct RankReport: Codable, Sendable, Equatable {
  /// The file.
  public var source: String
  /// `scores` or `comparisons`.
  public var basis: String
  /// The number of problems; null where they are not known.
  @Nullable public var problems: Int?
  /// The number of comparisons; null for scores.
  @Nullable public var comparisons: Int?
  /// How many of them are ties.
  @Nullable public var ties: Int?
  /// The confidence level.
  public var level: Double
  /// Bootstrap draws.
  public var draws: Int
  /// The models, best first.
  public var models: [RankedModel]
  /// What a reader should know before quoting the numbers.
  public var notes: [String]

  /// The report as a table for people, with what they should know about it below.
  public var plainText: String {
    let about = problems.map { "\(CompareText.plural($0, "problem"))" }
    let size =
      comparisons.map { count in
        CompareText.plural(count, "comparison")
          + (ties.map { $0 > 0 ? " (\(CompareText.plural($0, "tie")))" : "" } ?? "")
          + (about.map { " about \($0)" } ?? "")
      } ?? "the same \(about ?? "")"
    return "\(CompareText.plural(models.count, "model")), \(size)\n\n" + table.plainText() + "\n"
      + notes.map { $0 + "\n" }.joined()
  }

  /// One row a model, best first; what is undefined is blank.
  public var csv: String {
    let names = [
      "model", "rank", "rank_low", "rank_high", "possible_low", "possible_high", "best", "mean",
      "ci_low", "ci_high", "wins", "losses", "rating", "rating_low", "rating_high",
    ]
    func text(_ value: Double?) -> String { value.map { "\($0)" } ?? "" }
    func text(_ value: Int?) -> String { value.map { "\($0)" } ?? "" }
    let rows = models.map { model in
      [
        model.model, "\(model.rank)", text(model.ranks?.low), text(model.ranks?.high),
        text(model.possibleRanks?.low), text(model.possibleRanks?.high), text(model.best),
        text(model.mean), text(model.meanInterval?.low), text(model.meanInterval?.high),
        text(model.wins), text(model.losses), text(model.rating), text(model.ratingInterval?.low),
        text(model.ratingInterval?.high),
      ]
    }
    return ([names] + rows).map(CSVText.row).joined()
  }

  private var table: Table {
    let percent = CompareText.percent(level)
    func range(_ range: RankRange?) -> String {
      range.map { $0.low == $0.high ? "\($0.low)" : "\($0.low)–\($0.high)" } ?? "–"
    }
    func points(_ value: Double?) -> String { value.map { String(format: "%.0f", $0) } ?? "–" }
    typealias Cells = (column: Table.Column, cell: (RankedModel) -> String)
    var cells: [Cells] = [
      (Table.Column("rank", .right), { "\($0.rank)" }),
      (Table.Column("model", .left), { Excerpt.of($0.model) }),
    ]
    if basis == "scores" {
      cells += [
        (Table.Column("mean", .right), { $0.mean.map { CompareText.number($0) } ?? "–" }),
        (
          Table.Column("\(percent) % interval", .left),
          { $0.meanInterval.map(CompareText.interval) ?? "–" }
        ),
      ]
    } else {
      cells += [
        (Table.Column("won", .right), { String(format: "%.6g", $0.wins ?? 0) }),
        (Table.Column("lost", .right), { String(format: "%.6g", $0.losses ?? 0) }),
      ]
    }
    if models.contains(where: { $0.rating != nil }) {
      cells += [
        (Table.Column("rating", .right), { points($0.rating) }),
        (
          Table.Column("\(percent) % interval", .left),
          {
            $0.ratingInterval.map { "[\(points($0.low)), \(points($0.high))]" } ?? "–"
          }
        ),
      ]
    }
    cells += [
      (Table.Column("ranks", .left), { range($0.ranks) })
    ]
    if basis == "scores" {
      cells.append((Table.Column("possible ranks", .left), { range($0.possibleRanks) }))
    }
    cells.append(
      (
        Table.Column("best in", .right),
        { $0.best.map { String(format: "%.1f %%", $0 * 100) } ?? "–" }
      )
    )
    return Table(
      id: "", caption: "", columns: cells.map(\.column),
      texts: models.map { model in cells.map { $0.cell(model) } })
  }
}
