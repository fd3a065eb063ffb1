import Foundation

/// What is in a results file, and what it concludes: for people as text, for programs as JSON.
public struct ResultsInspection: Sendable, Equatable, Encodable {
  /// A dataset.
  public struct Dataset: Sendable, Equatable, Encodable {
    /// Where it is.
    public let path: String
    /// The type of its values: `float64`, …, `string`; `other` if this program does not read it.
    public let type: String
    /// Its extents; empty for a scalar.
    public let shape: [Int]
    /// The names of its axes.
    public let dims: [String]
    /// Its units; `1` where there is none.
    public let units: String
    /// What it holds.
    public let description: String
  }

  /// A row of `/tests`.
  public struct Verdict: Sendable, Equatable, Encodable {
    /// The name of the hypothesis.
    public let id: String
    /// What it says.
    public let statement: String
    /// The test that it got.
    public let test: String
    /// The effect, in the units of the metric; `nil` if it was not estimated.
    public let effect: Double?
    /// The lower end of its interval.
    public let low: Double?
    /// The upper end of its interval.
    public let high: Double?
    /// The p-value before correction.
    public let pRaw: Double?
    /// The p-value after correction.
    public let pAdjusted: Double?
    /// Replicates used.
    public let replicates: Int?
    /// The verdict.
    public let verdict: String
  }

  /// A row of `/fits`.
  public struct Fit: Sendable, Equatable, Encodable {
    /// A parameter.
    public struct Parameter: Sendable, Equatable, Encodable {
      /// Its name.
      public let name: String
      /// Its value.
      public let value: Double?
      /// Its standard error.
      public let standardError: Double?
      /// The lower end of its profile interval.
      public let low: Double?
      /// The upper end of its profile interval.
      public let high: Double?
    }

    /// What was fitted, with its group where there are groups.
    public let name: String
    /// The formula.
    public let form: String
    /// Its parameters.
    public let parameters: [Parameter]
    /// Whether the data determine all parameters; `nil` if the file does not say.
    public let isIdentified: Bool?
    /// What to know about it.
    public let note: String
  }

  /// The file.
  public var file: String
  /// `study`, `passk`, `fit`, `compare`, `ppi`, `rank`, `monitor`; empty in files of other programs.
  public let kind: String
  /// The version of the layout in the file; `nil` in files of other programs.
  public let storedVersion: Int?
  /// Whether the content is proven to be what was written.
  public let isSealed: Bool
  /// The attributes of the root as texts.
  public let provenance: [String: String]
  /// All datasets, in the order of their paths.
  public let datasets: [Dataset]
  /// The hypotheses with their verdicts.
  public let verdicts: [Verdict]
  /// The fits.
  public let fits: [Fit]

  /// Reads everything but the large datasets.
  ///
  /// - Throws: `ResultsError`, `.damaged` where columns of `/tests` or `/fits` have other lengths.
  public init(_ reader: ResultsReader) throws {
    file = reader.path
    storedVersion = reader.storedVersion
    isSealed = reader.isSealed
    provenance = try reader.attributes().mapValues(\.description)
    kind = provenance["kind"] ?? ""
    datasets = try reader.datasets().map { path in
      Dataset(
        path: path, type: try Self.type(reader, path), shape: try reader.shape(path),
        dims: try reader.dims(path), units: try reader.stringAttribute("units", on: path) ?? "",
        description: try reader.stringAttribute("description", on: path) ?? "")
    }
    verdicts = try Self.verdicts(reader)
    fits = try Self.fits(reader)
  }

  /// Other programs store types that this one does not read.
  private static func type(_ reader: ResultsReader, _ path: String) throws -> String {
    do {
      return try reader.storage(path)?.rawValue ?? "string"
    } catch ResultsError.wrongKind {
      return "other"
    }
  }

  private static func verdicts(_ reader: ResultsReader) throws -> [Verdict] {
    guard reader.isDataset("/tests/id") else { return [] }
    let columns = ResultsColumns(reader, group: "/tests", count: try reader.shape("/tests/id")[0])
    let (ids, statements) = (try columns.texts("id"), try columns.texts("statement"))
    let (tests, verdicts) = (try columns.texts("test"), try columns.texts("verdict"))
    let (effects, low) = (try columns.numbers("effect"), try columns.numbers("ci_lo"))
    let (high, raw) = (try columns.numbers("ci_hi"), try columns.numbers("p_raw"))
    let (adjusted, seeds) = (try columns.numbers("p_adj"), try columns.numbers("n_seeds"))
    return ids.indices.map {
      Verdict(
        id: ids[$0], statement: statements[$0], test: tests[$0], effect: effects[$0], low: low[$0],
        high: high[$0], pRaw: raw[$0], pAdjusted: adjusted[$0],
        replicates: seeds[$0].map { Int($0) },
        verdict: verdicts[$0])
    }
  }

  private static func fits(_ reader: ResultsReader) throws -> [Fit] {
    guard reader.isDataset("/fits/name"), reader.isDataset("/fits/parameter") else { return [] }
    let count = try reader.shape("/fits/name")[0]
    let shape = try reader.shape("/fits/parameter")
    guard shape.count == 2, shape[0] == count else {
      throw ResultsError.damaged(
        path: reader.path, reason: "'/fits/parameter' has the shape \(shape) for \(count) fits")
    }
    let rows = ResultsColumns(reader, group: "/fits", count: count)
    let slots = ResultsColumns(reader, group: "/fits", count: count * shape[1])
    let (names, forms) = (try rows.texts("name"), try rows.texts("form"))
    let (groups, notes) = (try rows.texts("group"), try rows.texts("note"))
    let identified = try rows.numbers("identified")
    let (labels, values) = (try slots.texts("parameter_name"), try slots.numbers("parameter"))
    let (errors, low) = (try slots.numbers("se"), try slots.numbers("prof_lo"))
    let high = try slots.numbers("prof_hi")
    return names.indices.map { fit in
      // Parameters that were held fixed have a name too, so the count of free ones says less.
      let named = (0..<shape[1]).filter { !labels[fit * shape[1] + $0].isEmpty }
      return Fit(
        name: groups[fit].isEmpty ? names[fit] : "\(names[fit]) \(groups[fit])", form: forms[fit],
        parameters: named.map { slot in
          let at = fit * shape[1] + slot
          return Fit.Parameter(
            name: labels[at], value: values[at], standardError: errors[at], low: low[at],
            high: high[at])
        }, isIdentified: identified[fit].map { $0 == 1 }, note: notes[fit])
    }
  }
}

/// Columns of a table that a file holds as a group; a column that is not there is empty.
private struct ResultsColumns {
  let reader: ResultsReader
  let group: String
  let count: Int

  init(_ reader: ResultsReader, group: String, count: Int) {
    self.reader = reader
    self.group = group
    self.count = count
  }

  func texts(_ name: String) throws -> [String] {
    let path = "\(group)/\(name)"
    guard reader.isDataset(path) else { return [String](repeating: "", count: count) }
    return try sized(try reader.strings(path), path)
  }

  /// `nil` where a number is missing.
  func numbers(_ name: String) throws -> [Double?] {
    let path = "\(group)/\(name)"
    guard reader.isDataset(path) else { return [Double?](repeating: nil, count: count) }
    return try sized(try reader.doubles(path), path).map { $0.isFinite ? $0 : nil }
  }

  private func sized<Value>(_ values: [Value], _ path: String) throws -> [Value] {
    guard values.count == count else {
      throw ResultsError.damaged(
        path: reader.path, reason: "'\(path)' has \(values.count) values, expected \(count)")
    }
    return values
  }
}
