import Foundation
import Sandbox
import Support
import Testing

/// Why bubblewrap cannot be tried here; `nil` if it can.
let bubblewrapProblem: String? = {
  do {
    _ = try Sandbox(.bubblewrap)
    return nil
  } catch {
    return "\(error)"
  }
}()

let hasPython = ChildProcess.path(of: "python3") != nil

@Suite(.enabled(if: hasPython, "python3 is not installed")) struct SandboxTests {
  static let isolations: [Isolation] = bubblewrapProblem == nil ? [.none, .bubblewrap] : [.none]

  private func python(
    _ program: String, _ isolation: Isolation, limits: Sandbox.Limits = Sandbox.Limits()
  ) throws -> Sandbox.Run {
    try Sandbox(isolation, limits: limits)
      .run(Sandbox.Job("python3", ["-I", "-"], input: program))
  }

  @Test(arguments: isolations) func programsRunToTheirEnd(_ isolation: Isolation) throws {
    let run = try python("print(6 * 7)", isolation)
    #expect(run.end == .exit(0) && run.output == "42\n")
    let failed = try python("import sys\nprint('é')\nsys.exit(3)", isolation)
    #expect(failed.end == .exit(3) && failed.output == "é\n")
    let raised = try python("assert 1 == 2, 'no'", isolation)
    #expect(raised.end == .exit(1))
    #expect(raised.output.hasSuffix("AssertionError: no\n"))
  }

  @Test(arguments: isolations) func timeIsBounded(_ isolation: Isolation) throws {
    let start = Date()
    for program in ["while True: pass", "import time\ntime.sleep(60)"] {
      #expect(try python(program, isolation, limits: .init(seconds: 2)).end == .exceeded(.time))
    }
    #expect(Date().timeIntervalSince(start) < 20)
  }

  #if !os(macOS)
    @Test(arguments: isolations) func memoryIsBounded(_ isolation: Isolation) throws {
      let run = try python("x = bytearray(2 << 30)", isolation)
      #expect(run.end == .exit(1))
      #expect(run.output.contains("MemoryError"))
    }
  #endif

  @Test(arguments: isolations) func outputIsBounded(_ isolation: Isolation) throws {
    let run = try python(
      "while True: print('x' * 1000)", isolation, limits: .init(seconds: 20, output: 10_000))
    #expect(run.end == .exceeded(.output))
    #expect(run.output.utf8.count == 10_000)
  }

  /// A child that outlives the program neither holds up the run nor, in its group, survives it.
  @Test(arguments: isolations) func childrenLeftBehindHoldNothingUp(_ isolation: Isolation) throws {
    let run = try python(
      "import os, time\nif os.fork() == 0: time.sleep(300)\nprint('done')", isolation,
      limits: .init(seconds: 60))
    #expect(run.end == .exit(0) && run.output == "done\n")
  }

  #if !os(macOS)
    @Test(arguments: isolations) func processesAreBounded(_ isolation: Isolation) throws {
      let run = try python(
        "import os, time\nfor _ in range(200):\n    if os.fork() == 0: time.sleep(60)\ntime.sleep(60)",
        isolation, limits: .init(seconds: 20, processes: 16))
      // The kernel refuses, or the watch kills.
      #expect(run.end == .exceeded(.processes) || run.output.contains("BlockingIOError"))
    }

    @Test(arguments: isolations) func memoryOfAllProcessesIsBounded(_ isolation: Isolation) throws {
      let run = try python(
        """
        import os, time
        for _ in range(4):
            if os.fork() == 0:
                x = bytearray(96 << 20)
                for i in range(0, len(x), 4096): x[i] = 1
                time.sleep(60)
        time.sleep(60)
        """, isolation, limits: .init(seconds: 20, memory: 256 << 20))
      #expect(run.end == .exceeded(.memory))
    }
  #endif

  /// A program that asks and one that answers see no more of each other than messages.
  @Test(arguments: isolations) func programsTalk(_ isolation: Isolation) throws {
    let sandbox = try Sandbox(isolation)
    let found = try sandbox.run(
      Sandbox.Job(
        "python3",
        ["-I", "-c", "w = open(4, 'w'); w.write('6\\n'); w.flush(); print(open(3).readline())"]),
      asking: Sandbox.Job(
        "python3",
        [
          "-I", "-c",
          "w = open(4, 'w')\nfor l in open(3): w.write(str(int(l) * 7)); w.flush(); w.close(); break",
        ]))
    #expect(found.asking.output == "42\n")
    #expect(found.asking.end == .exit(0))
  }

  @Test func piecesComeInOrderAndErrorsFirst() throws {
    #expect(try Sandbox.sideBySide(20) { $0 * $0 } == (0..<20).map { $0 * $0 })
    #expect(throws: SandboxError.missing(program: "3")) {
      try Sandbox.sideBySide(4) { if $0 == 3 { throw SandboxError.missing(program: "\($0)") } }
    }
  }

  @Test func missingProgramsAreNamed() throws {
    let sandbox = try Sandbox(.none)
    #expect(throws: SandboxError.missing(program: "no-such-program")) {
      try sandbox.run(Sandbox.Job("no-such-program"))
    }
    for error in [
      SandboxError.missing(program: "bwrap"), .refused(isolation: .bubblewrap, reason: "why"),
    ] {
      #expect("\(error)".contains("--isolation none"))
      #expect(!"\(error)".contains("\n"))
    }
  }

  @Suite(.enabled(if: bubblewrapProblem == nil, "\(bubblewrapProblem ?? "")"))
  struct Bubblewrap {
    private func run(
      _ program: String, limits: Sandbox.Limits = Sandbox.Limits()
    ) throws -> Sandbox.Run {
      try Sandbox(.bubblewrap, limits: limits)
        .run(Sandbox.Job("python3", ["-I", "-"], input: program))
    }

    @Test func nothingIsWrittenOutside() throws {
      let mark = "assay-\(UUID().uuidString)"
      let found = try run(
        """
        for path in ["/usr/\(mark)", "/etc/\(mark)", "/var/tmp/\(mark)"]:
            try:
                open(path, "w")
                print("wrote", path)
            except OSError:
                pass
        open("/tmp/\(mark)", "w")
        """)
      #expect(found.end == .exit(0) && found.output == "")
      for folder in ["/usr", "/etc", "/var/tmp", "/tmp"] {
        #expect(!FileManager.default.fileExists(atPath: folder + "/" + mark))
      }
    }

    /// What a campaign tries for hours, once: nothing gets out, and everything ends.
    @Test(arguments: try hostilePrograms())
    func hostileProgramsAreContained(_ program: HostileProgram) throws {
      let run = try run(program.code, limits: .init(seconds: 2, output: 1 << 16))
      #expect(!run.output.contains("ESCAPED"), "\(run.output)")
      #expect(!FileManager.default.fileExists(atPath: "/var/tmp/assay-hostile"))
    }

    @Test func theTrialFindsNoWeakness() throws {
      let trial = try SandboxTrial.run()
      #expect(trial.weaknesses == [])
    }

    /// The environment of whoever runs the sandbox stays outside.
    @Test func theEnvironmentStaysOutside() async {
      await #expect(processExitsWith: .success) {
        setenv("SECRET_TOKEN", "open sesame", 1)
        let found = try Sandbox(.bubblewrap).run(
          Sandbox.Job(
            "python3",
            ["-I", "-c", "import os\nprint(sorted(os.environ))\nopen('/proc/1/environ').read()"]))
        precondition(!found.output.contains("SECRET") && !found.output.contains("sesame"))
        precondition(found.output.contains("FileNotFoundError"))
      }
    }
  }
}

/// A program that tries to get out.
struct HostileProgram: CustomStringConvertible, Sendable {
  var name: String
  var code: String
  var description: String { name }
}

/// Those of `Tests/Campaigns/hostile.py`.
func hostilePrograms(file: String = #filePath) throws -> [HostileProgram] {
  let tests = URL(fileURLWithPath: file).deletingLastPathComponent().deletingLastPathComponent()
  let text = try AtomicFile.readText(tests.appending(path: "Campaigns/hostile.py").path)
  let parts = text.components(separatedBy: "\n#--- ").dropFirst().map { part in
    let end = part.firstIndex(of: "\n") ?? part.endIndex
    return HostileProgram(name: String(part[..<end]), code: String(part[end...]))
  }
  guard let prelude = parts.first else { return [] }
  return parts.dropFirst().map { HostileProgram(name: $0.name, code: prelude.code + $0.code) }
}
