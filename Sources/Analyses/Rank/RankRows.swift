import Interchange
import Statistics

/// Scores of models on the same problems.
struct RankedScores {
  let path: String
  /// The column of scores.
  let column: String
  private(set) var models: [String] = []
  /// The mean of the rows of each problem and model, `[M][m]`.
  private(set) var scores: [[Double]] = []
  /// The rows of every model and problem.
  private(set) var rowCount = 0

  init(_ table: ColumnTable, model: String, problem: String, value: String) throws {
    path = table.path
    column = value
    let numbers = try table.measurements(value)
    let cells = try table.groups(by: [problem, model])
    try RankNames.require([problem, model], table)
    var problems: [String: Int] = [:]
    var known: [String: Int] = [:]
    var found: [[Int: Double]] = []
    for (key, rows) in cells {
      let values = try rows.map { row in
        guard let number = numbers[row] else {
          throw AnalysesError.badRows(
            place: table.place(of: row),
            reason: "'\(Excerpt.of(value))' is missing; fill it in or remove the row")
        }
        return number
      }
      let place = problems[key[0], default: found.count]
      if place == found.count {
        problems[key[0]] = place
        found.append([:])
      }
      let index = known[key[1], default: models.count]
      if index == models.count {
        known[key[1]] = index
        models.append(key[1])
      }
      found[place][index] = values.reduce(0, +) / Double(values.count)
    }
    guard models.count > 1, found.count > 1 else {
      throw AnalysesError.badRows(
        place: path,
        reason: "\(CompareText.plural(models.count, "model")) and "
          + "\(CompareText.plural(found.count, "problem")); expected at least 2 of each")
    }
    for (name, place) in problems.sorted(by: { $0.value < $1.value }) {
      guard let missing = models.indices.first(where: { found[place][$0] == nil }) else { continue }
      let others = found.count { $0[missing] == nil } - 1
      throw AnalysesError.badRows(
        place: path,
        reason:
          "model '\(Excerpt.of(models[missing]))' has no row for \(Excerpt.of(problem)) '\(Excerpt.of(name))'"
          + (others > 0 ? " and \(CompareText.plural(others, "other"))" : "")
          + ", which other models have; rank models on the same problems")
    }
    rowCount = try Self.rowCount(cells, problem, table)
    scores = found.map { row in models.indices.map { row[$0] ?? .nan } }
  }

  /// The number of rows that every model has on every problem.
  ///
  /// - Throws: `AnalysesError.badRows` where most have fewer or more: one is repeated or missing.
  private static func rowCount(
    _ cells: [(key: [String], rows: [Int])], _ problem: String, _ table: ColumnTable
  ) throws -> Int {
    let times = Dictionary(grouping: cells, by: \.rows.count).mapValues(\.count)
    let usual = times.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? 0
    guard let odd = cells.first(where: { $0.rows.count != usual }) else { return usual }
    let lines = odd.rows.prefix(8).map { "\(table.lines[$0])" }.joined(separator: ", ")
    throw AnalysesError.badRows(
      place: table.place(of: odd.rows[odd.rows.count - 1]),
      reason:
        "model '\(Excerpt.of(odd.key[1]))' has \(CompareText.plural(odd.rows.count, "row")) for "
        + "\(Excerpt.of(problem)) '\(Excerpt.of(odd.key[0]))' (\(odd.rows.count == 1 ? "line" : "lines") \(lines)), and others "
        + "have \(usual); remove what is repeated, or give every model as many rows on every problem"
    )
  }

  /// The comparisons of all models on each problem.
  var games: [[BradleyTerry.Game]] {
    scores.map { row in
      row.indices.flatMap { i in
        (0..<i).map { j in
          let scale = max(abs(row[i]), abs(row[j]))
          // Means of as many rows may differ by rounding.
          let isTie = abs(row[i] - row[j]) <= 1e-10 * scale
          return row[i] > row[j] || isTie
            ? BradleyTerry.Game(winner: i, loser: j, isTie: isTie)
            : BradleyTerry.Game(winner: j, loser: i)
        }
      }
    }
  }
}

/// Comparisons of two models at a time.
struct RankedPairs {
  let path: String
  private(set) var models: [String] = []
  /// What is drawn by the bootstrap, with its comparisons.
  private(set) var units: [[BradleyTerry.Game]] = []
  private(set) var ties = 0
  let hasProblems: Bool

  init(_ table: ColumnTable, winner: String, loser: String, tie: String?, problem: String?) throws {
    path = table.path
    hasProblems = problem != nil
    let names = try [winner, loser].map { try table.texts($0) }
    let tied = try tie.map { try table.numbers($0) }
    try RankNames.require([winner, loser] + [problem].compactMap { $0 }, table)
    var known: [String: Int] = [:]
    var games: [BradleyTerry.Game] = []
    for row in 0..<table.count {
      let sides = names.map { texts -> Int in
        let name = NameText.canonical(texts[row] ?? "")
        let index = known[name, default: models.count]
        if index == models.count {
          known[name] = index
          models.append(name)
        }
        return index
      }
      guard sides[0] != sides[1] else {
        throw AnalysesError.badRows(
          place: table.place(of: row),
          reason: "'\(Excerpt.of(models[sides[0]]))' is compared with itself; remove the row")
      }
      let mark = tied?[row] ?? 0
      guard mark == 0 || mark == 1 else {
        throw AnalysesError.badRows(
          place: table.place(of: row),
          reason:
            "'\(Excerpt.of(tie ?? ""))' is \(CompareText.number(mark)); expected 1 or true for a tie, else 0, false "
            + "or nothing")
      }
      if mark == 1 { ties += 1 }
      games.append(BradleyTerry.Game(winner: sides[0], loser: sides[1], isTie: mark == 1))
    }
    units =
      try problem.map { problem in
        try table.groups(by: [problem]).map { group in group.rows.map { games[$0] } }
      } ?? games.map { [$0] }
  }
}

/// Columns of names.
enum RankNames {
  /// Fails where a name is missing.
  static func require(_ columns: [String], _ table: ColumnTable) throws {
    for column in columns {
      guard let row = try table.texts(column).firstIndex(of: nil) else { continue }
      throw AnalysesError.badRows(
        place: table.place(of: row),
        reason: "'\(Excerpt.of(column))' is missing; fill it in or remove the row")
    }
  }
}
