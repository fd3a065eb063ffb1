/// One factor of a design: which level each measurement has.
public struct AnovaFactor: Codable, Sendable, Equatable {
  /// The factor's name.
  public var name: String
  /// The level of each measurement, from 0.
  public var levels: [Int]
  /// The number of levels.
  public var count: Int

  /// A factor from level numbers.
  ///
  /// - Precondition: no level is negative.
  public init(_ name: String, levels: [Int]) {
    precondition(levels.allSatisfy { $0 >= 0 }, "factor \(name): a level is negative")
    self.name = name
    self.levels = levels
    count = (levels.max() ?? -1) + 1
  }

  /// A factor from level names, numbered in the order in which they first come up.
  public init(_ name: String, names: [String]) {
    var numbers: [String: Int] = [:]
    self.init(
      name,
      levels: names.map { level in
        if let number = numbers[level] { return number }
        numbers[level] = numbers.count
        return numbers.count - 1
      })
  }
}

/// One line of an analysis of variance.
public struct AnovaTerm: Codable, Sendable, Equatable {
  /// The factor, `a:b` for an interaction, `error` for the residual.
  public var factor: String
  /// The sum of squares.
  public var sumOfSquares: Double
  /// Its degrees of freedom.
  public var degreesOfFreedom: Int
  /// The mean square.
  public var meanSquare: Double
  /// F against the error; `nil` for the error.
  public var f: Double?
  /// The p value of F; `nil` for the error.
  public var pValue: Double?
  /// Partial η², `SS/(SS + SSE)`; `nil` for the error.
  public var partialEtaSquared: Double?
  /// ω², `(SS − df·MSE)/(SST + MSE)`; it may be negative; `nil` for the error.
  public var omegaSquared: Double?
  /// The interval of ω² from noncentral F; `nil` for the error and without residual spread.
  public var omegaInterval: Interval?
}

/// An analysis of variance.
public struct AnovaTable: Codable, Sendable, Equatable {
  /// Main effects, interactions and the block.
  public var terms: [AnovaTerm]
  /// The residual.
  public var error: AnovaTerm
  /// The sum of squares about the grand mean; sums of type III do not add up to it in unbalanced data.
  public var totalSquares: Double
  /// The number of measurements.
  public var count: Int
  /// Whether all combinations of levels have equally many measurements.
  public var isBalanced: Bool

  /// The half-width of the interval of a two-level factor's effect, the mean at one level less that at the other, from the error that
  /// all effects share: `t(1 − α/2, df)·2·√(MSE/n)`.
  ///
  /// - Precondition: the design is balanced; `level` in (0, 1).
  public func effectHalfWidth(level: Double = 0.95) -> Double {
    precondition(isBalanced, "the design is not balanced")
    requireLevel(level)
    let t = Distribution.studentQuantile(
      (1 + level) / 2, degreesOfFreedom: Double(error.degreesOfFreedom))
    return t * 2 * (error.meanSquare / Double(count)).squareRoot()
  }

  /// The line of a factor or interaction.
  public subscript(_ factor: String) -> AnovaTerm? { terms.first { $0.factor == factor } }
}
