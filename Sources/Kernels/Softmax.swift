import KernelInterface

func softmax(_ z: Pointer, _ count: Int, _ scale: Float, _ weights: MutablePointer?)
  -> (peak: Float, logSum: Float, sum: Float, product: Float)
{
  var peaks = splat(-.infinity)
  for i in stride(from: 0, to: count, by: 16) {
    peaks = maximum(peaks, load(z + i, first: count - i, filler: -.infinity))
  }
  let peak = largest(peaks) * scale
  var sums = splat(0)
  var products = splat(0)
  for i in stride(from: 0, to: count, by: 16) {
    let x = load(z + i, first: count - i, filler: -.infinity)
    let distance = splat(-peak).addingProduct(x, splat(scale))
    // Not `maximum`: NaN must stay NaN, so that a diverged model is noticed.
    let shifted = distance.replacing(with: splat(-87), where: distance .< splat(-87))
    var e = exponential(shifted)
    if i + 16 > count { e = keep(e, first: count - i) }
    if let weights { store(e, weights + i, first: count - i) }
    sums += e
    products = products.addingProduct(e, shifted)
  }
  let sum = total(sums)
  return (peak, logarithm(sum), sum, total(products))
}

/// dz = [f·(1_target − p) − g·p·(log p + H)] / T without the target's part, for flows f into the log-probability and
/// g into the entropy.
func logitSlope(_ a: LogitSlopeArguments) {
  for i in stride(from: 0, to: a.count, by: 16) {
    let live = a.count - i
    let x = load(Pointer(a.logits + i), first: live)
    let logp = splat(-a.logZ).addingProduct(x, splat(a.scale))
    let p = exponential(logp)
    let flow = splat(a.logprobFlow) + splat(a.entropyFlow) * (logp + splat(a.entropy))
    store(-p * splat(a.scale) * flow, a.logits + i, first: live)
  }
}
