import Support

/// How grades of steps become one reward, or rewards of steps.
public enum StepCredit: String, Codable, Sendable, CaseIterable {
  /// The worst step's grade, at the end.
  case min
  /// The product of grades, at the end.
  case product
  /// Their mean, at the end.
  case mean
  /// The last step's grade, at the end.
  case last
  /// Each step's own grade, where it ends: favours more steps.
  case sum
  /// Differences to the grade before, which add up to the last grade.
  case difference
  /// Grades weighted by a soft minimum, so that the return is that of the worst step.
  ///
  /// Cheng et al. 2025, arXiv:2504.15275, eq. 4.
  case minForm = "min-form"

  /// The reward of each step; those of one outcome stand at the last step.
  ///
  /// - Parameter temperature: that of the soft minimum.
  public func rewards(_ grades: [Double], temperature: Double = 0.1) -> [Double] {
    guard !grades.isEmpty else { return [] }
    func atEnd(_ value: Double) -> [Double] {
      grades.indices.map { $0 == grades.count - 1 ? value : 0 }
    }
    switch self {
    case .min: return atEnd(grades.min() ?? 0)
    case .product: return atEnd(grades.reduce(1, *))
    case .mean: return atEnd(grades.reduce(0, +) / Double(grades.count))
    case .last: return atEnd(grades[grades.count - 1])
    case .sum: return grades
    case .difference: return zip(grades, [0] + grades.dropLast()).map { $0 - $1 }
    case .minForm:
      let least = grades.min() ?? 0
      let weights = grades.map { PortableMath.exp(-($0 - least) / temperature) }
      let total = weights.reduce(0, +)
      return zip(weights, grades).map { $0 / total * $1 }
    }
  }
}
