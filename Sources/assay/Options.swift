import ArgumentParser
import Config
import Foundation
import Results
import Support
import Tensors

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

/// What `--progress` takes.
enum ProgressChoice: String, CaseIterable, ExpressibleByArgument {
  case auto
  case plain
  case none
}

/// How many threads compute, and what is said meanwhile.
struct WorkerOptions: ParsableArguments {
  @Option(
    help:
      "Threads that compute; the results do not depend on it. (default: all cores, of those of a machine each rank's share)"
  )
  var workers: Int?
  @Option(help: "Progress on stderr: auto, plain (a line every 15 seconds) or none.")
  var progress = ProgressChoice.auto
  @Flag(name: .shortAndLong, help: "Say nothing on stderr but warnings and errors.")
  var quiet = false
  @Flag(
    name: .shortAndLong,
    help:
      "Say on stderr what is read, written and taken from caches, with what, and where time goes.")
  var verbose = false

  func validate() throws {
    try Bounds.check("--workers", workers, 1...4096)
    guard !(quiet && verbose) else {
      throw ValidationError("--quiet and --verbose exclude each other")
    }
    // Of several ranks one speaks.
    let quiet = quiet || !Ranks.leads
    if verbose && !quiet { describe() }
    ProgressMeter.style = quiet ? .quiet : ProgressMeter.Style(rawValue: progress.rawValue) ?? .auto
  }

  var count: Int { workers ?? Ranks.defaultWorkers }

  /// Says from now on what is read, written and taken from caches, and first with what it is done; the times come at the end.
  private func describe() {
    Details.begin()
    let now = Provenance.current(threads: count)
    Details.say(
      "assay \(now.toolVersion), commit \(now.gitCommit.prefix(12)), on \(now.system ?? now.host)")
    Details.say(
      "\(count) workers on \(ProcessInfo.processInfo.activeProcessorCount) cores: "
        + "\(Processor.description); cache: \(CacheFolder.path)")
  }
}

/// The results file that a command writes.
struct ResultsFileOptions: ParsableArguments {
  @Option(
    name: [.customLong("out"), .customLong("output"), .short],
    help: ArgumentHelp("Store everything in a results file.", valueName: "results.h5"),
    completion: .file())
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
    guard Ranks.leads else { return }
    FileHandle.standardError.write(Data("assay: warning: \(text)\n".utf8))
  }

  /// A value as one JSON document with sorted snake_case keys.
  static func json(_ value: some Encodable) throws {
    print(try MachineJSON.text(value, keys: .convertToSnakeCase))
  }
}
