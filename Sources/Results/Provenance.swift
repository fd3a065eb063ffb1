import Foundation
import Support

/// Where and when numbers were made; the one place that reads the clock, the host and git.
///
/// Keys are `created_utc`, `git_commit`, `tool_version`, `command`, `host`, `system`, `threads`, `processor` and `kernels` under
/// a snake-case key strategy, which is what `JSONLines` uses.
public struct Provenance: Codable, Sendable, Equatable {
  /// The version of this program.
  public static let toolVersion = "0.2.0"

  /// When, in UTC, to the second: `2026-01-31T12:00:00Z`.
  public var createdUTC: String
  /// The commit of the repository that the program was built in, 40 hexadecimal digits, or `unknown`, as of an installed one.
  public var gitCommit: String
  /// The version of the program.
  public var toolVersion: String
  /// The command line, as a shell takes it.
  public var command: String?
  /// The name of the machine.
  public var host: String
  /// Its operating system.
  public var system: String?
  /// The number of threads that computed.
  public var threads: Int
  /// The processor and the vector level of the kernels; `nil` where no model was trained or sampled.
  public var processor: String?
  /// Whose products training was made of, with the library's version and kernels if it was not our own.
  public var kernels: String?

  private enum CodingKeys: String, CodingKey {
    // The snake-case strategies turn this into `created_utc` and back.
    case createdUTC = "createdUtc"
    case gitCommit, toolVersion, command, host, system, threads, processor, kernels
  }

  /// A provenance with given values.
  public init(
    createdUTC: String, gitCommit: String, toolVersion: String, host: String, threads: Int,
    processor: String? = nil, kernels: String? = nil, command: String? = nil,
    system: String? = nil
  ) {
    self.command = command
    self.system = system
    self.createdUTC = createdUTC
    self.gitCommit = gitCommit
    self.toolVersion = toolVersion
    self.host = host
    self.threads = threads
    self.processor = processor
    self.kernels = kernels
  }

  /// The provenance of what is computed now, here.
  public static func current(
    threads: Int, processor: String? = nil, kernels: String? = nil
  ) -> Provenance {
    Provenance(
      createdUTC: Date().formatted(.iso8601),
      gitCommit: programFolder.flatMap(commit) ?? "unknown",
      toolVersion: toolVersion, host: hostName(), threads: threads,
      processor: processor, kernels: kernels, command: commandLine,
      system: ProcessInfo.processInfo.operatingSystemVersionString)
  }

  /// The folder of the program's file, through links.
  private static var programFolder: String? {
    Bundle.main.executableURL?.resolvingSymlinksInPath().deletingLastPathComponent().path
  }

  /// The command that is running, with quotes where a shell needs them.
  private static var commandLine: String {
    let words = ["assay"] + CommandLine.arguments.dropFirst()
    return words.map { word in
      word.contains { !$0.isLetter && !$0.isNumber && !"-_=./,:+@%^".contains($0) } || word.isEmpty
        ? "'" + word.replacing("'", with: "'\\''") + "'" : word
    }.joined(separator: " ")
  }

  /// Writes the values as attributes of the root.
  public func write(to writer: ResultsWriter) throws {
    try writer.attribute("created_utc", createdUTC)
    try writer.attribute("git_commit", gitCommit)
    try writer.attribute("tool_version", toolVersion)
    if let command { try writer.attribute("command", command) }
    try writer.attribute("host", host)
    if let system { try writer.attribute("system", system) }
    try writer.attribute("threads", threads)
    if let processor { try writer.attribute("processor", processor) }
    if let kernels { try writer.attribute("kernels", kernels) }
  }

  /// The commit checked out in the repository that contains a folder, read from its files.
  public static func commit(at folder: String) -> String? {
    var folder = URL(fileURLWithPath: folder).standardizedFileURL.path
    while true {
      let git = join(folder, ".git")
      if FileManager.default.fileExists(atPath: git) { return commit(git: git, folder: folder) }
      let parent = (folder as NSString).deletingLastPathComponent
      guard parent != folder, !parent.isEmpty else { return nil }
      folder = parent
    }
  }

  private static func commit(git: String, folder: String) -> String? {
    var directory = git
    // In a worktree or submodule `.git` is a file that names the folder.
    if let link = line(git), link.hasPrefix("gitdir: ") {
      directory = join(folder, String(link.dropFirst(8)))
    }
    guard let head = line(join(directory, "HEAD")) else { return nil }
    guard head.hasPrefix("ref: ") else { return hash(head) }
    let reference = String(head.dropFirst(5))
    let common = line(join(directory, "commondir")).map { join(directory, $0) } ?? directory
    if let direct = line(join(directory, reference)) ?? line(join(common, reference)) {
      return hash(direct)
    }
    guard let packed = try? AtomicFile.readText(join(common, "packed-refs")) else { return nil }
    return packed.split(separator: "\n").first { $0.hasSuffix(" " + reference) }
      .flatMap { hash(String($0.prefix { $0 != " " })) }
  }

  private static func hash(_ text: String) -> String? {
    text.count >= 40 && text.allSatisfy(\.isHexDigit) ? text : nil
  }

  private static func line(_ path: String) -> String? {
    guard let text = try? AtomicFile.readText(path) else { return nil }
    return text.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  private static func join(_ folder: String, _ path: String) -> String {
    path.hasPrefix("/") ? path : folder + "/" + path
  }

  private static func hostName() -> String {
    var buffer = [CChar](repeating: 0, count: 256)
    guard gethostname(&buffer, buffer.count - 1) == 0 else { return "unknown" }
    return HDF5.text(buffer)
  }
}
