// What kernels take: plain memory and counts. They check nothing; their callers in `Tensors` do.

/// `y = [y +] scale·a·b`: a `[rows, inner]`, b `[inner, columns]`, y `[rows, columns]`, each with its strides.
///
/// The element `(r, i)` of a is `a[r·aRow + i·aInner]`, the element `(i, c)` of b `b[i·bInner + c·bColumn]`; of
/// each pair of strides one is 1. Every element of y is summed over blocks of `ProductArguments.block`
/// inner indices, each from zero in order, and the blocks are added to y in order.
package struct ProductArguments {
  /// Inner indices that are summed before they are added to y.
  package static let block = 256
  /// The most columns of b that are laid out in panels at once.
  package static let group = 640
  /// Elements of scratch memory that a product needs.
  package static let scratchCount = block * (group + 12) + 64

  /// The left operand.
  package var a: UnsafePointer<Float>
  /// Elements between rows of a.
  package var aRow: Int
  /// Elements between inner indices of a.
  package var aInner: Int
  /// The right operand.
  package var b: UnsafePointer<Float>
  /// Elements between inner indices of b.
  package var bInner: Int
  /// Elements between columns of b.
  package var bColumn: Int
  /// The result.
  package var y: UnsafeMutablePointer<Float>
  /// Elements between rows of y.
  package var yRow: Int
  /// Rows of a and y.
  package var rows: Int
  /// Columns of b and y.
  package var columns: Int
  /// Columns of a, rows of b.
  package var inner: Int
  /// What every block's sum is multiplied by.
  package var scale: Float
  /// Whether the product is added to what y holds.
  package var accumulate: Bool
  /// `scratchCount` elements.
  package var scratch: UnsafeMutablePointer<Float>

  /// All of it.
  package init(
    a: UnsafePointer<Float>, aRow: Int, aInner: Int, b: UnsafePointer<Float>, bInner: Int,
    bColumn: Int, y: UnsafeMutablePointer<Float>, yRow: Int, rows: Int, columns: Int, inner: Int,
    scale: Float, accumulate: Bool, scratch: UnsafeMutablePointer<Float>
  ) {
    self.a = a
    self.aRow = aRow
    self.aInner = aInner
    self.b = b
    self.bInner = bInner
    self.bColumn = bColumn
    self.y = y
    self.yRow = yRow
    self.rows = rows
    self.columns = columns
    self.inner = inner
    self.scale = scale
    self.accumulate = accumulate
    self.scratch = scratch
  }
}

/// `y = [y +] x·wᵀ` with w in panels of sixteen outputs, `[panels][inputs][16]`.
///
/// Summed in the same order as `ProductArguments`, so a row has the same bits either way, whatever the number
/// of rows beside it.
package struct PanelArguments {
  /// `[rows, inputs]`.
  package var x: UnsafePointer<Float>
  /// Rows of x and y.
  package var rows: Int
  /// Inputs of every output.
  package var inputs: Int
  /// The panels.
  package var panels: UnsafePointer<Float>
  /// Their number.
  package var count: Int
  /// A factor for every output; `nil` for 1.
  package var scales: UnsafePointer<Float>?
  /// `[rows, columns]`, whose rows are `yRow` apart.
  package var y: UnsafeMutablePointer<Float>
  /// Elements between rows of y.
  package var yRow: Int
  /// Outputs that are written: those of the panels, or fewer where the last one is partly empty.
  package var columns: Int
  /// Whether the product is added to what y holds.
  package var accumulate: Bool
  /// Whether every panel's successor in memory is fetched meanwhile, also behind the last.
  package var fetches: Bool

  /// All of it.
  package init(
    x: UnsafePointer<Float>, rows: Int, inputs: Int, panels: UnsafePointer<Float>, count: Int,
    scales: UnsafePointer<Float>?, y: UnsafeMutablePointer<Float>, yRow: Int, columns: Int,
    accumulate: Bool, fetches: Bool
  ) {
    self.x = x
    self.rows = rows
    self.inputs = inputs
    self.panels = panels
    self.count = count
    self.scales = scales
    self.y = y
    self.yRow = yRow
    self.columns = columns
    self.accumulate = accumulate
    self.fetches = fetches
  }
}

/// Cosines and sines of rotary angles, `[positions, width/2]` each.
package struct RotaryArguments {
  /// Cosines.
  package var cosines: UnsafePointer<Float>
  /// Sines.
  package var sines: UnsafePointer<Float>
  /// Head width K.
  package var width: Int

  /// All of it.
  package init(cosines: UnsafePointer<Float>, sines: UnsafePointer<Float>, width: Int) {
    self.cosines = cosines
    self.sines = sines
    self.width = width
  }
}

