import CProcess
import Foundation

/// Another program, in a process group of its own; it dies with the thread that started it (Linux).
///
/// Not for use by several threads at once.
public final class ChildProcess {
  /// How a program ended.
  public enum End: Sendable, Equatable {
    /// By itself, with an exit code.
    case exit(Int32)
    /// By a signal that was not ours.
    case signal(Int32)
    /// It was killed when its time was over.
    case timeout
  }

  /// What is started.
  public struct Launch: Sendable {
    /// The program's path.
    public var program: String
    /// Its arguments, without its name.
    public var arguments: [String]
    /// Its environment, `NAME=value`; `nil` for our own.
    public var environment: [String]?
    /// Where it runs; `nil` for here.
    public var folder: String?
    /// The descriptors that it gets as 0, 1, 2, …; −1 for nothing. No other ones are open in it.
    public var descriptors: [Int32] = [-1, -1, -1]
    /// The user and group that it becomes, without other groups; 0 for our own.
    public var user: UInt32 = 0

    /// A program that reads nothing and is not heard.
    public init(_ program: String, _ arguments: [String] = []) {
      self.program = program
      self.arguments = arguments
    }
  }

  /// The process.
  public let id: Int32
  private var ended: End?

  /// Starts a program.
  ///
  /// - Throws: `SupportError.file` if the system refuses.
  /// - Precondition: there are at most 16 descriptors.
  public init(_ launch: Launch) throws {
    let environment =
      launch.environment ?? ProcessInfo.processInfo.environment.map { "\($0)=\($1)" }
    func copies(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
      texts.map { strdup($0) } + [nil]
    }
    let (arguments, variables) = (copies([launch.program] + launch.arguments), copies(environment))
    defer { for text in arguments + variables { free(text) } }
    id = launch.program.withCString { program in
      launch.descriptors.withUnsafeBufferPointer { descriptors in
        func start(_ folder: UnsafePointer<CChar>?) -> Int32 {
          arguments.withUnsafeBufferPointer { arguments in
            variables.withUnsafeBufferPointer { variables in
              var child = assay_child(
                program: program, arguments: arguments.baseAddress,
                environment: variables.baseAddress, folder: folder,
                descriptors: descriptors.baseAddress, count: Int32(descriptors.count),
                user: launch.user)
              return assay_spawn(&child)
            }
          }
        }
        guard let folder = launch.folder else { return start(nil) }
        return folder.withCString { start($0) }
      }
    }
    guard id > 0 else { throw AtomicFile.failure("run", launch.program) }
  }

  /// How it ended; `nil` as long as it runs.
  public func end() -> End? {
    guard ended == nil else { return ended }
    var value: Int32 = 0
    switch assay_ended(id, &value) {
    case 0: return nil
    case 1: ended = .exit(value)
    case 2: ended = .signal(value)
    default: ended = .signal(0)
    }
    return ended
  }

  /// Kills it and everything in its group, and waits for its end.
  public func kill() {
    Foundation.kill(-id, SIGKILL)
    while end() == nil { usleep(200) }
  }

  /// The path of a program on the PATH, or on another list of folders in its form.
  public static func path(of name: String, on folders: String? = nil) -> String? {
    let path =
      folders ?? ProcessInfo.processInfo.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
    return path.split(separator: ":").map { "\($0)/\(name)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// Runs a program and waits for its end; what it leaves behind in its group is killed then.
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
    var opened: [Int32] = []
    defer { for descriptor in opened { close(descriptor) } }
    func descriptor(_ path: String?, _ flags: Int32, _ action: String) throws -> Int32 {
      guard let path else { return -1 }
      let found = open(path, flags | O_CLOEXEC, 0o644)
      guard found >= 0 else { throw AtomicFile.failure(action, path) }
      opened.append(found)
      return found
    }
    let source = try descriptor(input, O_RDONLY, "read")
    let out = try descriptor(output, O_WRONLY | O_CREAT | O_TRUNC, "create")
    let err =
      errors == output ? out : try descriptor(errors, O_WRONLY | O_CREAT | O_TRUNC, "create")
    var launch = Launch(program, arguments)
    launch.folder = folder
    launch.descriptors = [source, out, err]
    let child = try ChildProcess(launch)
    defer { child.kill() }
    let clock = RunClock()
    var pause: UInt32 = 200
    while clock.seconds < seconds {
      if let end = child.end() { return end }
      usleep(pause)
      pause = min(2 * pause, 10_000)
    }
    return child.end() ?? .timeout
  }
}
