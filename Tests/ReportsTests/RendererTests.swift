import Figures
import Foundation
import Reports
import Testing

@Suite struct RendererTests {
  private func html(_ text: String) -> String {
    let page = HTMLRenderer.render(Document(title: "t", blocks: [.paragraph(text)]))
    return page.components(separatedBy: "<p>")[1].components(separatedBy: "</p>")[0]
  }

  private func markdown(_ text: String) -> String {
    MarkdownRenderer.render(Document(title: "t", blocks: [.paragraph(text)]))
      .replacingOccurrences(of: "# t\n\n", with: "").trimmingCharacters(in: .newlines)
  }

  @Test(
    arguments: [
      ("a `x < y` b", "a <code>x &lt; y</code> b", "a `x < y` b"),
      ("**b** and *e*", "<strong>b</strong> and <em>e</em>", "**b** and *e*"),
      (
        "**b with *e* inside**", "<strong>b with <em>e</em> inside</strong>",
        "**b with *e* inside**"
      ),
      ("2*3*4 and a * b", "2*3*4 and a * b", "2\\*3\\*4 and a \\* b"),
      ("[l](https://a.b/c?d=1&e=2)", "<a href=\"https://a.b/c?d=1&amp;e=2\">l</a>", nil),
      ("[l](figures/a.svg) [m](#t1)", "<a href=\"figures/a.svg\">l</a> <a href=\"#t1\">m</a>", nil),
      ("[l](javascript:alert)", "[l](javascript:alert)", "\\[l\\](javascript:alert)"),
      ("[l](//host/x)", "[l](//host/x)", nil),
      ("[0.31, 0.44] (n = 8)", "[0.31, 0.44] (n = 8)", "\\[0.31, 0.44\\] (n = 8)"),
      ("<script>\"&'", "&lt;script&gt;&quot;&amp;'", "\\<script\\>\"&amp;'"),
      ("rl_edge _x_ ~5 $3", "rl_edge _x_ ~5 $3", "rl_edge \\_x\\_ \\~5 \\$3"),
      ("**open and `open", "**open and `open", "\\*\\*open and \\`open"),
      ("two\nlines", "two lines", "two lines"),
      ("- not a list", "- not a list", "\\- not a list"),
      ("1. not a list", "1. not a list", "1\\. not a list"),
      ("# not a heading", "# not a heading", "\\# not a heading"),
      ("", "", ""),
    ] as [(String, String, String?)])
  func inlineText(_ text: String, _ inHTML: String, _ inMarkdown: String?) {
    #expect(html(text) == inHTML)
    if let inMarkdown { #expect(markdown(text) == inMarkdown) }
  }

  @Test func theMarkdownOfADocument() {
    let text = MarkdownRenderer.render(Samples.document)
    #expect(text.hasPrefix("# Sharpening &amp; \\<discovery\\>\n\nStudy `sharpening`, 2 seeds\n\n"))
    #expect(text.contains("> **Answer.** **Yes**, by 0.27.\n"))
    #expect(text.contains("\n## Results\n") && text.contains("\n### Curves\n"))
    #expect(
      text.contains(
        "![Figure 1 (F1): Coverage](figures/f1.svg)\n\n**Figure 1 (F1).** Bands: 95 %.\n"))
    #expect(text.contains("its numbers are in `figures/f3.tsv`"))
    #expect(text.contains("**Table 1 (T1).** Arms with `code` and a | bar.\n\n| Arm "))
    #expect(text.contains("- one\n- **two**\n"))
    // The fence is longer than the one in the text.
    #expect(text.contains("````text\na < b\n```\nc\n````\n"))
    #expect(!text.contains("<svg"))
    #expect(text.hasSuffix("> **Note.** note\n"))
  }

  @Test func thePageNeedsNothingElse() throws {
    let page = HTMLRenderer.render(Samples.document)
    for forbidden in ["<script", "<link", "<img", "<iframe", " src=", "@import", "url(http"] {
      #expect(!page.contains(forbidden), "\(forbidden)")
    }
    // Every address is an anchor of the page or a link in the text.
    for match in page.matches(of: /href=["']([^"']*)["']/) {
      #expect(match.1.hasPrefix("#") || match.1 == "https://arxiv.org/a_b", "\(match.1)")
    }
    #expect(page.components(separatedBy: "http").count - 1 == 1)
    #expect(page.contains("<meta name=\"viewport\""))
    #expect(page.contains("<title>Sharpening &amp; &lt;discovery&gt;</title>"))
  }

