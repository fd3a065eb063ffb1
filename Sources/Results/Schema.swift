/// One documented place in a results file.
public struct SchemaEntry: Sendable, Equatable {
  /// The path; `<arm>`, `<set>` and other words in angle brackets stand for a name. `/@name` is an attribute of the root.
  public let path: String
  /// The type in the file: `float64`, `float32`, `int8`, `int32`, `int64`, `uint64` or `string`.
  public let type: String
  /// The names of the axes with commas between them; empty for a scalar.
  public let dims: String
  /// The units; `1` where there is none.
  public let units: String
  /// What it holds; the names that its path has in angle brackets may be in it.
  public let description: String

  /// The names of the axes of a dataset that this entry documents: `<dim>` is its own name.
  public func dims(at path: String) -> String {
    dims == "<dim>" ? String(path.split(separator: "/").last ?? "") : dims
  }

  /// What a dataset that this entry documents holds: `<arm>` is the name in its path.
  public func description(at path: String) -> String {
    (names(in: path) ?? []).reduce(description) { $0.replacing($1.word, with: $1.name) }
  }

  /// Whether a path of a file is the one that this entry documents.
  public func matches(_ path: String) -> Bool { names(in: path) != nil }

  /// What the words in angle brackets are in a path; `nil` if it is not the one that this entry documents.
  private func names(in path: String) -> [(word: Substring, name: Substring)]? {
    let wanted = self.path.split(separator: "/", omittingEmptySubsequences: false)
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard wanted.count == parts.count else { return nil }
    var found: [(word: Substring, name: Substring)] = []
    for (pattern, name) in zip(wanted, parts) {
      guard let open = pattern.firstIndex(of: "<"), let close = pattern.lastIndex(of: ">") else {
        guard pattern == name else { return nil }
        continue
      }
      // `s<seed>` is `s7`.
      let head = pattern[..<open]
      let tail = pattern[pattern.index(after: close)...]
      guard name.count > head.count + tail.count, name.hasPrefix(head), name.hasSuffix(tail) else {
        return nil
      }
      found.append((pattern[open...close], name.dropFirst(head.count).dropLast(tail.count)))
    }
    return found
  }
}

/// What made a results file: the root attribute `kind`.
public enum ResultsOrigin: String, Sendable, Equatable, CaseIterable {
  /// A study: trained, evaluated and analyzed by this program.
  case study
  /// pass@k of other people's samples.
  case passk
  /// Curves fitted to other people's points.
  case fit
  /// Tests between the arms of other people's tables.
  case compare
  /// A mean of few human labels with the help of a judge.
  case ppi
  /// Models in order.
  case rank
  /// A mean followed row by row.
  case monitor
}

/// The documented layout of `results.h5`.
public enum ResultsSchema {
  /// The version in the root attribute `schema_version`.
  public static let version = "3"

  /// Every documented attribute and dataset, in the order of the file's story.
  public static var entries: [SchemaEntry] {
    attributes + registration + problems + training + evaluation + statistics + reports + drawing
  }

  /// The entry that documents a path; where several match, the most literal one.
  public static func entry(for path: String) -> SchemaEntry? {
    entries.filter { $0.matches(path) }
      .max { literalLength($0) < literalLength($1) }
  }

  /// The entries as a JSON array of objects with the keys `path`, `type`, `dims`, `units` and
  /// `description`.
  public static var json: String {
    let rows = entries.map { entry in
      "  {"
        + [
          ("path", entry.path), ("type", entry.type), ("dims", entry.dims),
          ("units", entry.units), ("description", entry.description),
        ].map { "\(JSONText.quoted($0)): \(JSONText.quoted($1))" }.joined(separator: ", ") + "}"
    }
    return "[\n" + rows.joined(separator: ",\n") + "\n]"
  }

  /// The entries as a Markdown table, which the module's README shows.
  public static var markdown: String {
    var lines = ["| Path | Type | Dims | Units | What |", "| --- | --- | --- | --- | --- |"]
    for entry in entries {
      let dims = entry.dims.isEmpty ? "scalar" : entry.dims
      lines.append(
        "| `\(entry.path)` | \(entry.type) | \(dims) | \(entry.units) | \(entry.description) |")
    }
    return lines.joined(separator: "\n")
  }

  /// Where the labels of an axis of a dataset may be: beside it, with the problems of its set, among the axes.
  static func labels(of axis: String, at dataset: String) -> [String] {
    let parts = dataset.split(separator: "/")
    let beside = "/" + (parts.dropLast() + [axis[...]]).joined(separator: "/")
    let problems = axis == "problem" && parts.count > 1 ? ["/problems/\(parts[1])/problem"] : []
    return [beside] + problems + ["/axes/" + axis]
  }

  private static func literalLength(_ entry: SchemaEntry) -> Int {
    var depth = 0
    return entry.path.reduce(0) { total, character in
      if character == "<" { depth += 1 }
      if character == ">" { depth -= 1 }
      return total + (depth == 0 ? 1 : 0)
    }
  }
}
