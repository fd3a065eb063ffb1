import Support
import Tasks
import Testing

/// Words behind a number: magnitudes multiply it, units leave it, any other makes another value of it.
@Suite struct AnswerWordsTests {
  /// What stands in a box or behind `####`, a reference, and whether it is right.
  static let boxed: [(String, String, Bool)] = [
    // Magnitudes.
    (#"12\text{ million}"#, "12", false), (#"12\text{ million}"#, "12000000", true),
    ("12 thousand", "12", false), ("12 thousand", "12000", true),
    (#"12\text{ billion dollars}"#, "12", false),
    (#"12\text{ billion dollars}"#, "12000000000", true),
    (#"12\text{ trillion}"#, "12000000000000", true), (#"12\text{ dozen}"#, "12", false),
    ("12 dozen eggs", "144", true), (#"12\text{ hundred}"#, "12", false),
    ("12 hundred thousand", "1200000", true), ("1.5 million", "1500000", true),
    (#"\frac{1}{2}\text{ million}"#, "500000", true), ("3 1/2 million", "3500000", true),
    (#"\$12 million"#, "12000000", true), ("-12 thousand", "-12000", true),
    ("12,000,000", "12 million", true), ("12", "12 million", false), ("12million", "12", false),
    (#"x = 12\text{ million}"#, "12000000", true), ("12 (million dollars)", "12000000", true),
    (#"(3\text{ million}, 4)"#, "(3000000,4)", true), ("12k", "12", false),
    (#"12\text{ (in thousands)}"#, "12", false), (#"12\text{ million}^2"#, "12000000", false),
    ("12 hundred-dollar bills", "12", true), (#"12\text{ deaths per thousand}"#, "12", true),
    // Other values.
    (#"12\text{ squared}"#, "12", false), (#"12\text{ cubed}"#, "12", false),
    (#"12\text{ factorial}"#, "12", false), (#"12\text{!}"#, "12", false),
    (#"12\text{ halves}"#, "12", false), (#"12\text{ half}"#, "12", false),
    ("12 thirds", "12", false), (#"1\text{ third of it}"#, "1", false),
    (#"12\text{ or less}"#, "12", false), (#"12\text{ or more eggs}"#, "12", false),
    (#"12\text{ eggs or fewer}"#, "12", false), (#"12\text{ or 13}"#, "12", false),
    (#"12\text{ at most}"#, "12", false), (#"12\text{ is wrong}"#, "12", false),
    (#"12\text{ eggs is wrong}"#, "12", false), (#"12\text{ not}"#, "12", false),
    (#"12\text{ below zero}"#, "12", false), ("12 degrees below zero", "12", false),
    (#"12\text{ times two}"#, "12", false), (#"12\text{ times }3"#, "12", false),
    (#"12\text{ minus one}"#, "12", false), (#"12\text{ plus }x"#, "12x", false),
    (#"12\text{ to }x"#, "12x", false), (#"12\text{ over }5"#, "12", false),
    (#"12\text{ to }15"#, "12", false), (#"12\text{ and a half}"#, "12", false),
    (#"12\text{ hours and a half}"#, "12", false), (#"12\text{ feet 3 inches}"#, "12", false),
    (#"12\text{ dollars and fifty cents}"#, "12", false), (#"12\text{ = x}"#, "12", false),
    (#"12\text{ pi}"#, "12", false), (#"3\text{ out of ten}"#, "3", false),
    (#"12\text{ or less}"#, #"12\text{ or less}"#, true),
    // Units.
    ("12 dollars", "12", true), (#"12\text{ apples}"#, "12", true),
    (#"12\text{ meters per second}"#, "12", true), ("12 meters per second", "12", true),
    ("12 square meters", "12", true), (#"12\text{ cubic feet}"#, "12", true),
    (#"12\text{ degrees}"#, "12", true), (#"12\text{ meters squared}"#, "12", true),
    ("12 eggs per day", "12", true), ("12 eggs a day", "12", true),
    ("12 dollars per day", "12", true), ("12 km/h", "12", true), ("12 sq. ft.", "12", true),
    ("12 kilowatt-hours", "12", true), ("12 children's books", "12", true),
    ("12 (dollars)", "12", true), (#"12\ (\text{dollars})"#, "12", true),
    (#"12\text{ third graders}"#, "12", true), (#"12\text{ boys and girls}"#, "12", true),
    ("5 more apples", "5", true), ("5 times", "5", true), ("12 quarters", "12", true),
    (#"12\text{ (rounded to 2 decimal places)}"#, "12", true), (#"12\text{ eggs!}"#, "12", true),
    (#"18\text{ dollars for 3 days}"#, "18", true), ("18 years old", "18", true),
    ("10 liters of water were left.", "10", true), ("40 girls are not in the club", "40", true),
    (#"12\text{ cm}^{-1}\text{ per day}"#, "12", true), ("18% increase", "18%", true),
    // Products of variables are no units.
    ("6 xy meters", "6", false), (#"\frac{1}{2} at^2"#, "1/2", false), ("2 ab", "2", false),
    ("12 dollars x", "12", false),
  ]

  @Test(arguments: boxed)
  func wordsInABox(_ answer: String, _ reference: String, _ isRight: Bool) {
    #expect(AnswerEquivalence().holds(answer, reference) == isRight)
    let found = AnswerExtraction.strict.answer(in: "So it is $\\boxed{\(answer)}$.")
    #expect(found == answer)
  }

  /// A response, a reference, and whether it is right.
  static let spoken: [(String, String, Bool)] = [
    ("The answer is 12 million.", "12", false), ("The answer is 12 million.", "12000000", true),
    ("The answer is 12 million dollars in all.", "12000000", true),
    ("The answer is about 12 million dollars.", "12000000", true),
    ("The answer is about 12 million dollars.", "12", false),
    ("The answer is **12** million dollars.", "12000000", true),
    (#"The answer is \(12\) million."#, "12000000", true),
    ("The answer is $12$ million.", "12", false), ("The answer is $12$ eggs.", "12", true),
    ("So she has 12 million dollars", "12", false), ("Then $12$ dozen are left", "12", false),
    ("#### 12 million", "12", false), ("#### 12 million\nDone", "12000000", true),
    ("The answer is 12 squared.", "12", false), ("so it is 12 squared", "12", false),
    ("The answer is 12 or less.", "12", false), ("so it is 12 or less", "12", false),
    ("The answer is 12 eggs or less per day.", "12", false),
    ("The answer is 12 and a half dollars.", "12", false),
    ("she needs 12 and a half cups", "12", false), ("#### 12 is wrong", "12", false),
    ("The answer is 12 below zero today.", "12", false),
    ("The answer is 12 is wrong and bad.", "12", false),
    ("The answer is 12 to 15 eggs per day.", "15", false),
    ("The answer is 5 feet 3 inches.", "5", false), ("The answer is 3 plus 4 eggs.", "4", false),
    ("The answer is 12 times 3 = 36.", "36", true),
    ("The answer is 18 dollars + 3 dollars.", "18", false),
    ("The answer is definitely not 12", "12", false), ("The answer is less than 12", "12", false),
    ("The answer is at most 12", "12", false), ("The answer is about negative 12.", "-12", true),
    ("The answer is about negative 12.", "12", false), ("The answer is 12 (or 13).", "12", false),
    ("The answer is 50% of 20, or 10", "10", true),
    // Units and what is said of them.
    ("#### 18 dollars per day", "18", true), ("#### 18 eggs per day", "18", true),
    ("The answer is 18 dollars per day.", "18", true), ("#### 18 dollars", "18", true),
    ("Final answer: 18 (dollars)", "18", true), ("#### 18 miles per hour.", "18", true),
    ("#### 18 apples are left", "18", true), ("#### 18 eggs per day\nDone", "18", true),
    ("The answer is 18 dollars for 3 days.", "18", true),
    ("The answer is 12 eggs, not 13.", "12", true),
    ("The answer is 12 because 13 is too much.", "12", true),
    ("The answer is 12, which is right.", "12", true),
    ("The answer is 12 apples (5 + 7).", "12", true), ("The answer is 12 (twelve).", "12", true),
    ("The answer is 12 students who do not play.", "12", true),
    ("The answer is $15 are left.", "15", true), ("The answer is $10 a day", "10", true),
    ("The answer is 15 liters of water out of the 24 liters.", "15", true),
    // Choices.
    ("The correct option is C", "C", true), ("**The correct option is: C**", "C", true),
    ("The correct choice is (B).", "B", true), ("The correct option is C", "D", false),
    ("The answer is 5. The correct option is C.", "5", true),
  ]

  @Test(arguments: spoken)
  func wordsInASentence(_ response: String, _ reference: String, _ isRight: Bool) {
    #expect(isJudgedRight(response, reference) == isRight)
  }

  /// A response with reasoning in tags, a reference, and whether it is right.
  static let reasoning: [(String, String, Bool)] = [
    (#"<think>Try \boxed{4}.</think> #### 5"#, "5", true),
    (#"<think>Maybe \boxed{4}? No.</think>The final answer is 5."#, "5", true),
    (#"<think>\boxed{4}</think> The answer is 5"#, "4", false),
    (#"<think>Try \boxed{4}.</think> I cannot tell."#, "4", false),
    (#"I try \boxed{4}.</think>#### 5"#, "5", true), (#"<think>So \boxed{4}"#, "4", false),
    ("<think>\n\n</think>\n\n\\boxed{5}", "5", true),
    (#"<think>a</think> b</think> \boxed{5}"#, "5", true),
    (#"<think>\boxed{4}</think>\boxed{5}<think>or 6"#, "5", false),
    (#"<thinking>\boxed{4}</thinking> The answer is 5"#, "5", true),
    (#"<reasoning>\boxed{4}</reasoning><answer>5</answer>"#, "5", true),
    (#"[THINK]\boxed{4}[/THINK]It is 5"#, "5", true),
    ("<think>The answer is 4</think><answer>5</answer>", "5", true), ("<think>4", "4", false),
  ]

  @Test(arguments: reasoning)
  func reasoningIsLeftOut(_ response: String, _ reference: String, _ isRight: Bool) {
    #expect(isJudgedRight(response, reference) == isRight)
  }

  private func isJudgedRight(_ response: String, _ reference: String) -> Bool {
    AnswerExtraction.flexible.answer(in: response).map {
      AnswerEquivalence().holds($0, reference)
    } ?? false
  }

  @Test func hostileWordsAreReadQuickly() {
    let pieces = [
      "<think>", "</think>", "1 million ", "12 or ", "1 (cat ", "cat-", "cat/", "negative ", "(",
      "\\text{ or}^{", "\\text{ million}", "correct option ", "and a half ", "1 ", "}",
    ]
    for piece in pieces {
      for mode in AnswerExtraction.allCases {
        _ = mode.answer(in: String(repeating: piece, count: 100_000 / piece.utf8.count))
      }
      let long = "1 " + String(repeating: piece, count: 900 / piece.utf8.count)
      #expect(!AnswerEquivalence().holds(long, "7"))
    }
    var generator = RandomStream(seed: 7)["words"].generator()
    for _ in 0..<1000 {
      let text = (0..<generator.integer(below: 30)).map { _ in generator.pick(pieces) }.joined()
      _ = AnswerExtraction.flexible.answer(in: text)
      #expect(AnswerEquivalence().holds(text + "1", text + "1"))
    }
  }
}
