import Support

/// A law that a user wrote down.
public struct FormulaLaw: CurveLaw {
  /// The word on the command line.
  public let name = "formula"
  /// What it is.
  public let summary = "A formula of one variable or several, given by the user."
  /// Where it was published.
  public let source = Source("Moré 1978, Lecture Notes in Mathematics 630, 105–116 (the solver)")
  /// The formula.
  public let formula: Formula
  /// The parameters, in order.
  public let parameters: [CurveParameter]

  /// The law of a formula; its parameters may be any numbers.
  public init(_ formula: Formula) {
    self.formula = formula
    parameters = formula.parameters.map { CurveParameter($0) }
  }

  /// The variables.
  public var inputs: [String] { formula.variables }
  /// The curve.
  public var equation: String { formula.text }

  /// The curve in fit space, and its derivatives by the parameters.
  public func evaluate(
    _ p: UnsafePointer<Double>, _ x: UnsafePointer<Double>,
    _ gradient: UnsafeMutablePointer<Double>?
  ) -> Double { formula.evaluate(p, x, gradient) }

  /// One for every parameter, and some other numbers for formulas that are not defined there; then the sizes that the points have,
  /// for every parameter each.
  ///
  /// A parameter may be of the size of a variable, as a time constant is, of one over it, as a rate, or of the response. Which is for the sums of
  /// squares to say. Points of ordinary size add nothing.
  public func starts(_ data: CurveData, fixed: [String: Double]) -> [[Double]] {
    let plain = [1, 0.1, -1, 10].map { value in parameters.map { fixed[$0.name] ?? value } }
    let sizes = Self.sizes(data)
    guard sizes.count > 1 else { return plain }
    let free = parameters.indices.filter { fixed[parameters[$0].name] == nil }
    let all = free.reduce(1.0) { product, _ in product * Double(sizes.count) }
    let count = Int(min(all, Double(Self.mostStarts)))
    let scaled = (0..<count).map { index in
      var values = plain[0]
      var rest = index
      for (place, parameter) in free.enumerated() {
        // More combinations than can be tried: a sequence that fills the space evenly, of the roots of primes.
        let fraction = (Double(index + 1) * Self.roots[place % Self.roots.count])
          .truncatingRemainder(dividingBy: 1)
        let choice =
          all > Double(count) ? Int(fraction * Double(sizes.count)) : rest % sizes.count
        values[parameter] = sizes[choice]
        rest /= sizes.count
      }
      return values
    }
    return plain + scaled
  }

  /// The most combinations of sizes.
  private static let mostStarts = 2048
  private static let roots = [2.0, 3, 5, 7, 11, 13, 17, 19].map { $0.squareRoot() }

  /// One, and the sizes of the variables, of a fifth of them, of one over both, and of the response, as far as these are a factor of 3 apart.
  private static func sizes(_ data: CurveData) -> [Double] {
    func median(_ values: [Double]) -> Double {
      let sizes = values.map(abs).filter { $0 > 0 && $0.isFinite }.sorted()
      return sizes.isEmpty ? 0 : quantile(0.5, ofSorted: sizes)
    }
    var found = [1.0]
    func add(_ size: Double) {
      guard size.isFinite, size > 1e-150, size < 1e150,
        found.allSatisfy({ max(size / $0, $0 / size) > 3 })
      else { return }
      found.append(size)
    }
    // What is about one is what the plain starts are for.
    func isFar(_ size: Double) -> Bool { size > 0 && !(0.01...100).contains(size) }
    let response = median(data.y)
    for input in data.x.first?.indices ?? 0..<0 {
      let size = median(data.x.map { $0[input] })
      guard isFar(size) else { continue }
      for part in [size, size / 5] {
        add(part)
        add(1 / part)
      }
      add(response / size)
    }
    if isFar(response) { add(response) }
    return found
  }
}
