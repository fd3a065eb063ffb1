import Foundation

/// What matters in one line of an lm-eval file.
struct LMEvalRow: Decodable {
  let problem: JSONField?
  let filter: JSONField?
  let metrics: [String: JSONField]
  let keys: [String]
  /// The number of responses behind the metrics; `nil` if they are not one list of responses.
  let responses: Int?

  /// Keys that every line has besides its metrics.
  private static let bookkeeping: Set = [
    "doc_id", "doc", "target", "arguments", "resps", "filtered_resps", "filter", "metrics",
    "doc_hash", "prompt_hash", "target_hash",
  ]

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: AnyKey.self)
    keys = values.allKeys.map(\.stringValue).sorted()
    problem = try values.field("doc_id")
    filter = try values.field("filter")
    var names = keys.filter { !Self.bookkeeping.contains($0) }
    if case .list(let listed)? = try values.field("metrics") {
      let metrics = Set(listed.compactMap(\.name))
      names = keys.filter { metrics.contains($0) }
    }
    var found: [String: JSONField] = [:]
    for name in names { found[name] = try values.field(name) }
    metrics = found
    responses =
      found[Self.shareOfSamples] == nil
      ? nil : Self.count(values, AnyKey(stringValue: "filtered_resps"))
  }

  private static let shareOfSamples = "pass@1"

  private static func count(
    _ values: KeyedDecodingContainer<AnyKey>, _ key: AnyKey
  ) -> Int? {
    // Another shape is not an error: it says nothing about the number of samples.
    guard let lists = try? values.decode([[Anything]].self, forKey: key), lists.count == 1 else {
      return nil
    }
    return lists[0].count
  }

  private struct Anything: Decodable {
    init(from decoder: any Decoder) throws {}
  }

  /// The samples that a metric of this line stands for; `nil` if it is no verdict on samples.
  func samples(_ metric: String) -> (n: Int, c: Int)? {
    guard let value = metrics[metric] else { return nil }
    if metric.hasPrefix("pass@"), metric != Self.shareOfSamples { return nil }
    if metric == Self.shareOfSamples, let responses, responses > 0,
      case .number(let share, _) = value
    {
      let right = share * Double(responses)
      // The harness divides whole numbers, so only rounding separates the product from one.
      guard share >= 0, share <= 1, abs(right - right.rounded()) < 1e-6 * Double(responses) else {
        return nil
      }
      return (responses, Int(right.rounded()))
    }
    let values: [JSONField] = if case .list(let list) = value { list } else { [value] }
    let verdicts = values.compactMap(Self.verdict)
    guard !verdicts.isEmpty, verdicts.count == values.count else { return nil }
    return (verdicts.count, verdicts.count { $0 })
  }

  private static func verdict(_ value: JSONField) -> Bool? {
    switch value {
    case .text("True"): true
    case .text("False"): false
    default: value.verdict
    }
  }
}

/// The tallies of one metric under one filter.
struct MetricTallies {
  let name: String
  var tallies = TallyCollector()
  /// The first line on which the metric is no verdict, and what it is there.
  var bad: (line: Int, found: String)?
  /// The first line without the metric, and the keys that it has.
  var missing: (line: Int, keys: [String])?
}

/// The tallies of all metrics under one filter.
struct FilterTallies {
  let name: String
  private(set) var metrics: [MetricTallies] = []
  private var first: (line: Int, keys: [String])?

  init(name: String) { self.name = name }

  mutating func add(_ row: LMEvalRow, problem: String, line: Int) {
    for index in metrics.indices where row.metrics[metrics[index].name] == nil {
      metrics[index].missing = metrics[index].missing ?? (line, row.keys)
    }
    for (name, value) in row.metrics.sorted(by: { $0.key < $1.key }) {
      let index = metrics.firstIndex { $0.name == name } ?? metrics.count
      if index == metrics.count { metrics.append(MetricTallies(name: name, missing: first)) }
      guard metrics[index].bad == nil else { continue }
      if let (n, c) = row.samples(name) {
        metrics[index].tallies.add(problem, n: n, c: c, line: line)
      } else {
        metrics[index].bad = (line, value.described)
        metrics[index].tallies = TallyCollector()
      }
    }
    first = first ?? (line, row.keys)
  }
}
