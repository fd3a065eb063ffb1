import Interchange
import Support

/// Which columns of a table mean what.
public struct CompareColumns: Codable, Sendable, Equatable {
  /// The experimental condition.
  public var arm: String
  /// The measurement.
  public var value: String
  /// What was repeated, usually the seed of training; arms are paired by it.
  public var unit: String?
  /// The task of a measurement, where there are several.
  public var task: String?
  /// The problem that a measurement is about.
  public var problem: String?
  /// Which problems belong together.
  public var cluster: String?
  /// What tells samples of the same problem apart; their mean is the measurement.
  public var sample: String?

  /// A choice of columns.
  public init(
    arm: String, value: String, unit: String? = nil, task: String? = nil, problem: String? = nil,
    cluster: String? = nil, sample: String? = nil
  ) {
    self.arm = arm
    self.value = value
    self.unit = unit
    self.task = task
    self.problem = problem
    self.cluster = cluster
    self.sample = sample
  }
}

/// A long-form table by arm, unit, task and problem.
struct CompareTable {
  /// What a measurement is of.
  struct Cell: Hashable {
    let task: Int
    let problem: Int
  }

  let columns: CompareColumns
  let path: String
  /// Names in the order in which they first appear; one empty name where there is no such column.
  let arms: [String]
  let units: [String]
  let tasks: [String]
  let problems: [String]
  /// The texts that make up each arm, where several columns do.
  let armKeys: [[String]]
  /// What was measured of anything, tasks and problems in order.
  private(set) var cells: [Cell] = []
  /// The cluster of each cell, in the order of `cells`; empty without such a column.
  private(set) var clusters: [String] = []
  /// The value of each cell, `[arm][unit]`; empty where an arm lacks a unit.
  private(set) var values: [[[Double]]] = []

  /// Reads the columns of a table.
  ///
  /// Without a unit and a problem every row is a unit of its own.
  ///
  /// - Parameters:
  ///   - table: the file.
  ///   - columns: what its columns mean.
  ///   - armColumns: the columns whose combinations are the arms; by default the one of `columns`.
  /// - Throws: `InterchangeError` for a column that is not there or a value that is not a number;
  ///   `AnalysesError.badRows` for missing values, repeated rows, and arms that were not measured on the
  ///   same things.
  init(_ table: ColumnTable, columns: CompareColumns, armColumns: [String]? = nil) throws {
    self.columns = columns
    path = table.path
    let numbers = try table.measurements(columns.value)
    let names = try Names(table, columns, armColumns ?? [columns.arm])
    var (arms, units, tasks, problems) = (Numbering(), Numbering(), Numbering(), Numbering())
    var keys: [[String]] = []
    var found: [Int: [Int: [Cell: Measured]]] = [:]
    var clusterOf: [Cell: (name: String, row: Int)] = [:]
    for row in 0..<table.count {
      guard let value = numbers[row] else {
        throw AnalysesError.badRows(
          place: table.place(of: row),
          reason: "'\(columns.value)' is missing; fill it in or remove the row")
      }
      let key = try names.arm(row)
      let arm = arms.number(of: key.joined(separator: ", "))
      if arm == keys.count { keys.append(key) }
      let unit = units.number(of: try names.unit(row))
      let cell = Cell(
        task: tasks.number(of: try names.task(row)),
        problem: problems.number(of: try names.problem(row)))
      let first = found[arm, default: [:]][unit, default: [:]][cell, default: Measured()]
        .add(value, row: row, sample: try names.sample(row))
      if let first { throw Self.duplicate(table, columns, row, first) }
      if let cluster = try names.cluster(row) {
        if let known = clusterOf[cell], known.name != cluster {
          throw AnalysesError.badRows(
            place: table.place(of: row),
            reason:
              "the problem is in '\(columns.cluster ?? "")' \(Excerpt.of(cluster)) here and in "
              + "\(Excerpt.of(known.name)) on line \(table.lines[known.row])")
        }
        clusterOf[cell] = (cluster, row)
      }
    }
    (self.arms, self.units) = (arms.names, units.names)
    (self.tasks, self.problems) = (tasks.names, problems.names)
    armKeys = keys
    cells = Set(found.values.flatMap { $0.values.flatMap(\.keys) })
      .sorted { ($0.task, $0.problem) < ($1.task, $1.problem) }
    clusters = columns.cluster == nil ? [] : cells.map { clusterOf[$0]?.name ?? "" }
    values = try arms.names.indices.map { arm in
      try units.names.indices.map { unit in
        guard let measured = found[arm]?[unit] else { return [] }
        return try cells.map { cell in
          guard let value = measured[cell]?.mean else { throw missing(cell, arm, unit) }
          return value
        }
      }
    }
  }

  /// What was measured of a cell: one value, or one a sample.
  private struct Measured {
    private var sum = 0.0
    private var rows: [String: Int] = [:]

