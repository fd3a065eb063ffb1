import Foundation
import Support
import Tasks
import Testing

@Suite struct AnswerEquivalenceTests {
  static let same: [(String, String)] = [
    // Numbers.
    ("72", "72"), ("72.0", "72"), ("+5", "5"), ("-0", "0"), ("007", "7"), (".5", "0.5"),
    ("1,000", "1000"), ("1{,}000", "1000"), ("10,\\!080", "10080"), ("58\\,500", "58,500"),
    ("11,\\! 111,\\! 111,\\! 100", "11111111100"), ("1 000 000", "1,000,000"),
    ("$18.90", "\\$18.90"), ("\\$32,\\!348", "32348"), ("6.72e-5", ".0000672"), ("−7", "-7"),
    ("340282366920938463463374607431768211456789", "340282366920938463463374607431768211456789"),
    // Fractions and decimals.
    ("1/2", "0.5"), ("\\frac12", "1/2"), ("\\dfrac{1}{2}", "\\frac{1}{2}"), ("\\tfrac 12", "0.5"),
    ("\\frac 59", "5/9"), ("\\frac9{19}", "\\frac{9}{19}"), ("\\frac{270}7", "270/7"),
    ("2/4", "\\frac{1}{2}"), ("-\\frac{1}{3}", "\\frac{-1}{3}"), ("\\frac{1}{-3}", "-1/3"),
    ("1\\frac{4}{5}", "\\frac{9}{5}"), ("137 \\frac{1}{2}", "137.5"), ("1 \\frac{4}{5}", "1.8"),
    ("0.3333333", "1/3"), ("½", "0.5"), ("3.0000000001", "3"),
    // Percent signs, units, degrees, currency.
    ("50\\%", "50"), ("50%", "0.5"), ("0.5", "50\\%"), ("50 percent", "50\\%"),
    ("90^\\circ", "90"), ("90^{\\circ}", "90"), ("90°", "90^\\circ"), ("90 degrees", "90"),
    ("\\frac{270}{7}\\text{ degrees}", "\\frac{270}7"), ("5.4 \\text{ cents}", "5.4"),
    ("864 \\mbox{ inches}^2", "864"), ("15\\mbox{ cm}^2", "15"), ("15 cm^2", "15"),
    ("15\\text{ cm}^{2}", "15"), ("5\\ \\mathrm{cm}", "5"), ("72 clips", "72"),
    ("18 dollars", "18"),
    ("60 \\text{ miles/hour}", "60"), ("12 \\text{ and } 13", "12, 13"),
    // Delimiters and spaces.
    ("$\\frac{1}{2}$", "\\frac12"), ("\\(x+1\\)", "x + 1"), ("**42**", "42"), ("42.", "42"),
    ("{42}", "42"), ("\\left( 3, \\frac{\\pi}{2} \\right)", "(3,\\pi/2)"), ("x\\!+\\!1", "1+x"),
    // Left sides.
    ("x=5", "5"), ("5", "x = 5"), ("x \\in [-2,7]", "[-2,7]"), ("f(x) = x^2", "x^2"),
    ("2 + 3 = 5", "5"), ("y = 2x+3", "2x + 3"), ("x_1 = 4", "4"),
    // Tuples, intervals, sets, lists.
    ("(1,2)", "( 1 , 2 )"), ("(1,234)", "(1, 234)"), ("(0.5, 2)", "(\\frac12,2)"),
    ("(3,4]", "\\left(3,4\\right]"), ("(-\\infty, 0]", "(-∞,0]"), ("\\{1,2\\}", "\\{2,1\\}"),
    ("1,-2", "-2, 1"), ("3, 5, 7", "7,5,3"), ("\\{5\\}", "5"), ("1 \\text{ or } 2", "2,1"),
    ("(0,9) \\cup (9,36)", "(9,36)\\cup(0,9)"), ("x=1, x=-2", "1,-2"),
    ("1 \\pm \\sqrt{19}", "1+\\sqrt{19}, 1-\\sqrt{19}"),
    ("\\{1\\pm\\sqrt{5},-2\\}", "\\{-2, 1-\\sqrt5, 1+\\sqrt5\\}"), ("3:4", "3 : 4"),
    (
      "\\begin{pmatrix} -1/3 \\\\ 2/3 \\end{pmatrix}",
      "\\begin{bmatrix}-\\frac13\\\\\\frac{2}{3}\\\\\\end{bmatrix}"
    ),
    // Formulas.
    ("\\sqrt{8}", "2\\sqrt2"), ("11\\sqrt2", "11\\sqrt{2}"), ("\\sqrt{9}", "3"),
    ("√19", "\\sqrt{19}"),
    ("\\frac{1}{\\sqrt{3}}", "\\frac{\\sqrt{3}}{3}"), ("\\sqrt[3]{8}", "2"), ("2^{10}", "1024"),
    ("(a+5)(b+2)", "ab+2a+5b+10"), ("p - q", "-q+p"), ("2k+2", "2(k+1)"), ("5r^5", "5 r^{5}"),
    ("x^5 - x^4", "x^4(x-1)"), ("288 \\pi", "288π"), ("18+2\\pi", "2(9+\\pi)"), ("6 - 5i", "-5i+6"),
    ("\\frac{11+9a}{20}", "0.55+0.45a"), ("\\cot x", "\\frac{1}{\\tan x}"), ("\\cot x", "\\cot(x)"),
    ("\\sin^2 x", "1-\\cos^2 x"), ("\\log_2 8", "3"), ("e^{2}", "e^2"), ("5!", "120"),
    ("|-3|", "3"), ("\\frac{20000}{\\pi}", "20000/\\pi"), ("6xy", "6yx"), ("(-2)^3", "-8"),
    // Equations.
    ("5x - 7y + 11z + 4 = 0", "4 + 5x = 7y - 11z"), ("y = -2x", "2x + y = 0"), ("x > 3", "3 < x"),
    ("2 \\le x < 5", "2\\leq x<5"),
    // Words and choices.
    ("\\text{Evelyn}", "Evelyn"), ("evelyn", "\\text{Evelyn}"), ("\\text{(C)}", "C"),
    ("(C)", "\\text{(C)}"), ("\\textbf{(B)}", "\\text{(B)}"),
    ("no solution", "\\text{No solution}"),
    ("52_8", "52_{8}"), ("4210_{5}", "4210_5"),
    // Numbers in other spellings.
    ("\\text{13}", "13"), ("\\mathrm{2.5}", "5/2"), ("exp(16)", "e^{16}"), ("\\exp(2)", "e^2"),
    ("\\binom{5}{2}", "10"), ("\\dbinom{6}{3}", "20"), ("\\lfloor 3.7\\rfloor", "3"),
    ("\\lceil -1.2 \\rceil", "-1"), ("0.\\overline{3}", "1/3"), ("0.\\dot{3}", "1/3"),
    ("1.2\\overline{45}", "\\frac{1233}{990}"),
    ("\\sin 30^\\circ", "1/2"), ("\\cos(60°)", "0.5"), ("\\tan 45^{\\circ}", "1"),
    ("7 \\pmod{10}", "7"), ("7\\pmod{10}", "7 \\pmod{10}"), ("28 pct", "28\\%"), ("28 pct", "28"),
    ("1000,99", "1000.99"), ("1,22", "1.22"), ("0,111", "0.111"), ("2.5", "2,5"), ("1 000", "1000"),
    ("\\emptyset", "\\varnothing"), ("\\{\\}", "\\emptyset"), ("∅", "\\varnothing"),
    ("1,234", "1, 234"), ("1,234.5", "1234.5"),
    // Relations, chains and what comes close.
    ("x >= 5", "x \\geq 5"), ("x != 3", "x \\neq 3"), ("x <= 2", "x \\le 2"),
    ("-x > -1", "x < 1"), ("-2x \\ge -2", "x <= 1"), ("2x < 2", "x < 1"),
    ("x = 5+5+1 = 7 = 11", "x = 11"), ("z = 3+3 = 2", "z = 1 + 1 = 2"),
    ("x = 1/3 \\approx 0.33", "1/3"), ("x \\approx 11", "11"), ("\\approx 3.5", "3.5"),
    ("(p,q)=(3,2)", "(3,2)"), ("(3,2)", "(p,q)=(3,2)"), ("7:32", "S_{MBCN}:S=7:32"),
    ("1", "|AB|=1"),
    ("\\frac{1}{\\sqrt6}", "\\frac{NO}{BO}=\\frac{1}{\\sqrt6}"), ("11:21", "V_{1}:V_{2}=11:21"),
    // Lists with other signs, or said twice.
    ("\\{-12, -11, -10\\}", "-12;-11;-10"), ("(1;2),(3;4)", "(3,4),(1,2)"),
    (
      "\\left[\\begin{array}{cc}1 & 2 \\\\3 & 4\\end{array}\\right]",
      "\\begin{pmatrix}1 & 2 \\\\3 & 4\\end{pmatrix}"
    ),
    ("\\\\left( 3, \\\\frac{\\\\pi}{2} \\\\right)", "\\left(3,\\frac{\\pi}{2}\\right)"),
    ("\\sqrt{10^{20}}", "10^{10}"),
    // Numbers larger than any double, and equal ones by other ways.
    ("2^{2024}", "4^{1012}"), ("2^10", "1024"), ("x^10", "x^{10}"), ("e^{\\ln 7}", "7"),
    ("\\sqrt{3+2\\sqrt2}", "1+\\sqrt2"), ("\\sin\\frac{\\pi}{12}", "\\frac{\\sqrt6-\\sqrt2}{4}"),
    ("4\\arctan 1", "\\pi"), ("\\arcsin\\frac12", "\\frac{\\pi}{6}"), ("\\arccos 0", "\\pi/2"),
    ("\\ln(10^{12})", "12\\ln 10"), ("\\log 1000", "3"), ("\\tan\\frac{\\pi}{3}", "\\sqrt3"),
    ("\\cos\\frac{4\\pi}{3}", "-0.5"), ("\\sqrt[3]{-27}", "-3"), ("60!/59!", "60"),
    ("\\sqrt[3]{2}\\cdot\\sqrt[3]{4}", "2"), ("2^{1000}\\cdot 2", "2^{1001}"),
  ]

