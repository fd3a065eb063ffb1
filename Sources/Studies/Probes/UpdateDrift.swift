import Experience
import Foundation
import Losses
import Rewards
import Rollouts
import Statistics
import Support
import Tasks
import Training

/// Where one batch of random rewards moves the choice of mode, once its noise is cancelled.
///
/// ```
/// drift = ½·Σ_± (after(±A) − before),   before, after: means over the set's problems
/// ```
///
/// One batch is drawn from the model, with rewards r ~ Bernoulli(½). Four branches start at the
/// same model, with the same completions and a fresh optimizer, and pass over the batch several
/// times: rewards r and −r, each with the ratio clipped and not. A group's advantages for −r are
/// those for 1 − r, exactly opposite to those for r. What a reward pushes one way, its opposite
/// pushes the other way; their mean is what is left when neither says anything.
///
/// The entropy of a choice is concave in its log-odds x, so that two branches that lie apart have less of it on average than the
/// point between them: steps that are shorter lower the mean entropy less, wherever they go. Problem by problem the drift of
/// entropy is therefore that of the midpoint, and what is due to the distance is a *spread*:
///
/// ```
/// ½·Σ_± H(x_±) − H(x₀) = [H((x₊ + x₋)/2) − H(x₀)] + spread,   half difference |x₊ − x₋|/2
/// ```
///
/// - Deviation: without clipping the loss is the same with widths that no ratio reaches.
public struct UpdateDrift: Probe {
  public static let kind = "update-drift"
  public static let summary =
    "Drift of the choice of mode after one batch of opposite random rewards, clipped and not."
  public static let source = Source(
    "Shao et al. 2025, arXiv:2506.10947 (clipping bias); studies/prior/README.md")

  /// Batches, at most 64.
  public var batches = 16
  /// Problems of a batch, P.
  public var problems = 32
  /// Completions a problem, G.
  public var groupSize = 8
  /// Difficulties of the batches' problems, which are of the training part and of the set's family.
  public var difficulties = [1, 2, 3]
  /// Passes over a batch; in the first all ratios are 1.
  public var epochs = 4
  /// The clip width, on both sides.
  public var clip = 0.2
  /// The learning rate.
  public var learningRate = 8e-4

  /// 16 batches of 32 × 8 completions.
  public init() {}

  /// The length of the axis of batches; those that are not made are NaN.
  public static let mostBatches = 64

  /// What is read of two opposite branches, in the order of the axis.
  public static let readings = ["log_odds", "entropy", "half_difference", "midpoint_entropy"]

  private static let batch = MeasureAxis("batch", (0..<mostBatches).map(String.init))

  public static let measures = [
    Measure(
      "drift", units: "nats",
      axes: [
        batch, MeasureAxis("clipping", ["on", "off"]), MeasureAxis("what", readings),
      ],
      "Of opposite rewards: mean change of the terse mode's log-odds against traces, and of the "
        + "entropy of the choice of mode; half the distance of their log-odds; change of the entropy "
        + "at their midpoint"),
    Measure(
      "drift_clip_fraction", units: "fraction", axes: [batch],
      "Share of tokens whose ratio was clipped, over all passes, with clipping on"),
    Measure(
      "drift_odds_difference", units: "nats",
      "Drift of log-odds with clipping less without it, mean over batches"),
    Measure(
      "drift_odds_difference_se", units: "nats", "Its standard error over batches"),
    Measure(
      "drift_midpoint_difference", units: "nats",
      "Drift of the midpoint's entropy with clipping less without it, mean over batches"),
    Measure(
      "drift_midpoint_difference_se", units: "nats", "Its standard error over batches"),
  ]

  public func run(_ subject: Subject) throws -> ProbeRecord {
    guard let family = subject.family, !subject.problems.isEmpty else {
      throw StudiesError.plan("update-drift needs problems: give it to a set")
    }
    let mixture = try TaskMixture([TaskShare(family, difficulties: difficulties)])
    let before = try FirstTokens(subject.engine(subject.model), subject.problems)
    var record = ProbeRecord()
    var drift = [Double](repeating: .nan, count: 2 * Self.readings.count * Self.mostBatches)
    var clipped = [Double](repeating: .nan, count: Self.mostBatches)
    for batch in 0..<batches {
      let stream = subject.stream["drift", subject.set, batch]
      for (place, isClipped) in [true, false].enumerated() {
        try StopSignal.check()
        let branches = try [1.0, -1.0].map { sign in
          try branch(sign, isClipped: isClipped, mixture, stream, subject)
        }
        let found = Self.read(branches[0].after, branches[1].after, from: before)
        let start = Self.place(batch, clipping: place)
        drift.replaceSubrange(start..<start + found.count, with: found)
        if isClipped { clipped[batch] = branches.reduce(0) { $0 + $1.clipFraction } / 2 }
        record.flops += branches.reduce(0) { $0 + $1.flops }
      }
    }
    record.values["drift"] = drift
    record.values["drift_clip_fraction"] = clipped
    for (name, reading) in [("odds", "log_odds"), ("midpoint", "midpoint_entropy")] {
      guard let at = Self.readings.firstIndex(of: reading) else { continue }
      let differences = (0..<batches).map {
        drift[Self.place($0, clipping: 0) + at] - drift[Self.place($0, clipping: 1) + at]
      }
      let estimate = Estimate.mean(of: differences)
      record.values["drift_\(name)_difference"] = [estimate.value]
      record.values["drift_\(name)_difference_se"] = [estimate.standardError]
    }
    return record
  }

