import Experience
import Foundation
import Support
import Tasks
import Testing

/// The files in `data/`, which another program wrote.
@Suite struct TaskGoldenTests {
  struct ChainRow: Decodable {
    struct Candidate: Decodable {
      var response: String
      var outcome: Int
      var process: Double
    }
    var mod: Int
    var depth: Int
    var ops: Int
    var nodes: Int
    var prompt: String
    var gold: String
    var answer: Int
    var values: [String: Int]
    var candidates: [Candidate]?
  }

  struct StringRow: Decodable {
    var level: Int
    var functionsInnerToOuter: [String]
    var input: String
    var prompt: String
    var gold: String
    var answer: String
  }

  struct Manifest: Decodable {
    struct File: Decodable {
      var file: String
      var rows: Int
      var sha256: String
    }
    var files: [File]
  }

  @Test func manifestDescribesTheFiles() throws {
    let manifest = try JSONDecoder().decode(
      Manifest.self, from: try AtomicFile.read(dataFolder + "/manifest.json"))
    for file in manifest.files where file.file.hasPrefix("chain/") || file.file.hasPrefix("strfn/")
    {
      let data = try AtomicFile.read("\(dataFolder)/\(file.file)")
      #expect(SHA256.hex(SHA256.digest(data)) == file.sha256, "\(file.file)")
      guard file.file.hasSuffix(".jsonl") else { continue }
      #expect(data.count { $0 == 10 } == file.rows, "\(file.file)")
    }
  }

  @Test func chains() throws {
    let rows = try JSONLines.read(ChainRow.self, from: dataFolder + "/chain/chain_mod23.jsonl")
    #expect(rows.count == 96)
    var candidates = 0
    for row in rows {
      let family = changed(Chain()) { $0.modulus = row.mod }
      let problem = try family.problem(prompt: row.prompt)
      #expect(problem.gold == row.gold)
      #expect(problem.answer == String(row.answer))
      #expect(problem.difficulty == row.depth && row.depth == row.ops)
      let solution = try #require(
        ChainSolution(try ChainProgram(parsing: row.prompt, modulus: row.mod)))
      #expect(solution.order.count == row.nodes && solution.order.count == row.values.count)
      let steps = problem.gold.prefix { $0 != "#" }.split(separator: ";")
      for step in steps {
        let name = String(step.prefix { $0 != "=" })
        #expect(step.hasSuffix("=\(try #require(row.values[name]))"))
      }
      for candidate in row.candidates ?? [] {
        candidates += 1
        let verdict = family.verdict(candidate.response, problem)
        #expect(verdict.loose == (candidate.outcome == 1), "\(candidate.response)")
        #expect(abs(verdict.process - candidate.process) < 1e-6, "\(candidate.response)")
        #expect(verdict.strict == (candidate.response == row.gold))
      }
    }
    #expect(candidates == 48)
  }

  @Test func stringFunctions() throws {
    let rows = try JSONLines.read(
      StringRow.self, from: dataFolder + "/strfn/string_functions.jsonl")
    #expect(rows.count == 120)
    for row in rows {
      let problem = try StringFunctions().problem(prompt: row.prompt)
      #expect(problem.gold == row.gold)
      #expect(problem.answer == row.answer)
      #expect(problem.difficulty == row.level)
      let names = problem.gold.prefix { $0 != "#" }.split(separator: ";").map { $0.prefix(3) }
      #expect(names.map(String.init) == row.functionsInnerToOuter)
    }
  }

  @Test func functionTable() throws {
    let table = try JSONDecoder().decode(
      [String: String].self,
      from: try AtomicFile.read(dataFolder + "/strfn/string_functions_table.json"))
    #expect(table.count == 16)
    for index in 0..<16 {
      let function = StringFunction(index)
      #expect(table[function.name] == function.rule)
    }
  }
}
