import Analyses
import Foundation
import Interchange
import Results
import Support
import Testing

@Suite struct CountFilesTests {
  let scratch: Scratch
  init() throws { scratch = try Scratch() }

  /// `[arm][seed][problem]` of n, loose and strict.
  private let counts: [Int32] = [
    8, 3, 1, 8, 0, 0,  // base, seed 0
    8, 5, 2, 8, 1, 1,  // base, seed 1
    8, 8, 7, 8, 2, 0,  // rl, seed 0
    -1, -1, -1, -1, -1, -1,  // rl, seed 1 is not finished
  ]

  @Test func poolsTheSeedsOfEverySetAndArm() throws {
    let path = try scratch.results(
      "misleading.csv", sets: ["test": counts, "edge": counts.reversed().map { max($0, 8) }])
    let tables = try CountFiles.read([path])
    #expect(tables.map(\.name) == ["edge/base", "edge/rl", "test/base", "test/rl"])
    #expect(tables[2].short == ["11:3/16", "12:1/16"])
    #expect(tables[3].short == ["11:7/8", "12:0/8"])
    #expect(tables[2].source == "\(path) (/eval/test/counts, arm base)")
    #expect(tables[2].problems.allSatisfy { $0.line == nil })
  }

  @Test func selectsSetArmSeedAndScoring() throws {
    let path = try scratch.results(sets: ["test": counts, "edge": counts], ids: nil)
    func read(_ selection: CountSelection) throws -> [[String]] {
      try CountFiles.read([path], selection: selection).map { [$0.name] + $0.short }
    }
    #expect(
      try read(CountSelection(set: "test", arm: "base")) == [["test/base", "0:3/16", "1:1/16"]])
    #expect(
      try read(CountSelection(set: "test", arm: "base", scoring: .loose))
        == [["test/base", "0:8/16", "1:1/16"]])
    #expect(
      try read(CountSelection(set: "edge", seed: 1)) == [["edge/base", "0:2/8", "1:1/8"]])
    #expect(try read(CountSelection(arm: "rl")).map { $0[0] } == ["edge/rl", "test/rl"])
  }

  @Test func saysWhatAResultsFileLacks() throws {
    let path = try scratch.results(sets: ["test": counts])
    func message(_ path: String, _ selection: CountSelection = CountSelection()) -> String {
      scratch.message { _ = try CountFiles.read([path], selection: selection) }
    }
    #expect(
      message(path, CountSelection(set: "tset"))
        == "results.h5: there is no set 'tset'; did you mean 'test'?")
    #expect(
      message(path, CountSelection(arm: "qqqqqqqq"))
        == "results.h5: there is no arm 'qqqqqqqq'; known: base, rl")
    #expect(
      message(path, CountSelection(seed: 900)) == "results.h5: there is no seed '900'; known: 0, 1")
    #expect(
      message(path, CountSelection(arm: "rl", seed: 1))
        == "results.h5: nothing that was chosen is finished; wait, or choose another arm or seed")
    #expect(
      message(try scratch.results("none.h5", sets: [:]))
        == "none.h5: there are no counts at /eval/<set>/counts; give the results.h5 of a study")
    #expect(
      message(try scratch.results("flat.h5", sets: ["test": counts], shape: [2, 3, 4], ids: nil))
        == "flat.h5: '/eval/test/counts' has the shape [2, 3, 4]; expected [2, 2, problems, 3] after "
        + "/axes/arm and /axes/seed")
    var broken = counts
    broken[2] = 9
    #expect(
      message(try scratch.results("bad.h5", sets: ["test": broken]))
        == "bad.h5 (/eval/test/counts, arm base): problem '11' has c = 9 right of n = 8 samples; "
        + "expected n from 1 to 2147483647 and c from 0 to n")
    var partial = counts
    for at in [3, 9] { partial.replaceSubrange(at..<(at + 3), with: [-1, -1, -1]) }
    #expect(
      message(try scratch.results("part.h5", sets: ["test": partial]))
        .hasPrefix("part.h5 (/eval/test/counts, arm base): problem '12' has c = 0 right of n = 0"))
    let other = try ResultsWriter(path: scratch.path("other.h5"))
    try other.write(
      counts, shape: [2, 2, 2, 3], to: "/eval/x/counts", units: "samples", dims: "a,b,c,d",
      description: "Counts")
    try other.finish()
    #expect(message(scratch.path("other.h5")).hasPrefix("other.h5: there is no '/axes/arm'"))
    let whole = try Data(contentsOf: URL(fileURLWithPath: path))
    try AtomicFile.write(whole.prefix(whole.count / 2), to: scratch.path("cut.h5"))
    #expect(message(scratch.path("cut.h5")).hasPrefix("cut.h5: the HDF5 file is truncated"))
  }

  @Test func tellsTheProblemOfAResultsFileWithTooFewSamples() throws {
    let path = try scratch.results(sets: ["test": counts])
    let tables = try CountFiles.read([path])
    #expect(
      scratch.message { _ = try tables.map { try PassAtKAnalysis(ks: [16]).run($0) } }
        == "results.h5 (/eval/test/counts, arm rl): problem '11' has 8 samples, fewer than k = 16, "
        + "and so has 1 other; drop the problems or choose k ≤ 8")
    let report = try PassAtKAnalysis(ks: [1]).run(tables[0])
    #expect(report.passAtK == [0.125])
    #expect(report.notes == ["The samples of 2 seeds are pooled; choose one with --replicate."])
    #expect(report.plainText.hasSuffix("pooled; choose one with --replicate.\n"))
    #expect(try PassAtKAnalysis(ks: [1]).run(tables[1]).notes.isEmpty)
  }

  /// Files of every format side by side; groups are called after them, equal names after their folders.
  @Test func readsFilesOfAllFormatsTogether() throws {
    let csv = try scratch.file("problem,n,c\na,2,1\n", "a/run.csv")
    let same = try scratch.file("problem,n,c\na,2,2\n", "b/run.csv")
    let human = try scratch.file("{\"task_id\":\"t\",\"passed\":true}\n", "human.txt")
    let harness = try scratch.file(
      "{\"doc_id\":0,\"acc\":1,\"f1\":1}\n{\"doc_id\":0,\"acc\":0,\"f1\":1}\n", "samples_x.jsonl")
    let study = try scratch.results("study.h5", sets: ["test": counts])
    let tables = try CountFiles.read(
      [csv, same, human, harness, study],
      selection: CountSelection(metric: "acc", arm: "rl"))
    #expect(
      tables.map { [$0.name] + $0.short } == [
        ["a/run", "a:1/2"], ["b/run", "a:2/2"], ["human", "t:1/1"], ["samples_x", "0:1/2"],
        ["study/test/rl", "11:7/8", "12:0/8"],
      ])
  }

  @Test func refusesOptionsWithoutUse() throws {
    let csv = try scratch.file("problem,n,c\na,2,1\n", "run.csv")
    let cases: [(CountSelection, String)] = [
      (CountSelection(filter: "x"), "--filter applies to lm-eval files only"),
      (
        CountSelection(metric: "x"),
        "--metric applies to lm-eval files, EvalPlus files, verifiers files, inspect files only"
      ),
      (CountSelection(set: "x"), "--set applies to results files (HDF5) only"),
      (CountSelection(arm: "x"), "--arm applies to results files (HDF5) only"),
      (CountSelection(seed: 1), "--replicate applies to results files (HDF5) only"),
    ]
    for (selection, message) in cases {
      #expect(
        scratch.message { _ = try CountFiles.read([csv], selection: selection) }
          == message + ", and none was given; leave it out")
    }
    #expect(
      scratch.message { _ = try CountFiles.read([]) }
        == "no file was given; expected at least one")
  }

  /// A file that is cut off, or only begins like HDF5, is an error and no crash.
  ///
  /// Single changed bytes are not tried: HDF5 1.10 can loop for ever on a changed heap of strings.
  @Test func survivesDamagedResults() throws {
    let path = try scratch.results(sets: ["test": counts])
    let whole = try Data(contentsOf: URL(fileURLWithPath: path))
    var random = RandomStream(seed: 7)["analyses", "damage"].generator()
    let damaged = scratch.path("damaged.h5")
    for length in stride(from: 8, to: whole.count, by: 199) {
      let noise = (8..<length).map { _ in UInt8(truncatingIfNeeded: random.next()) }
      for bytes in [whole.prefix(length), whole.prefix(8) + noise] {
        try bytes.write(to: URL(fileURLWithPath: damaged))
        let message = scratch.message { _ = try CountFiles.read([damaged]) }
        #expect(message.hasPrefix("damaged.h5: "))
      }
    }
  }
}
