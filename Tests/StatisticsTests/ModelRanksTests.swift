import Foundation
import Statistics
import Support
import Testing

@Suite struct BradleyTerryTests {
  typealias Game = BradleyTerry.Game

  static let wins: [[Double]] = [[0, 7, 8, 9], [3, 0, 6, 0], [2, 4, 0, 5], [1, 0, 5, 0]]

  /// choix 0.4.1, `mm_pairwise(tol=1e-12)`, and the same with two games for each and one each way for a tie.
  @Test func equalsChoix() throws {
    let found = try BradleyTerry.strengths(wins: Self.wins)
    for (own, other) in zip(found, [1.06130603, 0.0682003, -0.46273369, -0.66677264]) {
      #expect(isClose(own, other, 1e-8))
    }
    #expect(isClose(BradleyTerry.rating(found[0]), 1184.36774, 1e-5))
    var games: [Game] = []
    func add(_ winner: Int, _ loser: Int, _ count: Int, isTie: Bool = false) {
      for _ in 0..<count { games.append(Game(winner: winner, loser: loser, isTie: isTie)) }
    }
    add(0, 1, 3)
    add(1, 0, 2)
    add(0, 1, 3, isTie: true)
    add(1, 2, 4)
    add(2, 1, 1)
    add(1, 2, 1, isTie: true)
    add(2, 0, 2)
    add(0, 2, 5)
    let tied = try BradleyTerry.strengths(wins: BradleyTerry.wins(games, models: 3))
    let right = [0.4044074934563633, 0.25834786203125276, -0.662755355487616]
    for (own, other) in zip(tied, right) { #expect(isClose(own, other, 1e-10)) }
  }

  /// A slow second way: Hunter's minorization, until nothing moves.
  @Test func equalsMinorization() throws {
    var random = generator("minorization")
    for _ in 0..<5 {
      var wins = [[Double]](repeating: [Double](repeating: 0, count: 6), count: 6)
      for i in 0..<6 {
        for j in 0..<6 where i != j { wins[i][j] = 1 + Double(random.integer(below: 9)) }
      }
      let found = try BradleyTerry.strengths(wins: wins)
      var gamma = [Double](repeating: 1, count: 6)
      for _ in 0..<3000 {
        for i in 0..<6 {
          var rest = 0.0
          for j in 0..<6 where j != i { rest += (wins[i][j] + wins[j][i]) / (gamma[i] + gamma[j]) }
          gamma[i] = wins[i].reduce(0, +) / rest
        }
      }
      let mean = gamma.reduce(0) { $0 + log($1) } / 6
      for i in 0..<6 { #expect(isClose(found[i], log(gamma[i]) - mean, 1e-9)) }
    }
  }

  /// Two models: the log odds; odds of 10 to 1 are 400 points.
  @Test func twoModels() throws {
    let found = try BradleyTerry.strengths(wins: [[0, 30], [3, 0]])
    #expect(isClose(found[0] - found[1], log(10), 1e-10))
    #expect(isClose(BradleyTerry.rating(found[0]) - BradleyTerry.rating(found[1]), 400, 1e-7))
  }

  @Test func refusesWhatDoesNotExist() {
    func gap(_ wins: [[Double]]) -> BradleyTerry.Gap? { BradleyTerry.unconnected(wins: wins) }
    #expect(gap(Self.wins) == nil)
    #expect(gap([[0, 1, 1], [0, 0, 1], [0, 1, 0]]) == .unbeaten([0]))
    #expect(gap([[0, 1, 1], [1, 0, 1], [0, 0, 0]]) == .winless([2]))
    #expect(gap([[0, 1, 0], [1, 0, 0], [0, 0, 0]]) == .apart([2]))
    // A circle of three is enough, and one direction between pairs of pairs is not.
    #expect(gap([[0, 1, 0], [0, 0, 1], [1, 0, 0]]) == nil)
    #expect(
      gap([[0, 1, 1, 0], [1, 0, 0, 0], [0, 0, 0, 1], [0, 0, 1, 0]]) == .unbeaten([0, 1]))
    #expect(throws: StatisticsError.self) {
      try BradleyTerry.strengths(wins: [[0, 4], [0, 0]])
    }
  }

