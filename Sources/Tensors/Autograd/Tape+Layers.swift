import KernelInterface

/// The fused operations of a transformer. Each has a hand-written backward pass.
extension Tape {
  /// Rows of a table: `y[n] = table[ids[n]]`; `[V, D]`, `[N]` → `[N, D]`.
  ///
  /// - Precondition: every id is below V.
  public func embedding(_ table: Variable, _ ids: [Int32]) -> Variable {
    let width = table.value.columns
    let out = Tensor(rows: ids.count, columns: width, in: workspace)
    for (n, id) in ids.enumerated() {
      precondition(id >= 0 && Int(id) < table.value.rows, "token \(id) of \(table.value.rows)")
      (out.pointer + n * width).update(from: table.value.pointer + Int(id) * width, count: width)
    }
    return result(out, from: [table]) { [self] upstream in
      guard let target = zeroedTarget(table) else { return }
      for (n, id) in ids.enumerated() {
        VectorKernels.addScaled(
          1, upstream.pointer + n * width, to: target.pointer + Int(id) * width, count: width)
      }
    }
  }

  /// `y = x·wᵀ`, plus `bias` and `residual` if given; x `[N, I]`, w `[O, I]`, bias `[O]` → `[N, O]`.
  public func linear(
    _ x: Variable, _ w: Variable, bias: Variable? = nil, addingTo residual: Variable? = nil
  ) -> Variable {
    let (n, inputs, outputs) = (x.value.rows, x.value.columns, w.value.rows)
    precondition(w.value.columns == inputs, "weight of \(w.value.columns) inputs for \(inputs)")
    let out = Tensor(rows: n, columns: outputs, in: workspace)
    if let residual { out.copy(from: residual.value) }
    if let bias {
      precondition(bias.value.count == outputs, "bias of \(bias.value.count) for \(outputs)")
      if residual == nil { out.fill(0) }
      for row in 0..<n {
        VectorKernels.addScaled(
          1, bias.value.pointer, to: out.pointer + row * outputs, count: outputs)
      }
    }
    MatrixProduct.timesTransposed(
      x.value.pointer, w.value.pointer, into: out.pointer, n: n, m: outputs, k: inputs,
      accumulate: residual != nil || bias != nil, in: workspace)
    let operands = [x, w] + [bias, residual].compactMap { $0 }
    return result(out, from: operands) { [self] upstream in
      if x.needsGradient {
        let (target, accumulate) = gradientTarget(x)
        MatrixProduct.times(
          upstream.pointer, w.value.pointer, into: target.pointer, n: n, m: outputs, k: inputs,
          accumulate: accumulate, in: workspace)
      }
      if w.needsGradient {
        let (target, accumulate) = gradientTarget(w)
        MatrixProduct.transposedTimes(
          upstream.pointer, x.value.pointer, into: target.pointer, n: n, m: outputs, k: inputs,
          accumulate: accumulate, in: workspace)
      }
      if let bias, let target = zeroedTarget(bias) {
        for row in 0..<n {
          VectorKernels.addScaled(
            1, upstream.pointer + row * outputs, to: target.pointer, count: outputs)
        }
      }
      if let residual { passOn(upstream, to: residual) }
    }
  }

  /// Root-mean-square normalization: `y = x / √(mean x² + ε) · gain`; `[N, D]`, `[D]` → `[N, D]`.
  ///
  /// - Source: Zhang and Sennrich 2019, arXiv:1910.07467, eq. 4.
  public func rmsNorm(_ x: Variable, gain: Variable, epsilon: Float) -> Variable {
    let (n, width) = (x.value.rows, x.value.columns)
    precondition(gain.value.count == width, "gain of \(gain.value.count) for width \(width)")
    let out = Tensor(rows: n, columns: width, in: workspace)
    let inverses = Tensor(rows: n, in: workspace)
    NormKernel.forward(
      x.value.pointer, gain.value.pointer, rows: n, width: width, epsilon: epsilon,
      out: out.pointer, inverses: inverses.pointer)
    return result(out, from: [x, gain]) { [self] upstream in
      let gainTarget = zeroedTarget(gain)
      let inputTarget = x.needsGradient ? gradientTarget(x) : nil
      NormKernel.backward(
        upstream.pointer, x.value.pointer, gain.value.pointer, inverses: inverses.pointer, rows: n,
        width: width, gainGradient: gainTarget?.pointer, inputGradient: inputTarget?.tensor.pointer,
        accumulate: inputTarget?.accumulate ?? false)
    }
  }

  /// `y = gate·σ(gate)·up`; `[N, 2F]` with the gates in the first half → `[N, F]`.
  ///
  /// - Source: Shazeer 2020, arXiv:2002.05202, eq. 6 (SwiGLU).
  public func swiglu(_ x: Variable) -> Variable {
    let (n, hidden) = (x.value.rows, x.value.columns / 2)
    precondition(hidden % 8 == 0, "feed-forward width \(hidden) is not a multiple of 8")
    let out = Tensor(rows: n, columns: hidden, in: workspace)
    SwiGLUKernel.forward(x.value.pointer, rows: n, hidden: hidden, out: out.pointer)
    return result(out, from: [x]) { [self] upstream in
      let (target, accumulate) = gradientTarget(x)
      kernels.swigluBackward(
        x.value.pointer, upstream.pointer, n, hidden, target.pointer, accumulate)
    }
  }
}

/// The gated activation over plain memory.
public enum SwiGLUKernel {
  /// `[rows, 2F]` with the gates in the first half → `[rows, F]`.
  public static func forward(
    _ x: UnsafePointer<Float>, rows: Int, hidden: Int, out: UnsafeMutablePointer<Float>
  ) {
    kernels.swigluForward(x, rows, hidden, out)
  }
}

/// Root-mean-square normalization over plain memory.
public enum NormKernel {
  /// Normalizes rows; `inverses` receives 1/√(mean x² + ε) of each row.
  public static func forward(
    _ x: UnsafePointer<Float>, _ gain: UnsafePointer<Float>, rows: Int, width: Int, epsilon: Float,
    out: UnsafeMutablePointer<Float>, inverses: UnsafeMutablePointer<Float>?
  ) {
    kernels.normForward(x, gain, rows, width, epsilon, out, inverses)
  }

  static func backward(
    _ upstream: UnsafePointer<Float>, _ x: UnsafePointer<Float>, _ gain: UnsafePointer<Float>,
    inverses: UnsafePointer<Float>, rows: Int, width: Int,
    gainGradient: UnsafeMutablePointer<Float>?, inputGradient: UnsafeMutablePointer<Float>?,
    accumulate: Bool
  ) {
    kernels.normBackward(
      NormArguments(
        upstream: upstream, x: x, gain: gain, inverses: inverses, rows: rows, width: width,
        gainGradient: gainGradient, inputGradient: inputGradient, accumulate: accumulate))
  }
}