  /// Answers that say more than their reference, or say it as the reference does not.
  static let sameOneWay: [(String, String)] = [
    ("\\textbf{(C)}\\ 5", "\\text{(C)}"),
    ("\\text{(B) } 7", "\\textbf{(B)}"),
    ("\\textbf{(C)}\\ 12", "C"), ("x \\ge 0", "[0,\\infty)"), ("11 = x", "11"),
    ("[0,\\infty)", "x \\ge 0"),
    ("(1, 2]", "1 < x \\le 2"),
    ("x \\in [-2,7]", "-2 \\le x \\le 7"),
    ("(-\\infty, 3)", "x < 3"),
    ("(0,1)", "0<f(x)<1"),
    ("x = 5+5+1 = 11", "11"),
    ("(1,2),(3,4),(1,2)", "(1,2),(3,4)"),
  ]

  @Test(arguments: sameOneWay) func isTheSameAsItsReference(_ answer: String, _ reference: String) {
    #expect(AnswerEquivalence().holds(answer, reference))
  }

  static let different: [(String, String)] = [
    ("\\sqrt{10^{20}+1}", "\\sqrt{10^{20}}"), ("\\sqrt{10^{20}+1}", "\\sqrt{10^{20}+2}"),
    ("2^{200}", "2^{200}+1"), ("2^{500}", "2^{500}-1"), ("2^{1000}", "2^{1000}+1"),
    ("2^{1000}", "2^{1000}+2^{900}"), ("10^{100}", "10^{100}+1"), ("e^{50}", "e^{50}+1"),
    ("\\ln(10^{12}+1)", "12\\ln 10"), ("\\sqrt{50^2+0.0001}", "50"),
    ("\\sqrt{2}+10^{-12}", "\\sqrt2"), ("\\pi+10^{-40}", "\\pi"), ("x+10^{-30}", "x"),
    ("2^{200}x", "(2^{200}+1)x"), ("\\{\\emptyset\\}", "\\emptyset"), ("C = 5", "C"),
    ("1,234", "234,1"), ("234,1", "1,234"), ("(1,234)", "(1234)"), ("(1234)", "(1,234)"),
    ("2,500,100", "100,500,2"), ("\\sqrt{10^{20}+1}", "10^{10}"), ("10^{10}", "\\sqrt{10^{20}-1}"),
    ("\\sqrt{10^{18}+1}", "1000000000"), ("x > -1", "x < 1"), ("-x > -1", "x > 1"),
    ("x >= 5", "x > 5"),
    ("[0,1]", "0<x<1"), ("(0,\\infty)", "x \\ge 0"), ("1,234", "1.234"), ("1.234", "1,234"),
    ("\\textbf{(C)}\\ 5", "\\text{(D)}"), ("\\binom{5}{2}", "20"), ("0.\\overline{3}", "0.3"),
    ("\\sin 30", "1/2"), ("0", "a + 3z = 0"), ("1, 2, 2", "1, 1"),
    ("x = 5+6 = 11", "x = 12"), ("\\emptyset", "0"), ("\\{\\}", "\\{0\\}"), ("3:7", "S_1:S_2=7:3"),
    ("72", "73"), ("1000000", "1000001"), ("0.333", "1/3"), ("0.33", "\\frac{1}{3}"), ("", "0"),
    ("-5", "5"), ("0", "0.0000001"), ("2000000.1", "2000000"), ("1/0", "0"), ("10%", "20%"),
    ("34028236692093846346337460743176821145678", "34028236692093846346337460743176821145679"),
    ("(1,2)", "(2,1)"), ("(1,2)", "1,2"), ("(1,2)", "[1,2]"), ("(3,4]", "(3,4)"), ("1,2", "1"),
    ("1, 2, 2", "1, 1, 2"), ("\\{1,2\\}", "\\{1,2,3\\}"), ("(0,9)", "(0,9) \\cup (9,36)"),
    ("0", "5x - 7y + 11z + 4 = 0"), ("x - 3 = 0", "0"), ("y = 2x + 3", "y = 2x - 3"),
    ("x > 3", "x < 3"), ("x \\ge 3", "x > 3"), ("\\frac{1}{23}", "\\frac{12}{3}"),
    ("x^{10}", "x^{1}0"), ("\\sqrt{x^2}", "x"), ("|x|", "x"), ("x", "X"), ("x", "y"),
    ("east", "seat"), ("\\text{east}", "west"), ("BA", "AB"), ("\\text{(C)}", "\\text{(B)}"),
    ("52_8", "52_9"), ("\\pi", "3.14"), ("\\infty", "-\\infty"), ("2x", "x^2"), ("11/2", "1 1/2"),
    ("12", "1, 2"), ("3 4", "34"), ("1 or 2", "2"), ("\\sqrt{-1}", "\\sqrt{-2}"), ("3:4", "4:3"),
    ("\\frac{1}{2}", "\\frac{2}{1}"), ("{", "}"), ("\\frac{1}", "1"), ("((((", "((((" + ")"),
    (
      "\\begin{pmatrix} 1 & 2 \\end{pmatrix}", "\\begin{pmatrix} 1 \\\\ 2 \\end{pmatrix}"
    ),
  ]

