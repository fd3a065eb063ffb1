import Interchange
import Statistics

/// A formula on a table: its names that are columns are variables, and every other name is a parameter.
public struct FormulaColumns: Sendable, Equatable {
  /// The formula.
  public let formula: Formula
  /// The columns of its variables.
  public let x: [String]
  /// What was taken for what, where that was not said.
  public let notes: [String]

  /// Reads a formula for a table.
  ///
  /// - Parameters:
  ///   - text: the formula.
  ///   - path: the table.
  ///   - x: the column that `x` stands for; it may be used by its own name too.
  ///   - variables: the columns of all variables; `nil` for the names that are columns.
  ///   - roles: the columns that are something else.
  ///   - parameters: names that are parameters in any case, because they were given values.
  /// - Throws: `StatisticsError.formula`, `InterchangeError` for a table that cannot be read or lacks a column, and
  ///   `AnalysesError.badSetting` where names do not say what they are.
  public init(
    _ text: String, path: String, x: String?, variables: [String]?, roles: FitColumns,
    parameters: Set<String>
  ) throws {
    let names = try Formula(text, variables: []).parameters
    if let x { try Self.require(x, in: names, of: text) }
    let columns = try ColumnTable.read(path).columns
    let known = names.filter { columns.contains($0) && !($0 == "x" && x != nil) && $0 != x }
    if let variables {
      if let unused = variables.first(where: { !names.contains($0) }) {
        throw AnalysesError.badSetting(
          name: "vars", found: unused, expected: "names that the formula uses: \(text)")
      }
      self.x = variables
      notes = Self.parameters(known.filter { !variables.contains($0) })
    } else {
      let others =
        roles.group
        + [roles.y, roles.replicate, roles.standardError, roles.weight].compactMap { $0 }
      let found = known.filter { !parameters.contains($0) }
      if let twice = found.first(where: others.contains) {
        throw AnalysesError.badSetting(
          name: "formula", found: "'\(twice)', a column that another option names",
          expected: "other names of parameters, or --vars with the columns that are variables")
      }
      self.x = [x].compactMap { $0 } + found
      guard !self.x.isEmpty else {
        throw AnalysesError.badSetting(
          name: "x", found: "none", expected: "the column of the variable x of the formula")
      }
      let list = found.joined(separator: " and ")
      notes =
        (found.isEmpty
          ? []
          : [
            found.count == 1
              ? "\(list) is a column, so it is a variable of the formula; --vars chooses others."
              : "\(list) are columns, so they are variables of the formula; --vars chooses others."
          ]) + Self.parameters(known.filter { !found.contains($0) })
    }
    formula = try Formula(text, variables: self.x, aliases: self.x.first.map { ["x": $0] } ?? [:])
  }

  /// Fails where the variable is not in the formula, so that another name is taken for a parameter.
  private static func require(_ x: String, in names: [String], of text: String) throws {
    guard !names.contains(x), !names.contains("x") else { return }
    let near = names.first { [x.lowercased(), "x"].contains($0.lowercased()) }
    throw AnalysesError.badSetting(
      name: "x", found: "'\(Excerpt.of(x))', which the formula does not use: \(text)",
      expected: near.map { "x in place of '\($0)' in it" } ?? "x in it, which stands for the column"
    )
  }

  private static func parameters(_ names: [String]) -> [String] {
    names.map { "'\($0)' is a column too, and taken for a parameter of the formula." }
  }
}
