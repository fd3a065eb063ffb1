import Experience
import Foundation
import Rollouts
import Support

/// A reward of one's own, in any language: a program that reads a completion a line and writes a score a line.
///
/// ```
/// → {"prompt": "…", "completion": "…", "answer": "…", "finished": true, "columns": {…}}
/// ← 1.0      or null      or {"score": 1.0, "parts": {"brevity": 0.5}, "reason": "…"}
/// ```
///
/// It is started once and goes on between steps; it must write its lines as it goes (`flush`) and may do so after it has read the whole
/// batch, which ends with an empty line. `columns` are the further columns of the problem's row. null, as None in TRL, is no
/// score. A program that ends, says something else, or takes longer than `seconds` for a batch ends the run. Under several ranks (MPI) rank 0
/// starts it and gives the others its scores.
public struct Program: Reward {
  public static let kind = "program"
  /// A function of one's own.
  public static let aliases = ["command", "own"]
  public static let ids = ["reward.other.rule"]
  public static let summary =
    "A program of one's own: a JSON object a completion in, a score a line out."
  public static let source = Source("TRL documentation 2026, \"Using a custom reward function\"")
  public static let assumptions =
    "The same completion gets the same score; the program may do what you may."

  /// The program and its arguments.
  public var command = ["python3", "reward.py"]
  /// The most seconds for a batch.
  public var seconds = 60.0

  /// `reward.py`, here.
  public init() {}
  /// A program.
  public init(_ command: [String]) { self.command = command }
  /// What comes with the program.
  public var basis: RewardBasis { .given }

  private struct Line: Encodable {
    var prompt: String
    var completion: String
    var answer: String
    var finished: Bool
    var columns: [String: JSONValue]
  }

  /// One line a completion, one score back.
  public func scores(_ batch: Batch, _ bench: Bench, _ memory: inout Memory) throws -> [[Score]] {
    var text = Data()
    var count = 0
    for group in batch.groups {
      for trajectory in group.trajectories {
        text += try JSONLines.line(
          Line(
            prompt: group.problem.prompt, completion: trajectory.completion.text,
            answer: group.problem.answer, finished: trajectory.completion.isFinished,
            columns: group.problem.metadata))
        count += 1
      }
    }
    text.append(10)
    // It runs once, beside rank 0: it may remember what it has seen, or ask somebody whose answers vary.
    let found = try bench.models.pool.ranks.lead {
      try Servant.of(command).answers(to: text, count: count, seconds: seconds).map(score)
    }
    var next = 0
    return batch.groups.map { group in
      group.trajectories.map { _ in
        defer { next += 1 }
        return found[next]
      }
    }
  }

  private func score(_ line: Data) throws -> Score {
    func failure() -> RolloutsError {
      .program(
        command: command.joined(separator: " "),
        reason:
          "it wrote '\(String(decoding: line.prefix(80), as: UTF8.self))'; expected a number, null, or an object "
          + "with a score, one line a completion")
    }
    guard let value = try? JSONDecoder().decode(JSONValue.self, from: line) else { throw failure() }
    func number(_ value: JSONValue?) throws -> Double? {
      switch value {
      case .number(let number)? where number.isFinite: return number
      case .integer(let number)?: return Double(number)
      case .bool(let flag)?: return flag ? 1 : 0
      case .null?, nil: return nil
      default: throw failure()
      }
    }
    guard case .object(let members) = value else {
      let outcome = try number(value)
      return Score(outcome, reason: outcome == nil ? "the program gave no score" : "")
    }
    guard members.keys.contains("score") else { throw failure() }
    var score = Score(try number(members["score"]))
    if case .object(let parts)? = members["parts"] {
      for (name, value) in parts { score.parts[name] = try number(value) }
    }
    if case .text(let reason)? = members["reason"] { score.reason = reason }
    return score
  }

  /// A program, and time for it.
  public func validate() throws {
    try require(
      !command.isEmpty, "command", "[]", "a program and its arguments, such as [python3, reward.py]"
    )
    try require(seconds, in: 0.001...1e6, "seconds")
  }
}

/// A program that is kept, with a pipe to it and one back.
///
/// A thread of its own starts it and waits for its end: on Linux a child dies with the thread that started it.
private final class Servant: @unchecked Sendable {
  private static let lock = NSLock()
  // Guarded by `lock`.
  nonisolated(unsafe) private static var known: [[String]: Servant] = [:]

  // Guarded by `life`.
  private let process: ChildProcess
  private let life = NSLock()
  private let input: Int32
  private let output: Int32
  private let command: String
  private var rest = Data()
  private let use = NSLock()

  /// The program of a command, started if it does not run.
  static func of(_ command: [String]) throws -> Servant {
    try lock.withLock {
      if let servant = known[command], servant.end() == nil { return servant }
      let servant = try Servant(command)
      known[command] = servant
      return servant
    }
  }

