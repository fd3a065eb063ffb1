import KernelInterface
import Support

extension Tape {
  /// Log-probabilities of chosen tokens and entropies, without keeping logits.
  ///
  /// ```
  /// z = hidden[positions]·headᵀ / T[m],   logprob[m] = z[m, targets[m]] − log Σ e^z[m],   H[m] = logZ − Σ p·z
  /// ```
  ///
  /// LM head, log-softmax, gather and entropy in one pass over blocks of the vocabulary. Logits are kept for
  /// the backward pass as far as `LogitBlocks.keptElements` goes and computed again beyond that, so that
  /// memory stays bounded whatever N·V is. What a row becomes does not depend on the rows beside it.
  ///
  /// - Parameters:
  ///   - hidden: final hidden states, `[N, D]`.
  ///   - head: the LM head, `[V, D]`.
  ///   - positions: the M rows from which a token is predicted; a row may serve several.
  ///   - targets: the M tokens predicted there.
  ///   - temperatures: T of each prediction; the log-probabilities are those of the distribution at this temperature.
  /// - Returns: log-probabilities and entropies, each `[M]`, in nats.
  public func tokenLogprobs(
    _ hidden: Variable, head: Variable, positions: [Int], targets: [Int32], temperatures: [Float]
  ) -> (logprobs: Variable, entropies: Variable) {
    precondition(
      positions.count == targets.count, "\(positions.count) positions, \(targets.count) targets")
    let (m, vocabulary) = (positions.count, head.value.rows)
    for target in targets {
      precondition(target >= 0 && target < vocabulary, "token \(target) of \(vocabulary)")
    }
    precondition(temperatures.count == m, "\(temperatures.count) temperatures of \(m)")
    let scales = temperatures.map { 1 / $0 }
    let logprobs = Tensor(rows: m, in: workspace)
    let entropies = Tensor(rows: m, in: workspace)
    let logSums = Tensor(rows: max(m, 1), in: workspace)
    var statistics = [SoftmaxStatistics](repeating: SoftmaxStatistics(), count: m)
    let blocks = LogitBlocks(
      hidden: hidden.value, head: head.value, positions: positions, keeping: isRecording,
      in: workspace)
    blocks.forEach { columns, logits in
      for r in 0..<m {
        let z = logits.pointer + r * columns.count
        let scale = scales[r]
        for start in stride(from: 0, to: columns.count, by: LogitBlocks.statisticsWidth) {
          let count = min(LogitBlocks.statisticsWidth, columns.count - start)
          statistics[r].add(z + start, count: count, scale: scale)
        }
        let target = Int(targets[r])
        if columns.contains(target) {
          logprobs.pointer[r] = z[target - columns.lowerBound] * scale
        }
      }
    }
    for r in 0..<m {
      logSums.pointer[r] = statistics[r].logZ
      entropies.pointer[r] = statistics[r].entropy
      logprobs.pointer[r] -= statistics[r].logZ
    }
    let results = jointResults([logprobs, entropies], from: [hidden, head]) { [self] flows in
      guard m > 0 else { return }
      let rows = hidden.needsGradient ? zeroedRows(m, hidden.value.columns) : nil
      let headTarget = zeroedTarget(head)
      blocks.forEach { columns, logits in
        for r in 0..<m {
          let target = Int(targets[r])
          let z = logits.pointer + r * columns.count
          let logprobFlow = flows[0]?.pointer[r] ?? 0
          kernels.logitSlope(
            LogitSlopeArguments(
              logits: z, count: columns.count, scale: scales[r], logZ: logSums.pointer[r],
              entropy: entropies.pointer[r], logprobFlow: logprobFlow,
              entropyFlow: flows[1]?.pointer[r] ?? 0))
          if columns.contains(target) { z[target - columns.lowerBound] += logprobFlow * scales[r] }
        }
        let width = hidden.value.columns
        let start = columns.lowerBound * width
        if let rows {
          MatrixProduct.times(
            logits.pointer, head.value.pointer + start, into: rows.pointer, n: m, m: columns.count,
            k: width, accumulate: true, in: workspace)
        }
        if let headTarget {
          MatrixProduct.transposedTimes(
            logits.pointer, blocks.gathered.pointer, into: headTarget.pointer + start, n: m,
            m: columns.count, k: width, accumulate: true, in: workspace)
        }
      }
      if let rows, let target = zeroedTarget(hidden) {
        let width = hidden.value.columns
        for r in 0..<m {
          VectorKernels.addScaled(
            1, rows.pointer + r * width, to: target.pointer + positions[r] * width, count: width)
        }
      }
    }
    return (results[0], results[1])
  }

