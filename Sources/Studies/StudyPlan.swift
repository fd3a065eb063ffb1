import Config
import Experience
import Networks
import Rollouts
import Support
import Tasks
import Tensors
import Training

/// How a pre-trained base is made.
public struct BaseRecipe: Codable, Sendable, Equatable {
  /// The base's name; `base` for the main one.
  public var name: String
  /// The loop's settings.
  public var training: SupervisedSettings
  /// The text.
  public var text: PretrainingText
  /// A recipe.
  public init(name: String, training: SupervisedSettings, text: PretrainingText) {
    self.name = name
    self.training = training
    self.text = text
  }
}

/// How an arm is trained from its base.
public enum ArmTraining: Codable, Sendable, Equatable {
  /// Not at all: the base itself, or the base sampled once more.
  case none
  /// By policy gradient.
  case policy(PolicySettings, tasks: [TaskShare])
  /// On gold responses.
  case imitation(SupervisedSettings, tasks: [TaskShare])
  /// On more of the pre-training text.
  case pretraining(SupervisedSettings, text: PretrainingText)
}

/// One experimental condition.
public struct Arm: Codable, Sendable, Equatable {
  /// The name; part of the address of its random numbers.
  public var name: String
  /// What it is, in a few words.
  public var summary: String
  /// The base it starts from.
  public var base: String
  /// How it is trained.
  public var training: ArmTraining
  /// The sets it is evaluated on.
  public var sets: [String]
  /// The name in the address of its training's random numbers: its own, or that of the arm of which it is
  /// a shorter or longer version, so that both go the same way as far as both go.
  public var stream: String
  /// An arm.
  public init(
    name: String, summary: String, base: String = "base", training: ArmTraining, sets: [String],
    stream: String? = nil
  ) {
    self.name = name
    self.stream = stream ?? name
    self.summary = summary
    self.base = base
    self.training = training
    self.sets = sets
  }
}

/// Problems on which arms are evaluated.
public struct EvaluationSet: Codable, Sendable, Equatable {
  /// The name: a region or a level.
  public var name: String
  /// What it holds, in a few words.
  public var summary: String
  /// The family.
  public var task: Slot<TaskCatalogue>
  /// The difficulties, in equal shares.
  public var difficulties: [Int]
  /// Problems.
  public var problems: Int
  /// Samples a problem, n.
  public var samples: Int
  /// Whether its chance level is low enough for pass@k at large k; if not it enters through pass@1 alone.
  public var hasCurve: Bool
  /// The sampling temperature.
  public var temperature: Double
  /// The part of the problems that they are drawn from: the test part, but for calibration.
  public var split = Split.test
  /// The set whose problems these are; its own name but for sets that differ in temperature alone.
  public var problemsOf: String
  /// A set.
  public init(
    name: String, summary: String, task: any TaskFamily, difficulties: [Int], problems: Int,
    samples: Int, hasCurve: Bool = true, temperature: Double = 1
  ) {
    self.name = name
    problemsOf = name
    self.temperature = temperature
    self.summary = summary
    self.task = Slot(task)
    self.difficulties = difficulties
    self.problems = problems
    self.samples = samples
    self.hasCurve = hasCurve
  }

  /// The problems; the same for all arms and seeds of a study seed.
  public func problemSet(_ stream: RandomStream) throws -> ProblemSet {
    try task.value.problemSet(
      name: name, count: problems, difficulties: difficulties, split: split,
      stream: stream["eval", "problems", problemsOf])
  }

  /// The same problems sampled at another temperature, under the name `name_t0.6`.
  public func at(temperature: Double) -> EvaluationSet {
    var set = self
    set.name = "\(name)_t\(temperature)"
    set.summary += ", temperature \(temperature)"
    set.temperature = temperature
    return set
  }
}

/// Everything that a study runs.
public struct StudyPlan: Codable, Sendable, Equatable {
  /// The model's size.
  public var size: ModelSize
  /// Independent replicates.
  public var seeds: Int
  /// The bases.
  public var bases: [BaseRecipe]
  /// The arms; the first is the base that others are compared with.
  public var arms: [Arm]
  /// The evaluation sets.
  public var sets: [EvaluationSet]
  /// The k of pass@k.
  public var ks: [Int]
  /// Whose products training is made of.
  public var kernels = ProductKernels.portable
  /// The gates with what calibration found; empty where nothing was calibrated.
  public var gates: [GateResult] = []
  /// How often calibration had to change the plan.
  public var calibrationRounds = 0

  /// The model's shape.
  public var shape: TransformerShape { size.shape() }

  /// The recipe of a base.
  ///
  /// - Precondition: the plan has it.
  public func base(_ name: String) -> BaseRecipe {
    guard let recipe = bases.first(where: { $0.name == name }) else {
      preconditionFailure("no base named '\(name)'")
    }
    return recipe
  }

  /// The plan of a calibration run: the bases that gates look at, on all sets, without trained arms.
  public func calibrationPlan(replicates: Int) -> StudyPlan {
    var plan = self
    plan.seeds = replicates
    plan.arms = [
      Arm(name: "base", summary: "calibration", training: .none, sets: sets.map(\.name))
    ]
    plan.bases = [base("base")]
    // Choices are made on problems that nothing is reported on.
    for i in plan.sets.indices { plan.sets[i].split = .validation }
    return plan
  }
}