  @Test(arguments: same)
  func isTheSame(_ a: String, _ b: String) {
    #expect(AnswerEquivalence().holds(a, b))
    #expect(AnswerEquivalence().holds(b, a) || a.contains("2 + 3 ="))
  }

  @Test(arguments: different)
  func isDifferent(_ a: String, _ b: String) {
    #expect(!AnswerEquivalence().holds(a, b))
    #expect(!AnswerEquivalence().holds(b, a))
  }

  @Test func percentSignFollowsTheRule() {
    let (unit, hundredth) = (
      AnswerEquivalence(percent: .unit), AnswerEquivalence(percent: .hundredth)
    )
    #expect(unit.holds("50\\%", "50") && !unit.holds("50\\%", "0.5"))
    #expect(hundredth.holds("50\\%", "\\frac12") && !hundredth.holds("50", "50\\%"))
    #expect(unit.holds("50\\%", "50%") && hundredth.holds("50\\%", "50%"))
  }

  @Test func rationalsAreExactOrNothing() throws {
    let third = try #require(Rational(1, 3))
    #expect(third.plus(third)?.plus(third) == Rational(1))
    #expect(Rational(2, -4) == Rational(-1, 2))
    #expect(Rational(1, 0) == nil)
    #expect(Rational(0).power(0) == nil)
    #expect(Rational(10).power(38)?.times(Rational(10)) == nil)
    #expect(Rational(decimal: "1.25") == Rational(5, 4))
    #expect(Rational(decimal: "1.2.5") == nil && Rational(decimal: ".") == nil)
    #expect(Rational(16, 9)?.squareRoot == Rational(4, 3))
    #expect(Rational(2).squareRoot == nil)
  }

