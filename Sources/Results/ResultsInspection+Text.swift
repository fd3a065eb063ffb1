import Foundation

extension ResultsInspection {
  /// The inspection for people: what it is, provenance, tree, tests, fits.
  public var plainText: String {
    [[file, summary].joined(separator: "\n"), provenanceText, treeText, verdictText, fitText]
      .filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  private var summary: String {
    let present = Int(ResultsSchema.version) ?? 0
    let layout = storedVersion.map {
      $0 == present ? "layout \(present)" : "layout \($0), shown as layout \(present)"
    }
    let what = ["study", "scale", "status"].compactMap { provenance[$0] }
    let proof =
      isSealed
      ? "content checked by its SHA-256"
      : "no SHA-256 of the content to check it by"
    return
      ([kind.isEmpty ? "not made by this program" : kind] + what
      + [layout, proof].compactMap { $0 })
      .joined(separator: ", ")
  }

  private var provenanceText: String {
    let shown = ["kind", "study", "scale", "status", "schema_version"]
    let rows = provenance.filter { !shown.contains($0.key) }.sorted { $0.key < $1.key }
    return Self.section("Provenance", rows.map { ["  " + $0.key, $0.value] })
  }

  private var verdictText: String {
    let rows = verdicts.map { row in
      [
        "  " + row.id, Self.number(row.effect), Self.interval(row.low, row.high),
        Self.number(row.pAdjusted), row.replicates.map(String.init) ?? "–",
        row.verdict, row.statement,
      ]
    }
    return Self.section(
      "Tests",
      rows.isEmpty
        ? []
        : [["  id", "effect", "interval", "p adjusted", "n", "verdict", "statement"]] + rows)
  }

  private var fitText: String {
    var rows: [[String]] = []
    for fit in fits {
      let head = fit.isIdentified == false ? fit.name + " (not identified)" : fit.name
      for (index, parameter) in fit.parameters.enumerated() {
        rows.append([
          index == 0 ? "  " + head : "", parameter.name, Self.number(parameter.value),
          Self.number(parameter.standardError), Self.interval(parameter.low, parameter.high),
          index == 0 ? fit.form : index == 1 ? fit.note : "",
        ])
      }
    }
    return Self.section(
      "Fits",
      rows.isEmpty ? [] : [["  fit", "parameter", "value", "SE", "interval", "form, note"]] + rows)
  }

  static func number(_ value: Double?) -> String {
    guard let value else { return "–" }
    return String(format: "%.4g", value)
  }

  static func interval(_ low: Double?, _ high: Double?) -> String {
    low == nil && high == nil ? "–" : "[\(number(low)), \(number(high))]"
  }

  /// A title over rows in columns; empty without rows.
  static func section(_ title: String, _ rows: [[String]]) -> String {
    guard let columns = rows.first?.count else { return "" }
    let widths = (0..<columns).map { column in rows.map { $0[column].count }.max() ?? 0 }
    let lines = rows.map { row in
      var line = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
        .joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return line
    }
    return ([title] + lines).joined(separator: "\n")
  }
}

extension ResultsInspection {
  /// The groups and datasets; groups that look alike stand once, with their number.
  private var treeText: String {
    let tree = Node(datasets)
    return Self.section("Datasets", tree.lines(depth: 1))
  }

  /// A group of the tree.
  private final class Node {
    var datasets: [(name: String, dataset: Dataset)] = []
    var groups: [(name: String, node: Node)] = []

    init(_ all: [Dataset]) {
      for dataset in all {
        var node = self
        let names = dataset.path.split(separator: "/").map(String.init)
        for name in names.dropLast() { node = node.group(name) }
        node.datasets.append((names.last ?? "", dataset))
      }
    }

    private func group(_ name: String) -> Node {
      if let found = groups.first(where: { $0.name == name }) { return found.node }
      let node = Node([])
      groups.append((name, node))
      return node
    }

    /// Equal for groups with the same datasets, but for their extents.
    var signature: String {
      datasets.map { "\($0.name):\($0.dataset.type):\($0.dataset.dims)" }.joined(separator: ";")
        + groups.map { "{\($0.name):\($0.node.signature)}" }.joined()
    }

    func lines(depth: Int) -> [[String]] {
      let indent = String(repeating: "  ", count: depth)
      var lines = datasets.map { name, dataset in
        [
          indent + name, dataset.type, dataset.shape.isEmpty ? "scalar" : "\(dataset.shape)",
          dataset.dims.joined(separator: ","), dataset.units,
        ]
      }
      var index = 0
      while index < groups.count {
        let (name, node) = groups[index]
        let alike = groups[index...].prefix { $0.node.signature == node.signature }
        let names = alike.count == 1 ? name : "\(name) … \(alike.last?.name ?? "")"
        let note = alike.count == 1 ? "" : "(\(alike.count) alike)"
        lines.append(["\(indent)\(names)/", note, "", "", ""])
        lines += node.lines(depth: depth + 1)
        index += alike.count
      }
      return lines
    }
  }
}
