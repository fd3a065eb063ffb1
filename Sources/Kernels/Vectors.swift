// Elementwise loops and sums over plain memory.

func addScaled(_ a: Float, _ x: Pointer, _ y: MutablePointer, _ count: Int) {
  let factor = splat(a)
  var i = 0
  while i + 16 <= count {
    store(load(y + i).addingProduct(factor, load(x + i)), y + i)
    i += 16
  }
  while i < count {
    y[i] = y[i].addingProduct(a, x[i])
    i += 1
  }
}

func multiply(_ x: MutablePointer, _ a: Float, _ count: Int) {
  var i = 0
  while i + 16 <= count {
    store(load(x + i) * splat(a), x + i)
    i += 16
  }
  while i < count {
    x[i] *= a
    i += 1
  }
}

/// `Σ x·y` over sixteen lanes.
@inline(__always)
func dot(_ x: Pointer, _ y: Pointer, _ count: Int) -> Float {
  var lanes = splat(0)
  for i in stride(from: 0, to: count, by: 16) {
    lanes = lanes.addingProduct(
      load(x + i, first: count - i), load(y + i, first: count - i))
  }
  return total(lanes)
}

/// `Σ x²`: sixteen lanes over blocks of 4096, which are added in double precision.
func sumOfSquares(_ x: Pointer, _ count: Int) -> Double {
  var sum = 0.0
  for start in stride(from: 0, to: count, by: 4096) {
    sum += Double(dot(x + start, x + start, min(4096, count - start)))
  }
  return sum
}

/// The first index at which the running sum exceeds `target`, by blocks of 64 whose sums are added in order; where
/// rounding leaves none, the last positive one before.
func pick(_ weights: Pointer, _ count: Int, _ target: Double) -> Int {
  var sum = 0.0
  for start in stride(from: 0, to: count, by: 64) {
    let end = min(start + 64, count)
    var lanes = splat(0)
    for i in stride(from: start, to: end, by: 16) {
      lanes += load(weights + i, first: end - i)
    }
    let next = sum + Double(total(lanes))
    if next > target || end == count {
      for i in start..<end {
        sum += Double(weights[i])
        if sum > target && weights[i] > 0 { return i }
      }
      for i in stride(from: end - 1, through: 0, by: -1) where weights[i] > 0 { return i }
    }
    sum = next
  }
  return 0
}
