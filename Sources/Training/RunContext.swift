import Rollouts
import Support
import Tensors
import Tokenizers

/// What a training loop gets from outside: workers, a vocabulary, a folder, a way to report.
public struct RunContext: Sendable {
  /// The run's folder, for metrics and checkpoints; `nil` keeps everything in memory.
  public var folder: String?
  /// The root of all randomness.
  public var stream: RandomStream
  /// The seed's number within a study.
  public var replicate: Int
  /// The arm's name; part of the address of its random numbers.
  public var arm: String
  /// The vocabulary.
  public var tokenizer: any Tokenizer
  /// How a prompt is put to the model.
  public var promptFormat: PromptFormat
  /// What the run starts from, if that was trained on problems drawn as this run draws its own; part of every address,
  /// so that it does not see them again.
  public var parent = ""
  /// The workers.
  public var pool: WorkerPool
  /// The name or path of the frozen model, when only an adapter learns.
  public var base = ""
  /// Writes what belongs to a checkpoint beside its weights, such as the tokenizer.
  public var companions: @Sendable (_ folder: String) throws -> Void = { _ in }
  /// The stages that made the model, this one included.
  public var lineage: [StageMark] = []
  /// Makes a sink for metrics, given the last step that is finished.
  public typealias SinkMaker =
    @Sendable (_ folder: String, _ lastStep: Int) throws -> any MetricSink
  /// Where metrics go besides `metrics.jsonl`.
  public var sinks: [SinkMaker] = []
  /// Steps between those whose completions are written down; 0 for none.
  public var completionsEvery = 0
  /// Shares of the budget after which the model is kept, under `kept/<share>`.
  public var keep: [Double] = []
  /// Folders of the models of a study's other stages, by stage.
  public var stages: [String: String] = [:]
  /// Finds a server's model; `nil` where none may be asked.
  public var findServer: (@Sendable (ModelSource) throws -> any TextModel)?
  /// What the run has in common with another one; `nil` for nothing.
  public var matching: Matching?
  /// Whether every update's length is measured: `step_norm` and `path` among the metrics.
  public var measuresMovement = false
  /// What the policy is evaluated on along the way.
  var heldOut: HeldOut?
  /// Called with a warning that a run cannot learn as it is set up.
  public var warn: @Sendable (String) -> Void = { _ in }
  /// Seconds between checkpoints; they do not change what is computed.
  public var checkpointSeconds: Double
  /// Called after each step with steps done, steps in all, and a word on how it goes.
  public var progress: @Sendable (_ done: Double, _ total: Double, _ note: String) -> Void

  /// A context.
  public init(
    folder: String?, stream: RandomStream, replicate: Int = 0, arm: String = "train",
    tokenizer: any Tokenizer = CharacterTokenizer(), promptFormat: PromptFormat = .plain,
    pool: WorkerPool,
    checkpointSeconds: Double = 30,
    progress: @escaping @Sendable (Double, Double, String) -> Void = { _, _, _ in }
  ) {
    self.folder = folder
    self.stream = stream
    self.replicate = replicate
    self.arm = arm
    self.tokenizer = tokenizer
    self.promptFormat = promptFormat
    self.pool = pool
    self.checkpointSeconds = checkpointSeconds
    self.progress = progress
  }

  /// Numbers that belong to this arm.
  func own(_ role: String) -> RandomStream { after(parent, stream[role, replicate, arm]) }

  /// Numbers that all arms of a replicate share.
  func shared(_ role: String) -> RandomStream { after(parent, stream[role, replicate, "shared"]) }

  private func after(_ parent: String, _ stream: RandomStream) -> RandomStream {
    parent.isEmpty ? stream : stream["after", parent]
  }
}
