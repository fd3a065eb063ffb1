import ArgumentParser
import Foundation
import Results
import Studies
import Support

/// A file of results, or the folder that holds it.
struct ResultsLocation: ParsableArguments {
  @Argument(help: "A results.h5, or the folder that holds it.", completion: .file()) var results:
    String

  var path: String { Self.path(results) }

  var folder: String { Self.folder(path) }

  /// The folder that a file is in.
  static func folder(_ path: String) -> String {
    let folder = (path as NSString).deletingLastPathComponent
    return folder.isEmpty ? "." : folder
  }

  static func path(_ results: String) -> String {
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: results, isDirectory: &isFolder)
    return exists && isFolder.boolValue ? results + "/results.h5" : results
  }
}

enum ExportFormat: String, ExpressibleByArgument, CaseIterable {
  case csv, hdf5, json, npy, tidy
}

/// What `assay export` and `assay study export` share.
struct ExportOptions: ParsableArguments {
  @Argument(help: "A results.h5, or the folder that holds it.", completion: .file()) var results:
    String?
  @Option(
    help: """
      csv: a folder with one table a dataset; npy: a folder with one file a dataset, for numpy, and \
      index.json; tidy: one long CSV; json: one document; hdf5: a smaller results.h5 with what \
      --dataset names, to plot from, or with --for-analysis. (default: csv, where --dataset or --output is given)
      """) var format: ExportFormat?
  @Option(
    help: ArgumentHelp(
      "Only this dataset or group; several may be given. (default: everything)", valueName: "path"))
  var dataset: [String] = []
  @Option(
    name: [.customLong("output"), .customLong("out"), .short],
    help: """
      Where it goes. (default: a folder csv or npy beside the file; tidy and json are printed)
      """) var output: String?
  @Flag(
    help: """
      With --format hdf5: keep all that assay study report reads, so that the smaller file gives the \
      same tables, figures and report; and what --dataset names besides
      """) var forAnalysis = false
  @Option(
    help: """
      With --for-analysis: only the K-th of N parts of the seeds, K/N, where one file would be too large to keep; \
      assay merge puts the parts together
      """) var shard: Shard?
  @Flag(help: "Print the layout of results.h5 (with --format json as JSON) and stop.") var schema =
    false

  func validate() throws {
    if format == .hdf5, !schema, (dataset.isEmpty && !forAnalysis) || output == nil {
      throw ValidationError(
        "--format hdf5 needs --dataset, what is kept, or --for-analysis, and --output, the new file"
      )
    }
    if forAnalysis, format != .hdf5 {
      throw ValidationError("--for-analysis needs --format hdf5: other formats are not analyzed")
    }
    if shard != nil, !forAnalysis || !dataset.isEmpty {
      throw ValidationError("--shard needs --for-analysis, and no --dataset")
    }
    if results == nil && !schema {
      throw ValidationError("Missing the file: give a results.h5, or --schema")
    }
  }

  func run() throws {
    if schema {
      print(format == .json ? ResultsSchema.json : ResultsSchema.markdown)
      return
    }
    let path = ResultsLocation.path(results ?? "")
    let reader = try ResultsReader(path: path)
    let beside = (path as NSString).deletingLastPathComponent
    // A file a dataset is what few expect who have asked for nothing.
    guard format != nil || output != nil || !dataset.isEmpty else {
      throw ValidationError(
        "\(path) has \(try reader.datasets().count) datasets: give --format tidy for one long CSV, "
          + "--format csv for a folder with a CSV each, or some of them with --dataset")
    }
    let format = format ?? .csv
    let folder = output ?? (beside.isEmpty ? "." : beside) + "/" + format.rawValue
    switch format {
    case .csv:
      let files = try ResultsExport.csv(reader, datasets: dataset, folder: folder)
      print("\(files.count) files in \(folder)")
    case .npy:
      let files = try ResultsExport.npy(reader, datasets: dataset, folder: folder)
      print("\(files.count) files in \(folder)")
    case .hdf5:
      let file = output ?? ""
      // An excerpt in the place of the whole would be a loss.
      guard !FileManager.default.fileExists(atPath: file) else {
        throw ResultsError.unwritable(
          path: file, reason: "it is there already; give another --output")
      }
      let wanted = dataset.map { $0.hasPrefix("/") ? $0 : "/" + $0 }
      let count =
        forAnalysis
        ? try ResultsFile.excerpt(
          path, also: wanted, shard: shard.map { ($0.number, $0.count) } ?? (1, 1), to: file)
        : try ResultsMerge.excerpt(path, of: wanted, to: file)
      print("\(count) datasets in \(file)")
    case .json:
      let text = try ResultsExport.json(reader, datasets: dataset)
      try output.map { try AtomicFile.write(text, to: $0) }
        ?? print(String(decoding: text, as: UTF8.self), terminator: "")
    case .tidy:
      try output.map { try ResultsExport.tidy(reader, datasets: dataset, to: $0) }
        ?? ResultsExport.tidy(reader, datasets: dataset) { print($0, terminator: "") }
    }
  }
}

struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "A file of results as CSV, JSON or numpy files; its schema.",
    discussion: """
      Examples:
        assay export --schema
        assay export results/STUDY/quick --format csv --output csv
        assay export results.h5 --format tidy --dataset /eval/id/passk --output passk.csv
        assay export results.h5 --format npy --dataset /train
        assay export results.h5 --format hdf5 --dataset /figures --dataset /tests --output small.h5
        assay export results.h5 --format hdf5 --for-analysis --shard 1/2 --output part-1.h5
      """)

  @OptionGroup var options: ExportOptions

  func run() throws { try options.run() }
}

struct StudyExport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "The same as assay export.")

  @OptionGroup var options: ExportOptions

  func run() throws { try options.run() }
}

struct Merge: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge", abstract: "Put files of one study with different seeds into one.",
    discussion: """
      Refused if the registrations differ, a seed is in two files, or axes differ. Conclusions (tests, \
      fits, figures, tables) are left out: assay study analyze draws them anew. A single file is rewritten in \
      the present version of the layout, with the conclusions that it has; to have new ones in it, assay study \
      merge its folder alone.

      Example:
        assay merge a/results.h5 b/results.h5 --out c/results.h5
      """)

  @Argument(help: "Files of results, or the folders that hold them.", completion: .file())
  var files: [String]
  @Option(help: "The merged file.") var out: String
  @Flag(help: "Replace a file that is there.") var overwrite = false

  func run() throws {
    try ResultsFileOptions.requireFree(out, overwrite: overwrite)
    let summary = try ResultsMerge.merge(files.map(ResultsLocation.path), to: out)
    print("\(out): seeds \(summary.seeds.map(String.init).joined(separator: ", "))")
    if !summary.leftOut.isEmpty {
      print(
        "left out: \(summary.leftOut.joined(separator: ", ")); "
          + "assay study analyze \(out) concludes anew")
    }
  }
}
