/// A text as Python has it: a row of code points.
struct JinjaText: Equatable {
  var scalars: [Unicode.Scalar]

  init(_ text: String) { scalars = Array(text.unicodeScalars) }
  init(_ scalars: some Sequence<Unicode.Scalar>) { self.scalars = Array(scalars) }

  var string: String {
    var text = ""
    text.unicodeScalars.append(contentsOf: scalars)
    return text
  }

  var count: Int { scalars.count }

  func starts(with other: JinjaText, at place: Int = 0) -> Bool {
    place + other.count <= count
      && (0..<other.count).allSatisfy { scalars[place + $0] == other.scalars[$0] }
  }

  func find(_ part: JinjaText, from start: Int = 0) -> Int? {
    guard start <= count - part.count else { return nil }
    return (start...(count - part.count)).first { starts(with: part, at: $0) }
  }

  func findLast(_ part: JinjaText) -> Int? {
    guard part.count <= count else { return nil }
    return (0...(count - part.count)).last { starts(with: part, at: $0) }
  }

  /// Without the given code points, or without white space, at either end.
  func stripped(_ set: String?, left: Bool = true, right: Bool = true) -> JinjaText {
    let unwanted = set.map { Array($0.unicodeScalars) }
    func goes(_ scalar: Unicode.Scalar) -> Bool {
      unwanted?.contains(scalar) ?? scalar.isPythonSpace
    }
    var found = scalars[...]
    if left { found = found.drop(while: goes) }
    if right { while let last = found.last, goes(last) { found.removeLast() } }
    return JinjaText(found)
  }

  func split(_ separator: JinjaText?, most: Int) -> [JinjaText] {
    var parts: [JinjaText] = []
    guard let separator else {
      var rest = scalars.drop(while: \.isPythonSpace)
      while !rest.isEmpty {
        if most >= 0, parts.count == most {
          parts.append(JinjaText(rest))
          break
        }
        let word = rest.prefix { !$0.isPythonSpace }
        parts.append(JinjaText(word))
        rest = rest.dropFirst(word.count).drop(while: \.isPythonSpace)
      }
      return parts
    }
    var start = 0
    while most < 0 || parts.count < most, let next = find(separator, from: start) {
      parts.append(JinjaText(scalars[start..<next]))
      start = next + separator.count
    }
    return parts + [JinjaText(scalars[start...])]
  }

  func splitFromRight(_ separator: JinjaText?, most: Int) -> [JinjaText] {
    guard let separator else {
      // White space reads the same from behind.
      let mirrored = JinjaText(scalars.reversed()).split(nil, most: most)
      return mirrored.reversed().map { JinjaText($0.scalars.reversed()) }
    }
    var parts: [JinjaText] = []
    var rest = self
    while most < 0 || parts.count < most, let next = rest.findLast(separator) {
      parts.append(JinjaText(rest.scalars[(next + separator.count)...]))
      rest = JinjaText(rest.scalars[..<next])
    }
    return [rest] + parts.reversed()
  }

  func lines(keepsEnds: Bool = false) -> [JinjaText] {
    let ends: Set<Unicode.Scalar> = [
      "\n", "\r", "\u{B}", "\u{C}", "\u{1C}", "\u{1D}", "\u{1E}", "\u{85}", "\u{2028}", "\u{2029}",
    ]
    var lines: [JinjaText] = []
    var line: [Unicode.Scalar] = []
    var index = 0
    while index < count {
      let scalar = scalars[index]
      if ends.contains(scalar) {
        if keepsEnds { line.append(scalar) }
        if scalar == "\r", index + 1 < count, scalars[index + 1] == "\n" {
          index += 1
          if keepsEnds { line.append("\n") }
        }
        lines.append(JinjaText(line))
        line = []
      } else {
        line.append(scalar)
      }
      index += 1
    }
    return line.isEmpty ? lines : lines + [JinjaText(line)]
  }

  func replacing(_ old: JinjaText, _ new: JinjaText, most: Int) -> JinjaText {
    if old.count == 0 {
      var out: [Unicode.Scalar] = []
      for (index, scalar) in scalars.enumerated() {
        if most < 0 || index < most { out += new.scalars }
        out.append(scalar)
      }
      return JinjaText(most < 0 || scalars.count < most ? out + new.scalars : out)
    }
    let parts = split(old, most: most)
    return JinjaText(parts.map(\.scalars).joined(separator: new.scalars))
  }

  /// The first letter of each word large, the others small; a word is a row of letters.
  func titled() -> String {
    var out = ""
    var isInside = false
    for scalar in scalars {
      let isLetter = scalar.properties.isCased
      out +=
        !isLetter
        ? String(scalar)
        : isInside ? scalar.properties.lowercaseMapping : scalar.properties.titlecaseMapping
      isInside = isLetter
    }
    return out
  }

  func capitalized() -> String {
    guard let first = scalars.first else { return "" }
    return first.properties.titlecaseMapping + JinjaText(scalars.dropFirst()).string.lowercased()
  }
}

extension Unicode.Scalar {
  /// What `repr` writes as it is.
  var isPythonPrintable: Bool {
    switch properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator:
      false
    case .spaceSeparator: self == " "
    default: true
    }
  }

  /// What `\w` stands for.
  var isWordCharacter: Bool {
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
    default: self == "_" || properties.numericType != nil
    }
  }

  /// What `str.strip` takes away.
  var isPythonSpace: Bool { properties.isWhitespace || (0x1C...0x1F).contains(value) }
}
