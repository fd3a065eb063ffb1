import CHDF5
import Foundation

/// Brings files of older versions of the layout to the present one, in memory.
///
/// A file on the disk is never changed; to rewrite it in the present version, merge it alone
/// (`ResultsMerge`). To change the layout: raise `ResultsSchema.version`, describe it in
/// `SchemaEntries.swift`, and append one step here.
enum Migration {
  /// What changes from one version to the next.
  struct Step: Sendable {
    /// What a reader of older files should know.
    let summary: String
    /// Changes a file, of which the reader sees the older version.
    let apply: @Sendable (ResultsReader, ResultsWriter) throws -> Void
  }

  /// The step at index i leads from version i + 1 to i + 2.
  static let steps = [
    Step(
      summary:
        "adds the attribute 'kind', for results that are no study; the null of support moves "
        + "from /support/<set>_null to /support_null/<set> and gets the axis 'change'; the labels of an axis have its name as axis"
    ) { reader, writer in
      try writer.attribute("kind", ResultsOrigin.study.rawValue)
      for axis in try reader.datasets()
      where try axis.hasPrefix("/axes/") && reader.stringAttribute("dims", on: axis) == "<dim>" {
        try writer.attribute("dims", String(axis.split(separator: "/").last ?? ""), on: axis)
      }
      let nulls = try reader.datasets().filter {
        $0.hasPrefix("/support/") && $0.hasSuffix("_null")
      }
      guard !nulls.isEmpty else { return }
      for old in nulls {
        let new = "/support_null/" + old.dropFirst("/support/".count).dropLast("_null".count)
        try writer.move(old, to: new)
        try writer.attribute("dims", "seed,change", on: new)
      }
      try writer.write(
        ["E", "S"], shape: [2], to: "/axes/change", dims: "change",
        description: "Labels of any other axis, such as count")
    },
    Step(
      summary:
        "what probes measure lies under /measure/<set>/<name>, the exact log-probabilities of older "
        + "files at /measure/<set>/logp_at_1; every metric of training is kept, by stage"
    ) { reader, writer in
      for old in try reader.datasets()
      where old.hasPrefix("/probe/") && old.hasSuffix("/logp") {
        let set = old.dropFirst("/probe/".count).dropLast("/logp".count)
        try writer.move(old, to: "/measure/\(set)/logp_at_1")
      }
    },
  ]

  /// Does nothing for files of the present version and of other programs.
  ///
  /// - Throws: `ResultsError.newerVersion`.
  static func migrate(_ reader: ResultsReader, content: Data) throws {
    guard let version = reader.storedVersion, version >= 1 else { return }
    let present = steps.count + 1
    guard version <= present else {
      throw ResultsError.newerVersion(path: reader.path, found: version, known: present)
    }
    guard version < present else { return }
    try reader.openInMemory(content)
    let writer = try ResultsWriter(changing: reader)
    for step in steps[(version - 1)...] { try step.apply(reader, writer) }
    try writer.attribute("schema_version", ResultsSchema.version)
  }
}

extension ResultsReader {
  /// Goes on with a copy in memory, which can be changed.
  func openInMemory(_ content: Data) throws {
    try HDF5.locked {
      let access = try HDF5.check(
        H5Pcreate(assay_file_access()), "set up the file access", in: path)
      defer { H5Pclose(access) }
      try HDF5.check(H5Pset_fclose_degree(access, H5F_CLOSE_STRONG), "set up closing", in: path)
      try HDF5.check(assay_oldest_format(access), "choose the format", in: path)
      try HDF5.check(assay_in_memory(access), "keep the file in memory", in: path)
      var image = content
      let status = image.withUnsafeMutableBytes {
        H5Pset_file_image(access, $0.baseAddress, $0.count)
      }
      try HDF5.check(status, "copy the file", in: path)
      // The name only has to differ from that of every other file.
      let copy = try HDF5.check(
        assay_open_to_change("assay-\(UUID().uuidString)", access), "open a copy", in: path)
      H5Fclose(file)
      file = copy
    }
  }
}
