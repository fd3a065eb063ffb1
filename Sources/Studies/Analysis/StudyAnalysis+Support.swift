import Foundation
import Reports
import Statistics
import Support

/// Which problems are solved at all.
extension StudyAnalysis {
  /// Support dynamics against each arm's root, at all samples, with the null of sampling the root again.
  ///
  /// Where the root was not sampled again and has no exact probabilities, the null is that of its samples in two halves, and E and S
  /// are those of as many.
  ///
  /// - Throws: `StatisticsError`.
  public func supportRows() throws -> [SupportRow] {
    var rows: [SupportRow] = []
    for set in plan.sets where set.hasCurve {
      for (index, arm) in table.arms.enumerated() {
        guard let root = table.root(of: arm), root != arm, let own = counts(set.name, arm),
          let base = counts(set.name, root)
        else { continue }
        let rootStage = plan.root(of: plan.arms[index].stage)
        let again = plan.arms.first {
          $0.name != root && $0.name != arm && $0.stage == rootStage && $0.at == 1
        }.flatMap { counts(set.name, $0.name) }
        let exact = table.rows("logp", set.name, root, label: "1.0")
        for s in table.seeds.indices {
          let samples = base[s].map(\.n).max() ?? 1
          let dynamics = SupportDynamics(base: found(base[s]), rl: found(own[s]))
          var flips = SupportFlips(
            rlOnly: Double(dynamics.rlOnly), baseOnly: Double(dynamics.baseOnly), samples: samples)
          let null: SupportFlips
          if let again {
            null = SupportDynamics.null(
              base: found(base[s]), resample: found(again[s]), samples: samples)
          } else if let exact {
            null = expected(exact[s], samples)
          } else {
            null = try SupportDynamics.null(baseCounts: base[s])
            flips = try SupportDynamics.flips(
              base: base[s], rl: own[s], samples: null.samples ?? samples)
          }
          rows.append(
            SupportRow(
              set: set.name, arm: index, seed: s, dynamics: dynamics, flips: flips, null: null))
        }
      }
    }
    return rows
  }

  /// The null from exact probabilities: what two samplings of one model are expected to differ by.
  private func expected(_ logp: [Double], _ samples: Int) -> SupportFlips {
    let flips = SupportDynamics.expectedFlips(
      successes: logp.map { $0.isNaN ? .nan : exp(min(0, $0)) }, n: samples)
    return SupportFlips(rlOnly: flips, baseOnly: flips, samples: samples)
  }

  /// Samples and strict successes, `[seed][problem]`.
  private func counts(_ set: String, _ arm: String) -> [[(n: Int, c: Int)]]? {
    table.rows("counts", set, arm)?.map { row in
      stride(from: 0, to: row.count, by: 3).map { (Int(row[$0]), Int(row[$0 + 2])) }
    }
  }

  private func found(_ counts: [(n: Int, c: Int)]) -> [Bool] { counts.map { $0.c > 0 } }

  /// Problems with p < 1e-6 under the root and p > 1e-2 under the arm, and the same count from one seed's root to the
  /// next seed's, both as shares; `nil` where there are no exact probabilities.
  public func deepDiscoveries(_ set: String, _ arm: String) -> (share: Double, null: Double)? {
    guard let root = table.root(of: arm), let own = table.rows("logp", set, arm, label: "1.0"),
      let base = table.rows("logp", set, root, label: "1.0")
    else { return nil }
    func share(_ from: [Double], _ to: [Double]) -> Double {
      Double(zip(from, to).count { $0 < log(1e-6) && $1 > log(1e-2) }) / Double(from.count)
    }
    let count = Double(base.count)
    let null =
      base.count < 2
      ? Double.nan
      : base.indices.reduce(0.0) { $0 + share(base[$1], base[($1 + 1) % base.count]) } / count
    return (base.indices.reduce(0.0) { $0 + share(base[$1], own[$1]) } / count, null)
  }

  /// Where an arm's exact curve falls below its root's, with an interval over seeds and problems.
  public func crossing(
    _ set: String, _ arm: String, at: Quantity.Temperature = .one
  ) throws -> CurveCrossing? {
    guard let root = table.root(of: arm), table.rows("logp", set, arm) != nil else { return nil }
    // Beyond these guessing would do as well.
    let ks = ExactPassAtK.ks.filter { (table.set(set)?.chance($0) ?? 1) < 0.01 }
    guard ks.count > 1 else { return nil }
    func curve(_ name: String) throws -> [[[Double]]]? {
      var all: [[[Double]]] = []
      for k in ks {
        guard let rows = try table.values(Quantity(.pass, k: k, at: at), name, [set]) else {
          return nil
        }
        all.append(rows)
      }
      return all
    }
    guard let own = try curve(arm), let base = try curve(root) else { return nil }
    return CurveCrossing.find(
      first: own, second: base, ks: ks, stream: stream["crossing", set])
  }

  /// Where a crossing is, with its interval.
  func cell(_ crossing: CurveCrossing) -> Cell {
    guard let k = crossing.k else { return Cell("none", value: .nan) }
    let interval = crossing.interval
    return Cell(
      "\(Number.short(k))"
        + (interval.map { " [\(Number.short($0.low)), \(Number.short($0.high))]" } ?? ""),
      value: k, low: interval?.low ?? .nan, high: interval?.high ?? .nan)
  }

  /// A crossing in words.
  public func words(_ crossing: CurveCrossing) -> String {
    let share = Number.percent(crossing.share)
    guard crossing.k != nil else {
      return
        "no crossing up to k = \(Number.count(crossing.largestK)) (in \(share) of draws there is one)"
    }
    return "k* ≈ \(cell(crossing)), in \(share) of draws"
  }
}
