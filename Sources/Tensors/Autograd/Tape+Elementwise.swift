import Support

/// Ordinary arithmetic on vectors of per-token numbers, from which losses are written.
///
/// These vectors are short beside the model, so clarity comes before speed here.
extension Tape {
  /// `f(x)` elementwise, with the derivative as a function of x and f(x).
  func map(
    _ x: Variable, _ f: (Float) -> Float, derivative: @escaping (_ x: Float, _ y: Float) -> Float
  ) -> Variable {
    let out = Tensor(rows: x.value.rows, columns: x.value.columns, in: workspace)
    for i in 0..<out.count { out.pointer[i] = f(x.value.pointer[i]) }
    return result(out, from: [x]) { [self] upstream in
      add(to: x) { upstream.pointer[$0] * derivative(x.value.pointer[$0], out.pointer[$0]) }
    }
  }

  /// `f(x, y)` elementwise, with both partial derivatives.
  func combine(
    _ x: Variable, _ y: Variable, _ f: (Float, Float) -> Float,
    derivatives: @escaping (_ x: Float, _ y: Float) -> (Float, Float)
  ) -> Variable {
    precondition(
      x.value.count == y.value.count, "vectors of \(x.value.count) and \(y.value.count)")
    let out = Tensor(rows: x.value.rows, columns: x.value.columns, in: workspace)
    for i in 0..<out.count { out.pointer[i] = f(x.value.pointer[i], y.value.pointer[i]) }
    return result(out, from: [x, y]) { [self] upstream in
      func slope(_ i: Int) -> (Float, Float) { derivatives(x.value.pointer[i], y.value.pointer[i]) }
      if x.needsGradient { add(to: x) { upstream.pointer[$0] * slope($0).0 } }
      if y.needsGradient { add(to: y) { upstream.pointer[$0] * slope($0).1 } }
    }
  }

  private func add(to variable: Variable, _ flow: (Int) -> Float) {
    let (target, accumulate) = gradientTarget(variable)
    for i in 0..<target.count {
      target.pointer[i] = accumulate ? target.pointer[i] + flow(i) : flow(i)
    }
  }

  /// `x + y`.
  public func sum(_ x: Variable, _ y: Variable) -> Variable { combine(x, y, +) { _, _ in (1, 1) } }

  /// `x − y`.
  public func difference(_ x: Variable, _ y: Variable) -> Variable {
    combine(x, y, -) { _, _ in (1, -1) }
  }

  /// `x · y`.
  public func product(_ x: Variable, _ y: Variable) -> Variable { combine(x, y, *) { ($1, $0) } }

  /// The smaller of x and y; the gradient goes to the smaller, to x on ties.
  public func minimum(_ x: Variable, _ y: Variable) -> Variable {
    combine(x, y, { $1 < $0 ? $1 : $0 }) { $1 < $0 ? (0, 1) : (1, 0) }
  }

  /// The larger of x and y; the gradient goes to the larger, to x on ties.
  public func maximum(_ x: Variable, _ y: Variable) -> Variable {
    combine(x, y, { $1 > $0 ? $1 : $0 }) { $1 > $0 ? (0, 1) : (1, 0) }
  }

  /// `a·x + b`.
  public func affine(_ x: Variable, scale a: Float, shift b: Float = 0) -> Variable {
    map(x, { a * $0 + b }) { _, _ in a }
  }

  /// `−x`.
  public func negated(_ x: Variable) -> Variable { affine(x, scale: -1) }

  /// `e^x`.
  public func exp(_ x: Variable) -> Variable {
    map(x, { Float(PortableMath.exp(Double($0))) }) { $1 }
  }

  /// `log(1 + e^x)`: minus the logarithm of the sigmoid of −x.
  public func softplus(_ x: Variable) -> Variable {
    map(
      x,
      { value in
        let x = Double(value)
        return Float(max(x, 0) + PortableMath.log(1 + PortableMath.exp(-abs(x))))
      }
    ) { x, _ in Float(1 / (1 + PortableMath.exp(-Double(x)))) }
  }

  /// `1/(1 + e^−x)`.
  public func sigmoid(_ x: Variable) -> Variable {
    map(x, { Float(1 / (1 + PortableMath.exp(-Double(min(max($0, -80), 80))))) }) { _, y in
      y * (1 - y)
    }
  }

  /// `log(p/(1 − p))` of log-probabilities x = log p, which are limited to [−10⁴, −10⁻⁶].
  public func logOdds(_ x: Variable) -> Variable {
    let limited = clamp(x, -1e4, -1e-6)
    return map(
      limited,
      { x in Float(Double(x) - PortableMath.log(1 - PortableMath.exp(Double(x)))) }
    ) { x, _ in Float(1 / (1 - PortableMath.exp(Double(x)))) }
  }

  /// `Σ weights·x` over the elements of each segment; `[N]`, where segments start, and N at the end → `[S]`.
  public func segmentSums(_ x: Variable, weights: [Float], offsets: [Int]) -> Variable {
    precondition(
      x.value.count == weights.count && offsets.last == weights.count,
      "\(weights.count) weights for \(x.value.count)")
    let out = Tensor(rows: offsets.count - 1, in: workspace)
    for s in 0..<out.count {
      var sum = 0.0
      for i in offsets[s]..<offsets[s + 1] where weights[i] != 0 {
        sum += Double(weights[i]) * Double(x.value.pointer[i])
      }
      out.pointer[s] = Float(sum)
    }
    return result(out, from: [x]) { [self] upstream in
      var flows = [Float](repeating: 0, count: weights.count)
      for s in 0..<out.count {
        for i in offsets[s]..<offsets[s + 1] { flows[i] = weights[i] * upstream.pointer[s] }
      }
      add(to: x) { flows[$0] }
    }
  }

  /// `x[indices]`; an index may occur more than once.
  public func gather(_ x: Variable, _ indices: [Int]) -> Variable {
    let out = Tensor(rows: indices.count, in: workspace)
    for (i, index) in indices.enumerated() {
      precondition(x.value.rows > index && index >= 0, "element \(index) of \(x.value.count)")
      out.pointer[i] = x.value.pointer[index]
    }
    return result(out, from: [x]) { [self] upstream in
      var flows = [Float](repeating: 0, count: x.value.count)
      for (i, index) in indices.enumerated() { flows[index] += upstream.pointer[i] }
      add(to: x) { flows[$0] }
    }
  }

  /// x limited to `[low, high]`; no gradient flows where the limit acts.
  public func clamp(_ x: Variable, _ low: Float, _ high: Float) -> Variable {
    map(x, { min(max($0, low), high) }) { x, _ in x < low || x > high ? 0 : 1 }
  }

  /// `Σ_n weights[n]·x[n]`, summed in double precision: how per-token losses become a scalar.
  public func weightedSum(_ x: Variable, weights: [Float]) -> Variable {
    precondition(x.value.count == weights.count, "\(weights.count) weights for \(x.value.count)")
    var sum = 0.0
    for i in weights.indices where weights[i] != 0 {
      sum += Double(weights[i]) * Double(x.value.pointer[i])
    }
    let out = Tensor([Float(sum)], rows: 1, in: workspace)
    return result(out, from: [x]) { [self] upstream in
      add(to: x) { weights[$0] * upstream.pointer[0] }
    }
  }
}
