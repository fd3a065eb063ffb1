import Evaluation
import Experience
import Foundation
import Interchange
import Rollouts
import Support
import Tasks
import TestSupport
import Testing
import Tokenizers

/// Evaluations of a random model: what seeds, chosen problems and stops change, and what they do not.
@Suite struct EvaluationRunTests {
  private let origin = EvaluationOrigin(created: Date(), commit: "", version: "")

  private func subject(seed: UInt64) throws -> EvaluationSubject {
    try EvaluationSubject(
      family: Chain.pure, name: "chain", problems: 6, difficulties: [2, 3], split: .test,
      format: .plain, stream: SeededBenchmark.stream(seed: seed))
  }

  private func rows(
    _ subject: EvaluationSubject, seeds: [UInt64], to path: String, resume: Bool = false,
    stop: Double = 2
  ) throws -> [SavedSample] {
    let engine = RolloutEngine(Toy.model(), tokenizer: Toy.tokenizer, pool: Toy.pool())
    return try EvaluationRun(
      subject, task: "chain", model: "toy", seeds: seeds, samples: 3, cap: 12,
      output: EvaluationOutput(path: path, format: .jsonl)
    ).run(engine, resume: resume, origin: origin) { if $0 >= stop { throw Stopped(signal: 2) } }
      .rows
  }

  /// What a sample is, but for its number.
  private func said(_ samples: [SavedSample]) -> [String] {
    samples.map { "\($0.problem) \($0.seed) \($0.response)" }
  }

  @Test func seedsAreFurtherSamplesOfTheSameProblems() throws {
    let folder = try TemporaryFolder()
    let subject = try subject(seed: 7)
    let both = try rows(subject, seeds: [7, 3], to: folder.file("both"))
    let seven = try rows(subject, seeds: [7], to: folder.file("7"))
    let three = try rows(subject, seeds: [3], to: folder.file("3"))
    #expect(both.count == 36 && said(both.filter { $0.seed == 7 }) == said(seven))
    #expect(said(both.filter { $0.seed == 3 }) == said(three))
    #expect(seven.map(\.response) != three.map(\.response))
    #expect(both.prefix(6).map(\.sample) == [0, 1, 2, 3, 4, 5])
    // What is saved is read back, seeds pooled.
    #expect(
      try SampleCounts.read(folder.file("both")).problems.map(\.n) == Array(repeating: 6, count: 6))
  }

  @Test func chosenProblemsHaveTheSamplesThatTheyHaveAmongAll() throws {
    let folder = try TemporaryFolder()
    let subject = try subject(seed: 7)
    let all = try rows(subject, seeds: [7], to: folder.file("all"))
    let ids = [all[15].problem, all[3].problem]
    try AtomicFile.write("\(ids[0])\n\n \(ids[1])\r\n", to: folder.file("ids"))
    for text in [ids.joined(separator: ", "), "@" + folder.file("ids")] {
      let some = try rows(
        subject.only(EvaluationSubject.ids(text)), seeds: [7], to: folder.file("some"))
      #expect(said(some) == said(all.filter { ids.contains($0.problem) }) && some.count == 6)
    }
    let wrong = String(ids[0].dropLast())
    #expect { try subject.only([wrong]) } throws: {
      "\($0)".hasPrefix("chain: there is no problem '\(wrong)'")
    }
    #expect(throws: InterchangeError.self) { try EvaluationSubject.ids(" , ") }
  }

  @Test func aStopBetweenSeedsIsGoneOnFrom() throws {
    let folder = try TemporaryFolder()
    let subject = try subject(seed: 7)
    let whole = try rows(subject, seeds: [7, 3], to: folder.file("whole"))
    let stopped = #expect(throws: Stopped.self) {
      try rows(subject, seeds: [7, 3], to: folder.file("cut"), stop: 0.5)
    }
    #expect(
      stopped?.kept == "6 of 12 problems, each once a seed, are kept; --resume goes on")
    // Other seeds are another evaluation.
    #expect(throws: SupportError.self) {
      try rows(subject, seeds: [7, 4], to: folder.file("cut"), resume: true)
    }
    let resumed = try rows(subject, seeds: [7, 3], to: folder.file("cut"), resume: true)
    #expect(said(resumed) == said(whole))
    #expect(folder.names == ["cut", "whole"])
  }

  @Test func rowsAreCalledByTheirIdsIfEachHasItsOwn() throws {
    let folder = try TemporaryFolder()
    func ids(_ lines: [String]) throws -> [String] {
      try AtomicFile.write(lines.joined(separator: "\n"), to: folder.file("rows.jsonl"))
      var task = RowsTask()
      task.file = folder.file("rows.jsonl")
      let subject = try EvaluationSubject(rows: task, limit: nil, format: .plain)
      return try rows(subject, seeds: [7], to: folder.file("out")).map(\.problem)
    }
    let named = [
      #"{"id": 4, "prompt": "1+", "answer": 1}"#, #"{"id": "b", "prompt": "2+", "answer": 2}"#,
    ]
    #expect(try ids(named) == ["4", "4", "4", "b", "b", "b"])
    #expect(try ids([named[0], "", named[0]]).last == "line 3")
  }
}
