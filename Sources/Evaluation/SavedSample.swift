import Experience
import Rollouts

/// One sample of an evaluation, as `assay eval --save` writes it and `assay passk` reads it.
public struct SavedSample: Encodable, Sendable {
  /// The problem's name: the row's id in a data set, else its identity in hexadecimal.
  public var problem: String
  /// The number of the sample within its problem.
  public var sample: Int
  /// Whether the evaluation counts it as right.
  public var correct: Bool
  /// The prompt.
  public var prompt: String
  /// The response.
  public var response: String
  /// The verdict.
  public var verdict: Verdict
  /// The model that was asked.
  public var model: String
  /// The root of all randomness.
  public var seed: UInt64
  /// The temperature that it was drawn at.
  public var temperature: Double
  /// The server that wrote it; not there where a model of ours did.
  public var server: ServerIdentity?
  /// Every key that is always there, by which such files are known.
  public static let keys: Set<String> = [
    "problem", "sample", "correct", "prompt", "response", "verdict", "model", "seed", "temperature",
  ]

  /// A record with its place and what made it.
  public init(
    _ record: SampleRecord, problem: String, sample: Int, correct: Bool, model: String,
    seed: UInt64, temperature: Double, server: ServerIdentity? = nil
  ) {
    self.problem = problem
    self.sample = sample
    self.correct = correct
    prompt = record.prompt
    response = record.response
    verdict = record.verdict
    self.model = model
    self.seed = seed
    self.temperature = temperature
    self.server = server
  }
}
