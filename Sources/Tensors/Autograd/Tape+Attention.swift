import KernelInterface

/// How the columns of a packed `[N, (H + 2·H_kv)·K]` tensor are divided into query, key and value heads.
public struct HeadLayout: Sendable, Equatable {
  /// Query heads H.
  public let heads: Int
  /// Key–value heads, each shared by `heads / keyValueHeads` query heads.
  public let keyValueHeads: Int
  /// Head width K, a multiple of 8.
  public let width: Int

  /// A layout.
  ///
  /// - Precondition: `heads` is a multiple of `keyValueHeads`; `width` of 8.
  public init(heads: Int, keyValueHeads: Int, width: Int) {
    precondition(
      heads % keyValueHeads == 0, "\(heads) heads over \(keyValueHeads) key–value heads")
    precondition(width % 8 == 0, "head width \(width) is not a multiple of 8")
    self.heads = heads
    self.keyValueHeads = keyValueHeads
    self.width = width
  }

  /// Columns of the packed query, key and value tensor.
  public var columns: Int { (heads + 2 * keyValueHeads) * width }
  /// Query heads that share one key–value head.
  public var groupSize: Int { heads / keyValueHeads }
  /// The first column of a query head.
  public func query(_ head: Int) -> Int { head * width }
  /// The first column of a key head.
  public func key(_ head: Int) -> Int { (heads + head) * width }
  /// The first column of a value head.
  public func value(_ head: Int) -> Int { (heads + keyValueHeads + head) * width }
}

/// A sequence among packed tokens, which may continue the tokens of another one.
///
/// Completions of one problem share its prompt: the prompt is one segment, each completion another with the
/// prompt as its prefix, and what they have in common is computed once.
public struct Segment: Sendable, Equatable {
  /// The rows of its own tokens.
  public var rows: Range<Int>
  /// The rows of the tokens before them, a segment of its own without a prefix; empty for none.
  public var prefix: Range<Int>

  /// A segment.
  public init(rows: Range<Int>, prefix: Range<Int> = 0..<0) {
    self.rows = rows
    self.prefix = prefix
  }

  /// All tokens that its last token attends to.
  public var length: Int { prefix.count + rows.count }

  /// Sequences end to end: where each starts, and N at the end.
  public static func packed(_ offsets: [Int]) -> [Segment] {
    zip(offsets, offsets.dropFirst()).map { Segment(rows: $0..<$1) }
  }
}

extension Tape {
  /// Causal grouped-query attention with rotary positions over packed segments.
  ///
  /// `qkv` is `[N, (H + 2·H_kv)·K]`; the result is `[N, H·K]`. A segment's tokens have the positions after its
  /// prefix. Nothing of size T×T is stored: the softmax is online over blocks of keys, and the backward pass
  /// computes the weights again from the stored log-sum-exp of each row.
  ///
  /// - Precondition: the segments cover all rows, each once; a prefix comes before its segment.
  /// - Source: Vaswani et al. 2017, eq. 1; Ainslie et al. 2023, arXiv:2305.13245; blocks as in Dao et al. 2022,
  ///   arXiv:2205.14135, algorithms 1 and 4.
  public func attention(
    _ qkv: Variable, segments: [Segment], layout: HeadLayout, rotary: RotaryTable
  ) -> Variable {
    let n = qkv.value.rows
    precondition(qkv.value.columns == layout.columns, "\(qkv.value.columns) columns for \(layout)")
    precondition(
      segments.reduce(0) { $0 + $1.rows.count } == n
        && segments.allSatisfy { $0.rows.upperBound <= n && $0.prefix.upperBound <= n },
      "segments \(segments) for \(n) tokens")
    precondition(rotary.width == layout.width, "rotary width \(rotary.width)")
    let longest = segments.map(\.length).max() ?? 0
    precondition(
      longest <= rotary.positions,
      "a sequence of \(longest) tokens for \(rotary.positions) positions")
    let out = Tensor(rows: n, columns: layout.heads * layout.width, in: workspace)
    let logSums = Tensor(rows: max(n, 1), columns: layout.heads, in: workspace)
    func each(
      _ body: (AttentionArguments) -> Void, upstream: Tensor, gradient: Tensor
    ) {
      let scratch = Tensor(
        rows: AttentionArguments.scratchCount(length: longest, width: layout.width),
        in: workspace)
      for segment in segments {
        for head in 0..<layout.keyValueHeads {
          body(
            AttentionArguments(
              qkv: qkv.value.pointer, columns: layout.columns, firstRow: segment.rows.lowerBound,
              count: segment.rows.count, prefixRow: segment.prefix.lowerBound,
              prefixCount: segment.prefix.count, queryColumn: layout.query(head * layout.groupSize),
              keyColumn: layout.key(head), valueColumn: layout.value(head),
              groupSize: layout.groupSize, heads: layout.heads,
              firstHead: head * layout.groupSize, rotary: rotary.arguments, out: out.pointer,
              logSums: logSums.pointer, scratch: scratch.pointer, upstream: upstream.pointer,
              gradient: gradient.pointer))
        }
      }
    }
    each(kernels.attentionForward, upstream: out, gradient: out)
    return result(out, from: [qkv]) { [self] upstream in
      let (target, accumulate) = gradientTarget(qkv)
      precondition(!accumulate, "query, key and value have one consumer")
      target.fill(0)
      each(kernels.attentionBackward, upstream: upstream, gradient: target)
    }
  }

  /// Attention over sequences end to end: where each starts, and N at the end.
  public func attention(
    _ qkv: Variable, offsets: [Int], layout: HeadLayout, rotary: RotaryTable
  ) -> Variable {
    attention(qkv, segments: Segment.packed(offsets), layout: layout, rotary: rotary)
  }
}
