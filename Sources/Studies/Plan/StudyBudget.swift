import Networks
import Optimizers
import Statistics
import Support
import Tasks
import Training

/// The budgets that every study has, for one scale.
public struct StudyBudget: Codable, Sendable, Equatable, Validated {
  /// The models' size.
  public var size = ModelSize.nano
  /// Independent replicates.
  public var seeds = 4
  /// The first replicate.
  public var firstSeed = 0
  /// Tokens of pre-training.
  public var pretrainTokens = 3_000_000
  /// η, the share of depth 5–6 in the chains of the text.
  public var eta = 0.10
  /// Steps of policy-gradient training.
  public var steps = 60
  /// Problems a step, P.
  public var problems = 32
  /// Completions a problem, G.
  public var groupSize = 8
  /// Problems of an evaluation set.
  public var evaluationProblems = 64
  /// Samples a problem, n, as a check on exact probabilities.
  public var samples = 32

  /// The scale `quick`: nano, four seeds.
  public init() {}

  /// Settings changed in place.
  public func with(_ change: (inout StudyBudget) -> Void) -> StudyBudget {
    var other = self
    change(&other)
    return other
  }

  /// The scale `smoke`: seconds.
  public static var smoke: StudyBudget {
    StudyBudget().with {
      $0.seeds = 2
      $0.pretrainTokens = 300_000
      $0.steps = 5
      $0.problems = 8
      $0.groupSize = 4
      $0.evaluationProblems = 16
      $0.samples = 16
    }
  }

  /// The scale `standard`: XS, five seeds.
  public static var standard: StudyBudget {
    StudyBudget().with {
      $0.size = .xs
      $0.seeds = 5
      $0.pretrainTokens = 12_000_000
      $0.eta = 0.04
      $0.steps = 150
      $0.evaluationProblems = 128
      $0.samples = 64
    }
  }

  /// The scale `full` of the study with this number: eight seeds that no other study and no smaller scale uses.
  public static func full(_ number: Int) -> StudyBudget {
    StudyBudget.standard.with {
      $0.seeds = Scale.registeredSeeds
      $0.firstSeed = 100 * number
      $0.steps = 300
      $0.evaluationProblems = 256
    }
  }

  /// Numbers in range.
  public func validate() throws {
    try require(seeds, atLeast: 1, atMost: 10_000, "seeds")
    try require(firstSeed, atLeast: 0, "first_seed")
    try require(pretrainTokens, atLeast: 1, atMost: Validation.largest, "pretrain_tokens")
    try require(eta, in: 0...1, "eta")
    try require(steps, atLeast: 1, "steps")
    try require(problems, atLeast: 1, atMost: Validation.held, "problems")
    try require(groupSize, atLeast: 2, atMost: 65_536, "group_size")
    try require(evaluationProblems, atLeast: 4, atMost: Validation.held, "evaluation_problems")
    try require(samples, atLeast: 2, atMost: Validation.held, "samples")
  }
}

extension StudyBudget {
  /// The base that studies share where they can: pure chains of depth 1–4 with a share η of depth 5–6, 70 % gold traces
  /// and 30 % bare answers. The same recipe is the same stage in every study, and trained once.
  public func chainBase(_ name: String = "base", tokens: Int? = nil) -> Stage {
    var text = PretrainingText()
    text.eta = eta
    text.responses = ResponseStyle(gold: 0.7, answerOnly: 0.3, wrongStep: 0)
    return pretrained(name, text, tokens: tokens)
  }

  /// A base on any text, with the studies' settings for the size.
  public func pretrained(
    _ name: String, _ text: PretrainingText, tokens: Int? = nil, size: ModelSize? = nil
  ) -> Stage {
    let size = size ?? self.size
    return Stage(
      name, from: Start(size),
      PretrainingRecipe(
        text: text, training: .pretraining(size, tokens: tokens ?? pretrainTokens)))
  }

  /// Shares of a training at which arms are looked at on their way.
  public static let horizon = [0.125, 0.25, 0.5]

  /// GRPO with the baseline recipe: strict reward unless changed, lr 1e-4·(96/d).
  public func policy(
    _ tasks: [TaskShare], _ change: (inout PolicySettings) -> Void = { _ in }
  ) -> PolicyRecipe {
    var settings = PolicySettings.baseline(size, steps: steps)
    settings.problems = problems
    settings.groupSize = groupSize
    change(&settings)
    return PolicyRecipe(tasks: tasks, policy: settings)
  }

  /// Supervised fine-tuning at a constant rate without decay.
  public func supervised(
    _ tasks: [TaskShare], tokens: Int = 1_000_000, learningRate: Double = 3e-4
  ) -> SupervisedRecipe {
    var settings = SupervisedSettings.pretraining(size, tokens: tokens)
    settings.learningRate = learningRate
    settings.schedule = .constant
    settings.optimizer = Slot(AdamW())
    return SupervisedRecipe(tasks: tasks, training: settings)
  }

  /// Pure chains of some depths.
  public static func chains(_ depths: [Int], weight: Double = 1) -> TaskShare {
    TaskShare(Chain.pure, difficulties: depths, weight: weight)
  }

  /// The probes of a set with one strictly right response: exact, and counts as the check.
  public func exactProbes(_ more: [any Probe] = []) -> [any Probe] {
    [ExactSupport(), Counts(samples: samples)] + more
  }

  /// The k of pass@k from samples.
  public var ks: [Int] { PassAtK.powersOfTwo(upTo: samples / 2) }
}
