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
    /// Changes the tree of an older version.
    let apply: @Sendable (inout ResultsTree) -> Void
  }

  /// The step at index i leads from version i + 1 to i + 2.
  static let steps = [
    Step(
      summary:
        "adds the attribute 'kind', for results that are no study; the null of support moves "
        + "from /support/<set>_null to /support_null/<set> and gets the axis 'change'; the labels of an axis have its name as axis"
    ) { tree in
      tree.set("kind", ResultsOrigin.study.rawValue)
      for axis in tree.datasets(where: { $0.hasPrefix("/axes/") })
      where tree.text("dims", on: axis) == "<dim>" {
        tree.set("dims", String(axis.split(separator: "/").last ?? ""), on: axis)
      }
      let nulls = tree.datasets { $0.hasPrefix("/support/") && $0.hasSuffix("_null") }
      guard !nulls.isEmpty else { return }
      for old in nulls {
        let new = "/support_null/" + old.dropFirst("/support/".count).dropLast("_null".count)
        tree.move(old, to: new)
        tree.set("dims", "seed,change", on: new)
      }
      tree.add(
        ["E", "S"], to: "/axes/change", dims: "change",
        description: ResultsSchema.entry(for: "/axes/change")?.description ?? "")
    },
    Step(
      summary:
        "what probes measure lies under /measure/<set>/<name>, the exact log-probabilities of older "
        + "files at /measure/<set>/logp_at_1; every metric of training is kept, by stage"
    ) { tree in
      for old in tree.datasets(where: { $0.hasPrefix("/probe/") && $0.hasSuffix("/logp") }) {
        let set = old.dropFirst("/probe/".count).dropLast("/logp".count)
        tree.move(old, to: "/measure/\(set)/logp_at_1")
      }
    },
  ]

  /// Does nothing for files of the present version and of other programs.
  ///
  /// - Parameter version: that of the file.
  /// - Throws: `ResultsError.newerVersion`.
  static func migrate(_ tree: inout ResultsTree, from version: Int?, path: String) throws {
    guard let version, version >= 1 else { return }
    let present = steps.count + 1
    guard version <= present else {
      throw ResultsError.newerVersion(path: path, found: version, known: present)
    }
    guard version < present else { return }
    for step in steps[(version - 1)...] { step.apply(&tree) }
    tree.set("schema_version", ResultsSchema.version)
  }

  /// Labels the axis `problem` by the identifiers: what came without a new version, for files that are written again.
  static func addProblemLabels(to tree: inout ResultsTree) {
    for ids in tree.datasets(where: { $0.hasPrefix("/problems/") && $0.hasSuffix("/id") }) {
      let path = String(ids.dropLast("id".count)) + "problem"
      guard tree[path] == nil, let entry = ResultsSchema.entry(for: path) else { continue }
      tree.nodes[path] = tree.nodes[ids]
      tree.set("description", entry.description, on: path)
    }
  }
}
