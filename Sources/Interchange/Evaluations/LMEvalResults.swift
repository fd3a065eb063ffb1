import Evaluation
import Foundation
import Support

/// An evaluation as lm-evaluation-harness writes it with `--log_samples`: a summary, and one line a problem.
///
/// ```
/// results_2026-01-31T12-00-00.000000.json         {"results": {"gsm8k": {"exact_match,none": 0.5, …}}, …}
/// samples_gsm8k_2026-01-31T12-00-00.000000.jsonl  {"doc_id": 0, "doc": {…}, "resps": [["…"]], "exact_match": 1.0, …}
/// ```
///
/// With one sample a problem the metric is `exact_match`, 0 or 1. With n it is `pass@1`, the share of the n responses that
/// are right, as of the harness's code tasks; `exact_match` is then a list, one verdict a response, and no metric. Right
/// is what the task's checker says of the whole response, so the filter is `none`. Further keys are `id`, `extracted`, the
/// answers that were found, and `seeds`.
///
/// - Source: github.com/EleutherAI/lm-evaluation-harness 0.4.13, `loggers/evaluation_tracker.py`, `result_schema.py`,
///   `evaluator.py` (the three hashes).
/// - Deviation: the folder is the one that is named, without a folder for the model in it; the time is UTC.
struct LMEvalResults {
  let record: EvaluationRecord

  init(_ record: EvaluationRecord) { self.record = record }

  /// Writes both files into a folder.
  func write(to folder: String) throws {
    let stamp = Self.stamp(record.origin.created)
    let lines = lines
    try AtomicFile.write(
      lines.map { $0.text + "\n" }.joined(),
      to: "\(folder)/samples_\(record.task)_\(stamp).jsonl")
    try AtomicFile.write(
      summary(hash: SHA256.hex(lines.map(\.hashes).joined())).text(),
      to: "\(folder)/results_\(stamp).json")
  }

  /// A time in names of files, as Python's `isoformat()` with every colon replaced.
  static func stamp(_ date: Date) -> String {
    date.formatted(.iso8601).replacing(":", with: "-").replacing("Z", with: ".000000")
  }

  private var metric: String { record.samplesInAll == 1 ? "exact_match" : "pass@1" }

  private var generation: OrderedJSON {
    .object([
      ("until", .list(record.stopStrings.map { .text($0) })),
      ("do_sample", .flag(!record.decoding.isGreedy)),
      ("temperature", .number(record.decoding.temperature)),
      ("max_gen_toks", .integer(record.cap)),
    ])
  }

  // MARK: - Samples

  private var lines: [(text: String, hashes: String)] {
    record.items.enumerated().map { index, item in
      let doc = OrderedJSON.object([
        ("id", .text(item.id)), ("question", .text(item.question)),
        ("answer", .text(item.problem.answer)), ("difficulty", .integer(item.problem.difficulty)),
      ])
      let hashes = [doc.text(), item.problem.prompt, item.problem.answer].map { SHA256.hex($0) }
      let responses = OrderedJSON.list(item.samples.map { .text($0.response) })
      let right = item.samples.map { OrderedJSON.number($0.correct ? 1 : 0) }
      let isOne = item.samples.count == 1
      let share = Double(item.samples.count { $0.correct }) / Double(max(1, item.samples.count))
      var members: [(String, OrderedJSON)] = [
        ("doc_id", .integer(index)), ("doc", doc), ("target", .text(item.problem.answer)),
        (
          "arguments",
          .object([
            (
              "gen_args_0",
              .object([("arg_0", .text(item.problem.prompt)), ("arg_1", generation)])
            )
          ])
        ),
        ("resps", .list([responses])), ("filtered_resps", isOne ? responses : .list([responses])),
        ("filter", .text("none")), ("metrics", .list([.text(metric)])),
        ("doc_hash", .text(hashes[0])), ("prompt_hash", .text(hashes[1])),
        ("target_hash", .text(hashes[2])),
      ]
      if !isOne { members.append(("pass@1", .number(share))) }
      members += [
        ("exact_match", isOne ? right[0] : .list(right)), ("id", .text(item.id)),
        (
          "extracted",
          .list(item.samples.map { $0.verdict.answer.map { .text($0) } ?? .null })
        ),
        ("seeds", .list(item.samples.map { .unsigned($0.seed) })),
      ]
      return (OrderedJSON.object(members).line(), hashes.joined())
    }
  }

