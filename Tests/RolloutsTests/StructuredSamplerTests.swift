import Experience
import Foundation
import Networks
import Rollouts
import Support
import TestSupport
import Testing

/// Samplers that share a budget out, branch, force, choose problems, or sample from a power.
@Suite struct StructuredSamplerTests {
  /// Right if the sum of the response's bytes is even.
  private struct Parity: Verifier {
    func verdicts(on completions: [Completion], for problem: Problem) -> [Verdict] {
      completions.map {
        let right = $0.text.utf8.reduce(0) { $0 + Int($1) } % 2 == 0
        return Verdict(
          parsed: true, loose: right, strict: right, process: right ? 1 : 0, answer: nil)
      }
    }
  }

  private func bench(cap: Int = 12, progress: Double = 0, model: Transformer? = nil) -> Bench {
    let model = model ?? Toy.model(context: 128)
    let pool = Toy.pool()
    let models = ModelBank(pool: pool)
    models.add(
      ModelBank.Member(model, tokenizer: Toy.tokenizer, promptFormat: .plain), as: .policy)
    return Bench(
      models: models, now: Moment(step: 0, progress: progress), cap: cap, groupSize: 4,
      engine: RolloutEngine(model, tokenizer: Toy.tokenizer, pool: pool),
      noise: RandomStream(seed: 1))
  }

  private func asker(count: Int = 4, difficulty: @escaping @Sendable (Int) -> Int = { _ in 1 })
    -> Asker
  {
    Asker(step: 3) { step in
      { ordinal in
        Asked(
          problem: Problem(
            id: UInt64(ordinal), prompt: "drawn \(ordinal)", gold: "g", answer: "g",
            difficulty: difficulty(ordinal), canonical: "\(ordinal)", chanceLoose: 0,
            chanceStrict: 0), verifier: Parity(), ordinal: ordinal, count: count,
          stream: RandomStream(seed: 9)["rollout", step, ordinal])
      }
    }
  }

  private func batch(
    _ sampler: any Sampler, _ asker: Asker, _ bench: Bench, count: Int = 3
  ) throws -> Batch {
    var (asker, memory) = (asker, Memory())
    return try sampler.batch(count, &asker, bench, &memory)
  }

  // MARK: - budgets

  /// p = (.5, .1, .02), 16 rollouts, two each at first: (5, 9, 2).
  @Test func budgetsAreShared() throws {
    let sizes = [2, 2, 2]
    let added = AdaptiveGroups.shared(10, rates: [0.5, 0.1, 0.02], sizes: sizes)
    #expect(zip(sizes, added).map(+) == [5, 9, 2])
    let found = try batch(AdaptiveGroups(), asker(), bench())
    #expect(found.groups.reduce(0) { $0 + $1.trajectories.count } == 12)
    for group in found.groups {
      #expect(group.trajectories.count >= 2)
      #expect(group.trajectories.count == group.verdicts.count)
      // No completion twice.
      #expect(Set(group.trajectories.map(\.responseTokens)).count == group.trajectories.count)
    }
  }

  // MARK: - problems

  /// T = 50, r̄ = .8, η = 50, α = 2, β = .5: 76.852478.
  @Test func targetsMove() {
    var curriculum = Curriculum(.target)
    (curriculum.rate, curriculum.low, curriculum.high) = (50, 0, 100)
    #expect(abs(curriculum.moved(50, success: 0.8) - 76.852478) < 1e-5)
    // Failure moves it down as far as success moves it up.
    let (up, down) = (curriculum.moved(50, success: 0.8), curriculum.moved(50, success: 0.2))
    #expect(abs(up + down - 100) < 1e-9)
    #expect(curriculum.moved(90, success: 1) == 100)
  }

