import Experience
import Networks
import Support
import Tensors

/// What a run has in common with another run that is finished.
public struct Matching: Sendable, Equatable {
  /// The other run's training FLOPs: they are this run's budget, in place of its own.
  public var flops: Double?
  /// The other run's path Σ‖Δθ‖: this run's updates are scaled so that theirs is as long, spread evenly over the budget.
  public var path: Double?
  /// The length ‖Δθ_t‖ of each of the other run's steps: this run's steps are scaled to them.
  public var stepNorms: [Double]?

  /// Nothing in common unless given.
  public init(flops: Double? = nil, path: Double? = nil, stepNorms: [Double]? = nil) {
    self.flops = flops
    self.path = path
    self.stepNorms = stepNorms
  }
}

/// How far updates move the parameters: measured, and scaled where another run's movement is matched.
///
/// Adam cancels the scale of a gradient, so the length of the path, and not the norm of the gradient, says how
/// far a run went.
struct Movement {
  private let parameters: Parameters
  private let before: Tensor
  private let matching: Matching
  /// ‖Δθ‖ of the step so far, summed over its updates.
  private(set) var stepNorm = 0.0

  /// `nil` where nobody asked for it.
  init?(of parameters: Parameters, _ context: RunContext) {
    guard context.measuresMovement || context.matching != nil else { return nil }
    self.parameters = parameters
    before = Tensor(rows: parameters.count, in: Workspace())
    matching = context.matching ?? Matching()
  }

  /// Begins a step.
  mutating func startStep() { stepNorm = 0 }

  /// Runs one of the updates of a step, and scales what it moved.
  ///
  /// - Parameters:
  ///   - step: the step's number, from 0.
  ///   - updates: the updates of the step.
  ///   - share: the update's share of the whole budget.
  mutating func update(step: Int, of updates: Int, share: Double, _ body: () -> Void) {
    before.copy(from: parameters.values)
    body()
    let (new, old, count) = (parameters.values.pointer, before.pointer, parameters.count)
    var squares = 0.0
    for i in 0..<count {
      let change = Double(new[i]) - Double(old[i])
      squares += change * change
    }
    var norm = squares.squareRoot()
    let wanted =
      matching.stepNorms.map { step < $0.count ? $0[step] / Double(updates) : 0 }
      ?? matching.path.map { $0 * share }
    if let wanted, norm > 0 {
      let factor = wanted / norm
      for i in 0..<count {
        new[i] = Float(Double(old[i]) + factor * (Double(new[i]) - Double(old[i])))
      }
      norm = wanted
    }
    stepNorm += norm
  }

  /// The metrics of the step, with the path kept in the run's memory.
  func metrics(_ memory: inout Memory) -> [String: Double] {
    let path = (memory.scoped("movement")[number: "path"] ?? 0) + stepNorm
    memory.scoped("movement") { $0[number: "path"] = path }
    return ["step_norm": stepNorm, "path": path]
  }
}
