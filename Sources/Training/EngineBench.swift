import Experience
import Foundation
import Losses
import Networks
import Optimizers
import Rollouts
import Support
import Tensors
import Tokenizers

/// What a benchmark of the engine measured; one JSON line.
public struct BenchResult: Codable, Sendable {
  /// `train`, `rollout` or `grpo`.
  public var mode: String
  /// The shape's name.
  public var shape: String
  /// Sequences of a step.
  public var sequences: Int
  /// Tokens of a sequence.
  public var length: Int
  /// Workers.
  public var workers: Int
  /// Steps counted.
  public var steps: Int
  /// The processor's name.
  public var processor: String
  /// The vector level of the kernels.
  public var simd: String
  /// Whose products training is made of.
  public var kernels: String
  /// The library whose product is the roof, with its kernels.
  public var roofLibrary: String
  /// Tokens of prompts that a step computes besides those counted in `tokens_per_s`.
  public var promptTokens: Int
  /// Tokens a second with those of prompts, at the median.
  public var tokensPerSWithPrompts: Double
  /// Tokens a second: trained, or sampled; for `grpo` completion tokens of whole steps.
  public var tokensPerSMedian: Double
  /// The slowest step.
  public var tokensPerSMin: Double
  /// The fastest step.
  public var tokensPerSMax: Double
  /// 10⁹ floating-point operations a second at the median, prompts counted.
  public var gflops: Double
  /// The rate of one-threaded products of 512×1536×576 on all workers together.
  public var roofGflops: Double
  /// `gflops / roof_gflops`.
  public var roofShare: Double
  /// The largest resident memory of the process, bytes.
  public var peakBytes: Int
  /// Tensor memory taken from the system a step after the warm-up, bytes.
  public var bytesAllocatedPerStep: Int
}

/// Measures training and sampling at fixed shapes.
public struct EngineBench: Sendable {
  /// A shape with the batch that is measured on it.
  private struct Load {
    var shape: TransformerShape
    /// Sequences and their length in `train`.
    var batch: Int
    var length: Int
    /// Sequences, prompt and new tokens in `rollout`.
    var sequences: Int
    var prompt: Int
    var new: Int
    /// Problems of eight completions each in `grpo`.
    var problems: Int
  }

  /// The names of the shapes.
  public static let shapes = ["tiny", "small", "smollm2"] + ModelSize.allCases.map(\.rawValue)

  private let name: String
  private let load: Load
  private let workers: Int
  private let kernels: ProductKernels

  private static let groupSize = 8

  /// A benchmark.
  ///
  /// - Parameters:
  ///   - sequences: sequences of a step instead of the shape's own number.
  ///   - length: tokens of a sequence instead; for `rollout` half of them are new.
  /// - Throws: `SupportError.unknownName` for an unknown shape; `TensorsError` if the products cannot be had.
  public init(
    shape name: String, workers: Int, kernels: ProductKernels = .portable, sequences: Int? = nil,
    length: Int? = nil
  ) throws {
    try kernels.prepare()
    self.kernels = kernels
    self.name = name
    self.workers = workers
    var load: Load
    func make(
      _ width: Int, _ layers: Int, _ heads: Int, _ kv: Int, _ mlp: Int, _ vocabulary: Int
    ) -> TransformerShape {
      TransformerShape(
        vocabulary: vocabulary, width: width, layers: layers, heads: heads, keyValueHeads: kv,
        feedForward: mlp)
    }
    switch name {
    case "tiny":
      load = Load(
        shape: make(128, 4, 4, 4, 512, 64), batch: 32, length: 128, sequences: 256, prompt: 16,
        new: 64, problems: 32)
    case "small":
      load = Load(
        shape: make(256, 6, 8, 4, 768, 512), batch: 32, length: 128, sequences: 128, prompt: 32,
        new: 96, problems: 32)
    case "smollm2":
      load = Load(
        shape: make(576, 30, 9, 3, 1536, 49152), batch: 4, length: 256, sequences: 32, prompt: 64,
        new: 64, problems: 4)
    default:
      guard let size = ModelSize(rawValue: name) else {
        throw SupportError.unknownName(
          what: "shape", name: name,
          suggestion: DidYouMean.suggestion(for: name, among: Self.shapes), known: Self.shapes)
      }
      load = Load(
        shape: size.shape(), batch: 32, length: 128, sequences: 256, prompt: 16, new: 64,
        problems: 32)
    }
    if let sequences {
      (load.batch, load.sequences) = (sequences, sequences)
      load.problems = max(1, sequences / Self.groupSize)
    }
    if let length {
      (load.length, load.prompt, load.new) = (length, length - length / 2, length / 2)
    }
    load.shape.context = max(load.length + 1, load.prompt + load.new)
    self.load = load
  }

