import Foundation
import Results
import Statistics
import Support

extension FitReport {
  /// Writes fits, their points and their bootstrap draws as a results file.
  ///
  /// Groups that could not be fitted have a row too, with NaN. `/points/<i>` holds the points of row i of
  /// `/fits`, and `/fits_draws/<i>` its draws. The standard error of a point is 1/√weight.
  ///
  /// - Throws: `ResultsError`.
  public static func write(
    _ reports: [FitReport], to path: String, provenance: Provenance, seed: UInt64
  ) throws {
    let writer = try ResultsWriter(path: path)
    try writer.attribute("schema_version", ResultsSchema.version)
    try writer.attribute("kind", ResultsOrigin.fit.rawValue)
    try writer.attribute("status", "complete")
    try writer.attribute("seed", String(seed))
    try provenance.write(to: writer)
    try writeSources(reports, writer)
    let table = FitTable(reports)
    for (name, values, text) in table.texts {
      try writer.write(
        values, shape: [reports.count], to: "/fits/\(name)", dims: "fit", description: text)
    }
    for (name, values, text) in table.numbers {
      try writer.write(
        values, shape: [reports.count], to: "/fits/\(name)", units: "1", dims: "fit",
        description: text)
    }
    try writer.write(
      reports.map { Int32($0.fit?.count ?? 0) }, shape: [reports.count], to: "/fits/n",
      units: "1", dims: "fit", description: "Points")
    try writer.write(
      reports.map { Int32($0.fit?.freeCount ?? 0) }, shape: [reports.count], to: "/fits/k",
      units: "1", dims: "fit", description: "Fitted parameters")
    try writer.write(
      reports.map { Int8($0.fit?.isIdentified == true ? 1 : 0) }, shape: [reports.count],
      to: "/fits/identified", units: "1", dims: "fit",
      description: "1 if the data determine all parameters")
    try writer.write(
      table.slotNames, shape: [reports.count, table.slots], to: "/fits/parameter_name",
      dims: "fit,slot", description: "Names of the parameters")
    for (name, values, text) in table.slotNumbers {
      try writer.write(
        values, shape: [reports.count, table.slots], to: "/fits/\(name)", units: "1",
        dims: "fit,slot", description: text)
    }
    for (row, report) in reports.enumerated() {
      try report.writePoints(to: "/points/\(row)", writer)
      guard let draws = report.fit?.draws, !draws.values.isEmpty else { continue }
      try writer.write(
        draws.values.flatMap { $0.map { Float($0) } },
        shape: [draws.values.count, draws.values[0].count], to: "/fits_draws/\(row)",
        units: "1", dims: "draw,slot",
        description: "Draws of \(draws.kind.rawValue), one column a parameter")
    }
    try writer.finish()
  }

  private static func writeSources(_ reports: [FitReport], _ writer: ResultsWriter) throws {
    var paths: [String] = []
    for report in reports where !paths.contains(report.path) { paths.append(report.path) }
    try writer.write(
      paths, shape: [paths.count], to: "/source/path", dims: "source",
      description: "Files that were read")
    try writer.write(
      try paths.map { SHA256.hex(SHA256.digest(try AtomicFile.read($0))) }, shape: [paths.count],
      to: "/source/sha256", dims: "source", description: "SHA-256 of each")
  }

  private func writePoints(to path: String, _ writer: ResultsWriter) throws {
    func write(_ values: [Double], _ name: String, _ text: String) throws {
      try writer.write(
        values, shape: [values.count], to: "\(path)/\(name)", units: "1", dims: "point",
        description: text)
    }
    for index in law.inputs.indices {
      let name = index == 0 ? "x" : "x\(index + 1)"
      try write(points.x.map { $0[index] }, name, "Variable \(law.inputs[index])")
    }
    try write(points.y, "y", "Response")
    if let weights = points.weights {
      try write(weights.map { 1 / $0.squareRoot() }, "se", "Standard error, up to a factor")
    }
  }
}

/// The columns of `/fits`.
private struct FitTable {
  let slots: Int
  let texts: [(String, [String], String)]
  let numbers: [(String, [Double], String)]
  let slotNames: [String]
  let slotNumbers: [(String, [Double], String)]

  init(_ reports: [FitReport]) {
    let slots = max(6, reports.map(\.law.parameters.count).max() ?? 0)
    self.slots = slots
    texts = [
      ("group", reports.map(\.group), "The group that was fitted"),
      ("name", reports.map(\.law.name), "The law"),
      ("form", reports.map(\.law.equation), "The equation"),
      ("estimator", reports.map { $0.fit?.estimator ?? $0.law.estimator }, "The estimator"),
      ("note", reports.map { $0.allNotes.joined(separator: " ") }, "What to know"),
    ]
    func column(_ value: (CurveFit) -> Double?) -> [Double] {
      reports.map { $0.fit.flatMap(value) ?? .nan }
    }
    numbers = [
      ("window_lo", reports.map { $0.lowest }, "Smallest x that was fitted"),
      ("window_hi", reports.map { $0.highest }, "Largest x that was fitted"),
      ("ssr", column(\.ssr), "Sum of squared residuals"),
      ("aicc", column(\.aicc), "Corrected Akaike criterion"),
      ("bic", column(\.bic), "Bayesian criterion"),
      ("holdout_rmse", column { $0.holdOut?.rmse }, "Error of predicting points held out"),
    ]
    func slot(_ value: (CurveFit, Int) -> Double?) -> [Double] {
      reports.flatMap { report in
        (0..<slots).map { index in
          guard let fit = report.fit, index < fit.values.count else { return .nan }
          return value(fit, index) ?? .nan
        }
      }
    }
    slotNames = reports.flatMap { report in
      (0..<slots).map { $0 < report.law.parameters.count ? report.law.parameters[$0].name : "" }
    }
    slotNumbers = [
      ("parameter", slot { $0.values[$1] }, "Estimates"),
      ("se", slot { $0.standardError($0.names[$1]) }, "Standard errors"),
      ("prof_lo", slot { $0.profile[$1]?.low }, "Lower ends of profile intervals"),
      ("prof_hi", slot { $0.profile[$1]?.high }, "Upper ends of profile intervals"),
      ("boot_lo", slot { $0.bootstrap[$1]?.low }, "Lower ends of bootstrap intervals"),
      ("boot_hi", slot { $0.bootstrap[$1]?.high }, "Upper ends of bootstrap intervals"),
    ]
  }
}

extension FitReport {
  fileprivate var lowest: Double { points.x.map { $0[0] }.min() ?? .nan }
  fileprivate var highest: Double { points.x.map { $0[0] }.max() ?? .nan }
}
