import Foundation
import Interchange
import Support

/// What counts as right in the results of a study.
public enum Scoring: String, Codable, Sendable, Equatable, CaseIterable {
  /// The final answer is right.
  case loose
  /// The answer is right and so is every step.
  case strict
}

/// Which counts of a file are meant; `nil` takes all sets, arms and seeds, and the only filter and metric.
public struct CountSelection: Codable, Sendable, Equatable {
  /// What to read of files of samples.
  public var samples: SampleOptions
  /// The set of problems in a results file.
  public var set: String?
  /// The arm in a results file.
  public var arm: String?
  /// The seed in a results file; otherwise the samples of all seeds are pooled.
  public var seed: Int?
  /// What counts as right in a results file.
  public var scoring: Scoring

  /// A selection; by default everything.
  public init(
    filter: String? = nil, metric: String? = nil, set: String? = nil, arm: String? = nil,
    seed: Int? = nil, scoring: Scoring = .strict
  ) {
    self.init(
      samples: SampleOptions(filter: filter, metric: metric), set: set, arm: arm, seed: seed,
      scoring: scoring)
  }

  /// A selection with options for files of samples.
  public init(
    samples: SampleOptions, set: String? = nil, arm: String? = nil, seed: Int? = nil,
    scoring: Scoring = .strict
  ) {
    self.samples = samples
    self.set = set
    self.arm = arm
    self.seed = seed
    self.scoring = scoring
  }

  /// The names of the options that were given.
  var given: [String] {
    let options: [(String, Bool)] = [
      ("filter", samples.filter != nil), ("metric", samples.metric != nil),
      ("by", samples.by != nil), ("problem", samples.problem != nil),
      ("correct", samples.correct != nil), ("strict", samples.strict != nil),
      ("answer", samples.answer != nil), ("sample", samples.sample != nil),
      ("threshold", samples.threshold != nil), ("cluster", samples.cluster != nil),
      ("set", set != nil), ("arm", arm != nil),
      ("replicate", seed != nil),
    ]
    return options.filter(\.1).map(\.0)
  }
}

/// Reads files of any known format, each by its content.
public enum CountFiles {
  /// The tables of some files, in order: one a text file or group of one, one a set and arm of a results
  /// file.
  ///
  /// A table is called after its file without folder and extension, and after group, or set and arm:
  /// `base` or `results/test/rl`; with a single file just `test/rl`. Files of one name are called after the folder
  /// that tells them apart as well: `base/samples` and `rl/samples`.
  ///
  /// - Throws: `InterchangeError`, `AnalysesError`, `ResultsError` or `SupportError`, also for a part
  ///   of the selection that applies to none of the files.
  public static func read(
    _ paths: [String], selection: CountSelection = CountSelection(), pooling: Pooling? = nil
  ) throws -> [CountTable] {
    guard !paths.isEmpty else { throw AnalysesError.noFiles }
    let formats = try paths.map { try SampleFormat.detect($0, options: selection.samples) }
    try requireUse(of: selection, in: formats)
    let copies = try copies(paths, formats, pooling: pooling)
    let names = FileNames.distinct(paths)
    let found = try zip(paths, zip(formats, names)).flatMap { path, file in
      let (format, name) = file
      let tables =
        format == .results
        ? try results(path, selection: selection)
        : try SampleCounts.tables(path, options: selection.samples)
      return tables.map { PooledTable(table: $0, name: name, format: format) }
    }
    if let pooling { return try pooling.pooled(found) }
    guard paths.count > 1 else { return numbered(found.map(\.table)) }
    return numbered(
      found.map { found in
        var table = found.table
        let notes = [table.note, copies[table.source]].compactMap { $0 }
        table.note = notes.isEmpty ? nil : notes.joined(separator: " ")
        let isOneOfMany = found.format == .results || table.group != nil
        table.name = isOneOfMany ? found.name + "/" + table.name : found.name
        return table
      })
  }

