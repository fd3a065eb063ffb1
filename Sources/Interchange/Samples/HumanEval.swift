import Support

/// Tallies from HumanEval result lines: one JSON object a sample, with `task_id` and `passed`.
///
/// ```
/// {"task_id": "HumanEval/0", "completion": "…", "result": "passed", "passed": true}
/// ```
///
/// Where lines have a `completion_id`, as those of bigcode-evaluation-harness, a problem has each once; a repetition is an error, as the
/// sample would count twice. Other keys are ignored, and so is the order of lines. `passed` is true or false, or 1 or 0.
///
/// - Source: github.com/openai/human-eval, `human_eval/evaluation.py` (commit 9d3aa8b), the file that
///   `evaluate_functional_correctness` writes.
public enum HumanEval {
  /// Reads a file.
  ///
  /// - Throws: `InterchangeError` for the lines that cannot be used; `SupportError.file` if the file
  ///   cannot be read.
  public static func read(_ path: String) throws -> CountTable {
    try tables(path, options: SampleOptions())[0]
  }

  static func tables(_ path: String, options: SampleOptions) throws -> [CountTable] {
    let rule = SampleRule(
      problem: "task_id", correct: ["passed"], verdict: .flag, knownID: "completion_id",
      options: options)
    return try SampleLines.read(path, rule: rule).tables(path: path, options: options)
  }
}
