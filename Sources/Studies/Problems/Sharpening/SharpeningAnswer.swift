import Statistics

/// The answer in words, made of the numbers and of nothing else.
struct SharpeningAnswer {
  let analysis: SharpeningAnalysis
  let comparisons: [Finding]
  let passAtK: [(set: String, series: [PassAtKSeries])]

  private var k: Int { analysis.largeK }

  var text: String {
    var sentences: [String] = []
    for (set, arm) in [("id", "rl_id"), ("edge", "rl_edge"), ("hard", "rl_hard")] {
      if let sentence = change(set, arm) { sentences.append(sentence) }
    }
    if let control = finding("id", "rl_rand", 1) {
      sentences.append(
        "Control: with random rewards pass@1 on id \(said(control)).")
    }
    return sentences.isEmpty
      ? "No trained arm has been evaluated yet." : sentences.joined(separator: " ")
  }

  private func finding(_ set: String, _ arm: String, _ k: Int) -> Finding? {
    comparisons.first { $0.id == "\(arm)-base/\(set)/pass@\(k)" }
  }

  /// What an interval allows to say of a difference.
  private func verb(_ finding: Finding) -> String {
    if finding.low > 0 { return "rises" }
    if finding.high < 0 { return "falls" }
    return "shows no clear change"
  }

  private func change(_ set: String, _ arm: String) -> String? {
    guard let one = finding(set, arm, 1), let many = finding(set, arm, k) else { return nil }
    let reading: String
    switch (one.low > 0, many.low > 0, many.high < 0) {
    case (true, false, true): reading = "sharpening that costs coverage"
    case (true, false, false): reading = "sharpening: no clear gain in coverage"
    case (true, true, _): reading = "more is solved at every budget of samples"
    case (false, true, _): reading = "coverage without sharpening"
    case (false, false, true): reading = "coverage is lost"
    default: reading = "no clear change"
    }
    return "On \(set), \(arm): pass@1 \(said(one)), pass@\(k) \(said(many))"
      + crossing(set, arm) + " — \(reading)."
  }

  /// The verb with the estimate and its interval.
  private func said(_ finding: Finding) -> String {
    verb(finding) + " ("
      + Number.estimate(finding.effect, finding.low, finding.high, signed: true) + ")"
  }

  private func crossing(_ set: String, _ arm: String) -> String {
    guard let series = passAtK.first(where: { $0.set == set })?.series,
      let index = analysis.data.arm(arm), let mine = series.first(where: { $0.arm == index }),
      let base = series.first(where: { $0.arm == analysis.base }),
      let k = PassAtK.crossing(
        ks: analysis.data.ks, first: mine.pooled.map(\.value), second: base.pooled.map(\.value))
    else { return "; the curves do not cross" }
    return "; the curves cross at k ≈ \(Number.short(k))"
  }
}
