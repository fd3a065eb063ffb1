import KernelInterface

/// Element i of the first half of a head and of the second half are rotated by one angle.
func rotate(
  _ source: Pointer, _ target: MutablePointer, _ position: Int, _ sign: Float,
  _ rotary: RotaryArguments
) {
  let half = rotary.width / 2
  let cosine = rotary.cosines + position * half
  let sine = rotary.sines + position * half
  var i = 0
  while i + 16 <= half {
    let (a, b) = (load(source + i), load(source + half + i))
    let (c, s) = (load(cosine + i), load(sine + i) * splat(sign))
    store(a * c - b * s, target + i)
    store(b * c + a * s, target + half + i)
    i += 16
  }
  while i + 4 <= half {
    func four(_ p: Pointer) -> SIMD4<Float> {
      UnsafeRawPointer(p).loadUnaligned(as: SIMD4<Float>.self)
    }
    let (a, b) = (four(source + i), four(source + half + i))
    let (c, s) = (four(cosine + i), four(sine + i) * sign)
    UnsafeMutableRawPointer(target + i).storeBytes(of: a * c - b * s, as: SIMD4<Float>.self)
    UnsafeMutableRawPointer(target + half + i).storeBytes(of: b * c + a * s, as: SIMD4<Float>.self)
    i += 4
  }
  while i < half {
    let (a, b) = (source[i], source[half + i])
    let s = sine[i] * sign
    target[i] = a * cosine[i] - b * s
    target[half + i] = b * cosine[i] + a * s
    i += 1
  }
}

func normForward(
  _ x: Pointer, _ gain: Pointer, _ rows: Int, _ width: Int, _ epsilon: Float,
  _ out: MutablePointer, _ inverses: MutablePointer?
) {
  for row in 0..<rows {
    let source = x + row * width
    let target = out + row * width
    let mean = Float(sumOfSquares(source, width)) / Float(width)
    // Where the squares overflow the row is lost: it must not become finite again.
    let inverse = mean < .infinity ? 1 / (mean + epsilon).squareRoot() : .nan
    inverses?[row] = inverse
    for i in stride(from: 0, to: width, by: 16) {
      let live = width - i
      let y = load(source + i, first: live) * splat(inverse) * load(gain + i, first: live)
      store(y, target + i, first: live)
    }
  }
}

func normBackward(_ a: NormArguments) {
  let width = a.width
  for row in 0..<a.rows {
    let flow = a.upstream + row * width
    let source = a.x + row * width
    let inverse = a.inverses[row]
    var lanes = splat(0)
    for i in stride(from: 0, to: width, by: 16) {
      let live = width - i
      let product = load(flow + i, first: live) * load(source + i, first: live)
      lanes = lanes.addingProduct(product, load(a.gain + i, first: live))
      if let target = a.gainGradient {
        let sum = load(Pointer(target + i), first: live).addingProduct(product, splat(inverse))
        store(sum, target + i, first: live)
      }
    }
    guard let gradient = a.inputGradient else { continue }
    let target = gradient + row * width
    let pull = splat(-(total(lanes) * inverse * inverse * inverse / Float(width)))
    for i in stride(from: 0, to: width, by: 16) {
      let live = width - i
      var v = load(flow + i, first: live) * load(a.gain + i, first: live) * splat(inverse)
      v = v.addingProduct(pull, load(source + i, first: live))
      if a.accumulate { v += load(Pointer(target + i), first: live) }
      store(v, target + i, first: live)
    }
  }
}

func swigluForward(_ x: Pointer, _ rows: Int, _ hidden: Int, _ out: MutablePointer) {
  for row in 0..<rows {
    let gate = x + row * 2 * hidden
    let up = gate + hidden
    let target = out + row * hidden
    for i in stride(from: 0, to: hidden, by: 16) {
      let live = hidden - i
      let g = load(gate + i, first: live)
      let y = g * load(up + i, first: live) / (splat(1) + exponential(-g))
      store(y, target + i, first: live)
    }
  }
}

func swigluBackward(
  _ x: Pointer, _ upstream: Pointer, _ rows: Int, _ hidden: Int, _ gradient: MutablePointer,
  _ accumulate: Bool
) {
  for row in 0..<rows {
    let gate = x + row * 2 * hidden
    let up = gate + hidden
    let gateGradient = gradient + row * 2 * hidden
    let upGradient = gateGradient + hidden
    let flow = upstream + row * hidden
    for i in stride(from: 0, to: hidden, by: 16) {
      let live = hidden - i
      let g = load(gate + i, first: live)
      let u = load(up + i, first: live)
      let d = load(flow + i, first: live)
      let sigmoid = splat(1) / (splat(1) + exponential(-g))
      var dg = d * u * sigmoid * (splat(1) + g * (splat(1) - sigmoid))
      var du = d * g * sigmoid
      if accumulate {
        dg += load(Pointer(gateGradient + i), first: live)
        du += load(Pointer(upGradient + i), first: live)
      }
      store(dg, gateGradient + i, first: live)
      store(du, upGradient + i, first: live)
    }
  }
}

func adamW(_ a: AdamWArguments) {
  let (b1, b2) = (splat(a.beta1), splat(a.beta2))
  let (c1, c2) = (splat(1 - a.beta1), splat(1 - a.beta2))
  for i in stride(from: 0, to: a.count, by: 16) {
    let live = a.count - i
    let slope = load(a.gradient + i, first: live) * splat(a.gradientScale)
    let m = b1 * load(Pointer(a.first + i), first: live) + c1 * slope
    let v = b2 * load(Pointer(a.second + i), first: live) + c2 * slope * slope
    store(m, a.first + i, first: live)
    store(v, a.second + i, first: live)
    let theta = load(Pointer(a.parameters + i), first: live) * splat(a.keep)
    let step = splat(a.stepSize) * m / (v.squareRoot() * splat(a.root) + splat(a.epsilon))
    store(theta - step, a.parameters + i, first: live)
  }
}
