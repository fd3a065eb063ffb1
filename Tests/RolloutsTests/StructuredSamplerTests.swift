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
      #expect(memory.isEmpty || rule != .staged)
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
    for measure in [Trees.Measure.entropy, .surprise] {
      let trees = Trees(measure)
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

  /// What a fork computes from shared keys and values is what its parent computed, to the bit: greedy branches repeat it.
  @Test func sharedPrefixesAreTheSameBits() throws {
    let pool = Toy.pool(2)
    let model = Toy.model(context: 128)
    let models = ModelBank(pool: pool)
    models.add(
      ModelBank.Member(model, tokenizer: Toy.tokenizer, promptFormat: .plain), as: .policy)
    let bench = Bench(
      models: models, now: Moment(step: 0, progress: 0), cap: 70, groupSize: 4,
      engine: RolloutEngine(
        model, tokenizer: Toy.tokenizer, decoding: Decoding(temperature: 0), pool: pool),
      noise: RandomStream(seed: 1))
    for measure in [Trees.Measure.entropy, .segments] {
      var trees = Trees(measure)
      (trees.trunks, trees.forks, trees.branches, trees.rounds) = (1, 6, 2, 2)
      for group in try batch(trees, asker(), bench).groups {
        #expect(group.trajectories.count > 4)
        for leaf in group.trajectories.dropFirst() {
          var leaf = leaf
          leaf.fork = nil
          #expect(leaf == group.trajectories[0])
        }
      }
    }
  }

  /// Two trunks and two branches at each of two depths: 18 leaves, whose shared tokens are neither decoded nor paid for again.
  @Test func segmentsMakeAFullTree() throws {
    var trees = Trees(.segments)
    (trees.trunks, trees.branches, trees.rounds, trees.every) = (2, 2, 2, 4)
    let own = bench()
    let groups = try batch(trees, asker(), own).groups
    for group in groups {
      let long = group.trajectories.filter { $0.responseTokens.count > 8 }.count
      if long == group.trajectories.count { #expect(group.trajectories.count == 18) }
      for leaf in group.trajectories { #expect([nil, 4, 8].contains(leaf.fork?.shared)) }
    }
    #expect(groups.contains { $0.trajectories.count == 18 })
    // The unshared cost of as many completions is larger.
    let plain = bench()
    for group in groups {
      for one in group.trajectories {
        plain.models.charge(
          sampled: one.promptTokens.count, responses: [one.responseTokens.count], by: .policy)
      }
    }
    #expect(own.models.ledger.decode < 0.75 * plain.models.ledger.decode)
  }

  // MARK: - search

  /// Q = (.5, .6), P = (.6, .4), n = (3, 1), N = 4, c = 1: (.8, 1).
  @Test func upperBounds() {
    let search = Search()
    #expect(abs(search.bound(0.5, prior: 0.6, visits: 3, parent: 4) - 0.8) < 1e-12)
    #expect(abs(search.bound(0.6, prior: 0.4, visits: 1, parent: 4) - 1) < 1e-12)
  }

  @Test(arguments: Search.Rule.allCases) func searchesGoWhereItIsGood(_ rule: Search.Rule) throws {
    var search = Search(rule)
    (search.every, search.expansions) = (3, 1)
    #expect(try batch(search, asker(), bench()) == batch(Plain(), asker(), bench()))
    search.expansions = 4
    let found = try batch(search, asker(), bench())
    #expect(found == (try batch(search, asker(), bench())))
    for group in found.groups {
      #expect(group.trajectories.count == 16 && group.verdicts.count == 16)
      for leaf in group.trajectories.dropFirst(4) {
        let fork = try #require(leaf.fork)
        #expect(fork.shared % 3 == 0 && fork.shared > 0)
        #expect(
          leaf.responseTokens.prefix(fork.shared)
            == group.trajectories[fork.parent].responseTokens.prefix(fork.shared))
      }
      // Four at a time leave the same place; no place is left twice.
      let places = group.trajectories.dropFirst(4).map { leaf in
        Array(leaf.responseTokens.prefix(leaf.fork?.shared ?? 0))
      }
      #expect(Set(places).count == 3)
    }
    if rule == .bestFirst {
      // The first place that is left has a right completion below it, where there is one at all.
      for group in found.groups where group.verdicts.prefix(4).contains(where: \.strict) {
        let shared = group.trajectories[4].fork?.shared ?? 0
        let prefix = group.trajectories[4].responseTokens.prefix(shared)
        let below = (0..<4).filter {
          group.trajectories[$0].responseTokens.prefix(shared) == prefix
        }
        #expect(below.contains { group.verdicts[$0].strict })
      }
    }
  }

  /// Full places are filled again, and what was solved is not asked again.
  @Test func filtersFillAndProblemsRetire() throws {
    var filter = AccuracyFilter()
    (filter.maxRounds, filter.duplicates) = (1, true)
    let kept = try batch(filter, asker(), bench(), count: 6)
    let passed = Set(kept.groups.map(\.problem.id)).count
    #expect(passed == 0 || kept.groups.count == 6)
    var (retire, memory) = (Curriculum(.retire), Memory())
    (retire.solved, retire.candidates) = (0, 2)
    var first = asker()
    let one = try retire.batch(3, &first, bench(), &memory)
    #expect(one.groups.map(\.problem.id) == [0, 2, 4])
    var second = asker()
    let two = try retire.batch(3, &second, bench(), &memory)
    #expect(two.groups.map(\.problem.id) == [1, 3, 5])
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
