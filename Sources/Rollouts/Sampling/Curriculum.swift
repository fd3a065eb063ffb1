import Experience
import Support

/// Problems of the difficulty that the policy is ready for.
///
/// ```
/// staged:    difficulties up to low + (high − low)·progress/over                                            (easy to hard)
/// target:    nearest to T;   T ← clip(T + η·tanh(α(r̄ − β)), low, high), r̄ the share of right completions   (AdaRFT)
/// bandit:    drawn by exp(Q/τ);   Q ← α·mean|r − μ| + (1 − α)·Q of the difficulty                            (SEC)
/// priority:  drawn by p̂(1 − p̂) + ε, p̂ = (right + 1)/(sampled + 2) of the difficulty
/// retire:    the first that was not solved: a problem whose last group had a share of right ones of at least `solved` is passed over   (POLARIS)
/// ```
///
/// Of `candidates` problems that are drawn for each place, one is taken by the rule; the others are passed over, and cost
/// nothing. `low` and `high` are difficulties of the task. Problems come from the same draws in every arm.
public struct Curriculum: Sampler {
  /// How problems are chosen.
  public enum Rule: String, Codable, Sendable, CaseIterable {
    /// Easy ones first.
    case staged
    /// Near a difficulty that follows success.
    case target
    /// Where the policy learns most.
    case bandit
    /// Where it is undecided.
    case priority
    /// None that it has solved.
    case retire
  }

  public static let kind = "curriculum"
  /// E2H, AdaRFT, SEC.
  public static let aliases = ["adarft", "easy-to-hard", "prioritized", "polaris"]
  public static let ids = ["dyn.curriculum", "dyn.prioritised", "dyn.cached_skip"]
  public static let summary = "Problems of the difficulty that the policy is ready for."
  public static let source = Source(
    "Parashar et al. 2025, arXiv:2506.06632; Shi et al. 2025, arXiv:2504.05520, eq. 3; Chen et al. 2025, arXiv:2505.14970, eq. 4"
  )
  public static let assumptions =
    "The task's difficulty says how hard a problem is; what is never drawn is never learned."

  /// How problems are chosen.
  public var rule: Rule
  /// The easiest.
  public var low = 1.0
  /// The hardest.
  public var high = 4.0
  /// Problems that are drawn for each place.
  public var candidates = 8
  /// The share of the run after which the hardest are in, of `staged`.
  public var over = 0.8
  /// η of `target`.
  public var rate = 1.0
  /// α of `target` and of `bandit`.
  public var alpha: Double
  /// β of `target`, the success that is wanted.
  public var wanted = 0.5
  /// τ of `bandit`.
  public var temperature = 0.1
  /// ε of `priority`.
  public var floor = 0.05
  /// The share of right completions from which on a problem is passed over, of `retire`.
  public var solved = 1.0
  /// Easy ones first.
  public init() { self.init(.staged) }
  /// A rule.
  public init(_ rule: Rule) {
    self.rule = rule
    alpha = rule == .bandit ? 0.5 : 2
  }
  /// All rules.
  public static let examples = Rule.allCases.map { Curriculum($0) }

  /// T after a step with this share of right completions.
  public func moved(_ target: Double, success: Double) -> Double {
    let x = alpha * (success - wanted)
    let e = PortableMath.exp(-2 * abs(x))
    let tanh = (x < 0 ? -1 : 1) * (1 - e) / (1 + e)
    return min(max(target + rate * tanh, low), high)
  }

  /// The groups.
  public func batch(
    _ count: Int, _ asker: inout Asker, _ bench: Bench, _ memory: inout Memory
  ) throws -> Batch {
    var generator = bench.stream(step: asker.step, ordinal: -1)["curriculum"].generator()
    var chosen: [Asked] = []
    for place in 0..<count {
      let drawn = try asker.draw(candidates)
      var one = drawn[choose(drawn.map(\.problem), bench.now, memory, &generator)]
      one.ordinal = place
      chosen.append(one)
    }
    let groups = try bench.rollouts(chosen)
    learn(groups, &memory)
    return Batch(groups, step: asker.step)
  }

