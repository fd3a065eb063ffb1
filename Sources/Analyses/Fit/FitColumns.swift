import Interchange

/// Which columns of a table are what.
public struct FitColumns: Codable, Sendable, Equatable {
  /// The independent variables: one, or parameters and tokens.
  public var x: [String]
  /// The response.
  public var y: String
  /// Columns whose texts tell groups apart; each group is fitted by itself.
  public var group: [String]
  /// The column that tells replicates (seeds) of a group apart; they are fitted together, and the
  /// bootstrap draws whole replicates.
  public var replicate: String?
  /// The standard error of each response; weights are 1/SE².
  public var standardError: String?
  /// The weight of each response.
  public var weight: String?

  /// Columns by name.
  public init(
    x: [String], y: String, group: [String] = [], replicate: String? = nil,
    standardError: String? = nil, weight: String? = nil
  ) {
    self.x = x
    self.y = y
    self.group = group
    self.replicate = replicate
    self.standardError = standardError
    self.weight = weight
  }
}

/// What the horizontal column holds, for the laws of over-optimization.
public enum FitVariable: String, Codable, Sendable, Equatable, CaseIterable {
  /// The variable of the law.
  case value
  /// A divergence KL in nats; the law takes its root.
  case kl
  /// A number of samples n of best-of-n; the law takes `√(ln n − (n − 1)/n)`.
  case samples
}

/// The points of one group, before a law has looked at them.
struct FitGroup {
  /// What the group is called: its texts, the file if there are several, and the run if it was split.
  var name: String
  var path: String
  var x: [[Double]]
  var y: [Double]
  var weights: [Double]?
  var replicates: [Int]?
  /// The line of each point.
  var lines: [Int]
  var notes: [String] = []

  func subset(_ indices: [Int]) -> FitGroup {
    var copy = self
    copy.x = indices.map { x[$0] }
    copy.y = indices.map { y[$0] }
    copy.weights = weights.map { weights in indices.map { weights[$0] } }
    copy.replicates = replicates.map { replicates in indices.map { replicates[$0] } }
    copy.lines = indices.map { lines[$0] }
    return copy
  }
}
