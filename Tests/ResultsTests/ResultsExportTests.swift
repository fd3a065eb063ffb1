import Foundation
import Results
import Support
import Testing

@Suite struct ResultsExportTests {
  private func sample(_ scratch: Scratch) throws -> ResultsReader {
    try writeSample(to: scratch.path("r.h5"))
    return try ResultsReader(path: scratch.path("r.h5"))
  }

  @Test func axesAreLabelled() throws {
    let scratch = try Scratch()
    let reader = try sample(scratch)
    #expect(
      try ResultsExport.csv(reader, dataset: "/eval/id/passk") == """
        arm,seed,value
        base,900,0.5
        base,901,0.25
        base,902,NaN
        rl_edge,900,1e-300
        rl_edge,901,-0.0
        rl_edge,902,3.0

        """)
    // There is no /axes/step and no /axes/count: positions.
    #expect(
      try ResultsExport.csv(reader, dataset: "/eval/id/counts")
        == "arm,step,count,value\nbase,0,0,-1\nbase,1,0,7\nrl_edge,0,0,8\nrl_edge,1,0,9\n")
  }

  @Test func textsAreQuoted() throws {
    let scratch = try Scratch()
    let csv = try ResultsExport.csv(try sample(scratch), dataset: "/problems/id/prompt")
    #expect(csv == "problem,value\n0,\n1,\"größer, \"\"quoted\"\"\nsecond line\"\n2,§\n")
  }

  @Test func scalarsAndEmptyArraysHaveAHeader() throws {
    let scratch = try Scratch()
    let reader = try sample(scratch)
    #expect(try ResultsExport.csv(reader, dataset: "/scalar") == "value\n42.5\n")
    #expect(try ResultsExport.csv(reader, dataset: "/fits/se") == "fit,slot,value\n")
  }

  @Test func everyDatasetBecomesAFile() throws {
    let scratch = try Scratch()
    let reader = try sample(scratch)
    let files = try ResultsExport.csv(reader, folder: scratch.path("csv"))
    #expect(files.count == 12)
    #expect(files.first == scratch.path("csv/axes/arm.csv"))
    for file in files { #expect(try AtomicFile.readText(file).hasSuffix("\n")) }
  }

  @Test func theTreeBecomesJSON() throws {
    let scratch = try Scratch()
    let data = try ResultsExport.json(try sample(scratch))
    let root = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    func child(_ node: [String: Any], _ path: [String]) throws -> [String: Any] {
      try path.reduce(node) { node, name in
        try #require((node["children"] as? [String: Any])?[name] as? [String: Any])
      }
    }
    #expect((root["attributes"] as? [String: Any])?["study"] as? String == "sharpening")
    let passk = try child(root, ["eval", "id", "passk"])
    #expect(passk["shape"] as? [Int] == [2, 3])
    #expect(passk["kind"] as? String == "float")
    let rows = try #require(passk["values"] as? [[Any]])
    #expect(rows[0][2] is NSNull)
    #expect(rows[0][1] as? Double == 0.25)
    #expect((passk["attributes"] as? [String: String])?["dims"] == "arm,seed")
    #expect(try child(root, ["scalar"])["values"] as? Double == 42.5)
    #expect(try child(root, ["fits", "se"])["values"] as? [[Double]] == [[], []])
    let prompts = try child(root, ["problems", "id", "prompt"])["values"] as? [String]
    #expect(prompts?[1] == "größer, \"quoted\"\nsecond line")
    #expect(String(decoding: data, as: UTF8.self).contains("18446744073709551615"))
    #expect(String(decoding: data, as: UTF8.self).contains("[0.1,2.0]"))
  }
}
