import Interchange

/// The replicates of every arm.
struct ComparedSamples {
  /// What is repeated.
  enum Kind {
    case unit, problem, row
  }

  let table: CompareTable
  let kind: Kind
  let isPaired: Bool
  /// The values of each arm, `[arm][replicate]`; of pairs in the same order in all arms.
  let values: [[Double]]

  /// Chooses the replicate, and whether arms are paired.
  init(_ table: CompareTable, paired: Bool?) throws {
    self.table = table
    let columns = table.columns
    let most = table.arms.indices.map { table.units(of: $0).count }.max() ?? 0
    kind =
      columns.unit == nil && columns.problem == nil
      ? .row : columns.problem != nil && most == 1 ? .problem : .unit
    if columns.cluster != nil, kind != .problem {
      throw AnalysesError.unusedOption(
        name: "cluster", format: "comparisons over the problems of one run an arm")
    }
    switch kind {
    case .problem:
      isPaired = paired ?? true
      values = table.arms.indices.map { table.values[$0][table.units(of: $0)[0]] }
    case .unit:
      isPaired = try paired ?? Self.areAllPaired(table)
      if isPaired { try Self.requirePairs(table) }
      values = table.arms.indices.map(table.means)
    case .row:
      if paired == true {
        throw AnalysesError.badSetting(
          name: "paired", found: "without --unit", expected: "the column that pairs rows")
      }
      isPaired = false
      values = table.arms.indices.map(table.means)
    }
    for (arm, values) in zip(table.arms, values) where values.count < 2 {
      throw AnalysesError.badRows(
        place: table.path,
        reason:
          "arm '\(Excerpt.of(arm))' has one \(Self.word(kind, columns)) only; expected at least 2, "
          + "as one says nothing about the spread between them"
          + (kind == .unit && columns.problem == nil
            ? "; name the column of problems with --problem to compare these runs alone" : ""))
    }
  }

  /// What a replicate is, in words.
  var replicate: String { Self.word(kind, table.columns) }

  private static func word(_ kind: Kind, _ columns: CompareColumns) -> String {
    switch kind {
    case .unit: columns.unit ?? "unit"
    case .problem: columns.problem ?? "problem"
    case .row: "row"
    }
  }

  /// Whether arms share their units: all the same is paired, none in common is not, and in between is an
  /// error in the data.
  private static func areAllPaired(_ table: CompareTable) throws -> Bool {
    let sets = table.arms.indices.map { Set(table.units(of: $0)) }
    let shared = sets.dropFirst().contains { !$0.isDisjoint(with: sets[0]) }
    return shared || sets.dropFirst().contains { $0 == sets[0] }
  }

  private static func requirePairs(_ table: CompareTable) throws {
    for arm in table.arms.indices {
      let missing = table.units.indices.filter { table.values[arm][$0].isEmpty }
      guard !missing.isEmpty else { continue }
      let names = missing.prefix(8).map { Excerpt.of(table.units[$0]) }.joined(separator: ", ")
      throw AnalysesError.badRows(
        place: table.path,
        reason:
          "arm '\(Excerpt.of(table.arms[arm]))' lacks \(table.columns.unit ?? "unit") \(names)"
          + (missing.count > 8 ? " and \(missing.count - 8) more" : "")
          + ", which other arms have; add the runs (a diverged run counts with its last value), or "
          + "compare with --unpaired")
    }
  }
}
