import Evaluation
import Experience
import Networks
import Rollouts
import Support
import Tasks
import Tensors
import Tokenizers
import Training

/// An axis of a measure beside arm and seed.
public struct MeasureAxis: Sendable, Equatable {
  /// The name, as files call it.
  public var name: String
  /// What stands along it; empty for the problems of the set.
  public var labels: [String]

  /// An axis.
  public init(_ name: String, _ labels: [String]) {
    self.name = name
    self.labels = labels
  }

  /// The problems of the set.
  public static let problem = MeasureAxis("problem", [])
}

/// What a probe measures: the layout of the file of results comes from this.
public struct Measure: Sendable, Equatable {
  /// How numbers are kept.
  public enum Storage: Sendable, Equatable {
    /// Whole numbers; −1 where missing.
    case count
    /// Numbers; NaN where missing.
    case real
  }

  /// The name.
  public var name: String
  /// The units.
  public var units: String
  /// The axes beside arm and seed.
  public var axes: [MeasureAxis]
  /// What it is.
  public var description: String
  /// How it is kept.
  public var storage: Storage
  /// Where it is kept, with `<set>` for the set's name.
  public var path: String

  /// A measure; it is kept at `/measure/<set>/<name>` unless something else is said.
  public init(
    _ name: String, units: String = "1", axes: [MeasureAxis] = [], storage: Storage = .real,
    path: String? = nil, _ description: String
  ) {
    self.name = name
    self.units = units
    self.axes = axes
    self.storage = storage
    self.path = path ?? "/measure/<set>/\(name)"
    self.description = description
  }
}

/// A model under study, on some problems.
public struct Subject: Sendable {
  /// The model.
  public let model: Transformer
  /// What it was before anything was done to it; the same for a root itself.
  public let root: Transformer
  /// The problems; empty for probes of the model alone.
  public let problems: [Problem]
  /// As many validation problems of the same kind, on which temperatures are chosen.
  public let validation: [Problem]
  /// The family of the problems.
  public let family: (any TaskFamily)?
  /// The set's name.
  public let set: String
  /// Random numbers of this arm and seed.
  public let stream: RandomStream
  /// The workers.
  public let pool: WorkerPool
  /// The vocabulary.
  public let tokenizer: any Tokenizer
  /// How a prompt is put to the model.
  public let promptFormat: PromptFormat

  /// A subject from its parts.
  public init(
    model: Transformer, root: Transformer, problems: [Problem], validation: [Problem],
    family: (any TaskFamily)?, set: String, stream: RandomStream, pool: WorkerPool,
    tokenizer: any Tokenizer = CharacterTokenizer(), promptFormat: PromptFormat = .plain
  ) {
    self.model = model
    self.root = root
    self.problems = problems
    self.validation = validation
    self.family = family
    self.set = set
    self.stream = stream
    self.pool = pool
    self.tokenizer = tokenizer
    self.promptFormat = promptFormat
  }

  /// An engine that samples or reads a model.
  public func engine(
    _ model: Transformer, temperature: Double = 1, topP: Double = 1
  ) -> RolloutEngine {
    RolloutEngine(
      model, tokenizer: tokenizer, promptFormat: promptFormat,
      decoding: Decoding(temperature: temperature, topP: topP), pool: pool)
  }
}

/// What a probe found.
public struct ProbeRecord: Codable, Sendable, Equatable {
  /// Numbers by measure, the axes' last one fastest.
  public var values: [String: [Double]] = [:]
  /// Samples to read.
  public var samples: [SampleRecord] = []
  /// What it cost, FLOPs.
  public var flops = 0.0

  /// Nothing yet.
  public init() {}
}

/// Something that is measured on a model.
public protocol Probe: Component {
  /// What it measures.
  static var measures: [Measure] { get }
  /// Measures a model.
  ///
  /// - Throws: what sampling or reading throws.
  func run(_ subject: Subject) throws -> ProbeRecord
  /// What it costs on a set with problems of these mean lengths, in tokens.
  func cost(problems: Int, prompt: Double, response: Double) -> StageCost
}

extension Probe {
  /// The probe's line in the catalogue.
  public static var entry: Entry<any Probe> { Entry(Self.self) }
  /// Protocols of this project.
  public static var source: Source { Source("studies/README.md, Probes") }
}

/// The probes that a study can name.
public enum ProbeCatalogue: Catalogue {
  /// A probe.
  public typealias Member = any Probe
  public static let noun = "probe"
  /// All probes, alphabetically by kind.
  public static let all: [Entry<any Probe>] = [
    Counts.entry,
    Divergence.entry,
    ExactLogp.entry,
    ExactSupport.entry,
    ExcessLoss.entry,
    LeafCopy.entry,
    Modes.entry,
    OldRule.entry,
    ParameterDistance.entry,
    PowerBound.entry,
    StepLogp.entry,
    UpdateDrift.entry,
  ]

  /// Every measure of every probe.
  public static var measures: [Measure] {
    entries.flatMap { type(of: $0.standard).measures }
  }
}
