import Figures
import Foundation
import Reports

enum Samples {
  /// What gnuplot's svg terminal writes, cut down.
  static let svg = """
    <?xml version="1.0" encoding="utf-8"  standalone="no"?>
    <svg
     width="960" height="400"
     viewBox="0 0 960 400"
     xmlns="http://www.w3.org/2000/svg"
     xmlns:xlink="http://www.w3.org/1999/xlink"
    >
    <title>f1</title>
    <desc>Produced by GNUPLOT 5.4 patchlevel 4 </desc>
    <g id="gnuplot_canvas">

    <rect x="0" y="0" width="960" height="400" fill="#ffffff"/>
    <defs><circle id='gpDot' r='0.5'/><use xlink:href='#gpPt5' id='gpPt6'/></defs>
    <g id="f1_plot_1" ><title>f1_plot_1</title><text>rl_edge</text></g>
    <use xlink:href='#gpDot' filter='url(#textbox)'/>
    </g>
    </svg>

    """

  static let table = Table(
    id: "T1", caption: "Arms with `code` and a | bar.",
    columns: [.init("Arm"), .init("pass@1", .right), .init("Mark", .center)],
    rows: [
      ["`base`", "0.31", "–"], ["rl, \"quoted\"", "0.5", "**yes**"], ["a | b", "12.25", ""],
    ])

  static let document = Document(
    title: "Sharpening & <discovery>", subtitle: "Study `sharpening`, 2 seeds",
    blocks: [
      .callout(kind: .answer, text: "**Yes**, by 0.27."),
      .section("Results"), .paragraph("2*3*4 < 5 & *so on*, see [paper](https://arxiv.org/a_b)."),
      .heading(level: 2, text: "Curves"),
      .figure(
        FigureBlock(id: "F1", name: "f1", title: "Coverage", caption: "Bands: 95 %.", svg: svg)),
      .figure(FigureBlock(id: "F2", name: "f2", title: "Change", caption: "Cells.", svg: svg)),
      .figure(FigureBlock(id: "F3", name: "f3", title: "None", caption: "Later.", svg: nil)),
      .heading(level: 2, text: "Curves"), .table(table),
      .list(["one", "**two**"]), .code("a < b\n```\nc"), .warning("careful"),
      .callout(kind: .note, text: "note"),
    ])
}
