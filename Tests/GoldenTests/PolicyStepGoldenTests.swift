import Advantages
import Experience
import Foundation
import Losses
import Networks
import Optimizers
import Rollouts
import Support
import Synchronization
import Tasks
import Tensors
import TestSupport
import Testing
import Training

/// `Tests/Golden/policy_steps.json`: whole steps of PPO with a critic and of GRPO with LoRA in PyTorch.
struct PolicySteps: Decodable {
  struct Completion: Decodable {
    var prompt: Int
    var response: [Int32]
    var reward: Double
  }
  struct Step: Decodable {
    var loss, gradNorm: Double
    var criticLoss, criticGradNorm, clipped, entropy: Double?
  }
  struct PPO: Decodable {
    var prompts: [[Int32]]
    var completions: [Completion]
    var steps: [Step]
    var head: [Double]
  }
  struct GRPO: Decodable {
    var prompt: [Int32]
    var responses: [[Int32]]
    var rewards: [Double]
    var steps: [Step]
  }
  var ppo: PPO
  var grpo: GRPO
  static let golden: PolicySteps = Golden.load("policy_steps.json")
}

/// The same completions in every step, whatever the policy says.
struct Scripted: Sampler {
  static let kind = "scripted"
  static let summary = "The same completions in every step."
  static let source = Source("Test 2026")
  static let groups = Mutex<[String: [Group]]>([:])
  var script = ""
  init() {}
  init(_ script: String) { self.script = script }

  func batch(
    _ count: Int, _ asker: inout Asker, _ bench: Bench, _ memory: inout Memory
  ) -> Batch {
    Batch(Self.groups.withLock { $0[script] ?? [] }, step: asker.step)
  }

  /// A group of given responses: right where the reward is 1.
  static func group(_ prompt: [Int32], _ responses: [([Int32], Double)]) -> Group {
    Group(
      problem: Toy.problem,
      trajectories: responses.map { response, _ in
        let zeros = [Float](repeating: 0, count: response.count)
        return Trajectory(
          promptTokens: prompt, responseTokens: response, behaviorLogprobs: zeros,
          plainLogprobs: zeros, entropies: zeros,
          completion: Experience.Completion(text: "", isFinished: true), version: -1)
      },
      verdicts: responses.map { _, reward in
        Verdict(
          parsed: true, loose: reward == 1, strict: reward == 1, process: reward, answer: nil)
      })
  }
}

@Suite struct PolicyStepGoldenTests {
  private static let isAdded: Bool = {
    SamplerCatalogue.add(Scripted.entry)
    return true
  }()

  private func rows(
    _ model: Transformer, _ settings: PolicySettings, _ groups: [Group], _ script: String
  ) throws -> (rows: [[String: Double?]], state: TrainingState) {
    #expect(Self.isAdded)
    Scripted.groups.withLock { $0[script] = groups }
    var settings = settings
    settings.sampler = Slot(Scripted(script))
    settings.steps = 3
    settings.problems = groups.count
    settings.optimizer = Slot(AdamW(beta1: 0.9, beta2: 0.95, epsilon: 1e-8, weightDecay: 0))
    settings.responseCap = 16
    let folder = try TemporaryFolder()
    let state = try PolicyTrainer(
      settings, mixture: TaskMixture([TaskShare(Chain.pure, difficulties: [1])])
    ).run(
      model,
      RunContext(folder: folder.path, stream: RandomStream(seed: 1), pool: Toy.pool(2)))
    var rows: [[String: Double?]] = []
    try JSONLines.forEachLine(of: folder.file("metrics.jsonl")) { line, _ in
      rows.append(try JSONDecoder().decode([String: Double?].self, from: line))
    }
    return (rows, state)
  }

  private func expect(
    _ row: [String: Double?], _ name: String, _ expected: Double?, within tolerance: Double = 1e-4
  ) {
    guard let expected else { return }
    let found = row[name].flatMap { $0 } ?? .nan
    #expect(
      abs(found - expected) < tolerance * max(1, abs(expected)), "\(name): \(found), \(expected)")
  }

  @Test func proximalPolicyOptimization() throws {
    let golden = PolicySteps.golden.ppo
    let model = try #require(GoldenModel.all.first { $0.name == "grouped" }).model
    var settings = PolicySettings()
    settings.learningRate = 1e-3
    settings.epochs = 2
    settings.groupSize = 2
    var advantage = GeneralizedAdvantage()
    advantage.lambda = 0.95
    settings.advantage = Slot(advantage)
    settings.critic.learningRate = 3e-3
    settings.critic.optimizer = Slot(
      AdamW(beta1: 0.9, beta2: 0.95, epsilon: 1e-8, weightDecay: 0))
    let groups = golden.prompts.indices.map { p in
      Scripted.group(
        golden.prompts[p],
        golden.completions.filter { $0.prompt == p }.map { ($0.response, $0.reward) })
    }
    let (rows, state) = try rows(model, settings, groups, "ppo")
    for (row, step) in zip(rows, golden.steps) {
      expect(row, "loss", step.loss)
      expect(row, "grad_norm", step.gradNorm, within: 1e-3)
      expect(row, "critic_loss", step.criticLoss)
      expect(row, "critic_grad_norm", step.criticGradNorm, within: 1e-3)
      expect(row, "clip_frac", step.clipped)
    }
    let head = try #require(state.bank.model(.critic)).parameters.tensor("score.weight").values
    #expect(largestDifference(head, golden.head) < 1e-4)
  }

  @Test(
    .enabled(
      if: FileManager.default.fileExists(
        atPath: CacheFolder.path + "/smollm2-135m-instruct.gguf"),
      "assay model fetch smollm2-135m-instruct"))
  func groupRelativeWithLoRA() throws {
    let golden = PolicySteps.golden.grpo
    let base = try LanguageModel.load(CacheFolder.path + "/smollm2-135m-instruct.gguf")
    let shape = base.transformer.shape
    let adapter = Adapter(LoRA(rank: 4, alpha: 8, targets: [.q, .v]), shape: shape)
    for entry in adapter.parameters.entries where entry.name.hasSuffix("lora_A.weight") {
      let tensor = adapter.parameters.tensor(entry.name)
      let root = Double(entry.columns).squareRoot()
      for i in 0..<tensor.count {
        tensor.pointer[i] = Float(Double((i * 7919) % 1000 - 500) / 1000 / root)
      }
    }
    var settings = PolicySettings()
    settings.learningRate = 1e-3
    settings.groupSize = golden.responses.count
    let group = Scripted.group(golden.prompt, Array(zip(golden.responses, golden.rewards)))
    let (rows, _) = try rows(
      base.transformer.adapted(by: adapter), settings, [group], "grpo")
    for (row, step) in zip(rows, golden.steps) {
      expect(row, "loss", step.loss)
      expect(row, "grad_norm", step.gradNorm, within: 1e-3)
      expect(row, "entropy", step.entropy)
    }
  }
}
