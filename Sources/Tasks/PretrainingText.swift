import Support

/// What a base model reads: chains and string functions in a few numbers, or a list of parts.
///
/// Without parts: pure chains of depth 1–4, a share η of depth 5–6 instead, and a share ξ of
/// context-B chains of depth 1; string functions of level 1, a share κ of level 2 with one partner
/// of set C, and κ/3 of level 3 with two. η is what makes an edge: without it a base stops after four steps.
///
/// With `parts`, these are the text, and the numbers must stand at their defaults.
public struct PretrainingText: Codable, Sendable, Equatable {
  /// η, the share of depth 5–6 among the context-A chains.
  public var eta = 0.04
  /// κ, the share of level 2 among the string-function items; level 3 has a third of it.
  public var kappa = 0.03
  /// The share of the tokens that is string-function text: 0, or 1/3 where composition is studied.
  public var stringFunctionShare = 0.0
  /// ξ, the share of context-B chains of depth 1 among the chains.
  public var exposure = 0.0
  /// The forms of the responses; without meaning in blocks.
  public var responses = ResponseStyle()
  /// The parts that are the text, in the place of the numbers; none for what the numbers say.
  public var parts: [TextPart] = []
  /// The gold traces of a block (`Corpus.block`); 0 for a text without blocks.
  public var blockTraces = 0
  /// The terse answers of a block, to other problems.
  public var blockTerse = 0

  enum CodingKeys: String, CodingKey {
    case eta, kappa, exposure, responses, parts
    case stringFunctionShare = "string_function_share"
    case blockTraces = "block_traces"
    case blockTerse = "block_terse"
  }

  /// Chains only, η = 0.04: the text of the scale `quick`.
  public init() {}

  /// The corpus that these numbers describe.
  ///
  /// `stringFunctionShare` is a share of tokens and a corpus weighs items, so the two families' mean lengths
  /// are measured on 2000 items each, from a stream of their own that depends on nothing else.
  ///
  /// - Throws: `TasksError.setting` if a share is not in [0, 1], a part is not of a task with
  ///   traces or a number is given beside parts.
  public func corpus() throws -> Corpus {
    guard parts.isEmpty else {
      try requireDefaults()
      return try corpus(of: parts.map { try $0.corpusPart() })
    }
    let limits = [
      ("eta", eta, 1), ("kappa", kappa, 0.75), ("exposure", exposure, 1),
      ("string_function_share", stringFunctionShare, 1),
    ]
    for (key, value, limit) in limits where !(value >= 0 && value <= limit) {
      throw TasksError.setting(
        kind: "pretraining text", key: key, value: "\(value)", expected: "0 to \(limit)")
    }
    guard stringFunctionShare > 0 else { return try corpus(of: chainParts) }
    guard blockTraces == 0 else {
      throw TasksError.setting(
        kind: "pretraining text", key: "string_function_share", value: "\(stringFunctionShare)",
        expected: "0 with block_traces; give parts")
    }
    let chains = try Corpus(parts: chainParts, style: responses)
    let strings = try Corpus(parts: stringParts, style: responses)
    let stream = RandomStream(seed: 0)["corpus_length"]
    let weights = [
      (1 - stringFunctionShare) / (try chains.meanTokens(samples: 2000, stream: stream["chain"])),
      stringFunctionShare / (try strings.meanTokens(samples: 2000, stream: stream["strfn"])),
    ]
    let weighted = zip([chains, strings], weights).flatMap { corpus, weight in
      corpus.parts.map { part in
        CorpusPart(
          family: part.family, difficulties: part.difficulties, weight: part.weight * weight)
      }
    }
    return try corpus(of: weighted)
  }

  private func corpus(of parts: [CorpusPart]) throws -> Corpus {
    try Corpus(
      parts: parts, style: responses, blockTraces: blockTraces, blockTerse: blockTerse)
  }

  /// Fails if a number that parts stand in the place of is not at its default.
  private func requireDefaults() throws {
    let standard = PretrainingText()
    for (key, value, allowed) in [
      ("eta", eta, standard.eta), ("kappa", kappa, standard.kappa),
      ("exposure", exposure, standard.exposure),
      ("string_function_share", stringFunctionShare, standard.stringFunctionShare),
    ] where value != allowed {
      throw TasksError.setting(
        kind: "pretraining text", key: key, value: "\(value)",
        expected: "\(allowed), the default, beside parts")
    }
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
