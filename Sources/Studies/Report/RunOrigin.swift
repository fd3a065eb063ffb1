import Results
import Support

/// How, where and with what a file of results was made, as the attributes of its root say.
struct RunOrigin {
  private let texts: [String: String]

  /// - Throws: `ResultsError`.
  init(_ reader: ResultsReader) throws {
    texts = try reader.attributes().mapValues(\.description)
  }

  /// One line for several studies: when, with which version, on which processor.
  var line: String {
    func text(_ name: String) -> String { texts[name] ?? "unknown" }
    return "\(text("created_utc")), version \(text("tool_version")), commit \(text("git_commit")), "
      + text("processor")
  }

  /// The command that was run; `nil` in older files.
  var command: String? { texts["command"] }

  /// What the report says of it, item by item; what a file does not know is left out.
  ///
  /// - Parameter training: seconds of all trainings together, as their loops have logged them; 0 if unknown.
  func items(training: Double) -> [String] {
    func item(_ title: String, _ text: String?) -> String? {
      text.map { "**\(title).** \($0)" }
    }
    let program = texts["tool_version"].map { version in
      "version \(version), " + (texts["git_commit"].map { "commit `\($0)`" } ?? "commit unknown")
    }
    let cores = texts["cores"].map { $0 == "1" ? ", 1 core" : ", \($0) cores" } ?? ""
    let workers = texts["threads"].map { $0 == "1" ? ", 1 worker" : ", \($0) workers" } ?? ""
    var time: [String] = []
    if let seconds = texts["wall_s"].flatMap(Double.init) {
      time.append("\(ProgressMeter.duration(seconds)) from start to results")
    }
    if training > 0 {
      time.append(
        "\(ProgressMeter.duration(training)) of training, summed over all stages and seeds, whenever they ran"
      )
    }
    return [
      item("Command", command.map { "`\($0)`" }), item("Program", program),
      item("Processor", texts["processor"].map { $0 + cores + workers }),
      item("Kernels", texts["kernels"]), item("System", texts["system"]),
      item("Wall time", time.isEmpty ? nil : time.joined(separator: "; ")),
      item("Written", texts["created_utc"]),
    ].compactMap { $0 }
  }
}
