import Reports
import Statistics
import Support

/// The tables of the report.
extension SharpeningAnalysis {
  /// T1.2: arms by regions.
  func summaryTable(
    _ passAtK: [(set: String, series: [PassAtKSeries])], _ comparisons: [Finding]
  ) -> Table {
    var rows: [[String]] = []
    for (set, series) in passAtK {
      let reference = series.first { $0.arm == base }
      for entry in series {
        let arm = data.arms[entry.arm]
        let first = entry.pooled[0]
        let last = entry.pooled.count > 1 ? entry.pooled[entry.pooled.count - 1] : nil
        func change(_ k: Int) -> String {
          guard let found = comparisons.first(where: { $0.id == "\(arm)-base/\(set)/pass@\(k)" })
          else { return "" }
          return Number.estimate(found.effect, found.low, found.high, signed: true)
        }
        var crossing = ""
        if let reference, entry.arm != base, entry.pooled.count > 1 {
          let k = PassAtK.crossing(
            ks: data.ks, first: entry.pooled.map(\.value), second: reference.pooled.map(\.value))
          crossing = k.map { Number.short($0) } ?? "none"
        }
        rows.append([
          set, arm, Number.estimate(first.value, first.interval.low, first.interval.high),
          last.map { Number.estimate($0.value, $0.interval.low, $0.interval.high) } ?? "",
          entry.arm == base ? "" : change(1), entry.arm == base ? "" : change(largeK), crossing,
        ])
      }
    }
    return Table(
      id: "T1.2",
      caption: "Strict pass@1 and pass@\(largeK) by region and arm: mean over "
        + "\(data.seeds.count) seeds [95 % crossed bootstrap over seeds and problems]; "
        + "Δ is against the base, paired; k* is where the arm's curve crosses the base's.",
      columns: [
        .init("region"), .init("arm"), .init("pass@1", .right), .init("pass@\(largeK)", .right),
        .init("Δ pass@1", .right), .init("Δ pass@\(largeK)", .right), .init("k*", .right),
      ], rows: rows)
  }

  /// T1.1: gates.
  func gateTable() throws -> Table {
    let calibrated = !data.gates.isEmpty
    return Table(
      id: "T1.1",
      caption: "Gates of the base, " + (calibrated ? "on calibration seeds" : "not calibrated here")
        + ".",
      columns: [
        .init("region"), .init("measure"), .init("found", .right), .init("expected", .right),
        .init("passed"),
      ],
      rows: try gates.map {
        [
          $0.set, $0.measure, Number.short($0.value),
          "\(Number.short($0.low)) to \(Number.short($0.high))", $0.isPassed ? "yes" : "no",
        ]
      })
  }

  /// T1.3: hypotheses.
  func hypothesisTable(_ hypotheses: [Finding]) -> Table {
    Table(
      id: "T1.3",
      caption: scale.isConfirmatory
        ? "Registered hypotheses, corrected together by Holm."
        : "Registered hypotheses; this scale gives effects and intervals, no verdicts.",
      columns: [
        .init("id"), .init("statement"), .init("effect", .right), .init("p", .right),
        .init("p Holm", .right), .init("verdict"),
      ],
      rows: hypotheses.map {
        [
          $0.id, $0.statement,
          $0.effect.isNaN ? "not run" : Number.estimate($0.effect, $0.low, $0.high, signed: true),
          $0.pRaw.isNaN ? "" : Number.p($0.pRaw),
          $0.pAdjusted.isNaN ? "" : Number.p($0.pAdjusted), $0.verdict,
        ]
      })
  }

  /// T1.4: what was spent.
  func ledgerTable() -> Table {
    func mean(_ arm: Int, _ part: (Int) -> Double) -> String {
      let values = data.seeds.indices.map(part)
      return Number.short(values.reduce(0, +) / Double(values.count) / 1e9)
    }
    return Table(
      id: "T1.4", caption: "Compute ledger: GFLOP a seed, mean over seeds.",
      columns: [
        .init("arm"), .init("pre-train", .right), .init("decode", .right), .init("update", .right),
        .init("reference", .right), .init("evaluation", .right),
      ],
      rows: data.arms.indices.map { arm in
        [
          data.arms[arm], mean(arm) { data.ledgers[arm][$0].pretrain },
          mean(arm) { data.ledgers[arm][$0].decode }, mean(arm) { data.ledgers[arm][$0].update },
          mean(arm) { data.ledgers[arm][$0].reference },
          mean(arm) { data.ledgers[arm][$0].evaluation },
        ]
      })
  }

  /// T1.5: support dynamics, summed over seeds.
  func supportTable(_ rows: [SupportRow]) -> Table {
    var lines: [[String]] = []
    for set in data.sets {
      for arm in data.arms.indices {
        let mine = rows.filter { $0.set == set.name && $0.arm == arm }
        guard !mine.isEmpty else { continue }
        func sum(_ value: (SupportRow) -> Double) -> String {
          Number.short(mine.reduce(0) { $0 + value($1) })
        }
        lines.append([
          set.name, data.arms[arm], sum { Double($0.dynamics.both) },
          sum { Double($0.dynamics.rlOnly) }, sum { $0.null.rlOnly },
          sum { Double($0.dynamics.baseOnly) }, sum { $0.null.baseOnly },
          sum { Double($0.dynamics.neither) },
        ])
      }
    }
    return Table(
      id: "T1.5",
      caption:
        "Problems solved at least once in all samples, summed over seeds: by both (P), by the "
        + "arm only (E), by the base only (S), by neither (O). E₀ and S₀ are what a second "
        + "sampling of the same base gives.",
      columns: [
        .init("region"), .init("arm"), .init("P", .right), .init("E", .right), .init("E₀", .right),
        .init("S", .right), .init("S₀", .right), .init("O", .right),
      ], rows: lines)
  }
}
