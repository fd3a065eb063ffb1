import Foundation
import Support

/// What a sandbox on this machine was seen to hold back.
public struct SandboxTrial: Sendable {
  /// What it did not hold back, in words; empty where it held.
  public var weaknesses: [String]
  /// The median time that an empty program of the shell takes, seconds.
  public var startSeconds: Double

  /// Tries bubblewrap with programs that ask for more than they may have.
  ///
  /// - Throws: `SandboxError` where it cannot run programs, or there is no Python to try it with.
  public static func run() throws -> SandboxTrial {
    var limits = Sandbox.Limits(
      seconds: 10, memory: 256 << 20, output: 1 << 16, processes: 16, files: 1 << 20)
    let sandbox = try Sandbox(.bubblewrap, limits: limits)
    var weaknesses: [String] = []
    let found = try sandbox.run(Sandbox.Job("python3", ["-I", "-"], input: program))
    if found.end != .exit(0) { weaknesses.append("the trial itself ended with \(found.end)") }
    weaknesses += found.output.split(separator: "\n").map(String.init)
    if try sandbox.run(Sandbox.Job("python3", ["-I", "-"], input: hungry)).output.contains("free") {
      weaknesses.append("the memory of several processes together")
    }
    limits.seconds = 1
    let patient = try Sandbox(.bubblewrap, limits: limits)
    if try patient.run(Sandbox.Job("sh", ["-c", "sleep 5"])).end != .exceeded(.time) {
      weaknesses.append("time")
    }
    let times = try (0..<9).map { _ in try sandbox.run(Sandbox.Job("sh", ["-c", ":"])).seconds }
    return SandboxTrial(weaknesses: weaknesses, startSeconds: times.sorted()[4])
  }

  /// Prints what it is not kept from.
  private static let program = """
    import ctypes, os, socket
    libc = ctypes.CDLL(None, use_errno=True)
    def kept(what, body):
        try: body()
        except Exception: return
        print(what)
    def check(ok):
        if not ok: raise OSError
    header, data = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
    libc.capget(ctypes.byref(header), ctypes.byref(data))
    kept("capabilities", lambda: check(any(data)))
    kept("new privileges", lambda: check(libc.prctl(39, 0, 0, 0, 0) != 1))
    kept("name spaces of its own", lambda: check(libc.unshare(0x10000000) == 0))
    kept("mounts", lambda: check(libc.mount(b"x", b"/tmp", b"tmpfs", 0, None) == 0))
    kept("the filter of system calls", lambda: os.memfd_create("x"))
    kept("other kinds of sockets", lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW))
    kept("the network", lambda: socket.create_connection(("192.0.2.1", 80), 1))
    kept("files outside", lambda: open("/etc/passwd"))
    kept("the environment", lambda: check(set(os.environ) - {"PATH", "HOME", "LANG", "PWD", "LC_CTYPE"}))
    def fill(path):
        with open(path, "wb") as f:
            for _ in range(64): f.write(b"x" * (1 << 16))
    kept("the size of files", lambda: fill("/tmp/x"))
    def fork():
        for _ in range(64):
            if os.fork() == 0:
                os.read(reading, 1)
                os._exit(0)
    reading, writing = os.pipe()
    kept("the number of processes", fork)
    """

  /// Eight processes of 64 MB each.
  private static let hungry = """
    import os, time
    for _ in range(8):
        if os.fork() == 0:
            x = bytearray(64 << 20)
            for i in range(0, len(x), 4096): x[i] = 1
            time.sleep(5)
            os._exit(0)
    time.sleep(1)
    print("free")
    """
}
