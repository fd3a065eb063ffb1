import Experience
import Foundation
import Rollouts
import Support
import TestSupport
import Testing

/// Problems that a policy sets itself.
@Suite struct SelfPlayTests {
  /// Right if the response has an even number of characters.
  private struct Parity: Verifier {
    func verdicts(on completions: [Completion], for problem: Problem) -> [Verdict] {
      completions.map {
        let right = $0.text.count % 2 == 0
        return Verdict(
          parsed: true, loose: right, strict: right, process: right ? 1 : 0, answer: nil)
      }
    }
  }

  private static func problem(_ text: String) -> Problem {
    Problem(
      id: SHA256.word(text), prompt: text, gold: "", answer: "", difficulty: 1, canonical: text,
      chanceLoose: 0, chanceStrict: 0)
  }

  private func bench() -> Bench {
    let model = Toy.model(context: 128)
    let pool = Toy.pool()
    let models = ModelBank(pool: pool)
    models.add(
      ModelBank.Member(model, tokenizer: Toy.tokenizer, promptFormat: .plain), as: .policy)
    return Bench(
      models: models, now: Moment(step: 0, progress: 0), cap: 6, groupSize: 4,
      engine: RolloutEngine(model, tokenizer: Toy.tokenizer, pool: pool),
      noise: RandomStream(seed: 1))
  }

  private func asker(_ stated: (@Sendable (String) -> Problem?)?) -> Asker {
    Asker(step: 3) { step in
      { ordinal in
        Asked(
          problem: Self.problem("drawn \(ordinal)"), verifier: Parity(), stated: stated,
          ordinal: ordinal, count: 4, stream: RandomStream(seed: 9)["rollout", step, ordinal])
      }
    }
  }

  @Test func worth() {
    let shares = [0, 0.25, 0.5, 1]
    #expect(shares.map { SelfPlay.Worth.learnable.value($0) } == [0, 0.75, 0.5, 0])
    #expect(shares.map { SelfPlay.Worth.uncertain.value($0) } == [0, 0.5, 1, 0])
  }

  /// Short texts are problems: the batch holds their groups, and one of proposals that end where they are said to.
  @Test func proposalsBecomeProblems() throws {
    var sampler = SelfPlay()
    (sampler.tries, sampler.cap, sampler.terminator) = (40, 40, "e")
    var asker = asker { $0.count < 20 ? Self.problem($0) : nil }
    var memory = Memory()
    let batch = try sampler.batch(3, &asker, bench(), &memory)
    #expect(batch.groups.count == 4 && batch.step == 3)
    let own = try #require(batch.groups.last)
    #expect(own.problem.canonical == SelfPlay.proposals)
    let valid = own.verdicts.indices.filter { own.verdicts[$0].parsed }
    #expect(valid.count == 3)
    for (index, group) in zip(valid, batch.groups) {
      let proposal = own.trajectories[index]
      #expect(
        group.problem.prompt == proposal.completion.text && proposal.completion.text.hasSuffix("e"))
      #expect(proposal.completion.text.dropLast().contains("e") == false)
      #expect(proposal.responseTokens.count == proposal.behaviorLogprobs.count)
      #expect(proposal.textEnds.last == proposal.completion.text.utf8.count)
      let share = Double(group.verdicts.count(where: \.strict)) / 4
      #expect(own.verdicts[index].process == sampler.worth.value(share))
    }
    // No problem twice.
    #expect(Set(batch.groups.map(\.problem.id)).count == 4)
    // The same step again is the same batch.
    var again = self.asker { $0.count < 20 ? Self.problem($0) : nil }
    #expect(try sampler.batch(3, &again, bench(), &memory) == batch)
  }

  /// Where nothing is a problem, problems are drawn as ever; where the task cannot tell, it is said.
  @Test func withoutProposals() throws {
    var sampler = SelfPlay()
    sampler.cap = 10
    var memory = Memory()
    var none = asker { _ in nil }
    let batch = try sampler.batch(2, &none, bench(), &memory)
    #expect(batch.groups.dropLast().map(\.problem.prompt) == ["drawn 0", "drawn 1"])
    #expect(batch.groups.last?.verdicts.allSatisfy { !$0.parsed } == true)
    var blind = asker(nil)
    #expect(throws: RolloutsError.self) { try sampler.batch(2, &blind, bench(), &memory) }
  }
}