  /// Forward, backward, clip and AdamW on random tokens.
  public func train(steps: Int) -> BenchResult {
    let model = Transformer(shape: load.shape, stream: RandomStream(seed: 0)["bench"])
    let pool = WorkerPool(count: workers, kernels: kernels)
    let optimizer = AdamW(weightDecay: 0.1)
    let state = optimizer.initialState(for: model.trainable)
    let gradient = Tensor(rows: model.trainable.count, in: Workspace())
    var generator = RandomStream(seed: 0)["bench", "tokens"].generator()
    let sequences = (0..<load.batch).map { _ in
      (0...load.length).map { _ in Int32(generator.integer(below: load.shape.vocabulary)) }
    }
    let shards = PackedBatch.shards(
      sequences.map { ([$0[0]], Array($0.dropFirst())) })
    let weight = 1 / Float(load.batch * load.length)
    let tokens = Double(load.batch * load.length)
    let flops = 3 * load.shape.forwardFLOPs(meanLength: Double(load.length) / 2)
    return measure(
      "train", (load.batch, load.length), steps: steps, tokens: tokens, flopsPerToken: flops, pool
    ) {
      _ = pool.sumGradients(shards.count, into: gradient) { piece, gradient, workspace in
        var batch = PackedBatch()
        for i in shards[piece] {
          batch.append(prompt: [sequences[i][0]], response: Array(sequences[i].dropFirst()))
        }
        let tape = Tape(workspace)
        let values = model.tokenLogprobs(
          tape, tokens: batch.tokens, segments: batch.segments, positions: batch.positions,
          targets: batch.targets, gradient: gradient)
        let weights = [Float](repeating: -weight, count: batch.targets.count)
        tape.backward(from: tape.weightedSum(values.logprobs, weights: weights))
      }
      let norm = VectorKernels.sumOfSquares(gradient.pointer, count: gradient.count).squareRoot()
      optimizer.update(
        model.trainable, gradient: gradient,
        scale: GradientClip.factor(norm: norm, maximum: 1), learningRate: 1e-4, state: state,
        pool: pool)
    }
  }

  /// Ancestral sampling at temperature 1 with log-probabilities, without early stop.
  public func rollout(steps: Int) throws -> BenchResult {
    let model = Transformer(shape: load.shape, stream: RandomStream(seed: 0)["bench"])
    let pool = WorkerPool(count: workers, kernels: kernels)
    let engine = RolloutEngine(model, tokenizer: CharacterTokenizer(), pool: pool)
    let prompts = [[Int32]](
      repeating: [Int32](repeating: 1, count: load.prompt), count: load.sequences)
    let tokens = Double(load.sequences * load.new)
    // The first new token comes from the prompt; the last is not fed.
    let fed = Double(load.new - 1) / Double(load.new)
    let flops =
      fed * load.shape.forwardFLOPs(meanLength: Double(load.prompt) + Double(load.new) / 2)
      + load.shape.promptFLOPs(load.prompt) / Double(load.new)
    var failure: (any Error)?
    let result = measure(
      "rollout", (load.sequences, load.prompt + load.new), steps: steps, tokens: tokens,
      prompts: load.sequences * load.prompt, flopsPerToken: flops, pool
    ) {
      do {
        _ = try engine.sample(tokens: prompts, count: 1, cap: load.new, stopsAtEnd: false) {
          RandomStream(seed: 0)["bench", $0, $1]
        }
      } catch { failure = error }
    }
    if let failure { throw failure }
    return result
  }

