import Support

/// One kind of item in a pre-training text.
public struct TextPart: DefaultedSettings, Sendable, Equatable, Validated {
  /// The family, one whose solutions a program writes.
  public var task = Slot<TaskCatalogue>(Chain.pure)
  /// Its difficulties, all equally likely.
  public var difficulties = [1, 2, 3, 4]
  /// The share of the text's items; only ratios between parts matter.
  public var weight = 1.0

  /// Pure chains of depth 1–4.
  public init() {}

  /// A part from its properties.
  public init(_ task: any TaskFamily, difficulties: [Int], weight: Double = 1) {
    self.task = Slot(task)
    self.difficulties = difficulties
    self.weight = weight
  }

  /// A family with traces, difficulties that it has, and a weight of at least 0.
  public func validate() throws {
    let kind = task.kind
    try require(
      task.value.traced != nil, "task", kind, "a task whose solutions are written by a program")
    try require(weight, in: 0...(.infinity), "weight")
    try require(!difficulties.isEmpty, "difficulties", "[]", "at least one")
    let range = task.value.difficulties
    for difficulty in difficulties {
      try require(
        range.contains(difficulty), "difficulties", difficulty,
        "\(range.lowerBound) to \(range.upperBound) for '\(kind)'")
    }
  }

  /// The part as a corpus takes it.
  ///
  /// - Throws: `TasksError.setting` if the settings are not valid.
  func corpusPart() throws -> CorpusPart {
    do {
      try validate()
    } catch let error as InvalidSetting {
      throw TasksError.setting(
        kind: "pretraining text", key: "parts.\(error.key)", value: error.value,
        expected: error.expected)
    }
    guard let family = task.value.traced else {
      preconditionFailure("\(type(of: task.component)) has no traces, and was found valid")
    }
    return CorpusPart(family: family, difficulties: difficulties, weight: weight)
  }
}
