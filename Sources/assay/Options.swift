import ArgumentParser
import Config
import Foundation
import Support

/// Settings from files and from the command line.
struct SettingsOptions: ParsableArguments {
  @Option(
    name: [.customShort("c"), .customLong("config")],
    help: ArgumentHelp("YAML files, laid over the defaults from left to right.", valueName: "file"))
  var files: [String] = []

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp("One setting, laid over the files.", valueName: "path.to.key=value"))
  var overrides: [String] = []

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

/// Printing.
enum Output {
  /// A value as one JSON document with sorted snake_case keys.
  static func json(_ value: some Encodable) throws {
    print(try MachineJSON.text(value, keys: .convertToSnakeCase))
  }
}