/// Causal attention of one key–value head and the query heads that share it, over one segment of packed rows.
package struct AttentionArguments {
  /// Queries whose scores are held at once.
  package static let queries = 128
  /// Keys that an online softmax takes in at once.
  package static let keys = 128

  /// Elements of scratch memory that a sequence of so many tokens needs.
  package static func scratchCount(length: Int, width: Int) -> Int {
    let padded = (length + 15) & ~15
    // Keys, transposed keys, values, transposed values, and the gradients of keys and values;
    // queries, flows and outputs of a block; scores and slopes; three numbers a row.
    return 6 * padded * width + 3 * queries * width + 2 * queries * keys + 3 * queries
  }

  /// Packed queries, keys and values, `[N, columns]`.
  package var qkv: UnsafePointer<Float>
  /// Columns of `qkv` and `gradient`.
  package var columns: Int
  /// The first row of the segment's own tokens.
  package var firstRow: Int
  /// The number of its own tokens.
  package var count: Int
  /// The first row of the prefix.
  package var prefixRow: Int
  /// The number of tokens of the prefix.
  package var prefixCount: Int
  /// The first column of the first query head of the group.
  package var queryColumn: Int
  /// The first column of the key head.
  package var keyColumn: Int
  /// The first column of the value head.
  package var valueColumn: Int
  /// Query heads that share the key–value head.
  package var groupSize: Int
  /// Query heads H in all: columns of `logSums`, and of `out` in heads.
  package var heads: Int
  /// The first query head of the group.
  package var firstHead: Int
  /// Rotary angles; they name the head width K.
  package var rotary: RotaryArguments
  /// Results of attention, `[N, H·K]`.
  package var out: UnsafeMutablePointer<Float>
  /// log Σ e^score of every row and head, `[N, H]`.
  package var logSums: UnsafeMutablePointer<Float>
  /// `scratchCount` elements.
  package var scratch: UnsafeMutablePointer<Float>
  /// The gradient of `out`; used by the backward pass alone.
  package var upstream: UnsafePointer<Float>
  /// The gradient of `qkv`, zero before: keys and values are added to it, queries written; for the backward pass alone.
  package var gradient: UnsafeMutablePointer<Float>

  /// All of it.
  package init(
    qkv: UnsafePointer<Float>, columns: Int, firstRow: Int, count: Int, prefixRow: Int,
    prefixCount: Int, queryColumn: Int, keyColumn: Int, valueColumn: Int, groupSize: Int,
    heads: Int, firstHead: Int, rotary: RotaryArguments, out: UnsafeMutablePointer<Float>,
    logSums: UnsafeMutablePointer<Float>, scratch: UnsafeMutablePointer<Float>,
    upstream: UnsafePointer<Float>, gradient: UnsafeMutablePointer<Float>
  ) {
    self.qkv = qkv
    self.columns = columns
    self.firstRow = firstRow
    self.count = count
    self.prefixRow = prefixRow
    self.prefixCount = prefixCount
    self.queryColumn = queryColumn
    self.keyColumn = keyColumn
    self.valueColumn = valueColumn
    self.groupSize = groupSize
    self.heads = heads
    self.firstHead = firstHead
    self.rotary = rotary
    self.out = out
    self.logSums = logSums
    self.scratch = scratch
    self.upstream = upstream
    self.gradient = gradient
  }
}

/// Cached keys and values of one head over consecutive tokens.
package struct CacheArguments {
  /// Tokens in a page.
  package static let tokens = 32

  /// Pages of 32 tokens: keys `[4, K, 8]`, then values `[32, K]`, both from `offset`.
  package var pages: UnsafeMutablePointer<UnsafeMutablePointer<Float>>
  /// Tokens held.
  package var length: Int
  /// Where the head's keys begin in a page.
  package var offset: Int

  /// All of it.
  package init(
    pages: UnsafeMutablePointer<UnsafeMutablePointer<Float>>, length: Int, offset: Int
  ) {
    self.pages = pages
    self.length = length
    self.offset = offset
  }
}

