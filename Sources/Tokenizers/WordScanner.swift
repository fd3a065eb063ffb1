/// Divides a text into words.
///
/// The files describe this by regular expressions; here they are written out, since one or two scalars tell the
/// alternatives apart, and the time is linear in the text.
struct WordScanner {
  private typealias Class = CharacterClasses

  /// Valid UTF-8.
  let text: UnsafeBufferPointer<UInt8>
  /// The classes of every code point.
  let flags: UnsafeBufferPointer<UInt8>
  let preTokenizer: PreTokenizer

  /// The words of a part of the text in order; nothing outside of it is looked at.
  @inline(__always)
  func scan(from start: Int, to end: Int, _ body: (Int, Int) -> Void) {
    var position = start
    switch preTokenizer {
    case .gpt2:
      while position < end {
        let next = gpt2(position, end)
        body(position, next)
        position = next
      }
    case .smollm:
      while position < end {
        let part = free(of: Class.numeric, from: position, to: end)
        while position < part {
          let next = gpt2(position, part)
          body(position, next)
          position = next
        }
        if position < end {
          let next = after(position)
          body(position, next)
          position = next
        }
      }
    case .llama3, .qwen2:
      while position < end {
        let next = llama(position, end)
        body(position, next)
        position = next
      }
    case .llamaCpp:
      while position < end {
        let marks = run(of: Class.mark, position, end)
        if marks > position {
          body(position, marks)
          position = marks
          continue
        }
        let part = free(of: Class.mark, from: position, to: end)
        while position < part {
          let next = gpt2(position, part)
          numbersApart(position, next, body)
          position = next
        }
      }
    }
  }

  /// The parts of a word that are no numbers, and its numbers in threes.
  private func numbersApart(_ start: Int, _ end: Int, _ body: (Int, Int) -> Void) {
    var position = start
    while position < end {
      let word = free(of: Class.number, from: position, to: end)
      if word > position { body(position, word) }
      let stop = run(of: Class.number, word, end)
      // Only ASCII's digits are put in threes.
      var (pending, place) = (word, word)
      func isDigit(_ place: Int) -> Bool { (0x30...0x39).contains(text[place]) }
      while place < stop {
        guard place + 3 <= stop, isDigit(place), isDigit(place + 1), isDigit(place + 2) else {
          place = after(place)
          continue
        }
        if pending < place { body(pending, place) }
        body(place, place + 3)
        place += 3
        pending = place
      }
      if pending < stop { body(pending, stop) }
      position = stop
    }
  }

  /// Where the scalar after the one at `position` starts.
  @inline(__always)
  private func after(_ position: Int) -> Int {
    let lead = text[position]
    return position + (lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4)
  }

  /// The classes of the scalar at `position`.
  @inline(__always)
  private func classes(_ position: Int) -> UInt8 {
    func tail(_ offset: Int) -> Int { Int(text[position + offset] & 0x3F) }
    let lead = Int(text[position])
    if lead < 0x80 { return flags[lead] }
    if lead < 0xE0 { return flags[(lead & 0x1F) << 6 | tail(1)] }
    if lead < 0xF0 { return flags[(lead & 0xF) << 12 | tail(1) << 6 | tail(2)] }
    return flags[(lead & 7) << 18 | tail(1) << 12 | tail(2) << 6 | tail(3)]
  }

  /// Where the first scalar of a class from `start` on is.
  private func free(of kind: UInt8, from start: Int, to end: Int) -> Int {
    var position = start
    while position < end, classes(position) & kind == 0 { position = after(position) }
    return position
  }

  /// The end of the run of a class; of what is in none of letters, numbers and blanks if `kind` is 0.
  @inline(__always)
  private func run(of kind: UInt8, _ start: Int, _ end: Int) -> Int {
    let named = Class.letter | Class.number | Class.space
    var position = start
    while position < end {
      let found = classes(position)
      guard kind == 0 ? found & named == 0 : found & kind != 0 else { break }
      position = after(position)
    }
    return position
  }

  /// `'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`
  private func gpt2(_ start: Int, _ end: Int) -> Int {
    let contracted = contraction(start, end, anyCase: false)
    if contracted > start { return contracted }
    let body = text[start] == 0x20 ? start + 1 : start
    guard body < end else { return end }
    let kind = classes(body)
    if kind & Class.letter != 0 { return run(of: Class.letter, body, end) }
    if kind & Class.number != 0 { return run(of: Class.number, body, end) }
    return kind & Class.space == 0 ? run(of: 0, body, end) : blanks(start, end)
  }

  /// ```
  /// (?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|
  /// \s*[\r\n]+|\s+(?!\S)|\s+
  /// ```
  private func llama(_ start: Int, _ end: Int) -> Int {
    let contracted = contraction(start, end, anyCase: true)
    if contracted > start { return contracted }
    let kind = classes(start)
    if kind & Class.letter != 0 { return run(of: Class.letter, start, end) }
    let second = after(start)
    if kind & Class.number != 0 {
      var position = second
      var free = preTokenizer == .llama3 ? 2 : 0
      while free > 0, position < end, classes(position) & Class.number != 0 {
        position = after(position)
        free -= 1
      }
      return position
    }
    if kind & Class.newline == 0, second < end, classes(second) & Class.letter != 0 {
      return run(of: Class.letter, second, end)
    }
    let body = text[start] == 0x20 ? second : start
    if body < end, classes(body) & (Class.letter | Class.number | Class.space) == 0 {
      return run(of: Class.newline, run(of: 0, body, end), end)
    }
    var last = start
    var position = start
    while position < end, case let found = classes(position), found & Class.space != 0 {
      position = after(position)
      if found & Class.newline != 0 { last = position }
    }
    return last > start ? last : blanks(start, end)
  }

  /// `\s+(?!\S)|\s+`: the last blank before a word is left to the word, unless it is the only one.
  private func blanks(_ start: Int, _ end: Int) -> Int {
    var last = start
    var position = start
    while position < end, classes(position) & Class.space != 0 {
      last = position
      position = after(position)
    }
    return position == end || last == start ? position : last
  }

  /// The end of a contraction; `start` if there is none.
  private func contraction(_ start: Int, _ end: Int, anyCase: Bool) -> Int {
    guard text[start] == UInt8(ascii: "'") else { return start }
    func letter(_ position: Int) -> UInt8 {
      guard position < end else { return 0 }
      let byte = text[position]
      return anyCase && (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
    }
    switch (letter(start + 1), letter(start + 2)) {
    case (UInt8(ascii: "s"), _), (UInt8(ascii: "t"), _), (UInt8(ascii: "m"), _),
      (UInt8(ascii: "d"), _):
      return start + 2
    case (UInt8(ascii: "r"), UInt8(ascii: "e")), (UInt8(ascii: "v"), UInt8(ascii: "e")),
      (UInt8(ascii: "l"), UInt8(ascii: "l")):
      return start + 3
    // U+017F is an s in any case.
    case (0xC5, 0xBF) where anyCase: return start + 3
    default: return start
    }
  }
}
