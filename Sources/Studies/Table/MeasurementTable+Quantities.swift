import Foundation
import Statistics

extension MeasurementTable {
  /// log-probabilities below this count as this, nats: nobody samples e³⁰ times.
  static let floor = -30.0

  /// A quantity of an arm, `[seed][problem]`, problems of the sets side by side; `nil` where something is missing.
  ///
  /// At matched entropy it is the arm's value less its root's, so a root's own is 0.
  /// - Throws: `StatisticsError` if k exceeds the number of samples.
  public func values(_ quantity: Quantity, _ arm: String, _ sets: [String]) throws -> [[Double]]? {
    if quantity.kind == .hardest { return hardest(quantity, arm, sets) }
    var rows: [[Double]] = seeds.map { _ in [] }
    for set in sets {
      guard let found = try values(quantity, arm, on: set) else { return nil }
      for s in rows.indices { rows[s] += found[s] }
    }
    return rows
  }

  /// A contrast, `[seed][problem]`; `nil` where something is missing.
  ///
  /// - Throws: `StatisticsError` if k exceeds the number of samples.
  public func difference(_ contrast: Contrast) throws -> [[Double]]? {
    func taken(_ arm: String) throws -> [[Double]]? {
      guard let all = try values(contrast.quantity, arm, contrast.sets) else { return nil }
      if contrast.minus.isEmpty { return all }
      return try values(contrast.quantity, arm, contrast.minus).map { subtract(all, $0) }
    }
    func pair(_ arm: String, _ against: String) throws -> [[Double]]? {
      guard let own = try taken(arm) else { return nil }
      if against.isEmpty { return own }
      return try taken(against).map { subtract(own, $0) }
    }
    guard let own = try pair(contrast.arm, contrast.against) else { return nil }
    if contrast.lessArm.isEmpty { return own }
    return try pair(contrast.lessArm, contrast.lessAgainst).map { subtract(own, $0) }
  }

  /// A contrast by clusters of problems in place of problems, where a set's problems are not drawn one by one: sums over the clusters, to
  /// the scale at which their mean is that over problems.
  func clustered(_ rows: [[Double]], _ contrast: Contrast) -> [[Double]] {
    let clusters = contrast.sets.enumerated().flatMap { place, name in
      (set(name)?.clusters ?? []).map { [place, $0] }
    }
    let count = Set(clusters).count
    guard clusters.count == rows.first?.count, count < clusters.count else { return rows }
    let scale = Double(count) / Double(clusters.count)
    return rows.map { ClusteredInterval.sums($0, clusters: clusters).map { $0 * scale } }
  }

  private func subtract(_ a: [[Double]], _ b: [[Double]]) -> [[Double]] {
    zip(a, b).map { zip($0, $1).map { $0 - $1 } }
  }

  // MARK: - One set

  private func values(_ quantity: Quantity, _ arm: String, on set: String) throws -> [[Double]]? {
    switch quantity.kind {
    case .sampled: return try counted(arm, set, k: quantity.k, strict: true)
    case .loose: return try counted(arm, set, k: 1, strict: false)
    case .measure:
      return quantity.label.isEmpty
        ? rows(quantity.measure, set, arm) ?? rows(quantity.measure, "", arm)
        : rows(quantity.measure, set, arm, label: quantity.label)
    case .pass, .logp, .inTrace, .traceShare:
      guard rows("logp", set, arm) != nil else {
        return quantity.kind == .pass && quantity.at == .one
          ? try counted(arm, set, k: quantity.k, strict: true) : nil
      }
      return exact(quantity, arm, set)
    case .hardest: preconditionFailure("taken over all sets")
    }
  }

  /// Counts as pass@k, `[seed][problem]`; `nil` where fewer than k samples were drawn.
  private func counted(_ arm: String, _ set: String, k: Int, strict: Bool) throws -> [[Double]]? {
    guard let rows = rows("counts", set, arm),
      rows.allSatisfy({ row in
        stride(from: 0, to: row.count, by: 3).allSatisfy { row[$0] >= Double(k) }
      })
    else { return nil }
    return try rows.map { row in
      try PassAtK.perProblem(
        counts: stride(from: 0, to: row.count, by: 3).map {
          (n: Int(row[$0]), c: Int(row[$0 + (strict ? 2 : 1)]))
        }, k: k)
    }
  }

