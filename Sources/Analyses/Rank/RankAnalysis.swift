import Interchange
import Statistics
import Support

/// Which columns of a table rank models.
public enum RankColumns: Codable, Sendable, Equatable {
  /// One row a score of a model on a problem.
  case scores(model: String, problem: String, value: String)
  /// One row a comparison of two models; a problem is what several comparisons may be about.
  case pairs(winner: String, loser: String, tie: String?, problem: String?)
}

/// Models in order, from their scores on the same problems or from comparisons of two at a time.
public struct RankAnalysis: Codable, Sendable, Equatable {
  /// Which columns mean what.
  public var columns: RankColumns
  /// Whether scores give ratings too: on every problem the better score of two wins.
  public var hasRatings: Bool
  /// Bootstrap draws.
  public var draws: Int
  /// The confidence level.
  public var level: Double
  /// The root of all randomness.
  public var seed: UInt64

  /// An analysis.
  public init(
    columns: RankColumns, hasRatings: Bool = false, draws: Int = 10_000, level: Double = 0.95,
    seed: UInt64 = 7
  ) {
    self.columns = columns
    self.hasRatings = hasRatings
    self.draws = draws
    self.level = level
    self.seed = seed
  }

  /// Ranks the models of a table.
  ///
  /// - Throws: `AnalysesError` and `InterchangeError`: a setting out of range, a column that is not there, cells that are
  ///   missing or cannot be used, a problem that a model lacks, and comparisons that do not determine ratings.
  public func run(_ table: ColumnTable) throws -> RankReport {
    try requireSettings()
    switch columns {
    case .scores(let model, let problem, let value):
      return try scores(RankedScores(table, model: model, problem: problem, value: value))
    case .pairs(let winner, let loser, let tie, let problem):
      return try pairs(
        RankedPairs(table, winner: winner, loser: loser, tie: tie, problem: problem))
    }
  }

  private func scores(_ data: RankedScores) throws -> RankReport {
    let found = ModelRanks.ranks(
      scores: data.scores, draws: draws, level: level, stream: stream("scores"))
    var report = RankReport(
      source: data.path, basis: "scores", problems: data.scores.count, comparisons: nil, ties: nil,
      level: level, draws: draws,
      models: zip(data.models, found).map { RankedModel(name: $0, rank: $1) }, notes: [])
    report.notes = scoreNotes(data)
    if hasRatings {
      let units = data.games
      if let gap = Self.gap(units, data.models) {
        report.notes.append("There are no Bradley–Terry ratings: \(gap) on these problems.")
      } else {
        let ratings = try BradleyTerry.ratings(
          units: units, models: data.models.count, draws: draws, level: level,
          stream: stream("ratings"))
        for (index, rating) in ratings.models.enumerated() {
          report.models[index].rating = rating.rating
          report.models[index].ratingInterval = rating.interval
        }
        report.notes += ratingNotes(ratings, unit: "problem")
        report.notes.append(
          "Ratings from scores: on every problem the better of two scores wins, equal ones tie.")
      }
    }
    report.models.sort { ($0.rank, -($0.mean ?? 0)) < ($1.rank, -($1.mean ?? 0)) }
    return report
  }

  private func pairs(_ data: RankedPairs) throws -> RankReport {
    if let gap = Self.gap(data.units, data.models) {
      throw AnalysesError.badRows(
        place: data.path,
        reason: "ratings do not exist: \(gap); leave them out or add comparisons that connect them")
    }
    let ratings = try BradleyTerry.ratings(
      units: data.units, models: data.models.count, draws: draws, level: level,
      stream: stream("ratings"))
    let wins = BradleyTerry.wins(data.units.flatMap { $0 }, models: data.models.count)
    var report = RankReport(
      source: data.path, basis: "comparisons",
      problems: data.hasProblems ? data.units.count : nil,
      comparisons: data.units.reduce(0) { $0 + $1.count }, ties: data.ties, level: level,
      draws: draws,
      models: data.models.indices.map { index in
        RankedModel(
          name: data.models[index], rating: ratings.models[index],
          wins: wins[index].reduce(0, +), losses: wins.reduce(0) { $0 + $1[index] })
      }, notes: [])
    report.models.sort { ($0.rank, -($0.rating ?? 0)) < ($1.rank, -($1.rating ?? 0)) }
    report.notes =
      ratingNotes(ratings, unit: data.hasProblems ? "problem" : "comparison")
      + ["Only differences of ratings mean something; 400 points are odds of 10 to 1."]
    if !data.hasProblems {
      report.notes.append(
        "Comparisons count as independent; if several are about one problem, name its column with --problem."
      )
    }
    return report
  }

  private func stream(_ purpose: String) -> RandomStream {
    RandomStream(seed: seed)["rank", purpose]
  }

  /// Which models keep ratings from existing, in words.
  private static func gap(_ units: [[BradleyTerry.Game]], _ models: [String]) -> String? {
    func names(_ indices: [Int]) -> String {
      indices.prefix(8).map { "'\(Excerpt.of(models[$0]))'" }.joined(separator: ", ")
        + (indices.count > 8 ? " and \(indices.count - 8) more" : "")
    }
    let wins = BradleyTerry.wins(units.flatMap { $0 }, models: models.count)
    switch BradleyTerry.unconnected(wins: wins) {
    case .none: return nil
    case .apart(let set): return "\(names(set)) never met any of the others"
    case .unbeaten(let set): return "\(names(set)) never lost to any of the others"
    case .winless(let set): return "\(names(set)) never won against any of the others"
    }
  }

  private func scoreNotes(_ data: RankedScores) -> [String] {
    let scores = data.models.enumerated().map { index, name in
      (name: name, values: data.scores.map { $0[index] })
    }
    var notes = [PercentScale.note(scores, of: data.column, noun: "model")].compactMap { $0 }
    notes.append(
      "Ranks over \(draws) draws of the \(CompareText.plural(data.scores.count, "problem")), the same for all models; "
        + "they show how ranks move. Possible ranks are what the differences to the other models leave with "
        + "\(CompareText.percent(level)) % confidence, for one model at a time.")
    if data.rowCount > 1 {
      notes.append("The score of a model on a problem is the mean of \(data.rowCount) rows.")
    }
    return notes
  }

  private func ratingNotes(_ ratings: ModelRatings, unit: String) -> [String] {
    guard draws > 0 else { return [] }
    var notes = ["Intervals of ratings over \(draws) draws of \(unit)s."]
    if ratings.unconnected > 0 {
      let hasIntervals = ratings.models.contains { $0.interval != nil }
      notes.append(
        "In \(ratings.unconnected) of them some models never lost or never won, so that there are no ratings; "
          + (hasIntervals
            ? "they are left out." : "that is more than 1 %, and so there are no intervals."))
    }
    return notes
  }

  private func requireSettings() throws {
    guard level > 0.5, level < 1 else {
      throw AnalysesError.badSetting(
        name: "level", found: "\(level)", expected: "a number between 0.5 and 1, such as 0.95")
    }
    guard draws >= 2, draws <= PassAtKAnalysis.mostDraws else {
      throw AnalysesError.badSetting(
        name: "bootstrap", found: "\(draws)",
        expected: "from 2 to \(PassAtKAnalysis.mostDraws) draws")
    }
  }
}
