import Support
import Tasks
import Tensors

/// The budgets of the study at one scale.
public struct CheckpointsBudget: Codable, Sendable, Equatable, Validated {
  /// The model where `before` is empty: a path, the name of a fetched one, or `tiny`, a small one that is taught here.
  public var model = CheckpointsSettings.real
  /// The first replicate; there is one.
  public var firstSeed = 0
  /// Tokens of the tiny model's text.
  public var pretrainTokens = 300_000
  /// Steps of GRPO.
  public var steps = 6
  /// Problems a step, P.
  public var problems = 16
  /// Completions a problem, G.
  public var groupSize = 8
  /// Fresh problems.
  public var evaluationProblems = 32
  /// Public problems.
  public var publicProblems = 8
  /// Samples a problem, n; the same for all arms, sets and problems.
  public var samples = 16
  /// The most response tokens on fresh problems.
  public var cap = 32
  /// The most response tokens on public problems.
  public var publicCap = 64

  /// The scale `quick`.
  public init() {}

  /// Settings changed in place.
  func with(_ change: (inout CheckpointsBudget) -> Void) -> CheckpointsBudget {
    var other = self
    change(&other)
    return other
  }

  /// Numbers in range.
  public func validate() throws {
    try require(!model.isEmpty, "model", model, "a path, the name of a fetched model, or tiny")
    try require(firstSeed, atLeast: 0, "first_seed")
    try require(pretrainTokens, atLeast: 1, atMost: Validation.largest, "pretrain_tokens")
    try require(steps, atLeast: 1, "steps")
    try require(problems, atLeast: 1, atMost: Validation.held, "problems")
    try require(groupSize, atLeast: 2, atMost: 65_536, "group_size")
    try require(evaluationProblems, atLeast: 2, atMost: Validation.held, "evaluation_problems")
    try require(publicProblems, atLeast: 2, atMost: Validation.held, "public_problems")
    try require(samples, atLeast: 2, atMost: Validation.held, "samples")
    try require(cap, atLeast: 1, atMost: Validation.held, "cap")
    try require(publicCap, atLeast: 1, atMost: Validation.held, "public_cap")
  }
}

/// A further pair of checkpoints.
public struct CheckpointPair: DefaultedSettings, Sendable, Equatable, Validated {
  /// The name, with which its arms begin.
  public var name = ""
  /// The model before.
  public var before = ""
  /// The model after, or `train`.
  public var after = ""

  /// No pair yet.
  public init() {}

  /// A name and two models.
  public func validate() throws {
    try require(
      !name.isEmpty && name.allSatisfy { $0.isLetter || $0.isNumber }, "name", name,
      "letters and digits")
    try require(!before.isEmpty, "before", before, "a path, or the name of a fetched model")
    try require(!after.isEmpty, "after", after, "a path, or train")
  }
}

/// The settings of the study of real checkpoints.
public struct CheckpointsSettings: Codable, Sendable, Equatable, Validated {
  /// The model that is fetched.
  static let real = "smollm2-135m-instruct"
  /// The model that is taught here, in place of a real one.
  static let tiny = "tiny"
  /// What `after` says where the checkpoint is trained here.
  static let train = "train"

