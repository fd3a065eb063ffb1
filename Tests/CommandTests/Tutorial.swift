import Foundation

/// A tutorial: plain Markdown whose fenced `sh` and `python` blocks run top to bottom in one folder, and
/// whose `text` block right after one is the output expected of it.
///
/// A block with `skip` after its language, as in ```` ```sh skip: downloads 98 MB ````, and the text after
/// it are shown to readers and not run. In an expected output `…` stands for anything within a line, and a
/// line of only `…` for any number of lines.
struct Tutorial {
  /// A block that is run, or shown only.
  struct Block: Equatable {
    /// The line of the file on which the block starts, from 1.
    var line: Int
    /// `sh` or `python`.
    var language: String
    /// Why it is not run; `nil` for a block that is.
    var skipped: String?
    var code: String
    /// `nil` where nothing is expected.
    var expected: String?
  }

  var blocks: [Block] = []

  init(_ markdown: String) {
    var fence: (line: Int, words: String, text: [String])?
    // Whether the block before was one whose output may follow.
    var mayFollow = false
    for (index, line) in markdown.split(separator: "\n", omittingEmptySubsequences: false)
      .enumerated()
    {
      if let open = fence {
        guard line == "```" else {
          fence?.text.append(String(line))
          continue
        }
        fence = nil
        let language = String(open.words.prefix { !$0.isWhitespace })
        let rest = open.words.dropFirst(language.count).trimmingCharacters(in: .whitespaces)
        let text = open.text.joined(separator: "\n")
        switch language {
        case "sh", "python":
          blocks.append(
            Block(
              line: open.line, language: language, skipped: rest.hasPrefix("skip") ? rest : nil,
              code: text))
          mayFollow = true
        case "text" where mayFollow:
          blocks[blocks.count - 1].expected = text
          mayFollow = false
        default: mayFollow = false
        }
      } else if line.hasPrefix("```") {
        fence = (index + 1, String(line.dropFirst(3)), [])
      }
    }
  }

  /// The first line of an expected output that is not in the output; `nil` if all is as expected.
  ///
  /// White space at the ends of lines and empty lines at the end do not count.
  static func mismatch(expected: String, output: String) -> String? {
    let (wanted, found) = (lines(expected), lines(output))
    // furthest: the expected line that no choice of gaps gets beyond.
    var furthest = 0
    var dead: Set<[Int]> = []
    func matches(_ i: Int, _ j: Int) -> Bool {
      furthest = max(furthest, i)
      guard i < wanted.count else { return j == found.count }
      guard !dead.contains([i, j]) else { return false }
      let fits: Bool
      if wanted[i] == "…" {
        fits = matches(i + 1, j) || (j < found.count && matches(i, j + 1))
      } else {
        fits = j < found.count && fitsLine(wanted[i], found[j]) && matches(i + 1, j + 1)
      }
      if !fits { dead.insert([i, j]) }
      return fits
    }
    if matches(0, 0) { return nil }
    return furthest < wanted.count ? wanted[furthest] : "(nothing more)"
  }

  private static func lines(_ text: String) -> [String] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      String(line.reversed().drop { $0.isWhitespace }.reversed())
    }
    while lines.last == "" { lines.removeLast() }
    return lines
  }

  /// Pieces between ellipses stand in the line in their order, the first and last at its ends.
  static func fitsLine(_ wanted: String, _ line: String) -> Bool {
    let pieces = wanted.components(separatedBy: "…")
    guard pieces.count > 1 else { return wanted == line }
    guard line.hasPrefix(pieces[0]) else { return false }
    var rest = line.dropFirst(pieces[0].count)
    for piece in pieces.dropFirst().dropLast() where !piece.isEmpty {
      guard let place = rest.range(of: piece) else { return false }
      rest = rest[place.upperBound...]
    }
    return rest.hasSuffix(pieces[pieces.count - 1])
  }
}