  @Test func easyProblemsComeFirst() throws {
    let mixed = asker { 1 + $0 % 4 }
    let early = try batch(Curriculum(.staged), mixed, bench(progress: 0))
    #expect(early.groups.allSatisfy { $0.problem.difficulty == 1 })
    let late = try batch(Curriculum(.staged), mixed, bench(progress: 0.9))
    #expect(late.groups.count == 3)
    for rule in Curriculum.Rule.allCases {
      var (asker, memory) = (mixed, Memory())
      let a = try Curriculum(rule).batch(3, &asker, bench(), &memory)
      #expect(a.groups.map(\.ordinal) == [0, 1, 2])
      #expect(memory.isEmpty == (rule == .staged))
      let copy = try JSONDecoder().decode(Memory.self, from: JSONEncoder().encode(memory))
      #expect(copy == memory)
    }
  }

  // MARK: - trees

  @Test func withoutForksATreeIsPlain() throws {
    var trees = Trees()
    (trees.trunks, trees.forks) = (4, 0)
    #expect(try batch(trees, asker(), bench()) == batch(Plain(), asker(), bench()))
  }

  @Test func branchesShareWhatTheyBeginWith() throws {
    for measure in Trees.Measure.allCases {
      var trees = Trees()
      trees.by = measure
      let found = try batch(trees, asker(), bench())
      for group in found.groups {
        // Two trunks, left at two tokens each.
        #expect(group.trajectories.count == 6 && group.verdicts.count == 6)
        for leaf in group.trajectories.dropFirst(2) {
          let fork = try #require(leaf.fork)
          let parent = group.trajectories[fork.parent]
          let shared = fork.shared
          #expect(leaf.responseTokens.prefix(shared) == parent.responseTokens.prefix(shared))
          #expect(leaf.behaviorLogprobs.prefix(shared) == parent.behaviorLogprobs.prefix(shared))
          #expect(leaf.origins.allSatisfy { $0 == .policy })
          #expect(leaf.responseTokens.count <= 12)
          #expect(leaf.responseTokens.count == leaf.entropies.count)
          // It is left where the parent was least sure.
          if measure == .entropy {
            let top = parent.entropies.sorted(by: >).prefix(2)
            #expect(top.contains(parent.entropies[shared]))
          }
        }
      }
    }
  }

  // MARK: - force

  @Test func answersAreForced() throws {
    var forcing = BudgetForcing()
    (forcing.final, forcing.room) = ("#", 3)
    let found = try batch(forcing, asker(), bench(cap: 12))
    let plain = try batch(Plain(), asker(), bench(cap: 12))
    for (group, own) in zip(found.groups, plain.groups) {
      for (one, before) in zip(group.trajectories, own.trajectories) {
        #expect(one.responseTokens.count <= 12)
        let forced = one.origins.count { $0 == .forced }
        if before.completion.isFinished, before.responseTokens.count <= 8 {
          #expect(one == before)
        } else {
          #expect(forced == 1 && one.origins[8] == .forced)
          #expect(one.responseTokens.prefix(8) == before.responseTokens.prefix(8))
          #expect(one.responseTokens[8] == (try Toy.tokenizer.encode("#"))[0])
          #expect(one.behaviorLogprobs[8] == 0)
        }
      }
    }
  }

