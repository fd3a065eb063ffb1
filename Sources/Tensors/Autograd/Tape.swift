/// A value on a tape, with the gradient of the result with respect to it once `backward` has run.
public final class Variable {
  /// The value, `[rows, columns]`.
  public let value: Tensor
  /// The gradient; `nil` as long as nothing has flowed into it.
  public internal(set) var gradient: Tensor?
  /// Whether gradients flow into it.
  public let needsGradient: Bool

  init(_ value: Tensor, gradient: Tensor? = nil, needsGradient: Bool) {
    self.value = value
    self.gradient = gradient
    self.needsGradient = needsGradient
  }
}

/// Records operations and runs their hand-written backward passes in reverse order.
///
/// One tape serves one shard of a batch on one worker. A tape that does not record keeps nothing.
public final class Tape {
  /// Where values and gradients get their memory.
  public let workspace: Workspace
  /// Whether backward passes are kept.
  public let isRecording: Bool
  private var steps: [() -> Void] = []

  /// A tape over a worker's pool.
  public init(_ workspace: Workspace, recording: Bool = true) {
    self.workspace = workspace
    isRecording = recording
  }

  /// A value into which no gradient flows.
  public func constant(_ value: Tensor) -> Variable { Variable(value, needsGradient: false) }

  /// A vector of constants, `[N]`.
  public func constant(_ values: [Float]) -> Variable {
    constant(Tensor(values, rows: values.count, in: workspace))
  }

  /// A value with respect to which gradients are wanted.
  public func input(_ value: Tensor) -> Variable {
    Variable(value, needsGradient: isRecording)
  }

  /// A parameter whose gradient is *added* to the given tensor; `nil` for a frozen one.
  public func parameter(_ value: Tensor, gradient: Tensor?) -> Variable {
    Variable(value, gradient: gradient, needsGradient: isRecording && gradient != nil)
  }

  /// The same value, with the gradient stopped.
  public func detached(_ variable: Variable) -> Variable { constant(variable.value) }

  /// Makes the result of an operation and keeps its backward pass if any operand needs gradients.
  ///
  /// - Parameter backward: receives the gradient of the result; called at most once.
  func result(
    _ value: Tensor, from operands: [Variable], backward: @escaping (Tensor) -> Void
  ) -> Variable {
    jointResults([value], from: operands) { gradients in
      if let gradient = gradients[0] { backward(gradient) }
    }[0]
  }

  /// Keeps one backward pass for an operation with several results, which share it.
  func jointResults(
    _ values: [Tensor], from operands: [Variable], backward: @escaping ([Tensor?]) -> Void
  ) -> [Variable] {
    let needed = isRecording && operands.contains { $0.needsGradient }
    let variables = values.map { Variable($0, needsGradient: needed) }
    if needed {
      // The step holds its results: nothing else may by the time it runs.
      steps.append {
        let gradients = variables.map(\.gradient)
        if gradients.contains(where: { $0 != nil }) { backward(gradients) }
      }
    }
    return variables
  }

  /// Runs the recorded operations backward from a scalar.
  ///
  /// Memory of an operation is given back as soon as its backward pass has run.
  /// - Precondition: `scalar` has one element.
  public func backward(from scalar: Variable, seed: Float = 1) {
    precondition(scalar.value.count == 1, "backward from \(scalar.value.count) elements")
    guard scalar.needsGradient else { return }
    let (gradient, accumulate) = gradientTarget(scalar)
    gradient.pointer[0] = accumulate ? gradient.pointer[0] + seed : seed
    while let step = steps.popLast() { step() }
  }

  /// The tensor to write a gradient into, and whether to add to what is there.
  func gradientTarget(_ variable: Variable) -> (tensor: Tensor, accumulate: Bool) {
    if let gradient = variable.gradient { return (gradient, true) }
    let gradient = Tensor(
      rows: variable.value.rows, columns: variable.value.columns, in: workspace)
    variable.gradient = gradient
    return (gradient, false)
  }

  /// The gradient to add to, zeroed if it is new; `nil` where none is wanted.
  func zeroedTarget(_ variable: Variable) -> Tensor? {
    guard variable.needsGradient else { return nil }
    let (target, accumulate) = gradientTarget(variable)
    if !accumulate { target.fill(0) }
    return target
  }

  /// Lets a finished gradient flow on unchanged: handed over without a copy if it is the first.
  func passOn(_ gradient: Tensor, to variable: Variable) {
    guard variable.needsGradient else { return }
    if let present = variable.gradient {
      VectorKernels.addScaled(1, gradient.pointer, to: present.pointer, count: present.count)
    } else {
      variable.gradient = gradient
    }
  }
}
