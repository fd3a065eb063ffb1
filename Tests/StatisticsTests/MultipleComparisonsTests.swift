import Statistics
import Testing

@Suite struct MultipleComparisonsTests {
  typealias Method = @Sendable ([Double]) -> [Double]
  static let worked = [0.001, 0.008, 0.012, 0.021, 0.039, 0.041, 0.20, 0.55]
  static let methods: [Method] = [
    MultipleComparisons.holm, MultipleComparisons.hochberg, MultipleComparisons.benjaminiHochberg,
    MultipleComparisons.benjaminiYekutieli,
  ]
  static let expected = [
    [0.008, 0.056, 0.072, 0.105, 0.156, 0.156, 0.4, 0.55],
    [0.008, 0.056, 0.072, 0.105, 0.123, 0.123, 0.4, 0.55],
    [0.008, 0.032, 0.032, 0.042, 0.054667, 0.054667, 0.228571, 0.55],
    [0.021743, 0.086971, 0.086971, 0.11415, 0.148576, 0.148576, 0.621224, 1],
  ]

  @Test(arguments: 0..<4) func workedNumbers(method: Int) {
    let adjusted = Self.methods[method](Self.worked)
    for (found, wanted) in zip(adjusted, Self.expected[method]) {
      #expect(isClose(found, wanted, Tolerance.sixDigits))
    }
  }

  @Test(arguments: 0..<4) func laws(method: Int) {
    let adjust = Self.methods[method]
    var random = generator("laws", method)
    #expect(adjust([]).isEmpty)
    #expect(isClose(adjust([0.03])[0], 0.03, Tolerance.double))
    #expect(adjust([1, 1, 1]) == [1, 1, 1])
    for _ in 0..<200 {
      var p = (0..<7).map { _ in random.uniform() * random.uniform() }
      p.append(p[2])
      let adjusted = adjust(p)
      #expect(zip(p, adjusted).allSatisfy { $0 <= $1 + Tolerance.double && $1 <= 1 })
      for i in p.indices {
        for j in p.indices where p[i] <= p[j] { #expect(adjusted[i] <= adjusted[j]) }
      }
      var order = Array(p.indices)
      random.shuffle(&order)
      #expect(adjust(order.map { p[$0] }) == order.map { adjusted[$0] })
    }
  }

  /// Holm is the closed test made of Bonferroni tests: the worst subset that holds the hypothesis.
  @Test func holmIsTheClosedBonferroniTest() {
    var random = generator("closed")
    for _ in 0..<60 {
      let p = (0..<6).map { _ in random.uniform() * random.uniform() }
      let adjusted = MultipleComparisons.holm(p)
      for i in p.indices {
        let worst = (1..<64).filter { $0 >> i & 1 == 1 }.map { subset in
          let members = p.indices.filter { subset >> $0 & 1 == 1 }
          return min(1, Double(members.count) * members.map { p[$0] }.min()!)
        }
        #expect(isClose(adjusted[i], worst.max()!, Tolerance.double))
      }
    }
  }

  /// The step-up procedures as published: reject every p up to the largest that is under its line.
  @Test(arguments: 1..<4) func stepUpByDefinition(method: Int) {
    var random = generator("step up", method)
    let harmonic = (1...6).reduce(0.0) { $0 + 1 / Double($1) }
    func line(_ rank: Int, _ alpha: Double) -> Double {
      switch method {
      case 1: alpha / Double(6 - rank + 1)
      case 2: alpha * Double(rank) / 6
      default: alpha * Double(rank) / 6 / harmonic
      }
    }
    func rejected(_ p: [Double], _ alpha: Double) -> [Bool] {
      let sorted = p.sorted()
      guard let last = (1...6).last(where: { sorted[$0 - 1] <= line($0, alpha) }) else {
        return p.map { _ in false }
      }
      return p.map { $0 <= sorted[last - 1] }
    }
    for _ in 0..<200 {
      let p = (0..<6).map { _ in random.uniform() * random.uniform() }
      let adjusted = Self.methods[method](p)
      for (i, level) in adjusted.enumerated() where level < 1 {
        #expect(rejected(p, level * (1 + 1e-9))[i])
        #expect(!rejected(p, level * (1 - 1e-9))[i])
      }
    }
  }

  @Test func rejectsWhatIsNotAProbability() async {
    await #expect(processExitsWith: .failure) { _ = MultipleComparisons.holm([0.1, .nan]) }
  }
}
