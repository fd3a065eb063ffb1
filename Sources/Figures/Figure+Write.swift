import Foundation
import Support

extension Figure {
  /// Draws the figure as a file: `<stem>.svg`, `.png` or `.pdf`, as the extension says, with the
  /// numbers in `<stem>.tsv`, the script in `<stem>.gp` and the same figure for Vega-Lite in
  /// `<stem>.vl.json` beside it.
  ///
  /// The stem takes the place of the figure's name; folders on the way are created; pictures and
  /// what an earlier figure left beside them are replaced.
  ///
  /// - Returns: the paths of the numbers, the script, the twin for Vega-Lite and the picture.
  /// - Throws: `FiguresError.unknownFormat` for another extension, `.wouldOverwrite` if a file
  ///   that is not a figure's has the name of one that is left beside the picture; both before anything
  ///   is written. `.gnuplotMissing` (the other files are written all the same), `.gnuplotFailed`,
  ///   `.timeout` after 60 s, `.unwritable`.
  @discardableResult
  public func write(to path: String) throws -> [String] {
    let url = URL(fileURLWithPath: path)
    let stem = url.deletingPathExtension().lastPathComponent
    guard let format = PictureFormat(rawValue: url.pathExtension.lowercased()), !stem.isEmpty,
      !stem.hasPrefix("."), !path.hasSuffix("/")
    else { throw FiguresError.unknownFormat(path: path) }
    var named = self
    named.name = stem
    let folder = Self.folder(of: path)
    for ending in [".tsv", ".gp", VegaLite.ending] {
      try Self.requireOurs("\(folder)/\(stem)\(ending)")
    }
    var paths = try Gnuplot.write(named, into: folder, format: format)
    let picture = try Gnuplot.draw(named, in: folder, format: format)
    // The caller's spelling, as `FIGURE.PDF` would else be another file.
    let final = folder + "/" + url.lastPathComponent
    do {
      try AtomicFile.write(picture, to: final)
    } catch SupportError.file(_, _, let reason) {
      throw FiguresError.unwritable(path: final, reason: reason)
    }
    paths.append(final)
    return paths.map { $0.hasPrefix("./") && !path.hasPrefix("./") ? String($0.dropFirst(2)) : $0 }
  }

  private static func folder(of path: String) -> String {
    let folder = (path as NSString).deletingLastPathComponent
    return folder.isEmpty ? "." : folder
  }

  /// A figure beside `data.tsv` must not replace the user's numbers.
  private static func requireOurs(_ path: String) throws {
    guard let handle = FileHandle(forReadingAtPath: path) else { return }
    defer { handle.closeFile() }
    let isTable = path.hasSuffix(".tsv")
    // A folder can be opened but not read.
    guard let head = try? handle.read(upToCount: 4096) ?? Data() else {
      throw FiguresError.wouldOverwrite(path: path)
    }
    let ours =
      if isTable {
        FigureTable.columns.joined(separator: "\t") + "\n"
      } else {
        path.hasSuffix(VegaLite.ending) ? VegaLite.mark : GnuplotScript.mark
      }
    let mark = Data(ours.utf8)
    let found = isTable ? head.starts(with: mark) : head.range(of: mark) != nil
    guard head.isEmpty || found else { throw FiguresError.wouldOverwrite(path: path) }
  }
}
