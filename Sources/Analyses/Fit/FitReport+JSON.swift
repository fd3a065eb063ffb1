import Foundation
import Statistics
import Support

extension FitReport: Encodable {
  private enum Keys: String, CodingKey {
    case law, equation, estimator, group, file, n, parameters, fixed, intervals, ssr, objective
    case aicc, bic, identified, converged, notes, derived, rivals, bootstrap, level, correlations
    case standardErrors = "standard_errors"
    case residualDeviation = "residual_sd"
    case holdoutRMSE = "holdout_rmse"
    case holdout
    case deltaAICc = "delta_aicc"
  }

  private struct HoldOut: Encodable {
    var fitted: Int
    var held: Int
    var parameters: [String: Double]
  }

  private struct Draws: Encodable {
    var kind: String
    var draws: Int
    var failed: Int
    var intervals: String
  }

  private struct Rival: Encodable {
    var law: String
    var parameters: [String: Double]
    var ssr: Double
    var aicc: Double?
    var bic: Double?
    var delta_aicc: Double?
    var holdout_rmse: Double?
    var identified: Bool
  }

  /// One object; what is unknown is null, and so is an end of an interval that the points do not give.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Keys.self)
    try values.encode(law.name, forKey: .law)
    try values.encode(law.equation, forKey: .equation)
    try values.encode(fit?.estimator ?? law.estimator, forKey: .estimator)
    try values.encode(group, forKey: .group)
    try values.encode(path, forKey: .file)
    try values.encode(fit?.count ?? points.count, forKey: .n)
    try values.encode(named { $0.values[$1] }, forKey: .parameters)
    try values.encode(
      fit.map { fit in fit.names.indices.filter { fit.isFixed[$0] }.map { fit.names[$0] } } ?? [],
      forKey: .fixed)
    try values.encode(named { $0.standardError($0.names[$1]) }, forKey: .standardErrors)
    try values.encode(
      [
        "wald": named { Self.ends($0.wald[$1]) }, "profile": named { Self.ends($0.profile[$1]) },
        "bootstrap": named { Self.ends($0.bootstrap[$1]) },
      ], forKey: .intervals)
    try values.encode(fit?.level, forKey: .level)
    try values.encode(fit?.ssr, forKey: .ssr)
    try values.encode(fit?.objective, forKey: .objective)
    try values.encode(fit?.deviation, forKey: .residualDeviation)
    try values.encode(fit?.aicc, forKey: .aicc)
    try values.encode(fit?.bic, forKey: .bic)
    try values.encode(fit?.holdOut?.rmse, forKey: .holdoutRMSE)
    try values.encode(
      fit?.holdOut.map {
        HoldOut(
          fitted: $0.fitted, held: $0.indices.count,
          parameters: Dictionary(
            uniqueKeysWithValues: zip(law.parameters.map(\.name), $0.values)))
      }, forKey: .holdout)
    try values.encode(fit?.isIdentified ?? false, forKey: .identified)
    try values.encode(fit?.isConverged ?? false, forKey: .converged)
    try values.encode(allNotes, forKey: .notes)
    try values.encode(fit?.derived ?? [:], forKey: .derived)
    try values.encode(
      fit?.draws.map {
        Draws(
          kind: $0.kind.rawValue, draws: $0.values.count, failed: $0.failed,
          intervals: $0.pivots == nil ? "percentile" : "studentized")
      }, forKey: .bootstrap)
    if !rivals.isEmpty { try values.encode(comparison, forKey: .rivals) }
  }

  /// The failure and the notes.
  var allNotes: [String] { (failure.map { ["Not fitted: \($0)."] } ?? []) + notes }

  private var comparison: [Rival] {
    let all = (fit.map { [$0] } ?? []) + rivals
    let least = all.compactMap(\.aicc).min()
    return all.map { rival in
      Rival(
        law: rival.law,
        parameters: Dictionary(uniqueKeysWithValues: zip(rival.names, rival.values)),
        ssr: rival.ssr, aicc: rival.aicc, bic: rival.bic,
        delta_aicc: rival.aicc.flatMap { value in least.map { value - $0 } },
        holdout_rmse: rival.holdOut?.rmse, identified: rival.isIdentified)
    }
  }

  private func named<Value>(_ value: (CurveFit, Int) -> Value) -> [String: Value] {
    guard let fit else { return [:] }
    return Dictionary(
      uniqueKeysWithValues: fit.names.indices.map { (fit.names[$0], value(fit, $0)) })
  }

  private static func ends(_ bounds: CurveBounds?) -> [Double?]? {
    bounds.map { [$0.low, $0.high] }
  }

  /// Some reports as a JSON array with sorted keys, one object a group.
  public static func json(_ reports: [FitReport]) throws -> String {
    try MachineJSON.text(reports)
  }
}
