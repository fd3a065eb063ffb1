import Foundation

/// Runs recursive work on a stack of its own.
///
/// Yams follows nested values by recursion, up to the 1000 levels that libYAML accepts, in about 2.5 kB a
/// level: more than the 512 kB that a secondary thread has on macOS.
enum DeepStack {
  /// Bytes, reserved but not touched before they are needed.
  static let size = 64 << 20

  /// The result of the work; the caller waits for it.
  static func run<Value>(_ work: @escaping () throws -> Value) throws -> Value {
    let job = Job(work)
    let thread = Thread {
      job.result = Result { try job.work() }
      job.finished.signal()
    }
    thread.stackSize = size
    thread.start()
    job.finished.wait()
    guard let result = job.result else {
      preconditionFailure("a job signalled that it had finished without a result")
    }
    return try result.get()
  }

  /// What the two threads share, one after the other: the semaphore hands it over.
  private final class Job<Value>: @unchecked Sendable {
    let work: () throws -> Value
    var result: Result<Value, any Error>?
    let finished = DispatchSemaphore(value: 0)
    init(_ work: @escaping () throws -> Value) { self.work = work }
  }
}
