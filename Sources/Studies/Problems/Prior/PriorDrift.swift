import Statistics

/// What the one-batch probe found on the bases of a family.
struct PriorDrift {
  /// What is read of two opposite branches.
  enum What: CaseIterable {
    /// Log-odds of a terse answer against a trace.
    case odds
    /// Entropy of the choice of mode at the midpoint.
    case midpoint
    /// Mean entropy less that at the midpoint: what is due to the distance of the branches.
    case spread
    /// Half that distance.
    case distance

    /// In words, with units.
    var words: String {
      switch self {
      case .odds: "log-odds of a terse answer (nats)"
      case .midpoint: "entropy of the choice at the midpoint (nats)"
      case .spread: "spread: mean entropy less that at the midpoint (nats)"
      case .distance: "half difference of log-odds (nats)"
      }
    }

    /// Its value from the probe's readings of a batch.
    func value(_ readings: ArraySlice<Double>) -> Double {
      func reading(_ name: String) -> Double {
        UpdateDrift.readings.firstIndex(of: name).map { readings[readings.startIndex + $0] } ?? .nan
      }
      switch self {
      case .odds: return reading("log_odds")
      case .midpoint: return reading("midpoint_entropy")
      case .spread: return reading("entropy") - reading("midpoint_entropy")
      case .distance: return reading("half_difference")
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
    let count = UpdateDrift.place(UpdateDrift.mostBatches, clipping: 0)
    guard let rows = table.rows("drift", PriorPlan.probeSet, family.name),
      rows.allSatisfy({ $0.count == count }),
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
      (0..<UpdateDrift.mostBatches).map { batch -> Double in
        let (on, off) = (
          value(what, row, batch, clipping: 0), value(what, row, batch, clipping: 1)
        )
        switch reading {
        case .on: return on
        case .off: return off
        case .difference: return on - off
        }
      }.filter(\.isFinite)
    }
  }

  private func value(_ what: What, _ row: [Double], _ batch: Int, clipping: Int) -> Double {
    what.value(row[UpdateDrift.place(batch, clipping: clipping)...])
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
