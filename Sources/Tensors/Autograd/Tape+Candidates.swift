import Support

extension Tape {
  /// The mean log-probability of the most probable entries of each row of logits, at a temperature; which entry is the most probable.
  ///
  /// ```
  /// m = (1/K) Σ_k log softmax(z/T)_k;   slope with respect to z: (1[v among the K]/K − softmax(z/T)_v)/T
  /// ```
  ///
  /// Which entries these are follows from the values; among equals the first ones.
  /// - Returns: `[M]`, nats, and `[M]` indices.
  public func likelyMeans(
    _ logits: Variable, count: Int, temperatures: [Float]
  ) -> (means: Variable, most: [Int]) {
    let (m, v) = (logits.value.rows, logits.value.columns)
    precondition(count > 0 && count <= v && temperatures.count == m, "\(count) of \(v)")
    let out = Tensor(rows: m, in: workspace)
    let slopes = Tensor(rows: m, columns: v, in: workspace)
    var most: [Int] = []
    for row in 0..<m {
      let scale = 1 / Double(temperatures[row])
      let logs = Self.logSoftmax(logits.value.pointer + row * v, v, scale)
      var chosen: [Int] = []
      for i in 0..<v {
        let place = chosen.firstIndex { logs[i] > logs[$0] } ?? chosen.count
        guard place < count else { continue }
        chosen.insert(i, at: place)
        if chosen.count > count { chosen.removeLast() }
      }
      most.append(chosen[0])
      out.pointer[row] = Float(chosen.reduce(0) { $0 + logs[$1] } / Double(count))
      for i in 0..<v { slopes.pointer[row * v + i] = Float(-scale * PortableMath.exp(logs[i])) }
      for i in chosen { slopes.pointer[row * v + i] += Float(scale / Double(count)) }
    }
    return (scaledRows(logits, out, slopes), most)
  }

  /// A result `[M]` whose slope with respect to each row of x is known.
  func scaledRows(_ x: Variable, _ out: Tensor, _ slopes: Tensor) -> Variable {
    result(out, from: [x]) { [self] upstream in
      let (target, accumulate) = gradientTarget(x)
      for row in 0..<x.value.rows {
        for i in row * x.value.columns..<(row + 1) * x.value.columns {
          let flow = upstream.pointer[row] * slopes.pointer[i]
          target.pointer[i] = accumulate ? target.pointer[i] + flow : flow
        }
      }
    }
  }
}
