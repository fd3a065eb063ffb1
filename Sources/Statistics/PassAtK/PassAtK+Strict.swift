extension PassAtK {
  /// CoT-pass@k: pass@k where only *strict* successes count, samples whose answer and steps are right.
  ///
  /// ```
  /// 1 − C(n−d, k)/C(n, k)
  /// ```
  ///
  /// - Parameters:
  ///   - n: the number of samples.
  ///   - c: how many have the right answer.
  ///   - d: how many of those have right steps too.
  ///   - k: the number of attempts.
  /// - Throws: `StatisticsError` as `estimate` does, and if `d` is above `c`.
  /// - Source: Wen et al. 2025, arXiv:2506.14245 (CoT-Pass@K).
  public static func chainOfThought(n: Int, c: Int, d: Int, k: Int) throws -> Double {
    try check(n: n, c: c, k: k)
    guard d <= c else {
      throw StatisticsError.countOutOfRange(successes: d, samples: c, problem: nil)
    }
    return try estimate(n: n, c: d, k: k)
  }
}
