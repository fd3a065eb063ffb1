import Analyses
import Foundation
import Interchange
import Statistics
import Support
import Testing

@Suite struct JudgeAnalysisTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  static let labels = [1, 0, 1, 1, 0, 1, 1, 0, 1, 1, 0, 0, 1, 1, 1, 0, 1, 0, 1, 1, 1, 0, 1, 1]
  static let scores = [
    0.9, 0.2, 0.8, 0.7, 0.4, 0.9, 0.6, 0.1, 0.8, 0.9, 0.3, 0.6, 0.7, 0.9, 0.8, 0.2, 0.4, 0.3, 0.9,
    0.8, 0.7, 0.5, 0.6, 0.9,
  ]

  /// The rows of `PredictionPoweredTests`, three to a passage.
  static func text(labels count: Int = 24, others: Int = 60, end: String = "") -> String {
    var text = "id,human,judge,passage\n"
    for i in 0..<count { text += "\(i),\(labels[i]),\(scores[i]),p\(i / 3)\n" }
    for i in 1..<(others + 1) {
      text += "\(100 + i),,\(Double((37 * i) % 100) / 100),q\(i / 3)\n"
    }
    return text + end
  }

  func run(_ text: String, _ change: (inout JudgeAnalysis) -> Void = { _ in }) throws -> JudgeReport
  {
    var analysis = JudgeAnalysis(human: "human", judge: "judge")
    change(&analysis)
    return try analysis.run(ColumnTable.read(scratch.file(text, "judged.csv")))
  }

  func message(_ text: String, _ change: (inout JudgeAnalysis) -> Void = { _ in }) -> String {
    scratch.message { _ = try run(text, change) }
  }

  /// ppi_python 0.2.3 with the normal quantile; Student's intervals are wider.
  @Test func threeMethods() throws {
    let normal = try run(Self.text()) { $0.factor = .normal }
    #expect(normal.estimates.map(\.method) == ["human labels alone", "PPI", "PPI++"])
    let right = [
      (0.478069044320638, 0.8552642890126952), (0.40727834950373987, 0.6877216504962599),
      (0.4218777197323525, 0.7044768421274299),
    ]
    for (found, ends) in zip(normal.estimates, right) {
      #expect(abs(found.interval.low - ends.0) < Tolerance.worked)
      #expect(abs(found.interval.high - ends.1) < Tolerance.worked)
    }
    let student = try run(Self.text())
    for (wide, narrow) in zip(student.estimates, normal.estimates) {
      #expect(wide.mean == narrow.mean && wide.interval.width > narrow.interval.width)
    }
    #expect(student.labels == 24 && student.others == 60)
    #expect(student.notes.contains { $0.contains("control variates") && $0.contains("1.2158") })
    #expect(student.plainText.contains("human: 24 human labels, 60 with 'judge' alone"))
    let data = try JSONEncoder().encode(student)
    #expect(try JSONDecoder().decode(JudgeReport.self, from: data) == student)
  }

  @Test func clustersAndKnownMeans() throws {
    let clustered = try run(Self.text()) { $0.cluster = "passage" }
    #expect(clustered.clusters == 8)
    #expect(abs(clustered.estimates[0].standardError - 0.08908708) < 1e-8)
    let known = try run(Self.text()) { $0.judgeMean = 0.5 }
    #expect(known.estimates.map(\.method) == ["human labels alone", "control variates"])
    #expect(abs(known.estimates[1].mean - 0.48330216) < 1e-8)
    // Rows without a label are not needed then, and the judge need not have seen them.
    let alone = try run(Self.text(others: 0, end: "200,,,r\n")) { $0.judgeMean = 0.5 }
    #expect(alone.estimates == known.estimates)
  }

  @Test func saysWhatIsWrong() throws {
    #expect(
      message(Self.text(labels: 19))
        == "judged.csv: 19 rows with 'human'; expected at least 20, as intervals from fewer labels cover too little; "
        + "label more rows")
    #expect(message(Self.text(others: 0)).hasPrefix("judged.csv: no row without 'human'; expected"))
    #expect(
      message(Self.text(end: "200,1,,r\n"))
        == "judged.csv:86: 'judge' is missing where 'human' is there; the judge scores every row")
    #expect(
      message(Self.text(end: "200,,,r\n")).hasPrefix("judged.csv:86: 'judge' is missing, and"))
    #expect(message(Self.text(end: "200,yes,1,r\n")).hasPrefix("judged.csv:86: 'human' is 'yes'"))
    #expect(message(Self.text()) { $0.judge = "jugde" }.contains("did you mean 'judge'?"))
    #expect(message(Self.text()) { $0.judge = "human" }.hasPrefix("judge is 'human'"))
    #expect(message(Self.text()) { $0.level = 1 }.hasPrefix("level is 1.0"))
    #expect(
      message(Self.text(end: "200,,0.5,\n")) { $0.cluster = "passage" }
        == "judged.csv:86: 'passage' is missing; fill it in")
  }

  /// Labels where the judge is high: a warning, loud.
  @Test func warnsOfChosenRows() throws {
    var text = Self.text(others: 0)
    for i in 0..<200 { text += "\(i + 300),,\(Double(i % 20) / 100),z\n" }
    let report = try run(text)
    #expect(report.notes.contains { $0.hasPrefix("THE LABELED ROWS ARE NOT LIKE THE OTHERS") })
    #expect(!(try run(Self.text())).notes.contains { $0.contains("NOT LIKE") })
    var right = "human,judge\n"
    for i in 0..<20 { right += "yes,0.\(5 + i % 4)\n,0.\(3 + i % 5)\n" }
    #expect(
      try run(right).notes.contains(
        "All 20 human labels are 1, so an interval without the judge has no width; that is not certainty."
      ))
    #expect(!(try run(Self.text())).notes.contains { $0.contains("no width") })
    var same = "human,judge\n"
    for i in 0..<30 { same += "\(i % 2),\(i % 2)\n,\(i % 2)\n" }
    #expect(try run(same).notes.contains { $0.hasPrefix("The judge equals the human label") })
  }
}
