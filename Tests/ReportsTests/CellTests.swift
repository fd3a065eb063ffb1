import Foundation
import Reports
import Testing

@Suite struct CellTests {
  private static let table = Table(
    id: "T", caption: "",
    columns: [
      .init("`set`"), .init("pass@1 [95 %]", .right), .init("k", .right), .init("allowed", .right),
      .init("note"),
    ],
    rows: [
      [
        "id", Cell("0.551 [0.313, 0.788]", value: 0.5507812345678901, low: 0.313, high: 0.788),
        Cell("2^12", value: 4096), Cell("0.1 to 0.2", low: 0.1, high: 0.2), "**so**, so",
      ],
      [
        "edge", Cell("0.100 [no interval]", value: 0.1, low: .nan, high: .nan), "–",
        Cell("at most 1", low: -.infinity, high: 1), "–",
      ],
      [.text("far"), Cell("not measured", value: .nan), .count(-3), "", ""],
    ])

  @Test func peopleReadWhatIsShown() {
    #expect(Self.table.plainText().contains("0.551 [0.313, 0.788]  2^12  0.1 to 0.2"))
    #expect(
      Self.table.markdown().contains(
        #"| id    | 0.551 \[0.313, 0.788\] | 2^12 | 0.1 to 0.2 | **so**, so |"#))
    #expect(!Self.table.markdown().contains("0.5507812345678901"))
  }

  @Test func programsReadNumbersInFull() {
    #expect(
      Self.table.csv() == """
        set,pass@1,pass@1_low,pass@1_high,k,allowed_low,allowed_high,note
        id,0.5507812345678901,0.313,0.788,4096,0.1,0.2,"so, so"
        edge,0.1,,,,-inf,1,–
        far,,,,-3,,,

        """)
  }

  @Test func jsonHasNumbersAndNulls() throws {
    let table = Table(
      id: "T", caption: "", columns: [.init("set"), .init("pass@1"), .init("k")],
      rows: [
        ["id", Cell("0.500", value: 0.5, low: 0.25, high: .infinity), .count(4096)],
        ["far", Cell("not measured", value: .nan), "–"],
      ])
    #expect(table.flat.columns == ["set", "pass@1", "pass@1_low", "pass@1_high", "k"])
    #expect(
      String(decoding: try JSONEncoder().encode(table.flat.rows), as: UTF8.self)
        == #"[["id",0.5,0.25,null,4096],["far",null,null,null,null]]"#)
  }

  @Test func unitsOfRowsAreAColumn() {
    var log = Cell("3.300 nats", value: 3.3, low: 1, high: 5)
    log.unit = "nats"
    let table = Table(
      id: "T", caption: "", columns: [.init("change [95 %]")],
      rows: [[log], [Cell("0.1 [0, 0.2]", value: 0.1, low: 0, high: 0.2) + "†"]])
    #expect(
      table.csv() == """
        change,change_low,change_high,change_unit
        3.3,1,5,nats
        0.1,0,0.2,

        """)
    #expect(table.plainText().hasSuffix("\n0.1 [0, 0.2]†\n"))
  }

  /// Words stay words, also those that look like numbers.
  @Test func wordsAreNoNumbers() {
    let table = Table(id: "T", caption: "", columns: [.init("G [a]")], texts: [["8"], ["–"], [""]])
    #expect(table.flat.columns == ["G [a]"])
    #expect(table.flat.rows == [[.text("8")], [.text("–")], [.text("")]])
    // A column of numbers keeps the words in it, but for those that say nothing.
    let mixed = Table(
      id: "T", caption: "", columns: [.init("T")], rows: [[.count(1)], ["best"], ["–"]])
    #expect(mixed.flat.rows == [[.number(1)], [.text("best")], [.missing]])
    #expect(mixed.csv() == "T\n1\nbest\n\n")
  }
}