  @Test func waitsAreCounted() throws {
    var forcing = BudgetForcing()
    (forcing.final, forcing.wait, forcing.times) = ("", "w", 2)
    let found = try batch(forcing, asker(count: 60), bench(cap: 60), count: 2)
    let plain = try batch(Plain(), asker(count: 60), bench(cap: 60), count: 2)
    var waited = 0
    for (group, own) in zip(found.groups, plain.groups) {
      for (one, before) in zip(group.trajectories, own.trajectories) {
        let forced = one.origins.count { $0 == .forced }
        #expect(forced <= 2 && one.responseTokens.count <= 60)
        if !before.completion.isFinished { #expect(one == before) }
        waited += forced
      }
    }
    #expect(waited > 0)
  }

  // MARK: - several steps

  @Test func longCompletionsGoOn() throws {
    var partial = Partial()
    partial.budget = 5
    let bench = bench(cap: 12)
    var (memory, done, steps) = (Memory(), [Group](), 0)
    while done.count < 6, steps < 20 {
      bench.models.version = steps
      var asker = asker()
      let batch = try partial.batch(3, &asker, bench, &memory)
      let waiting = memory[batches: "waiting"].first?.groups.count ?? 0
      #expect(batch.groups.count + waiting == 3)
      done += batch.groups
      steps += 1
    }
    // Twelve tokens take three steps of five.
    #expect(done.count >= 6)
    for one in done.flatMap(\.trajectories) {
      #expect(one.completion.isFinished || one.responseTokens.count == 12)
      #expect(one.versions.count == one.responseTokens.count)
      #expect(one.versions == one.versions.sorted())
      for (t, version) in one.versions.enumerated() {
        #expect(Int(version) - Int(one.versions[0]) == t / 5)
      }
      #expect(one.behaviorLogprobs.allSatisfy { $0 < 0 })
    }
    let copy = try JSONDecoder().decode(Memory.self, from: JSONEncoder().encode(memory))
    #expect(copy == memory)
  }

  // MARK: - powers

  /// No move is sampling at temperature 1/α; α = 1 accepts what changes nothing else.
  @Test func powersAreCharged() throws {
    var power = Power()
    (power.alpha, power.moves) = (1, 0)
    let none = try batch(power, asker(), bench())
    #expect(
      none.groups.map(\.trajectories)
        == (try batch(Plain(), asker(), bench())).groups.map(\.trajectories))
    power.moves = 3
    let bench = bench()
    let some = try batch(power, asker(), bench)
    #expect(some == (try batch(power, asker(), self.bench())))
    let charged = bench.models.ledger.decode
    let before = self.bench()
    _ = try batch(Plain(), asker(), before)
    #expect(charged > before.models.ledger.decode)
    for one in some.groups.flatMap(\.trajectories) {
      #expect(one.behaviorLogprobs == one.plainLogprobs && one.temperature == 1)
      #expect(one.responseTokens.count <= 12)
    }
  }

  /// A response of at most two tokens: frequencies after some moves against p^α, by their squares.
  @Test func powersAreExact() throws {
    let model = Toy.model(
      vocabulary: 96, width: 16, heads: 2, feedForward: 24, context: 64, seed: 5)
    // A sharper head, so that a few responses have most of the mass.
    for i in 0..<model.parameters.values.count { model.parameters.values.pointer[i] *= 3 }
    var power = Power()
    (power.alpha, power.moves) = (2, 12)
    let bench = bench(cap: 2, model: model)
    var asker = asker(count: 4000)
    var memory = Memory()
    let group = try power.batch(1, &asker, bench, &memory).groups[0]
    var counts: [[Int32]: Double] = [:]
    var weights: [[Int32]: Double] = [:]
    for one in group.trajectories {
      counts[one.responseTokens, default: 0] += 1
      weights[one.responseTokens] = exp(2 * one.plainLogprobs.reduce(0.0) { $0 + Double($1) })
    }
    // Frequencies of the commonest responses relative to each other are those of the weights.
    let common = counts.filter { $0.value >= 60 }
    try #require(common.count >= 3)
    let total = common.values.reduce(0, +)
    let mass = common.keys.reduce(0.0) { $0 + (weights[$1] ?? 0) }
    var statistic = 0.0
    for (tokens, count) in common {
      let expected = total * (weights[tokens] ?? 0) / mass
      statistic += (count - expected) * (count - expected) / expected
    }
    // The 99.99 % quantile of chi-square is below df + 5√(2 df) + 10 here.
    let freedom = Double(common.count - 1)
    #expect(statistic < freedom + 5 * (2 * freedom).squareRoot() + 10, "\(statistic) of \(freedom)")
  }
}
