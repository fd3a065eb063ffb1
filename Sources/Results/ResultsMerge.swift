import Foundation

/// Puts the files of one study that were computed apart, seed by seed, into one.
///
/// Datasets with the axis `seed` are joined along it, seeds in ascending order; kept samples are joined
/// file after file; training curves stand side by side; numbers of problems looked up for leaks add up, and
/// so do clock times, unless the files are parts of one. Everything else must be the same in all files.
/// What was concluded (`/tests`, `/fits`, `/anova`, `/figures`, `/tables`) holds for one file alone and is left
/// out: analyze the merged file. The merged file depends neither on the clock nor on the order of the files.
///
/// A single file is copied as it is, in the present version of the layout.
public enum ResultsMerge {
  /// What a merge did.
  public struct Summary: Sendable, Equatable {
    /// The seeds of the merged file.
    public let seeds: [Int]
    /// The datasets in it.
    public let datasets: Int
    /// The groups of conclusions that were left out.
    public let leftOut: [String]
  }

  static let conclusions = [
    "anova", "answer", "checks", "effects", "figures", "fits", "fits_draws", "tables", "tests",
  ]

  /// The attribute of a file that holds some seeds of another: the seeds of that one. What has no axis `seed` and would be
  /// added up is that one's, too.
  private static let partOf = "part_of_seeds"

  /// Merges files.
  ///
  /// - Returns: what is in the merged file.
  /// - Throws: `ResultsError.unmergeable` if a file is no study's, the registrations differ, a seed is
  ///   in two files, or anything that should be the same is not.
  /// - Precondition: there is at least one path.
  public static func merge(_ paths: [String], to output: String) throws -> Summary {
    precondition(!paths.isEmpty, "nothing to merge")
    let parts = try paths.map(MergePart.init).sorted { $0.seeds.min() ?? 0 < $1.seeds.min() ?? 0 }
    try requireSameRegistration(parts)
    let seeds = try order(parts)
    let writer = try ResultsWriter(path: output)
    var root = try attributes(parts)
    // All parts of one file together are that file.
    if root[partOf]?.text == list(seeds) { root[partOf] = nil }
    for (name, value) in root.sorted(by: { $0.key < $1.key }) {
      try writer.attribute(name, value, on: "/")
    }
    let all = Set(parts.flatMap(\.datasets)).sorted()
    let kept = parts.count == 1 ? all : all.filter { !conclusions.contains(group($0)) }
    for dataset in kept { try write(dataset, parts, seeds, to: writer) }
    if let only = parts.first, parts.count == 1 {
      try copyGroups(only.reader, to: writer) { _ in true }
    }
    try writer.finish()
    return Summary(
      seeds: seeds.map(\.seed), datasets: kept.count,
      leftOut: Set(all.map(group)).subtracting(kept.map(group)).sorted())
  }

  /// Copies attributes and some datasets of a study's file into a writer that goes on writing.
  ///
  /// - Throws: `ResultsError.unmergeable` if the file is no study's.
  package static func copy(
    _ path: String, to writer: ResultsWriter, where isKept: (String) -> Bool
  ) throws {
    let part = try MergePart(path)
    try copy(part, try order([part]), to: writer, where: isKept)
  }

  private static func copy(
    _ part: MergePart, _ seeds: [Place], to writer: ResultsWriter, where isKept: (String) -> Bool,
    lastRowOf isCut: (String) -> Bool = { _ in false }
  ) throws {
    for (name, value) in try attributes([part]).sorted(by: { $0.key < $1.key }) {
      try writer.attribute(name, value, on: "/")
    }
    for dataset in part.datasets.filter(isKept).sorted() {
      try write(dataset, [part], seeds, to: writer, onlyLastRow: isCut(dataset))
    }
  }