  /// Refuses a file that is given twice, also by another name or as a copy: its samples would count twice, or be compared with themselves.
  ///
  /// Tables of counts are short enough to be equal by chance, as where two models solve nothing: unless they are put together, that is only
  /// noted.
  ///
  /// - Returns: the notes, by source.
  /// - Throws: `AnalysesError.badRows`, which says which file it is.
  private static func copies(
    _ paths: [String], _ formats: [SampleFormat], pooling: Pooling?
  ) throws -> [String: String] {
    var notes: [String: String] = [:]
    let files = paths.map(FileIdentity.init)
    for (index, file) in files.enumerated() {
      for (earlier, other) in files[..<index].enumerated() where file.size == other.size {
        let (name, first) = (InputFile.name(paths[index]), InputFile.name(paths[earlier]))
        guard !file.isSame(as: other) else {
          let reason = "the file is given twice; its samples would count twice"
          throw AnalysesError.badRows(
            place: name, reason: name == first ? reason : reason + " (as \(first), too)")
        }
        guard file.size > 0, let digest = try file.digest(ifEqualTo: other) else { continue }
        let same = "the same content as \(first) (SHA-256 \(digest.prefix(12))…)"
        guard formats[index] == .csv, pooling == nil else {
          throw AnalysesError.badRows(
            place: name, reason: "it has \(same); its samples would count twice, so give it once")
        }
        notes[name] = "It has \(same)."
      }
    }
    return notes
  }

  /// The tables of a results file, which may be packed.
  private static func results(
    _ path: String, selection: CountSelection
  ) throws -> [CountTable] {
    try InputFile.plain(path) { plain in
      try ResultsCounts.read(plain, selection: selection).map { table in
        var table = table
        table.source = table.source.replacing(plain, with: InputFile.name(path))
        return table
      }
    }
  }

  private static func requireUse(
    of selection: CountSelection, in formats: [SampleFormat]
  ) throws {
    for name in selection.given where !formats.contains(where: { $0.options.contains(name) }) {
      let users = SampleFormat.allCases.filter { $0.options.contains(name) }
      throw AnalysesError.unusedOption(
        name: name,
        format: users.map { $0 == .results ? $0.title : $0.title + " files" }
          .joined(separator: ", "))
    }
  }

  /// Groups of one file may still have equal names.
  private static func numbered(_ tables: [CountTable]) -> [CountTable] {
    var taken: Set<String> = []
    return tables.map { table in
      var table = table
      let name = table.name
      var number = 2
      while !taken.insert(table.name).inserted {
        table.name = "\(name) (\(number))"
        number += 1
      }
      return table
    }
  }
}

/// What tells a file from others.
private struct FileIdentity {
  let path: String
  /// Bytes; 0 for what is no file, such as standard input.
  let size: Int
  private let device: UInt64
  private let number: UInt64

  init(_ path: String) {
    var status = stat()
    let isFile = stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    self.path = path
    size = isFile ? Int(status.st_size) : 0
    device = isFile ? UInt64(status.st_dev) : 0
    number = isFile ? UInt64(status.st_ino) : 0
  }

  /// Whether it is one file, whatever it is called.
  func isSame(as other: FileIdentity) -> Bool {
    path == other.path || (number != 0 && device == other.device && number == other.number)
  }

  /// The digest that both have; `nil` if they differ.
  func digest(ifEqualTo other: FileIdentity) throws -> String? {
    let (own, others) = (try AtomicFile.read(path), try AtomicFile.read(other.path))
    return own == others ? SHA256.hex(SHA256.digest(own)) : nil
  }
}

/// Names of files that people can tell apart.
enum FileNames {
  /// The names of files without folder and extension; of those that are equal, with the folder in which their paths
  /// differ.
  static func distinct(_ paths: [String]) -> [String] {
    let stems = paths.map { SampleCounts.stem(of: InputFile.name($0)) }
    return paths.indices.map { index in
      let others = paths.indices.filter { $0 != index && stems[$0] == stems[index] }
      guard !others.isEmpty else { return stems[index] }
      let folders = reversedFolders(paths[index])
      let rivals = others.map { reversedFolders(paths[$0]) }
      let places = folders.indices.filter { place in
        rivals.contains { !$0.indices.contains(place) || $0[place] != folders[place] }
      }
      guard let nearest = places.first else { return stems[index] }
      // One folder, if it is enough.
      let enough = places.first { place in
        rivals.allSatisfy { !$0.indices.contains(place) || $0[place] != folders[place] }
      }
      return folders[enough ?? nearest] + "/" + stems[index]
    }
  }

  /// The folders of a path, the innermost first.
  private static func reversedFolders(_ path: String) -> [String] {
    path.split(separator: "/").dropLast().reversed().map(String.init)
  }
}
