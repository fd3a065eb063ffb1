/// A two-level design in 2^(k−p) runs, with what is confounded with what.
///
/// Factors are letters from A. The first k−p are crossed in standard order, A changing fastest; each generator
/// such as `D=ABC` sets one more factor to a product of those.
///
/// - Source: Box and Hunter 1961, Technometrics 3(3), 311–351.
/// - Not for: questions about interactions in designs that confound them with main effects (resolution III);
///   look at the aliases before the runs.
public struct FractionalFactorial: Sendable, Equatable {
  /// The number of crossed factors, k−p.
  public let baseCount: Int
  /// The names of all factors.
  public let factors: [String]
  /// The levels, −1 or 1, `[runs][factors]`.
  public let matrix: [[Int]]
  /// The products of factors that are constantly 1, such as `ABCD`, by length; empty for a full design.
  public let definingWords: [String]

  /// The base factors behind each factor, as bits.
  private let sources: [Int]
  private let words: [Int]

  /// An effect, with everything that cannot be told apart from it.
  public struct Effect: Codable, Sendable, Equatable {
    /// The confounded effects of the lowest orders (up to two factors, or the lowest there is): `AB`, `CD`.
    public var names: [String]
    /// The mean at 1 minus the mean at −1.
    public var value: Double
    /// `AB = CD`.
    public var label: String { names.joined(separator: " = ") }
  }

  /// A design.
  ///
  /// - Parameters:
  ///   - base: the number of crossed factors.
  ///   - generators: `D=ABC`, in any case; in alphabetical order after the base factors.
  /// - Throws: `StatisticsError.notIdentified` if a generator does not name the next factor and base factors,
  ///   or two factors would be the same.
  /// - Precondition: `base` from 1 to 16.
  public init(base: Int, generators: [String] = []) throws {
    precondition((1...16).contains(base), "\(base) base factors; expected 1 to 16")
    var sources = (0..<base).map { 1 << $0 }
    for text in generators {
      let parts = text.uppercased().filter { !$0.isWhitespace }.split(separator: "=")
      let bits = parts.last.map { Self.bits(String($0), below: base) } ?? nil
      guard parts.count == 2, parts[0] == Self.letter(sources.count), let bits,
        bits.nonzeroBitCount > 1, !sources.contains(bits)
      else {
        throw StatisticsError.notIdentified(
          what: "the design", reason: "the generator '\(text)'",
          advice:
            "give the next factor as a product of two or more of the first \(base), used once, "
            + "such as '\(Self.letter(sources.count))=AB'")
      }
      sources.append(bits)
    }
    baseCount = base
    self.sources = sources
    factors = sources.indices.map(Self.letter)
    matrix = (0..<(1 << base)).map { run in
      sources.map { Self.sign(of: $0, in: run) }
    }
    // Every product of words g·(its base factors) is the identity.
    let generatorWords = (base..<sources.count).map { (1 << $0) | sources[$0] }
    words = (1..<(1 << generatorWords.count)).map { set in
      generatorWords.indices.reduce(0) { set >> $1 & 1 == 1 ? $0 ^ generatorWords[$1] : $0 }
    }.sorted { ($0.nonzeroBitCount, $0) < ($1.nonzeroBitCount, $1) }
    definingWords = words.map(Self.name)
  }

  /// The length of the shortest defining word: 4 leaves main effects clear of two-factor interactions.
  ///
  /// `nil` for a full design, which confounds nothing.
  public var resolution: Int? { words.first?.nonzeroBitCount }

