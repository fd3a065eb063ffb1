import Foundation
import Support

/// Tallies from the `traces.jsonl` of verifiers: one JSON object an episode, with its traces, or one a trace.
///
/// ```
/// {"id": "e0", "env": {"id": "gsm8k"}, "errors": [], "traces": [
///   {"task": {"type": "T", "data": {"idx": 0}, "key": "k0"}, "rewards": {"correct": {"score": 1.0, "weight": 1.0}},
///    "errors": []}]}
/// ```
///
/// Problems of several environments, or of tasks of several types, are told apart by these. A trace's reward is the
/// sum of its rewards by their weights; a metric is one of them by name. A trace with errors
/// and no rewards is wrong.
enum VerifiersTraces {
  private struct Episode: Decodable {
    struct Environment: Decodable {
      var id: JSONValue?
    }
    var env: Environment?
    var errors: [JSONValue]?
    var traces: [Trace]?
  }

  private struct Trace: Decodable {
    struct Task: Decodable {
      var type: JSONValue?
      var key: JSONValue?
      var data: [String: JSONValue]?
    }
    struct Reward: Decodable {
      var score: Double?
      var weight: Double?
    }
    var task: Task
    var rewards: [String: Reward]?
    var errors: [JSONValue]?
  }

  /// Whether lines with these keys are episodes or traces.
  static func isLikely(_ keys: [String]) -> Bool {
    keys.contains("traces") && keys.contains("env")
      || keys.contains("task") && keys.contains("rewards")
  }

  static func tables(_ path: String, options: SampleOptions) throws -> [CountTable] {
    try options.refuseColumns("traces of verifiers", path: path)
    let threshold = options.threshold ?? Verifiers.threshold
    var tallies = SampleTallies()
    let decoder = JSONLineDecoder(path: path)
    try JSONLines.forEachLine(of: path) { line, number in
      guard !line.allSatisfy({ $0 <= 32 }) else { return }
      var traces: [Trace] = []
      var (scope, hasFailed) = ("", false)
      if let episode = try? decoder.decode(Episode.self, line, number), let found = episode.traces {
        traces = found
        scope = name(episode.env?.id) ?? ""
        hasFailed = !(episode.errors ?? []).isEmpty
        if found.isEmpty {
          tallies.add(
            .malformed(
              path: path, line: number,
              reason: "the episode \(hasFailed ? "failed and " : "")has no trace, so that nobody "
                + "knows at which problem; remove the line to leave it out"))
        }
      } else if let trace = try decoder.decode(Trace.self, line, number) {
        traces = [trace]
      }
      for trace in traces {
        let data = trace.task.data
        guard let problem = name(trace.task.key ?? data?["idx"] ?? data?["id"]) else {
          tallies.add(
            .malformed(
              path: path, line: number,
              reason: "a trace's task has no 'key', and its data no 'idx' or 'id'"))
          continue
        }
        let failed = hasFailed || !(trace.errors ?? []).isEmpty
        let rewards = trace.rewards ?? [:]
        var reward: Double?
        if let metric = options.metric {
          reward = rewards[metric]?.score
          if reward == nil, !failed {
            throw InterchangeError.unknownChoice(
              path: path, option: "metric", name: metric,
              suggestion: DidYouMean.suggestion(for: metric, among: rewards.keys.sorted()),
              found: rewards.keys.sorted())
          }
        } else if !rewards.isEmpty {
          let parts = rewards.sorted { $0.key < $1.key }.map { entry in
            entry.value.score.map { $0 * (entry.value.weight ?? 1) }
          }
          reward = parts.contains { $0 == nil } ? nil : parts.reduce(0) { $0 + ($1 ?? 0) }
        }
        guard reward != nil || failed else {
          tallies.add(
            .malformed(path: path, line: number, reason: "a trace has neither rewards nor errors"))
          continue
        }
        guard reward?.isNaN != true else {
          tallies.add(
            .badValue(
              path: path, line: number, key: options.metric ?? "rewards", found: "nan",
              expected: "a number"))
          continue
        }
        let scopes = [scope, name(trace.task.type) ?? ""].filter { !$0.isEmpty }
        var sample = Sample(
          problem: ScopedName.joined(scopes.joined(separator: "/"), problem),
          right: reward.map { $0 >= threshold } ?? false)
        sample.failed = failed
        tallies.add(sample, line: number, path: path)
      }
    }
    let what = options.metric.map { "'\(Excerpt.of($0))'" } ?? "the weighted sum of the rewards"
    return ScopedName.shortened(
      try tallies.tables(path: path, note: "Right means that \(what) is at least \(threshold)."))
  }

  private static func name(_ value: JSONValue?) -> String? {
    switch value {
    case .text(let text)?: text
    case .integer(let number)?: String(number)
    default: nil
    }
  }
}
