import Config
import Networks
import Support
import Training

/// Where a stage's model comes from: a new one, a model of somebody's, or another stage.
public struct Start: DefaultedSettings, Sendable, Equatable, Validated {
  /// The size of a new model.
  public var size = ModelSize.nano
  /// The stage to go on from; empty for a new model.
  public var stage = ""
  /// The share of that stage's budget after which it is gone on from.
  public var at = 1.0

  /// A new nano model.
  public init() {}

  /// A new model.
  public init(_ size: ModelSize) { self.size = size }

  /// A stage, whole or at a share of its budget.
  public init(stage: String, at share: Double = 1) {
    self.stage = stage
    at = share
  }

  /// A share above 0.
  public func validate() throws {
    try require(at > 0 && at <= 1, "at", at, "a share above 0, at most 1")
  }
}

/// What a stage has in common with another stage: budgets that are only known when the other has run.
public struct StageMatch: DefaultedSettings, Sendable, Equatable, Validated {
  /// The other stage; empty for none.
  public var stage = ""
  /// Its training FLOPs are this stage's budget.
  public var flops = false
  /// The whole path Σ‖Δθ‖ is as long as the other's.
  public var path = false
  /// Every step is as long as the other's.
  public var steps = false
  /// How many times as much as the other has.
  public var times = 1.0

  /// Nothing in common.
  public init() {}

  /// A match with a stage.
  public init(
    stage: String, flops: Bool = false, path: Bool = false, steps: Bool = false, times: Double = 1
  ) {
    self.stage = stage
    self.times = times
    self.flops = flops
    self.path = path
    self.steps = steps
  }

  /// With a stage, something to match.
  public func validate() throws {
    try require(
      stage.isEmpty != (flops || path || steps), "stage", stage,
      "a stage and at least one of flops, path, steps, or none of them")
    try require(times > 0 && times.isFinite, "times", times, "a number above 0")
  }
}

/// One training: a node of the graph that a study runs.
public struct Stage: DefaultedSettings, Sendable, Equatable, Validated {
  /// The name; unless `stream` says otherwise, part of the address of its random numbers.
  public var name = "base"
  /// Where the model comes from.
  public var from = Start()
  /// How it is trained.
  public var recipe = Slot<RecipeCatalogue>(PretrainingRecipe())
  /// Shares of the budget after which the model is kept, besides the end.
  public var keep: [Double] = []
  /// What it has in common with another stage.
  public var match = StageMatch()
  /// The name in the address of its random numbers; empty for its own.
  public var stream = ""

  /// Pre-training of a nano model.
  public init() {}

  /// A stage from its parts.
  public init(
    _ name: String, from start: Start, _ recipe: any Recipe, keep: [Double] = [],
    match: StageMatch = StageMatch(), stream: String = ""
  ) {
    self.name = name
    from = start
    self.recipe = Slot(recipe)
    self.keep = keep
    self.match = match
    self.stream = stream
  }

  /// The stages that must be there before it: what it goes on from, what it is matched to, whose models it uses.
  var others: [String] {
    ([from.stage, match.stage] + recipe.value.stages).filter { !$0.isEmpty }
  }

  /// The name in the address of its random numbers.
  public var address: String { stream.isEmpty ? name : stream }

  /// A name that can be a folder, shares in range.
  public func validate() throws {
    try require(
      !name.isEmpty && !name.contains("/") && !name.hasPrefix("."), "name", name,
      "a word without '/'")
    for share in keep {
      try require(share > 0 && share < 1, "keep", share, "shares between 0 and 1")
    }
  }
}

/// One experimental condition: a stage's model, at its end or on the way.
public struct Arm: DefaultedSettings, Sendable, Equatable, Validated {
  /// The name; part of the address of its evaluation's random numbers.
  public var name = "base"
  /// What it is, in a few words.
  public var summary = ""
  /// The stage that trains it.
  public var stage = "base"
  /// The share of the stage's budget at which it is looked at.
  public var at = 1.0
  /// The sets it is evaluated on; empty for all.
  public var sets: [String] = []

  /// The base.
  public init() {}

  /// An arm, on all sets unless given.
  public init(
    _ name: String, _ summary: String, stage: String? = nil, at share: Double = 1,
    sets: [String] = []
  ) {
    self.name = name
    self.summary = summary
    self.stage = stage ?? name
    at = share
    self.sets = sets
  }

  /// A name that can be a folder.
  public func validate() throws {
    try require(
      !name.isEmpty && !name.contains("/") && !name.hasPrefix("."), "name", name,
      "a word without '/'")
    try require(at > 0 && at <= 1, "at", at, "a share above 0, at most 1")
  }

  /// Whether it is evaluated on a set.
  public func isOn(_ set: String) -> Bool { sets.isEmpty || sets.contains(set) }
}
