import Advantages
import Config
import Experience
import Losses
import Rewards
import Rollouts
import Support
import Tasks
import Tensors
import TestSupport
import Testing
import Training

// Members of one's own, as the pages of the modules say: a short type, and one line that adds it to its catalogue.

/// Pays for short answers.
struct Brevity: GroupReward {
  static let kind = "brevity"
  static let summary = "One over the length."
  static let source = Source("Test 2026")
  var power = 1.0
  init() {}
  var basis: RewardBasis { .form }
  func scores(_ group: Group, _ context: RewardContext) -> [Score] {
    group.trajectories.map { Score(1 / Double($0.responseTokens.count) * power) }
  }
  func validate() throws { try require(power, in: 0...10, "power") }
}

/// The reward minus the largest one of its group.
struct MaximumBaseline: GroupBaseline {
  static let kind = "maximum-baseline"
  static let summary = "Reward minus the best of the group."
  static let source = Source("Test 2026")
  init() {}
  var invariances: Invariances { Invariances(ignoresShift: true, degree: 1, isCentered: false) }
  var comparesWithinGroup: Bool { true }
  func advantages(_ rewards: [Double]) -> [Double] { rewards.map { $0 - (rewards.max() ?? 0) } }
}

/// Squares of log-probabilities.
struct Flattening: LossTerm {
  static let kind = "flattening"
  static let summary = "The square of the log-probability."
  static let source = Source("Test 2026")
  init() {}
  func loss(_ input: LossInput, on tape: Tape) -> TermOutput {
    TermOutput(tape.product(input.policy, input.policy))
  }
}

/// As many times as there are groups in the batch: a weight that looks at its neighbours.
struct GroupCount: TokenWeight {
  static let kind = "group-count"
  static let summary = "The number of groups."
  static let source = Source("Test 2026")
  init() {}
  var isLocal: Bool { false }
  var masks: Bool { false }
  func weights(_ groups: [Group]) -> [[[Float]]] {
    groups.map { $0.trajectories.map { $0.origins.map { _ in Float(groups.count) } } }
  }
}

/// Every problem twice.
struct Twice: Sampler {
  static let kind = "twice"
  static let summary = "Every problem twice."
  static let source = Source("Test 2026")
  init() {}
  func batch(
    _ count: Int, _ asker: inout Asker, _ bench: Bench, _ memory: inout Memory
  ) throws -> Batch {
    memory[number: "batches"] = (memory[number: "batches"] ?? 0) + 1
    let asked = try asker.draw((count + 1) / 2)
    let groups = try asked.flatMap { try bench.rollouts([$0]) + bench.rollouts([$0]) }
    return Batch(Array(groups.prefix(count)), step: asker.step)
  }
}

/// Says a letter.
struct Echo: TaskFamily {
  static let kind = "echo"
  static let summary = "Repeat the letter."
  static let source = Source("Test 2026")
  init() {}
  var difficulties: ClosedRange<Int> { 1...1 }
  func problem(difficulty: Int, using generator: inout RandomGenerator) -> Problem {
    let answer = (0..<3).map { _ in generator.pick(["a", "b", "c", "d"]) }.joined()
    return Problem(
      id: Split.id(canonical: answer), prompt: answer + "?", gold: answer, answer: answer,
      difficulty: 1, canonical: answer, chanceLoose: 1.0 / 64, chanceStrict: 1.0 / 64)
  }
  func verdicts(on completions: [Completion], for problem: Problem) -> [Verdict] {
    completions.map { completion in
      let isRight = completion.isFinished && completion.text == problem.answer
      return Verdict(
        parsed: completion.isFinished, loose: isRight, strict: isRight, process: isRight ? 1 : 0,
        answer: completion.text)
    }
  }
  func responseCap(difficulties: [Int]) -> Int { 8 }
}

@Suite struct OwnMembersTests {
  private static let isAdded: Bool = {
    RewardCatalogue.add(Brevity.entry)
    AdvantageCatalogue.add(MaximumBaseline.entry)
    LossCatalogue.add(Flattening.entry)
    SamplerCatalogue.add(Twice.entry)
    TaskCatalogue.add(Echo.entry)
    TokenWeightCatalogue.add(GroupCount.entry)
    return true
  }()

  /// A configuration names them, and a run is made of them.
  @Test func configurationsNameThem() throws {
    #expect(Self.isAdded)
    let yaml = """
      name: own
      method: policy-gradient
      tasks: [{task: echo, difficulties: [1]}]
      policy:
        steps: 2
        problems: 4
        group_size: 4
        reward: {kind: brevity, power: 2}
        advantage: maximum-baseline
        terms: [{term: flattening, coefficient: 0.1}]
        sampler: twice
      """
    let config = try ConfigLoader.load(RunConfig(), sources: [.text("own.yaml", yaml)])
    let again = try ConfigLoader.load(
      RunConfig(), sources: [.text("resolved.yaml", try ConfigLoader.yaml(config))])
    #expect(again == config)
    let folder = try TemporaryFolder()
    let state = try PolicyTrainer(config.policy, mixture: TaskMixture(config.tasks)).run(
      Toy.model(), RunContext(folder: folder.path, stream: RandomStream(seed: 1), pool: Toy.pool()))
    #expect(state.counters.step == 2 && (2...4).contains(state.problems.count))
    let rows = try metricRows(folder.path)
    #expect(rows.count == 2 && ((rows[0]["reward_mean"] ?? nil) ?? 0) > 0)
  }

  /// Weights that look at other completions see the whole batch, whatever the parts.
  @Test func weightsSeeTheWholeBatch() throws {
    #expect(Self.isAdded)
    var settings = PolicyStepTests.settings(steps: 1)
    (settings.learningRate, settings.updates) = (0, 2)
    settings.advantage = Slot(RawReward())
    let plain = try PolicyStepTests.run(settings)
    settings.weights = [Slot(GroupCount())]
    let weighed = try PolicyStepTests.run(settings)
    #expect(plain.metric("loss") < 0)
    #expect(abs(weighed.metric("loss") - 4 * plain.metric("loss")) < 1e-6)
  }

  @Test func theirSettingsAreChecked() {
    #expect(Self.isAdded)
    let error = #expect(throws: ConfigError.self) {
      try ConfigLoader.load(
        RunConfig(), sources: [.text("own.yaml", "policy:\n  reward: {kind: brevity, power: 20}")])
    }
    #expect(
      error.map { "\($0)" }
        == "own.yaml:2: 'policy.reward.power' is '20.0', expected a number from 0 to 10")
  }
}
