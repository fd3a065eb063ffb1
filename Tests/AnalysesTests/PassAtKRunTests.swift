import Analyses
import Figures
import Foundation
import Interchange
import Results
import Statistics
import Support
import Testing

@Suite struct PassAtKRunTests {
  let scratch: Scratch
  init() throws { scratch = try Scratch() }

  private let provenance = Provenance(
    createdUTC: "2026-01-01T00:00:00Z", gitCommit: "unknown", toolVersion: "0", host: "h",
    threads: 1)

  private func run(_ run: PassAtKRun) throws -> PassAtKRun.Findings {
    try run.run { provenance }
  }

  /// Samples of two models on eight problems, sixteen each, with strict verdicts and answers.
  private func samples(_ name: String = "s.jsonl") throws -> String {
    var random = RandomStream(seed: 7)["tests", "samples"].generator()
    var text = ""
    for model in ["base", "rl"] {
      for problem in 0..<8 {
        for sample in 0..<16 {
          let right = random.bernoulli(Double(problem) / 8 + (model == "rl" ? 0.1 : 0))
          let strict = right && random.bernoulli(0.5)
          let answer = right ? 42 : random.integer(below: 4)
          text +=
            "{\"model\":\"\(model)\",\"id\":\(problem),\"s\":\(sample),\"ok\":\(right),"
            + "\"cot\":\(strict),\"ans\":\(answer)}\n"
        }
      }
    }
    return try scratch.file(text, name)
  }

  private let options = SampleOptions(
    by: "model", problem: "id", correct: "ok", strict: "cot", answer: "ans", sample: "s")

