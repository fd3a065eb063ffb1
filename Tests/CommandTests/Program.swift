import Foundation

/// The executable, run as a user runs it.
struct Program {
  /// What a run printed and returned.
  struct Result {
    var output: String
    var errors: String
    var status: Int32
  }

  /// The executable beside the test bundle.
  static let path: String = {
    let bundle = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    let candidates = [
      ProcessInfo.processInfo.environment["ASSAY_BINARY"] ?? "",
      bundle.appendingPathComponent("assay").path,
      URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent(".build/release/assay").path,
    ]
    return candidates.first { FileManager.default.isExecutableFile(atPath: $0) } ?? "assay"
  }()

  /// Makes a process that is not started yet, with its own cache folder.
  static func process(_ arguments: [String], cache: String, shell: String? = nil) -> Process {
    let process = Process()
    if let shell {
      process.executableURL = URL(fileURLWithPath: "/bin/bash")
      process.arguments = ["-c", shell, path] + arguments
    } else {
      process.executableURL = URL(fileURLWithPath: path)
      process.arguments = arguments
    }
    process.environment = ProcessInfo.processInfo.environment.merging(["ASSAY_CACHE": cache]) { $1 }
    return process
  }

  /// Runs to the end. `shell` is a bash command in which `"$0" "$@"` is the program.
  static func run(
    _ arguments: [String], cache: String = NSTemporaryDirectory(), shell: String? = nil
  ) throws -> Result {
    let process = process(arguments, cache: cache, shell: shell)
    let folder = NSTemporaryDirectory() + "/assay-out-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    func file(_ name: String) throws -> FileHandle {
      _ = FileManager.default.createFile(atPath: folder + "/" + name, contents: nil)
      return try FileHandle(forWritingTo: URL(fileURLWithPath: folder + "/" + name))
    }
    process.standardOutput = try file("out")
    process.standardError = try file("err")
    try process.run()
    process.waitUntilExit()
    func text(_ name: String) throws -> String {
      String(
        decoding: try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name)), as: UTF8.self)
    }
    return Result(
      output: try text("out"), errors: try text("err"), status: process.terminationStatus)
  }
}
