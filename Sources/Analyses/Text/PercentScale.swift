import Interchange

/// Numbers in percent beside fractions of the same thing.
enum PercentScale {
  /// What to say where one set of numbers looks like fractions and another like percent, with a mean at least ten times as
  /// large.
  static func note(
    _ sets: [(name: String, values: [Double])], of column: String, noun: String
  ) -> String? {
    typealias Found = (name: String, low: Double, high: Double, mean: Double)
    let found = sets.compactMap { name, values -> Found? in
      guard let low = values.min(), let high = values.max() else { return nil }
      return (name, low, high, values.reduce(0, +) / Double(values.count))
    }
    // Zeros are zeros in both units.
    let fractions = found.filter { $0.low >= 0 && $0.high <= 1 && $0.high > 0 }
    let percent = found.filter { $0.low >= 0 && $0.high <= 100 && $0.mean > 2 }
    guard let small = fractions.min(by: { $0.mean < $1.mean }),
      let large = percent.max(by: { $0.mean < $1.mean }), large.mean >= 10 * small.mean
    else { return nil }
    func text(_ found: Found) -> String {
      "from \(CompareText.level(found.low)) to \(CompareText.level(found.high)) in '\(Excerpt.of(found.name))'"
    }
    return
      "ONE \(noun.uppercased()) LOOKS LIKE PERCENT: '\(Excerpt.of(column))' is \(text(large)) and \(text(small)); if "
      + "one is in percent and the other is not, divide percentages by 100."
  }
}
