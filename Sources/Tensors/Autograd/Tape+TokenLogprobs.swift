extension Tape {
  /// Log-probabilities of chosen tokens and entropies, without keeping logits.
  ///
  /// ```
  /// z = hidden[positions]·headᵀ / T,   logprob[m] = z[m, targets[m]] − log Σ e^z[m],   H[m] = logZ − Σ p·z
  /// ```
  ///
  /// LM head, log-softmax, gather and entropy in one pass over blocks of rows, so that `[N, V]` logits are
  /// never held whole; the backward pass computes a block's logits again.
  ///
  /// - Parameters:
  ///   - hidden: final hidden states, `[N, D]`.
  ///   - head: the LM head, `[V, D]`.
  ///   - positions: the M rows from which a token is predicted, ascending and distinct.
  ///   - targets: the M tokens predicted there.
  ///   - temperature: T; the log-probabilities are those of the distribution at this temperature.
  /// - Returns: log-probabilities and entropies, each `[M]`, in nats.
  public func tokenLogprobs(
    _ hidden: Variable, head: Variable, positions: [Int], targets: [Int32], temperature: Float = 1
  ) -> (logprobs: Variable, entropies: Variable) {
    precondition(
      positions.count == targets.count, "\(positions.count) positions, \(targets.count) targets")
    let (m, width, vocabulary) = (positions.count, hidden.value.columns, head.value.rows)
    let scale = 1 / temperature
    let logprobs = Tensor(rows: m, in: workspace)
    let entropies = Tensor(rows: m, in: workspace)
    let logSums = Tensor(rows: max(m, 1), in: workspace)
    let block = LogitBlock(
      hidden: hidden.value, head: head.value, positions: positions, in: workspace)
    block.forEach { rows, logits in
      for (i, r) in rows.enumerated() {
        let z = logits + i * vocabulary
        let target = Int(targets[r])
        precondition(target >= 0 && target < vocabulary, "token \(target) of \(vocabulary)")
        let chosen = z[target] * scale
        let (logZ, entropy, _) = VectorKernels.softmax(
          z, count: vocabulary, scale: scale, weights: z)
        logprobs.pointer[r] = chosen - logZ
        entropies.pointer[r] = entropy
        logSums.pointer[r] = logZ
      }
    }
    let results = jointResults([logprobs, entropies], from: [hidden, head]) { [self] flows in
      guard m > 0 else { return }
      let hiddenTarget = zeroedTarget(hidden)
      let headTarget = zeroedTarget(head)
      let block = LogitBlock(
        hidden: hidden.value, head: head.value, positions: positions, in: workspace)
      let rowGradient = Tensor(rows: block.size, columns: width, in: workspace)
      block.forEach { rows, logits in
        for (i, r) in rows.enumerated() {
          slope(
            logits + i * vocabulary, vocabulary, target: Int(targets[r]), scale: scale,
            logZ: logSums.pointer[r], entropy: entropies.pointer[r],
            logprobFlow: flows[0]?.pointer[r] ?? 0, entropyFlow: flows[1]?.pointer[r] ?? 0)
        }
        if let hiddenTarget {
          MatrixProduct.times(
            logits, head.value.pointer, into: rowGradient.pointer, n: rows.count, m: vocabulary,
            k: width, accumulate: false)
          for (i, r) in rows.enumerated() {
            VectorKernels.addScaled(
              1, rowGradient.pointer + i * width,
              to: hiddenTarget.pointer + positions[r] * width, count: width)
          }
        }
        if let headTarget {
          MatrixProduct.transposedTimes(
            logits, block.gathered.pointer, into: headTarget.pointer, n: rows.count, m: vocabulary,
            k: width, accumulate: true)
        }
      }
    }
    return (results[0], results[1])
  }

  /// Turns a row of logits into the gradient with respect to them, in place.
  ///
  /// dz = [f·(1_target − p) − g·p·(log p + H)] / T for flows f into the log-probability and g into the entropy.
  private func slope(
    _ z: MutablePointer, _ count: Int, target: Int, scale: Float, logZ: Float, entropy: Float,
    logprobFlow f: Float, entropyFlow g: Float
  ) {
    var i = 0
    while i < count {
      let whole = i + 8 <= count
      let x = whole ? load(z + i) : loadPartial(z + i, count - i, filler: 0)
      let logp = splat(-logZ).addingProduct(x, splat(scale))
      let p = exponential(logp)
      let d = -p * splat(scale) * (splat(f) + splat(g) * (logp + splat(entropy)))
      if whole {
        store(d, z + i)
      } else {
        for lane in 0..<count - i { z[i + lane] = d[lane] }
      }
      i += 8
    }
    z[target] += f * scale
  }
}

/// Logits of some rows, block by block.
private struct LogitBlock {
  let hidden: Tensor
  let head: Tensor
  let positions: [Int]
  let size: Int
  let gathered: Tensor
  private let logits: Tensor

  /// Blocks are chosen so that their logits stay in the second-level cache where the vocabulary allows.
  init(hidden: Tensor, head: Tensor, positions: [Int], in workspace: Workspace) {
    self.hidden = hidden
    self.head = head
    self.positions = positions
    size = max(1, min(positions.count, max(32, 98_304 / head.rows)))
    gathered = Tensor(rows: size, columns: hidden.columns, in: workspace)
    logits = Tensor(rows: size, columns: head.rows, in: workspace)
  }

  func forEach(_ body: (_ rows: Range<Int>, _ logits: UnsafeMutablePointer<Float>) -> Void) {
    let width = hidden.columns
    for start in stride(from: 0, to: positions.count, by: size) {
      let rows = start..<min(start + size, positions.count)
      for (i, r) in rows.enumerated() {
        (gathered.pointer + i * width).update(
          from: hidden.pointer + positions[r] * width, count: width)
      }
      MatrixProduct.timesTransposed(
        gathered.pointer, head.pointer, into: logits.pointer, n: rows.count, m: head.rows,
        k: width, accumulate: false)
      body(rows, logits.pointer)
    }
  }
}
