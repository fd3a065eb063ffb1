import Analyses
import Foundation
import Interchange
import Support
import Testing

@Suite struct PassAtKReportTests {
  let scratch: Scratch
  init() throws { scratch = try Scratch() }

  private func reports(_ count: Int) throws -> [PassAtKReport] {
    let paths = try (0..<count).map { index in
      try scratch.file("problem,n,c\na,4,2\nb,4,\(index)\n", "run\(index).csv")
    }
    return try CountFiles.read(paths).map { try PassAtKAnalysis(ks: [1, 4]).run($0) }
  }

  /// One group: these keys in this order, and nothing else.
  @Test func jsonOfOneGroup() throws {
    let one = try reports(1)
    let error = try #require(one[0].seSampling[0])
    #expect(
      PassAtKReport.json(one) == """
        {
          "problems": 2,
          "k": [1, 4],
          "pass_at_k": [0.25, 0.5],
          "se_sampling": [\(error), null],
          "se_problems": [0.25, 0.5],
          "ci_low": [0.0, 0.0],
          "ci_high": [0.5, 1.0]
        }

        """)
    let path = try scratch.file("problem,n,c\na,1,1\n", "one.csv")
    let single = try PassAtKAnalysis().run(try CountFiles.read([path])[0])
    #expect(
      PassAtKReport.json([single]) == """
        {
          "problems": 1,
          "k": [1],
          "pass_at_k": [1.0],
          "se_sampling": [null],
          "se_problems": [null],
          "ci_low": [null],
          "ci_high": [null]
        }

        """)
  }

  @Test func jsonOfSeveralGroups() throws {
    var several = try reports(2)
    several[1].name = "a \"b\"\\\n\u{1}/ä"
    let text = PassAtKReport.json(several)
    #expect(text.hasPrefix("[\n  {\n    \"name\": \"run0\",\n    \"problems\": 2,\n"))
    let parsed = try JSONSerialization.jsonObject(with: Data(text.utf8))
    let groups = try #require(parsed as? [[String: Any]])
    #expect(groups.map { $0["name"] as? String } == ["run0", "a \"b\"\\\n\u{1}/ä"])
    let keys: Set = [
      "name", "problems", "k", "pass_at_k", "se_sampling", "se_problems", "ci_low", "ci_high",
    ]
    #expect(groups.allSatisfy { Set($0.keys) == keys })
    #expect(PassAtKReport.json([]) == "[]\n")
  }

  /// The encoder of the command line, which also turns keys into snake case, gives the same shape.
  @Test func encodesWithTheSameKeys() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    var report = try reports(1)[0]
    report.seSampling = [0.5, nil]
    #expect(
      String(decoding: try encoder.encode(report), as: UTF8.self)
        == "{\"ci_high\":[0.5,1],\"ci_low\":[0,0],\"k\":[1,4],\"name\":\"run0\","
        + "\"pass_at_k\":[0.25,0.5],\"problems\":2,\"se_problems\":[0.25,0.5],"
        + "\"se_sampling\":[0.5,null]}")
  }

  @Test func csvHasOneRowAReportAndK() throws {
    var several = try reports(2)
    several[0].name = "a,\"b\""
    let lines = PassAtKReport.csv(several).split(separator: "\n")
    #expect(lines[0] == "name,problems,k,pass_at_k,se_sampling,se_problems,ci_low,ci_high")
    #expect(lines.count == 5)
    #expect(lines[1].hasPrefix("\"a,\"\"b\"\"\",2,1,0.25,0."))
    #expect(lines[2] == "\"a,\"\"b\"\"\",2,4,0.5,,0.5,0.0,1.0")
  }

  @Test func textForPeople() throws {
    let path = try scratch.file("problem,n,c\na,4,2\nb,6,0\nc,5,5\n", "mixed.csv")
    let report = try PassAtKAnalysis().run(try CountFiles.read([path])[0])
    #expect(report.meanSamples == 5)
    let lines = report.plainText.split(separator: "\n")
    #expect(lines[0] == "mixed: 3 problems, 4 to 6 samples each, 5 on average")
    #expect(lines[1] == "k  pass@k  95 % interval     SE sampling  SE problems")
    #expect(lines[3].hasPrefix("1  0.5000  [0.0000, 1.0000]"))
    #expect(lines[5] == "4  0.6667  [0.0000, 1.0000]            –       0.3333")
    #expect(
      lines[6]
        == "SE sampling is not known where a problem has fewer than 2k samples; SE problems holds it."
    )
    let two = try reports(2)
    #expect(PassAtKReport.plainText(two) == two[0].plainText + "\n" + two[1].plainText)
    #expect(two[0].plainText.hasPrefix("run0: 2 problems, 4 samples each\n"))
  }

  @Test func theExampleOfTheReadme() throws {
    let path = scratch.path("counts.csv")
    try AtomicFile.write("problem,n,c\np1,10,3\np2,10,0\n", to: path)
    let tables = try CountFiles.read([path])
    let reports = try tables.map { try PassAtKAnalysis(ks: [1, 2, 8]).run($0) }
    #expect(PassAtKReport.json(reports).hasPrefix("{\n  \"problems\": 2,\n  \"k\": [1, 2, 8],"))
    #expect(PassAtKReport.plainText(reports).hasPrefix("counts: 2 problems, 10 samples each\n"))
    #expect(PassAtKReport.csv(reports).split(separator: "\n").count == 4)
  }
}