  private init(_ command: [String]) throws {
    self.command = command.joined(separator: " ")
    guard let name = command.first,
      let path = name.contains("/") ? name : ChildProcess.path(of: name)
    else {
      throw RolloutsError.program(
        command: self.command, reason: "there is no such program on the PATH")
    }
    var (there, back): ([Int32], [Int32]) = ([0, 0], [0, 0])
    guard pipe(&there) == 0, pipe(&back) == 0 else {
      throw SupportError.file(
        action: "open", path: "a pipe", reason: String(cString: strerror(errno)))
    }
    signal(SIGPIPE, SIG_IGN)
    for end in [there[1], back[0]] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    var launch = ChildProcess.Launch(path, Array(command.dropFirst()))
    launch.descriptors = [there[0], back[1], 2]
    let (started, known) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    nonisolated(unsafe) var child: Result<ChildProcess, any Error>?
    nonisolated(unsafe) weak var servant: Servant?
    Thread.detachNewThread { [launch] in
      child = Result { try ChildProcess(launch) }
      let id = try? child?.get().id
      started.signal()
      known.wait()
      guard let id else { return }
      var info = siginfo_t()
      while waitid(P_PID, id_t(id), &info, WEXITED | WNOWAIT) != 0, errno == EINTR {}
      _ = servant?.end()
    }
    started.wait()
    defer { known.signal() }
    close(there[0])
    close(back[1])
    (input, output) = (there[1], back[0])
    for end in [input, output] { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
    guard let child else { preconditionFailure("the thread has signalled") }
    process = try child.get()
    servant = self
  }

  /// How it ended; `nil` as long as it runs.
  private func end() -> ChildProcess.End? { life.withLock { process.end() } }

  private func failure(_ reason: String) -> RolloutsError {
    life.withLock { process.kill() }
    Self.lock.withLock {
      for (key, servant) in Self.known where servant === self { Self.known[key] = nil }
    }
    return .program(command: command, reason: reason)
  }

  /// Writes a text while it reads, until as many lines have come.
  func answers(to text: Data, count: Int, seconds: Double) throws -> [Data] {
    try use.withLock {
      let clock = RunClock()
      var written = 0
      var lines: [Data] = []
      while lines.count < count {
        while lines.count < count, let end = rest.firstIndex(of: 10) {
          let line = rest[rest.startIndex..<end]
          rest = Data(rest[(end + 1)...])
          if !line.allSatisfy({ $0 == 32 || $0 == 13 }) { lines.append(line) }
        }
        if lines.count == count { break }
        let left = seconds - clock.seconds
        guard left > 0 else {
          throw failure(
            "it gave \(lines.count) of \(count) scores in \(seconds) s; does it flush its output?")
        }
        var ends = [
          pollfd(fd: output, events: Int16(POLLIN), revents: 0),
          pollfd(fd: input, events: Int16(POLLOUT), revents: 0),
        ]
        let used = written < text.count ? 2 : 1
        guard poll(&ends, nfds_t(used), Int32(min(left, 0.2) * 1000) + 1) >= 0 || errno == EINTR
        else { throw failure(String(cString: strerror(errno))) }
        try read(ends[0].revents)
        if used == 2, ends[1].revents != 0 {
          let sent = text.withUnsafeBytes {
            write(input, $0.baseAddress! + written, min(65_536, text.count - written))
          }
          if sent > 0 { written += sent } else if errno == EPIPE { try ended() }
        }
        try StopSignal.checkOverdue()
      }
      // The empty line at the end may still be on its way.
      while written < text.count {
        guard clock.seconds < seconds else { throw failure("it does not read its input") }
        var end = pollfd(fd: input, events: Int16(POLLOUT), revents: 0)
        _ = poll(&end, 1, 50)
        let sent = text.withUnsafeBytes {
          write(input, $0.baseAddress! + written, text.count - written)
        }
        if sent > 0 { written += sent } else if errno == EPIPE { break }
      }
      return lines
    }
  }

  private func read(_ events: Int16) throws {
    guard events != 0 else { return }
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let got = Foundation.read(output, &buffer, buffer.count)
    if got > 0 { rest += buffer.prefix(got) } else if got == 0 { try ended() }
    guard rest.count < 1 << 28 else { throw failure("it wrote a line of 256 MB") }
  }

  private func ended() throws {
    for _ in 0..<50 where end() == nil { usleep(2000) }
    switch end() {
    case .exit(let code)?:
      throw failure("it ended with exit code \(code) before it had scored all completions")
    case .signal(let number)?: throw failure("it was ended by signal \(number)")
    default: throw failure("it closed its output before it had scored all completions")
    }
  }
}
