import Analyses
import Foundation
import Interchange
import Results
import Support
import Testing

/// What `ppi`, `rank` and `monitor` store is what they report, under the names and units of the schema.
@Suite struct ReportStoreTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private static let provenance = Provenance(
    createdUTC: "2026-01-01T00:00:00Z", gitCommit: "unknown", toolVersion: "0.2.0", host: "h",
    threads: 1, command: "assay")

  /// Opens what was stored, and checks what all files have.
  private func reread(_ path: String, kind: String, of source: String) throws -> ResultsReader {
    let reader = try ResultsReader(path: path)
    #expect(try reader.stringAttribute("kind") == kind)
    #expect(try reader.stringAttribute("tool_version") == "0.2.0")
    #expect(try reader.stringAttribute("status") == "complete")
    #expect(try reader.attributes()["level"]?.description == "0.9")
    #expect(try reader.strings("/source/path") == [source])
    #expect(
      try reader.strings("/source/sha256") == [SHA256.hex(SHA256.digest(AtomicFile.read(source)))])
    for dataset in try reader.datasets() {
      let entry = try #require(ResultsSchema.entry(for: dataset), "\(dataset)")
      #expect(try reader.stringAttribute("units", on: dataset) == entry.units, "\(dataset)")
      #expect(
        try reader.dims(dataset) == entry.dims.split(separator: ",").map(String.init), "\(dataset)")
      #expect(try reader.stringAttribute("description", on: dataset)?.isEmpty == false)
    }
    let inspection = try ResultsInspection(reader)
    #expect(inspection.kind == kind && inspection.isSealed)
    #expect(inspection.plainText.contains("sha256"))
    return reader
  }

  /// Missing numbers are NaN in a file.
  private func same(_ stored: [Double], _ report: [Double?]) -> Bool {
    stored.count == report.count
      && zip(stored, report).allSatisfy { $0 == $1 || ($0.isNaN && $1 == nil) }
  }

  @Test(arguments: [false, true]) func judge(_ isKnown: Bool) throws {
    let source = try scratch.file(JudgeAnalysisTests.text(), "judged.csv")
    let report = try JudgeAnalysis(
      human: "human", judge: "judge", cluster: isKnown ? "passage" : nil,
      judgeMean: isKnown ? 0.5 : nil, level: 0.9
    ).run(ColumnTable.read(source))
    let path = scratch.path("judge.h5")
    try JudgeStore.write(report, provenance: Self.provenance, to: path)
    let reader = try reread(path, kind: "ppi", of: source)
    #expect(try reader.stringAttribute("seed") == nil)
    #expect(try reader.strings("/judge/method") == report.estimates.map(\.method))
    let columns: [(String, (JudgedMean) -> Double?)] = [
      ("weight", { $0.weight }), ("mean", { $0.mean }), ("se", { $0.standardError }),
      ("ci_lo", { $0.interval.low }), ("ci_hi", { $0.interval.high }),
      ("df", { $0.degreesOfFreedom }), ("effective_labels", { $0.effectiveLabels }),
    ]
    for (name, value) in columns {
      #expect(same(try reader.doubles("/judge/" + name), report.estimates.map(value)), "\(name)")
    }
    #expect(try reader.ints("/judge/labels") == [24])
    #expect(try reader.ints("/judge/others") == [isKnown ? 0 : 60])
    #expect(try reader.ints("/judge/clusters") == [isKnown ? 8 : -1])
    #expect(try reader.doubles("/judge/mean_labeled") == [report.judgeMeanLabeled])
    #expect(same(try reader.doubles("/judge/mean_others"), [report.judgeMeanOthers]))
    #expect(same(try reader.doubles("/judge/mean_known"), [report.judgeMeanKnown]))
    #expect(try reader.strings("/judge/human") == ["human"])
    #expect(try reader.strings("/judge/interval") == ["student"])
    #expect(try reader.strings("/notes") == report.notes)
  }

  @Test(arguments: [RankAnalysisTests.scores, RankAnalysisTests.pairs])
  func rank(_ columns: RankColumns) throws {
    let isScores = columns == RankAnalysisTests.scores
    let source = try scratch.file(
      isScores ? RankAnalysisTests.table : RankAnalysisTests.battles, "rows.csv")
    let report = try RankAnalysis(columns: columns, draws: 200, level: 0.9, seed: 3).run(
      ColumnTable.read(source))
    let path = scratch.path("rank.h5")
    try RankStore.write(report, seed: 3, provenance: Self.provenance, to: path)
    let reader = try reread(path, kind: "rank", of: source)
    #expect(try reader.stringAttribute("seed") == "3")
    #expect(try reader.attributes()["draws"]?.description == "200")
    #expect(try reader.strings("/ranks/model") == report.models.map(\.model))
    let counts: [(String, (RankedModel) -> Int?)] = [
      ("rank", { $0.rank }), ("rank_lo", { $0.ranks?.low }), ("rank_hi", { $0.ranks?.high }),
      ("possible_lo", { $0.possibleRanks?.low }), ("possible_hi", { $0.possibleRanks?.high }),
    ]
    for (name, value) in counts {
      #expect(try reader.ints("/ranks/" + name) == report.models.map { value($0) ?? -1 }, "\(name)")
    }
    let numbers: [(String, (RankedModel) -> Double?)] = [
      ("best", { $0.best }), ("mean", { $0.mean }), ("ci_lo", { $0.meanInterval?.low }),
      ("ci_hi", { $0.meanInterval?.high }), ("wins", { $0.wins }), ("losses", { $0.losses }),
      ("rating", { $0.rating }), ("rating_lo", { $0.ratingInterval?.low }),
      ("rating_hi", { $0.ratingInterval?.high }),
    ]
    for (name, value) in numbers {
      #expect(same(try reader.doubles("/ranks/" + name), report.models.map(value)), "\(name)")
    }
    #expect(try reader.strings("/ranks/basis") == [isScores ? "scores" : "comparisons"])
    #expect(try reader.ints("/ranks/problems") == [isScores ? 60 : -1])
    #expect(try reader.ints("/ranks/comparisons") == [report.comparisons ?? -1])
    #expect(try reader.strings("/tables/ranks/csv") == [report.csv])
  }

  @Test func monitor() throws {
    var text = "arm,id,right\n"
    for i in 0..<40 { text += "base,q\(i),0\nnew,q\(i),\(i % 4 == 0 ? 0 : 1)\nother,q\(i),0\n" }
    let source = try scratch.file(text, "stream.csv")
    let report = try MonitorAnalysis(value: "right", arm: "arm", pair: "id", level: 0.9).run(
      ColumnTable.read(source))
    #expect(report.series.count == 2)
    let path = scratch.path("monitor.h5")
    try MonitorStore.write(report, provenance: Self.provenance, to: path)
    let reader = try reread(path, kind: "monitor", of: source)
    #expect(try reader.strings("/monitor/arm") == ["new", "other"])
    #expect(try reader.strings("/monitor/baseline") == ["base", "base"])
    #expect(try reader.ints("/monitor/count") == [40, 40])
    #expect(
      try reader.ints("/monitor/excluded_at") == report.series.map { $0.excludedAt ?? -1 })
    #expect(
      try reader.ints("/monitor/excluded_line") == report.series.map { $0.excludedLine ?? -1 })
    #expect(report.series[0].excludedAt != nil && report.series[1].excludedAt == nil)
    #expect(same(try reader.doubles("/monitor/p"), report.series.map(\.pValue)))
    #expect(same(try reader.doubles("/monitor/threshold"), report.series.map(\.threshold)))
    for (index, series) in report.series.enumerated() {
      let place = "/monitor/\(index)/"
      #expect(try reader.ints(place + "n") == series.points.map(\.n))
      #expect(same(try reader.doubles(place + "mean"), series.points.map { $0.mean }))
      #expect(same(try reader.doubles(place + "ci_lo"), series.points.map { $0.interval?.low }))
      #expect(same(try reader.doubles(place + "ci_hi"), series.points.map { $0.interval?.high }))
    }
  }
}