  // MARK: - Summary

  /// The mean of the metric over problems, and its standard error: s/√M, as the harness's `mean_stderr`.
  private var estimate: (mean: Double, error: OrderedJSON) {
    let shares = record.items.map { item in
      Double(item.samples.count { $0.correct }) / Double(max(1, item.samples.count))
    }
    let count = Double(shares.count)
    let mean = shares.reduce(0, +) / max(1, count)
    guard shares.count > 1 else { return (mean, .text("N/A")) }
    let variance = shares.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
    return (mean, .number((variance / count).squareRoot()))
  }

  private func summary(hash: String) -> OrderedJSON {
    let task = record.task
    let count = record.items.count
    let (mean, error) = estimate
    func ofTask(_ value: OrderedJSON) -> OrderedJSON { .object([(task, value)]) }
    let origin = record.origin
    return .object([
      (
        "results",
        ofTask(
          .object([
            ("name", .text(task)), ("alias", .text(task)), ("sample_len", .integer(count)),
            ("\(metric),none", .number(mean)), ("\(metric)_stderr,none", error),
          ]))
      ),
      ("group_subtasks", ofTask(.list([]))), ("configs", ofTask(taskConfiguration)),
      ("versions", ofTask(.text(origin.version))), ("n-shot", ofTask(.integer(record.shots))),
      ("higher_is_better", ofTask(.object([(metric, .flag(true))]))),
      (
        "n-samples",
        ofTask(.object([("original", .integer(count)), ("effective", .integer(count))]))
      ), ("config", configuration), ("git_hash", .text(origin.commit)),
      ("date", .number(origin.created.timeIntervalSince1970)),
      ("task_hashes", ofTask(.text(hash))), ("model_source", .text("assay")),
      ("model_name", .text(record.model)),
      (
        "model_name_sanitized",
        .text(record.model.replacing(#/["<>:\/|\\?*\[\]]+/#, with: "__"))
      ), ("system_instruction", .null), ("system_instruction_sha", .null),
      ("fewshot_as_multiturn", .null), ("chat_template", .null), ("chat_template_sha", .null),
    ])
  }

  private var taskConfiguration: OrderedJSON {
    .object([
      ("task", .text(record.task)), ("output_type", .text("generate_until")),
      ("doc_to_text", .text("{{question}}")), ("doc_to_target", .text("{{answer}}")),
      ("description", .text("")), ("target_delimiter", .text(" ")),
      ("fewshot_delimiter", .text("\n\n")), ("num_fewshot", .integer(record.shots)),
      (
        "metric_list",
        .list([
          .object([
            ("metric", .text(metric)), ("aggregation", .text("mean")),
            ("higher_is_better", .flag(true)),
          ])
        ])
      ), ("generation_kwargs", generation), ("repeats", .integer(record.samplesInAll)),
      ("should_decontaminate", .flag(false)),
      (
        "metadata",
        .object([
          ("judged_by", .text("assay \(record.origin.version)")),
          ("right", .text(record.isLoose ? "loose" : "strict")),
        ])
      ),
    ])
  }

  private var configuration: OrderedJSON {
    let seed = OrderedJSON.unsigned(record.seeds[0])
    return .object(
      [
        ("model", .text("assay")), ("model_args", .object([("pretrained", .text(record.model))])),
        ("batch_size", .text("auto")), ("batch_sizes", .list([])), ("device", .text("cpu")),
        ("use_cache", .null), ("limit", .null), ("bootstrap_iters", .integer(0)),
        ("gen_kwargs", generation), ("random_seed", seed), ("numpy_seed", seed),
        ("torch_seed", seed), ("fewshot_seed", seed),
        ("seeds", .list(record.seeds.map { .unsigned($0) })),
      ] + record.serverMembers)
  }
}