  @Test func furtherCurves() throws {
    let found = try run(
      PassAtKRun(
        files: [try samples()], selection: CountSelection(samples: options),
        analysis: PassAtKAnalysis(ks: [1, 4, 16], chance: 0.25)))
    #expect(found.reports.map(\.name) == ["base", "rl"])
    for report in found.reports {
      let (strict, majority) = (try #require(report.strict), try #require(report.majority))
      #expect(zip(strict.values, report.passAtK).allSatisfy { $0 <= $1 })
      // One vote decides alone.
      #expect(abs(majority.values[0] - report.passAtK[0]) < 1e-9)
      #expect(zip(majority.low, majority.values).allSatisfy { ($0 ?? 2) <= $1 })
      #expect(abs(try #require(report.chance)[0] - 0.25) < 1e-12)
      #expect(abs(try #require(report.chance)[1] - (1 - pow(0.75, 4))) < 1e-12)
    }
    let text = found.plainText
    #expect(text.contains("CoT-pass@k") && text.contains("maj@k") && text.contains("chance"))
    let header = found.csv.split(separator: "\n")[0]
    #expect(
      header == "name,problems,k,pass_at_k,se_sampling,se_problems,ci_low,ci_high,cot_pass_at_k,"
        + "cot_ci_low,cot_ci_high,maj_at_k,maj_ci_low,maj_ci_high,chance")
    #expect(
      found.csv.split(separator: "\n").allSatisfy {
        $0.split(separator: ",", omittingEmptySubsequences: false).count == 15
      })
    let parsed = try JSONSerialization.jsonObject(with: Data(found.json.utf8))
    let groups = try #require(parsed as? [[String: Any]])
    #expect(groups.allSatisfy { $0["cot_pass_at_k"] != nil && $0["maj_ci_low"] != nil })
  }

  /// An interval of CoT-pass@k is that of pass@k on strict counts, and workers are not part of it.
  @Test func strictIsPassAtKOfStrictCounts() throws {
    let csv = "problem,n,c,strict\na,8,4,2\nb,8,8,1\nc,8,0,0\n"
    let both = try run(PassAtKRun(files: [try scratch.file(csv, "x.csv")])).reports[0]
    let only = "problem,n,c\na,8,2\nb,8,1\nc,8,0\n"
    let strict = try run(PassAtKRun(files: [try scratch.file(only, "y.csv")])).reports[0]
    #expect(both.strict?.values == strict.passAtK)
    #expect(both.strict?.low == strict.ciLow && both.strict?.high == strict.ciHigh)
  }

  @Test func comparesGroupsAndFiles() throws {
    let path = try samples()
    var selection = CountSelection(samples: options)
    let analysis = PassAtKAnalysis(draws: 500)
    let groups = try run(
      PassAtKRun(files: [path], selection: selection, analysis: analysis, compare: ["base", "rl"]))
    let report = try #require(groups.comparison)
    #expect(report.first == "base" && report.second == "rl" && report.comparison.problems == 8)
    let parsed = try JSONSerialization.jsonObject(with: Data(groups.json.utf8))
    let json = try #require(parsed as? [String: Any])
    #expect((json["k"] as? [Int]) == [1, 2, 4, 8, 16])
    #expect(json["mcnemar"] is [String: Any] && json["support"] is [String: Any])
    #expect(groups.plainText.contains("One checkpoint a side: no claim about the training method."))
    #expect(groups.csv.split(separator: "\n").count == 6)
    // The same problems in files of their own, and in another order.
    let lines = try AtomicFile.readText(path).split(separator: "\n")
    for model in ["base", "rl"] {
      let own = lines.filter { $0.contains("\"\(model)\"") }
      let text = (model == "rl" ? own.reversed() : own).joined(separator: "\n")
      _ = try scratch.file(text, "\(model).jsonl")
    }
    selection.samples.by = nil
    let files = try run(
      PassAtKRun(
        files: [], selection: selection, analysis: analysis,
        compare: [scratch.path("base.jsonl"), scratch.path("rl.jsonl")]))
    #expect(files.comparison?.comparison == report.comparison)
  }

  @Test func saysWhatCannotBeCompared() throws {
    let a = try scratch.file("problem,n,c\np,4,1\nq,4,1\n", "a.csv")
    let b = try scratch.file("problem,n,c\np,4,1\nr,4,1\ns,4,1\n", "b.csv")
    #expect(
      scratch.message { _ = try run(PassAtKRun(files: [a, b], compare: ["a", "b"])) }
        == "problem 'q' of 'a' is not in 'b' (1 such problem, 2 the other way round); compare two "
        + "models on the same problems")
    #expect(
      scratch.message { _ = try run(PassAtKRun(files: [a, b], compare: ["a", "bb"])) }
        .hasPrefix("there is no group or file 'bb' to compare; "))
    #expect(
      scratch.message { _ = try run(PassAtKRun(files: [a, b], compare: ["a"])) }
        == "compare is 1 name; expected two groups or files, the base first")
  }

  @Test func countsTheProblemsWithTooFewSamples() throws {
    let path = try scratch.file("problem,n,c\np,4,1\nq,9,1\nr,5,1\ns,16,1\n", "a.csv")
    #expect(
      scratch.message {
        _ = try run(PassAtKRun(files: [path], analysis: PassAtKAnalysis(ks: [8])))
      }
        == "a.csv:2: problem 'p' has 4 samples, fewer than k = 8, and so has 1 other; drop the "
        + "problems or choose k ≤ 4")
  }

  @Test func extrapolates() throws {
    let counts = [
      0, 0, 0, 0, 1, 1, 2, 3, 5, 8, 12, 20, 31, 32, 32, 27, 0, 4, 1, 16,
    ]
    let text = counts.enumerated().map { "p\($0),32,\($1)\n" }.joined()
    let path = try scratch.file("problem,n,c\n" + text, "a.csv")
    let found = try run(
      PassAtKRun(
        files: [path], analysis: PassAtKAnalysis(draws: 200, extrapolate: 1024)))
    let fitted = try #require(found.reports[0].extrapolation)
    #expect(fitted.points.map(\.k) == [64, 128, 256, 512, 1024])
    // The worked numbers at 256 and 1024.
    #expect(abs(fitted.points[2].value - 0.818081) < 2e-6)
    #expect(abs(fitted.points[4].value - 0.868452) < 2e-6)
    #expect(fitted.points.allSatisfy { $0.interval?.contains($0.value) == true })
    #expect(
      found.plainText.contains("extrapolated by a beta-binomial fit of difficulty, a = 0.2339"))
    #expect(found.csv.split(separator: "\n").count == 1 + 6 + 5)
    #expect(found.json.contains("\"model\": \"beta-binomial\""))
    let none = try scratch.file("problem,n,c\na,8,0\nb,8,0\n", "none.csv")
    let empty = try run(PassAtKRun(files: [none], analysis: PassAtKAnalysis(extrapolate: 64)))
    #expect(empty.reports[0].extrapolation == nil)
    #expect(empty.plainText.contains("There is no extrapolation: "))
    #expect(
      scratch.message {
        _ = try run(PassAtKRun(files: [none], analysis: PassAtKAnalysis(extrapolate: 0)))
      } == "extrapolate is 0; expected from 1 to 1000000000")
  }

  /// What is stored can be read again, with the same numbers.
  @Test func storesAndReadsBack() throws {
    let out = scratch.path("out/p.h5")
    let found = try run(
      PassAtKRun(
        files: [try samples()], selection: CountSelection(samples: options),
        analysis: PassAtKAnalysis(draws: 200), out: out))
    #expect(found.written == [out])
    let reader = try ResultsReader(path: out)
    #expect(try reader.strings("/axes/arm") == ["base", "rl"])
    #expect(try reader.unsigned("/problems/base/id") == Array(0..<8))
    #expect(try reader.shape("/eval/base/counts") == [2, 1, 8, 3])
    #expect(try reader.shape("/eval/base/passk_se") == [2, 1, 2, 5, 2])
    let passes = try reader.doubles("/eval/base/passk")
    #expect(Array(passes[0..<5]) == found.reports[0].passAtK)
    #expect(Array(passes[5..<10]) == found.reports[0].strict?.values)
    #expect(try reader.doubles("/figures/F1/base (8 problems)/y") == found.reports[0].passAtK)
    let again = try run(
      PassAtKRun(
        files: [out], selection: CountSelection(scoring: .loose),
        analysis: PassAtKAnalysis(draws: 200)))
    #expect(again.reports.map(\.name) == ["base", "rl"])
    #expect(again.reports.map(\.passAtK) == found.reports.map(\.passAtK))
    #expect(again.reports.map(\.ciLow) == found.reports.map(\.ciLow))
    #expect(again.reports.map(\.strict?.values) == found.reports.map(\.strict?.values))
  }

  /// Tables of other problems are other sets; names that are no numbers are kept, and hashed as identifiers.
  @Test func storesSeveralSets() throws {
    let a = try scratch.file("problem,n,c\nx/1,4,1\ny,4,2\n", "a.csv")
    let b = try scratch.file("problem,n,c\nz,8,1\n", "b.csv")
    let out = scratch.path("p.h5")
    _ = try run(PassAtKRun(files: [a, b], out: out))
    let reader = try ResultsReader(path: out)
    #expect(try reader.strings("/problems/a/name") == ["x/1", "y"])
    #expect(try reader.unsigned("/problems/a/id") == [SHA256.word("x/1"), SHA256.word("y")])
    #expect(try reader.ints("/eval/a/counts") == [4, 1, 1, 4, 2, 2, -1, -1, -1, -1, -1, -1])
    #expect(try reader.ints("/eval/b/counts") == [-1, -1, -1, 8, 1, 1])
    #expect(try reader.ints("/axes/k") == [1, 2, 4, 8])
    let tables = try CountFiles.read([out])
    #expect(tables.map(\.name) == ["a", "b"])
    #expect(tables.map(\.short) == [["x/1:1/4", "y:2/4"], ["z:1/8"]])
  }

  @Test func describesItsFigures() throws {
    let found = try run(
      PassAtKRun(
        files: [try samples()], selection: CountSelection(samples: options),
        analysis: PassAtKAnalysis(draws: 200, chance: 0.1, extrapolate: 64)))
    let figure = PassAtKFigures.curves(found.reports, name: "curves")
    guard case .series(let series) = figure.panels[0].content else {
      Issue.record("no series")
      return
    }
    #expect(
      series.map(\.name) == [
        "base (8 problems)", "base, CoT-pass@k", "base, maj@k", "base, beta-binomial fit",
        "rl (8 problems)", "rl, CoT-pass@k", "rl, maj@k", "rl, beta-binomial fit", "chance",
      ])
    #expect(figure.panels[0].xScale == .log2)
    #expect(series[0].low == found.reports[0].ciLow.compactMap { $0 })
    #expect(Set(series.prefix(4).map(\.color)) == [.arm(0)] && series[8].color == .chance)
  }

  /// Every answer of a problem in votes: the right ones are one, silent samples stand alone.
  @Test func majorityByHand() throws {
    // Five samples: "4" right, "4.0" right, "5", "5", none. Three votes: 10 subsets.
    let text = [
      "\"4\",\"ok\":1", "\"4.0\",\"ok\":1", "\"5\",\"ok\":0", "\"5\",\"ok\":0", "null,\"ok\":0",
    ]
    .map { "{\"id\":1,\"a\":\($0)}\n" }.joined()
    let path = try scratch.file(text, "m.jsonl")
    let found = try run(
      PassAtKRun(
        files: [path],
        selection: CountSelection(
          samples: SampleOptions(problem: "id", correct: "ok", answer: "a")),
        analysis: PassAtKAnalysis(ks: [1, 3])))
    let majority = try #require(found.reports[0].majority)
    // RR5, RR5, RR-: 3 sure; R55 twice for either R: 0; R5- four times: a third each: 3 + 4/3 of 10.
    #expect(abs(majority.values[0] - 0.4) < 1e-9)
    #expect(abs(majority.values[1] - (3 + 4.0 / 3) / 10) < 1e-9)
    #expect(found.reports[0].notes.contains("1 sample has no answer and votes for no one else's."))
  }
}
