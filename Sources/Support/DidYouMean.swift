/// Finds the name that somebody probably meant.
public enum DidYouMean {
  /// The known name with the least edit distance to `name`, if it is near enough to be a typing error.
  public static func suggestion(for name: String, among known: [String]) -> String? {
    let folded = fold(name)
    let best = known.map { ($0, distance(folded, fold($0))) }.min { $0.1 < $1.1 }
    guard let (candidate, edits) = best, edits <= max(2, name.count / 3), edits < name.count else {
      return nil
    }
    return candidate
  }

  private static func fold(_ text: String) -> [Character] {
    text.lowercased().map { $0 == "_" ? "-" : $0 }
  }

  /// The Levenshtein distance.
  static func distance(_ a: [Character], _ b: [Character]) -> Int {
    var row = Array(0...b.count)
    for i in a.indices {
      var diagonal = row[0]
      row[0] = i + 1
      for j in b.indices {
        let substitution = diagonal + (a[i] == b[j] ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(substitution, row[j] + 1, diagonal + 1)
      }
    }
    return row[b.count]
  }
}
