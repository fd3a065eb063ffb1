import Experience
import Foundation
import Rewards
import Rollouts
import Support
import Tasks
import TestSupport
import Testing

/// Rewards of models, of steps and of programs.
@Suite struct ModelRewardTests {
  @Test func scoresAndPreferences() {
    #expect(abs(ScoreJudge.expected([0.05, 0.1, 0.2, 0.4, 0.25]) - 0.675) < 1e-12)
    #expect(abs(PairwiseJudge.preference(1.3, 0.8) - 0.622459) < 1e-6)
    // Logits 1.2 for yes and 0.2 for no.
    #expect(abs(PairwiseJudge.preference(1.2, 0.2) - 0.731059) < 1e-6)
  }

  @Test func rubrics() {
    let criteria = [Criterion("a"), Criterion("b", weight: 0.7), Criterion("c", weight: 0.3)]
    #expect(abs(Rubric.total([1, 0, 1], criteria) - 0.65) < 1e-12)
    let pitfall = criteria + [Criterion("d", weight: -0.9)]
    #expect(abs(Rubric.total([1, 1, 0, 1], pitfall) - 0.4) < 1e-12)
    #expect(Rubric.total([0, 0, 0, 1], pitfall) == 0)
    let veto = criteria + [Criterion("e", weight: 0, veto: true)]
    #expect(Rubric.total([1, 1, 1, 0.4], veto) == 0 && Rubric.total([1, 1, 1, 0.6], veto) == 1)
  }

  @Test func votes() {
    let judge = ThinkingJudge()
    #expect(judge.verdict("No, wait: Yes") == true && judge.verdict("Yes? No.") == false)
    #expect(judge.verdict("perhaps") == nil)
    #expect(ThinkingJudge.mean([true, nil, false, true]) == 2.0 / 3)
    #expect(ThinkingJudge.mean([nil]) == nil)
  }

  @Test func creditOfSteps() {
    let grades = [0.9, 0.6, 0.95]
    func last(_ credit: StepCredit) -> Double { credit.rewards(grades).reduce(0, +) }
    #expect(abs(last(.min) - 0.6) < 1e-12 && abs(last(.product) - 0.513) < 1e-12)
    #expect(abs(last(.mean) - 0.816667) < 1e-6 && abs(last(.last) - 0.95) < 1e-12)
    #expect(abs(last(.difference) - 0.95) < 1e-12)
    let form = StepCredit.minForm
    let sharp = form.rewards([0.8, -0.3, 0.5], temperature: 0.1)
    #expect(abs(sharp.reduce(0, +) + 0.299713) < 1e-6)
    #expect(abs(sharp[1] / -0.3 - 0.999648) < 1e-6)
    #expect(abs(form.rewards([0.8, -0.3, 0.5], temperature: 1).reduce(0, +) - 0.107149) < 1e-6)
    #expect(StepCredit.allCases.allSatisfy { $0.rewards([]).isEmpty })
  }