/// Attention of one token's query heads over a shared prefix and the sequence's own tokens.
package struct DecodeArguments {
  /// Rotated query heads, scaled by 1/√K, `[count, width]`.
  package var queries: UnsafePointer<Float>
  /// Query heads that share the key–value head.
  package var count: Int
  /// Head width K.
  package var width: Int
  /// The prefix.
  package var prefix: CacheArguments
  /// The sequence's own tokens.
  package var own: CacheArguments
  /// What is attended to next and fetched meanwhile.
  package var nextPrefix: CacheArguments
  /// What is attended to next and fetched meanwhile.
  package var nextOwn: CacheArguments
  /// A score for every query and every token of the padded caches.
  package var scratch: UnsafeMutablePointer<Float>
  /// `[count, width]`.
  package var out: UnsafeMutablePointer<Float>

  /// All of it.
  package init(
    queries: UnsafePointer<Float>, count: Int, width: Int, prefix: CacheArguments,
    own: CacheArguments, nextPrefix: CacheArguments, nextOwn: CacheArguments,
    scratch: UnsafeMutablePointer<Float>, out: UnsafeMutablePointer<Float>
  ) {
    self.queries = queries
    self.count = count
    self.width = width
    self.prefix = prefix
    self.own = own
    self.nextPrefix = nextPrefix
    self.nextOwn = nextOwn
    self.scratch = scratch
    self.out = out
  }
}

/// The backward pass of RMSNorm.
package struct NormArguments {
  /// The gradient of the result, `[rows, width]`.
  package var upstream: UnsafePointer<Float>
  /// What was normalized, `[rows, width]`.
  package var x: UnsafePointer<Float>
  /// `[width]`.
  package var gain: UnsafePointer<Float>
  /// 1/√(mean x² + ε) of every row.
  package var inverses: UnsafePointer<Float>
  /// Rows.
  package var rows: Int
  /// Width.
  package var width: Int
  /// The gradient of the gain, to which is added; `nil` if none is wanted.
  package var gainGradient: UnsafeMutablePointer<Float>?
  /// The gradient of x; `nil` if none is wanted.
  package var inputGradient: UnsafeMutablePointer<Float>?
  /// Whether the gradient of x is added to what is there.
  package var accumulate: Bool

  /// All of it.
  package init(
    upstream: UnsafePointer<Float>, x: UnsafePointer<Float>, gain: UnsafePointer<Float>,
    inverses: UnsafePointer<Float>, rows: Int, width: Int,
    gainGradient: UnsafeMutablePointer<Float>?, inputGradient: UnsafeMutablePointer<Float>?,
    accumulate: Bool
  ) {
    self.upstream = upstream
    self.x = x
    self.gain = gain
    self.inverses = inverses
    self.rows = rows
    self.width = width
    self.gainGradient = gainGradient
    self.inputGradient = inputGradient
    self.accumulate = accumulate
  }
}

/// The gradient with respect to a row of logits.
package struct LogitSlopeArguments {
  /// Logits, which become the gradient in place.
  package var logits: UnsafeMutablePointer<Float>
  /// Their number.
  package var count: Int
  /// 1/temperature.
  package var scale: Float
  /// log Σ e^(scale·z) of the whole row.
  package var logZ: Float
  /// The entropy of the whole row, nats.
  package var entropy: Float
  /// The gradient of the log-probability.
  package var logprobFlow: Float
  /// The gradient of the entropy.
  package var entropyFlow: Float

  /// All of it.
  package init(
    logits: UnsafeMutablePointer<Float>, count: Int, scale: Float, logZ: Float, entropy: Float,
    logprobFlow: Float, entropyFlow: Float
  ) {
    self.logits = logits
    self.count = count
    self.scale = scale
    self.logZ = logZ
    self.entropy = entropy
    self.logprobFlow = logprobFlow
    self.entropyFlow = entropyFlow
  }
}

/// One step of AdamW on a run of parameters that share a weight decay.
package struct AdamWArguments {
  /// Parameters.
  package var parameters: UnsafeMutablePointer<Float>
  /// Gradient.
  package var gradient: UnsafePointer<Float>
  /// First moment.
  package var first: UnsafeMutablePointer<Float>
  /// Second moment.
  package var second: UnsafeMutablePointer<Float>
  /// Elements.
  package var count: Int
  /// A factor on the gradient.
  package var gradientScale: Float
  /// β₁.
  package var beta1: Float
  /// β₂.
  package var beta2: Float
  /// ε.
  package var epsilon: Float
  /// 1 − learning rate·decay.
  package var keep: Float
  /// learning rate / (1 − β₁ᵗ).
  package var stepSize: Float
  /// 1 / √(1 − β₂ᵗ).
  package var root: Float

  /// All of it.
  package init(
    parameters: UnsafeMutablePointer<Float>, gradient: UnsafePointer<Float>,
    first: UnsafeMutablePointer<Float>, second: UnsafeMutablePointer<Float>, count: Int,
    gradientScale: Float, beta1: Float, beta2: Float, epsilon: Float, keep: Float,
    stepSize: Float, root: Float
  ) {
    self.parameters = parameters
    self.gradient = gradient
    self.first = first
    self.second = second
    self.count = count
    self.gradientScale = gradientScale
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    self.keep = keep
    self.stepSize = stepSize
    self.root = root
  }
}
