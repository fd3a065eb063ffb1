import Interchange
import Support
import Testing

@Suite struct ColumnTableTests {
  let scratch: Scratch
  init() throws { scratch = try Scratch() }

  private func table(_ text: String) throws -> ColumnTable {
    try ColumnTable.read(try scratch.file(text, "t.csv"))
  }

  private func failure(_ text: String, _ body: (ColumnTable) throws -> Void = { _ in }) -> String {
    do {
      try body(try table(text))
      return "no error"
    } catch {
      return "\(error)".replacingOccurrences(of: scratch.folder + "/", with: "")
    }
  }

  @Test func readsCSV() throws {
    let table = try table(
      "\u{FEFF}arm, step ,\"acc, strict\"\r\n\"a,\"\"b\"\"\",1,0.5\r\n\r\nb,2,\n\"x\ny\",3e1,NA\n")
    #expect(table.columns == ["arm", "step", "acc, strict"])
    #expect(table.lines == [2, 4, 5] && table.count == 3)
    #expect(try table.texts("arm") == ["a,\"b\"", "b", "x\ny"])
    #expect(try table.numbers("step") == [1, 2, 30])
    #expect(try table.numbers("acc, strict") == [0.5, nil, nil])
    #expect(table.place(of: 1).hasSuffix("t.csv:4"))
  }

  @Test func readsJSONLines() throws {
    let table = try table(
      """
      {"arm": "a", "n": 1, "inner": {"x": 0.5, "ok": true}}

      {"n": null, "arm": "b", "late": -2e-3, "inner": {"x": 12345678901234}}
      """)
    #expect(table.columns == ["arm", "inner.ok", "inner.x", "n", "late"])
    #expect(table.lines == [1, 3])
    #expect(try table.numbers("inner.x") == [0.5, 12_345_678_901_234])
    #expect(try table.numbers("n") == [1, nil] && table.numbers("late") == [nil, -2e-3])
    #expect(try table.texts("inner.ok") == ["true", nil])
  }

  @Test func groupsRowsInOrderOfAppearance() throws {
    let table = try table("arm,seed,y\nb,0,1\na,0,2\nb,1,3\nb,0,4\n,0,5\n")
    let groups = try table.groups(by: ["arm", "seed"])
    #expect(groups.map(\.key) == [["b", "0"], ["a", "0"], ["b", "1"], ["", "0"]])
    #expect(groups.map(\.rows) == [[0, 3], [1], [2], [4]])
    #expect(try table.groups(by: []).map(\.rows) == [[0, 1, 2, 3, 4]])
  }

  @Test(arguments: [
    ("", "t.csv: found an empty file; expected a CSV with a header, or one JSON object a line"),
    ("\n \n", "t.csv: found blank lines; expected a CSV with a header, or one JSON object a line"),
    ("[1]", "t.csv:1: the line is not a JSON object: 1; expected one JSON object a line"),
    ("x,y\n", "t.csv:1: there is a header but no row; expected at least one"),
    ("1,2\n3,4\n", "t.csv:1: the first row is not a header; expected the names of the columns"),
    ("x,x\n1,2\n", "t.csv:1: the column 'x' is there twice; rename or remove one"),
    ("x,y\n1,2\n3\n", "t.csv:3: the row has 1 field; expected 2, as in the header"),
    ("x,y\n1,2\n\n3,4,5\n", "t.csv:4: the row has 3 fields; expected 2, as in the header"),
    (
      "x,y\n1\n3,4,5\n5,6\n",
      "t.csv:2: the row has 1 field; expected 2, as in the header\n"
        + "t.csv:3: the row has 3 fields; expected 2, as in the header"
    ),
    ("x,y\n1,\"2\n", "t.csv:2: a quote is opened and never closed; expected a '\"'"),
  ])
  func refusesWhatIsNoTable(_ text: String, _ message: String) {
    #expect(failure(text) == message)
  }

  @Test func namesColumnAndLine() {
    let text = "step,acc\n1,0.5\n2,nan\n3,high\n"
    #expect(
      failure(text) { _ = try $0.numbers("acc") }
        == "t.csv:3: 'acc' is 'nan'; expected a finite number, or nothing where it is missing\n"
        + "t.csv:4: 'acc' is 'high'; expected a finite number, or nothing where it is missing")
    #expect(
      failure(text) { _ = try $0.numbers("stpe") }
        == "t.csv: there is no column 'stpe'; did you mean 'step'?")
    #expect(
      failure(text) { _ = try $0.texts("reward") }
        == "t.csv: there is no column 'reward'; found step, acc")
    #expect(
      failure("{\"a\": 1}\n{\"a\": [1, 2]}\n") { _ = try $0.numbers("a") }
        == "t.csv:2: 'a' is 'a list'; expected a finite number, or nothing where it is missing")
    #expect(
      failure("{\"a\": 1}\n{\"a\": Infinity}\n") { _ = try $0.numbers("a") }
        == "t.csv:2: 'a' is 'inf'; expected a finite number, or nothing where it is missing")
    #expect(
      failure("{\"a\": 1}\n{a: 1}\n").hasPrefix("t.csv:2: the line is not valid JSON: {a: 1}"))
  }
}
