import Foundation
import Interchange
import Support
import Testing

@Suite struct HumanEvalTests {
  let scratch: Scratch
  init() throws { scratch = try Scratch() }

  @Test func countsOneSampleALine() throws {
    let text = """
      {"task_id": "HumanEval/0", "completion": "a\\n", "result": "passed", "passed": true}

      {"task_id": "HumanEval/1", "completion": "b", "result": "failed: ", "passed": false}
      {"task_id": "HumanEval/0", "completion": "c", "result": "timed out", "passed": false}
      {"passed": 1, "task_id": "HumanEval/1", "extra": {"nested": [1, NaN]}}
      """
    let table = try SampleCounts.read(try scratch.file(text, "s.jsonl_results.jsonl"))
    #expect(table.name == "s.jsonl_results")
    #expect(table.short == ["HumanEval/0:1/2@1", "HumanEval/1:1/2@3"])
    let numbers = "\u{FEFF}{\"task_id\":18446744073709551615,\"passed\":true}\r\n"
    let read = try SampleCounts.read(try scratch.file(numbers))
    #expect(read.short == ["18446744073709551615:1/1@1"])
  }

  @Test(arguments: [
    (
      "{\"task_id\":\"a\",\"passed\":true}\n{\"task_id\":\"a\",\"result\":\"x\"}\n",
      "r:2: the key 'passed' is missing; found result, task_id"
    ),
    (
      "{\"task_id\":\"a\",\"passed\":true}\n{\"passed\":true}\n",
      "r:2: the key 'task_id' is missing; found passed"
    ),
    (
      "{\"task_id\":\"a\",\"passed\":\"yes\"}\n",
      "r:1: 'passed' is the text 'yes'; expected true or false"
    ),
    ("{\"task_id\":\"a\",\"passed\":null}\n", "r:1: 'passed' is null; expected true or false"),
    ("{\"task_id\":\"a\",\"passed\":2}\n", "r:1: 'passed' is 2; expected true or false"),
    (
      "{\"task_id\":[],\"passed\":true}\n",
      "r:1: 'task_id' is an empty list; expected a text or a whole number"
    ),
    (
      "{\"task_id\":1.5,\"passed\":true}\n",
      "r:1: 'task_id' is 1.5; expected a text or a whole number"
    ),
    (
      "{\"task_id\":\"a\",\"passed\":true}\n{\"task_id\":\"a\",\"pas\n",
      "r:2: the line is not valid JSON: {\"task_id\":\"a\",\"pas; expected one JSON object a line"
    ),
    (
      "{\"task_id\":\"a\",\"passed\":true}\n[1]\n",
      "r:2: the line is not a JSON object: [1]; expected one JSON object a line"
    ),
    (
      "{\"task_id\":\"a\",\"completion\":\"x\"}\n",
      "r:1: there is a 'task_id' but no 'passed', so these samples are not judged yet; run "
        + "evaluate_functional_correctness and give the file that it writes"
    ),
  ])
  func saysWhatIsWrong(_ text: String, _ message: String) throws {
    #expect(try scratch.message(text, "r") == message)
  }
}

@Suite struct LMEvalTests {
  let scratch: Scratch
  init() throws { scratch = try Scratch() }

  /// A line as the harness writes it.
  private func line(
    _ doc: Int, _ metrics: String, filter: String = "none", responses: String = "[\"4\"]"
  ) -> String {
    "{\"doc_id\": \(doc), \"doc\": {\"question\": \"q\"}, \"target\": \"4\", \"arguments\": "
      + "{\"gen_args_0\": {\"arg_0\": \"q\"}}, \"resps\": [\(responses)], \"filtered_resps\": [\"4\"], "
      + "\"filter\": \"\(filter)\", \(metrics), \"doc_hash\": \"1\", \"prompt_hash\": \"2\", "
      + "\"target_hash\": \"3\"}\n"
  }

  private func exact(_ value: String) -> String {
    "\"metrics\": [\"exact_match\"], \"exact_match\": \(value)"
  }

  private func read(
    _ text: String, filter: String? = nil, metric: String? = nil
  ) throws -> CountTable {
    let selection = LMEvalSelection(filter: filter, metric: metric)
    return try SampleCounts.read(
      try scratch.file(text, "samples_gsm8k_2026.jsonl"), selection: selection)
  }

  @Test func addsUpRepeatedLines() throws {
    let text = [(0, "1.0"), (1, "0.0"), (0, "0.0"), (1, "true"), (0, "\"True\"")].enumerated().map {
      line($1.0, exact($1.1), responses: "[\"\($0)\"]")
    }.joined()
    let table = try read(text)
    #expect(table.name == "samples_gsm8k_2026")
    #expect(table.short == ["0:2/3@1", "1:1/2@2"])
  }

