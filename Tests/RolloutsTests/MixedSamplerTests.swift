import Experience
import Foundation
import Rollouts
import Support
import TestSupport
import Testing

/// Samplers that add, replace, begin or drop completions.
@Suite struct MixedSamplerTests {
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
  /// Right if it begins with the gold response's first letters, as many as the problem's difficulty.
  private struct Prefix: Verifier {
    func verdicts(on completions: [Completion], for problem: Problem) -> [Verdict] {
      completions.map {
        let right = $0.text.hasPrefix(problem.gold.prefix(problem.difficulty))
        return Verdict(
          parsed: true, loose: right, strict: right, process: right ? 1 : 0, answer: nil)
      }
    }
  }

  private static func problem(_ number: Int, difficulty: Int = 1) -> Problem {
    Problem(
      id: UInt64(number), prompt: "drawn \(number)", gold: "golden", answer: "g",
      difficulty: difficulty, canonical: "\(number)", chanceLoose: 0, chanceStrict: 0)
  }

  private func bench(progress: Double = 0) -> Bench {
    let model = Toy.model(context: 128)
    let pool = Toy.pool()
    let models = ModelBank(pool: pool)
    models.add(
      ModelBank.Member(model, tokenizer: Toy.tokenizer, promptFormat: .plain), as: .policy)
    return Bench(
      models: models, now: Moment(step: 0, progress: progress), cap: 12, groupSize: 4,
      engine: RolloutEngine(model, tokenizer: Toy.tokenizer, pool: pool),
      noise: RandomStream(seed: 1))
  }

  private func asker(
    _ verifier: any Verifier = Parity(), step: Int = 3, difficulty: Int = 1
  ) -> Asker {
    Asker(step: step) { step in
      { ordinal in
        Asked(
          problem: Self.problem(100 * step + ordinal, difficulty: difficulty), verifier: verifier,
          ordinal: ordinal, count: 4, stream: RandomStream(seed: 9)["rollout", step, ordinal])
      }
    }
  }

  private func batch(
    _ sampler: any Sampler, _ asker: Asker, _ bench: Bench, _ memory: inout Memory, count: Int = 3
  ) throws -> Batch {
    var asker = asker
    return try sampler.batch(count, &asker, bench, &memory)
  }
  private func batch(_ sampler: any Sampler, _ asker: Asker, progress: Double = 0) throws -> Batch {
    var memory = Memory()
    return try batch(sampler, asker, bench(progress: progress), &memory)
  }

  @Test func greedyIsForComparison() throws {
    let found = try batch(WithGreedy(), asker())
    let plain = try batch(Plain(), asker())
    let bench = bench()
    for (group, own) in zip(found.groups, plain.groups) {
      #expect(Array(group.trajectories.dropLast()) == own.trajectories)
      let last = try #require(group.trajectories.last)
      #expect(last.use == .compare && group.verdicts.count == 5)
      let greedy = try RolloutEngine(
        bench.models.member(.policy).transformer, tokenizer: Toy.tokenizer, decoding: .greedy,
        pool: Toy.pool()
      ).sample(tokens: [last.promptTokens], count: 1, cap: 12) { _, _ in RandomStream(seed: 0) }
      #expect(last.responseTokens == greedy[0][0].responseTokens)
    }
  }

  @Test func demonstrationsJoinOrReplace() throws {
    let plain = try batch(Plain(), asker())
    let all = try batch(Guided(), asker())
    for (group, own) in zip(all.groups, plain.groups) {
      #expect(Array(group.trajectories.prefix(4)) == own.trajectories)
      let shown = try #require(group.trajectories.last)
      #expect(shown.isDemonstration && shown.completion.text == "golden")
      #expect(shown.responseTokens.last == Toy.tokenizer.endToken)
      #expect(group.verdicts.count == 5 && group.verdicts[4].parsed)
    }
    var gated = Guided()
    (gated.below, gated.replaces) = (0, true)
    // Nothing is right without the first letter; everything is with none asked for.
    for group in try batch(gated, asker(Prefix(), difficulty: 6)).groups {
      #expect(group.trajectories.count == 1 && group.trajectories[0].isDemonstration)
    }
    for group in try batch(gated, asker(Prefix(), difficulty: 0)).groups {
      #expect(group.trajectories.count == 4 && !group.trajectories[0].isDemonstration)
    }
  }

