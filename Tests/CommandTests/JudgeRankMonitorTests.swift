import Foundation
import TestSupport
import Testing

/// `assay ppi`, `assay rank` and `assay monitor`, as a user runs them.
@Suite struct JudgeRankMonitorTests {
  private static func write(_ text: String, _ name: String, in folder: TemporaryFolder) throws
    -> String
  {
    let path = folder.file(name)
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return path
  }

  private static func object(_ text: String) throws -> [String: Any] {
    try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test func ppi() throws {
    let folder = try TemporaryFolder()
    var text = "human,judge\n"
    for i in 0..<40 {
      text += "\(i % 3 == 0 ? 0 : 1),\(i % 4 == 0 ? 0 : 1)\n,\(i % 5 == 0 ? 0 : 1)\n"
    }
    let path = try Self.write(text, "judged.csv", in: folder)
    let plain = try Program.run(["ppi", path, "--human", "human", "--judge", "judge"])
    #expect(plain.status == 0 && plain.output.contains("PPI++"), "\(plain.errors)")
    let json = try Program.run(["ppi", path, "--human", "human", "--judge", "judge", "--json"])
    let report = try Self.object(json.output)
    #expect(report["labels"] as? Int == 40 && (report["estimates"] as? [Any])?.count == 3)
    let bad = try Program.run(["ppi", path, "--human", "humam", "--judge", "judge"])
    #expect(bad.status == 65 && bad.errors.contains("did you mean 'human'?"))
    #expect(bad.errors.split(separator: "\n").count == 1)
    let usage = try Program.run(["ppi", path, "--human", "human"])
    #expect(usage.status == 64 && usage.errors.contains("--judge"))
  }

  @Test func rank() throws {
    let folder = try TemporaryFolder()
    let battles = try Self.write(
      "winner,loser\na,b\na,b\nb,a\nb,c\nc,a\na,c\nc,b\n", "battles.csv", in: folder)
    let arguments = [
      "rank", battles, "--winner", "winner", "--loser", "loser", "--bootstrap", "200",
    ]
    let plain = try Program.run(arguments)
    #expect(
      plain.status == 0 && plain.output.contains("3 models, 7 comparisons"), "\(plain.errors)")
    #expect(try Program.run(arguments).output == plain.output)
    let csv = try Program.run(arguments + ["--csv"])
    #expect(csv.output.hasPrefix("model,rank,") && csv.output.split(separator: "\n").count == 4)
    let unbeaten = try Self.write("winner,loser\na,b\nb,c\nc,b\n", "unbeaten.csv", in: folder)
    let bad = try Program.run(["rank", unbeaten, "--winner", "winner", "--loser", "loser"])
    #expect(bad.status == 65 && bad.errors.contains("'a' never lost to any of the others"))
    let usage = try Program.run(["rank", battles, "--winner", "winner"])
    #expect(usage.status == 64 && usage.errors.contains("--winner and --loser"))
  }

  @Test func monitor() throws {
    let folder = try TemporaryFolder()
    var text = "model,id,right\n"
    for i in 0..<60 { text += "old,\(i),\(i % 3 == 0 ? 1 : 0)\nnew,\(i),\(i % 6 == 1 ? 0 : 1)\n" }
    let path = try Self.write(text, "ab.csv", in: folder)
    let arguments = ["monitor", path, "--value", "right", "--arm", "model", "--pair", "id"]
    let plain = try Program.run(arguments)
    #expect(
      plain.status == 0 && plain.output.contains("0 is excluded from n = "), "\(plain.errors)")
    let report = try Self.object(try Program.run(arguments + ["--json"]).output)
    #expect((report["series"] as? [[String: Any]])?.first?["count"] as? Int == 60)
    let bad = try Program.run(["monitor", path, "--value", "id"])
    #expect(bad.status == 65 && bad.errors.contains("ab.csv:6: 'id' is 2.0, outside 0 to 1"))
    let usage = try Program.run(["monitor", path, "--value", "right", "--bounds", "1,0"])
    #expect(usage.status == 64 && usage.errors.contains("LO < HI"))
  }

  /// What they store is exported and inspected, refused where a file is, and has the hash of what came from standard input.
  @Test func results() throws {
    let folder = try TemporaryFolder()
    let battles = try Self.write(
      "winner,loser\na,b\na,b\nb,a\nb,c\nc,a\na,c\nc,b\n", "battles.csv", in: folder)
    let stored = folder.file("rank.h5")
    let arguments = [
      "--winner", "winner", "--loser", "loser", "--bootstrap", "100", "-o", stored,
    ]
    let piped = try Program.run(
      ["rank", "-"] + arguments, shell: "cat '\(battles)' | \"$0\" \"$@\"")
    #expect(piped.status == 0, "\(piped.errors)")
    let again = try Program.run(["rank", battles] + arguments)
    #expect(again.status == 1 && again.errors.contains("pass --overwrite"), "\(again.errors)")
    let hash = try Program.run([], shell: "sha256sum < '\(battles)'").output.prefix(64)
    let json = try Program.run(
      ["export", stored, "--format", "json", "--dataset", "/source/sha256"])
    #expect(hash.count == 64 && json.output.contains(hash), "\(json)")
    let inspected = try Program.run(["inspect", stored])
    #expect(inspected.output.contains("rank, complete, layout 3"), "\(inspected.output)")
    #expect(inspected.output.contains("rating_hi"))
  }

  @Test(arguments: [
    "ppi", "control-variate", "confidence-sequence", "bradley-terry", "variance-split",
    "model-ranks",
  ])
  func isExplained(_ name: String) throws {
    let result = try Program.run(["explain", name])
    #expect(result.status == 0 && result.output.contains("Source:"), "\(result.errors)")
  }
}
