import Dispatch
import Foundation
import Synchronization

extension Sandbox {
  /// Computes `body(0) … body(count − 1)` side by side, at most one a core, and returns the results in order.
  ///
  /// Programs that share a core would be given less of their time.
  ///
  /// - Throws: the error of the first piece, in order, that failed; pieces that had not begun are left out then.
  public static func sideBySide<Result: Sendable>(
    _ count: Int, _ body: @Sendable (Int) throws -> Result
  ) throws -> [Result] {
    let next = Atomic<Int>(0)
    let hasFailed = Atomic<Bool>(false)
    let results = Mutex<[Swift.Result<Result, any Error>?]>(Array(repeating: nil, count: count))
    let workers = min(count, ProcessInfo.processInfo.activeProcessorCount)
    DispatchQueue.concurrentPerform(iterations: workers) { _ in
      while !hasFailed.load(ordering: .relaxed) {
        let piece = next.add(1, ordering: .relaxed).oldValue
        guard piece < count else { return }
        let result = Swift.Result { try body(piece) }
        if case .failure = result { hasFailed.store(true, ordering: .relaxed) }
        results.withLock { $0[piece] = result }
      }
    }
    return try results.withLock { try $0.compactMap { try $0?.get() } }
  }
}
