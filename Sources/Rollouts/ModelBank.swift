import Experience
import Networks
import Support
import Tensors
import Tokenizers

/// A response to a prompt, as tokens.
public struct TokenPair: Sendable, Equatable {
  /// What is read first.
  public var prompt: [Int32]
  /// What is predicted.
  public var response: [Int32]
  /// The tokens that filters left of each draw of the response; none for all.
  public var kept: [[Int32]]

  /// A pair.
  public init(prompt: [Int32], response: [Int32], kept: [[Int32]] = []) {
    self.prompt = prompt
    self.response = response
    self.kept = kept
  }
}

/// Every model of a run, by what it is for. There is no other way to one, and every call is charged.
public final class ModelBank {
  /// A model with what is needed to talk to it.
  public struct Member {
    /// The network.
    public var transformer: Transformer
    /// Its vocabulary.
    public var tokenizer: any Tokenizer
    /// How a prompt is put to it.
    public var promptFormat: PromptFormat
    /// Whether it is nowhere else, so that a checkpoint must hold it.
    public var isKept: Bool

    /// A member from its parts.
    public init(
      _ transformer: Transformer, tokenizer: any Tokenizer, promptFormat: PromptFormat,
      isKept: Bool = false
    ) {
      self.isKept = isKept
      self.transformer = transformer
      self.tokenizer = tokenizer
      self.promptFormat = promptFormat
    }
  }

  /// The workers.
  public let pool: WorkerPool
  /// What was spent.
  public var ledger = Ledger()
  /// Completions that the policy wrote since this was set to 0.
  public var drawn = 0
  /// Updates of the policy that are done: the version that samples now.
  public var version = 0
  private var members: [Role: Member] = [:]
  /// Models of which only texts are known; what they spend is not counted.
  var textModels: [Role: any TextModel] = [:]

  /// A bank without models.
  public init(pool: WorkerPool) { self.pool = pool }

  /// The models that there are.
  public var roles: [Role] { members.keys.sorted() }

  /// Puts a model in.
  public func add(_ member: Member, as role: Role) { members[role] = member }

  /// The model of a role, if there is one.
  public func model(_ role: Role) -> Transformer? { members[role]?.transformer }

  /// Whether a checkpoint must hold the model of a role.
  public func isKept(_ role: Role) -> Bool { members[role]?.isKept ?? false }

  /// The member of a role.
  ///
  /// - Throws: `RolloutsError.noModel`.
  public func member(_ role: Role) throws -> Member {
    guard let member = members[role] else { throw RolloutsError.noModel(role: role) }
    return member
  }

