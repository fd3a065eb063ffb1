import Foundation
import Support
import Tasks
import Testing

@Suite struct AnswerExtractionTests {
  static let found: [(String, String?)] = [
    // Boxes.
    ("so \\boxed{72}.", "72"), ("\\boxed{1} then \\boxed{2}", "2"),
    ("\\boxed{\\frac{1}{\\sqrt{2}}}", "\\frac{1}{\\sqrt{2}}"), ("\\fbox{3}", "3"),
    ("\\boxed {7}", "7"), ("$\\boxed 5$", "5"), ("\\boxed{\\{1,2\\}}", "\\{1,2\\}"),
    ("\\boxed{ x = 5 }", "x = 5"), ("{{ \\boxed{4} and {", "4"), ("} \\boxed{4}", "4"),
    ("\\boxed{\\boxed{6}}", "6"), ("put it in \\boxed{}. The answer is 8.", "8"),
    ("\\boxed{1} #### 2", "1"), ("\\boxed{1}, or rather \\boxed{2", "1"),
    // Hashes.
    ("6*12=72\n#### 72", "72"), ("#### 1,450", "1,450"), ("#### -3\n", "-3"), ("####72", "72"),
    ("#### $18 \n", "$18"), ("#### 72 clips\nMore", "72 clips"), ("#### 7\n\n#### 8", "8"),
    ("#### Step 1: add\nThe answer is 9.", "9"), ("#### 1. Find it\nx\nThe answer is 4", "4"),
    ("text #### x+1", "x+1"),
    // Phrases.
    ("The answer is 72.", "72"), ("the final answer is: 3.5. Done", "3.5"), ("Answer: 4", "4"),
    ("**Answer:** **72**", "72"), ("The answer is $18.", "$18"), ("The answer is $x+1$.", "x+1"),
    ("The answer is \\(\\frac12\\), so", "\\frac12"), ("answer is 72 clips in May.", "72"),
    ("The answer is 3 * 6 = 18.", "18"), ("The answer is that she has 12 eggs", "12"),
    ("The answer is 1. No, the answer is 2.", "2"), ("The answer is:\n\n42", "42"),
    ("The answer is (C).", "(C)"), ("The answer is $18 or $20.", "$18 or $20"),
    ("The answer is 50%.", "50%"), ("The answer is 3x + 2", "3x + 2"), ("ANSWER: east", "east"),
    // The last number.
    ("She has 3 and then 1,234 eggs.", "1,234"), ("from 5 to -3", "-3"), ("5-3", "5-3"),
    ("so 5-3", "3"),
    ("costs -$4.50!", "-4.50"), ("it is 3/4 of it", "3/4"), ("a list 1,2", "2"),
    ("x2 is 7, H2O", "7"),
    ("from −8", "-8"), ("ends in 12.", "12"),
    // Nothing.
    ("", nil), ("no number here", nil), ("\\boxed{", nil), ("####", nil), ("The answer is", nil),
    ("nothing but x^", nil),
    // Boxes beside each other.
    ("$\\boxed{(2,2)}$ and $\\boxed{(6,2)}$", "(2,2), (6,2)"),
    ("\\boxed{-2} \\quad \\text{and} \\quad \\boxed{1}", "-2, 1"),
    ("\\boxed{1}, \\boxed{2}, \\boxed{3}", "1, 2, 3"),
    ("\\boxed{(3,3)} \\text{ for part (a) and } \\boxed{(1,1)}", "(3,3), (1,1)"),
    ("\\( y_1 = \\boxed{a} \\) and \\( y_2 = \\boxed{b}\\)", "a, b"),
    ("\\boxed{1} papers and \\boxed{2} bins", "1, 2"),
    ("\\boxed{5}. So the answer is $\\boxed{5}$", "5"),
    ("\\boxed{3}. Then, adding two, \\boxed{5}", "5"),
    ("\\boxed{1} no no no no no \\boxed{2}", "2"), ("\\boxed{7} and \\boxed{7}", "7"),
    ("\\\\boxed{\\\\frac{1}{2}}", "\\frac{1}{2}"),
    // Formulas come before their numbers.
    ("$\\frac{1+\\sqrt{5}}{2}$", "\\frac{1+\\sqrt{5}}{2}"), ("$x > 5$", "x > 5"),
    ("It is $(2, 3)$.", "(2, 3)"),
    ("so $2^{10}$", "2^{10}"), ("\\frac{5}{7}", "\\frac{5}{7}"),
    ("hence \\frac{5}{7}.", "\\frac{5}{7}"),
    ("we get 2^{10} here", "2^{10}"), ("a point (2, 3)", "(2, 3)"),
    ("\\[ x = 4 \\] and so on", " x = 4 "),
    ("With $x=3$ there are 5 apples", "5"), ("She pays $18 or $20", "20"),
    ("It costs $5 and then $7.", "7"),
    ("there are 5 (or 6)", "6"), ("x^2", "x^2"), ("\\emptyset", "\\emptyset"), ("1 000", "1 000"),
    ("sqrt(2)", "sqrt(2)"), ("so it is sqrt(2)", "sqrt(2)"), ("so f(2)", "f(2)"),
    ("so we get log(2).", "log(2)"), ("the area is 9*pi/2", "9*pi/2"),
    ("then x=sqrt(2)", "sqrt(2)"),
    ("the mean is (3+4)/2", "(3+4)/2"), ("so f(2)=4", "4"), ("books(12)", "12"),
    ("apple(s): 5", "5"),
    ("it costs \\$36", "36"), ("\\(\\pi\\)", "\\pi"),
  ]

  @Test(arguments: found)
  func findsTheAnswer(_ response: String, _ answer: String?) {
    #expect(AnswerExtraction.flexible.answer(in: response) == answer)
  }

  @Test(
    arguments: [
      ("She has 12 eggs", nil), ("#### 12", "12"), ("\\boxed{x}", "x"), ("The answer is 4", "4"),
    ] as [(String, String?)])
  func strictWantsAMark(_ response: String, _ answer: String?) {
    #expect(AnswerExtraction.strict.answer(in: response) == answer)
  }

  @Test func hostileTextIsSearchedInLinearTime() {
    let pieces = [
      "\\boxed{", "}", "####", "#### 1 a\n", "answer is ", "answer:", "answer", "$", "1", "\n",
      "\\fbox",
      "{", "\\", "1,", "-", "\u{0}", "é", "😀", "answer is\n", "<<", ".", " ", "\\boxed 1", "#",
      "1/",
    ]
    for piece in pieces {
      let text = String(repeating: piece, count: 100_000 / piece.utf8.count)
      for mode in AnswerExtraction.allCases {
        _ = mode.answer(in: text)
      }
    }
    var generator = RandomStream(seed: 7)["extraction"].generator()
    for _ in 0..<1000 {
      let text = (0..<generator.integer(below: 100)).map { _ in generator.pick(pieces) }.joined()
      _ = AnswerExtraction.flexible.answer(in: text)
    }
    #expect(
      AnswerExtraction.flexible.answer(in: String(repeating: "\\boxed 1 ", count: 10_000)) == "1")
  }
}
