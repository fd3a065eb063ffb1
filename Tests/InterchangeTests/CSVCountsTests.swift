import Foundation
import Interchange
import Support
import Testing

@Suite struct CSVCountsTests {
  let scratch: Scratch
  init() throws { scratch = try Scratch() }

  @Test func readsColumnsInAnyOrderAndIgnoresOthers() throws {
    let text = "model,c,problem,note, n \r\nbase,3,p1,\"a, \"\"b\"\"\",10\r\nbase, 0 ,p2,, 10\r\n"
    let table = try SampleCounts.read(try scratch.file(text, "my.runs.csv"))
    #expect(table.name == "my.runs")
    #expect(table.source.hasSuffix("/my.runs.csv"))
    #expect(table.short == ["p1:3/10@2", "p2:0/10@3"])
    #expect(table.place(of: table.problems[1]).hasSuffix("/my.runs.csv:3"))
  }

  /// Quoted names may hold commas, quotes and line breaks; lines are counted in the file, not in records.
  @Test func keepsQuotedNamesAndLineNumbers() throws {
    let text =
      "\u{FEFF}problem,n,c\n\n\"a,b\",2,1\n\"two\n\nlines\",2,2\n  \n\"say \"\"x\"\"\",2,0\nä,1,1"
    let table = try SampleCounts.read(try scratch.file(text))
    #expect(
      table.short == ["a,b:1/2@3", "two\n\nlines:2/2@4", "say \"x\":0/2@8", "ä:1/1@9"])
    let quoted = "\"problem\",\"n\",\"c\"\n\"\",4,1\n"
    #expect(try scratch.message(quoted).hasPrefix("results.csv:2: 'problem' is blank"))
  }

  @Test func theExampleOfTheReadme() throws {
    let path = scratch.path("counts.csv")
    try AtomicFile.write("problem,n,c\np1,10,3\np2,10,0\n", to: path)
    let table = try SampleCounts.read(path)
    #expect(table.name == "counts")
    #expect(table.problems.map(\.c) == [3, 0])
  }

  @Test(arguments: [
    (
      "id,n,c\np1,1,1\n",
      "results.csv:1: the column 'problem' is missing; found id, n, c; expected a header with "
        + "problem, n and c, separated by commas; of single samples name the columns with --problem "
        + "and --correct"
    ),
    (
      "\nproblem,n\np1,1\n",
      "results.csv:2: the column 'c' is missing; found problem, n; expected a header with problem, "
        + "n and c, separated by commas; of single samples name the columns with --problem and "
        + "--correct"
    ),
    (
      "problem,n,c,n\np1,1,1,1\n",
      "results.csv:1: the column 'n' is there twice; rename or remove one"
    ),
    (
      "problem,n,c\np1,8,9\n",
      "results.csv:2: problem 'p1' has c = 9 right of n = 8 samples; expected c from 0 to n"
    ),
    (
      "problem,n,c\np1,8,-1\n",
      "results.csv:2: 'c' is '-1'; expected a whole number from 0 to 2147483647"
    ),
    (
      "problem,n,c\np1,0,0\n",
      "results.csv:2: 'n' is '0'; expected a whole number from 1 to 2147483647"
    ),
    (
      "problem,n,c\np1,8.5,2\n",
      "results.csv:2: 'n' is '8.5'; expected a whole number from 1 to 2147483647"
    ),
    (
      "problem,n,c\np1,9223372036854775808,2\n",
      "results.csv:2: 'n' is '9223372036854775808'; expected a whole number from 1 to 2147483647"
    ),
    (
      "problem,n,c\np1,8,\n",
      "results.csv:2: 'c' is blank; expected a whole number from 0 to 2147483647"
    ),
    (
      "problem,n,c\np1,8,1\np2,8,2\np1,8,3\n",
      "results.csv:4: problem 'p1' is already on line 2; expected one row a problem, with the sums "
        + "of its n and c; --by tells groups of rows apart by a column"
    ),
    (
      "problem,n,c\n,8,1\n",
      "results.csv:2: 'problem' is blank; expected the name of a problem"
    ),
    (
      "problem,n,c\np1,8\n",
      "results.csv:2: the row has 2 fields; expected 3, as in the header"
    ),
    ("problem,n,c\np1\n", "results.csv:2: the row has 1 field; expected 3, as in the header"),
    (
      "problem,n,c\np1,8,1,\n",
      "results.csv:2: the row has 4 fields; expected 3, as in the header"
    ),
    (
      "problem,n,c\n\"p1\"x,8,1\n",
      "results.csv:2: there is text after a closing quote; expected a comma, or a quote doubled as \"\""
    ),
    (
      "problem,n,c\np\"1,8,1\n",
      "results.csv:2: there is a quote within a field; put the field in quotes and double the quote "
        + "as \"\""
    ),
    (
      "problem,n,c\np1,8,1\n\"p2,8,1\np3,8,1\n",
      "results.csv:3: a quote is opened and never closed; expected a '\"'"
    ),
    (
      "problem,n,c\n\n",
      "results.csv: there is a header but no problem; expected one row a problem"
    ),
    (
      "problem,n,c\np1,x,1\np2,1,1\np3,y,1\n",
      "results.csv:2: 'n' is 'x'; expected a whole number from 1 to 2147483647\n"
        + "results.csv:4: 'n' is 'y'; expected a whole number from 1 to 2147483647"
    ),
  ])
  func saysWhatIsWrong(_ text: String, _ message: String) throws {
    #expect(try scratch.message(text) == message)
  }

  @Test(arguments: [
    ("a,\"1,000\",1\n", "'n' is '1,000' (with commas for thousands)"),
    ("a,8,\u{2212}1\n", "'c' is '\u{2212}1' (its minus is U+2212, not '-')"),
    ("a,0x10,1\n", "'n' is '0x10'"), ("a,15e-1,1\n", "'n' is '15e-1'"),
  ])
  func saysWhyANumberIsNone(_ row: String, _ words: String) throws {
    #expect(
      try scratch.message("problem,n,c\n" + row).hasPrefix(
        "results.csv:2: \(words); expected a whole number from "))
  }

  /// Whole numbers as programs write them, and the line that tells Excel what separates columns.
  @Test func readsWhatProgramsWrite() throws {
    #expect(
      try SampleCounts.read(try scratch.file("problem,n,c\na,1e1,2.0\n")).short == ["a:2/10@2"])
    for (mark, separator, end) in [("", ";", "\r\n"), ("\u{FEFF}", ",", "\n"), ("", "\t", "\n")] {
      let lines = ["sep=,", "problem,n,c", "a,8,1"].map { $0.replacing(",", with: separator) + end }
      let path = try scratch.file(mark + lines.joined())
      #expect(try SampleCounts.read(path).short == ["a:1/8@3"])
      #expect(try ColumnTable.read(path).columns == ["problem", "n", "c"])
    }
  }

  @Test func capitalsOfColumnsAreNamed() throws {
    #expect(
      try scratch.message("Problem,N,C\na,8,1\n").hasPrefix(
        "results.csv:1: the column 'problem' is missing; found Problem, N, C; did you mean 'Problem'? write it as "
          + "'problem'; expected a header with problem, n and c"))
  }

  @Test func refusesBytesThatAreNotText() throws {
    let path = scratch.path("results.csv")
    try AtomicFile.write(Data("problem,n,c\np".utf8) + [0xE4] + Data(",1,1\n".utf8), to: path)
    #expect(
      try scratch.message(file: path)
        == "results.csv:2: a field is not UTF-8 text; save the file as UTF-8")
  }

  /// A name cannot write to the terminal or break the line of a message.
  @Test func messagesAreOneSafeLine() throws {
    let long = String(repeating: "x", count: 100)
    let text = "problem,n,c\n\"a\n\u{1B}[31m\(long)\",1,2\n"
    let message = try scratch.message(text)
    #expect(message.hasPrefix("results.csv:2: problem 'a\u{FFFD}\u{FFFD}[31mxxx"))
    #expect(message.contains("xxx…' has c = 2 right of n = 1 samples"))
  }
}
