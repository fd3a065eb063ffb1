import ArgumentParser
import Config
import Foundation
import Results
import Support

/// Settings from files and from the command line.
struct SettingsOptions: ParsableArguments {
  @Option(
    name: [.customShort("c"), .customLong("config")],
    help: ArgumentHelp("YAML files, laid over the defaults from left to right.", valueName: "file"),
    completion: .file())
  var files: [String] = []

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp("One setting, laid over the files.", valueName: "path.to.key=value"))
  var sets: [String] = []

  @Argument(
    help: ArgumentHelp("The same as --set, all at the end.", valueName: "path.to.key=value"))
  var words: [String] = []

  /// What is laid over the files, in order.
  var overrides: [String] { sets + words.filter { $0.contains("=") || !isFolder($0) } }

  /// The folder among the words, for a command that takes one.
  var folder: String? { words.first { !$0.contains("=") && isFolder($0) } }

  private func isFolder(_ word: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: word, isDirectory: &isFolder)
      && isFolder.boolValue
  }

  var sources: [ConfigSource] { files.map { .file($0) } }
}

/// How many threads compute.
struct WorkerOptions: ParsableArguments {
  @Option(help: "Threads that compute; the results do not depend on it. (default: all cores)")
  var workers: Int?

  func validate() throws {
    try Bounds.check("--workers", workers, 1...4096)
  }

  var count: Int { workers ?? ProcessInfo.processInfo.activeProcessorCount }
}

/// The results file that a command writes.
struct ResultsFileOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Store everything in a results file.", valueName: "results.h5"))
  var out: String?
  @Flag(help: "Replace the results file that is there.") var overwrite = false

  func validate() throws {
    if overwrite, out == nil { throw ValidationError("--overwrite needs --out") }
  }

  /// The path, if one is given; refused before anything is computed where there is a file.
  func path() throws -> String? {
    if let out { try Self.requireFree(out, overwrite: overwrite) }
    return out
  }

  static func requireFree(_ path: String, overwrite: Bool) throws {
    guard overwrite || !FileManager.default.fileExists(atPath: path) else {
      throw ResultsError.unwritable(path: path, reason: "it is there already; pass --overwrite")
    }
  }
}

/// Printing.
enum Output {
  /// A line of warning on stderr.
  static func warn(_ text: String) {
    FileHandle.standardError.write(Data("assay: warning: \(text)\n".utf8))
  }

  /// A value as one JSON document with sorted snake_case keys.
  static func json(_ value: some Encodable) throws {
    print(try MachineJSON.text(value, keys: .convertToSnakeCase))
  }
}
