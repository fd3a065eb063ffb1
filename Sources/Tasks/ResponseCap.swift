import Experience

/// The number of response tokens after which a sample is cut off.
///
/// ```
/// cap = 1.25 · longest gold response with its end token, rounded up to a multiple of 8
/// ```
///
/// One character is one token.
public enum ResponseCap {
  /// The cap of the problems of an evaluation set.
  ///
  /// - Precondition: there is at least one problem.
  public static func tokens(for problems: [Problem]) -> Int {
    precondition(!problems.isEmpty, "no problems, so no longest gold response")
    return tokens(longestGold: problems.reduce(0) { max($0, $1.gold.utf8.count + 1) })
  }

  /// The cap of an arm that draws its problems as it goes: every gold response of these difficulties fits.
  ///
  /// - Precondition: `difficulties` is not empty.
  public static func tokens(for family: any TracedTask, difficulties: [Int]) -> Int {
    precondition(!difficulties.isEmpty, "no difficulties, so no longest gold response")
    let longest = difficulties.reduce(0) { max($0, family.longestGold(difficulty: $1)) }
    return tokens(longestGold: longest)
  }

  /// The cap for a longest gold response, given in tokens with its end token.
  public static func tokens(longestGold length: Int) -> Int { (5 * length + 31) / 32 * 8 }
}
