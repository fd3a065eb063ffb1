import Support

extension Tape {
  /// The generalized Jensen–Shannon divergence of each row's distribution Q = softmax(z/T) from another one's, P.
  ///
  /// ```
  /// β = 0: KL(P‖Q)      β = 1: KL(Q‖P)
  /// else:  β KL(P‖M) + (1 − β) KL(Q‖M),   M = βP + (1 − β)Q
  /// ```
  ///
  /// The slope with respect to z is `Q ⊙ (g − Σ Q g)/T` with g = (1 − β) log(Q/M), log(Q/P) for β = 1; `(Q − P)/T` for β = 0.
  ///
  /// - Source: Agarwal et al. 2023, arXiv:2306.13649, eq. 1.
  /// - Parameters:
  ///   - logits: z, `[M, V]`; no gradient flows into `other`.
  ///   - temperatures: T of each row, of both distributions.
  /// - Returns: `[M]`, nats.
  public func divergence(
    _ logits: Variable, from other: Tensor, beta: Double, temperatures: [Float]
  ) -> Variable {
    let (m, v) = (logits.value.rows, logits.value.columns)
    precondition(
      other.rows == m && other.columns == v && temperatures.count == m,
      "\(m) rows of \(v) and \(other.rows) of \(other.columns)")
    let out = Tensor(rows: m, in: workspace)
    let slopes = Tensor(rows: m, columns: v, in: workspace)
    for row in 0..<m {
      let scale = 1 / Double(temperatures[row])
      let logQ = Self.logSoftmax(logits.value.pointer + row * v, v, scale)
      let logP = Self.logSoftmax(other.pointer + row * v, v, scale)
      var (sum, mean) = (0.0, 0.0)
      var g = [Double](repeating: 0, count: v)
      for i in 0..<v {
        let (p, q) = (PortableMath.exp(logP[i]), PortableMath.exp(logQ[i]))
        if beta == 0 {
          sum += p * (logP[i] - logQ[i])
          continue
        }
        let logM = beta == 1 ? logP[i] : PortableMath.log(max(beta * p + (1 - beta) * q, 1e-300))
        g[i] = (beta == 1 ? 1 : 1 - beta) * (logQ[i] - logM)
        sum += q * g[i] + (beta == 1 ? 0 : beta * p * (logP[i] - logM))
        mean += q * g[i]
      }
      out.pointer[row] = Float(sum)
      for i in 0..<v {
        let q = PortableMath.exp(logQ[i])
        slopes.pointer[row * v + i] = Float(
          scale * (beta == 0 ? q - PortableMath.exp(logP[i]) : q * (g[i] - mean)))
      }
    }
    return scaledRows(logits, out, slopes)
  }

  /// log softmax(scale·z), at least −700.
  static func logSoftmax(
    _ z: UnsafeMutablePointer<Float>, _ count: Int, _ scale: Double
  ) -> [Double] {
    var top = -Double.infinity
    for i in 0..<count { top = max(top, scale * Double(z[i])) }
    var sum = 0.0
    for i in 0..<count { sum += PortableMath.exp(scale * Double(z[i]) - top) }
    let logZ = top + PortableMath.log(sum)
    return (0..<count).map { max(-700, scale * Double(z[$0]) - logZ) }
  }
}
