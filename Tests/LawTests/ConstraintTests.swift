import Experience
import Rewards
import Rollouts
import Support
import TestSupport
import Testing

/// Instructions that a program can check.
@Suite struct ConstraintTests {
  private func score(
    _ id: String, _ arguments: [String: JSONValue], _ text: String,
    _ rule: Constraints.Score = .all
  ) throws -> Double? {
    try scores([(id, arguments)], text, rule)
  }

  private func scores(
    _ instructions: [(String, [String: JSONValue])], _ text: String, _ rule: Constraints.Score
  ) throws -> Double? {
    var problem = Toy.problem
    problem.metadata["instruction_id_list"] = .list(instructions.map { .text($0.0) })
    problem.metadata["kwargs"] = .list(instructions.map { .object($0.1) })
    let group = Group(
      problem: problem, trajectories: [Toy.trajectory(3, text: text)],
      verdicts: [.unparsed("toy")])
    var memory = Memory()
    return try Constraints(score: rule).scores(
      Batch([group], step: 0), Toy.bench(), &memory)[0][0].outcome
  }

  @Test(arguments: [
    (
      "keywords:existence", ["keywords": JSONValue.list([.text("Gold"), .text("fire")])],
      "Fire assays find gold.", "Only gold."
    ),
    (
      "keywords:frequency",
      ["keyword": .text("ore"), "frequency": .integer(2), "relation": .text("at least")],
      "ore and more ore", "ore"
    ),
    (
      "keywords:forbidden_words", ["forbidden_words": .list([.text("tin")])], "Nothing cutting.",
      "Tin!"
    ),
    (
      "keywords:letter_frequency",
      ["letter": .text("z"), "let_frequency": .integer(2), "let_relation": .text("less than")],
      "zinc", "Zinc buzz"
    ),
    (
      "length_constraints:number_words", ["num_words": .integer(3), "relation": .text("at least")],
      "one two three", "one, two"
    ),
    (
      "length_constraints:number_sentences",
      ["num_sentences": .integer(2), "relation": .text("at least")],
      "It is 3.5 g. Weigh again!", "It is 3.5 g."
    ),
    (
      "length_constraints:number_paragraphs", ["num_paragraphs": .integer(2)], "a\n***\nb",
      "a\n***\n***\nb"
    ),
    (
      "length_constraints:nth_paragraph_first_word",
      ["num_paragraphs": .integer(2), "nth_paragraph": .integer(2), "first_word": .text("lead")],
      "Tin.\n\n\"Lead,\" they said.", "Lead.\n\nTin."
    ),
    (
      "detectable_content:number_placeholders", ["num_placeholders": .integer(2)], "[a] to [b]",
      "[a] to b"
    ),
    (
      "detectable_content:postscript", ["postscript_marker": .text("P.S.")], "Done.\nP.S. Weigh.",
      "Done."
    ),
    (
      "detectable_format:number_bullet_lists", ["num_bullets": .integer(2)], "* a\n- b\n**c**",
      "* a"
    ),
    ("detectable_format:constrained_response", [:], "My answer is maybe.", "Maybe."),
    (
      "detectable_format:number_highlighted_sections", ["num_highlights": .integer(2)],
      "*a* and **b c** and *open", "*a* and * *"
    ),
    (
      "detectable_format:multiple_sections",
      ["section_spliter": .text("Section"), "num_sections": .integer(2)],
      "Section 1\na\nSection 2\nb", "Section 1\na"
    ),
    ("detectable_format:json_format", [:], "```json\n{\"a\": [1]}\n```", "{a: 1}"),
    ("detectable_format:title", [:], "<<Assay>>\ntext", "<< >>"),
    ("combination:two_responses", [:], "a******b", "a******a"),
    ("combination:repeat_prompt", ["prompt_to_repeat": .text("Say it.")], "say it. It.", "It."),
    (
      "change_case:capital_word_frequency",
      ["capital_frequency": .integer(2), "capital_relation": .text("at least")],
      "GOLD and TIN", "GOLD and tin"
    ),
    ("change_case:english_capital", [:], "GOLD 1!", "Gold"),
    ("change_case:english_lowercase", [:], "gold 1!", "Gold"),
    ("startend:end_checker", ["end_phrase": .text("That is all.")], "Gold. That is all.\"", "All."),
    ("startend:quotation", [:], "\"gold\"", "\"gold"),
    ("punctuation:no_comma", [:], "gold and tin", "gold, tin"),
  ])
  func instructions(
    _ id: String, _ arguments: [String: JSONValue], _ followed: String, _ broken: String
  ) throws {
    #expect(try score(id, arguments, followed) == 1, "\(followed)")
    #expect(try score(id, arguments, broken) == 0, "\(broken)")
    #expect(try score(id, arguments, " ") == 0)
  }

  @Test func severalInstructions() throws {
    let two: [(String, [String: JSONValue])] = [
      ("punctuation:no_comma", [:]), ("change_case:english_lowercase", [:]),
    ]
    #expect(try scores(two, "Gold", .all) == 0)
    #expect(try scores(two, "Gold", .fraction) == 0.5)
  }

  /// What cannot be checked is not scored.
  @Test func unknownIsNoScore() throws {
    #expect(try score("language:response_language", ["language": .text("de")], "Gold") == nil)
    #expect(try score("keywords:existence", [:], "Gold") == nil)
    #expect(try scores([], "Gold", .all) == nil)
  }
}