  @Test func hostileTextIsComparedQuickly() {
    let pieces = [
      "{", "}", "(", ")", "\\frac", "\\sqrt", "^", "_", ",", "\\boxed{", "1", "x", "-", "=", "|",
      "\\",
      "\\text{", "\\begin{pmatrix}", "\\end{pmatrix}", "&", "\\\\", "\\pm", "é", "\u{0}", "#", "%",
      "!",
      "\\{", "\\cup", "[", "]", ":", ".", "e", "log", "$",
    ]
    var generator = RandomStream(seed: 7)["hostile"].generator()
    let start = ContinuousClock.now
    for round in 0..<3000 {
      let count = 1 + generator.integer(below: round % 10 == 0 ? 300 : 20)
      let a = (0..<count).map { _ in generator.pick(pieces) }.joined()
      let b = (0..<count).map { _ in generator.pick(pieces) }.joined()
      _ = AnswerEquivalence().holds(a, b)
      #expect(AnswerEquivalence().holds(a, a))
    }
    for piece in pieces + ["1,", "(1,", "x+", "2^", "\\frac{1}{", "1/", "-", "a=", "\\pm 1,"] {
      let long = String(repeating: piece, count: 990 / piece.utf8.count)
      _ = AnswerEquivalence().holds(long, long + "1")
      #expect(!AnswerEquivalence().holds(String(repeating: piece, count: 20_000), "1"))
    }
    let nested = {
      String(repeating: "\\{x+1,", count: 20) + $0 + String(repeating: "\\}", count: 20)
    }
    #expect(!AnswerEquivalence().holds(nested("1"), nested("2")))
    // A hang, not a speed: alone it takes seconds.
    #expect(ContinuousClock.now - start < .seconds(300))
  }
}
