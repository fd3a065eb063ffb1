import Foundation
import Support
import TestSupport
import Testing

/// `assay eval --server`, as a user asks for it.
@Suite struct ServerCommandTests {
  private static func answer(_ request: StubServer.Request) -> StubServer.Response {
    guard request.line.hasPrefix("POST") else { return StubServer.models("m") }
    let json = request.json
    let (n, seed) = (json["n"] as? Int ?? 1, json["seed"] as? Int ?? 0)
    return StubServer.choices(
      (0..<n).map { "so \\boxed{\((seed + $0) % 3)}" }, fingerprint: "fp")
  }

  private func rows(_ folder: TemporaryFolder) throws -> String {
    let rows = (0..<6).map { "{\"question\": \"q \($0)\", \"answer\": \"#### \($0 % 3)\"}\n" }
    try AtomicFile.write(rows.joined(), to: folder.file("rows.jsonl"))
    return folder.file("rows.jsonl")
  }

  private func arguments(_ server: StubServer, _ data: String) -> [String] {
    [
      "eval", "--server", server.url, "--task", "gsm8k", "--data", data, "--samples-per-problem",
      "40", "--max-tokens", "20",
    ]
  }

  @Test func aKillLosesNoAnswerAndDoublesNone() throws {
    let folder = try TemporaryFolder()
    let (reached, release) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    let server = try StubServer { request, number in
      // The whole evaluation has 13 requests; the second one is stopped in its eighth.
      if number == 13 + 7 {
        reached.signal()
        release.wait()
      }
      return Self.answer(request)
    }
    let all = arguments(server, try rows(folder)) + ["--concurrency", "1", "--save"]
    let whole = try Program.run(all + [folder.file("whole.jsonl")])
    #expect(whole.status == 0 && server.requests.count == 13, "\(whole.errors)")
    #expect(whole.errors.contains("6 problems × 40 samples = 240 completions of at most 20 tokens"))
    #expect(whole.errors.contains("12 calls of up to 32 choices, 1 at once"))
    #expect(
      whole.output.contains("server \(server.url)/v1: model m, root /m, owner stub, fingerprint fp")
    )
    let process = Program.process(all + [folder.file("cut.jsonl")], cache: NSTemporaryDirectory())
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    reached.wait()
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    release.signal()
    // Nothing is begun again by mistake.
    let refused = try Program.run(all + [folder.file("cut.jsonl")])
    #expect(refused.status == 1 && refused.errors.contains("pass --resume"), "\(refused.errors)")
    let resumed = try Program.run(all + [folder.file("cut.jsonl"), "--resume"])
    #expect(resumed.status == 0 && resumed.output == whole.output, "\(resumed.errors)")
    #expect(
      try AtomicFile.read(folder.file("cut.jsonl")) == AtomicFile.read(folder.file("whole.jsonl")))
    // The models four times, the calls twice, and the one that was under way once more.
    #expect(server.requests.count == 4 + 24 + 1)
    #expect(folder.names == ["cut.jsonl", "rows.jsonl", "whole.jsonl"])
    let curve = try Program.run(["passk", folder.file("cut.jsonl"), "--csv"])
    #expect(curve.status == 0, "\(curve.errors)")
  }

  @Test func whatItCostsIsSaidAndNothingIsAsked() throws {
    let folder = try TemporaryFolder()
    let server = try StubServer { request, _ in Self.answer(request) }
    let result = try Program.run(arguments(server, try rows(folder)) + ["--dry-run"])
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("at most 4.8 k tokens\n12 calls of up to 32 choices, 8 at once"))
    #expect(server.requests.map(\.line) == ["GET /v1/models"])
  }

  @Test func errorsAreOneLine() throws {
    let folder = try TemporaryFolder()
    let data = try rows(folder)
    func check(_ server: StubServer, _ status: Int32, _ text: String, _ more: String...) throws {
      let result = try Program.run(arguments(server, data) + ["--quiet"] + more)
      #expect(result.status == status, "\(result.errors)")
      #expect(
        result.errors.hasPrefix("assay: ") && result.errors.contains(text), "\(result.errors)")
      #expect(result.errors.count { $0 == "\n" } == 1, "\(result.errors)")
    }
    let gone = try StubServer { request, _ in Self.answer(request) }
    gone.stop()
    try check(gone, 1, "no server answers (connection refused)")
    let locked = try StubServer { _, _ in StubServer.error(401, "no key") }
    try check(locked, 1, "HTTP 401, no key; give its key in ASSAY_API_KEY")
    let page = try StubServer { _, _ in StubServer.Response(200, "<html>") }
    try check(page, 1, "not OpenAI's protocol: /models answers '<html>'")
    let server = try StubServer { request, _ in Self.answer(request) }
    try check(server, 65, "no model 'n'; there are: m", "--served-model", "n")
    let lost = try StubServer { request, number in
      number == 0 ? Self.answer(request) : StubServer.error(404, "the model was unloaded")
    }
    try check(lost, 1, "HTTP 404, the model was unloaded")
  }

  @Test(arguments: [
    ["--server", "http://h", "--model", "m"], [], ["--model", "m", "--served-model", "x"],
    ["--model", "m", "--concurrency", "4"], ["--server", "http://h", "--concurrency", "0"],
    ["--server", "http://h", "--base", "x"], ["--server", "http://h", "--precision", "int8"],
  ])
  func flagsThatDoNotGoTogetherAreRefused(_ arguments: [String]) throws {
    let result = try Program.run(["eval"] + arguments)
    #expect(result.status == 64, "\(result.errors)")
  }

  @Test func conversationsNeedAModelOfOnesOwn() throws {
    let server = try StubServer { request, _ in Self.answer(request) }
    let result = try Program.run(["eval", "--server", server.url, "--task", "navigation"])
    #expect(result.status == 65 && result.errors.contains("several turns"), "\(result.errors)")
  }
}