  /// Writes some groups and datasets of a study's file, and the labels of axes, as a file of their own: to plot from. What an
  /// analysis reads may not all be in it.
  ///
  /// - Returns: how many datasets are in it.
  /// - Throws: `ResultsError.unmergeable` if the file is no study's or has nothing of that name.
  public static func excerpt(
    _ path: String, of wanted: [String], to output: String
  ) throws -> Int {
    let part = try MergePart(path)
    if let unknown = wanted.first(where: { group in
      !part.datasets.contains { isWanted($0, group) }
    }) {
      throw part.refusal("it has no '\(unknown)'")
    }
    return try excerpt(part, named: wanted.joined(separator: " "), to: output) { name in
      isWanted(name, "/axes") || wanted.contains { isWanted(name, $0) }
    }
  }

  /// The same with the datasets that a rule keeps.
  ///
  /// - Parameters:
  ///   - name: what the attribute `excerpt` says of it.
  ///   - wanted: only these seeds; `merge` puts such parts together again.
  ///   - isCut: of which datasets of training only the last row is kept.
  /// - Returns: how many datasets are in it.
  /// - Throws: `ResultsError.unmergeable` if the file is no study's.
  package static func excerpt(
    _ path: String, named name: String, seeds wanted: [Int]? = nil, to output: String,
    where isKept: (String) -> Bool, lastRowOf isCut: (String) -> Bool = { _ in false }
  ) throws -> Int {
    try excerpt(
      try MergePart(path), named: name, seeds: wanted, to: output, where: isKept, lastRowOf: isCut)
  }

  private static func isWanted(_ name: String, _ group: String) -> Bool {
    name == group || name.hasPrefix(group + "/")
  }

  private static func excerpt(
    _ part: MergePart, named title: String, seeds wanted: [Int]? = nil, to output: String,
    where isKept: (String) -> Bool, lastRowOf isCut: (String) -> Bool = { _ in false }
  ) throws -> Int {
    let all = try order([part])
    let seeds = all.filter { wanted?.contains($0.seed) != false }
    let curves = Set(seeds.map { "s\($0.seed)" })
    var kept = part.datasets.filter { dataset in
      isKept(dataset) && (group(dataset) != "train" || curves.contains(curve(dataset)))
    }
    for name in kept {
      kept.formUnion(
        try part.reader.dims(name).flatMap { ResultsSchema.labels(of: $0, at: name) }
          .filter(part.datasets.contains))
    }
    let writer = try ResultsWriter(path: output)
    try copy(part, seeds, to: writer, where: kept.contains, lastRowOf: isCut)
    try writer.attribute("excerpt", title)
    if seeds.count < all.count, try part.reader.stringAttribute(partOf) == nil {
      try writer.attribute(partOf, list(all))
    }
    try copyGroups(part.reader, to: writer) { group in kept.contains { isWanted($0, group) } }
    try writer.finish()
    return kept.count
  }

  private static func group(_ dataset: String) -> String {
    dataset.split(separator: "/").first.map(String.init) ?? ""
  }

  /// The group of one seed in /train/<stage>/s<seed>/<metric>.
  private static func curve(_ dataset: String) -> String {
    dataset.split(separator: "/").dropLast().last.map(String.init) ?? ""
  }

  private static func list(_ seeds: [Place]) -> String {
    seeds.map { String($0.seed) }.joined(separator: ", ")
  }

  private static func requireSameRegistration(_ parts: [MergePart]) throws {
    let hashes = try parts.map { try $0.reader.stringAttribute("prereg_sha256") ?? "" }
    for (part, hash) in zip(parts, hashes) where hash != hashes[0] {
      throw part.refusal(
        "its registration is another one than that of \(parts[0].path) (\(hash.prefix(12))…, "
          + "\(hashes[0].prefix(12))…); only runs with the same settings and study seed fit together"
      )
    }
  }

  private typealias Place = (seed: Int, part: Int, index: Int)

  /// Where each seed is, in ascending order.
  private static func order(_ parts: [MergePart]) throws -> [Place] {
    let places = parts.enumerated().flatMap { number, part in
      part.seeds.enumerated().map { (seed: $1, part: number, index: $0) }
    }.sorted { ($0.seed, $0.part) < ($1.seed, $1.part) }
    for (one, next) in zip(places, places.dropFirst()) where one.seed == next.seed {
      throw parts[next.part].refusal("seed \(next.seed) is in \(parts[one.part].path) too")
    }
    return places
  }

