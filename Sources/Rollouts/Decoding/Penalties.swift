import Support

/// Lower logits for tokens that are there already; they come before everything else.
///
/// ```
/// z_v ← z_v/ρ if z_v > 0, else z_v·ρ     where v occurs in the prompt or the response
/// z_v ← z_v − φ·c_v − π·[c_v > 0]        c_v: how often v occurs in the response
/// ```
///
/// Source: Keskar et al. 2019, arXiv:1909.05858, section 4.1 (ρ); the OpenAI API's `frequency_penalty` φ and
/// `presence_penalty` π. The trainer does not know of them: they are for sampling, and where a policy is trained they are part
/// of what `behavior` log-probabilities differ by.
public struct Penalties: Codable, Sendable, Equatable {
  /// ρ; 1 for none.
  public var repetition: Double
  /// φ; 0 for none.
  public var frequency: Double
  /// π; 0 for none.
  public var presence: Double

  /// None, unless said otherwise.
  public init(repetition: Double = 1, frequency: Double = 0, presence: Double = 0) {
    self.repetition = repetition
    self.frequency = frequency
    self.presence = presence
  }

  /// Whether all logits stay as they are.
  public var isNeutral: Bool { repetition == 1 && frequency == 0 && presence == 0 }

  /// Changes the logits of tokens that have occurred.
  func apply(to logits: inout [Float], prompt: some Sequence<Int32>, response: some Sequence<Int32>)
  {
    var counts: [Int32: Int] = [:]
    for token in response { counts[token, default: 0] += 1 }
    if repetition != 1 {
      for token in Set(prompt).union(counts.keys) {
        let logit = Double(logits[Int(token)])
        logits[Int(token)] = Float(logit > 0 ? logit / repetition : logit * repetition)
      }
    }
    for (token, count) in counts {
      logits[Int(token)] -= Float(frequency * Double(count) + presence)
    }
  }
}

/// Ends a response that goes round in circles: its last tokens are one pattern, again and again.
///
/// Source: vLLM's `repetition_detection` (sampling parameters), under whose names the settings go.
public struct RepetitionDetection: Codable, Sendable, Equatable {
  /// The longest pattern, tokens; 0 looks for none.
  public var maxPatternSize: Int
  /// The shortest pattern, tokens.
  public var minPatternSize: Int
  /// How often it must stand there in a row.
  public var minCount: Int

  /// Off; four repetitions where a longest pattern is given.
  public init(maxPatternSize: Int = 0, minPatternSize: Int = 1, minCount: Int = 4) {
    self.maxPatternSize = maxPatternSize
    self.minPatternSize = minPatternSize
    self.minCount = minCount
  }

  private enum CodingKeys: String, CodingKey {
    case maxPatternSize = "max_pattern_size"
    case minPatternSize = "min_pattern_size"
    case minCount = "min_count"
  }

  /// Whether the last tokens are one pattern at least `minCount` times.
  package func finds(in tokens: [Int32]) -> Bool {
    guard maxPatternSize > 0 else { return false }
    return (minPatternSize...maxPatternSize).contains { size in
      guard size * minCount <= tokens.count else { return false }
      return (tokens.count - size * (minCount - 1)..<tokens.count).allSatisfy {
        tokens[$0] == tokens[$0 - size]
      }
    }
  }
}
