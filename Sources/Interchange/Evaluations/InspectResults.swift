import Evaluation
import Foundation
import Support

/// An evaluation as a log of inspect, version 2: one sample a problem and epoch, an epoch a sample of ours.
///
/// ```
/// {"version": 2, "status": "success", "eval": {…}, "plan": {…}, "results": {…}, "stats": {…}, "samples": [
///   {"id": "3", "epoch": 1, "scores": {"verdict": {"value": "C", "answer": "42"}}, …}, …]}
/// ```
///
/// Right is what the task's checker says: `C` or `I` of the scorer `verdict`. The seed of an epoch is in its metadata. Names
/// that inspect gives at random (of the evaluation, of samples) are hashes of the contents.
///
/// - Source: github.com/UKGovernmentBEIS/inspect_ai 0.3.285, `src/inspect_ai/log/_log.py`; the order of the keys matters to its
///   reader of headers.
/// - Deviation: there are no events; the viewer shows messages and scores.
struct InspectResults {
  let record: EvaluationRecord

  init(_ record: EvaluationRecord) { self.record = record }

  private static let scorer = "verdict"

  /// The log.
  var text: String {
    OrderedJSON.object([
      ("version", .integer(2)), ("status", .text("success")), ("eval", specification),
      ("plan", plan), ("results", results), ("stats", stats), ("samples", .list(samples)),
    ]).text() + "\n"
  }

  /// How inspect would name the file: when, what, and the name of the task's run.
  var fileName: String {
    let task = record.task.replacing("_", with: "-")
    return "\(created.replacing(":", with: "-"))_\(task)_\(name("task")).json"
  }

  private var created: String {
    record.origin.created.formatted(.iso8601).replacing("Z", with: "+00:00")
  }

  /// A name of 22 letters and digits that follows from what it is a name of, as inspect's are drawn.
  private func name(_ parts: String...) -> String {
    let seeds = record.seeds.map { "\($0)" }
    let all = [record.model, record.task, created] + seeds + parts
    return String(SHA256.hex(all.joined(separator: "\u{1f}")).prefix(22))
  }

  private var generation: OrderedJSON {
    .object([
      ("max_tokens", .integer(record.cap)), ("temperature", .number(record.decoding.temperature)),
      ("top_p", .number(record.decoding.topP)), ("top_k", .integer(record.decoding.topK)),
      ("stop_seqs", .list(record.stopStrings.map { .text($0) })),
    ])
  }

  private var specification: OrderedJSON {
    .object([
      ("eval_id", .text(name("eval"))), ("run_id", .text(name("run"))),
      ("created", .text(created)), ("task", .text(record.task)),
      ("task_id", .text(name("task"))), ("task_version", .text(record.origin.version)),
      ("solver", .text("generate")),
      (
        "dataset",
        .object([
          ("name", .text(record.task)), ("samples", .integer(record.items.count)),
          ("sample_ids", .list(record.items.map { .text($0.id) })), ("shuffled", .flag(false)),
        ])
      ), ("model", .text("assay/\(record.model)")), ("model_generate_config", generation),
      (
        "config",
        .object([
          ("epochs", .integer(record.samplesInAll)), ("epochs_reducer", .list([.text("mean")])),
        ])
      ), ("packages", .object([("assay", .text(record.origin.version))])),
      (
        "metadata",
        .object(
          [
            ("seeds", .list(record.seeds.map { .unsigned($0) })),
            ("right", .text(record.isLoose ? "loose" : "strict")),
            ("commit", .text(record.origin.commit)),
          ] + record.serverMembers)
      ), ("scorers", .list([.object([("name", .text(Self.scorer))])])),
    ])
  }

  private var plan: OrderedJSON {
    .object([
      ("name", .text("plan")),
      ("steps", .list([.object([("solver", .text("generate")), ("params", .object([]))])])),
      ("config", generation),
    ])
  }

  private var results: OrderedJSON {
    let count = record.items.count * record.samplesInAll
    let right = record.rows.count { $0.correct }
    let accuracy = Double(right) / Double(max(1, count))
    return .object([
      ("total_samples", .integer(count)), ("completed_samples", .integer(count)),
      (
        "scores",
        .list([
          .object([
            ("name", .text(Self.scorer)), ("scorer", .text(Self.scorer)),
            ("reducer", .text("mean")), ("scored_samples", .integer(record.items.count)),
            ("unscored_samples", .integer(0)), ("params", .object([])),
            (
              "metrics",
              .object([
                (
                  "accuracy",
                  .object([
                    ("name", .text("accuracy")), ("value", .number(accuracy)),
                    ("params", .object([])),
                  ])
                )
              ])
            ),
          ])
        ])
      ),
    ])
  }

  private var stats: OrderedJSON {
    .object([
      ("started_at", .text(created)), ("completed_at", .text(created)),
      ("model_usage", .object([])),
    ])
  }

  private var samples: [OrderedJSON] {
    record.items.flatMap { item in
      item.samples.map { sample in
        let isCut = sample.verdict.reason.hasPrefix("cut off")
        let end = sample.verdict.parsed ? "stop" : isCut ? "max_tokens" : "unknown"
        func message(_ role: String, _ text: String, _ source: String) -> OrderedJSON {
          .object([
            ("id", .text(name(role, item.id, "\(sample.sample)"))), ("content", .text(text)),
            ("source", .text(source)), ("role", .text(role)),
          ])
        }
        let answer = message("assistant", sample.response, "generate")
        return .object([
          ("id", .text(item.id)), ("epoch", .integer(sample.sample + 1)),
          ("input", .text(item.question)), ("target", .text(item.problem.answer)),
          ("messages", .list([message("user", sample.prompt, "input"), answer])),
          (
            "output",
            .object([
              ("model", .text("assay/\(record.model)")),
              (
                "choices",
                .list([
                  .object([
                    ("message", answer), ("stop_reason", .text(end)),
                  ])
                ])
              ), ("completion", .text(sample.response)),
            ])
          ),
          (
            "scores",
            .object([
              (
                Self.scorer,
                .object([
                  ("value", .text(sample.correct ? "C" : "I")),
                  ("answer", sample.verdict.answer.map { .text($0) } ?? .null),
                  ("explanation", .text(sample.verdict.reason)),
                ])
              )
            ])
          ),
          (
            "metadata",
            .object([
              ("difficulty", .integer(item.problem.difficulty)), ("seed", .unsigned(sample.seed)),
            ])
          ), ("store", .object([])), ("events", .list([])), ("model_usage", .object([])),
          ("uuid", .text(name("sample", item.id, "\(sample.sample)"))),
        ])
      }
    }
  }
}
