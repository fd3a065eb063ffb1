/// Names of problems that are unique within a scope alone, such as an environment.
enum ScopedName {
  private static let separator: Character = "\u{1f}"

  static func joined(_ scope: String, _ name: String) -> String { scope + String(separator) + name }

  /// The tables with names without their scope where there is only one, as `scope/name` where there are several.
  static func shortened(_ tables: [CountTable]) -> [CountTable] {
    func parts(_ id: String) -> (scope: Substring, name: Substring) {
      guard let place = id.firstIndex(of: separator) else { return ("", id[...]) }
      return (id[..<place], id[id.index(after: place)...])
    }
    let scopes = Set(tables.flatMap { $0.problems.map { parts($0.id).scope } })
    return tables.map { table in
      var table = table
      for i in table.problems.indices {
        let (scope, name) = parts(table.problems[i].id)
        table.problems[i].id = scopes.count > 1 ? "\(scope)/\(name)" : String(name)
      }
      return table
    }
  }
}
