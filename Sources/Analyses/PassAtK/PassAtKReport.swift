import Foundation
import Statistics
import Support

/// A further curve over the first few or all k of a report, with its bootstrap interval over problems.
public struct PassAtKBand: Codable, Sendable, Equatable {
  /// The mean over problems.
  public var values: [Double]
  /// The lower ends of the bootstrap intervals; `nil` for one problem.
  public var low: [Double?]
  /// The upper ends of the bootstrap intervals; `nil` for one problem.
  public var high: [Double?]

  /// The numbers of the k at an index; `nil` where the band does not reach it.
  subscript(index: Int) -> (value: Double?, low: Double?, high: Double?) {
    values.indices.contains(index) ? (values[index], low[index], high[index]) : (nil, nil, nil)
  }

  /// A band from its parts.
  public init(values: [Double], low: [Double?], high: [Double?]) {
    self.values = values
    self.low = low
    self.high = high
  }
}

/// pass@k of one table, as numbers: the arrays run over k.
///
/// Encoded with the keys `name`, `problems`, `k`, `pass_at_k`, `se_sampling`, `se_problems`, `ci_low` and
/// `ci_high`, and where there is something to say `cot_pass_at_k`, `maj_at_k`, `chance`,
/// `extrapolation` and `by_seed`; what is undefined is null.
public struct PassAtKReport: Encodable, Sendable, Equatable {
  /// The table's name; left out where it is `nil`.
  public var name: String?
  /// Where the counts come from.
  public var source: String
  /// The number of problems, M.
  public var problems: Int
  /// The numbers of attempts, rising.
  public var k: [Int]
  /// The mean of pass@k over problems.
  public var passAtK: [Double]
  /// The standard error from sampling alone; `nil` where some problem has n < 2k.
  public var seSampling: [Double?]
  /// The standard error with the problems as a random draw; `nil` for one problem.
  public var seProblems: [Double?]
  /// The lower ends of the bootstrap intervals; `nil` for one problem.
  public var ciLow: [Double?]
  /// The upper ends of the bootstrap intervals; `nil` for one problem.
  public var ciHigh: [Double?]
  /// The confidence level of the intervals.
  public var level: Double
  /// The fewest samples of a problem.
  public var leastSamples: Int
  /// The most samples of a problem.
  public var mostSamples: Int
  /// Samples of all problems together.
  public var samples: Int
  /// How many of them are right.
  public var right: Int
  /// What the table says about how its counts came about.
  public var note: String?
  /// What the analysis adds to that.
  public var remarks: [String] = []
  /// CoT-pass@k, where strict verdicts were given: pass@k with the strictly right samples in place of the
  /// right ones.
  public var strict: PassAtKBand?
  /// maj@k, where answers were given.
  public var majority: PassAtKBand?
  /// The mean over problems of what guessing reaches in k attempts, where that is known.
  public var chance: [Double]?
  /// pass@k beyond the samples, where it was asked for.
  public var extrapolation: Extrapolation?
  /// How seeds differ, where there are several.
  public var seeds: SeedSpread?

  /// A report from its parts.
  ///
  /// - Precondition: all arrays are as long as `k`.
  public init(
    name: String?, source: String, problems: Int, k: [Int], passAtK: [Double],
    seSampling: [Double?], seProblems: [Double?], ciLow: [Double?], ciHigh: [Double?],
    level: Double, leastSamples: Int, mostSamples: Int, samples: Int, right: Int,
    note: String? = nil
  ) {
    let lengths = [passAtK.count, seSampling.count, seProblems.count, ciLow.count, ciHigh.count]
    precondition(lengths.allSatisfy { $0 == k.count }, "\(k.count) k for \(lengths) values")
    self.name = name
    self.source = source
    self.problems = problems
    self.k = k
    self.passAtK = passAtK
    self.seSampling = seSampling
    self.seProblems = seProblems
    self.ciLow = ciLow
    self.ciHigh = ciHigh
    self.level = level
    self.leastSamples = leastSamples
    self.mostSamples = mostSamples
    self.samples = samples
    self.right = right
    self.note = note
  }

  /// The mean number of samples of a problem.
  public var meanSamples: Double { Double(samples) / Double(max(1, problems)) }

  /// The keys of JSON, in their order.
  private enum CodingKeys: String, CodingKey {
    case name, problems, k
    case passAtK = "pass_at_k"
    case seSampling = "se_sampling"
    case seProblems = "se_problems"
    case ciLow = "ci_low"
    case ciHigh = "ci_high"
    case strict = "cot_pass_at_k"
    case majority = "maj_at_k"
    case chance, extrapolation
    case seeds = "by_seed"
  }

  /// Encodes the numbers that are meant for programs: not source, level and numbers of samples.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encodeIfPresent(name, forKey: .name)
    try values.encode(problems, forKey: .problems)
    try values.encode(k, forKey: .k)
    try values.encode(passAtK, forKey: .passAtK)
    try values.encode(seSampling, forKey: .seSampling)
    try values.encode(seProblems, forKey: .seProblems)
    try values.encode(ciLow, forKey: .ciLow)
    try values.encode(ciHigh, forKey: .ciHigh)
    try values.encodeIfPresent(strict, forKey: .strict)
    try values.encodeIfPresent(majority, forKey: .majority)
    try values.encodeIfPresent(chance, forKey: .chance)
    try values.encodeIfPresent(extrapolation, forKey: .extrapolation)
    try values.encodeIfPresent(seeds, forKey: .seeds)
  }

  /// Some reports as one JSON text with the keys in their order, ending with a line feed.
  ///
  /// One report is an object without `name`; several are an array of objects, each with its `name` first.
  public static func json(_ reports: [PassAtKReport]) -> String {
    if reports.count == 1 { return reports[0].json(isNamed: false).text() + "\n" }
    return OrderedJSON.list(reports.map { $0.json(isNamed: true) }).text() + "\n"
  }

  private func json(isNamed: Bool) -> OrderedJSON {
    var members: [(String, OrderedJSON)] = []
    if isNamed { members.append(("name", .text(name ?? source))) }
    members += [
      ("problems", .integer(problems)), ("k", .integers(k)), ("pass_at_k", .numbers(passAtK)),
      ("se_sampling", .numbers(seSampling)), ("se_problems", .numbers(seProblems)),
      ("ci_low", .numbers(ciLow)), ("ci_high", .numbers(ciHigh)),
    ]
    for (key, band) in [("cot", strict), ("maj", majority)] {
      guard let band else { continue }
      members += [
        (key == "cot" ? "cot_pass_at_k" : "maj_at_k", .numbers(k.indices.map { band[$0].value })),
        ("\(key)_ci_low", .numbers(k.indices.map { band[$0].low })),
        ("\(key)_ci_high", .numbers(k.indices.map { band[$0].high })),
      ]
    }
    if let chance { members.append(("chance", .numbers(chance))) }
    if let extrapolation { members.append(("extrapolation", extrapolation.json)) }
    if let seeds { members.append(("by_seed", seeds.json)) }
    return .object(members)
  }
}