  /// Whole steps of GRPO: rollout, reward, advantages, one update on all completions, no KL.
  public func grpo(steps: Int) throws -> BenchResult {
    let model = Transformer(shape: load.shape, stream: RandomStream(seed: 0)["bench"])
    let pool = WorkerPool(count: workers, kernels: kernels)
    let engine = RolloutEngine(model, tokenizer: CharacterTokenizer(), pool: pool)
    var settings = PolicySettings()
    settings.responseCap = load.new
    settings.learningRate = 1e-6
    let learner = settings.learners[0]
    let bank = ModelBank(pool: pool)
    bank.add(
      ModelBank.Member(model, tokenizer: CharacterTokenizer(), promptFormat: .plain), as: .policy)
    let optimizer = learner.optimizer.value
    let state = optimizer.initialState(for: model.parameters)
    let gradient = Tensor(rows: model.parameters.count, in: Workspace())
    var generator = RandomStream(seed: 0)["bench", "prompts"].generator()
    let prompts = (0..<load.problems).map { _ in
      (0..<load.prompt).map { _ in Int32(generator.integer(below: load.shape.vocabulary)) }
    }
    let sequences = load.problems * Self.groupSize
    let shape = load.shape
    // Sampling, and three passes over completions and the prompts that they share. The last token of a completion is
    // predicted but not fed.
    let perPrompt = Double(Self.groupSize * load.new)
    let fed = Double(load.new - 1) / Double(load.new)
    let layers =
      shape.forwardFLOPs(meanLength: Double(load.prompt) + Double(load.new) / 2) - shape.headFLOPs
    let prompt = shape.forwardFLOPs(meanLength: Double(load.prompt) / 2) - shape.headFLOPs
    let flops =
      fed * (layers + shape.headFLOPs) + shape.promptFLOPs(load.prompt) / perPrompt
      + 3 * (fed * layers + shape.headFLOPs + prompt * Double(load.prompt) / perPrompt)
    var failure: (any Error)?
    var step = 0
    let result = measure(
      "grpo", (sequences, load.prompt + load.new), steps: steps,
      tokens: Double(sequences * load.new), prompts: load.problems * load.prompt,
      flopsPerToken: flops, pool
    ) {
      do {
        step += 1
        let stream = RandomStream(seed: 0)["bench", step]
        let sampled = try engine.sample(
          tokens: prompts, count: Self.groupSize, cap: load.new, stopsAtEnd: false
        ) { stream[$0, $1] }
        var batch = Batch(
          sampled.map {
            Group(
              problem: Self.problem, trajectories: $0, verdicts: $0.map { _ in .unparsed("") })
          }, step: step)
        batch.take(
          sampled.enumerated().map { index, trajectories in
            var noise = stream["reward", index].generator()
            return trajectories.map { _ in Score(noise.uniform() < 0.5 ? 1 : 0) }
          })
        var memory = Memory()
        batch.take(settings.advantage.value.credit(batch, &memory), for: .policy)
        let outcome = try LossPass(
          shard: LossShard(
            learner: learner, model: model, isFirst: true, measuresMismatch: true), bank: bank,
          cap: load.new, recordsAreExact: true, coefficients: [1]
        ).gradient(of: batch.groups, into: gradient)
        optimizer.update(
          model.parameters, gradient: gradient,
          scale: GradientClip.factor(norm: outcome.gradientNorm, maximum: settings.clipNorm),
          learningRate: 1e-6, state: state, pool: pool)
      } catch { failure = error }
    }
    if let failure { throw failure }
    return result
  }

  private static let problem = Problem(
    id: 0, prompt: "", gold: "", answer: "", difficulty: 0, canonical: "", chanceLoose: 0,
    chanceStrict: 0)

  private func measure(
    _ mode: String, _ size: (sequences: Int, length: Int), steps: Int, tokens: Double,
    prompts: Int = 0, flopsPerToken: Double, _ pool: WorkerPool,
    _ step: () -> Void
  ) -> BenchResult {
    for _ in 0..<2 { step() }
    let before = pool.allocatedBytes
    var rates: [Double] = []
    for _ in 0..<steps {
      let clock = RunClock()
      step()
      rates.append(tokens / clock.seconds)
    }
    rates.sort()
    let median = rates[rates.count / 2]
    let roof = Self.roof(workers)
    let gflops = median * flopsPerToken / 1e9
    var usage = rusage()
    #if os(Linux)
      getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
      let peak = usage.ru_maxrss * 1024
    #else
      getrusage(RUSAGE_SELF, &usage)
      let peak = usage.ru_maxrss
    #endif
    return BenchResult(
      mode: mode, shape: name, sequences: size.sequences, length: size.length, workers: workers,
      steps: steps, processor: Processor.name,
      simd: Processor.levelInUse.rawValue, kernels: kernels.rawValue,
      roofLibrary: Self.roofLibrary, promptTokens: prompts,
      tokensPerSWithPrompts: (median * (tokens + Double(prompts)) / tokens).rounded(),
      tokensPerSMedian: median.rounded(),
      tokensPerSMin: rates[0].rounded(), tokensPerSMax: rates[rates.count - 1].rounded(),
      gflops: gflops, roofGflops: roof, roofShare: gflops / roof, peakBytes: peak,
      bytesAllocatedPerStep: (pool.allocatedBytes - before) / max(1, steps))
  }

  private static var roofLibrary: String {
    guard let library = try? OpenBLAS.shared() else { return ProductKernels.portable.rawValue }
    return "\(library.version.split(separator: " ").prefix(2).joined(separator: " ")) "
      + library.core
  }

  /// The rate of one-threaded products on all workers together, of OpenBLAS where it is to be had.
  private static func roof(_ workers: Int) -> Double {
    let (n, m, k) = (512, 1536, 576)
    let rounds = 40
    let kernels: ProductKernels = (try? OpenBLAS.shared()) == nil ? .portable : .blas
    let pool = WorkerPool(count: workers, kernels: kernels)
    let clock = RunClock()
    _ = pool.map(workers) { _, workspace -> Int in
      let x = Tensor(rows: n, columns: k, in: workspace)
      let w = Tensor(rows: m, columns: k, in: workspace)
      let y = Tensor(rows: n, columns: m, in: workspace)
      x.fill(0.5)
      w.fill(0.25)
      for _ in 0..<rounds {
        MatrixProduct.timesTransposed(
          x.pointer, w.pointer, into: y.pointer, n: n, m: m, k: k, accumulate: false,
          in: workspace)
      }
      return rounds
    }
    return 2 * Double(n * m * k * rounds * workers) / clock.seconds / 1e9
  }
}
