import Support

/// A model's Bradley–Terry rating.
public struct ModelRating: Codable, Sendable, Equatable {
  /// β.
  public var strength: Double
  /// The rating on Elo's scale.
  public var rating: Double
  /// Its percentile interval; `nil` where too many draws have no ratings.
  public var interval: Interval?
  /// From 1; equal ratings share the best of their ranks.
  public var rank: Int
  /// Percentiles of the rank over draws; `nil` likewise.
  public var ranks: RankRange?
  /// The share of draws in which it was best; `nil` likewise.
  public var best: Double?
}

/// Ratings, and how many draws had none.
public struct ModelRatings: Codable, Sendable, Equatable {
  /// One a model.
  public var models: [ModelRating]
  /// Draws.
  public var draws: Int
  /// Draws in which the models fell apart, so that ratings do not exist; they are left out.
  public var unconnected: Int
}

extension BradleyTerry {
  /// Above this share of draws without ratings there are no intervals: what is left out would have been at their ends.
  public static let mostUnconnected = 0.01

  /// Ratings with bootstrap intervals.
  ///
  /// Units with the same games are one kind, and each draw takes as many units as there are with replacement, draw `b` from
  /// `stream[b]`.
  ///
  /// - Parameters:
  ///   - units: what is drawn, each with its games: a comparison, or a problem with all comparisons about it.
  ///   - models: the number of models.
  ///   - draws: the number of draws; 0 for none, and then no intervals.
  ///   - level: the confidence level.
  ///   - stream: where draws come from.
  /// - Throws: `StatisticsError.notIdentified` as `strengths` does.
  /// - Precondition: at least one unit; `level` in (0, 1).
  /// - Complexity: draws × (games of all kinds + 10·m³).
  public static func ratings(
    units: [[Game]], models: Int, draws: Int, level: Double = 0.95, stream: RandomStream
  ) throws -> ModelRatings {
    requireLevel(level)
    precondition(!units.isEmpty && draws >= 0, "\(units.count) units, \(draws) draws")
    let strengths = try strengths(wins: wins(units.flatMap { $0 }, models: models))
    let kinds = Kinds(units)
    var drawn = [[Double]](repeating: [], count: models)
    for draw in 0..<draws {
      var generator = stream[draw].generator()
      let wins = kinds.draw(models: models, &generator)
      guard isConnected(wins) else { continue }
      for (model, strength) in newton(wins, from: strengths).enumerated() {
        drawn[model].append(strength)
      }
    }
    let missing = draws - (drawn.first?.count ?? 0)
    let hasIntervals = draws > 0 && Double(missing) <= mostUnconnected * Double(draws)
    let ranks = hasIntervals ? RankDraws(drawn, level: level) : nil
    let own = RankDraws.ranks(of: strengths)
    return ModelRatings(
      models: strengths.indices.map { model in
        ModelRating(
          strength: strengths[model], rating: rating(strengths[model]),
          interval: ranks.map { _ in
            let sorted = drawn[model].map(rating).sorted()
            return Interval.percentiles(ofSorted: sorted, level: level)
          }, rank: own[model], ranks: ranks?.ranges[model], best: ranks?.best[model])
      }, draws: draws, unconnected: missing)
  }

  /// Units by the games in them.
  private struct Kinds {
    var games: [[Game]] = []
    var sizes: [Int] = []
    var kindOf: [Int] = []

    init(_ units: [[Game]]) {
      var numbers: [[Game]: Int] = [:]
      for unit in units {
        let kind = numbers[unit, default: games.count]
        if kind == games.count {
          numbers[unit] = kind
          games.append(unit)
          sizes.append(0)
        }
        sizes[kind] += 1
        kindOf.append(kind)
      }
    }

    /// The wins in as many units as there are, drawn with replacement.
    func draw(models: Int, _ generator: inout RandomGenerator) -> [[Double]] {
      var counts = [Int](repeating: 0, count: games.count)
      if kindOf.count >= 16 * games.count {
        Multinomial.draw(
          trials: kindOf.count, sizes: sizes, total: kindOf.count, &generator
        ) { counts[$0] = $1 }
      } else {
        for _ in kindOf { counts[kindOf[generator.integer(below: kindOf.count)]] += 1 }
      }
      var wins = [[Double]](repeating: [Double](repeating: 0, count: models), count: models)
      for (kind, count) in counts.enumerated() where count > 0 {
        for game in games[kind] { BradleyTerry.add(game, Double(count), to: &wins) }
      }
      return wins
    }
  }
}
