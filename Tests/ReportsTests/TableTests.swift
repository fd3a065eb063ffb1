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
