/// Documents as one HTML file with everything inside: style and pictures, no scripts, no network.
public enum HTMLRenderer {
  /// The whole document.
  public static func render(_ document: Document) -> String {
    let anchors = anchors(of: document)
    let title = InlineText(document.title)
    var lines = [
      "<!DOCTYPE html>",
      "<html lang=\"en\">",
      "<head>",
      "<meta charset=\"utf-8\">",
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">",
      "<title>\(InlineText.escape(title.plain))</title>",
      "<style>\n\(StyleSheet.css)</style>",
      "</head>",
      "<body>",
      "<main>",
      "<header>",
      "<h1>\(title.html)</h1>",
    ]
    if !document.subtitle.isEmpty {
      lines.append("<p class=\"subtitle\">\(InlineText(document.subtitle).html)</p>")
    }
    lines.append("</header>")
    lines += contents(document, anchors)
    let labels = document.labels
    var pictures = 0
    for (index, block) in document.blocks.enumerated() {
      if case .figure = block { pictures += 1 }
      let place = Place(anchor: anchors[index], label: labels[index] ?? "", picture: pictures)
      lines.append(html(block, place))
    }
    lines += ["</main>", "</body>", "</html>"]
    return lines.joined(separator: "\n") + "\n"
  }

  /// Where a block stands in its document.
  private struct Place {
    /// The name that links use; `nil` where nothing links to.
    var anchor: String?
    /// What its caption begins with.
    var label: String
    /// How many pictures there are up to here.
    var picture: Int
    /// The anchor as an attribute.
    var id: String { "id=\"\(anchor ?? "")\"" }
  }

  private static func html(_ block: Block, _ place: Place) -> String {
    switch block {
    case .heading(let level, let text):
      let tag = "h\(max(1, min(level, 5)) + 1)"
      return "<\(tag) \(place.id)>\(InlineText(text).html)</\(tag)>"
    case .paragraph(let text): return "<p>\(InlineText(text).html)</p>"
    case .list(let items):
      return "<ul>\n" + items.map { "<li>\(InlineText($0).html)</li>\n" }.joined() + "</ul>"
    case .table(let table): return html(table, place)
    case .figure(let figure): return html(figure, place)
    case .code(let text):
      return "<pre tabindex=\"0\"><code>\(InlineText.escape(text))</code></pre>"
    case .callout(let kind, let text):
      return "<div class=\"callout \(kind.rawValue)\"><p><strong>\(kind.heading)</strong></p>"
        + "<p>\(InlineText(text).html)</p></div>"
    }
  }

  private static func html(_ table: Table, _ place: Place) -> String {
    func row(_ cells: [String], _ tag: String) -> String {
      "<tr>"
        + zip(cells, table.columns).map { cell, column in
          // Long texts wrap, short ones and numbers stay on one line.
          let long = column.alignment == .left && InlineText(cell).plain.count > 28
          let classes = column.alignment.rawValue + (long && tag == "td" ? " long" : "")
          return "<\(tag) class=\"\(classes)\">\(InlineText(cell).html)</\(tag)>"
        }.joined() + "</tr>\n"
    }
    let label = InlineText.escape(InlineText("\(place.label): \(table.caption)").plain)
    return "<figure class=\"table\" \(place.id)>\n"
      + "<figcaption><strong>\(InlineText.escape(place.label)).</strong> "
      + "\(InlineText(table.caption).html)</figcaption>\n"
      + "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"\(label)\">\n<table>\n"
      + "<thead>\n" + row(table.columns.map(\.name), "th") + "</thead>\n<tbody>\n"
      + table.rows.map { row($0.map(\.text), "td") }.joined()
      + "</tbody>\n</table>\n</div>\n</figure>"
  }

  private static func html(_ figure: FigureBlock, _ place: Place) -> String {
    let label = InlineText("\(place.label): \(figure.title)").plain
    let drawing = figure.svg.flatMap {
      InlineSVG.embed($0, prefix: "p\(place.picture)-", label: label)
    }
    let name = InlineText.escape(figure.name)
    let box =
      drawing.map {
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" "
          + "aria-label=\"\(InlineText.escape(label))\">\n\($0)\n</div>"
      }
      ?? "<p class=\"missing\">The picture was not drawn; its numbers are in "
      + "<code>figures/\(name).tsv</code>, its script in <code>figures/\(name).gp</code>.</p>"
    return "<figure class=\"picture\" \(place.id)>\n\(box)\n"
      + "<figcaption><strong>\(InlineText.escape(place.label)).</strong> "
      + "\(InlineText(figure.caption).html)</figcaption>\n</figure>"
  }

  private static func contents(_ document: Document, _ anchors: [String?]) -> [String] {
    var items: [String] = []
    for (block, anchor) in zip(document.blocks, anchors) {
      guard case .heading(let level, let text) = block, level <= 2, let anchor else { continue }
      items.append(
        "<li class=\"level\(level)\"><a href=\"#\(anchor)\">\(InlineText(text).html)</a></li>")
    }
    guard items.count > 2 else { return [] }
    return ["<nav aria-label=\"Contents\">", "<ul>"] + items + ["</ul>", "</nav>"]
  }

  /// An anchor for each block that can be linked to: `tests`, `tests-2`; `F1.1` is `f1-1`.
  private static func anchors(of document: Document) -> [String?] {
    var taken: Set<String> = []
    return document.blocks.map { block in
      let text: String
      switch block {
      case .heading(_, let heading): text = InlineText(heading).plain
      case .table(let table): text = table.id
      case .figure(let figure): text = figure.id
      default: return nil
      }
      let words = text.lowercased().split { !$0.isASCII || !($0.isLetter || $0.isNumber) }
      let stem = words.isEmpty ? "section" : words.joined(separator: "-")
      var anchor = stem
      var number = 1
      while !taken.insert(anchor).inserted {
        number += 1
        anchor = "\(stem)-\(number)"
      }
      return anchor
    }
  }
}
