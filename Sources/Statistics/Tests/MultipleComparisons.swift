/// p values adjusted for being looked at together.
///
/// An adjusted p is the smallest level of the whole family at which that hypothesis is rejected. All four
/// keep the order of their input, are at most 1 and take an empty family to an empty one.
///
/// - Precondition (of all four): every p is in [0, 1].
/// - Not for: tests that were picked after a look: the family is all that were made. Benjamini's two where a
///   single false rejection would be costly.
public enum MultipleComparisons {
  /// Controls the probability of any false rejection, under any dependence.
  ///
  /// ```
  /// p̃_(i) = max_{j ≤ i} min(1, (m − j + 1)·p_(j))
  /// ```
  ///
  /// - Source: Holm 1979, Scandinavian J. of Statistics 6(2), 65–70.
  /// - Deviation: none.
  public static func holm(_ pValues: [Double]) -> [Double] {
    let order = ascending(pValues)
    var adjusted = pValues
    var largest = 0.0
    for (rank, index) in order.enumerated() {
      largest = max(largest, min(1, Double(order.count - rank) * pValues[index]))
      adjusted[index] = largest
    }
    return adjusted
  }

  /// Controls the probability of any false rejection, for independent or positively dependent tests.
  ///
  /// ```
  /// p̃_(i) = min_{j ≥ i} (m − j + 1)·p_(j)
  /// ```
  ///
  /// - Source: Hochberg 1988, Biometrika 75(4), 800–802.
  /// - Deviation: none.
  public static func hochberg(_ pValues: [Double]) -> [Double] {
    stepUp(pValues) { rank, count in Double(count - rank + 1) }
  }

  /// Controls the expected share of false rejections, for independent or positively dependent tests.
  ///
  /// ```
  /// p̃_(i) = min_{j ≥ i} min(1, m/j · p_(j))
  /// ```
  ///
  /// - Source: Benjamini and Hochberg 1995, J. R. Statist. Soc. B 57(1), 289–300.
  /// - Deviation: none.
  public static func benjaminiHochberg(_ pValues: [Double]) -> [Double] {
    stepUp(pValues) { rank, count in Double(count) / Double(rank) }
  }

  /// Controls the expected share of false rejections, under any dependence.
  ///
  /// ```
  /// p̃_(i) = min_{j ≥ i} min(1, m·H_m/j · p_(j)),   H_m = Σ_{i ≤ m} 1/i
  /// ```
  ///
  /// - Source: Benjamini and Yekutieli 2001, Annals of Statistics 29(4), 1165–1188, theorem 1.3.
  /// - Deviation: none.
  public static func benjaminiYekutieli(_ pValues: [Double]) -> [Double] {
    let harmonic = pValues.indices.reduce(0.0) { $0 + 1 / Double($1 + 1) }
    return stepUp(pValues) { rank, count in harmonic * Double(count) / Double(rank) }
  }

  private static func stepUp(
    _ pValues: [Double], factor: (_ rank: Int, _ count: Int) -> Double
  ) -> [Double] {
    let order = ascending(pValues)
    var adjusted = pValues
    var smallest = 1.0
    for (rank, index) in order.enumerated().reversed() {
      smallest = min(smallest, factor(rank + 1, order.count) * pValues[index])
      adjusted[index] = smallest
    }
    return adjusted
  }

  private static func ascending(_ pValues: [Double]) -> [Int] {
    precondition(pValues.allSatisfy { $0 >= 0 && $0 <= 1 }, "not all p are in [0, 1]: \(pValues)")
    return pValues.indices.sorted { pValues[$0] < pValues[$1] }
  }
}