    var mean: Double { sum / Double(rows.count) }

    /// Adds a value; returns the row of the same sample if there is one.
    mutating func add(_ value: Double, row: Int, sample: String) -> Int? {
      if let first = rows[sample] { return first }
      rows[sample] = row
      sum += value
      return nil
    }
  }

  /// The units that an arm has.
  func units(of arm: Int) -> [Int] { units.indices.filter { !values[arm][$0].isEmpty } }

  /// The mean over cells of each unit of an arm.
  ///
  /// Tasks weigh the same, whatever their numbers of problems.
  func means(of arm: Int) -> [Double] {
    units(of: arm).map { unit in
      let byTask = taskMeans(arm, unit)
      return byTask.reduce(0, +) / Double(byTask.count)
    }
  }

  /// The mean over problems of each task, of one unit of an arm.
  func taskMeans(_ arm: Int, _ unit: Int) -> [Double] {
    var sums = [Double](repeating: 0, count: tasks.count)
    var counts = sums
    for (cell, value) in zip(cells, values[arm][unit]) {
      sums[cell.task] += value
      counts[cell.task] += 1
    }
    return zip(sums, counts).map { $0 / $1 }
  }

  /// The number of an arm.
  func arm(named name: String, option: String) throws -> Int {
    if let arm = arms.firstIndex(of: name) { return arm }
    throw AnalysesError.unknownName(
      path: path, option: option, name: name,
      suggestion: DidYouMean.suggestion(for: name, among: arms), known: arms)
  }

  private func missing(_ cell: Cell, _ arm: Int, _ unit: Int) -> AnalysesError {
    var what: [String] = []
    if columns.unit != nil { what.append("\(columns.unit ?? "") \(Excerpt.of(units[unit]))") }
    if columns.task != nil { what.append("\(columns.task ?? "") \(Excerpt.of(tasks[cell.task]))") }
    if columns.problem != nil {
      what.append("\(columns.problem ?? "") \(Excerpt.of(problems[cell.problem]))")
    }
    return .badRows(
      place: path,
      reason:
        "arm '\(Excerpt.of(arms[arm]))' has no row for \(what.joined(separator: ", ")), which "
        + "others have; measure all arms on the same problems")
  }

  private static func duplicate(
    _ table: ColumnTable, _ columns: CompareColumns, _ row: Int, _ first: Int
  ) -> AnalysesError {
    let key = [columns.arm, columns.unit, columns.task, columns.problem, columns.sample]
      .compactMap { $0 }
    let advice =
      columns.unit == nil || columns.problem == nil || columns.sample == nil
      ? "; name the column that tells them apart with --unit, --task, --problem or --sample" : ""
    return .badRows(
      place: table.place(of: row),
      reason: "the same \(key.joined(separator: ", ")) as on line \(table.lines[first])\(advice)")
  }
}

/// Names in the order in which they first appear.
private struct Numbering {
  private(set) var names: [String] = []
  private var numbers: [String: Int] = [:]

  mutating func number(of name: String) -> Int {
    if let number = numbers[name] { return number }
    numbers[name] = names.count
    names.append(name)
    return names.count - 1
  }
}

/// The names in the columns that were chosen, each of which must be there.
private struct Names {
  private typealias Column = (name: String, texts: [String?])

  private let table: ColumnTable
  private let arms: [Column]
  private let columns: [Column?]
  private let rowsAreUnits: Bool

  init(_ table: ColumnTable, _ columns: CompareColumns, _ arms: [String]) throws {
    self.table = table
    self.arms = try arms.map { ($0, try table.texts($0)) }
    self.columns = try [
      columns.unit, columns.task, columns.problem, columns.cluster, columns.sample,
    ].map { name in
      try name.map { ($0, try table.texts($0)) }
    }
    rowsAreUnits = columns.unit == nil && columns.problem == nil
  }

  func arm(_ row: Int) throws -> [String] { try arms.map { try text($0, row) } }
  func unit(_ row: Int) throws -> String {
    rowsAreUnits ? "\(table.lines[row])" : try name(0, row) ?? ""
  }
  func task(_ row: Int) throws -> String { try name(1, row) ?? "" }
  func problem(_ row: Int) throws -> String { try name(2, row) ?? "" }
  func cluster(_ row: Int) throws -> String? { try name(3, row) }
  func sample(_ row: Int) throws -> String { try name(4, row) ?? "" }

  private func name(_ index: Int, _ row: Int) throws -> String? {
    try columns[index].map { try text($0, row) }
  }

  private func text(_ column: Column, _ row: Int) throws -> String {
    if let text = column.texts[row] { return NameText.canonical(text) }
    throw AnalysesError.badRows(
      place: table.place(of: row), reason: "'\(column.name)' is missing; fill it in")
  }
}
