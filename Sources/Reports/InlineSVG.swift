import Foundation

/// Makes the text of an SVG file part of an HTML page.
enum InlineSVG {
  /// The `<svg>` element, its identifiers prefixed so that those of two pictures never meet, with a
  /// label for readers who cannot see it.
  ///
  /// It takes the width of the page, but never so little that its texts become too small to read (its
  /// box scrolls then), and if it is narrow, not much more than its own.
  static func embed(
    _ svg: String, prefix: String, label: String
  ) -> String? {
    guard let open = svg.range(of: "<svg"),
      let close = svg.range(of: "</svg>", options: .backwards),
      let headEnd = svg[open.upperBound..<close.lowerBound].firstIndex(of: ">")
    else { return nil }
    let head = String(svg[open.upperBound..<headEnd])
    guard let size = size(head) else { return nil }
    var body = String(svg[svg.index(after: headEnd)..<close.lowerBound])
    for element in ["title", "desc"] { body = removing(element, from: body) }
    body = withoutPaper(body)
    body = tooltips(body)
    body = prefixed(body, prefix)
    let isNarrow = size.width <= 500
    let least = isNarrow ? 340 : size.width * 4 / 5
    let most = isNarrow ? size.width * 5 / 4 : size.width
    return "<svg class=\"drawing\" role=\"img\" aria-label=\"\(InlineText.escape(label))\" "
      + "viewBox=\"0 0 \(size.width) \(size.height)\" "
      + "style=\"max-width:\(most)px;min-width:\(least)px\">" + body + "</svg>"
  }

  private static func size(_ head: String) -> (width: Int, height: Int)? {
    func number(_ name: String) -> Int? {
      for quote in ["\"", "'"] {
        guard let start = head.range(of: "\(name)=\(quote)") else { continue }
        return Double(head[start.upperBound...].prefix { $0.isNumber || $0 == "." }).map {
          Int($0.rounded())
        }
      }
      return nil
    }
    guard let width = number("width"), let height = number("height") else { return nil }
    return (width, height)
  }

  /// gnuplot puts titles into every plot, which browsers show as tooltips.
  private static func removing(_ element: String, from text: String) -> String {
    var out = ""
    var rest = text[...]
    while let open = rest.range(of: "<\(element)>"),
      let close = rest[open.upperBound...].range(of: "</\(element)>")
    {
      out += rest[..<open.lowerBound]
      rest = rest[close.upperBound...]
    }
    return out + rest
  }

  /// The page is the paper, be it light or dark: gnuplot's white rectangle below everything is left out.
  private static func withoutPaper(_ text: String) -> String {
    text.replacing(/<rect x="0" y="0" width="\d+" height="\d+" fill="#ffffff"\/>\n?/, with: "")
  }

  /// Values of marks, which gnuplot shows by a script of its own, as titles: browsers show them when pointed at.
  private static func tooltips(_ text: String) -> String {
    let start = " onmousemove=\"gnuplot_svg.showHypertext(evt,'"
    var out = ""
    var rest = text[...]
    while let open = rest.range(of: start), let end = rest[open.upperBound...].range(of: "')\""),
      let close = rest[end.upperBound...].firstIndex(of: ">")
    {
      out += rest[..<open.lowerBound] + "><title>\(rest[open.upperBound..<end.lowerBound])</title>"
      rest = rest[rest.index(after: close)...]
    }
    return out + rest
  }

  private static func prefixed(_ text: String, _ prefix: String) -> String {
    var out = text
    for quote in ["\"", "'"] {
      out = out.replacingOccurrences(of: " id=\(quote)", with: " id=\(quote)\(prefix)")
      // Only `href` is needed in HTML; the older name asks for a namespace.
      out = out.replacingOccurrences(
        of: "xlink:href=\(quote)#", with: "href=\(quote)#\(prefix)")
    }
    return out.replacingOccurrences(of: "url(#", with: "url(#\(prefix)")
  }
}
