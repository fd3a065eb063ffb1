import Foundation
import Interchange
import Statistics

/// Takes a table apart into the groups that are fitted.
struct FitGroups {
  let columns: FitColumns
  let variable: FitVariable
  let window: ClosedRange<Double>
  let splitsRuns: Bool

  /// The groups of a file, in the order in which they first appear.
  ///
  /// Rows without x or y are left out, and so are those outside the window; notes say how many.
  func read(_ path: String, prefix: String) throws -> [FitGroup] {
    let table = try ColumnTable.read(path)
    let x = try columns.x.map(table.numbers)
    let y = try table.numbers(columns.y)
    let weights = try weights(table)
    try RankNames.require(columns.group + [columns.replicate].compactMap { $0 }, table)
    let labels = try columns.replicate.map(table.texts)
    return try table.groups(by: columns.group).flatMap { key, rows in
      let name = ([prefix] + key).filter { !$0.isEmpty }.joined(separator: "/")
      var group = FitGroup(name: name, path: path, x: [], y: [], lines: [])
      var missing = 0
      var outside = 0
      var masked = 0
      var found: [Double] = []
      var replicates: [Int] = []
      var seen: [String: Int] = [:]
      for row in rows {
        let place = x.compactMap { $0[row] }
        guard place.count == x.count, let value = y[row] else {
          missing += 1
          continue
        }
        guard place.count > 1 || window.contains(place[0]) else {
          outside += 1
          continue
        }
        guard value == 0 || (1e-150...1e150).contains(abs(value)) else {
          throw InterchangeError.badValue(
            path: path, line: table.lines[row], key: columns.y, found: "\(value)",
            expected:
              "a size from 1e-150 to 1e150, whose squares can be represented; scale the column")
        }
        let weight = try weights?(row)
        if weight == 0 {
          masked += 1
          continue
        }
        group.x.append(try place.map { try transformed($0, path, table.lines[row]) })
        group.y.append(value)
        group.lines.append(table.lines[row])
        if let weight { found.append(weight) }
        if let labels { replicates.append(index(NameText.canonical(labels[row] ?? ""), &seen)) }
      }
      if weights != nil { group.weights = found }
      if labels != nil { group.replicates = replicates }
      group.notes = notes(missing, outside)
      if masked > 0 { group.notes.append("\(self.rows(masked)) of weight 0 left out.") }
      return runs(of: group)
    }
  }

  private func index(_ label: String, _ seen: inout [String: Int]) -> Int {
    if let known = seen[label] { return known }
    seen[label] = seen.count
    return seen.count - 1
  }

  private func notes(_ missing: Int, _ outside: Int) -> [String] {
    var notes: [String] = []
    let names = (columns.x + [columns.y]).joined(separator: ", ")
    if missing > 0 { notes.append("\(rows(missing)) without \(names) left out.") }
    if outside > 0 { notes.append("\(rows(outside)) outside the window left out.") }
    return notes
  }

  private func rows(_ count: Int) -> String { "\(count) row\(count == 1 ? "" : "s")" }

  /// The weight of a row, checked.
  private func weights(_ table: ColumnTable) throws -> ((Int) throws -> Double)? {
    let column = columns.standardError ?? columns.weight
    guard let column else { return nil }
    let values = try table.numbers(column)
    let isError = columns.standardError != nil
    return { row in
      // A weight of 0 is a mask; an error of 0 is a contradiction.
      if !isError, values[row] == 0 { return 0 }
      guard let value = values[row], value > 0 else {
        throw InterchangeError.badValue(
          path: table.path, line: table.lines[row], key: column,
          found: values[row].map { "\($0)" } ?? "blank", expected: "a number above 0")
      }
      let weight = isError ? 1 / (value * value) : value
      guard weight > 0, weight.isFinite else {
        throw InterchangeError.badValue(
          path: table.path, line: table.lines[row], key: column, found: "\(value)",
          expected: "a number whose weight can be represented")
      }
      return weight
    }
  }

  private func transformed(_ x: Double, _ path: String, _ line: Int) throws -> Double {
    let least = variable == .samples ? 1.0 : 0
    guard variable == .value || x >= least else {
      throw InterchangeError.badValue(
        path: path, line: line, key: columns.x[0], found: "\(x)",
        expected: variable == .samples ? "at least 1 sample" : "a divergence from 0 up")
    }
    switch variable {
    case .value: return x
    case .kl: return x.squareRoot()
    case .samples: return max(0, BestOfN.divergence(samples: x)).squareRoot()
    }
  }

  // MARK: - Runs

  /// The group with a note of rows that come again in a run, which count twice.
  ///
  /// In a table without groups and replicates equal x may be measurements of different things; only rows that are equal in y
  /// too are repeated.
  private func noted(_ group: FitGroup) -> FitGroup {
    let hasRuns = group.replicates != nil || !columns.group.isEmpty
    let places = Dictionary(grouping: group.x.indices) { index in
      group.x[index] + [Double(group.replicates?[index] ?? 0)] + (hasRuns ? [] : [group.y[index]])
    }
    let again = places.values.filter { $0.count > 1 }.sorted { $0[1] < $1[1] }
    guard let first = again.first else { return group }
    let others = again.reduce(-1) { $0 + $1.count - 1 }
    let names = (columns.x + (hasRuns ? [columns.replicate].compactMap { $0 } : [columns.y]))
      .joined(separator: ", ")
    var group = group
    group.notes.append(
      "\(group.path):\(group.lines[first[1]]): the same \(names) as on line \(group.lines[first[0]])"
        + (others > 0 ? " (and \(others) more like it)" : "")
        + "; each counts as a point. A log that was resumed has steps twice: keep one row of each.")
    return group
  }

  /// Several runs in one group show in values of x that come again; they are taken apart, or a note says
  /// that they are not.
  private func runs(of group: FitGroup) -> [FitGroup] {
    guard group.replicates == nil, group.x.first?.count == 1 else { return [noted(group)] }
    var times: [Double: Int] = [:]
    let run = group.x.map { point -> Int in
      let earlier = times[point[0], default: 0]
      times[point[0]] = earlier + 1
      return earlier
    }
    let count = (run.max() ?? 0) + 1
    let repeated = times.values.count { $0 == count }
    // A value or two that come twice are no second run.
    guard count > 1, repeated * 2 > times.count else { return [noted(group)] }
    let parts = (0..<count).map { number in
      group.subset(group.x.indices.filter { run[$0] == number })
    }
    let copies = parts.dropFirst().filter { $0.x == parts[0].x && $0.y == parts[0].y }.count
    let copied =
      copies == 0
      ? ""
      : copies == count - 1
        ? " All runs have the same numbers, so this is one run written \(count) times."
        : " \(copies) of them repeat the numbers of the first."
    guard splitsRuns else {
      var whole = group
      whole.notes.append(
        "Values of x come \(count) times, as if there were \(count) runs, which are fitted as one; take "
          + "them apart with --split-runs, or name their column with --replicate." + copied)
      return [whole]
    }
    return parts.enumerated().map { number, part in
      var part = part
      part.name = (group.name.isEmpty ? "" : group.name + "/") + "run \(number + 1)"
      if number > 0, part.x == parts[0].x, part.y == parts[0].y {
        part.notes.append("The numbers are those of run 1: a copy, not a second run.")
      }
      return part
    }
  }
}
