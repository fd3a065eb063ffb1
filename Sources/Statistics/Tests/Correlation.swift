/// Whether two things rise together.
///
/// - Not for: a p value (`Kendall` has one); relations that rise and fall.
public enum Correlation {
  /// Spearman's rank correlation: Pearson's correlation of the ranks, equal values sharing their mean rank.
  ///
  /// - Returns: a number in [−1, 1]; `nil` if either array is constant or has fewer than two values.
  /// - Precondition: the arrays have the same length and no NaN.
  /// - Source: Spearman 1904, American J. of Psychology 15(1), 72–101.
  /// - Deviation: none.
  public static func spearman(_ first: [Double], _ second: [Double]) -> Double? {
    precondition(first.count == second.count, "\(first.count) values against \(second.count)")
    precondition(!first.contains(where: \.isNaN) && !second.contains(where: \.isNaN), "NaN")
    let x = midRanks(first).ranks
    let y = midRanks(second).ranks
    let center = Double(first.count + 1) / 2
    var xx = 0.0
    var yy = 0.0
    var xy = 0.0
    for (a, b) in zip(x, y) {
      xx += (a - center) * (a - center)
      yy += (b - center) * (b - center)
      xy += (a - center) * (b - center)
    }
    guard xx > 0 && yy > 0 else { return nil }
    return max(-1, min(1, xy / (xx * yy).squareRoot()))
  }
}