  private func exact(_ quantity: Quantity, _ arm: String, _ set: String) -> [[Double]]? {
    let index =
      quantity.at == .best ? bestTemperature(quantity, arm, set) : ExactSupport.one
    guard let own = exact(quantity, arm, set, at: index, suffix: "") else { return nil }
    guard quantity.at == .matched else { return own }
    guard let logp = rows("logp_matched", set, arm),
      let share = rows("trace_share_matched", set, arm)
    else { return nil }
    let root = zip(logp, share).map { zip($0, $1).map { read(quantity, logp: $0, share: $1) } }
    return subtract(own, root)
  }

  /// A quantity at one of the six temperatures; the suffix `_validation` takes the validation problems.
  private func exact(
    _ quantity: Quantity, _ arm: String, _ set: String, at index: Int, suffix: String
  ) -> [[Double]]? {
    guard let logp = rows("logp" + suffix, set, arm),
      let share = rows("trace_share" + suffix, set, arm)
    else { return nil }
    let width = ExactSupport.temperatures.count
    return zip(logp, share).map { logp, share in
      stride(from: index, to: logp.count, by: width).map {
        read(quantity, logp: logp[$0], share: share[$0])
      }
    }
  }

  /// What is not a number stays that: `min(0, .nan)` is 0, which would be a certain success.
  private func read(_ quantity: Quantity, logp: Double, share: Double) -> Double {
    guard !logp.isNaN, !share.isNaN else { return .nan }
    return switch quantity.kind {
    case .pass: ExactPassAtK.value(logProbability: min(0, logp), k: quantity.k)
    case .logp, .hardest: max(Self.floor, logp)
    case .inTrace: min(1, exp(logp) / share)
    case .traceShare: share
    default: preconditionFailure("not exact")
    }
  }

  /// The index of the temperature at which an arm does best, on validation problems, over all seeds.
  public func bestTemperature(_ quantity: Quantity, _ arm: String, _ set: String) -> Int {
    let means = ExactSupport.temperatures.indices.map { index -> Double in
      guard let rows = exact(quantity, arm, set, at: index, suffix: "_validation") else {
        return .nan
      }
      return mean(rows)
    }
    return means.indices.filter { !means[$0].isNaN }.max { means[$0] < means[$1] }
      ?? ExactSupport.one
  }

  /// The mean of a table.
  func mean(_ rows: [[Double]]) -> Double {
    let count = rows.reduce(0) { $0 + $1.count }
    return rows.reduce(0) { $0 + $1.reduce(0, +) } / Double(max(1, count))
  }

  // MARK: - The hardest quarter

  /// The mean over the quarter of problems that the *other* seeds' roots find hardest, `[seed][1]`.
  ///
  /// Ranking by the root that is then compared would select problems for their noise.
  private func hardest(_ quantity: Quantity, _ arm: String, _ sets: [String]) -> [[Double]]? {
    guard seeds.count > 1, let root = root(of: arm) else { return nil }
    var (own, ranks): ([[Double]], [[Double]]) = (seeds.map { _ in [] }, seeds.map { _ in [] })
    for set in sets {
      guard let found = exact(quantity, arm, set),
        let base = exact(Quantity(.logp), root, set, at: ExactSupport.one, suffix: "")
      else { return nil }
      for s in seeds.indices {
        own[s] += found[s]
        ranks[s] += base[s]
      }
    }
    return seeds.indices.map { s in
      let others = seeds.indices.filter { $0 != s }
      let mean = own[s].indices.map { i in
        others.reduce(0) { $0 + ranks[$1][i] } / Double(others.count)
      }
      let order = mean.indices.sorted { (mean[$0], $0) < (mean[$1], $1) }
      let quarter = order.prefix(max(1, order.count / 4))
      return [quarter.reduce(0) { $0 + own[s][$1] } / Double(quarter.count)]
    }
  }
}
