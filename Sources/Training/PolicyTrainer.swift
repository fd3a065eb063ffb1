import Experience
import Networks
import Rollouts
import Support
import Tensors

/// Policy optimization on problems whose completions can be judged.
///
/// One batch travels: it is sampled, scored, given credit, and learned from. Which sampler, reward, advantage and
/// objective is a matter of settings; the loop is the same.
public struct PolicyTrainer: Sendable {
  /// The settings.
  public var settings: PolicySettings
  /// The problems and the families that judge them.
  public var mixture: TaskMixture
  /// The most response tokens.
  public var cap: Int

  /// A trainer; the cap is the settings', or the mixture's if they leave it open.
  public init(_ settings: PolicySettings, mixture: TaskMixture) {
    self.settings = settings
    self.mixture = mixture
    cap = settings.responseCap > 0 ? settings.responseCap : mixture.responseCap
  }

  /// Trains a model in place, going on from a checkpoint in the run's folder.
  ///
  /// - Parameter seen: called once with the identity of every problem trained on, of resumed steps too.
  /// - Throws: `Stopped` with the state saved; `TrainingError.notFinite`.
  public func run(
    _ model: Transformer, _ context: RunContext, seen: (UInt64) -> Void = { _ in }
  ) throws -> TrainingState {
    let run = try PolicyRun(self, model, context)
    run.state.problems.forEach(seen)
    let (sampler, reward) = (settings.sampler.value, settings.wholeReward)
    let advantage = settings.advantage.value
    while let now = run.next() {
      let bench = run.bench(now)
      var asker = run.asker(now.step)
      var batch = try run.noticing(asker) {
        try run.scoped("sampler") { try sampler.batch(settings.problems, &asker, bench, &$0) }
      }
      run.note(batch, seen)
      let scores = try bench.stopwatch.measure(type(of: reward).kind) {
        try run.bank.annotate(&batch, reward.needs.columns)
        return try run.scoped("reward") { try reward.scores(batch, bench, &$0) }
      }
      batch.take(scores)
      try run.bank.annotate(&batch, advantage.needs)
      batch.take(run.scoped("advantage") { advantage.credit(batch, &$0) }, for: .policy)
      try run.bank.annotate(&batch, run.earlyNeeds) { $0.credits[.policy] != nil }
      for learner in run.learners { learner.weigh(&batch) }
      run.observe(batch)
      var metrics = StepMetrics(batch, version: run.bank.version, seconds: bench.stopwatch.seconds)
      guard try run.affords(batch) else { break }
      for epoch in 0..<settings.epochs {
        for (index, part) in batch.parts(settings.updates).enumerated() {
          let groups = Array(batch.groups[part])
          for learner in run.learners where now.step >= learner.starts {
            let outcome = try Details.time("updates") {
              try run.update(learner, groups, now, isFirst: epoch + index == 0, epoch: epoch)
            }
            metrics.add(outcome, of: learner.role)
          }
        }
      }
      try run.finish(now, metrics, batch)
    }
    return run.state
  }
}
