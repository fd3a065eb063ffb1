import Foundation
import Support

/// What matters in one line of an lm-eval file.
struct LMEvalRow: Decodable, Sendable {
  let problem: JSONField?
  let filter: JSONField?
  let metrics: [String: JSONField]
  let keys: [String]
  /// Whether the line lists its metrics, so that no other key is taken for one.
  let listsMetrics: Bool
  /// The number of responses to the only request of the document; `nil` if there are several requests, or no responses in the line.
  let sampled: Int?
  /// The number of those that a filter left, likewise.
  let kept: Int?
  /// A hash of what the document says: of its own hash if the line has one, else of the document; 0 if neither is there.
  let content: UInt64
  /// A hash of the responses of the model; `nil` if they are not there.
  let answers: UInt64?

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
    let names = Self.metricNames(keys, listed: try values.field("metrics"))
    listsMetrics = names.areListed
    var found: [String: JSONField] = [:]
    for name in names.all { found[name] = try values.field(name) }
    metrics = found
    let counts = Self.mayHoldSeveral(found)
    sampled = counts ? Self.count(values, AnyKey(stringValue: "resps")) : nil
    kept = counts ? Self.count(values, AnyKey(stringValue: "filtered_resps")) : nil
    // The library's decoder does not give the bytes of a value; what it reads as text serves as well.
    content = try values.field("doc_hash")?.name.map { Self.hash($0.utf8) } ?? 0
    answers = (try? values.decode(JSONValue.self, forKey: AnyKey(stringValue: "resps")))
      .map { Self.hash("\($0)".utf8) }
  }

  /// The row of a line, read without a decoder; `nil` if the line is not one JSON object, or unusual in a
  /// way that the decoder must judge.
  init?(_ line: UnsafeBufferPointer<UInt8>) {
    var scan = JSONScan(line)
    var ranges: [(name: String, value: Range<Int>)] = []
    let isWhole = scan.members { scan, key in
      guard memchr(scan.bytes + key.lowerBound, 0x5C, key.count) == nil,
        let name = scan.string(key), let range = scan.value()
      else { return false }
      ranges.append((name, range))
      return true
    }
    guard isWhole, scan.isAtEnd() else { return nil }
    func field(_ name: String) -> JSONField? {
      guard let range = ranges.first(where: { $0.name == name })?.value else { return nil }
      var scan = JSONScan(bytes: scan.bytes, range: range)
      return scan.field() ?? .object
    }
    keys = ranges.map(\.name).sorted()
    // Which of two equal keys counts is the decoder's affair.
    guard Set(keys).count == keys.count else { return nil }
    problem = field("doc_id")
    filter = field("filter")
    let names = Self.metricNames(keys, listed: field("metrics"))
    listsMetrics = names.areListed
    var found: [String: JSONField] = [:]
    for name in names.all { found[name] = field(name) }
    metrics = found
    func bytes(_ name: String) -> UnsafeBufferPointer<UInt8>? {
      ranges.first { $0.name == name }.map {
        UnsafeBufferPointer(start: scan.bytes + $0.value.lowerBound, count: $0.value.count)
      }
    }
    content =
      field("doc_hash")?.name.map { Self.hash($0.utf8) } ?? bytes("doc").map { Self.hash($0) } ?? 0
    answers = bytes("resps").map { Self.hash($0) }
    let counts = Self.mayHoldSeveral(found)
    func count(_ name: String) -> Int? {
      guard counts else { return nil }
      return ranges.first { $0.name == name }.flatMap {
        Self.count(JSONScan(bytes: scan.bytes, range: $0.value))
      }
    }
    sampled = count("resps")
    kept = count("filtered_resps")
  }

  /// The keys that are metrics: those that the line lists, or without a list all that are not known to be something else.
  private static func metricNames(
    _ keys: [String], listed: JSONField?
  ) -> (all: [String], areListed: Bool) {
    guard case .list(let listed)? = listed else {
      return (keys.filter { !bookkeeping.contains($0) }, false)
    }
    let metrics = Set(listed.compactMap(\.name))
    return (keys.filter { metrics.contains($0) }, true)
  }

  /// Whether some metric may stand for several samples.
  private static func mayHoldSeveral(_ metrics: [String: JSONField]) -> Bool {
    metrics[shareOfSamples] != nil
      || metrics.values.contains { if case .list = $0 { true } else { false } }
  }

  /// FNV-1a, eight bytes at a time.
  private static func hash(_ bytes: some Sequence<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    var word: UInt64 = 0
    var count = 0
    for byte in bytes {
      word = word << 8 | UInt64(byte)
      count += 1
      if count % 8 == 0 { hash = (hash ^ word) &* 0x0000_0100_0000_01b3 }
    }
    hash = (hash ^ word ^ UInt64(count)) &* 0x0000_0100_0000_01b3
    return hash ^ hash >> 29
  }

  /// The number of elements of the only list in a list.
  private static func count(_ scan: JSONScan) -> Int? {
    var scan = scan
    var counts: [Int] = []
    let isList = scan.elements { scan in
      var count = 0
      guard
        scan.elements({ scan in
          count += 1
          return scan.value() != nil
        })
      else { return false }
      counts.append(count)
      return true
    }
    return isList && counts.count == 1 ? counts[0] : nil
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
    if metric == Self.shareOfSamples, let kept, kept > 0, case .number(let share, _) = value {
      let right = share * Double(kept)
      // The harness divides whole numbers, so only rounding separates the product from one.
      guard share >= 0, share <= 1, abs(right - right.rounded()) < 1e-6 * Double(kept) else {
        return nil
      }
      return (kept, Int(right.rounded()))
    }
    guard case .list(let list) = value else {
      return Self.verdict(value).map { (1, $0 ? 1 : 0) }
    }
    let verdicts = list.compactMap(Self.verdict)
    guard !verdicts.isEmpty, verdicts.count == list.count, isOneEach(verdicts.count),
      Self.elements(of: metric) == nil
    else { return nil }
    return (verdicts.count, verdicts.count { $0 })
  }

  /// Whether so many values are one for each response to the only request: those that were sampled, or those that a filter left of them.
  private func isOneEach(_ count: Int) -> Bool {
    count == sampled || count == kept && count <= sampled ?? count
  }

  /// What the elements of a list are, for metrics that are known to have something else than verdicts on samples in it.
  private static func elements(of metric: String) -> String? {
    if metric == "mcc" || metric.contains("f1") { return "the gold label and the prediction" }
    return metric.hasPrefix("inst_level_") ? "a verdict on each instruction" : nil
  }

  /// What a metric is that is no verdict on samples, in words.
  func described(_ metric: String) -> String {
    guard let value = metrics[metric] else { return "missing" }
    guard case .list(let list) = value, !list.isEmpty else { return value.described }
    if let elements = Self.elements(of: metric) {
      return "a list with \(elements), which are no verdicts on samples"
    }
    guard list.allSatisfy({ Self.verdict($0) != nil }) else { return value.described }
    return "a list of \(list.count), which is not one for each response to one request"
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
  /// Whether it is one of the metrics that lines list, or where they list none, could be one by its values.
  var isMetric = true
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
        metrics[index].bad = (line, row.described(name))
        metrics[index].isMetric = row.listsMetrics || value.mayBeScore
        metrics[index].tallies = TallyCollector()
      }
    }
    first = first ?? (line, row.keys)
  }
}

extension JSONField {
  /// Whether the value could be that of a metric.
  fileprivate var mayBeScore: Bool {
    switch self {
    case .bool, .number, .list: true
    case .null, .text, .object: false
    }
  }
}
