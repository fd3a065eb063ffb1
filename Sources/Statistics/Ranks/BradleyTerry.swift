import Foundation
import Support

/// The strengths of models from who wins against whom: the Bradley–Terry model.
///
/// ```
/// P(i beats j) = 1/(1 + exp(β_j − β_i)),   Σ β = 0;   a tie is half a win of each
/// rating = 1000 + 400/ln 10·β                              (Elo's scale: 400 points are odds of 10 to 1)
/// ```
///
/// β maximizes the likelihood, by Newton's method. It exists only where every split of the models into two sets has a win
/// in each direction; anything else is refused, with the set that never lost or never won.
///
/// Intervals are percentiles over draws of comparisons, or of problems with all comparisons about them. In 1000 simulations
/// of 5 models with 200 comparisons "95 %" covered 95 %.
///
/// Assumes: comparisons are independent (or those of different problems are), and one number says what a model can: not for
/// models that beat each other in a circle, for comparisons that were chosen after looking, or for judges that prefer a
/// length or a place. A tie counts as half a win; how often models tie is not modeled.
///
/// - Source: Bradley and Terry 1952, Biometrika 39, 324–345; Hunter 2004, Annals of Statistics 32(1), 384–406 (assumption 1:
///   when the maximum exists); Chiang et al. 2024, arXiv:2403.04132 (the scale, the bootstrap).
/// - Deviation: ratings have a mean of 1000 over the models of the file, whoever they are.
public enum BradleyTerry {
  /// A comparison of two models.
  public struct Game: Codable, Sendable, Hashable {
    /// The index of the winner.
    public var winner: Int
    /// The index of the loser.
    public var loser: Int
    /// Whether it was a tie of the two.
    public var isTie: Bool

    /// A comparison.
    public init(winner: Int, loser: Int, isTie: Bool = false) {
      self.winner = winner
      self.loser = loser
      self.isTie = isTie
    }
  }

  /// How often each model won against each other, `[m][m]`.
  ///
  /// - Precondition: indices are from 0 to `models − 1`, and differ.
  public static func wins(_ games: [Game], models: Int) -> [[Double]] {
    var wins = [[Double]](repeating: [Double](repeating: 0, count: models), count: models)
    for game in games { add(game, 1, to: &wins) }
    return wins
  }

  /// The strengths β of models.
  ///
  /// - Parameter wins: how often each model won against each other, `[m][m]`, ties as halves.
  /// - Returns: `[m]`, with a mean of 0.
  /// - Throws: `StatisticsError.notIdentified` where the maximum does not exist; `unconnected` says which models are to
  ///   blame.
  /// - Precondition: at least two models; a square table, finite and not negative, its diagonal 0.
  /// - Complexity: about 10·m³.
  public static func strengths(wins: [[Double]]) throws -> [Double] {
    requireTable(wins)
    guard unconnected(wins: wins) == nil else {
      throw StatisticsError.notIdentified(
        what: "the Bradley–Terry strength",
        reason: "the models fall into two sets without a win in both directions",
        advice: "compare more, or leave models out")
    }
    return newton(wins)
  }

  /// β on Elo's scale.
  public static func rating(_ strength: Double) -> Double {
    1000 + 400 / PortableMath.log(10) * strength
  }

  /// Why strengths do not exist.
  public enum Gap: Sendable, Equatable {
    /// These were never compared with the others.
    case apart([Int])
    /// These never lost to the others.
    case unbeaten([Int])
    /// These never won against the others.
    case winless([Int])
  }

  /// The smallest set that speaks against strengths; `nil` where they exist.
  ///
  /// - Precondition: as for `strengths`.
  public static func unconnected(wins: [[Double]]) -> Gap? {
    requireTable(wins)
    if isConnected(wins) { return nil }
    // Nobody in a set that is closed under winning has beaten anyone outside it, and likewise for losing.
    func smallest(_ hasEdge: (Int, Int) -> Bool) -> [Int] {
      wins.indices.map { reached(from: $0, among: wins.count, hasEdge) }
        .min { $0.count < $1.count } ?? []
    }
    let apart = smallest { wins[$0][$1] > 0 || wins[$1][$0] > 0 }
    if apart.count < wins.count { return .apart(apart) }
    let winless = smallest { wins[$0][$1] > 0 }
    let unbeaten = smallest { wins[$1][$0] > 0 }
    return unbeaten.count <= winless.count ? .unbeaten(unbeaten) : .winless(winless)
  }

  /// Whether wins lead from every model to every other.
  static func isConnected(_ wins: [[Double]]) -> Bool {
    reached(from: 0, among: wins.count) { wins[$0][$1] > 0 }.count == wins.count
      && reached(from: 0, among: wins.count) { wins[$1][$0] > 0 }.count == wins.count
  }

  /// What can be reached along edges, in order.
  private static func reached(
    from start: Int, among count: Int, _ hasEdge: (Int, Int) -> Bool
  ) -> [Int] {
    var found = [Bool](repeating: false, count: count)
    var left = [start]
    found[start] = true
    while let node = left.popLast() {
      for other in 0..<count where !found[other] && hasEdge(node, other) {
        found[other] = true
        left.append(other)
      }
    }
    return found.indices.filter { found[$0] }
  }

  static func add(_ game: Game, _ weight: Double, to wins: inout [[Double]]) {
    precondition(game.winner != game.loser, "model \(game.winner) against itself")
    if game.isTie {
      wins[game.winner][game.loser] += weight / 2
      wins[game.loser][game.winner] += weight / 2
    } else {
      wins[game.winner][game.loser] += weight
    }
  }

  private static func requireTable(_ wins: [[Double]]) {
    precondition(wins.count > 1, "\(wins.count) models; expected at least 2")
    for (i, row) in wins.enumerated() {
      precondition(row.count == wins.count, "row \(i) has \(row.count) cells, not \(wins.count)")
      precondition(
        row.allSatisfy { $0.isFinite && $0 >= 0 }, "row \(i) has a cell that is no count")
      precondition(row[i] == 0, "model \(i) against itself")
    }
  }
}
