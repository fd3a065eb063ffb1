import Support

/// Tallies from the `results.jsonl` of verifiers: one JSON object a rollout, with `example_id` and
/// `reward`.
///
/// ```
/// {"example_id": 0, "prompt": […], "completion": […], "answer": "4", "reward": 1.0, "correct": 1.0, …}
/// ```
///
/// A rollout is right if its reward is at least 0.5, as in the pass@k that verifiers prints; a metric,
/// which stands beside the reward under its own name, takes the reward's place if it is chosen. `answer`
/// is the reference answer and not that of the rollout. `example_id` counts within a `task`: problems of
/// several are told apart. Rollouts with an `error` are said in the table's note.
///
/// - Source: github.com/PrimeIntellect-ai/verifiers, `verifiers/utils/save_utils.py` (commit 00d8320) and
///   `metric_utils.py` (commit 092427f, the threshold).
/// - Deviation: none.
public enum Verifiers {
  /// From which reward on a rollout is right.
  public static let threshold = 0.5

  /// Reads a file.
  ///
  /// - Throws: `InterchangeError` for the lines that cannot be used; `SupportError.file` if the file
  ///   cannot be read.
  public static func read(_ path: String) throws -> CountTable {
    try tables(path, options: SampleOptions())[0]
  }

  static func tables(_ path: String, options: SampleOptions) throws -> [CountTable] {
    if let (line, number) = try SampleFormat.firstLine(path),
      let row = try JSONLineDecoder(path: path).decode([String: JSONValue].self, line, number),
      VerifiersTraces.isLikely(Array(row.keys)), row["example_id"] == nil
    {
      return try VerifiersTraces.tables(path, options: options)
    }
    let threshold = options.threshold ?? threshold
    let key = options.correct ?? options.metric ?? "reward"
    let rule = SampleRule(
      problem: options.problem ?? "example_id", correct: [key], verdict: .atLeast(threshold),
      strict: options.strict, answer: options.answer, group: options.by, id: options.sample,
      failure: "error", scope: options.by == "task" ? nil : "task")
    return ScopedName.shortened(
      try SampleLines.read(path, rule: rule).tables(
        path: path, options: options,
        note: "Right means that '\(Excerpt.of(key))' is at least \(threshold)."))
  }
}
