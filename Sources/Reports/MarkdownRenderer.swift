/// Documents as GitHub-flavored Markdown; pictures are links to `figures/<name>.svg`.
public enum MarkdownRenderer {
  /// The whole document.
  public static func render(_ document: Document) -> String {
    var parts = ["# " + inline(document.title)]
    if !document.subtitle.isEmpty { parts.append(paragraph(document.subtitle)) }
    parts += zip(document.blocks, document.labels).map { block($0, label: $1 ?? "") }
    return parts.joined(separator: "\n\n") + "\n"
  }

  private static func block(_ block: Block, label: String) -> String {
    switch block {
    case .heading(let level, let text):
      return String(repeating: "#", count: max(1, min(level, 5)) + 1) + " " + inline(text)
    case .paragraph(let text): return paragraph(text)
    case .list(let items): return items.map { "- " + inline($0) }.joined(separator: "\n")
    case .table(let table):
      let caption = table.caption.isEmpty ? "" : " " + inline(table.caption)
      let rows = table.markdown().trimmingSuffix { $0 == "\n" }
      return "**\(inline(label)).**\(caption)\n\n\(rows)"
    case .figure(let figure): return self.figure(figure, label: label)
    case .code(let text):
      // A fence longer than any in the text.
      var fence = "```"
      while text.contains(fence) { fence += "`" }
      return "\(fence)text\n\(text.trimmingSuffix { $0 == "\n" })\n\(fence)"
    case .callout(let kind, let text):
      return "> **\(kind.heading).** \(inline(text))"
    }
  }

  private static func figure(_ figure: FigureBlock, label: String) -> String {
    let caption = "**\(inline(label)).** \(inline(figure.caption))"
    guard figure.svg != nil else {
      return caption + "\n\n> The picture was not drawn; its numbers are in "
        + "`figures/\(figure.name).tsv`, its script in `figures/\(figure.name).gp`."
    }
    let address = figure.name.replacing(" ", with: "%20")
    return "![\(inline("\(label): \(figure.title)"))](figures/\(address).svg)\n\n\(caption)"
  }

  private static func inline(_ text: String) -> String { InlineText(text).markdown }

  /// Running text; a start that would make it a list, a heading or a quotation is escaped.
  private static func paragraph(_ text: String) -> String {
    let markdown = inline(text)
    if let first = markdown.first, "#+-=|".contains(first) { return "\\" + markdown }
    let digits = markdown.prefix { $0.isNumber }
    let next = markdown.dropFirst(digits.count).first
    if !digits.isEmpty, next == "." || next == ")" {
      return digits + "\\" + markdown.dropFirst(digits.count)
    }
    return markdown
  }
}

extension String {
  /// The text without the characters at its end that satisfy a condition.
  func trimmingSuffix(while condition: (Character) -> Bool) -> String {
    String(reversed().drop(while: condition).reversed())
  }
}