  /// The same with one temperature for all predictions.
  public func tokenLogprobs(
    _ hidden: Variable, head: Variable, positions: [Int], targets: [Int32], temperature: Float = 1
  ) -> (logprobs: Variable, entropies: Variable) {
    tokenLogprobs(
      hidden, head: head, positions: positions, targets: targets,
      temperatures: positions.map { _ in temperature })
  }

  private func zeroedRows(_ rows: Int, _ columns: Int) -> Tensor {
    let tensor = Tensor(rows: rows, columns: columns, in: workspace)
    tensor.fill(0)
    return tensor
  }
}

/// Log-sum-exp and entropy of a row that comes in pieces.
private struct SoftmaxStatistics {
  private var peak = -Float.infinity
  private var sum: Float = 0
  /// Σ e^(z − peak)·(z − peak).
  private var product: Float = 0

  /// Adds logits, times `scale`.
  mutating func add(_ z: UnsafePointer<Float>, count: Int, scale: Float) {
    let part = kernels.softmax(z, count, scale, nil)
    // Only before the first block: what is not finite stays so.
    guard sum != 0 else {
      (peak, sum, product) = (part.peak, part.sum, part.product)
      firstLogSum = part.logSum
      return
    }
    firstLogSum = nil
    let top = max(peak, part.peak)
    let (own, other) = (peak - top, part.peak - top)
    // The weight of the larger peak is exactly 1.
    let ownWeight = own == 0 ? 1 : Float(PortableMath.exp(Double(own)))
    let otherWeight = other == 0 ? 1 : Float(PortableMath.exp(Double(other)))
    product = ownWeight * (product + own * sum) + otherWeight * (part.product + other * part.sum)
    sum = ownWeight * sum + otherWeight * part.sum
    peak = top
  }

  /// The logarithm of `sum` as the kernel has it, as long as there is one part.
  private var firstLogSum: Float?
  private var logSum: Float { firstLogSum ?? Float(PortableMath.log(Double(sum))) }

  var logZ: Float { peak + logSum }
  var entropy: Float { logSum - product / sum }
}

/// Logits of some rows, block by block of the vocabulary.
private final class LogitBlocks {
  let gathered: Tensor
  private let head: Tensor
  private let width: Int
  private let kept: Int
  private var blocks: [Tensor] = []
  private let workspace: Workspace

  /// Columns whose statistics are taken together: the same whatever the width of a block.
  static let statisticsWidth = 128

  /// Logits that are kept for the backward pass: 128 MB.
  static let keptElements = 1 << 25

  /// Blocks are chosen so that their logits stay near the second-level cache.
  init(
    hidden: Tensor, head: Tensor, positions: [Int], keeping: Bool, in workspace: Workspace
  ) {
    self.head = head
    self.workspace = workspace
    let m = max(1, positions.count)
    width = min(head.rows, max(1, min(32, 1024 / m)) * Self.statisticsWidth)
    kept = keeping ? Self.keptElements / (width * m) : 0
    gathered = Tensor(rows: m, columns: hidden.columns, in: workspace)
    for (i, r) in positions.enumerated() {
      (gathered.pointer + i * hidden.columns).update(
        from: hidden.pointer + r * hidden.columns, count: hidden.columns)
    }
  }

  /// Visits all blocks in order; what the visitor does to the logits of a kept block stays.
  func forEach(_ body: (_ columns: Range<Int>, _ logits: Tensor) -> Void) {
    let isFirst = blocks.isEmpty
    var scratch: Tensor?
    for (index, start) in stride(from: 0, to: head.rows, by: width).enumerated() {
      let columns = start..<min(start + width, head.rows)
      if !isFirst, index < blocks.count {
        body(columns, blocks[index])
        continue
      }
      let reusable = scratch.flatMap { $0.columns == columns.count ? $0 : nil }
      let logits =
        reusable ?? Tensor(rows: gathered.rows, columns: columns.count, in: workspace)
      MatrixProduct.timesTransposed(
        gathered.pointer, head.pointer + start * head.columns, into: logits.pointer,
        n: gathered.rows, m: columns.count, k: head.columns, accumulate: false, in: workspace)
      body(columns, logits)
      if isFirst, index < kept {
        blocks.append(logits)
      } else {
        scratch = logits
      }
    }
  }
}
