import Experience
import Foundation
import Support
import Tasks

/// Problems of a task as a data set of questions and answers, for other programs to evaluate on.
///
/// ```
/// jsonl    NAME.jsonl   {"id": "5f…", "question": "…", "answer": "3", "difficulty": 4, "metadata": {…}}
/// lm-eval  NAME.jsonl, and NAME.yaml, which `lm_eval --tasks NAME --include_path DIR` finds
/// inspect  NAME.jsonl   {"input": "…", "target": "3", "id": "5f…", "metadata": {…}}
/// ```
///
/// A data set asks for the right answer alone: what a task says of the steps is lost.
///
/// - Source: lm-evaluation-harness 0.4.13, `docs/task_guide.md` and `tasks/gsm8k/gsm8k.yaml`; inspect_ai 0.3.285,
///   `dataset/_dataset.py` (`Sample`).
public struct DatasetExport: Sendable {
  /// The name of the data set and its files: `assay_` and the task's kind, so that it is nobody else's.
  public let name: String
  private let kind: String
  private let split: Split
  private let cap: Int
  private let problems: [Problem]

  /// A data set of some problems of a family.
  ///
  /// - Parameters:
  ///   - count: problems, of one part.
  ///   - stream: where they are drawn from, if they are drawn.
  /// - Throws: `InterchangeError.noAnswers` for tasks whose rewards are no comparison of answers, and for problems without
  ///   an answer; what drawing problems throws.
  public init(
    _ family: any TaskFamily, count: Int, difficulties: [Int], split: Split, stream: RandomStream
  ) throws {
    let kind = type(of: family).kind
    func refuse(_ reason: String) -> InterchangeError { .noAnswers(task: kind, reason: reason) }
    if let how = family.judgedOtherwise { throw refuse(how) }
    var generator = stream["any"].generator()
    let any = try family.problem(difficulty: difficulties[0], using: &generator)
    if family.environment(for: any) != nil {
      throw refuse("its problems are conversations of several turns")
    }
    problems = try family.problems(
      name: kind, count: count, difficulties: difficulties, split: split, stream: stream)
    guard !problems.isEmpty else {
      throw refuse("it has no problems of the split '\(split.rawValue)'; choose another one")
    }
    if let empty = problems.first(where: { $0.answer.isEmpty }) {
      throw refuse("'\(Excerpt.of(empty.prompt))' has no reference answer")
    }
    self.kind = kind
    name = "assay_" + kind.replacing("-", with: "_")
    self.split = split
    cap = max(512, family.responseCap(difficulties: difficulties))
  }

  /// Writes the files of a format into a folder.
  ///
  /// - Returns: how the data set is used from there, for people.
  /// - Throws: `SupportError.file`.
  public func write(_ format: EvaluationFormat, to folder: String) throws -> String {
    let folder = URL(fileURLWithPath: folder).standardizedFileURL.path
    let file = "\(folder)/\(name).jsonl"
    try AtomicFile.write(problems.map { row($0, format).line() + "\n" }.joined(), to: file)
    switch format {
    case .jsonl: return "assay eval --model MODEL --task rows --data \(file)"
    case .lmEval:
      try AtomicFile.write(yaml(file), to: "\(folder)/\(name).yaml")
      return
        "lm_eval --model hf --model_args pretrained=MODEL --tasks \(name) --include_path \(folder)"
    case .inspect:
      let scorer = isNumeric ? "match(numeric=True)" : "match()"
      return """
        from inspect_ai import Task, eval; from inspect_ai.dataset import json_dataset; from inspect_ai.scorer import match
        eval(Task(dataset=json_dataset(\(OrderedJSON.text(file).text())), scorer=\(scorer)), model="MODEL")
        """
    }
  }

  /// Whether every answer is a plain number.
  private var isNumeric: Bool {
    problems.allSatisfy { $0.answer.wholeMatch(of: #/-?[0-9]+(\.[0-9]+)?/#) != nil }
  }

  private func row(_ problem: Problem, _ format: EvaluationFormat) -> OrderedJSON {
    let id = OrderedJSON.text(String(problem.id, radix: 16))
    let question = OrderedJSON.text(problem.prompt)
    let answer = OrderedJSON.text(problem.answer)
    let difficulty = OrderedJSON.integer(problem.difficulty)
    let about: [(String, OrderedJSON)] =
      [("task", .text(kind)), ("split", .text(split.rawValue)), ("gold", .text(problem.gold))]
      + problem.metadata.sorted { $0.key < $1.key }.map { ($0.key, OrderedJSON($0.value)) }
    return switch format {
    case .jsonl:
      .object([
        ("id", id), ("question", question), ("answer", answer), ("difficulty", difficulty),
        ("metadata", .object(about)),
      ])
    // Readers of Arrow want the same columns in every row.
    case .lmEval:
      .object([
        ("id", id), ("question", question), ("answer", answer), ("difficulty", difficulty),
      ])
    case .inspect:
      .object([
        ("input", question), ("target", answer), ("id", id),
        ("metadata", .object([("difficulty", difficulty)] + about)),
      ])
    }
  }

  /// The task of lm-eval: the answer after the last `#`, as tasks of this tool ask for it, or the last one of all.
  private func yaml(_ file: String) -> String {
    func quoted(_ text: String) -> String { OrderedJSON.text(text).text() }
    let strict = isNumeric ? #"#+\s*(-?[0-9][0-9.,]*)"# : ##"#+[ \t]*([^#\n]+)"##
    let flexible = isNumeric ? #"(-?[0-9]+(?:\.[0-9]+)?)"# : ##"([^\s#]+)\s*$"##
    return """
      # Problems of the task \(kind), split \(split.rawValue). The file is named by its whole path; change it where it is moved.
      task: \(name)
      dataset_path: json
      dataset_kwargs:
        data_files:
          test: \(quoted(file))
      test_split: test
      output_type: generate_until
      doc_to_text: "{{question}}"
      doc_to_target: "{{answer}}"
      num_fewshot: 0
      generation_kwargs:
        until: ["</s>", "<|im_end|>"]
        do_sample: false
        temperature: 0.0
        max_gen_toks: \(cap)
      filter_list:
        - name: strict-match
          filter:
            - function: regex
              regex_pattern: \(quoted(strict))
              group_select: -1
            - function: take_first
        - name: flexible-extract
          filter:
            - function: regex
              regex_pattern: \(quoted(flexible))
              group_select: -1
            - function: take_first
      metric_list:
        - metric: exact_match
          aggregation: mean
          higher_is_better: true
          ignore_case: true
          ignore_punctuation: false
          regexes_to_ignore: \(isNumeric ? #"[",", "\\.$"]"# : #"["\\.$"]"#)
      metadata:
        version: 1.0

      """
  }
}
