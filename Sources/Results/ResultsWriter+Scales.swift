import CHDF5

/// Dimension scales: what tells xarray, netCDF, MATLAB and others that the axis `arm` is labelled by `/axes/arm`.
///
/// Every axis of a dataset has its name as label. A dataset of one axis that bears the name of that axis is a scale.
/// Where there is a scale of the right length for *every* axis of a dataset (`ResultsSchema.labels`), they are attached,
/// and the group of the dataset shows them by soft links, `/eval/id/arm` to `/axes/arm`: netCDF looks for the scales of
/// a dataset in its group and those above. Where one axis has none, the dataset has labels only, since readers refuse
/// files in which scales are attached to some axes of a dataset. The same holds where the name of a scale is taken in
/// the group, or two datasets of a group mean different scales by it. Axes of length 0 have none.
///
/// - Source: The HDF Group, "HDF5 Dimension Scale Specification"; Unidata, "The NetCDF-4 Format".
extension ResultsWriter {
  /// The most uses that the list of a scale holds: an attribute has at most 64 kB. Readers go by the datasets' own lists.
  private static let mostUses = 4000

  /// Writes labels, scales and links of everything that was written; called once, with the library locked.
  func attachScales() throws {
    let attached = self.attached()
    var uses: [String: [assay_use]] = [:]
    for (path, axes) in datasets.sorted(by: { $0.key < $1.key }) where !axes.isEmpty {
      let dataset = try HDF5.check(
        H5Dopen2(file, path, assay_default()), "open '\(path)'", in: self.path)
      defer { H5Dclose(dataset) }
      try HDF5.withCStrings(axes.map(\.name)) {
        _ = try HDF5.check(
          assay_set_labels(dataset, $0, hsize_t(axes.count)), "label '\(path)'", in: self.path)
      }
      if isScale(path, axes[0]) {
        try HDF5.check(
          assay_set_scale(dataset, axes[0].name), "make '\(path)' a scale", in: self.path)
      } else if let scales = attached[path] {
        var references = try scales.map(reference)
        try HDF5.check(
          assay_attach_scales(dataset, &references, hsize_t(axes.count)),
          "attach scales to '\(path)'", in: self.path)
        for (axis, scale) in scales.enumerated() {
          uses[scale, default: []].append(
            assay_use(dataset: try reference(path), dimension: Int32(axis), padding: 0))
          try show(scale, beside: path)
        }
      }
    }
    for (scale, list) in uses.sorted(by: { $0.key < $1.key }) where list.count <= Self.mostUses {
      let dataset = try HDF5.check(
        H5Dopen2(file, scale, assay_default()), "open '\(scale)'", in: path)
      defer { H5Dclose(dataset) }
      try HDF5.check(
        assay_set_uses(dataset, list, hsize_t(list.count)), "list the uses of '\(scale)'", in: path)
    }
  }

  /// The scales of each dataset that has one for every axis, and can show them in its group.
  private func attached() -> [String: [String]] {
    var found: [String: [String]] = [:]
    // What a name means in a group, by the path that shows it; several if the datasets do not agree.
    var meanings: [String: Set<String>] = [:]
    for (path, axes) in datasets where !axes.isEmpty && !isScale(path, axes[0]) {
      let scales = axes.compactMap { axis in
        ResultsSchema.labels(of: axis.name, at: path).first { isScale($0, axis) }
      }
      guard scales.count == axes.count else { continue }
      found[path] = scales
      for scale in scales {
        meanings[Self.link(to: scale, beside: path), default: []].insert(scale)
      }
    }
    return found.filter { path, scales in
      scales.allSatisfy { scale in
        let link = Self.link(to: scale, beside: path)
        return link == scale
          || meanings[link]?.count == 1 && datasets[link] == nil && !groups.contains(link)
      }
    }
  }

  /// Whether a dataset holds the labels of an axis.
  private func isScale(_ path: String, _ axis: Axis) -> Bool {
    axis.length > 0 && datasets[path] == [axis] && path.hasSuffix("/" + axis.name)
  }

  /// Where the group of a dataset shows a scale.
  private static func link(to scale: String, beside path: String) -> String {
    String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
      + scale[(scale.lastIndex(of: "/") ?? scale.startIndex)...]
  }

  private func show(_ scale: String, beside path: String) throws {
    let link = Self.link(to: scale, beside: path)
    guard link != scale,
      try HDF5.check(H5Lexists(file, link, assay_default()), "look for '\(link)'", in: path) == 0
    else { return }
    try HDF5.check(
      H5Lcreate_soft(scale, file, link, assay_default(), assay_default()), "link '\(link)'",
      in: self.path)
  }

  private func reference(_ path: String) throws -> hobj_ref_t {
    var reference: hobj_ref_t = 0
    try HDF5.check(assay_reference(file, path, &reference), "refer to '\(path)'", in: self.path)
    return reference
  }
}
