import Experience
import Networks
import Rollouts
import Support
import Tensors
import Tokenizers

/// Small things to test with: models, workers, groups.
public enum Toy {
  /// The studies' vocabulary.
  public static let tokenizer = CharacterTokenizer()

  /// Workers.
  public static func pool(_ workers: Int = 1) -> WorkerPool { WorkerPool(count: workers) }

  /// A randomly initialized model of a few thousand parameters.
  public static func model(
    vocabulary: Int = 96, width: Int = 32, layers: Int = 2, heads: Int = 4,
    keyValueHeads: Int? = nil, headWidth: Int? = nil, feedForward: Int = 48, context: Int = 96,
    tiedHead: Bool = true, seed: UInt64 = 1
  ) -> Transformer {
    let model = Transformer(
      shape: TransformerShape(
        vocabulary: vocabulary, width: width, layers: layers, heads: heads,
        keyValueHeads: keyValueHeads, headWidth: headWidth, feedForward: feedForward,
        context: context, tiedHead: tiedHead), stream: RandomStream(seed: seed)["toy"])
    // Gains that differ, so that a test sees a forgotten one.
    var generator = RandomStream(seed: seed)["gains"].generator()
    for entry in model.parameters.entries where !entry.isMatrix {
      let gain = model.parameters.tensor(entry.name)
      for i in 0..<gain.count { gain.pointer[i] = Float(1 + 0.2 * generator.normal()) }
    }
    return model
  }

  /// Normal random numbers.
  public static func normals(_ count: Int, sd: Double = 1, _ name: String) -> [Float] {
    var generator = RandomStream(seed: 11)[name].generator()
    return (0..<count).map { _ in Float(sd * generator.normal()) }
  }

  /// A matrix of normal random numbers.
  public static func tensor(
    _ rows: Int, _ columns: Int, sd: Double = 1, _ name: String,
    in workspace: Workspace = Workspace()
  ) -> Tensor {
    Tensor(normals(rows * columns, sd: sd, name), rows: rows, columns: columns, in: workspace)
  }

  /// A vector of normal random numbers.
  public static func tensor(_ count: Int, _ name: String) -> Tensor { tensor(count, 1, name) }

  /// Random token ids.
  public static func tokens(_ count: Int, vocabulary: Int, _ name: String) -> [Int32] {
    var generator = RandomStream(seed: 12)[name].generator()
    return (0..<count).map { _ in Int32(generator.integer(below: vocabulary)) }
  }

  /// A problem that nobody solves.
  public static let problem = Problem(
    id: 1, prompt: "?", gold: "#1", answer: "1", difficulty: 1, canonical: "?", chanceLoose: 0.1,
    chanceStrict: 0.1)

  /// A group with these rewards; completion i has the i-th mask.
  public static func group(rewards: [Double], masks: [[Float]]) -> Group {
    Group(
      problem: problem,
      trajectories: zip(masks, rewards).map { mask, reward in
        var trajectory = self.trajectory(mask.count)
        trajectory.origins = mask.map { $0 == 1 ? .policy : .environment }
        trajectory.score = Score(reward)
        return trajectory
      },
      verdicts: rewards.map { _ in .unparsed("toy") })
  }

  /// A trajectory of so many tokens, about which nothing is known.
  public static func trajectory(_ count: Int, text: String = "", isFinished: Bool = true)
    -> Trajectory
  {
    let zeros = [Float](repeating: 0, count: count)
    return Trajectory(
      promptTokens: [0], responseTokens: zeros.map { _ in 1 }, behaviorLogprobs: zeros,
      plainLogprobs: zeros, entropies: zeros,
      completion: Completion(text: text, isFinished: isFinished), textEnds: Array(1...max(1, count))
    )
  }

  /// A bench without models.
  public static func bench(
    progress: Double = 0, cap: Int = 100, verifier: (any Verifier)? = nil,
    stream: RandomStream = RandomStream(seed: 1)["noise"]
  ) -> Bench {
    Bench(
      models: ModelBank(pool: pool()), now: Moment(step: 0, progress: progress), cap: cap,
      groupSize: 1, onlyVerifier: verifier, noise: stream)
  }

  /// A group of one-token completions.
  public static func group(rewards: [Double]) -> Group {
    group(rewards: rewards, masks: rewards.map { _ in [1] })
  }
}
