extension Tape {
  /// RMSNorm over every query and key head of a packed `[N, (H + 2·H_kv)·K]` tensor; values pass unchanged.
  ///
  /// - Parameters:
  ///   - queryGain: `[K]`, shared by all query heads.
  ///   - keyGain: `[K]`, shared by all key heads.
  /// - Source: Qwen3 Technical Report, arXiv:2505.09388, section 2 (QK-Norm).
  public func headNorm(
    _ qkv: Variable, queryGain: Variable, keyGain: Variable, layout: HeadLayout, epsilon: Float
  ) -> Variable {
    let n = qkv.value.rows
    let heads = layout.heads + layout.keyValueHeads
    let width = layout.width
    let out = Tensor(rows: n, columns: layout.columns, in: workspace)
    let inverses = Tensor(rows: max(n, 1), columns: heads, in: workspace)
    out.copy(from: qkv.value)
    for row in 0..<n {
      HeadNorm.apply(
        out.pointer + row * layout.columns, queryGain: queryGain.value.pointer,
        keyGain: keyGain.value.pointer, layout: layout, epsilon: epsilon,
        inverses: inverses.pointer + row * heads)
    }
    return result(out, from: [qkv, queryGain, keyGain]) { [self] upstream in
      let queryTarget = zeroedTarget(queryGain)
      let keyTarget = zeroedTarget(keyGain)
      let inputTarget = zeroedTarget(qkv)
      for row in 0..<n {
        let start = row * layout.columns
        for head in 0..<heads {
          let isQuery = head < layout.heads
          NormKernel.backward(
            upstream.pointer + start + head * width, qkv.value.pointer + start + head * width,
            (isQuery ? queryGain : keyGain).value.pointer,
            inverses: inverses.pointer + row * heads + head, rows: 1, width: width,
            gainGradient: (isQuery ? queryTarget : keyTarget)?.pointer,
            inputGradient: inputTarget.map { $0.pointer + start + head * width }, accumulate: true)
        }
        if let inputTarget {
          let values = start + layout.value(0)
          VectorKernels.addScaled(
            1, upstream.pointer + values, to: inputTarget.pointer + values,
            count: layout.keyValueHeads * width)
        }
      }
    }
  }
}

/// RMSNorm of the query and key heads of one packed row.
public enum HeadNorm {
  /// Normalizes in place; `inverses` receives 1/√(mean x² + ε) of each head.
  public static func apply(
    _ row: UnsafeMutablePointer<Float>, queryGain: UnsafePointer<Float>,
    keyGain: UnsafePointer<Float>, layout: HeadLayout, epsilon: Float,
    inverses: UnsafeMutablePointer<Float>? = nil
  ) {
    for head in 0..<layout.heads + layout.keyValueHeads {
      let x = row + head * layout.width
      NormKernel.forward(
        x, head < layout.heads ? queryGain : keyGain, rows: 1, width: layout.width,
        epsilon: epsilon, out: x, inverses: inverses.map { $0 + head })
    }
  }
}
