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
    try Sandbox(isolation, limits: limits).run("python3", ["-I", "-"], input: program)
  }

  @Test(arguments: isolations) func programsRunToTheirEnd(_ isolation: Isolation) throws {
    #expect(
      try python("print(6 * 7)", isolation) == Sandbox.Run(end: .exit(0), output: "42\n"))
    let failed = try python("import sys\nprint('é')\nsys.exit(3)", isolation)
    #expect(failed == Sandbox.Run(end: .exit(3), output: "é\n"))
    let raised = try python("assert 1 == 2, 'no'", isolation)
    #expect(raised.end == .exit(1))
    #expect(raised.output.hasSuffix("AssertionError: no\n"))
  }

  @Test(arguments: isolations) func timeIsBounded(_ isolation: Isolation) throws {
    let start = Date()
    for program in ["while True: pass", "import time\ntime.sleep(60)"] {
      #expect(try python(program, isolation, limits: .init(seconds: 2)).end == .timeout)
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
    #expect(run.end != .exit(0) && run.end != .timeout)
    #expect(run.output.utf8.count == 10_000)
  }

  @Test func missingProgramsAreNamed() throws {
    let sandbox = try Sandbox(.none)
    #expect(throws: SandboxError.missing(program: "no-such-program")) {
      try sandbox.run("no-such-program", [], input: "")
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
    private func run(_ program: String) throws -> Sandbox.Run {
      try Sandbox(.bubblewrap).run("python3", ["-I", "-"], input: program)
    }

    @Test func thereIsNoNetwork() throws {
      let found = try run(
        """
        import socket
        names = [name for _, name in socket.if_nameindex()]
        try:
            socket.create_connection(("192.0.2.1", 80), 1)
        except OSError as error:
            print(names, error.errno is not None)
        """)
      #expect(found == Sandbox.Run(end: .exit(0), output: "['lo'] True\n"))
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
      #expect(found == Sandbox.Run(end: .exit(0), output: ""))
      for folder in ["/usr", "/etc", "/var/tmp", "/tmp"] {
        #expect(!FileManager.default.fileExists(atPath: folder + "/" + mark))
      }
    }

    /// Processes outside are not seen, and what is left in the background ends.
    @Test func processesAreApart() throws {
      let found = try run(
        """
        import os
        print(sum(name.isdigit() for name in os.listdir("/proc")) < 8, os.getpid() < 8)
        if os.fork() == 0:
            os.setsid()
            while True: pass
        """)
      #expect(found.output == "True True\n")
    }
  }
}
