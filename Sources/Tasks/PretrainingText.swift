import Support

/// What the base model of the sharpening study reads, in a few numbers.
///
/// Pure chains of depth 1–4, a share η of depth 5–6 instead, and a share ξ of context-B chains of depth 1;
/// string functions of level 1, a share κ of level 2 with one partner of set C, and κ/3 of level 3 with two.
/// η is what makes an edge: without it a base stops after four steps.
public struct PretrainingText: Codable, Sendable, Equatable {
  /// η, the share of depth 5–6 among the context-A chains.
  public var eta = 0.04
  /// κ, the share of level 2 among the string-function items; level 3 has a third of it.
  public var kappa = 0.03
  /// The share of the tokens that is string-function text: 0, or 1/3 where composition is studied.
  public var stringFunctionShare = 0.0
  /// ξ, the share of context-B chains of depth 1 among the chains.
  public var exposure = 0.0
  /// The forms of the responses.
  public var responses = ResponseStyle()

  enum CodingKeys: String, CodingKey {
    case eta, kappa, exposure, responses
    case stringFunctionShare = "string_function_share"
  }

  /// Chains only, η = 0.04: the text of the scale `quick`.
  public init() {}

  /// The corpus that these numbers describe.
  ///
  /// `stringFunctionShare` is a share of tokens and a corpus weighs items, so the two families' mean lengths
  /// are measured on 2000 items each, from a stream of their own that depends on nothing else.
  ///
  /// - Throws: `TasksError.setting` if a share is not in [0, 1].
  public func corpus() throws -> Corpus {
    let limits = [
      ("eta", eta, 1), ("kappa", kappa, 0.75), ("exposure", exposure, 1),
      ("string_function_share", stringFunctionShare, 1),
    ]
    for (key, value, limit) in limits where !(value >= 0 && value <= limit) {
      throw TasksError.setting(
        kind: "pretraining text", key: key, value: "\(value)", expected: "0 to \(limit)")
    }
    let chains = try Corpus(parts: chainParts, style: responses)
    guard stringFunctionShare > 0 else { return chains }
    let strings = try Corpus(parts: stringParts, style: responses)
    let stream = RandomStream(seed: 0)["corpus_length"]
    let weights = [
      (1 - stringFunctionShare) / (try chains.meanTokens(samples: 2000, stream: stream["chain"])),
      stringFunctionShare / (try strings.meanTokens(samples: 2000, stream: stream["strfn"])),
    ]
    let parts = zip([chains, strings], weights).flatMap { corpus, weight in
      corpus.parts.map { part in
        CorpusPart(
          family: part.family, difficulties: part.difficulties, weight: part.weight * weight)
      }
    }
    return try Corpus(parts: parts, style: responses)
  }

  private var chainParts: [CorpusPart] {
    var contextB = Chain.pure
    contextB.context = .b
    return [
      CorpusPart(
        family: Chain.pure, difficulties: [1, 2, 3, 4], weight: (1 - exposure) * (1 - eta)),
      CorpusPart(family: Chain.pure, difficulties: [5, 6], weight: (1 - exposure) * eta),
      CorpusPart(family: contextB, difficulties: [1], weight: exposure),
    ]
  }

  private var stringParts: [CorpusPart] {
    [
      CorpusPart(family: StringFunctions(), difficulties: [1], weight: 1 - kappa - kappa / 3),
      CorpusPart(
        family: StringFunctions(set: .all, composition: .onePartner), difficulties: [2],
        weight: kappa),
      CorpusPart(
        family: StringFunctions(set: .all, composition: .twoPartners), difficulties: [3],
        weight: kappa / 3),
    ]
  }
}