  @Test func identifiersDoNotCollideAndReferencesHitThem() throws {
    let page = HTMLRenderer.render(Samples.document)
    let identifiers = page.matches(of: /\sid=["']([^"']*)["']/).map { String($0.1) }
    #expect(Set(identifiers).count == identifiers.count)
    #expect(identifiers.contains("p1-gpDot") && identifiers.contains("p2-gpDot"))
    #expect(identifiers.contains("curves") && identifiers.contains("curves-2"))
    #expect(page.contains("url(#p1-textbox)"))
    #expect(page.contains("href='#p2-gpPt5'") && !page.contains("xlink"))
    let anchors = page.matches(of: /<li class="level\d"><a href="#([^"]*)"/).map { String($0.1) }
    #expect(anchors == ["results", "curves", "curves-2"])
    #expect(anchors.allSatisfy { identifiers.contains($0) })
  }

  @Test func picturesScaleAndHaveNames() {
    let page = HTMLRenderer.render(Samples.document)
    #expect(
      page.contains(
        "<svg class=\"drawing\" role=\"img\" aria-label=\"Figure 1 (F1): Coverage\" "
          + "viewBox=\"0 0 960 400\" style=\"max-width:960px;min-width:768px\">"))
    #expect(!page.contains("<title>f1") && !page.contains("GNUPLOT"))
    #expect(page.contains("its script in <code>figures/f3.gp</code>"))
  }

  /// Tables and figures are counted from top to bottom, each kind by itself.
  @Test func captionsAreNumberedInReadingOrder() {
    func figure(_ id: String) -> Block {
      .figure(FigureBlock(id: id, name: id, title: "t", caption: "c", svg: nil))
    }
    func table(_ id: String) -> Block {
      .table(Table(id: id, caption: "c", columns: [.init("a")], rows: [["1"]]))
    }
    let document = Document(
      title: "t", blocks: [figure("F9"), table("T.b"), .section("s"), figure("F2"), table("T.a")])
    let markdown = MarkdownRenderer.render(document)
    let page = HTMLRenderer.render(document)
    for label in ["Figure 1 (F9)", "Figure 2 (F2)", "Table 1 (T.b)", "Table 2 (T.a)"] {
      #expect(markdown.contains("**\(label).** c"), "\(label)")
      #expect(page.contains("<figcaption><strong>\(label).</strong> c"), "\(label)")
    }
    // Links go to what does not change when something is put before it.
    #expect(page.contains("id=\"f9\"") && page.contains("id=\"t-b\""))
  }

  /// A picture has no white paper of its own on a dark page.
  @Test func thePageIsThePaper() {
    let paper = "<rect x=\"0\" y=\"0\" width=\"960\" height=\"400\" fill=\"#ffffff\"/>"
    #expect(Samples.svg.contains(paper))
    let page = HTMLRenderer.render(Samples.document)
    #expect(!page.contains(paper) && page.contains("prefers-color-scheme: dark"))
  }

  @Test func everyElementIsClosed() {
    var open: [Substring] = []
    let page = HTMLRenderer.render(Samples.document)
    for match in page.matches(of: /<(\/?)([a-z0-9]+)([^>]*)>/) {
      let name = match.2
      if ["meta"].contains(name) || match.3.hasSuffix("/") { continue }
      if match.1.isEmpty {
        open.append(name)
      } else {
        #expect(open.popLast() == name)
      }
    }
    #expect(open.isEmpty)
  }

  @Test func numbersAreFlushRightAndLongTextsWrap() {
    let table = Table(
      id: "T", caption: "c", columns: [.init("a"), .init("b", .right)],
      texts: [[String(repeating: "word ", count: 10), "1"]])
    let page = HTMLRenderer.render(Document(title: "t", blocks: [.table(table)]))
    #expect(page.contains("<td class=\"left long\">") && page.contains("<td class=\"right\">1"))
  }

  @Test func bothFilesAreWritten() throws {
    let folder = NSTemporaryDirectory() + "assay-reports-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let paths = try Samples.document.write(into: folder)
    #expect(paths == [folder + "/report.md", folder + "/report.html"])
    #expect(
      try String(contentsOfFile: paths[1], encoding: .utf8)
        == HTMLRenderer.render(Samples.document))
    #expect(throws: ReportsError.self) { try Samples.document.write(into: paths[0]) }
  }

  @Test func aDrawnFigureBecomesABlock() {
    let figure = Figure(
      id: "F1", name: "f1", title: "t", caption: "c",
      panels: [Panel(xLabel: "x", yLabel: "y", series: [])])
    let block = FigureBlock(figure, nil)
    #expect(block == FigureBlock(id: "F1", name: "f1", title: "t", caption: "c", svg: nil))
  }

  /// The example of the module's README.
  @Test func theReadmesExampleRuns() throws {
    let table = Table(
      id: "T1", caption: "Arms.", columns: [.init("Arm"), .init("pass@1", .right)],
      rows: [["`base`", "0.31"], ["`rl`", "0.58"]])
    let document = Document(
      title: "Does it work?", subtitle: "Study `demo`, 2 seeds",
      blocks: [
        .callout(kind: .answer, text: "**Yes**, by 0.27."), .section("Numbers"), .table(table),
      ])
    #expect(table.plainText() == "Arm   pass@1\n────  ──────\nbase    0.31\nrl      0.58\n")
    #expect(HTMLRenderer.render(document).contains("<code>rl</code>"))
  }
}
