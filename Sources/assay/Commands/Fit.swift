import Analyses
import ArgumentParser
import Foundation
import Results
import Statistics

extension FitVariable: ExpressibleByArgument {}
extension BootstrapKind: ExpressibleByArgument {}
extension ExponentiatedPower.Estimator: ExpressibleByArgument {}

struct Fit: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fit", abstract: "Scaling laws and training curves, with honest intervals.",
    discussion: """
      Takes CSV with a header, or one JSON object a line; also .gz or .zst, or - for standard input. Laws:
      \(CurveLaws.all.map { "  \($0.name): \($0.equation)" }.joined(separator: "\n"))

      Examples:
        assay fit sigmoid curves.csv --x step --y accuracy --group arm --replicate seed
        assay fit power losses.csv --x flops --y loss --compare-laws --figure fit.svg
        assay fit sigmoid runs/advantages --x step --y reward_mean
        assay fit chinchilla runs.csv --params N --tokens D --loss loss
        assay fit --formula "a*(1-exp(-b*x))" data.csv --x t --y y --start a=1,b=0.1
        assay fit --formula "E + A/N^alpha" runs.csv --y loss --vars N

      Names of a formula that are columns of the file are its variables; every other name is a parameter.

      Parameters are estimated from all points in the window; the hold-out error is that of a second fit
      without the points of largest x.
      """)

  @Argument(
    help: "A law, unless --formula is given; then files.",
    completion: .namesAndFiles { CurveLaws.all.map(\.name) }) var lawAndFiles: [String]
  @Option(help: "The column of the independent variable.") var x: String?
  @Option(help: "The column of the response.") var y: String?
  @Option(help: "chinchilla: the column of parameters N.") var params: String?
  @Option(help: "chinchilla: the column of training tokens D.") var tokens: String?
  @Option(help: "chinchilla: the column of the loss.") var loss: String?
  @Option(
    help: "Columns, separated by commas, whose values are fitted apart. (default of a sweep: arm)")
  var group: String?
  @Option(
    help:
      "The column of the seed: replicates of a group, which the bootstrap draws. (default of a sweep: seed)"
  )
  var replicate: String?
  @Option(help: "The column of standard errors; weights are 1/SE².") var se: String?
  @Option(help: "The column of weights.") var weights: String?
  @Option(help: "Only points with x in LO:HI; either may be left out.") var window = ":"
  @Option(help: "The part of the points, those of largest x, to predict without them.")
  var holdout = 0.25
  @Option(help: "Fix a parameter: NAME=VALUE; may be given several times.") var fix: [String] = []
  @Option(name: .customLong("r0"), help: "sigmoid: the value at x = 0.") var r0: Double?
  @Option(help: "A law of your own: + - * / ^, exp, log, sqrt, pow, trigonometric functions.")
  var formula: String?
  @Option(
    help: "Columns that are the variables of the formula. (default: its names that are columns)")
  var vars: String?
  @Option(help: "Where the search starts: a=1,b=0.1.") var start = ""
  @Option(help: "Further starts, spread around the first. (default: 64 for a formula, else 0)")
  var multiStart: Int?
  @Option(help: "exponentiated-power: log, linear or line.")
  var estimator: ExponentiatedPower.Estimator?
  @Option(help: "best-of-n, over-optimization: what --x is: value, kl or samples.")
  var xIs = FitVariable.value
  @Option(help: "Huber's loss with this threshold. (default: 0.001 for chinchilla)")
  var huberDelta: Double?
  @Flag(help: "Fit sigmoid, power and log-linear to the same points.") var compareLaws = false
  @Flag(help: "Take runs apart that follow one another in a group.") var splitRuns = false
  @Option(help: "Bootstrap draws; 0 for none.") var bootstrap = 1000
  @Option(help: "What is drawn: replicates, points or residuals.") var draw: BootstrapKind?
  @Option(help: "The confidence level of the intervals.") var level = 0.95
  @Option(help: "The root of all randomness.") var seed: UInt64 = 7
  @OptionGroup var workers: WorkerOptions
  @Flag(help: "Print JSON: an array with one object a group.") var json = false
  @Option(help: "Draw a figure: a path ending in .svg, .png or .pdf.") var figure: String?
  @OptionGroup var results: ResultsFileOptions

  func validate() throws {
    try Bounds.check("--level", level, Bounds.levels)
    if bootstrap != 0 { try Bounds.check("--bootstrap", bootstrap, Bounds.draws) }
    try Bounds.check("--multi-start", multiStart, 0...100_000)
    try Bounds.check("--holdout", holdout, 0...0.9)
    try Bounds.check("--huber-delta", huberDelta, 1e-12...1e12)
    try Bounds.check("--r0", r0.map(abs), 0...1e12)
    if vars != nil, formula == nil { throw ValidationError("--vars needs --formula") }
    if vars != nil, x != nil {
      throw ValidationError("--x and --vars exclude each other; --vars names all variables")
    }
  }

  func run() throws {
    let out = try results.path()
    var files = lawAndFiles
    var fixed = Dictionary(
      try fix.map { try FitOptions.assignment($0, "--fix") }, uniquingKeysWith: { $1 })
    if let r0 { fixed["R0"] = r0 }
    let starts = Dictionary(
      try start.split(separator: ",").map { try FitOptions.assignment(String($0), "--start") },
      uniquingKeysWith: { $1 })
    let (law, columns, notes) = try law(&files, given: Set(fixed.keys).union(starts.keys))
    let fitter = CurveFitter(
      law, fixed: fixed, start: starts, huberDelta: huberDelta,
      multiStart: multiStart ?? (formula == nil ? 0 : 64), level: level, draws: bootstrap,
      bootstrap: draw, holdOut: holdout, workers: workers.count)
    let analysis = FitAnalysis(
      fitter: fitter, columns: columns, variable: xIs, window: try FitOptions.window(window),
      splitsRuns: splitRuns, comparesLaws: compareLaws, notes: notes, seed: seed)
    let reports = try analysis.run(files.map(SweepTable.curves))
    if let out {
      try FitReport.write(
        reports, to: out, provenance: .current(threads: workers.count), seed: seed)
    }
    if let figure { try FitReport.figure(reports).write(to: figure) }
    if json {
      print(try FitReport.json(reports))
    } else {
      print(FitReport.plainText(reports), terminator: "")
    }
  }

  /// The law, which is the first argument unless it is a formula, and its columns; what remains are files.
  private func law(
    _ files: inout [String], given: Set<String>
  ) throws -> (any CurveLaw, FitColumns, notes: [String]) {
    if let formula {
      guard let response = y ?? loss else {
        throw ValidationError("--y is missing: the column of the response")
      }
      var columns = columns(x: [], y: response)
      let found = try FormulaColumns(
        formula, path: files[0], x: x, variables: vars.map(FitOptions.names), roles: columns,
        parameters: given)
      columns.x = found.x
      return (FormulaLaw(found.formula), columns, found.notes)
    }
    let law = try CurveLaws.law(named: files.removeFirst())
    guard !files.isEmpty else {
      throw ValidationError("a file is missing: assay fit \(law.name) FILE --x … --y …")
    }
    let isPair = law.inputs.count == 2
    guard let response = isPair ? loss ?? y : y else {
      throw ValidationError("\(isPair ? "--loss" : "--y") is missing: the column of the response")
    }
    let places = isPair ? [params, tokens].compactMap { $0 } : [x].compactMap { $0 }
    guard places.count == law.inputs.count else {
      throw ValidationError(
        isPair
          ? "--params and --tokens name the columns of N and D; both are needed"
          : "--x is missing: the column of the independent variable")
    }
    let columns = columns(x: places, y: response)
    guard let estimator else { return (law, columns, []) }
    guard law is ExponentiatedPower else {
      throw ValidationError("--estimator is for exponentiated-power, not for \(law.name)")
    }
    return (ExponentiatedPower(estimator), columns, [])
  }

  private func columns(x places: [String], y response: String) -> FitColumns {
    let isSweep = lawAndFiles.contains(where: SweepTable.isSweep)
    return FitColumns(
      x: places, y: response, group: FitOptions.names(group ?? (isSweep ? "arm" : "")),
      replicate: replicate ?? (isSweep ? "seed" : nil),
      standardError: se, weight: weights)
  }
}

/// Texts of options.
private enum FitOptions {
  /// Names separated by commas.
  static func names(_ text: String) -> [String] {
    text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
  }

  /// `NAME=VALUE`.
  static func assignment(_ text: String, _ option: String) throws -> (String, Double) {
    let parts = text.split(separator: "=", maxSplits: 1).map {
      $0.trimmingCharacters(in: .whitespaces)
    }
    guard parts.count == 2, let value = Double(parts[1]), value.isFinite else {
      throw ValidationError("\(option) takes NAME=VALUE, not '\(text)'")
    }
    return (parts[0], value)
  }

  /// `LO:HI`, either of which may be left out.
  static func window(_ text: String) throws -> ClosedRange<Double> {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      .map { $0.trimmingCharacters(in: .whitespaces) }
    guard parts.count == 2,
      let low = parts[0].isEmpty ? -Double.infinity : Double(parts[0]),
      let high = parts[1].isEmpty ? Double.infinity : Double(parts[1]), low <= high
    else { throw ValidationError("--window takes LO:HI with LO ≤ HI, not '\(text)'") }
    return low...high
  }
}
