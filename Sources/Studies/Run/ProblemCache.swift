import Experience
import Support
import Synchronization
import Tasks

/// The problems of a plan's sets, each drawn once: with few problems in a split drawing takes longer than looking.
final class ProblemCache: Sendable {
  private let stream: RandomStream
  private let known = Mutex<[String: [Problem]]>([:])

  init(_ stream: RandomStream) { self.stream = stream }

  /// The problems of a set, or validation problems of the same kind.
  func problems(_ set: EvaluationSet, validation: Bool = false) throws -> [Problem] {
    let key = "\(set.name) \(validation)"
    if let found = known.withLock({ $0[key] }) { return found }
    let drawn = try set.problemSet(stream, split: validation ? .validation : nil).problems
    known.withLock { $0[key] = drawn }
    return drawn
  }
}