  @Test func bootstrap() throws {
    var games: [[Game]] = []
    for i in 0..<4 {
      for j in 0..<4 {
        for _ in 0..<Int(Self.wins[i][j]) { games.append([Game(winner: i, loser: j)]) }
      }
    }
    let stream = RandomStream(seed: 7)["test"]
    let found = try BradleyTerry.ratings(units: games, models: 4, draws: 300, stream: stream)
    #expect(
      found == (try BradleyTerry.ratings(units: games, models: 4, draws: 300, stream: stream)))
    #expect(found.models.map(\.rank) == [1, 2, 3, 4])
    #expect(isClose(found.models.reduce(0) { $0 + ($1.best ?? 0) }, 1, 1e-9))
    for model in found.models {
      #expect(try #require(model.interval).contains(model.rating))
      let ranks = try #require(model.ranks)
      #expect(ranks.low <= model.rank && model.rank <= ranks.high)
    }
    // One win of the loser is missing from a third of the draws, and then there are no intervals.
    let few = [Game(winner: 0, loser: 1)]
    let rare = [[Game]](repeating: few, count: 20) + [[Game(winner: 1, loser: 0)]]
    let bad = try BradleyTerry.ratings(units: rare, models: 2, draws: 300, stream: stream)
    #expect(bad.unconnected > 60 && bad.unconnected < 160 && bad.models[0].interval == nil)
    let none = try BradleyTerry.ratings(units: games, models: 4, draws: 0, stream: stream)
    #expect(none.models[0].interval == nil && none.models[0].ranks == nil)
  }

  /// 1000 simulations gave 94.7 %; the tolerance is four standard errors of 60 ratings of 5 models.
  @Test func coverage() throws {
    let truth = [0.8, 0.4, 0, -0.4, -0.8]
    var random = generator("bradley-terry")
    var (covered, all) = (0, 0)
    for run in 0..<60 {
      let games = (0..<200).map { _ -> [Game] in
        let i = random.integer(below: 5)
        let j = (i + 1 + random.integer(below: 4)) % 5
        let wins = random.bernoulli(1 / (1 + exp(truth[j] - truth[i])))
        return [wins ? Game(winner: i, loser: j) : Game(winner: j, loser: i)]
      }
      let found = try BradleyTerry.ratings(
        units: games, models: 5, draws: 300, stream: RandomStream(seed: 1)["bt", run])
      for (model, strength) in zip(found.models, truth) {
        guard let interval = model.interval else { continue }
        all += 1
        if interval.contains(BradleyTerry.rating(strength)) { covered += 1 }
      }
    }
    let rate = Double(covered) / Double(all)
    #expect(all > 280 && isClose(rate, 0.947, 0.06), "\(rate) of \(all)")
  }
}

@Suite struct ModelRanksTests {
  @Test func clearOrder() {
    // The second model is right wherever the first is, and more.
    let scores = (0..<60).map { i -> [Double] in
      [i % 3 == 0 ? 1 : 0, i % 3 != 1 ? 1 : 0, i % 20 == 0 ? 1 : 0]
    }
    let found = ModelRanks.ranks(scores: scores, draws: 500, stream: RandomStream(seed: 7))
    #expect(found.map(\.rank) == [2, 1, 3])
    #expect(isClose(found[0].mean, 1.0 / 3, 1e-12) && isClose(found[1].mean, 2.0 / 3, 1e-12))
    #expect(found[1].ranks == RankRange(low: 1, high: 1) && found[1].best == 1)
    #expect(found[2].possible == RankRange(low: 3, high: 3))
  }

  @Test func tiesShare() {
    let scores = (0..<30).map { i -> [Double] in [Double(i % 2), Double(i % 2), 0] }
    let found = ModelRanks.ranks(scores: scores, draws: 200, stream: RandomStream(seed: 7))
    #expect(found.map(\.rank) == [1, 1, 3])
    #expect(found[0].best == 0.5 && found[1].best == 0.5)
    #expect(found[0].possible == RankRange(low: 1, high: 2))
    #expect(found[0].ranks == RankRange(low: 1, high: 2))
  }

  /// A slow and obvious second implementation of how often each is best: draws of problems, one at a time.
  @Test func equalsAPlainBootstrap() {
    var random = generator("plain ranks")
    let scores = (0..<40).map { _ in (0..<3).map { random.uniform() + 0.04 * Double($0) } }
    let found = ModelRanks.ranks(scores: scores, draws: 4000, stream: RandomStream(seed: 7))
    var best = [0.0, 0, 0]
    for _ in 0..<4000 {
      var sums = [0.0, 0, 0]
      for _ in scores {
        let row = scores[random.integer(below: scores.count)]
        for model in 0..<3 { sums[model] += row[model] }
      }
      for model in 0..<3 where sums[model] == sums.max() { best[model] += 1 / 4000 }
    }
    // Four standard errors of two shares of 4000 draws.
    for model in 0..<3 { #expect(isClose(found[model].best, best[model], 0.045)) }
  }

  /// Of six equal models all have rank 1: possible ranks hold it for 97 %, percentiles for 77 %.
  @Test func coverage() {
    var random = generator("equal models")
    var (possible, percentiles, all) = (0, 0, 0)
    for run in 0..<80 {
      let scores = (0..<200).map { _ -> [Double] in
        let share = 0.25 + 0.7 * random.uniform()
        return (0..<6).map { _ in random.bernoulli(share) ? 1 : 0 }
      }
      let found = ModelRanks.ranks(
        scores: scores, draws: 300, stream: RandomStream(seed: 1)["ranks", run])
      all += found.count
      possible += found.count { $0.possible.low == 1 }
      percentiles += found.count { $0.ranks.low == 1 }
    }
    #expect(Double(possible) / Double(all) > 0.93, "\(possible) of \(all)")
    #expect(isClose(Double(percentiles) / Double(all), 0.77, 0.08), "\(percentiles) of \(all)")
  }

  @Test func rejects() async {
    await #expect(processExitsWith: .failure) {
      _ = ModelRanks.ranks(scores: [[1, 2]], draws: 10, stream: RandomStream(seed: 7))
    }
    await #expect(processExitsWith: .failure) {
      _ = BradleyTerry.wins([BradleyTerry.Game(winner: 1, loser: 1)], models: 2)
    }
  }
}