  /// The study whose settings these are.
  public var study = Checkpoints.id
  /// The model before: a folder, a GGUF file, the name of a fetched one; empty for the scale's.
  public var before = ""
  /// The model after: the same, or `train` for GRPO with LoRA from the model before.
  public var after = Self.train
  /// Further pairs.
  public var pairs: [CheckpointPair] = []
  /// Whether prompts are put in the models' chat templates, the same way for both of a pair.
  public var chat = true
  /// GSM8K's rows, such as `test.jsonl` of its repository; empty leaves the public sets out.
  public var gsm8k = ""
  /// The templates of fresh problems.
  public var templates = Self.templates
  /// What is trained on, where a checkpoint is trained here.
  public var lessons = Self.lessons
  /// The most response tokens in training.
  public var lessonCap = 24
  /// The learning rate of GRPO.
  public var learningRate = 5e-4
  /// The rank of the adapter; α is twice that.
  public var rank = 16
  /// Budgets.
  public var scales = Scales(
    smoke: CheckpointsBudget().with {
      $0.model = Self.tiny
      $0.steps = 3
      $0.problems = 8
      $0.groupSize = 4
      $0.evaluationProblems = 8
      $0.samples = 4
      $0.cap = 16
    },
    quick: CheckpointsBudget(),
    standard: CheckpointsBudget().with {
      $0.steps = 30
      $0.evaluationProblems = 64
      $0.publicProblems = 32
      $0.cap = 48
      $0.publicCap = 128
    },
    full: CheckpointsBudget().with {
      $0.firstSeed = 800
      $0.steps = 120
      $0.evaluationProblems = 128
      $0.publicProblems = 96
      $0.cap = 64
      $0.publicCap = 256
    })
  /// Whose products training is made of: `portable` gives the same bits on every machine.
  public var kernels = ProductKernels.portable

  /// SmolLM2-135M-Instruct, and GRPO from it.
  public init() {}

  /// Templates, rates, names that occur once.
  public func validate() throws {
    try require(study == Checkpoints.id, "study", study, Checkpoints.id)
    try require(!after.isEmpty, "after", after, "a path, or train")
    try require(!templates.isEmpty, "templates", "[]", "at least one")
    try require(!lessons.isEmpty, "lessons", "[]", "at least one")
    try require(lessonCap, atLeast: 1, atMost: Validation.held, "lesson_cap")
    try require(learningRate > 0 && learningRate <= 1, "learning_rate", learningRate, "0 to 1")
    try require(rank, atLeast: 1, atMost: 4096, "rank")
    try require(
      Set(pairs.map(\.name)).count == pairs.count, "pairs.name",
      pairs.map(\.name).joined(separator: ", "), "names that occur once")
  }
}

extension CheckpointsSettings {
  private static func words(_ task: any TracedTask) -> English {
    var english = English(task)
    english.instruction = "Answer with one line: \"#### \" and the answer."
    return english
  }

  /// What small models can follow; the last number of a response that ends by itself is its answer.
  private static let bare = " Just give the answer."

  private static func sum(_ terms: Int, last: Int = 0, instruction: String = "") -> Addition {
    var sum = Addition()
    sum.terms = terms
    sum.lastDigits = last
    sum.instruction = instruction
    return sum
  }

  /// T1, T2, T3, T4 and T8 in words, and sums: with so many possible answers that k guesses find less than 1 %.
  ///
  /// T5 and T7 are not put in words, T6 has 2ⁿ answers, T1F few values.
  static var templates: [MixPart] {
    var chain = Chain.pure
    chain.modulus = 9973
    return [
      MixPart(sum(2, instruction: bare), difficulty: 3),
      MixPart(sum(3, instruction: bare), difficulty: 3),
      MixPart(words(Scratchpad(.multiply)), difficulty: 2), MixPart(words(chain), difficulty: 2),
      MixPart(words(chain), difficulty: 4), MixPart(words(GeneralPoints()), difficulty: 4),
      MixPart(words(Countdown()), difficulty: 4), MixPart(words(StackPrograms()), difficulty: 6),
    ]
  }

  /// A number of one digit added to one of one to four, and sums of two numbers of two digits.
  static var lessons: [MixPart] {
    (1...4).map { MixPart(sum(2, last: 1, instruction: bare), difficulty: $0) }
      + [MixPart(sum(2, instruction: bare), difficulty: 2)]
  }

  /// What the tiny model reads, which knows no line breaks.
  static var tinyTemplates: [MixPart] {
    [
      MixPart(sum(2), difficulty: 3), MixPart(sum(3), difficulty: 3),
      MixPart(sum(2), difficulty: 4),
      MixPart(sum(3), difficulty: 4),
    ]
  }
}