  /// What a demonstration of somebody's is preferred to the gold response.
  @Test func ownDemonstrationsComeFirst() throws {
    var asker = Asker(step: 0) { _ in
      { ordinal in
        var problem = Self.problem(ordinal)
        problem.demonstrations = [Demonstration(text: "ab"), Demonstration(text: "bad", score: 0)]
        return Asked(
          problem: problem, verifier: Parity(), ordinal: ordinal, count: 2,
          stream: RandomStream(seed: 9)[ordinal])
      }
    }
    var memory = Memory()
    let guided = try Guided().batch(1, &asker, bench(), &memory).groups[0]
    #expect(guided.trajectories.last?.completion.text == "ab" && guided.trajectories.count == 3)
    let given = try Demonstrations().batch(1, &asker, bench(), &memory).groups[0]
    #expect(given.trajectories.map(\.completion.text) == ["ab", "bad"])
  }

  /// Hints fade: all of the demonstration at first, nothing after the share of the run.
  @Test func hintsFade() throws {
    let hinted = Hinted()
    #expect(hinted.factor(at: 0) == 1 && hinted.factor(at: 0.6) == 0)
    #expect(abs(hinted.factor(at: 0.3) - 0.5) < 1e-12)
    for group in try batch(hinted, asker()).groups {
      for one in group.trajectories {
        #expect(one.completion.text.hasPrefix("golden"))
        #expect(one.origins.prefix(6).allSatisfy { $0 == .demonstration })
        #expect(one.origins.dropFirst(6).allSatisfy { $0 == .policy })
        #expect(one.responseTokens.count == one.behaviorLogprobs.count)
        #expect(one.promptTokens == group.trajectories[0].promptTokens)
        #expect(one.responseTokens.count <= 12)
      }
    }
    let late = try batch(hinted, asker(), progress: 0.7)
    #expect(late == (try batch(Plain(), asker())))
  }

  /// The fewest slices with which something is right: a slice of three is two letters of six.
  @Test func hintsAreSearched() throws {
    var search = Hinted(.search)
    search.slices = 3
    for (difficulty, expected) in [(0, 0), (6, 6), (4, 4)] {
      for group in try batch(search, asker(Prefix(), difficulty: difficulty)).groups {
        let hint = group.trajectories[0].origins.prefix { $0 == .demonstration }.count
        #expect(hint == expected, "\(difficulty)")
        #expect(group.verdicts.contains { $0.strict })
      }
    }
  }

  @Test func replayKeepsWhatWasDrawn() throws {
    var replay = Replay()
    (replay.start, replay.capacity, replay.share, replay.pick) = (1, 4, 1, .recent)
    let bench = bench()
    var memory = Memory()
    let first = try batch(replay, asker(step: 0), bench, &memory)
    let mixed = first.groups.filter { group in
      let right = group.verdicts.count(where: \.strict)
      return right > 0 && right < group.verdicts.count
    }
    try #require(!mixed.isEmpty)
    #expect(first == (try batch(Plain(), asker(step: 0))))
    let second = try batch(replay, asker(step: 1), bench, &memory)
    #expect(second.groups.count == 3 + mixed.count)
    #expect(Array(second.groups.dropFirst(3)) == mixed.reversed())
    // The store is bounded, and comes back from a checkpoint.
    for step in 2..<6 { _ = try batch(replay, asker(step: step), bench, &memory) }
    #expect(memory[batches: "store"][0].groups.count == 4)
    let data = try JSONEncoder().encode(memory)
    #expect(try JSONDecoder().decode(Memory.self, from: data) == memory)
    // In the place of groups without a signal.
    replay.replaces = true
    let replaced = try batch(replay, asker(Prefix(), step: 9, difficulty: 6), bench, &memory)
    #expect(replaced.groups.count == 3)
    #expect(replaced.groups.allSatisfy { $0.problem.id < 900 })
  }

  @Test func rejectionKeepsRightOnes() throws {
    var rejection = RejectionSampling()
    rejection.most = 1
    let plain = try batch(Plain(), asker())
    let kept = try batch(rejection, asker())
    let right = plain.groups.filter { $0.verdicts.contains { $0.strict } }
    #expect(kept.groups.map(\.problem) == right.map(\.problem))
    for (group, own) in zip(kept.groups, right) {
      #expect(group.trajectories.count == 1 && group.verdicts.allSatisfy { $0.strict })
      let first = own.verdicts.firstIndex { $0.strict }
      #expect(group.trajectories[0] == own.trajectories[first ?? 0])
    }
    #expect(try batch(rejection, asker(Prefix(), difficulty: 6)).groups.isEmpty)
  }
}