  /// Where the readings of a batch begin; 0 is with clipping, 1 without.
  static func place(_ batch: Int, clipping: Int) -> Int { (2 * batch + clipping) * readings.count }

  /// The readings of two opposite branches, means over the problems.
  package static func read(
    _ one: FirstTokens, _ other: FirstTokens, from before: FirstTokens
  ) -> [Double] {
    let middle = FirstTokens(between: one, and: other)
    let halves = zip(one.logOdds, other.logOdds).map { abs($0 - $1) / 2 }
    return [
      middle.meanLogOdds - before.meanLogOdds,
      (one.meanEntropy + other.meanEntropy) / 2 - before.meanEntropy,
      halves.reduce(0, +) / Double(halves.count), middle.meanEntropy - before.meanEntropy,
    ]
  }

  /// What became of the model in one branch.
  private struct Branch {
    var after: FirstTokens
    /// NaN where nothing is clipped.
    var clipFraction: Double
    var flops: Double
  }

  /// Passes over one batch from a copy of the model; the stream alone decides which batch it is.
  private func branch(
    _ sign: Double, isClipped: Bool, _ mixture: TaskMixture, _ stream: RandomStream,
    _ subject: Subject
  ) throws -> Branch {
    // A run says what it clipped in its metrics, which need a folder.
    let folder =
      isClipped ? NSTemporaryDirectory() + "assay-update-drift-\(UUID().uuidString)" : nil
    defer {
      if let folder { try? FileManager.default.removeItem(atPath: folder) }
    }
    let model = subject.model.copy()
    let state = try PolicyTrainer(settings(sign, isClipped: isClipped), mixture: mixture).run(
      model, RunContext(folder: folder, stream: stream, pool: subject.pool))
    return Branch(
      after: try FirstTokens(subject.engine(model), subject.problems),
      clipFraction: try folder.map { try Self.clipFraction(in: $0) } ?? .nan,
      flops: state.counters.ledger.training)
  }

  private func settings(_ sign: Double, isClipped: Bool) -> PolicySettings {
    var settings = PolicySettings()
    settings.steps = 1
    settings.problems = problems
    settings.groupSize = groupSize
    settings.epochs = epochs
    settings.learningRate = learningRate
    settings.reward = Slot(WeightedSum([WeightedReward(RandomReward(), weight: sign)]))
    settings.loss = Slot(isClipped ? Clipped(clipLow: clip, clipHigh: clip) : Self.unclipped)
    return settings
  }

  /// The loss with widths that no ratio reaches: one is above 0 and at most e²⁰.
  static let unclipped = Clipped(clipLow: 1, clipHigh: 1e9)

  private static func clipFraction(in folder: String) throws -> Double {
    struct Row: Decodable { var clipFrac: Double? }
    return try JSONLines.read(Row.self, from: folder + "/metrics.jsonl").last?.clipFrac ?? .nan
  }

  /// Four branches a batch, a group's prompt once; training problems are shorter than the set's,
  /// and about half of the responses are one answer.
  public func cost(problems: Int, prompt: Double, response: Double) -> StageCost {
    let branches = 4 * Double(batches)
    let decoded = branches * Double(self.problems * groupSize) * response / 2
    let packed = branches * Double(self.problems) * prompt + decoded
    return StageCost(
      trained: Double(epochs) * packed, decoded: decoded,
      read: packed + branches * Double(problems) * (prompt + 2))
  }

  /// At least two batches, for an error; groups that can be compared; a rate that moves something.
  public func validate() throws {
    try require(
      (2...Self.mostBatches).contains(batches), "batches", batches, "2 to \(Self.mostBatches)")
    try require(problems, atLeast: 1, atMost: Validation.held, "problems")
    try require(groupSize, atLeast: 2, atMost: 65_536, "group_size")
    try require(!difficulties.isEmpty, "difficulties", "[]", "at least one")
    try require(epochs, atLeast: 2, "epochs")
    try require(clip > 0 && clip < 1, "clip", clip, "a number between 0 and 1")
    try require(
      learningRate > 0 && learningRate <= 10, "learning_rate", learningRate,
      "a number above 0, at most 10")
  }
}