  @Test func countsTheElementsOfAList() throws {
    let four = "[\"a\", \"b\", \"c\", \"d\"]"
    #expect(try read(line(7, exact("[1, 0, true, 0.0]"), responses: four)).short == ["7:2/4@1"])
    // A filter may leave some of the responses.
    let kept = line(7, exact("[1, 0]"), responses: four).replacing(
      "\"filtered_resps\": [\"4\"]", with: "\"filtered_resps\": [[\"a\", \"b\"]]")
    #expect(try read(kept).short == ["7:1/2@1"])
  }

  /// A list that has not one verdict for each response is none: the metric of a pair, or of the instructions of a prompt.
  @Test func listsOfOtherThingsAreNoVerdicts() throws {
    let expected = "; expected 0 or 1 for one sample, or a list of these"
    func message(_ metric: String, _ value: String, _ responses: String) throws -> String {
      let metrics = "\"metrics\": [\"\(metric)\"], \"\(metric)\": \(value)"
      return try scratch.message(line(1, metrics, responses: responses), "r")
    }
    let choices = "[[\"-1.2\", \"False\"]], [[\"-0.5\", \"False\"]]"
    let pair = "a list with the gold label and the prediction, which are no verdicts on samples"
    for metric in ["mcc", "f1"] {
      #expect(try message(metric, "[1, 0]", choices) == "r:1: '\(metric)' is \(pair)\(expected)")
      #expect(try message(metric, "[1, 0]", "[\"a\", \"b\"]").contains(pair))
    }
    let other = "is a list of 2, which is not one for each response to one request"
    #expect(try message("acc", "[1, 0]", choices) == "r:1: 'acc' \(other)\(expected)")
    #expect(try message("acc", "[1, 0]", "[\"a\"]") == "r:1: 'acc' \(other)\(expected)")
    #expect(
      try scratch.message("{\"doc_id\": 1, \"acc\": [1, 0]}", "r")
        == "r:1: 'acc' \(other)\(expected)")
    // One request of two parts is one response.
    let likelihood = line(1, exact("[1, 0]"), responses: "[[\"-1.2\", \"False\"]]").replacing(
      "\"filtered_resps\": [\"4\"]", with: "\"filtered_resps\": [[\"-1.2\", \"False\"]]")
    #expect(try scratch.message(likelihood, "r").contains(other))
    #expect(
      try message("inst_level_strict_acc", "[true, false]", "[\"a\", \"b\"]")
        == "r:1: 'inst_level_strict_acc' is a list with a verdict on each instruction, which are no verdicts on "
        + "samples\(expected)")
  }

  /// The same responses to a document are one sample, under whatever filter; under two filters they are judged by each.
  @Test func theSameResponsesTwiceAreRefused() throws {
    let (right, wrong) = (line(0, exact("1.0")), line(0, exact("0.0")))
    for text in [right + right, right + wrong] {
      #expect(
        try scratch.message(text, "r")
          == "r:2: document '0' with the same responses is already on line 1 under the filter 'none'; remove one; "
          + "runs that were put together are files of their own, for --pool-samples")
    }
    let other = line(0, exact("0.0"), filter: "flexible-extract")
    #expect(try read(right + other, filter: "none").short == ["0:1/1@1"])
    #expect(try scratch.message(right + other + other, "r").hasPrefix("r:3: document '0' with"))
  }

  /// `humaneval_64` stores a share of 64 responses, and estimates for larger k beside it.
  @Test func readsPassAt1OfSeveralResponses() throws {
    let responses = "[" + Array(repeating: "\"x\"", count: 64).joined(separator: ",") + "]"
    let row =
      "{\"doc_id\":3,\"filtered_resps\":[\(responses)],\"filter\":\"create_test\",\"metrics\":"
      + "[\"pass@1\",\"pass@2\"],\"pass@1\":0.328125,\"pass@2\":1.0}\n"
    #expect(try read(row).short == ["3:21/64@1"])
    let single = "{\"doc_id\":3,\"pass@1\":1.0,\"filtered_resps\":[\"x\"]}"
    #expect(try read(single).short == ["3:1/1@1"])
    let share = "{\"doc_id\":3,\"pass@1\":0.5,\"filtered_resps\":[[\"x\",\"y\",\"z\"]]}"
    #expect(
      try scratch.message(share, "r")
        == "r:1: 'pass@1' is 0.5; expected 0 or 1 for one sample, or a list of these")
    let other = "{\"doc_id\":3,\"pass@8\":1.0}"
    #expect(try scratch.message(other, "r").hasPrefix("r:1: 'pass@8' is 1; expected 0 or 1"))
  }

  @Test func choosesAFilterAndNeverMixesThem() throws {
    let text = (0..<2).map { doc in
      line(doc, exact("0.0"), filter: "strict-match")
        + line(doc, exact("1.0"), filter: "flexible-extract")
    }.joined()
    #expect(try read(text, filter: "strict-match").short == ["0:0/1@1", "1:0/1@3"])
    #expect(try read(text, filter: "flexible-extract").short == ["0:1/1@2", "1:1/1@4"])
    #expect(
      try scratch.message(text, "r")
        == "r: there are several filters, which must not be mixed: flexible-extract, strict-match; "
        + "choose one with --filter")
    #expect(
      try scratch.message(text, "r", selection: LMEvalSelection(filter: "strict_match"))
        == "r: there is no filter 'strict_match'; did you mean 'strict-match'?")
    #expect(
      try scratch.message(text, "r", selection: LMEvalSelection(filter: "zzzzzzzzzz"))
        == "r: there is no filter 'zzzzzzzzzz'; found flexible-extract, strict-match")
  }

  @Test func choosesAMetric() throws {
    let both = "\"metrics\": [\"acc\", \"acc_norm\"], \"acc\": 1.0, \"acc_norm\": 0.0"
    let text = line(0, both) + line(1, both)
    #expect(try read(text, metric: "acc").short == ["0:1/1@1", "1:1/1@2"])
    #expect(try read(text, metric: "acc_norm").short == ["0:0/1@1", "1:0/1@2"])
    #expect(
      try scratch.message(text, "r")
        == "r: there are several metrics, which must not be mixed: acc, acc_norm; choose one with "
        + "--metric")
    #expect(
      try scratch.message(text, "r", selection: LMEvalSelection(metric: "acc_nrom"))
        == "r: there is no metric 'acc_nrom'; did you mean 'acc_norm'?")
    // Without the list of metrics every other key may be one, but for texts.
    let old = "{\"doc_id\":\"d\",\"acc\":1,\"task\":\"t\",\"doc\":{\"acc\":9}}"
    #expect(try read(old).short == ["d:1/1@1"])
  }

  /// That one metric is 0 or 1 does not say that it is the one that counts.
  @Test func theOnlyVerdictIsChosenToo() throws {
    let both =
      "\"metrics\": [\"exact_match\", \"format_ok\"], \"exact_match\": 0.5, \"format_ok\": 1"
    let old = "{\"doc_id\":\"d\",\"format_ok\":1,\"exact_match\":3.5}"
    for text in [line(0, both), old] {
      #expect(
        try scratch.message(text, "r")
          == "r: there are several metrics, of which 'format_ok' alone is 0 or 1 on every line: exact_match, "
          + "format_ok; give --metric format_ok if it says what is right")
      #expect(try read(text, metric: "format_ok").problems.map(\.c) == [1])
    }
  }

  @Test func saysWhichMetricIsNoVerdict() throws {
    let good = line(0, exact("1.0"))
    #expect(
      try scratch.message(good + line(1, exact("0.5")), "r")
        == "r:2: 'exact_match' is 0.5; expected 0 or 1 for one sample, or a list of these")
    #expect(
      try scratch.message(good + line(1, exact("[]")), "r")
        == "r:2: 'exact_match' is an empty list; expected 0 or 1 for one sample, or a list of these"
    )
    #expect(
      try scratch.message(good + line(1, exact("NaN")), "r").hasPrefix("r:2: 'exact_match' is nan"))
    let mixed = good + "{\"doc_id\": 1, \"acc\": 1}\n"
    #expect(
      try scratch.message(mixed, "r").hasPrefix(
        "r: no metric is 0 or 1, or a list of these, on every line; found acc, exact_match;"))
    let selection = LMEvalSelection(metric: "exact_match")
    #expect(
      try scratch.message(mixed, "r", selection: selection)
        == "r:2: the key 'exact_match' is missing; found acc, doc_id")
    let scores = "\"metrics\": [\"bleu\", \"ter\"], \"bleu\": 33.2, \"ter\": 0.7"
    #expect(
      try scratch.message(line(0, scores), "r")
        == "r: no metric is 0 or 1, or a list of these, on every line; found bleu, ter; evaluate "
        + "again with a metric such as exact_match")
    #expect(
      try scratch.message("{\"doc_id\": 1}\n", "r")
        == "r: no metric is 0 or 1, or a list of these, on every line; found none; evaluate again "
        + "with a metric such as exact_match")
  }

  @Test(arguments: [
    (
      "{\"doc_id\":null,\"acc\":1}\n",
      "r:1: 'doc_id' is null; expected a whole number or a text"
    ),
    ("{\"doc_id\":1,\"acc\":1,\"filter\":3}\n", "r:1: 'filter' is 3; expected a text"),
    (
      "{\"doc_id\":1,\"acc\":1}\n{\"acc\":1}\n",
      "r:2: the key 'doc_id' is missing; found acc"
    ),
    (
      "{\"doc_id\":1,\"acc\":1}\nnull\n",
      "r:2: the line is not a JSON object: null; expected one JSON object a line"
    ),
    (
      "{\"doc_id\":1,\"acc\":1}\n{'doc_id':1}\n",
      "r:2: the line is not valid JSON: {'doc_id':1}; expected one JSON object a line"
    ),
  ])
  func saysWhatIsWrong(_ text: String, _ message: String) throws {
    #expect(try scratch.message(text, "r") == message)
  }
}
