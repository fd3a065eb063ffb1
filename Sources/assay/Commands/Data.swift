import ArgumentParser
import Interchange
import Support
import Tasks

extension EvaluationFormat: ExpressibleByArgument {}

struct DataCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data", abstract: "Problems of a task as a data set for other programs: export.",
    subcommands: [DataExport.self])
}

struct DataExport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Problems as questions and answers, for lm-eval or inspect.",
    discussion: """
      The same problems as those of `assay task generate` with the same seed, split and difficulties:
        jsonl    NAME.jsonl: id, question, answer, difficulty, metadata
        lm-eval  NAME.jsonl, and NAME.yaml, which --include_path finds: exact match of the answer
        inspect  NAME.jsonl with the fields of a Sample; a Python program that evaluates on it is printed
      A data set asks for the right answer alone, not for right steps. Tasks that are not judged by an answer,
      such as conversations and programs, are refused.

      Examples:
        assay data export --task addition --difficulties 2,3 --format lm-eval --out sets
        assay data export --task english --set task.modulus=11 --difficulties 3 --format inspect --out sets
      """)

  @Option(help: "The family's kind, for example english.") var task: String
  @Option(name: .customLong("set"), help: "A setting, key=value.") var overrides: [String] = []
  @Option(help: "train, validation or test.") var split = Split.test
  @Option(help: "Difficulties, separated by commas. (default: 3,4, or the task's lowest)")
  var difficulties: String?
  @Option(help: "Problems. (default: 100, or all of a file)") var problems: Int?
  @Option(help: "The root of all randomness.") var seed: UInt64 = 7
  @Option(help: "jsonl, lm-eval or inspect.") var format = EvaluationFormat.jsonl
  @Option(help: "The folder for the files.") var out: String

  func validate() throws { try Bounds.check("--problems", problems, Bounds.held) }

  func run() throws {
    let family = try TaskSelection(kind: task, overrides: overrides).family()
    family.warnings.forEach(Output.warn)
    let export = try DatasetExport(
      family, count: problems ?? (family.hasDifficulties ? 100 : .max),
      difficulties: TaskSelection.difficulties(difficulties, of: family), split: split,
      stream: TaskSelection.stream(seed: seed, split: split))
    print(try export.write(format, to: out))
  }
}
