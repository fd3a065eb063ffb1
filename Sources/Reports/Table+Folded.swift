/// Tables that are wider than a terminal.
extension Table {
  /// The table for a terminal of so many columns: one that is wider is folded into several, one below the
  /// other, each with the columns of words on the left that say what its rows are.
  ///
  /// Columns stay whole and in order. What is wider by itself, such as a column of sentences, is printed
  /// as it is.
  ///
  /// - Parameter width: characters a line.
  public func plainText(width: Int) -> String {
    let widths = columns.indices.map { part([$0]).width }
    func sum(_ indices: some Sequence<Int>) -> Int { indices.reduce(0) { $0 + widths[$1] + 2 } - 2 }
    guard sum(columns.indices) > width else { return plainText() }
    let words = columns.indices.prefix { columns[$0].alignment == .left }
    // What says what a row is must leave room for what is said of it.
    let names =
      words.indices.reversed().map { Array(words[...$0]) }
      .first { sum($0) <= width / 2 && $0.count < columns.count } ?? []
    var parts: [[Int]] = []
    for index in columns.indices.dropFirst(names.count) {
      if let last = parts.last, sum(names + last + [index]) <= width {
        parts[parts.count - 1].append(index)
      } else {
        parts.append([index])
      }
    }
    return parts.map { part(names + $0).plainText() }.joined(separator: "\n")
  }

  /// Some of the columns.
  private func part(_ indices: [Int]) -> Table {
    Table(
      id: id, caption: caption, columns: indices.map { columns[$0] },
      rows: rows.map { row in indices.map { row[$0] } })
  }

  /// The longest line for a terminal.
  private var width: Int {
    plainText().split(separator: "\n", omittingEmptySubsequences: false).map(\.count).max() ?? 0
  }
}

extension String {
  /// The text in lines of at most so many characters, broken at spaces; a longer word has a line of its own.
  ///
  /// - Parameter indent: what the lines after the first begin with.
  public func wrapped(to width: Int, indent: String = "") -> String {
    var lines: [String] = []
    for word in split(separator: " ") {
      if let last = lines.last, last.count + 1 + word.count <= width {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append((lines.isEmpty ? "" : indent) + word)
      }
    }
    return lines.joined(separator: "\n")
  }
}
