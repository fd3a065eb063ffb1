import Experience
import Support

/// A model of which only texts are known, such as a server's: what may judge in place of a model of ours.
public protocol TextModel: Sendable {
  /// Completions of some prompts, `[prompts][count]`.
  ///
  /// - Parameter stream: the random numbers; completion j of prompt i has those of `stream[i, j]`.
  func texts(
    after prompts: [String], count: Int, cap: Int, temperature: Double, stream: RandomStream
  ) throws -> [[Completion]]

  /// The log-probability of each response after its prompt, nats; `nil` where it cannot be told.
  func logProbabilities(_ pairs: [(prompt: String, response: String)]) throws -> [Double?]
}

extension ModelBank {
  /// Puts a model of texts in.
  public func add(_ model: any TextModel, as role: Role) { textModels[role] = model }

  /// The model of texts of a role, if one has it.
  public func textModel(_ role: Role) -> (any TextModel)? { textModels[role] }
}