  /// Quantities of given responses by teacher forcing, one dictionary a text.
  ///
  /// - Parameter temperature: that of log-probabilities and entropies.
  /// - Throws: `RolloutsError` if there is no such model or a text does not fit.
  public func read(
    _ texts: [TokenPair], with role: Role, _ quantities: Set<Quantity>, temperature: Float = 1
  ) throws -> [[Quantity: [Float]]] {
    let model = try member(role).transformer
    for text in texts where text.prompt.count + text.response.count > model.shape.context + 1 {
      throw RolloutsError.context(
        prompt: text.prompt.count, cap: text.response.count, context: model.shape.context)
    }
    precondition(
      quantities.contains(.value) == model.hasValueHead && !quantities.isEmpty,
      "\(quantities) of a model \(model.hasValueHead ? "with" : "without") a value head")
    let ranges = PackedBatch.shards(texts.map { ($0.prompt, $0.response) })
    let found = try pool.mapAcrossRanks(ranges.count) { piece, workspace -> ReadTexts in
      let part = texts[ranges[piece]]
      var batch = PackedBatch(readsLastToken: model.hasValueHead)
      for text in part { batch.append(prompt: text.prompt, response: text.response) }
      let tape = Tape(workspace, recording: false)
      if model.hasValueHead {
        let values = model.tokenValues(
          tape, tokens: batch.tokens, segments: batch.segments, positions: batch.positions
        ).value.values
        return ReadTexts(
          texts: zip(batch.targetOffsets, batch.targetOffsets.dropFirst()).map {
            [.value: Array(values[$0..<$1])]
          })
      }
      let hidden = model.hiddenStates(tape, tokens: batch.tokens, segments: batch.segments)
      let temperatures = batch.targets.map { _ in temperature }
      let results = model.tokenLogprobs(
        tape, hidden: hidden, positions: batch.positions, targets: batch.targets,
        temperatures: temperatures)
      let mass =
        quantities.contains(.kept)
        ? tape.keptMass(
          model.logits(tape, hidden: hidden, positions: batch.positions),
          kept: part.flatMap { text in
            text.response.indices.map { text.kept.isEmpty ? [] : text.kept[$0] }
          }, temperatures: temperatures
        ).value.values : []
      let (logprobs, entropies) = (results.logprobs.value.values, results.entropies.value.values)
      let summaries =
        quantities.contains(.certainty) || quantities.contains(.collision)
        ? model.distributions(
          tokens: batch.tokens, segments: batch.segments, positions: batch.positions,
          temperature: temperature, in: workspace) : []
      let texts = zip(batch.targetOffsets, batch.targetOffsets.dropFirst()).map {
        var found: [Quantity: [Float]] = [:]
        if quantities.contains(.logprob) { found[.logprob] = Array(logprobs[$0..<$1]) }
        if quantities.contains(.entropy) { found[.entropy] = Array(entropies[$0..<$1]) }
        if quantities.contains(.kept) { found[.kept] = Array(mass[$0..<$1]) }
        if quantities.contains(.certainty) {
          found[.certainty] = summaries[$0..<$1].map(\.certainty)
        }
        if quantities.contains(.collision) {
          found[.collision] = summaries[$0..<$1].map(\.collision)
        }
        return found
      }
      return ReadTexts(texts: texts)
    }
    for text in texts { charge(text, role, .read) }
    return found.flatMap(\.texts)
  }

  /// The mean final hidden state over the rows that predict a response, `[D]`, one a text.
  ///
  /// - Throws: `RolloutsError.noModel`.
  public func hiddenMeans(_ texts: [TokenPair], with role: Role) throws -> [[Float]] {
    let model = try member(role).transformer
    let ranges = PackedBatch.shards(texts.map { ($0.prompt, $0.response) })
    let found = try pool.mapAcrossRanks(ranges.count) { piece, workspace -> NumberRows in
      var batch = PackedBatch()
      for text in texts[ranges[piece]] {
        batch.append(prompt: text.prompt, response: text.response)
      }
      let hidden = model.hiddenStates(
        Tape(workspace, recording: false), tokens: batch.tokens, segments: batch.segments
      ).value
      let means = zip(batch.targetOffsets, batch.targetOffsets.dropFirst()).map { start, end in
        var mean = [Float](repeating: 0, count: hidden.columns)
        for row in batch.positions[start..<end] {
          for d in mean.indices { mean[d] += hidden.pointer[row * hidden.columns + d] }
        }
        return mean.map { $0 / Float(end - start) }
      }
      return NumberRows(rows: means)
    }
    for text in texts { charge(text, role, .read) }
    return found.flatMap(\.rows)
  }

  /// Fills columns that are missing, of trajectories that are for learning.
  ///
  /// - Parameter isWanted: which of them; all unless said otherwise.
  /// - Throws: `RolloutsError` if there is no such model.
  public func annotate(
    _ batch: inout Batch, _ columns: Set<Column>,
    where isWanted: (Trajectory) -> Bool = { _ in true }
  ) throws {
    try Details.time("log-probabilities") { try annotateTimed(&batch, columns, isWanted) }
  }

