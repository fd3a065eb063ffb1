import Interchange
import Testing

/// Samples of several models or temperatures in one file.
@Suite struct SampleSettingsTests {
  let scratch: Scratch
  init() throws { scratch = try Scratch() }

  /// A line as `assay eval --save` writes it.
  private func saved(
    _ sample: Int, _ right: Bool, model: String = "m", temperature: String = "0.5"
  ) -> String {
    "{\"problem\":\"p\",\"sample\":\(sample),\"correct\":\(right),\"prompt\":\"q\",\"response\":\"r\",\"verdict\":{},"
      + "\"model\":\"\(model)\",\"seed\":7,\"temperature\":\(temperature)}\n"
  }

  @Test func savedSamplesAreNotMixed() throws {
    let one = saved(0, true) + saved(1, false, temperature: "5e-1")
    #expect(try SampleCounts.read(try scratch.file(one)).note == nil)
    // Numbers of samples that are there twice say less than why they are.
    for number in [0, 2] {
      let hot = one + saved(number, true, temperature: "1")
      #expect(
        try scratch.message(hot, "s")
          == "s: there are samples of several temperatures, which must not be mixed: 0.5, 1; tell them apart with "
          + "--by temperature")
      let tables = try SampleCounts.tables(
        try scratch.file(hot), options: SampleOptions(by: "temperature"))
      #expect(tables.map(\.name) == ["0.5", "1"] && tables.map { $0.problems[0].c } == [1, 1])
      #expect(tables.allSatisfy { $0.note == nil })
    }
    let two = one + saved(2, true, model: "n")
    #expect(
      try scratch.message(two, "s")
        == "s: there are samples of several models, which must not be mixed: m, n; tell them apart with --by model"
    )
    // Another column is the user's wish.
    let seeds = try SampleCounts.tables(try scratch.file(two), options: SampleOptions(by: "seed"))
    #expect(
      seeds[0].note == "Samples of several models are pooled (m, n); --by model tells them apart.")
  }

  @Test func otherRowsArePooledWithANote() throws {
    let lines = """
      {"id":1,"ok":true,"model":"a","temperature":0.2}
      {"id":1,"ok":false,"model":"b","temperature":1}
      {"id":1,"ok":false,"model":"b","temperature":1.0}
      {"id":1,"ok":[true,false],"temperature":[1,null],"model":[1,2,3]}
      {"id":1,"ok":true,"model":null}
      """
    let csv = "id,ok,model,temperature\n1,1,a,0.2\n1,0,b,1\n1,0,b,1.0\n1,1,,\n"
    let words = [
      "model": "Samples of several models are pooled (a, b); --by model tells them apart.",
      "temperature":
        "Samples of several temperatures are pooled (0.2, 1); --by temperature tells them apart.",
    ]
    for (text, name) in [(lines, "s.jsonl"), (csv, "s.csv")] {
      let path = try scratch.file(text, name)
      var options = SampleOptions(problem: "id", correct: "ok")
      #expect(
        try SampleCounts.tables(path, options: options)[0].note
          == "\(words["model"] ?? "") \(words["temperature"] ?? "")")
      options.by = "temperature"
      let split = try SampleCounts.tables(
        try scratch.file("id,ok,temperature,model\n1,1,1,a\n1,1,2,b\n1,0,2,c\n", "t.csv"),
        options: options)
      #expect(split[0].note == nil)
      #expect(
        split[1].note == "Samples of several models are pooled (b, c); --by model tells them apart."
      )
    }
    let human = "{\"task_id\":\"t\",\"passed\":true,\"model\":\"a\"}\n"
    let mixed = try SampleCounts.read(
      try scratch.file(human + human.replacing("\"a\"", with: "\"b\"")))
    #expect(mixed.note == words["model"])
  }
}
