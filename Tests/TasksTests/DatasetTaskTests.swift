import Experience
import Foundation
import Support
import Tasks
import Testing

@Suite struct DatasetTaskTests {
  let clips = DatasetProblem(
    id: "line 1", question: .text("How many clips?"), solution: "48/2 = 24\n48+24 = 72\n#### 72",
    answer: "72", difficulty: 2, line: 1)
  let eggs = DatasetProblem(
    id: "line 2", question: .text("How many eggs?"), solution: "16-7 = 9\n#### 9", answer: "9",
    line: 2)

  private func render(_ messages: [Message]) -> String {
    messages.map { "<\($0.role)>\($0.content)" }.joined()
  }

  private func verdict(
    _ task: DatasetTask, _ text: String, isFinished: Bool = true
  ) -> Verdict {
    task.verdict(
      on: Completion(text: text, isFinished: isFinished),
      for: task.problem(clips, render: render))
  }

  @Test func fewShotPromptHoldsExamplesAndTheQuestion() throws {
    let task = try DatasetTask(.gsm8k, style: .fewShot([eggs]))
    let problem = task.problem(clips, render: render)
    #expect(
      problem.prompt == """
        Question: How many eggs?
        Answer: 16-7 = 9
        #### 9

        Question: How many clips?
        Answer:
        """)
    #expect(problem.answer == "72" && problem.gold == clips.solution && problem.difficulty == 2)
    #expect(problem.chanceLoose == 0 && problem.chanceStrict == 0)
  }

  @Test func chatAsksForTheFormAndKeepsTheIdentity() throws {
    let chat = try DatasetTask.chat(.math500).problem(clips, render: render)
    #expect(
      chat.prompt == "<user>How many clips?\nPlease reason step by step, and put your final answer "
        + "within \\boxed{}.")
    let text = try DatasetTask(.math500, style: .fewShot([])).problem(clips, render: render)
    #expect(text.prompt == "Problem:\nHow many clips?\n\nSolution:")
    #expect(text.id == chat.id)
  }

  @Test func rowsWithAConversationKeepIt() throws {
    let given = [
      Message(role: "system", content: "s"), Message(role: "user", content: "q"),
    ]
    let row = DatasetProblem(
      id: "train/0", question: .chat(given), solution: "", answer: "1", line: 1)
    #expect(try DatasetTask.chat(.verl).prompt(for: row) == .chat(given))
    #expect(try DatasetTask(.verl, style: .fewShot([])).prompt(for: row) == .text("s\n\nq"))
  }

  @Test func responsesAreJudgedUpToTheStopString() throws {
    let task = try DatasetTask(.gsm8k, style: .fewShot([eggs]))
    #expect(verdict(task, "#### 72").strict)
    #expect(verdict(task, " 24+48 = 72\n#### 72\n\nQuestion: x\nAnswer: 5\n#### 5").strict)
    #expect(verdict(task, "#### 72\n\nQuestion: x", isFinished: false).strict)
    let wrong = verdict(task, "#### 71")
    #expect(wrong.parsed && !wrong.loose && wrong.process == 0 && wrong.answer == "71")
    #expect(wrong.reason == "the answer is not 72")
    #expect(verdict(task, "", isFinished: true) == .unparsed("no answer found"))
    #expect(verdict(task, "so 72", isFinished: false) == .unparsed("cut off before the end"))
    #expect(verdict(task, "so 72").loose)
    var strict = task
    strict.extraction = .strict
    #expect(!verdict(strict, "so 72").parsed)
    let chat = try DatasetTask.chat(.gsm8k)
    #expect(chat.stopStrings.isEmpty)
    #expect(
      verdict(chat, "\\boxed{72}", isFinished: false) == .unparsed("cut off before the end"))
  }

  @Test func humanEvalEndsWithTheFunction() throws {
    let task = try DatasetTask(.humanEval, style: .fewShot([]))
    let found = task.untilStop("    return 72\n\ndef other():\n    pass\n")
    #expect(found.text == "    return 72\n")
    #expect(found.isStopped)
  }

  @Test func examplesAreRefusedWhereTheyMakeNoSense() {
    #expect(throws: TasksError.self) { try DatasetTask(.humanEval, style: .fewShot([eggs])) }
    var empty = eggs
    empty.solution = ""
    #expect(throws: TasksError.self) { try DatasetTask(.gsm8k, style: .fewShot([empty])) }
  }

  @Test func exampleOfTheReadme() throws {
    let clips = DatasetProblem(
      id: "line 1", question: .text("How many clips?"), solution: "48+24 = 72\n#### 72",
      answer: "72", line: 1)
    let task = try DatasetTask.chat(.gsm8k)
    let asked = task.problem(clips) { messages in messages.map(\.content).joined() }
    let found = task.verdict(
      on: Completion(text: "So \\boxed{72.0}", isFinished: true), for: asked)
    #expect(found.strict)
    #expect(AnswerEquivalence().holds("\\frac{1}{\\sqrt{3}}", "\\frac{\\sqrt{3}}{3}"))
  }

  @Test func anyTextIsJudged() throws {
    let task = try DatasetTask.chat(.math500)
    for text in [
      "", "\\boxed{", String(repeating: "\\boxed{\\frac{", count: 10_000), "\u{0}\u{FFFD}",
    ] {
      #expect(!verdict(task, text).loose)
    }
  }
}
