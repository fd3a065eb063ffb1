import Support

/// Writes figures as Vega-Lite specifications with their data inside, for the Vega editor, notebooks and
/// `altair.Chart.from_json`.
///
/// A series is the rows of `data.values` with its `id`, and a layer for each of its marks; panels stand in
/// `concat`. Ranges, ticks, colors, dashes and sizes are those of the picture that gnuplot draws.
///
/// - Source: Satyanarayan et al. 2017, "Vega-Lite: A Grammar of Interactive Graphics"; the schema of version 5.
/// - Deviation: the key is Vega's, and the markers of arms 5 to 7 are other shapes instead of outlines.
public enum VegaLite {
  /// What follows the stem of the file's name.
  public static let ending = ".vl.json"
  /// The address of the schema that specifications follow.
  public static let schema = "https://vega.github.io/schema/vega-lite/v5.json"
  /// What every specification has in its first lines.
  static let mark = "\"usermeta\": {\n    \"assay\": "

  /// The specification of a figure as JSON. The same figure gives the same bytes; numbers read back to the same
  /// bits, and those that are not finite are left out of their rows.
  public static func specification(for figure: Figure) -> String {
    VegaLiteFigure(figure).json.text() + "\n"
  }
}

/// The parts of a specification that belong to the figure; those of a panel are in an extension.
struct VegaLiteFigure {
  let figure: Figure
  let layout: FigureLayout
  let table: FigureTable
  /// What the key shows: one entry a name and color.
  let key: [KeyEntry]

  init(_ figure: Figure) {
    self.figure = figure
    layout = FigureLayout(figure)
    table = FigureTable(figure)
    var key: [KeyEntry] = []
    for entry in layout.key.map(\.entry)
    where !key.contains(where: { $0.name == entry.name && $0.color == entry.color }) {
      key.append(entry)
    }
    self.key = key
  }

  var json: OrderedJSON {
    let about = GnuplotScript.comment(figure.id + ": " + figure.title)
    var members: [(String, OrderedJSON)] = [
      ("$schema", .text(VegaLite.schema)),
      ("usermeta", .object([("assay", .flat(.object([("figure", .text(about))])))])),
      ("description", .text(GnuplotScript.comment(figure.caption))),
      ("background", .text("#ffffff")),
    ]
    if figure.panels.count == 1 {
      members += title(layout.title, below: layout.panels[0].title, size: 16)
      members += view(0)
    } else {
      members += title(layout.title, size: 16)
      members.append(("columns", .integer(FigureLayout.columns(figure.panels.count))))
      members.append(
        (
          "concat",
          .list(
            figure.panels.indices.map {
              .object(title(layout.panels[$0].title, size: 13) + view($0))
            })
        ))
      // The colors of cells are no series; the keys of the other channels go with those of the colors.
      if figure.panels.contains(where: \.isHeatMap) {
        let channels = ["color", "shape", "strokeDash"].map {
          ($0, OrderedJSON.text("independent"))
        }
        members.append(("resolve", .flat(.object([("scale", .object(channels))]))))
      }
    }
    members.append(("config", config))
    return .object(members)
  }

  /// A title above on the left, and what stands below it in smaller letters.
  private func title(
    _ lines: [String], below: [String] = [], size: Int
  ) -> [(String, OrderedJSON)] {
    guard !lines.isEmpty || !below.isEmpty else { return [] }
    func text(_ lines: [String]) -> OrderedJSON {
      lines.count == 1 ? .text(lines[0]) : .row(lines.map { .text($0) })
    }
    var members: [(String, OrderedJSON)] = [("text", lines.isEmpty ? .text("") : text(lines))]
    if !below.isEmpty { members.append(("subtitle", text(below))) }
    members += [("anchor", .text("start")), ("fontSize", .integer(size))]
    return [("title", .flat(.object(members)))]
  }

  /// The quiet axes of the pictures.
  private var config: OrderedJSON {
    func colors(_ members: [(String, String)]) -> [(String, OrderedJSON)] {
      members.map { ($0.0, .text($0.1)) }
    }
    let axis = colors([
      ("domainColor", "#777777"), ("gridColor", "#e8e8e8"), ("labelColor", "#333333"),
      ("tickColor", "#777777"), ("titleColor", "#222222"), ("titleFontWeight", "normal"),
    ])
    let sizes: [(String, OrderedJSON)] = [
      ("labelFontSize", .integer(12)), ("labelLimit", .integer(480)),
      ("titleFontSize", .integer(13)),
    ]
    let legend: [(String, OrderedJSON)] = [
      ("labelFontSize", .integer(12)), ("labelLimit", .integer(600)),
      ("titleFontWeight", .text("normal")),
      ("titleLimit", .integer(400)),
    ]
    return .object([
      ("axis", .flat(.object(axis + sizes))), ("legend", .flat(.object(legend))),
      ("title", .flat(.object(colors([("color", "#111111"), ("subtitleColor", "#333333")])))),
      ("view", .flat(.object([("stroke", .null)]))),
    ])
  }
}

extension Panel {
  var isHeatMap: Bool {
    if case .heatMap = content { return true }
    return false
  }
}