  /// The effects that the runs can tell apart, with their estimates: main effects, then interactions.
  ///
  /// - Parameter response: one value a run, in the order of `matrix`.
  /// - Precondition: as many finite values as runs.
  public func effects(_ response: [Double]) -> [Effect] {
    precondition(response.count == matrix.count, "\(response.count) values, \(matrix.count) runs")
    precondition(response.allSatisfy(\.isFinite), "a value is not finite")
    let half = Double(response.count) / 2
    let effects = (1..<(1 << baseCount)).map { contrast in
      let sum = response.indices.reduce(0.0) {
        $0 + Double(Self.sign(of: contrast, in: $1)) * response[$1]
      }
      return (aliases(contrast), sum / half)
    }
    return effects.sorted {
      ($0.0[0].nonzeroBitCount, $0.0[0]) < ($1.0[0].nonzeroBitCount, $1.0[0])
    }
    .map { Effect(names: $0.0.map(Self.name), value: $0.1) }
  }

  /// The factor sets that are equal to a product of base factors, the lowest orders only.
  private func aliases(_ contrast: Int) -> [Int] {
    let all = ([0] + words).map { contrast ^ $0 }
      .sorted { ($0.nonzeroBitCount, $0) < ($1.nonzeroBitCount, $1) }
    let order = max(2, all[0].nonzeroBitCount)
    return all.filter { $0.nonzeroBitCount <= order }
  }

  /// The product of levels: base factor b is 1 where bit b of the run is set.
  private static func sign(of set: Int, in run: Int) -> Int {
    (set & ~run).nonzeroBitCount % 2 == 0 ? 1 : -1
  }

  private static func letter(_ index: Int) -> String {
    String(UnicodeScalar(UInt8(ascii: "A") + UInt8(index)))
  }

  private static func name(_ set: Int) -> String {
    (0..<Int.bitWidth).filter { set >> $0 & 1 == 1 }.map(letter).joined()
  }

  private static func bits(_ word: String, below base: Int) -> Int? {
    var bits = 0
    for scalar in word.unicodeScalars {
      let index = Int(scalar.value) - 65
      guard (0..<base).contains(index), bits >> index & 1 == 0 else { return nil }
      bits |= 1 << index
    }
    return bits
  }
}

/// Which effects stand out of an unreplicated design.
///
/// - Not for: designs in which half of the effects or more are active, as PSE is then too large and nothing
///   stands out; designs with replicates, which have an error of their own (`Anova`).
public enum Lenth {
  /// The pseudo standard error of effects most of which are null.
  ///
  /// ```
  /// s₀ = 1.5·median|c|,   PSE = 1.5·median{|c| : |c| < 2.5·s₀}
  /// ```
  ///
  /// - Precondition: at least one finite effect.
  /// - Source: Lenth 1989, Technometrics 31(4), 469–473, eq. 1–2.
  public static func pseudoStandardError(_ effects: [Double]) -> Double {
    precondition(!effects.isEmpty && effects.allSatisfy(\.isFinite), "no effects, or not finite")
    let sizes = effects.map(abs).sorted()
    let first = 1.5 * quantile(0.5, ofSorted: sizes)
    let kept = sizes.filter { $0 < 2.5 * first }
    return kept.isEmpty ? first : 1.5 * quantile(0.5, ofSorted: kept)
  }

  /// The margin beyond which one effect stands out, `t_{(1+level)/2, m/3}·PSE`, for m effects.
  ///
  /// - Source: Lenth 1989, eq. 3.
  public static func marginOfError(_ effects: [Double], level: Double = 0.95) -> Double {
    requireLevel(level)
    let t = Distribution.studentQuantile(
      (1 + level) / 2, degreesOfFreedom: Double(effects.count) / 3)
    return t * pseudoStandardError(effects)
  }

  /// Where the ordered sizes of m null effects are expected on a half-normal plot, `Φ⁻¹(½ + (i − ½)/2m)`.
  ///
  /// - Precondition: `count` is positive.
  package static func halfNormalScores(_ count: Int) -> [Double] {
    precondition(count > 0, "no effects")
    return (0..<count).map {
      Distribution.normalQuantile(0.5 + 0.5 * (Double($0) + 0.5) / Double(count))
    }
  }
}
