import Reports
import Testing

@Suite struct TableTests {
  @Test func asCSV() {
    #expect(
      Samples.table.csv() == """
        Arm,pass@1,Mark
        base,0.31,–
        "rl, ""quoted""\",0.5,yes
        a | b,12.25,

        """)
    let lines = Table(id: "T", caption: "", columns: [.init("a\nb")], rows: [["x\ry"]])
    #expect(lines.csv() == "a b\nx y\n")
  }

  @Test func asMarkdown() {
    #expect(
      Samples.table.markdown() == """
        | Arm          | pass@1 |  Mark   |
        | ------------ | -----: | :-----: |
        | `base`       |   0.31 |    –    |
        | rl, "quoted" |    0.5 | **yes** |
        | a \\| b       |  12.25 |         |

        """)
  }

  @Test func forATerminal() {
    #expect(
      Samples.table.plainText() == """
        Arm           pass@1  Mark
        ────────────  ──────  ────
        base            0.31   –
        rl, "quoted"     0.5  yes
        a | b          12.25

        """)
  }

  /// What is too wide stands in several parts, each with what says what its rows are.
  @Test func foldedForANarrowTerminal() {
    let table = Table(
      id: "T", caption: "",
      columns: [
        .init("set"), .init("arm"), .init("pass@1", .right), .init("k", .right),
        .init("pass@k", .right),
      ],
      rows: [["id", "base", "0.551", "64", "0.999"], ["edge", "rl", "0.247", "4096", "0.954"]])
    #expect(table.plainText(width: 35) == table.plainText())
    #expect(
      table.plainText(width: 24) == """
        set   arm   pass@1     k
        ────  ────  ──────  ────
        id    base   0.551    64
        edge  rl     0.247  4096

        set   arm   pass@k
        ────  ────  ──────
        id    base   0.999
        edge  rl     0.954

        """)
    // No words on the left leave room: the columns stand alone.
    #expect(table.plainText(width: 7).hasPrefix("set\n────\nid\nedge\n\narm\n"))
    for width in 20...40 {
      let lines = table.plainText(width: width).split(separator: "\n")
      #expect(lines.allSatisfy { $0.count <= width }, "\(width)")
    }
  }

  @Test func textInLines() {
    #expect("one two three".wrapped(to: 7) == "one two\nthree")
    #expect("Note: one two".wrapped(to: 9, indent: "  ") == "Note: one\n  two")
    #expect("a-very-long-word b".wrapped(to: 4) == "a-very-long-word\nb")
    #expect("".wrapped(to: 4).isEmpty)
  }

  @Test func withoutRows() {
    let table = Table(id: "T", caption: "", columns: [.init("A"), .init("B", .right)], rows: [])
    #expect(table.plainText() == "A  B\n─  ─\n")
    #expect(table.csv() == "A,B\n")
    #expect(table.markdown() == "| A   |   B |\n| --- | --: |\n")
  }

  @Test func aRaggedTableIsAProgrammingError() async {
    await #expect(processExitsWith: .failure) {
      _ = Table(id: "T", caption: "", columns: [.init("A")], rows: [["1", "2"]])
    }
  }
}