  private static func attributes(_ parts: [MergePart]) throws -> [String: ResultsAttribute] {
    let all = try parts.map { try $0.reader.attributes() }
    var merged: [String: ResultsAttribute] = [:]
    for name in Set(all.flatMap(\.keys)) {
      let values = all.compactMap { $0[name] }
      let texts = Set(values.compactMap(\.text))
      switch name {
      case "created_utc": merged[name] = texts.max().map(ResultsAttribute.string)
      case "status": merged[name] = .string(texts == ["complete"] ? "complete" : "running")
      case "git_commit", "host", "tool_version", "processor", "system", "command":
        merged[name] = .string(texts.sorted().joined(separator: ", "))
      case "threads", "cores":
        merged[name] = .integer(values.compactMap(\.integer).max() ?? 0)
      case "wall_s" where all[0][partOf] == nil:
        merged[name] = .double(values.reduce(0) { $0 + (Double($1.description) ?? 0) })
      default:
        for (part, attributes) in zip(parts, all) where attributes[name] != all[0][name] {
          throw part.refusal("its attribute '\(name)' is another than in \(parts[0].path)")
        }
        merged[name] = values[0]
      }
    }
    return merged
  }

  private static func write(
    _ dataset: String, _ parts: [MergePart], _ seeds: [Place], to writer: ResultsWriter,
    onlyLastRow: Bool = false
  ) throws {
    let owners = parts.filter { $0.datasets.contains(dataset) }
    let pieces = try owners.map { try MergePiece($0, dataset) }
    let first = pieces[0]
    for piece in pieces.dropFirst() { try piece.requireLike(first) }
    let isCurve = group(dataset) == "train"
    let joinsRows = first.dims.first == "sample"
    let isPart = try parts[0].reader.stringAttribute(partOf) != nil
    if !isCurve && !joinsRows, let poor = parts.first(where: { !$0.datasets.contains(dataset) }) {
      throw poor.refusal("it has no '\(dataset)', which \(owners[0].path) has")
    }
    var (values, shape) = (first.values, first.shape)
    if isCurve, pieces.count > 1 {
      throw owners[1].refusal("'\(dataset)' is in \(owners[0].path) too")
    } else if let axis = first.dims.firstIndex(of: "seed") {
      shape[axis] = seeds.count
      values = MergePiece.join(pieces, axis: axis, seeds.map { ($0.part, $0.index) })
    } else if joinsRows {
      shape[0] = pieces.reduce(0) { $0 + $1.shape[0] }
      values = MergePiece.join(
        pieces, axis: 0,
        pieces.enumerated().flatMap { part, piece in (0..<piece.shape[0]).map { (part, $0) } })
    } else if onlyLastRow, let rows = shape.first, rows > 1 {
      shape[0] = 1
      values = MergePiece.join(pieces, axis: 0, [(0, rows - 1)])
    } else if group(dataset) == "leaks", pieces.count > 1, !isPart {
      values = .integers(try MergePiece.sum(pieces))
    } else {
      for piece in pieces.dropFirst() { try piece.requireEqual(first) }
    }
    let text = { (name: String) in try owners[0].reader.stringAttribute(name, on: dataset) ?? "" }
    try writer.write(
      values, storage: first.storage, shape: shape, to: dataset, units: try text("units"),
      dims: first.dims.joined(separator: ","), description: try text("description"))
    let known = ["units", "dims", "description"]
    for (name, value) in try owners[0].reader.attributes(on: dataset)
    where !known.contains(name) { try writer.attribute(name, value, on: dataset) }
  }

  private static func copyGroups(
    _ reader: ResultsReader, to writer: ResultsWriter, where isKept: (String) -> Bool
  ) throws {
    var waiting = ["/"]
    while let group = waiting.popLast() {
      for name in try reader.children(of: group) {
        let path = group == "/" ? "/" + name : group + "/" + name
        guard reader.contains(path), !reader.isDataset(path), isKept(path) else { continue }
        for (key, value) in try reader.attributes(on: path).sorted(by: { $0.key < $1.key }) {
          try writer.attribute(key, value, on: path)
        }
        waiting.append(path)
      }
    }
  }
}
