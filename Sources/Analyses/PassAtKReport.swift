import Foundation

/// pass@k of one table, as numbers: the arrays run over k.
///
/// Encoded with the keys `name`, `problems`, `k`, `pass_at_k`, `se_sampling`, `se_problems`, `ci_low` and
/// `ci_high`; what is undefined is null.
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
  }

  /// Some reports as one JSON text with the keys in their order, ending with a line feed.
  ///
  /// One report is an object without `name`; several are an array of objects, each with its `name` first.
  public static func json(_ reports: [PassAtKReport]) -> String {
    if reports.count == 1 { return reports[0].json(isNamed: false, indent: "") + "\n" }
    let objects = reports.map { "  " + $0.json(isNamed: true, indent: "  ") }
    return objects.isEmpty ? "[]\n" : "[\n" + objects.joined(separator: ",\n") + "\n]\n"
  }

  private func json(isNamed: Bool, indent: String) -> String {
    var pairs: [(CodingKeys, String)] = []
    if isNamed { pairs.append((.name, Self.quoted(name ?? source))) }
    pairs += [
      (.problems, "\(problems)"), (.k, "[" + k.map { "\($0)" }.joined(separator: ", ") + "]"),
      (.passAtK, Self.array(passAtK)), (.seSampling, Self.array(seSampling)),
      (.seProblems, Self.array(seProblems)), (.ciLow, Self.array(ciLow)),
      (.ciHigh, Self.array(ciHigh)),
    ]
    let lines = pairs.map { "\(indent)  \"\($0.0.rawValue)\": \($0.1)" }
    return "{\n" + lines.joined(separator: ",\n") + "\n\(indent)}"
  }

  private static func array(_ values: [Double?]) -> String {
    "[" + values.map { $0.map { "\($0)" } ?? "null" }.joined(separator: ", ") + "]"
  }

  private static func quoted(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case _ where scalar.value < 0x20: out += String(format: "\\u%04x", scalar.value)
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }
}
