/// Compares hand-written gradients with finite differences.
public enum GradientCheck {
  /// The largest deviation between the gradient of `scalar` with respect to `inputs` and central
  /// differences, relative to the largest gradient.
  ///
  /// - Parameters:
  ///   - inputs: the points at which to check; their elements are moved and put back.
  ///   - step: the half width of the difference.
  ///   - elements: how many elements of each input to check, spread evenly.
  ///   - scalar: computes the value on a fresh tape.
  public static func largestDeviation(
    inputs: [Tensor], step: Float = 1e-2, elements: Int = 40,
    scalar: (Tape, [Variable]) -> Variable
  ) -> Float {
    let workspace = Workspace()
    let tape = Tape(workspace)
    let variables = inputs.map { tape.input($0) }
    tape.backward(from: scalar(tape, variables))
    func value() -> Double {
      let tape = Tape(workspace, recording: false)
      return Double(scalar(tape, inputs.map { tape.constant($0) }).value.scalar)
    }
    var worst: Float = 0
    var largest: Float = 1e-6
    for (input, variable) in zip(inputs, variables) {
      for i in stride(from: 0, to: input.count, by: max(1, input.count / elements)) {
        let center = input.pointer[i]
        input.pointer[i] = center + step
        let above = value()
        input.pointer[i] = center - step
        let below = value()
        input.pointer[i] = center
        let expected = Float((above - below) / (2 * Double(step)))
        let found = variable.gradient?.pointer[i] ?? 0
        worst = max(worst, abs(found - expected))
        largest = max(largest, abs(expected))
      }
    }
    return worst / largest
  }
}
