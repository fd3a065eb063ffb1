import Support

extension Tape {
  /// The log of the probability that some entries of each row of logits have together, at a temperature.
  ///
  /// ```
  /// m = log Σ_{v ∈ kept} softmax(z/T)_v;   slope with respect to z: (1[v ∈ kept]·softmax(z/T)_v/e^m − softmax(z/T)_v)/T
  /// ```
  ///
  /// A log-probability less this is that under the distribution that a filter left.
  /// - Parameter kept: entries by row; none for all, whose mass is 1.
  /// - Returns: `[M]`, nats.
  public func keptMass(_ logits: Variable, kept: [[Int32]], temperatures: [Float]) -> Variable {
    let (m, v) = (logits.value.rows, logits.value.columns)
    precondition(kept.count == m && temperatures.count == m, "\(kept.count) of \(m) rows")
    let out = Tensor(rows: m, in: workspace)
    let slopes = Tensor(rows: m, columns: v, in: workspace)
    for row in 0..<m {
      let slope = slopes.pointer + row * v
      guard !kept[row].isEmpty else {
        out.pointer[row] = 0
        for i in 0..<v { slope[i] = 0 }
        continue
      }
      let scale = 1 / Double(temperatures[row])
      let logs = Self.logSoftmax(logits.value.pointer + row * v, v, scale)
      let mass = kept[row].reduce(0.0) { $0 + PortableMath.exp(logs[Int($1)]) }
      out.pointer[row] = Float(PortableMath.log(mass))
      for i in 0..<v { slope[i] = Float(-scale * PortableMath.exp(logs[i])) }
      for i in kept[row] { slope[Int(i)] += Float(scale * PortableMath.exp(logs[Int(i)]) / mass) }
    }
    return scaledRows(logits, out, slopes)
  }
}
