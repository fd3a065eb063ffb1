import Foundation

/// Other programs, run to their end.
public enum ChildProcess {
  /// How a program ended.
  public enum End: Sendable, Equatable {
    /// By itself, with an exit code.
    case exit(Int32)
    /// By a signal that was not ours.
    case signal(Int32)
    /// It was killed when its time was over.
    case timeout
  }

  /// The path of a program on the PATH, or on another list of folders in its form.
  public static func path(of name: String, on folders: String? = nil) -> String? {
    let path =
      folders ?? ProcessInfo.processInfo.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
    return path.split(separator: ":").map { "\($0)/\(name)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// Runs a program and waits for its end.
  ///
  /// Files take its output: they cannot fill up as a pipe that nobody reads can.
  ///
  /// - Parameters:
  ///   - folder: where it runs; `nil` for here.
  ///   - input: the file that it reads; `nil` for an empty one.
  ///   - output: the file that its output replaces; `nil` for nowhere.
  ///   - errors: the same for its messages; the same path as `output` for both in one.
  ///   - seconds: the time after which it is killed.
  /// - Throws: `SupportError.file` if a file or the program cannot be opened.
  public static func run(
    _ program: String, _ arguments: [String], in folder: String? = nil, input: String? = nil,
    output: String? = nil, errors: String? = nil, atMost seconds: Double
  ) throws -> End {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
    let out = try writer(output)
    let err = errors == output ? out : try writer(errors)
    var opened = [out, err]
    process.standardInput = FileHandle.nullDevice
    if let input {
      guard let file = FileHandle(forReadingAtPath: input) else {
        throw SupportError.file(action: "read", path: input, reason: "no such file")
      }
      process.standardInput = file
      opened.append(file)
    }
    defer { for file in opened { try? file?.close() } }
    process.standardOutput = out ?? FileHandle.nullDevice
    process.standardError = err ?? FileHandle.nullDevice
    let ended = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in ended.signal() }
    do {
      try process.run()
    } catch {
      throw SupportError.file(
        action: "run", path: program, reason: (error as NSError).localizedDescription)
    }
    if ended.wait(timeout: .now() + seconds) == .timedOut {
      kill(process.processIdentifier, SIGKILL)
      ended.wait()
      return .timeout
    }
    return process.terminationReason == .exit
      ? .exit(process.terminationStatus) : .signal(process.terminationStatus)
  }

  private static func writer(_ path: String?) throws -> FileHandle? {
    guard let path else { return nil }
    guard FileManager.default.createFile(atPath: path, contents: nil),
      let file = FileHandle(forWritingAtPath: path)
    else { throw SupportError.file(action: "create", path: path, reason: "the system refused") }
    return file
  }
}
