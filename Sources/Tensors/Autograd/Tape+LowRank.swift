extension Tape {
  /// `y[:, column..<column+O] += scale · x·aᵀ·bᵀ`, in place; x `[N, I]`, a `[r, I]`, b `[O, r]`.
  ///
  /// `y` must not be used afterwards: the result takes its memory over.
  ///
  /// - Source: Hu et al. 2021, arXiv:2106.09685, eq. 3.
  public func addLowRank(
    to y: Variable, _ x: Variable, a: Variable, b: Variable, scale: Float, column: Int
  ) -> Variable {
    let (n, inputs, rank) = (x.value.rows, x.value.columns, a.value.rows)
    let (outputs, columns) = (b.value.rows, y.value.columns)
    precondition(a.value.columns == inputs, "factor of \(a.value.columns) inputs for \(inputs)")
    precondition(b.value.columns == rank, "factors of rank \(rank) and \(b.value.columns)")
    precondition(column + outputs <= columns, "columns \(column) + \(outputs) of \(columns)")
    let inner = Tensor(rows: n, columns: rank, in: workspace)
    MatrixProduct.timesTransposed(
      x.value.pointer, a.value.pointer, into: inner.pointer, n: n, m: rank, k: inputs,
      accumulate: false, in: workspace)
    MatrixProduct.timesTransposed(
      inner.pointer, b.value.pointer, into: y.value.pointer + column, n: n, m: outputs, k: rank,
      accumulate: true, scale: scale, yStride: columns, in: workspace)
    return result(y.value, from: [y, x, a, b]) { [self] upstream in
      let flow = upstream.pointer + column
      if b.needsGradient {
        let (target, accumulate) = gradientTarget(b)
        MatrixProduct.transposedTimes(
          flow, inner.pointer, into: target.pointer, n: n, m: outputs, k: rank,
          accumulate: accumulate, scale: scale, aStride: columns, in: workspace)
      }
      if a.needsGradient || x.needsGradient {
        let innerFlow = Tensor(rows: n, columns: rank, in: workspace)
        MatrixProduct.times(
          flow, b.value.pointer, into: innerFlow.pointer, n: n, m: outputs, k: rank,
          accumulate: false, scale: scale, xStride: columns, in: workspace)
        if a.needsGradient {
          let (target, accumulate) = gradientTarget(a)
          MatrixProduct.transposedTimes(
            innerFlow.pointer, x.value.pointer, into: target.pointer, n: n, m: rank, k: inputs,
            accumulate: accumulate, in: workspace)
        }
        if x.needsGradient {
          let (target, accumulate) = gradientTarget(x)
          MatrixProduct.times(
            innerFlow.pointer, a.value.pointer, into: target.pointer, n: n, m: rank, k: inputs,
            accumulate: accumulate, in: workspace)
        }
      }
      passOn(upstream, to: y)
    }
  }
}
