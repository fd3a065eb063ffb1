import Config
import Networks
import Support
import TestSupport
import Testing
import Training

/// Settings without sense are errors that name them, before anything runs.
@Suite struct ValidationTests {
  @Test(arguments: [
    ("policy.updates=0", "'policy.updates' is '0', expected a whole number from 1 up"),
    ("policy.updates=33", "at most the number of problems, 32"),
    ("policy.problems=0", "'policy.problems' is '0'"),
    ("policy.problems=-1", "'policy.problems' is '-1'"),
    ("policy.group_size=-1", "'policy.group_size' is '-1'"),
    ("policy.group_size=0", "'policy.group_size' is '0'"),
    ("policy.group_size=1", "group-relative compares the completions of a group"),
    ("policy.epochs=0", "'policy.epochs' is '0'"),
    ("policy.steps=0", "'policy.steps' is '0'"),
    ("policy.learning_rate=-1e-4", "'policy.learning_rate' is '-0.0001'"),
    ("policy.learning_rate=1e30", "expected a number from 0 to 10"),
    ("policy.learning_rate=.inf", "'policy.learning_rate' is 'inf'"),
    ("policy.clip_norm=-1", "'policy.clip_norm' is '-1.0', expected a finite number from 0 up"),
    ("policy.kl.coefficient=-0.1", "'policy.kl.coefficient' is '-0.1'"),
    ("policy.kl.reference_reset=-1", "'policy.kl.reference_reset' is '-1'"),
    ("policy.loss.clip_low=2", "'policy.loss.clip_low' is '2.0', expected a number from 0 to 1"),
    ("policy.loss.clip_high=-0.1", "'policy.loss.clip_high' is '-0.1'"),
    ("policy.optimizer.beta1=1.5", "'policy.optimizer.beta1' is '1.5'"),
    ("policy.optimizer.epsilon=0", "'policy.optimizer.epsilon' is '0.0'"),
    ("policy.advantage.epsilon=-1", "'policy.advantage.epsilon' is '-1.0'"),
    ("policy.reward={kind: random, probability: 2}", "'policy.reward.probability' is '2.0'"),
    ("policy.reward={kind: warm-start, fraction: 2}", "'policy.reward.fraction' is '2.0'"),
    ("policy.reward=judge", "models.judge.from"),
    ("policy.decoding.temperature=0", "'policy.decoding.temperature' is '0.0'"),
    ("policy.decoding.temperature=-1", "decoding setting 'temperature' is -1.0"),
    ("policy.decoding.top_p=0", "decoding setting 'top_p' is 0.0"),
    ("policy.decoding.top_k=-2", "decoding setting 'top_k' is -2"),
    ("policy.entropy_bonus=.inf", "'policy.entropy_bonus' is 'inf'"),
    ("policy.response_cap=-5", "'policy.response_cap' is '-5'"),
    ("policy.flop_budget=-1", "'policy.flop_budget' is '-1.0'"),
    ("policy.schedule.warmup=2", "'policy.schedule.warmup' is '2.0'"),
    ("policy.schedule.final_fraction=-1", "'policy.schedule.final_fraction' is '-1.0'"),
    ("policy.loss=dpo", "pairs need advantage best-worst"),
    ("policy.advantage=best-worst", "a loss of pairs"),
    ("policy.loss=value", "a loss of a policy"),
    ("policy.critic.loss=clipped", "a loss of values"),
    ("policy.sampler={kind: lagged, lag: -1}", "'policy.sampler.lag' is '-1'"),
    ("policy.sampler={kind: accuracy-filter, above: 0.9, below: 0.1}", "'policy.sampler.below'"),
    ("policy.weights=[{kind: truncated-importance, cap: 0}]", "'policy.weights[0].cap' is '0.0'"),
    ("policy.terms=[{term: kl, on: []}]", "'policy.terms[0].on' is '[]'"),
    ("supervised.batch_tokens=0", "'supervised.batch_tokens' is '0'"),
    ("supervised.tokens=0", "'supervised.tokens' is '0'"),
    ("supervised.learning_rate=1e30", "'supervised.learning_rate' is '1e+30'"),
    ("supervised.schedule.warmup=-0.1", "'supervised.schedule.warmup' is '-0.1'"),
    ("lora={rank: 4, alpha: 0}", "'lora.alpha' is '0.0'"),
    ("lora.rank=-1", "'lora.rank' is '-1'"),
    ("name=a/b", "'name' is 'a/b', expected a word without '/'"),
    ("name=\"\"", "'name' is ''"),
    ("tasks=[{difficulties: [99]}]", "'tasks[0].difficulties' is '99'"),
    ("tasks=[{weight: -1}]", "'tasks[0].weight' is '-1.0'"),
    ("replicate=-1", "'replicate' is '-1'"),
  ])
  func nonsenseIsRefused(_ override: String, _ message: String) {
    let error = #expect(throws: ConfigError.self, "\(override)") {
      try ConfigLoader.load(RunConfig(), overrides: [override])
    }
    let text = error.map { "\($0)" } ?? ""
    #expect(
      text.contains(message) && text.hasPrefix("--set \(override.split(separator: "=")[0])"),
      "\(text)")
    #expect(!text.contains("\n"))
  }

  /// The line is that of the setting, not of its section.
  @Test func linesAreThoseOfTheSetting() {
    let yaml = "policy:\n  steps: 3\n  loss:\n    kind: clipped\n    clip_low: 7\n"
    let error = #expect(throws: ConfigError.self) {
      try ConfigLoader.load(RunConfig(), sources: [.text("run.yaml", yaml)])
    }
    #expect(
      error.map { "\($0)" }
        == "run.yaml:5: 'policy.loss.clip_low' is '7.0', expected a number from 0 to 1")
  }

  /// A number in place of a dial is a constant; both ways of writing it say the same.
  @Test func numbersAreConstantDials() throws {
    let config = try ConfigLoader.load(
      RunConfig(),
      overrides: [
        "policy.terms=[{term: entropy, coefficient: 0.01}, {term: kl, coefficient: {kind: linear, to: 0.5}}]"
      ])
    let yaml = try ConfigLoader.yaml(config)
    #expect(yaml.contains("coefficient: 0.01\n") && yaml.contains("kind: linear"))
    #expect(try ConfigLoader.load(RunConfig(), sources: [.text("again", yaml)]) == config)
  }

  /// A prompt and a response that do not fit the model's context are an error, not a trap.
  @Test func longExamplesAreErrors() throws {
    let example = SupervisedExample(
      problem: 1, prompt: String(repeating: "a", count: 90), response: "12345678")
    let error = #expect(throws: TrainingError.self) {
      try SupervisedTrainer(SupervisedSettings()) { _ in example }.run(
        Toy.model(context: 96),
        RunContext(folder: nil, stream: RandomStream(seed: 1), pool: Toy.pool()))
    }
    #expect(error.map { "\($0)" }?.contains("do not fit the model's context of 96") == true)
  }
}