  @Test func implicitProcessRewards() {
    let tokens = ImplicitPRM.tokens([-0.5, -0.6, -0.1], [-0.7, -0.5, -0.6], scale: 0.05)
    for (found, right) in zip(tokens, [0.01, -0.005, 0.025]) { #expect(abs(found - right) < 1e-8) }
    let probability = 1 / (1 + exp(-tokens.reduce(0, +)))
    #expect(abs(probability - 0.507499) < 1e-6)
    let (right, wrong) = (-log(probability), -log(1 - probability))
    #expect(abs(right - 0.678260) < 1e-6 && abs(wrong - 0.708260) < 1e-6)
  }

  @Test func turns() {
    let found = TurnRewards.returns([0.1, 0, 1], discount: 0.9)
    for (a, b) in zip(found, [0.91, 0.9, 1.0]) { #expect(abs(a - b) < 1e-12) }
  }

  /// What values become, and that differences telescope to the reward less the first value.
  @Test func stepsByRollouts() {
    var reward = StepRollouts()
    let values = [0.5, 0.75, 0.25, 0]
    #expect(reward.rewards(values) == [0.25, -0.5, -0.25])
    #expect(reward.rewards(values).reduce(0, +) == 0 - 0.5)
    reward.form = .soft
    #expect(reward.rewards(values) == [0.75, 0.25, 0])
  }

  /// A judge's numbers against the model's own log-probabilities; both orders of a pair are asked.
  @Test func judgesAskTheModel() throws {
    let model = Toy.model(context: 512)
    let bench = Toy.bench()
    bench.models.add(
      ModelBank.Member(model, tokenizer: Toy.tokenizer, promptFormat: .plain), as: .judge)
    let group = Group(
      problem: Toy.problem, trajectories: ["#1", "#2"].map { Toy.trajectory(2, text: $0) },
      verdicts: [.unparsed("toy"), .unparsed("toy")])
    let batch = Batch([group], step: 0)
    func probability(_ text: String, _ words: [String]) throws -> [Double] {
      let prompt = try Toy.tokenizer.prompt(text)
      let logs = try words.map { word in
        let tokens = try Toy.tokenizer.encode(word)
        return Double(
          try bench.models.read(
            [TokenPair(prompt: prompt, response: tokens)], with: .judge, [.logprob])[0][.logprob]?
            .reduce(0, +) ?? 0)
      }
      let weights = logs.map { exp($0) }
      return weights.map { $0 / weights.reduce(0, +) }
    }
    var memory = Memory()
    let score = ScoreJudge()
    let found = try score.scores(batch, bench, &memory)[0]
    let right = try ScoreJudge.expected(probability("? #1 score 1-5:", score.words))
    #expect(abs((found[0].outcome ?? 0) - right) < 1e-5)
    let pairs = try PairwiseJudge().scores(batch, bench, &memory)[0]
    let there = try probability("? A: #1 B: #2 better (A/B):", ["A", "B"])
    let back = try probability("? A: #2 B: #1 better (A/B):", ["A", "B"])
    #expect(abs((pairs[0].outcome ?? 0) - (there[0] + back[1]) / 2) < 1e-5)
    // What one wins the other loses.
    #expect(abs((pairs[0].outcome ?? 0) + (pairs[1].outcome ?? 0) - 1) < 1e-5)
  }

  /// Only what the rule turns down is asked about.
  @Test func cascades() throws {
    let bench = Toy.bench()
    bench.models.add(
      ModelBank.Member(Toy.model(context: 512), tokenizer: Toy.tokenizer, promptFormat: .plain),
      as: .judge)
    var judge = Judge()
    judge.template = "{prompt} {response} right?"
    var reward = Cascade()
    reward.model = Slot(judge)
    let group = Group(
      problem: Toy.problem, trajectories: ["#1", "#2", "#3"].map { Toy.trajectory(2, text: $0) },
      verdicts: [true, false, true].map {
        Verdict(parsed: true, loose: $0, strict: $0, process: 0, answer: nil)
      })
    var memory = Memory()
    let found = try reward.scores(Batch([group], step: 0), bench, &memory)[0]
    #expect(found.map { $0.parts["model_asked"] } == [0, 1, 0])
    #expect(found[0].outcome == 1 && found[2].outcome == 1)
    let alone = try judge.scores(Batch([group], step: 0), bench, &memory)[0]
    #expect(abs((found[1].outcome ?? 0) - (alone[1].outcome ?? 1)) < 1e-6)
  }

  private func programGroup() -> Group {
    Group(
      problem: Toy.problem,
      trajectories: ["a", "bbb", "é\"\n"].map { Toy.trajectory(2, text: $0) },
      verdicts: (0..<3).map { _ in .unparsed("toy") })
  }

  private func run(_ program: String, seconds: Double = 20) throws -> [Score] {
    var reward = Program(["python3", "-u", "-c", program])
    reward.seconds = seconds
    var memory = Memory()
    return try reward.scores(Batch([programGroup()], step: 0), Toy.bench(), &memory)[0]
  }

  /// Ten lines of Python: the length of the completion, none for an empty one.
  @Test func programs() throws {
    let program = """
      import json, sys
      for line in sys.stdin:
          if not line.strip(): continue
          row = json.loads(line)
          assert row["prompt"] == "?" and row["answer"] == "1" and row["finished"]
          n = len(row["completion"])
          print(json.dumps({"score": n, "parts": {"odd": n % 2}} if n > 1 else None), flush=True)
      """
    for _ in 0..<2 {
      let found = try run(program)
      #expect(found.map(\.outcome) == [nil, 3, 3])
      #expect(found[1].parts["odd"] == 1 && !found[0].reason.isEmpty)
    }
  }

  /// A program that reads the whole batch first.
  @Test func programsOfBatches() throws {
    let program = """
      import json, sys
      batch = []
      for line in sys.stdin:
          if line.strip():
              batch.append(json.loads(line)["completion"])
          else:
              for text in batch: print(text == max(batch, key=len), file=sys.stdout) if False else print(json.dumps(len(text) / 10))
              batch = []
      """
    #expect(try run(program).map(\.outcome) == [0.1, 0.3, 0.3])
  }

  @Test(arguments: [
    ("import sys; sys.exit(3)", "exit code 3"),
    ("print('hello')\nimport time; time.sleep(20)", "hello"),
    ("import time; time.sleep(60)", "0 of 3 scores"),
    ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "signal 9"),
    ("print('{}')\nprint('1')\nprint('1')\nimport time; time.sleep(20)", "a score"),
  ])
  func brokenProgramsEndTheRun(_ program: String, _ reason: String) {
    let error = #expect(throws: RolloutsError.self) { try run(program, seconds: 2) }
    #expect(error?.description.contains(reason) == true, "\(String(describing: error))")
  }

  /// Monte-Carlo values of a policy that is sampled, judged by the problem's own checker.
  @Test func rolloutsOfAPolicy() throws {
    let bench = Toy.bench(cap: 12, verifier: Chain.pure)
    bench.models.add(
      ModelBank.Member(Toy.model(context: 512), tokenizer: Toy.tokenizer, promptFormat: .plain),
      as: .policy)
    let problem = try Chain.pure.problem(prompt: "a=12;b=a*8;c=b+3;c?")
    let texts = ["a=12;b=12*8=4;c=4+3=7#7", "#7"]
    let trajectories = try texts.map { text -> Trajectory in
      var one = Toy.trajectory(text.utf8.count, text: text)
      one.promptTokens = try Toy.tokenizer.prompt(problem.prompt)
      one.responseTokens = try Toy.tokenizer.encode(text)
      return one
    }
    let group = Group(
      problem: problem, trajectories: trajectories,
      verdicts: Chain.pure.verdicts(on: trajectories.map(\.completion), for: problem))
    var reward = StepRollouts()
    reward.count = 2
    var memory = Memory()
    let found = try reward.scores(Batch([group], step: 0), bench, &memory)[0]
    #expect(found[0].parts["steps"] == 3 && found[1].parts["steps"] == 1)
    // Differences telescope to the reward less the value of the prompt.
    let sum = found[0].tokens.reduce(0.0) { $0 + Double($1) }
    let expected = 1 - (found[0].parts["value"] ?? 0)
    #expect(abs(sum - expected) < 1e-6)
    #expect(bench.models.ledger.training > 0)
  }
}
