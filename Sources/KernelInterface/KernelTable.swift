/// The inner loops of the engine, compiled for one vector level.
///
/// The same sources make every table, and none lets the width of a vector decide the order of a sum: all tables
/// compute the same bits.
package struct KernelTable: Sendable {
  /// What they are compiled for.
  package let level: VectorLevel
  /// Rows that products take together; a multiple of them is fastest.
  package let rowsTogether: Int
  /// A product of matrices.
  package let product: @Sendable (ProductArguments) -> Void
  /// A product with weights in panels.
  package let panelProduct: @Sendable (PanelArguments) -> Void
  /// Lays out `outputs` rows of `inputs` weights in panels of sixteen; missing outputs of the last are 0.
  package let pack:
    @Sendable (
      _ weights: UnsafePointer<Float>, _ outputs: Int, _ inputs: Int,
      _ panels: UnsafeMutablePointer<Float>
    ) -> Void
  /// Attention over one segment and key–value head.
  package let attentionForward: @Sendable (AttentionArguments) -> Void
  /// Its gradient.
  package let attentionBackward: @Sendable (AttentionArguments) -> Void
  /// Attention of a single token over caches.
  package let decodeAttention: @Sendable (DecodeArguments) -> Void
  /// Rotates a head of queries or keys by its position's angles; −1 instead of 1 rotates back.
  package let rotate:
    @Sendable (
      _ source: UnsafePointer<Float>, _ target: UnsafeMutablePointer<Float>, _ position: Int,
      _ sign: Float, RotaryArguments
    ) -> Void
  /// RMSNorm of rows; the last pointer receives 1/√(mean x² + ε) of each.
  package let normForward:
    @Sendable (
      _ x: UnsafePointer<Float>, _ gain: UnsafePointer<Float>, _ rows: Int, _ width: Int,
      _ epsilon: Float, _ out: UnsafeMutablePointer<Float>,
      _ inverses: UnsafeMutablePointer<Float>?
    ) -> Void
  /// Its gradient.
  package let normBackward: @Sendable (NormArguments) -> Void
  /// SwiGLU of rows `[2F]` → `[F]`.
  package let swigluForward:
    @Sendable (
      _ x: UnsafePointer<Float>, _ rows: Int, _ hidden: Int, _ out: UnsafeMutablePointer<Float>
    ) -> Void
  /// Its gradient, written to or added to `gradient`.
  package let swigluBackward:
    @Sendable (
      _ x: UnsafePointer<Float>, _ upstream: UnsafePointer<Float>, _ rows: Int, _ hidden: Int,
      _ gradient: UnsafeMutablePointer<Float>, _ accumulate: Bool
    ) -> Void
  /// `y += a·x`.
  package let addScaled:
    @Sendable (
      _ a: Float, _ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, _ count: Int
    ) -> Void
  /// `x *= a`.
  package let multiply:
    @Sendable (_ x: UnsafeMutablePointer<Float>, _ a: Float, _ count: Int) -> Void
  /// `Σ x²`.
  package let sumOfSquares: @Sendable (_ x: UnsafePointer<Float>, _ count: Int) -> Double
  /// Of x = z·scale: the largest, log Σ e^(x − largest), Σ e^(x − largest), Σ e^(x − largest)·(x − largest); the terms of
  /// the second sum go to `weights`.
  package let softmax:
    @Sendable (
      _ z: UnsafePointer<Float>, _ count: Int, _ scale: Float,
      _ weights: UnsafeMutablePointer<Float>?
    ) -> (peak: Float, logSum: Float, sum: Float, product: Float)
  /// The gradient with respect to logits.
  package let logitSlope: @Sendable (LogitSlopeArguments) -> Void
  /// The first index at which the running sum of weights exceeds `target`; the last positive one if none does.
  package let pick:
    @Sendable (_ weights: UnsafePointer<Float>, _ count: Int, _ target: Double) -> Int
  /// One step of AdamW.
  package let adamW: @Sendable (AdamWArguments) -> Void

  /// A table of all kernels.
  package init(
    level: VectorLevel,
    rowsTogether: Int,
    product: @escaping @Sendable (ProductArguments) -> Void,
    panelProduct: @escaping @Sendable (PanelArguments) -> Void,
    pack:
      @escaping @Sendable (
        UnsafePointer<Float>, Int, Int, UnsafeMutablePointer<Float>
      ) -> Void,
    attentionForward: @escaping @Sendable (AttentionArguments) -> Void,
    attentionBackward: @escaping @Sendable (AttentionArguments) -> Void,
    decodeAttention: @escaping @Sendable (DecodeArguments) -> Void,
    rotate:
      @escaping @Sendable (
        UnsafePointer<Float>, UnsafeMutablePointer<Float>, Int, Float, RotaryArguments
      ) -> Void,
    normForward:
      @escaping @Sendable (
        UnsafePointer<Float>, UnsafePointer<Float>, Int, Int, Float, UnsafeMutablePointer<Float>,
        UnsafeMutablePointer<Float>?
      ) -> Void,
    normBackward: @escaping @Sendable (NormArguments) -> Void,
    swigluForward:
      @escaping @Sendable (
        UnsafePointer<Float>, Int, Int, UnsafeMutablePointer<Float>
      ) -> Void,
    swigluBackward:
      @escaping @Sendable (
        UnsafePointer<Float>, UnsafePointer<Float>, Int, Int, UnsafeMutablePointer<Float>, Bool
      ) -> Void,
    addScaled:
      @escaping @Sendable (
        Float, UnsafePointer<Float>, UnsafeMutablePointer<Float>, Int
      ) -> Void,
    multiply: @escaping @Sendable (UnsafeMutablePointer<Float>, Float, Int) -> Void,
    sumOfSquares: @escaping @Sendable (UnsafePointer<Float>, Int) -> Double,
    softmax:
      @escaping @Sendable (
        UnsafePointer<Float>, Int, Float, UnsafeMutablePointer<Float>?
      ) -> (peak: Float, logSum: Float, sum: Float, product: Float),
    logitSlope: @escaping @Sendable (LogitSlopeArguments) -> Void,
    pick: @escaping @Sendable (UnsafePointer<Float>, Int, Double) -> Int,
    adamW: @escaping @Sendable (AdamWArguments) -> Void
  ) {
    self.level = level
    self.rowsTogether = rowsTogether
    self.product = product
    self.panelProduct = panelProduct
    self.pack = pack
    self.attentionForward = attentionForward
    self.attentionBackward = attentionBackward
    self.decodeAttention = decodeAttention
    self.rotate = rotate
    self.normForward = normForward
    self.normBackward = normBackward
    self.swigluForward = swigluForward
    self.swigluBackward = swigluBackward
    self.addScaled = addScaled
    self.multiply = multiply
    self.sumOfSquares = sumOfSquares
    self.softmax = softmax
    self.logitSlope = logitSlope
    self.pick = pick
    self.adamW = adamW
  }
}
