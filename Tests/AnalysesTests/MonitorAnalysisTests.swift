import Analyses
import Foundation
import Interchange
import Statistics
import Support
import Testing

@Suite struct MonitorAnalysisTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  static let answers = [1, 0, 1, 1, 0, 1, 1, 1, 0, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 0]

  func run(
    _ text: String, _ change: (inout MonitorAnalysis) -> Void = { _ in }
  ) throws -> MonitorReport {
    var analysis = MonitorAnalysis(value: "right")
    change(&analysis)
    return try analysis.run(ColumnTable.read(scratch.file(text, "rows.csv")))
  }

  func message(_ text: String, _ change: (inout MonitorAnalysis) -> Void = { _ in }) -> String {
    scratch.message { _ = try run(text, change) }
  }

  static var mean: String {
    "right\n" + (answers + answers + answers).map { "\($0)\n" }.joined()
  }

  /// confseq's `hedged_cs` has [0.5773, 0.8869] after 60 and [0.2734, 0.9928] after 10, on a grid of 1/20000.
  @Test func followsAMean() throws {
    let report = try run(Self.mean) { $0.threshold = 0.5 }
    let series = try #require(report.series.first)
    #expect(series.points.map(\.n) == [1, 2, 5, 10, 20, 50, 60])
    #expect(abs((series.points[3].interval?.low ?? 0) - 0.27341) < 1e-4)
    #expect(abs((series.points[6].interval?.high ?? 0) - 0.88685) < 1e-4)
    #expect(series.excludedAt == 32 && series.excludedLine == 33)
    #expect(
      report.plainText.contains("0.5000 is excluded from n = 32 on (line 33; p at any n 0.0024)"))
    let none = try run(Self.mean)
    #expect(none.series[0].threshold == nil && !none.plainText.contains("excluded from"))
    let data = try JSONEncoder().encode(report)
    #expect(try JSONDecoder().decode(MonitorReport.self, from: data) == report)
  }

  /// A difference is the mean of pairs, in the order in which they were complete.
  @Test func followsADifference() throws {
    var text = "arm,id,right\n"
    for i in 0..<40 { text += "base,q\(i),0\n" }
    for i in (0..<40).reversed() { text += "new,q\(i),\(i % 4 == 0 ? 0 : 1)\n" }
    let report = try run(text) {
      $0.arm = "arm"
      $0.pair = "id"
    }
    let series = try #require(report.series.first)
    #expect(series.arm == "new" && series.baseline == "base" && series.count == 40)
    #expect(
      series.threshold == 0 && abs(series.points[series.points.count - 1].mean - 0.75) < 1e-12)
    let first = try #require(series.excludedAt)
    // The first pair was complete on line 42.
    #expect(series.excludedLine == 41 + first)
    let direct = ConfidenceSequence(
      (0..<40).reversed().map { $0 % 4 == 0 ? 0 : 1 }, bounds: -1...1)
    #expect(direct.firstExclusion(of: 0) == first)
    #expect(direct.interval(after: 40) == series.points[series.points.count - 1].interval)
    let other = try run(text + "new,q99,1\n") {
      $0.arm = "arm"
      $0.pair = "id"
      $0.baseline = "new"
    }
    #expect(other.series[0].unpaired == 1 && other.series[0].points.last?.mean == -0.75)
  }

  @Test func bounds() throws {
    #expect(
      message(Self.mean + "1.5\n").hasPrefix(
        "rows.csv:62: 'right' is 1.5, outside 0 to 1; give the bounds"))
    let wide = try run(Self.mean + "1.5\n") {
      $0.low = -1
      $0.high = 2
    }
    #expect(wide.series[0].count == 61)
    #expect(message(Self.mean) { $0.high = 0 }.hasPrefix("bounds is 0.0,0.0"))
    #expect(
      message(Self.mean) { $0.threshold = 1 }.hasPrefix(
        "threshold is 1.0; expected a number between 0 and 1"))
  }

  @Test func saysWhatIsWrong() throws {
    #expect(
      message("id,right\n1,1\n2,\n")
        == "rows.csv:3: 'right' is missing; fill it in or remove the row")
    let text = "arm,id,right\na,1,1\nb,1,0\n"
    #expect(message(text) { $0.pair = "id" }.hasPrefix("pair is 'id' without --arm"))
    #expect(
      message(text) {
        $0.arm = "arm"
        $0.baseline = "c"
      }.contains("there is no arm 'c'"))
    #expect(
      message(text + "a,1,0\n") {
        $0.arm = "arm"
        $0.pair = "id"
      }.hasPrefix("rows.csv:4: arm 'a' has 'id' 1 on line 2 already"))
    #expect(
      message("arm,id,right\na,1,1\nb,2,0\n") {
        $0.arm = "arm"
        $0.pair = "id"
      }.hasPrefix("rows.csv: arm 'b' shares no 'id' with 'a'"))
    #expect(message("arm,right\na,1\na,0\n") { $0.arm = "arm" }.contains("has the one value 'a'"))
    // A mean that moves is found out.
    let jump =
      "right\n" + String(repeating: "0\n", count: 200) + String(repeating: "1\n", count: 400)
    let report = try run(jump)
    #expect(report.series[0].points.last?.interval == nil)
    #expect(report.notes.contains { $0.hasPrefix("An empty interval") })
  }
}