  private func annotateTimed(
    _ batch: inout Batch, _ columns: Set<Column>, _ isWanted: (Trajectory) -> Bool
  ) throws {
    let byRole = Dictionary(grouping: columns, by: \.role)
    for role in byRole.keys.sorted() {
      var places: [(group: Int, index: Int)] = []
      let wanted = byRole[role] ?? []
      for (g, group) in batch.groups.enumerated() {
        for (i, trajectory) in group.trajectories.enumerated()
        where trajectory.use == .learn && isWanted(trajectory)
          && wanted.contains(where: { trajectory.columns[$0] == nil })
        {
          places.append((g, i))
        }
      }
      // One pass serves one temperature.
      let temperatures = places.map { batch.groups[$0.group].trajectories[$0.index].temperature }
      for temperature in Set(temperatures).sorted() {
        let chosen = places.indices.filter { temperatures[$0] == temperature }.map { places[$0] }
        let texts = chosen.map { place in
          let trajectory = batch.groups[place.group].trajectories[place.index]
          return TokenPair(
            prompt: trajectory.promptTokens, response: trajectory.responseTokens,
            kept: trajectory.kept)
        }
        var quantities = Set(wanted.map(\.quantity))
        if wanted.contains(.proximal), texts.contains(where: { !$0.kept.isEmpty }) {
          quantities.insert(.kept)
        }
        let found = try read(texts, with: role, quantities, temperature: temperature)
        for (place, quantities) in zip(chosen, found) {
          for column in wanted {
            var numbers = quantities[column.quantity]
            if column == .proximal, let mass = quantities[.kept] {
              numbers = numbers.map { zip($0, mass).map { $0 - $1 } }
            }
            batch.groups[place.group].trajectories[place.index].columns[column] = numbers
          }
        }
      }
    }
  }

  /// What a pass over a text costs; an update is three.
  public func cost(_ text: TokenPair, _ role: Role, _ activity: Ledger.Activity) -> Double {
    guard let model = members[role]?.transformer else { return 0 }
    let length = Double(text.prompt.count) + Double(text.response.count)
    var perToken = model.shape.forwardFLOPs(meanLength: length / 2)
    if model.hasValueHead { perToken -= model.shape.headFLOPs }
    return (activity == .update ? 3 : 1) * (length * perToken)
  }

  /// Adds what a pass over a text costs.
  public func charge(_ text: TokenPair, _ role: Role, _ activity: Ledger.Activity) {
    ledger[role, activity] += cost(text, role, activity)
  }

  /// Adds what completions cost that leave another one after so many tokens, prompt counted: their own tokens, and the last shared one again.
  public func charge(forked shared: Int, responses: [Int], by role: Role) {
    guard let shape = members[role]?.transformer.shape else { return }
    if role == .policy { drawn += responses.count }
    for response in responses.map(Double.init) {
      ledger[role, .decode] +=
        (response + 1) * shape.forwardFLOPs(meanLength: Double(shared) + response / 2)
    }
  }

  /// Adds what further turns of a conversation cost, each with all that was said before it.
  func charge(turnsOf conversation: Trajectory, from first: Int) {
    for turn in conversation.turns.dropFirst(first) {
      charge(
        sampled: conversation.promptTokens.count + turn.tokens.lowerBound,
        responses: [turn.tokens.count], by: .policy, areNew: false)
    }
  }

  /// Adds what sampling a group cost: its prompt once, every response.
  ///
  /// - Parameter areNew: whether they begin completions, not further turns of one.
  public func charge(sampled prompt: Int, responses: [Int], by role: Role, areNew: Bool = true) {
    guard let shape = members[role]?.transformer.shape else { return }
    if role == .policy && areNew { drawn += responses.count }
    let prompt = Double(prompt)
    ledger[role, .decode] += prompt * shape.forwardFLOPs(meanLength: prompt / 2)
    for response in responses.map(Double.init) {
      ledger[role, .decode] += response * shape.forwardFLOPs(meanLength: prompt + response / 2)
    }
  }
}
