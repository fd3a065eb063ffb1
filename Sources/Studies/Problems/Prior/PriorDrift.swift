import Statistics

/// What the one-batch probe found on the bases of a family.
struct PriorDrift {
  /// What drifts.
  enum What: Int, CaseIterable {
    /// Log-odds of a terse answer against a trace.
    case odds
    /// Entropy of the choice of mode.
    case entropy

    /// In words, with units.
    var words: String {
      switch self {
      case .odds: "log-odds of a terse answer (nats)"
      case .entropy: "entropy of the choice (nats)"
      }
    }
  }

  /// Which branches are read.
  enum Reading: CaseIterable {
    /// Those with clipping.
    case on
    /// Those without.
    case off
    /// The first less the second.
    case difference
  }

  /// The family.
  let family: PriorFamily
  /// The share of clipped tokens, mean over batches and bases.
  let clipFraction: Double
  private let rows: [[Double]]

  /// `nil` where the probe has not run.
  init?(_ table: MeasurementTable, _ family: PriorFamily) {
    guard let rows = table.rows("drift", PriorPlan.probeSet, family.name),
      let clipped = table.rows("drift_clip_fraction", PriorPlan.probeSet, family.name)
    else { return nil }
    let made = clipped.flatMap { $0.filter(\.isFinite) }
    self.family = family
    self.rows = rows
    clipFraction = made.isEmpty ? .nan : made.reduce(0, +) / Double(made.count)
  }

  /// The drifts `[base][batch]`.
  func batches(_ what: What, _ reading: Reading) -> [[Double]] {
    rows.map { row in
      stride(from: what.rawValue, to: row.count, by: 4).map { at -> Double in
        switch reading {
        case .on: row[at]
        case .off: row[at + 2]
        case .difference: row[at] - row[at + 2]
        }
      }.filter(\.isFinite)
    }
  }

  /// The mean drift over these bases, with Student's interval over batches within bases.
  ///
  /// Batches of different bases are independent: one of each base, averaged, is one replicate.
  func estimate(_ what: What, _ reading: Reading) -> Estimate? {
    let all = batches(what, reading)
    let count = all.map(\.count).min() ?? 0
    guard count > 1 else { return nil }
    return Estimate.mean(
      of: (0..<count).map { batch in
        all.reduce(0) { $0 + $1[batch] } / Double(all.count)
      })
  }

  /// How many bases drift by themselves in the direction of the mean.
  func agreeing(_ what: What, _ reading: Reading) -> Int {
    guard let mean = estimate(what, reading)?.value else { return 0 }
    return batches(what, reading).count { $0.reduce(0, +) * mean > 0 }
  }

  /// Which of the views the drifts of log-odds in M and in M′ look like.
  static func pattern(_ majority: Interval, _ mirror: Interval) -> String {
    func sign(_ interval: Interval) -> Int { interval.low > 0 ? 1 : interval.high < 0 ? -1 : 0 }
    return switch (sign(majority), sign(mirror)) {
    case (1, -1): "the majority mode grows in both families"
    case (-1, 1): "both families drift towards one half"
    case (-1, -1): "traces grow in both families"
    case (1, 1): "terse answers grow in both families"
    default: "no pattern of signs is established"
    }
  }
}
