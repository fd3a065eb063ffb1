/// One documented place in a results file.
public struct SchemaEntry: Sendable, Equatable {
  /// The path; `<arm>`, `<set>` and other words in angle brackets stand for a name, and `{a,b}` for
  /// several datasets side by side. `/@name` is an attribute of the root.
  public let path: String
  /// The type in the file: `float64`, `float32`, `int8`, `int32`, `int64`, `uint64` or `string`.
  public let type: String
  /// The names of the axes with commas between them; empty for a scalar.
  public let dims: String
  /// The units; `1` where there is none.
  public let units: String
  /// What it holds.
  public let description: String

  /// The paths with braces expanded: `/a/{b,c}` gives `/a/b` and `/a/c`.
  public var patterns: [String] {
    guard let open = path.firstIndex(of: "{"), let close = path.lastIndex(of: "}") else {
      return [path]
    }
    return path[path.index(after: open)..<close].split(separator: ",").map {
      path[..<open] + $0.trimmingPrefix(while: \.isWhitespace) + path[path.index(after: close)...]
    }.map { String($0) }
  }

  /// The names of the axes of a dataset that this entry documents: `<dim>` is its own name.
  public func dims(at path: String) -> String {
    dims == "<dim>" ? String(path.split(separator: "/").last ?? "") : dims
  }

  /// Whether a path of a file is the one that this entry documents.
  public func matches(_ path: String) -> Bool {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    return patterns.contains { pattern in
      let wanted = pattern.split(separator: "/", omittingEmptySubsequences: false)
      return wanted.count == parts.count && zip(wanted, parts).allSatisfy(Self.matches)
    }
  }

  /// `<set>_null` matches `id_null`; `s<seed>` matches `s7`.
  private static func matches(_ pattern: Substring, _ name: Substring) -> Bool {
    guard let open = pattern.firstIndex(of: "<"), let close = pattern.lastIndex(of: ">") else {
      return pattern == name
    }
    let head = pattern[..<open]
    let tail = pattern[pattern.index(after: close)...]
    return name.count > head.count + tail.count && name.hasPrefix(head) && name.hasSuffix(tail)
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
}

/// The documented layout of `results.h5`.
public enum ResultsSchema {
  /// The version in the root attribute `schema_version`.
  public static let version = "3"

  /// Every documented attribute and dataset, in the order of the file's story.
  public static var entries: [SchemaEntry] {
    attributes + registration + problems + training + evaluation + statistics + drawing
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
