import Analyses
import Foundation
import Interchange
import Support
import Testing

/// Files put together, and what files are called.
@Suite struct PoolingTests {
  let scratch: Scratch
  init() throws { scratch = try Scratch() }

  /// Lines of lm-eval: documents by number and hash, with verdicts.
  private func logs(_ name: String, _ documents: [(Int, String?, Int)]) throws -> String {
    var text = ""
    for (id, hash, right) in documents {
      let hash = hash.map { "\"doc_hash\": \"\($0)\", " } ?? ""
      text +=
        "{\"doc_id\": \(id), \(hash)\"resps\": [[\"\(name)\(id)\"]], \"filter\": \"none\", "
        + "\"metrics\": [\"exact_match\"], \"exact_match\": \(right)}\n"
    }
    return try scratch.file(text, name)
  }

  private func pool(_ paths: [String], _ pooling: Pooling) throws -> [CountTable] {
    try CountFiles.read(paths, pooling: pooling)
  }

  /// Subtasks number their documents from 0 each: the hash tells them apart, and adds up the samples of runs.
  @Test func subtasksAndRunsOfDocuments() throws {
    let a = try logs("a.jsonl", [(0, "x0", 1), (1, "x1", 0), (2, "x2", 1), (3, "x3", 0)])
    let b = try logs("b.jsonl", [(0, "y0", 1), (1, "y1", 1), (2, "y2", 0)])
    let pooled = try pool([a, b], .known)
    #expect(pooled.count == 1 && pooled[0].name == "pooled")
    #expect(
      pooled[0].short == [
        "0@a:1/1", "1@a:0/1", "2@a:1/1", "3:0/1", "0@b:1/1", "1@b:1/1", "2@b:0/1",
      ])
    #expect(pooled[0].note == "2 files are pooled.")
    let again = try logs("c.jsonl", [(0, "x0", 0), (3, "x3", 1)])
    let runs = try pool([a, again], .known)
    #expect(runs[0].short == ["0:1/2", "1:0/1", "2:1/1", "3:1/2"])
    #expect(
      runs[0].note
        == "2 files are pooled; 2 problems are in several of them, and their samples add up.")
  }

  /// Without a hash nothing says what equal numbers mean.
  @Test func whatCannotBeKnownIsRefused() throws {
    let a = try scratch.file("problem,n,c\np,4,1\nq,4,2\n", "a.csv")
    let b = try scratch.file("problem,n,c\nq,2,1\nr,4,0\n", "b.csv")
    #expect(
      scratch.message { _ = try pool([a, b], .known) }
        == "b.csv:2: the problem 'q' is in a.csv too, and nothing says whether it is the same; pass "
        + "--pool-samples if samples of equal names add up, or --pool-problems if they are different problems"
    )
    #expect(try pool([a, b], .samples)[0].short == ["p:1/4", "q:3/6", "r:0/4"])
    #expect(
      try pool([a, b], .problems)[0].short == ["p:1/4", "q@a:2/4", "q@b:1/2", "r:0/4"])
    let c = try scratch.file("problem,n,c\ns,4,1\n", "c.csv")
    #expect(try pool([a, c], .known)[0].short == ["p:1/4", "q:2/4", "s:1/4"])
    let (d, e) = (
      try logs("d.jsonl", [(0, nil, 1)]), try logs("e.jsonl", [(0, nil, 0)])
    )
    #expect(scratch.message { _ = try pool([d, e], .known) }.contains("--pool-samples"))
    #expect(
      scratch.message { _ = try pool([a, a], .samples) }
        == "a.csv: the file is given twice; its samples would count twice")
  }

  /// A file counts once, however it is named; a copy of samples is no further run.
  @Test(arguments: [nil, Pooling.samples, .known]) func noFileCountsTwice(_ pooling: Pooling?)
    throws
  {
    let text = "{\"task_id\": \"a\", \"passed\": true}\n{\"task_id\": \"b\", \"passed\": false}\n"
    let first = try scratch.file(text, "first.jsonl")
    let copy = try scratch.file(text, "copy.jsonl")
    let other = try scratch.file(text.replacing("true", with: "false"), "other.jsonl")
    let link = scratch.path("link.jsonl")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: first)
    func message(_ paths: [String]) -> String {
      scratch.message { _ = try CountFiles.read(paths, pooling: pooling) }
    }
    #expect(
      message([first, first])
        == "first.jsonl: the file is given twice; its samples would count twice")
    #expect(message([first, link]).hasPrefix("link.jsonl: the file is given twice"))
    let digest = SHA256.hex(text).prefix(12)
    #expect(
      message([first, other, copy])
        == "copy.jsonl: it has the same content as first.jsonl (SHA-256 \(digest)…); its samples would "
        + "count twice, so give it once")
    #expect(try !CountFiles.read([first, other], pooling: pooling).isEmpty)
    // Counts that are put together would count twice as well.
    let counts = try ["c.csv", "d.csv"].map { try scratch.file("problem,n,c\np,4,0\n", $0) }
    if pooling != nil {
      #expect(message(counts).hasPrefix("d.csv: it has the same content as c.csv"))
    }
  }

  /// HumanEval's names are the same everywhere, and groups are pooled by themselves.
  @Test func universalNamesAndGroups() throws {
    let a = try scratch.file(
      "{\"task_id\": \"HumanEval/0\", \"passed\": true, \"model\": \"m\"}\n", "a.jsonl")
    let b = try scratch.file(
      "{\"task_id\": \"HumanEval/0\", \"passed\": false, \"model\": \"m\"}\n"
        + "{\"task_id\": \"HumanEval/0\", \"passed\": false, \"model\": \"o\"}\n", "b.jsonl")
    let selection = CountSelection(samples: SampleOptions(by: "model"))
    let tables = try CountFiles.read([a, b], selection: selection, pooling: .known)
    #expect(tables.map(\.name) == ["m", "o"])
    #expect(tables.map(\.short) == [["HumanEval/0:1/2"], ["HumanEval/0:0/1"]])
  }

  /// Answers and strict verdicts are pooled where all files have them.
  @Test func answersAddUp() throws {
    func file(_ name: String, _ rows: [(String, Bool)]) throws -> String {
      try scratch.file(
        rows.map { "{\"id\":1,\"ok\":\($0.1),\"ans\":\"\($0.0)\"}\n" }.joined(), name)
    }
    let a = try file("a.jsonl", [("7", true), ("8", false)])
    let b = try file("b.jsonl", [("8", false), ("7", true), ("8", false)])
    let selection = CountSelection(
      samples: SampleOptions(problem: "id", correct: "ok", answer: "ans"))
    let pooled = try CountFiles.read([a, b], selection: selection, pooling: .samples)[0].problems
    #expect(pooled.count == 1 && pooled[0].n == 5 && pooled[0].c == 2)
    #expect(
      pooled[0].answers == [
        AnswerTally(answer: "8", n: 3, c: 0), AnswerTally(answer: "7", n: 2, c: 2),
      ])
  }

  /// Files of one name are told apart by the folder in which they differ.
  @Test func filesOfOneName() throws {
    for folder in ["base", "rl", "base/x", "rl/x"] {
      try AtomicFile.createFolder(scratch.path(folder))
    }
    let text = "problem,n,c\np,4,1\nq,4,2\n"
    let near = try ["base", "rl"].map { try scratch.file(text, "\($0)/samples.csv") }
    let far = try ["base", "rl"].map { try scratch.file(text, "\($0)/x/samples.csv") }
    #expect(try CountFiles.read(near).map(\.name) == ["base/samples", "rl/samples"])
    #expect(try CountFiles.read(far).map(\.name) == ["base/samples", "rl/samples"])
    // Counts may be equal by chance, which is said.
    let notes = try CountFiles.read(near).map(\.note)
    #expect(notes[0] == nil)
    #expect(notes[1]?.contains("the same content as \(near[0]) (SHA-256 ") == true)
    let run = PassAtKRun(files: near, compare: ["base", "rl"])
    let found = try run.run { fatalError("nothing is written") }
    #expect(found.comparison?.first == "base/samples" && found.comparison?.second == "rl/samples")
  }

  /// Other delimiters than commas.
  @Test(arguments: [";", "\t"]) func otherDelimiters(_ mark: String) throws {
    let counts = "problem,n,c,chance\np,4,1,0.25\nq,4.0,2,0.25\n".replacing(",", with: mark)
    let table = try CountFiles.read([try scratch.file(counts, "c.csv")])[0]
    #expect(table.short == ["p:1/4", "q:2/4"] && table.problems[0].chance == 0.25)
    let rows = "id,ok\n1,true\n1,false\n2,1\n".replacing(",", with: mark)
    let selection = CountSelection(samples: SampleOptions(problem: "id", correct: "ok"))
    #expect(
      try CountFiles.read([try scratch.file(rows, "r.csv")], selection: selection)[0].short
        == ["1:1/2", "2:1/1"])
  }
}
