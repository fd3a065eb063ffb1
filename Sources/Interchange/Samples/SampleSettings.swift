/// How the samples of a group were drawn: those of several models or temperatures are of several distributions, and their
/// pass@k is that of a mixture.
struct SampleSettings: Sendable {
  /// The columns that say so, in rows of any kind.
  static let columns = ["model", "temperature"]

  /// A column of several values.
  struct Mixture {
    let column: String
    /// The first few values, in the order of the file.
    let values: [String]

    /// What a reader should know.
    var note: String {
      "Samples of several \(column)s are pooled (\(values.map(Excerpt.of).joined(separator: ", "))); "
        + "--by \(column) tells them apart."
    }
  }

  /// As many values of a column are told apart.
  private static let most = 8
  private var found = columns.map { _ in [String]() }

  /// The columns of several values.
  var mixtures: [Mixture] {
    zip(Self.columns, found).filter { $0.1.count > 1 }.map { Mixture(column: $0, values: $1) }
  }

  /// Adds the values of one sample in the order of the columns, `nil` where it has none.
  mutating func add(_ values: [String?]) {
    for (index, value) in values.enumerated() {
      if let value, !value.isEmpty { add(value, at: index) }
    }
  }

  mutating func merge(_ other: SampleSettings) {
    for (index, values) in other.found.enumerated() {
      for value in values { add(value, at: index) }
    }
  }

  private mutating func add(_ value: String, at index: Int) {
    guard found[index].last != value, found[index].count < Self.most,
      !found[index].contains(value)
    else { return }
    found[index].append(value)
  }
}
