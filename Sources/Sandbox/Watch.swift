import Foundation
import Support

/// Two ends of a pipe, neither of which other programs inherit.
struct PipeEnds {
  let reading: Int32
  let writing: Int32

  /// - Throws: `SupportError.file` where there are no descriptors left.
  init() throws {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else {
      throw SupportError.file(
        action: "open", path: "a pipe", reason: String(cString: strerror(errno)))
    }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    (reading, writing) = (ends[0], ends[1])
  }

  func close() {
    Foundation.close(reading)
    Foundation.close(writing)
  }
}

/// Programs that run side by side within limits, until the first one ends.
struct Watch: ~Copyable {
  private let limits: Sandbox.Limits
  private let isolation: Isolation
  private let clock = RunClock()
  private var members: [WatchedProgram] = []
  /// Seconds between two looks at what a program uses.
  private static let interval = 0.02

  init(_ limits: Sandbox.Limits, _ isolation: Isolation) {
    self.limits = limits
    self.isolation = isolation
  }

  deinit {
    for member in members {
      member.child.kill()
      close(member.output)
    }
  }

  /// Starts a program.
  ///
  /// - Parameter besides: its descriptors from 3 on.
  mutating func add(
    _ launch: ChildProcess.Launch, input: String, besides: [Int32] = []
  ) throws {
    var launch = launch
    let source = try Self.unlinkedFile(Data(input.utf8))
    defer { close(source) }
    var filter: Int32 = -1
    defer { if filter >= 0 { close(filter) } }
    let output = try PipeEnds()
    defer { close(output.writing) }
    _ = fcntl(output.reading, F_SETFL, O_NONBLOCK)
    launch.descriptors = [source, output.writing, output.writing] + besides
    if isolation == .bubblewrap {
      filter = try Self.unlinkedFile(SeccompFilter.bytes)
      launch.descriptors.append(filter)
    }
    do {
      members.append(
        WatchedProgram(child: try ChildProcess(launch), output: output.reading))
    } catch {
      close(output.reading)
      throw error
    }
  }

  /// A file that is gone when its descriptor is, whatever ends us.
  private static func unlinkedFile(_ data: Data) throws -> Int32 {
    var path = Array((NSTemporaryDirectory() + "assay-XXXXXX").utf8CString)
    let descriptor = mkstemp(&path)
    guard descriptor >= 0 else {
      throw SupportError.file(
        action: "create", path: NSTemporaryDirectory(), reason: String(cString: strerror(errno)))
    }
    unlink(path)
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    let isWritten = data.withUnsafeBytes { bytes -> Bool in
      var offset = 0
      while offset < bytes.count {
        let count = write(descriptor, bytes.baseAddress! + offset, bytes.count - offset)
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else { return false }
        offset += count
      }
      return true
    }
    guard isWritten, lseek(descriptor, 0, SEEK_SET) == 0 else {
      let reason = String(cString: strerror(errno))
      close(descriptor)
      throw SupportError.file(action: "write", path: NSTemporaryDirectory(), reason: reason)
    }
    return descriptor
  }

  /// Waits until the first program has ended, ends the others, and says how all ended.
  ///
  /// - Throws: `Stopped`, with all of them ended.
  mutating func runs() throws -> [Sandbox.Run] {
    var looked = 0.0
    while members[0].end == nil {
      try StopSignal.checkOverdue()
      let running = members.filter { $0.end == nil }
      var polled = running.map { pollfd(fd: $0.output, events: Int16(POLLIN), revents: 0) }
      poll(&polled, nfds_t(polled.count), 2)
      // A pipe that has no writer left is ready for ever.
      if polled.allSatisfy({ $0.revents & Int16(POLLIN) == 0 }) { usleep(300) }
      for member in running { member.follow(limits) }
      if clock.seconds > looked + Self.interval {
        looked = clock.seconds
        for member in running { member.look(limits) }
      }
      if clock.seconds > limits.seconds {
        for member in running { member.stop(.exceeded(.time)) }
      }
    }
    return members.map { $0.run(limits, seconds: clock.seconds) }
  }
}

/// A program that is being watched.
private final class WatchedProgram {
  let child: ChildProcess
  let output: Int32
  private(set) var end: Sandbox.End?
  private var written = Data()

  init(child: ChildProcess, output: Int32) {
    self.child = child
    self.output = output
  }

  /// Ends it, unless it has ended.
  func stop(_ reason: Sandbox.End) {
    guard end == nil else { return }
    child.kill()
    end = reason
  }

  /// Takes what it has written and sees whether it has ended.
  func follow(_ limits: Sandbox.Limits) {
    read(limits)
    guard end == nil else { return }
    switch child.end() {
    case .exit(let code): end = .exit(code)
    case .signal(let number): end = .signal(number)
    case .timeout: end = .exceeded(.time)
    case nil: break
    }
  }

  /// Sees what it and everything that it started use.
  func look(_ limits: Sandbox.Limits) {
    guard end == nil, let use = ProcessTree(of: child.id) else { return }
    // bubblewrap's own processes are two.
    if use.tasks > limits.processes + 2 {
      stop(.exceeded(.processes))
    } else if use.resident > limits.memory, use.proportional > limits.memory {
      stop(.exceeded(.memory))
    }
  }

  /// How it ended and what it wrote; one that runs is dismissed.
  func run(_ limits: Sandbox.Limits, seconds: Double) -> Sandbox.Run {
    let ended = end ?? .dismissed
    child.kill()
    end = nil
    // What was written before the end and not read yet.
    read(limits)
    return Sandbox.Run(
      end: end ?? ended, output: String(decoding: written.prefix(limits.output), as: UTF8.self),
      seconds: seconds)
  }

  private func read(_ limits: Sandbox.Limits) {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while written.count <= limits.output {
      let count = Foundation.read(output, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return }
      written.append(contentsOf: buffer.prefix(count))
    }
    stop(.exceeded(.output))
  }
}