  private func choose(
    _ problems: [Problem], _ now: Moment, _ memory: Memory,
    _ generator: inout RandomGenerator
  ) -> Int {
    let difficulties = problems.map(\.difficulty)
    switch rule {
    case .retire:
      return problems.firstIndex { memory[number: "solved \($0.id)"] == nil } ?? 0
    case .staged:
      let limit = low + (high - low) * min(1, now.progress / over)
      return difficulties.firstIndex { Double($0) <= limit + 1e-9 }
        ?? difficulties.indices.min { difficulties[$0] < difficulties[$1] } ?? 0
    case .target:
      let target = memory[number: "target"] ?? low
      return difficulties.indices.min {
        abs(Double(difficulties[$0]) - target) < abs(Double(difficulties[$1]) - target)
      } ?? 0
    case .bandit, .priority:
      let weights = difficulties.map { difficulty -> Double in
        if rule == .bandit {
          return PortableMath.exp((memory[number: "q \(difficulty)"] ?? 0) / temperature)
        }
        let right = memory[number: "right \(difficulty)"] ?? 0
        let sampled = memory[number: "sampled \(difficulty)"] ?? 0
        let p = (right + 1) / (sampled + 2)
        return p * (1 - p) + floor
      }
      var point = generator.uniform() * weights.reduce(0, +)
      for (index, weight) in weights.enumerated() {
        point -= weight
        if point < 0 { return index }
      }
      return weights.count - 1
    }
  }

  private func learn(_ groups: [Group], _ memory: inout Memory) {
    let all = groups.flatMap(\.verdicts)
    if rule == .target, !all.isEmpty {
      memory[number: "target"] = moved(
        memory[number: "target"] ?? low,
        success: Double(all.count(where: \.strict)) / Double(all.count))
    }
    if rule == .retire {
      for group in groups {
        let share = Double(group.verdicts.count(where: \.strict)) / Double(group.verdicts.count)
        memory[number: "solved \(group.problem.id)"] = share >= solved ? 1 : nil
      }
    }
    guard rule == .bandit || rule == .priority else { return }
    for difficulty in Set(groups.map(\.problem.difficulty)).sorted() {
      let own = groups.filter { $0.problem.difficulty == difficulty }
      if rule == .priority {
        memory[number: "right \(difficulty)", default: 0] += Double(
          own.reduce(0) { $0 + $1.verdicts.count(where: \.strict) })
        memory[number: "sampled \(difficulty)", default: 0] += Double(
          own.reduce(0) { $0 + $1.verdicts.count })
        continue
      }
      // mean |r − μ| of 0 and 1 is 2p(1 − p).
      let signal =
        own.reduce(0.0) { sum, group in
          let p =
            Double(group.verdicts.count(where: \.strict)) / Double(max(1, group.verdicts.count))
          return sum + 2 * p * (1 - p)
        } / Double(own.count)
      let q = memory[number: "q \(difficulty)"] ?? 0
      memory[number: "q \(difficulty)"] = alpha * signal + (1 - alpha) * q
    }
  }

  /// Difficulties in order, positive numbers.
  public func validate() throws {
    try require(low.isFinite, "low", low, "a finite number")
    try require(high >= low && high.isFinite, "high", high, "a number of at least 'low'")
    try require(candidates, atLeast: 1, atMost: 10_000, "candidates")
    try require(over > 0 && over <= 1, "over", over, "a share of the run above 0, at most 1")
    try require(rate, in: 0...1e6, "rate")
    try require(alpha, in: 0...(rule == .bandit ? 1 : 1e6), "alpha")
    try require(wanted, in: 0...1, "wanted")
    try require(temperature, in: 1e-6...1e6, "temperature")
    try require(floor, in: 0...1, "floor")
    try require(solved, in: 0...1, "solved")
  }
}
