/// The commands and symbols that answers are written in.
enum AnswerSymbols {
  /// Functions of one argument.
  static let functions: Set<String> = [
    "sin", "cos", "tan", "cot", "sec", "csc", "arcsin", "arccos", "arctan", "log", "ln", "exp",
    "sqrt",
  ]

  /// Functions of a list of numbers.
  static let listFunctions: Set<String> = ["gcd", "lcm", "max", "min"]

  /// Commands whose argument is text.
  static let texts: Set<String> = [
    "text", "textbf", "textit", "textrm", "textnormal", "textsf", "texttt", "mbox", "hbox",
    "mathrm", "mathbf", "mathit", "mathsf", "mathbb", "mathcal", "operatorname",
  ]

  /// Commands without meaning for the value.
  static let ignored: Set<String> = [
    "left", "right", "big", "Big", "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr", "biggl", "biggr",
    "middle", "displaystyle", "textstyle", "scriptstyle", "quad", "qquad", "limits", "nolimits",
    "boxed", "fbox", "mathstrut", "thinspace", "enspace", "underline", "underbar", "uline",
    "boldsymbol", "bm", "pmb",
  ]

  /// Commands that are another way to write a token.
  static let commands: [String: AnswerToken] = [
    "frac": .command("frac"), "dfrac": .command("frac"), "tfrac": .command("frac"),
    "cfrac": .command("frac"), "sqrt": .command("sqrt"),
    "cdot": .sign("*"), "times": .sign("*"), "ast": .sign("*"), "div": .sign("/"),
    "lt": .sign("<"), "gt": .sign(">"), "le": .command("le"), "leq": .command("le"),
    "leqslant": .command("le"), "ge": .command("ge"), "geq": .command("ge"),
    "geqslant": .command("ge"), "ne": .command("ne"), "neq": .command("ne"),
    "binom": .command("binom"), "dbinom": .command("binom"), "tbinom": .command("binom"),
    "lfloor": .command("lfloor"), "rfloor": .command("rfloor"), "lceil": .command("lceil"),
    "rceil": .command("rceil"), "emptyset": .name("emptyset"), "varnothing": .name("emptyset"),
    "equiv": .sign("="), "in": .command("in"), "cup": .command("cup"),
    "pm": .command("pm"), "mp": .command("mp"),
    "lbrace": .command("{"), "rbrace": .command("}"), "lvert": .sign("|"), "rvert": .sign("|"),
    "vert": .sign("|"), "mid": .sign("|"), "colon": .sign(":"),
    "lbrack": .sign("["), "rbrack": .sign("]"), "lparen": .sign("("), "rparen": .sign(")"),
  ]

  /// Units of up to three letters; a longer word after a number is taken for a unit without a list.
  static let shortUnits: Set<String> = [
    "cm", "mm", "km", "ft", "in", "yd", "mi", "kg", "mg", "lb", "lbs", "oz", "mph", "kph", "hr",
    "hrs", "min", "sec", "ms", "usd", "day", "cup", "egg", "men", "box", "bag", "pet", "cat", "dog",
    "car", "bus", "bar", "pen", "pie", "way", "am", "pm", "kwh", "gal", "sq", "cu", "per",
  ]

  /// Words of up to three letters that may stand among the words of a unit: `18 feet of rope`.
  static let smallWords: Set<String> = [
    "of", "the", "an", "on", "at", "for", "by", "to", "all", "new", "old", "red", "big", "are",
    "was", "has", "had", "who", "out", "is", "not", "too", "as",
  ]

