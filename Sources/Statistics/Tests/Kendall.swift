import Foundation

/// What Kendall's test found.
public struct KendallResult: Codable, Sendable, Equatable {
  /// τ_b in [−1, 1].
  public var tau: Double
  /// Concordant minus discordant pairs.
  public var s: Int
  /// The exact p value: without ties, or up to 8 pairs; else `nil`.
  public var exactPValue: Double?
  /// `S/√Var S`, with the variance for ties and no continuity correction.
  public var z: Double
  /// The p value of z.
  public var normalPValue: Double
  /// The direction that was tested.
  public var alternative: Alternative
  /// The number of pairs.
  public var count: Int

  /// The exact p value where there is one, else the normal one.
  public var pValue: Double { exactPValue ?? normalPValue }
}

/// Kendall's rank correlation.
///
/// - Not for: how large a change is; relations that rise and fall.
public enum Kendall {
  /// Without ties p is exact up to this many pairs.
  public static let exactLimit = 60
  /// With ties all orders are enumerated up to this many pairs.
  public static let enumerationLimit = 8

  /// Tests whether two orders agree.
  ///
  /// ```
  /// τ_b = S/√((n₀ − n₁)(n₀ − n₂)),   n₀ = n(n−1)/2,   n₁, n₂ pairs tied in either
  /// ```
  ///
  /// The exact p is the share of all orders with an S at least as extreme.
  ///
  /// - Returns: `nil` if either is constant, where τ is not defined.
  /// - Precondition: both have the same length and no NaN.
  /// - Source: Kendall 1938, Biometrika 30(1–2), 81–93; 1945, Biometrika 33(3), 239–251 (ties).
  /// - Deviation: none.
  public static func test(
    _ first: [Double], _ second: [Double], alternative: Alternative = .twoSided
  ) -> KendallResult? {
    precondition(first.count == second.count, "\(first.count) values against \(second.count)")
    precondition(!(first + second).contains(where: \.isNaN), "NaN")
    let n = first.count
    let s = score(first, second)
    let (x, y) = (midRanks(first).groups, midRanks(second).groups)
    let all = Double(n * (n - 1)) / 2
    func tied(_ groups: [Int]) -> Double { groups.reduce(0) { $0 + Double($1 * ($1 - 1)) / 2 } }
    guard n > 1, all > tied(x), all > tied(y) else { return nil }
    let z = Double(s) / variance(n, x, y).squareRoot()
    let normal = alternative.pValue(z, upperTail: Distribution.normalUpperTail)
    let isTied = x.count < n || y.count < n
    var exact: Double?
    if !isTied, n <= exactLimit {
      exact = inversions(n, s, alternative)
    } else if n <= enumerationLimit {
      exact = enumerated(first, second, s, alternative)
    }
    return KendallResult(
      tau: max(-1, min(1, Double(s) / ((all - tied(x)) * (all - tied(y))).squareRoot())), s: s,
      exactPValue: exact, z: z, normalPValue: normal, alternative: alternative, count: n)
  }

  private static func score(_ x: [Double], _ y: [Double]) -> Int {
    var s = 0
    for i in x.indices {
      for j in 0..<i {
        let product = sign(x[i] - x[j]) * sign(y[i] - y[j])
        s += product
      }
    }
    return s
  }

  private static func sign(_ value: Double) -> Int { value > 0 ? 1 : value < 0 ? -1 : 0 }

  private static func variance(_ n: Int, _ x: [Int], _ y: [Int]) -> Double {
    func sum(_ groups: [Int], _ f: (Double) -> Double) -> Double {
      groups.reduce(0) { $0 + f(Double($1)) }
    }
    let size = Double(n)
    let pairs: (Double) -> Double = { $0 * ($0 - 1) }
    let triples: (Double) -> Double = { $0 * ($0 - 1) * ($0 - 2) }
    let ends: (Double) -> Double = { $0 * ($0 - 1) * (2 * $0 + 5) }
    var variance = (ends(size) - sum(x, ends) - sum(y, ends)) / 18
    variance += sum(x, pairs) * sum(y, pairs) / (2 * size * (size - 1))
    if n > 2 {
      variance += sum(x, triples) * sum(y, triples) / (9 * size * (size - 1) * (size - 2))
    }
    return variance
  }

  /// The distribution of S over all orders, by the number of inversions.
  private static func inversions(_ n: Int, _ s: Int, _ alternative: Alternative) -> Double {
    let most = n * (n - 1) / 2
    var shares = [1.0]
    for size in stride(from: 2, through: n, by: 1) {
      var next = [Double](repeating: 0, count: shares.count + size - 1)
      for (i, share) in shares.enumerated() {
        for extra in 0..<size { next[i + extra] += share / Double(size) }
      }
      shares = next
    }
    // S = most − 2·inversions.
    func share(_ isExtreme: (Int) -> Bool) -> Double {
      min(1, shares.indices.reduce(0) { $0 + (isExtreme(most - 2 * $1) ? shares[$1] : 0) })
    }
    switch alternative {
    case .twoSided: return share { abs($0) >= abs(s) }
    case .greater: return share { $0 >= s }
    case .less: return share { $0 <= s }
    }
  }

  /// All orders of the second against the first.
  private static func enumerated(
    _ x: [Double], _ y: [Double], _ s: Int, _ alternative: Alternative
  ) -> Double {
    var (extreme, all) = (0, 0)
    func visit(_ order: inout [Double], _ place: Int) {
      if place == order.count {
        let found = score(x, order)
        all += 1
        switch alternative {
        case .twoSided: extreme += abs(found) >= abs(s) ? 1 : 0
        case .greater: extreme += found >= s ? 1 : 0
        case .less: extreme += found <= s ? 1 : 0
        }
        return
      }
      for i in place..<order.count {
        order.swapAt(place, i)
        visit(&order, place + 1)
        order.swapAt(place, i)
      }
    }
    var order = y
    visit(&order, 0)
    return Double(extreme) / Double(all)
  }
}
