import Advantages
import Losses
import Statistics
import Support
import Training

/// A factor of the study: two levels of one setting of training.
struct TrickFactor: Sendable {
  /// One of the two levels.
  struct Level: Sendable {
    /// The word in an arm's name.
    var word: String
    /// What it is, in a few words.
    var summary: String
  }

  /// The word in ids.
  var key: String
  /// What the upper level is, as sentences call it.
  var name: String
  /// The lower level, then the upper one.
  var levels: [Level]
  /// Puts a level into the settings of training.
  var apply: @Sendable (_ settings: inout PolicySettings, _ isHigh: Bool) -> Void

  /// a: what centred rewards are divided by.
  static let scale = TrickFactor(
    key: "scale", name: "group std",
    levels: [
      Level(word: "none", summary: "centred rewards"),
      Level(word: "std", summary: "centred rewards over the group's standard deviation"),
    ]
  ) { $0.advantage = Slot(GroupRelative(scale: $1 ? .std : .none)) }

  /// b: how losses of tokens become one number.
  static let aggregation = TrickFactor(
    key: "aggregation", name: "token-level loss",
    levels: [
      Level(word: "sequence", summary: "mean over responses of their token means"),
      Level(word: "token", summary: "mean over all tokens"),
    ]
  ) { $0.aggregation = $1 ? .tokenMean : .sequenceMeanTokenMean }

  /// f: updates a batch of rollouts.
  static let updates = TrickFactor(
    key: "updates", name: "four updates a batch",
    levels: [
      Level(word: "u1", summary: "one update a batch"),
      Level(word: "u4", summary: "four updates a batch"),
    ]
  ) { $0.updates = $1 ? 4 : 1 }

  /// g: the weight of the entropy in the objective.
  static let entropy = TrickFactor(
    key: "entropy", name: "entropy bonus",
    levels: [
      Level(word: "e0", summary: "no entropy bonus"),
      Level(word: "e3", summary: "entropy bonus 0.003"),
    ]
  ) { $0.entropyBonus = $1 ? 0.003 : 0 }

  /// G: completions a problem, with as many completions a step.
  static let group = TrickFactor(
    key: "group", name: "groups of 32",
    levels: [
      Level(word: "g8", summary: "groups of 8"), Level(word: "g32", summary: "groups of 32"),
    ]
  ) { $0.regroup($1 ? 32 : 8) }

  /// The learning rate: the yardstick of all others.
  static let rate = TrickFactor(
    key: "rate", name: "learning rate ×3",
    levels: [
      Level(word: "x1", summary: "learning rate ×1"),
      Level(word: "x3", summary: "learning rate ×3"),
    ]
  ) { if $1 { $0.learningRate *= 3 } }
}

extension PolicySettings {
  /// Changes the completions a problem, and the problems a step so that the completions a step stay
  /// as many.
  mutating func regroup(_ size: Int) {
    let completions = problems * groupSize
    groupSize = size
    problems = max(1, completions / size)
  }
}

/// Which cells of the factors are trained.
public enum TrickDesign: String, Codable, Sendable, CaseIterable {
  /// All eight cells of advantage scale, aggregation and learning rate: no effect is aliased with
  /// another.
  case factorial
  /// Half of the 64 cells of six factors, learning rate = product of the others: resolution VI, so
  /// that main effects and pairs are clear of one another, and triples are aliased with triples.
  case screen

  /// A cell: an arm with the levels of its factors.
  struct Cell: Sendable {
    /// The arm's name: the levels' words.
    var name: String
    /// What it is.
    var summary: String
    /// The levels, −1 or 1, in the order of the factors.
    var signs: [Int]
  }

  /// The factors, the learning rate last.
  var factors: [TrickFactor] {
    switch self {
    case .factorial: [.scale, .aggregation, .rate]
    case .screen: [.scale, .aggregation, .updates, .entropy, .group, .rate]
    }
  }

  /// The factors without the learning rate.
  var tricks: [TrickFactor] { Array(factors.dropLast()) }

  /// The most factors in an effect that is looked at.
  var largestOrder: Int { self == .factorial ? 3 : 2 }

  /// The design's runs, in the order of its cells.
  ///
  /// - Throws: `StatisticsError` if a generator were wrong.
  func runs() throws -> FractionalFactorial {
    switch self {
    case .factorial: try FractionalFactorial(base: 3)
    case .screen: try FractionalFactorial(base: 5, generators: ["F=ABCDE"])
    }
  }

  /// The cells.
  func cells() throws -> [Cell] {
    try runs().matrix.map { signs in
      let levels = zip(factors, signs).map { $0.levels[$1 > 0 ? 1 : 0] }
      return Cell(
        name: levels.map(\.word).joined(separator: "."),
        summary: levels.map(\.summary).joined(separator: "; "), signs: signs)
    }
  }

  /// The cell of the baseline recipe: group std, token mean, everything else at its lower level.
  func baseline() throws -> String {
    let high = [TrickFactor.scale.key, TrickFactor.aggregation.key]
    return try cells().first { cell in
      zip(factors, cell.signs).allSatisfy { ($1 > 0) == high.contains($0.key) }
    }?.name ?? ""
  }

  /// The design whose cells are arms of a plan.
  static func of(_ plan: StudyPlan) throws -> TrickDesign? {
    let names = Set(plan.arms.map(\.name))
    return try allCases.first { try $0.cells().allSatisfy { names.contains($0.name) } }
  }

  /// The letter of a factor in the design.
  func letter(_ index: Int) -> String { String(UnicodeScalar(UInt8(ascii: "A") + UInt8(index))) }

  /// The factors that letters such as `AC` stand for.
  func factors(of letters: String) -> [TrickFactor] {
    factors.indices.filter { letters.contains(letter($0)) }.map { factors[$0] }
  }
}