  private static let replacements: [Unicode.Scalar: String] = [
    "−": "-", "–": "-", "×": "\\times ", "⋅": "*", "·": "*", "∙": "*", "÷": "/", "∕": "/", "⁄": "/",
    "π": "\\pi ", "√": "sqrt ", "°": "\\circ ", "∞": "\\infty ", "≤": "\\le ", "≥": "\\ge ",
    "≠": "\\ne ", "≈": "\\approx ", "∅": "\\emptyset ", "∪": "\\cup ", "∈": "\\in ", "±": "\\pm ",
    "∓": "\\mp ",
    "θ": "\\theta ", "⁰": "^0", "¹": "^1", "²": "^2", "³": "^3", "⁴": "^4", "⁵": "^5", "⁶": "^6",
    "½": "\\frac{1}{2}", "¼": "\\frac{1}{4}", "¾": "\\frac{3}{4}", "⅓": "\\frac{1}{3}",
    "⅔": "\\frac{2}{3}", "£": "", "€": "", "¥": "", "\u{A0}": " ", "\u{2009}": " ",
    "\u{202F}": " ", "\u{200B}": "", "\u{FEFF}": "",
  ]

  /// An answer as bytes with the usual mathematical symbols written as commands, without the dots and
  /// asterisks of the sentence around it.
  static func latex(_ answer: String) -> [UInt8] {
    var bytes: [UInt8] = []
    for scalar in answer.unicodeScalars {
      if scalar.isASCII {
        bytes.append(UInt8(truncatingIfNeeded: scalar.value))
      } else {
        bytes += (replacements[scalar] ?? String(scalar)).utf8
      }
    }
    var slice = bytes[...]
    let ends = Set(" \t\r\n*`\"'$".utf8)
    while let first = slice.first, ends.contains(first) { slice.removeFirst() }
    let tails = ends.union(".,;:".utf8)
    while let last = slice.last, tails.contains(last) {
      // A backslash makes the sign part of a command: `\$`, `\,`.
      if slice.dropLast().last == UInt8(ascii: "\\") { slice.removeLast() }
      slice.removeLast()
    }
    var text = String(decoding: slice, as: UTF8.self)
    if text.has("\\\\"), !text.has("begin"),
      text.firstMatch(
        of: #/\\\\(frac|left|right|sqrt|pi|text|boxed|le|ge|in|cdot|times|theta|infty|cup)/#) != nil
    {
      text = String(decoding: MarkedAnswer.unescaped(Array(text.utf8)), as: UTF8.self)
    }
    text = AnswerForms.withMixedNumbers(text)
    guard text.utf8.contains(UInt8(ascii: "\\")) else { return Array(text.utf8) }
    if text.has("\\choose") || text.has("\\over") {
      text = AnswerForms.withoutInfixes(text)
    }
    // What comes close says nothing about the value before it.
    if text.has("\\approx"), let near = text.firstRange(of: "\\approx") {
      let before = text[..<near.lowerBound]
      text = before.contains(where: \.isNumber) ? String(before) : String(text[near.upperBound...])
    }
    if text.has("\\overline") || text.has("\\dot") {
      text = text.replacing(#/(\d*)\.(\d*)\\(?:overline|dot)\s*\{?(\d+)\}?/#) { match in
        repeating(whole: match.1, start: match.2, period: match.3) ?? String(match.0)
      }
    }
    guard text.has("\\circ") else { return Array(text.utf8) }
    text = text.replacing(
      #/\\?(sin|cos|tan|cot|sec|csc)\s*[({]?\s*(\d+(?:\.\d+)?)\s*\^?\s*\{?\s*\\circ\s*\}?\s*[)}]?/#
    ) { "\\\($0.1)(\\frac{\($0.2)\\pi}{180})" }
    return Array(text.utf8)
  }

  /// A repeating decimal as a fraction.
  private static func repeating(
    whole: Substring, start: Substring, period: Substring
  ) -> String? {
    guard whole.count + start.count + period.count <= 15, let all = Int(whole + start + period),
      let before = Int("0" + whole + start)
    else { return nil }
    let nines =
      String(repeating: "9", count: period.count) + String(repeating: "0", count: start.count)
    return "\\frac{\(all - before)}{\(nines)}"
  }
}
