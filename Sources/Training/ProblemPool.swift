import Support

/// Problems that are drawn once and seen in epochs: each of them once before any comes again, in an order that is another in every
/// epoch.
package struct ProblemPool {
  /// How many problems there are.
  package let count: Int
  private let stream: RandomStream
  private var epoch = -1
  private var order: [Int] = []

  /// A pool whose problems and orders come from a stream.
  package init(_ count: Int, _ stream: RandomStream) {
    self.count = count
    self.stream = stream
  }

  /// The random numbers that draw the problem at a place of the run, counted from 0 through all steps.
  package mutating func generator(at place: Int) -> RandomGenerator {
    if place / count != epoch {
      epoch = place / count
      order = Array(0..<count)
      var generator = stream["order", epoch].generator()
      generator.shuffle(&order)
    }
    return stream["problem", order[place % count]].generator()
  }
}
