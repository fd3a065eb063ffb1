import ArgumentParser

/// Seeds on a command line: `0..2`, `0,1,2`, or both.
struct SeedList {
  /// Each once, in their order.
  let seeds: [UInt64]

  /// Seeds from a text.
  ///
  /// - Throws: `ValidationError` for what is no seed, one that is there twice, and more than a thousand.
  init(_ text: String) throws {
    func fail(_ reason: String) -> ValidationError {
      ValidationError("--seeds takes 0..2 or 0,1,2: \(reason)")
    }
    var seeds: [UInt64] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: "..", omittingEmptySubsequences: false).map { UInt64($0) }
      guard let first = ends[0], let last = ends[ends.count - 1], ends.count <= 2, first <= last
      else { throw fail("'\(part)' is neither a seed nor a range of them") }
      guard last - first < 1000, seeds.count < 1000 else { throw fail("expected at most 1000") }
      seeds += first...last
    }
    guard Set(seeds).count == seeds.count else { throw fail("one is there twice") }
    self.seeds = seeds
  }
}
