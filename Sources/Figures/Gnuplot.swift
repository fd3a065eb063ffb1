import Foundation
import Support

/// The files of a drawn figure.
public struct RenderedFigure: Sendable, Equatable {
  /// The figure's number in the report.
  public let id: String
  /// The stem of the files.
  public let name: String
  /// The picture, as text.
  public let svg: String
  /// The numbers, the script, the Vega-Lite twin and the picture, as paths.
  public let paths: [String]
}

/// Draws figures with gnuplot.
public enum Gnuplot {
  /// The longest time that a figure may take, in seconds.
  public static let timeLimit = 60

  /// Whether gnuplot is on the PATH.
  public static var isAvailable: Bool { program() != nil }

  /// The script that draws a figure; it reads `<name>.tsv` and writes `<name>.svg` (or another
  /// format) beside it.
  public static func script(for figure: Figure, format: PictureFormat = .svg) -> String {
    GnuplotScript(figure, format: format).text
  }

  /// The numbers of a figure as tab-separated text with the columns `panel`, `series`, `category`,
  /// `x`, `y`, `low`, `high`, `value` and `text`. Numbers read back to the same bits; a missing one
  /// is `NaN`.
  public static func table(for figure: Figure) -> String { FigureTable(figure).text }

  /// Writes the numbers, the script and the Vega-Lite twin of a figure, without drawing it.
  ///
  /// - Returns: the three paths.
  @discardableResult
  public static func write(
    _ figure: Figure, into folder: String, format: PictureFormat = .svg
  ) throws -> [String] {
    let stem = folder + "/" + figure.name
    let files = [
      (stem + ".tsv", table(for: figure)), (stem + ".gp", script(for: figure, format: format)),
      (stem + VegaLite.ending, VegaLite.specification(for: figure)),
    ]
    for (path, text) in files {
      do {
        try AtomicFile.write(text, to: path)
      } catch SupportError.file(_, let path, let reason) {
        throw FiguresError.unwritable(path: path, reason: reason)
      }
    }
    return files.map(\.0)
  }

  /// Writes the numbers, the script and the Vega-Lite twin of a figure and draws it.
  ///
  /// The same figure gives the same bytes. A previous picture stays until the new one is whole.
  ///
  /// - Throws: `FiguresError.gnuplotMissing` (the other files are written all the same),
  ///   `.gnuplotFailed`, `.timeout` after 60 s, `.unwritable`.
  public static func render(_ figure: Figure, into folder: String) throws -> RenderedFigure {
    let paths = try write(figure, into: folder)
    let picture = folder + "/" + figure.name + ".svg"
    let svg = try draw(figure, in: folder, format: .svg)
    do {
      try AtomicFile.write(svg, to: picture)
    } catch SupportError.file(_, _, let reason) {
      throw FiguresError.unwritable(path: picture, reason: reason)
    }
    return RenderedFigure(
      id: figure.id, name: figure.name, svg: String(decoding: svg, as: UTF8.self),
      paths: paths + [picture])
  }

  /// The picture that the script of a figure, which is in the folder already, draws.
  static func draw(_ figure: Figure, in folder: String, format: PictureFormat) throws -> Data {
    guard let program = program() else { throw FiguresError.gnuplotMissing }
    let script = figure.name + ".gp"
    let part = figure.name + ".\(format.rawValue).part"
    defer { unlink(folder + "/" + part) }
    let errors = try run(
      program, ["-d", "-e", "output = \(GnuplotScript.quoted(part))", "./" + script], in: folder)
    guard let picture = try? AtomicFile.read(folder + "/" + part), format.isWhole(picture) else {
      throw FiguresError.gnuplotFailed(
        script: folder + "/" + script,
        reason: errors.isEmpty ? "it wrote no whole picture (is the disk full?)" : errors)
    }
    return format.timeless(picture)
  }

  private static func program() -> String? { ChildProcess.path(of: "gnuplot") }

  /// Runs gnuplot in a folder; what it complained about, on one line.
  private static func run(
    _ program: String, _ arguments: [String], in folder: String
  ) throws -> String {
    let script = folder + "/" + (arguments.last ?? "").dropFirst(2)
    let log = script + ".log"
    defer { unlink(log) }
    let end: ChildProcess.End
    do {
      end = try ChildProcess.run(
        program, arguments, in: folder, errors: log, atMost: Double(timeLimit))
    } catch SupportError.file(_, let path, let reason) {
      if path == log { throw FiguresError.unwritable(path: path, reason: reason) }
      throw FiguresError.gnuplotFailed(script: script, reason: reason)
    }
    if end == .timeout { throw FiguresError.timeout(script: script, seconds: timeLimit) }
    let complaints = ((try? AtomicFile.readText(log)) ?? "")
      .split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { !$0.isEmpty }.joined(separator: "; ")
    guard end == .exit(0) else {
      throw FiguresError.gnuplotFailed(
        script: script, reason: complaints.isEmpty ? "it ended with an error" : complaints)
    }
    return complaints
  }
}
