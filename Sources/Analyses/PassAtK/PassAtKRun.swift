import Figures
import Foundation
import Interchange
import Results
import Statistics
import Support

/// Everything that `assay passk` does: reads files, estimates, compares, draws and stores.
public struct PassAtKRun: Sendable {
  /// The files; each is a table of its own, or several.
  public var files: [String]
  /// What to read of them.
  public var selection: CountSelection
  /// The settings of the estimates.
  public var analysis: PassAtKAnalysis
  /// Two groups or files to compare, the base first; empty for no comparison.
  public var compare: [String]
  /// How files are put together; `nil` for not at all.
  public var pooling: Pooling?
  /// Where a figure is drawn; its extension says how.
  public var figure: String?
  /// Where the numbers are stored as HDF5.
  public var out: String?

  /// A run.
  public init(
    files: [String], selection: CountSelection = CountSelection(),
    analysis: PassAtKAnalysis = PassAtKAnalysis(), compare: [String] = [], pooling: Pooling? = nil,
    figure: String? = nil, out: String? = nil
  ) {
    self.files = files
    self.selection = selection
    self.analysis = analysis
    self.compare = compare
    self.pooling = pooling
    self.figure = figure
    self.out = out
  }

  /// What a run found.
  public struct Findings: Sendable, Equatable {
    /// One report a table; with a comparison those two.
    public var reports: [PassAtKReport]
    /// The comparison, if there is one.
    public var comparison: ComparisonReport?
    /// The files that were written.
    public var written: [String]

    /// For people.
    public var plainText: String {
      comparison?.plainText ?? PassAtKReport.plainText(reports)
    }
    /// For programs.
    public var json: String { comparison?.json ?? PassAtKReport.json(reports) }
    /// For spreadsheets.
    public var csv: String { comparison?.csv ?? PassAtKReport.csv(reports) }
  }

  /// Reads, estimates, draws and stores.
  ///
  /// - Parameter provenance: asked for only if a file is written.
  /// - Throws: `InterchangeError`, `AnalysesError`, `StatisticsError`, `ResultsError`, `FiguresError` or
  ///   `SupportError`.
  public func run(provenance: () -> Provenance) throws -> Findings {
    var tables = try readTables()
    var comparison: ComparisonReport?
    if !compare.isEmpty {
      guard compare.count == 2 else {
        throw AnalysesError.badSetting(
          name: "compare", found: "\(compare.count) name\(compare.count == 1 ? "" : "s")",
          expected: "two groups or files, the base first")
      }
      tables = try compare.map { try Self.choose($0, tables) }
      comparison = try ComparisonAnalysis.run(tables[0], tables[1], settings: analysis)
    }
    var settings = analysis
    if let comparison { settings.ks = comparison.comparison.points.map(\.k) }
    let reports = try tables.map(settings.run)
    var written: [String] = []
    guard figure != nil || out != nil else {
      return Findings(reports: reports, comparison: comparison, written: [])
    }
    let picture =
      comparison.map { PassAtKFigures.comparison($0, reports) } ?? PassAtKFigures.curves(reports)
    if let out {
      try PassAtKStore.write(
        tables, reports, figure: picture, seed: analysis.seed, provenance: provenance(),
        to: out)
      written.append(out)
    }
    if let figure { written += try picture.write(to: figure) }
    return Findings(reports: reports, comparison: comparison, written: written)
  }

  /// The tables of the files, and of files that are only named to be compared.
  private func readTables() throws -> [CountTable] {
    let known =
      files.isEmpty ? [] : try CountFiles.read(files, selection: selection, pooling: pooling)
    let named = compare.filter { name in
      !known.contains { $0.name == name } && !files.contains(name) && pooling == nil
        && FileManager.default.fileExists(atPath: name)
    }
    return named.isEmpty && !known.isEmpty
      ? known : try CountFiles.read(files + named, selection: selection)
  }

  /// The table of a name, or of the file with this path if it holds only one.
  private static func choose(_ name: String, _ tables: [CountTable]) throws -> CountTable {
    if let table = tables.first(where: { $0.name == name }) { return table }
    let ofFile = tables.filter {
      $0.source == name || $0.group == name || $0.name.hasPrefix(name + "/")
    }
    if ofFile.count == 1 { return ofFile[0] }
    let names = tables.map(\.name)
    throw AnalysesError.unknownGroup(
      name: name, suggestion: DidYouMean.suggestion(for: name, among: names), known: names)
  }
}
