import ArgumentParser
import Config
import Experience
import Foundation
import Support
import Tasks
import Training

/// A task family chosen on the command line.
struct TaskSelection {
  var kind: String
  var overrides: [String]

  /// The family with its settings.
  func family() throws -> any TaskFamily {
    struct Settings: Codable { var task: Slot<TaskCatalogue> }
    let defaults = Settings(task: try Slot<TaskCatalogue>(kind: kind))
    return try ConfigLoader.load(defaults, overrides: overrides.map { "task." + $0 }).task.value
  }

  /// Where the problems of `task generate` and `data export` are drawn from.
  static func stream(seed: UInt64, split: Split) -> RandomStream {
    RandomStream(seed: seed)["task", split.rawValue]
  }

  /// Difficulties from a list such as `3,4`, by default these two, or the task's lowest.
  static func difficulties(_ text: String?, of family: any TaskFamily) throws -> [Int] {
    let range = family.difficulties
    let standard = range.contains(3) && range.contains(4) ? "3,4" : "\(range.lowerBound)"
    return try (text ?? standard).split(separator: ",").map { part in
      guard let value = Int(part.trimmingCharacters(in: .whitespaces)), range.contains(value) else {
        throw ValidationError(
          "difficulty '\(part)' is not a whole number from \(range.lowerBound) to "
            + "\(range.upperBound)")
      }
      return value
    }
  }
}

struct TaskCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "task", abstract: "Problem families: list, show, stats, generate.",
    subcommands: [TaskList.self, TaskShow.self, TaskStats.self, TaskGenerate.self])
}

struct TaskList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "The families of problems.")

  func run() throws {
    for entry in TaskCatalogue.entries { print("\(entry.kind)\n  \(entry.type.summary)") }
  }
}

struct TaskShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "A family's settings and an example of each difficulty.")

  @Argument(help: "The family's kind, for example chain.", completion: .tasks) var task: String
  @Option(name: .customLong("set"), help: "A setting, key=value.") var overrides: [String] = []
  @Option(name: .customLong("n"), help: "Examples of each difficulty.") var count = 1

  func validate() throws { try Bounds.check("--n", count, 1...1000) }

  func run() throws {
    let family = try TaskSelection(kind: task, overrides: overrides).family()
    print(type(of: family).summary)
    print("Source: \(type(of: family).source)")
    print("Out of distribution by: \(type(of: family).axes.joined(separator: ", "))\n\nSettings")
    print(try ConfigLoader.yaml(Slot<TaskCatalogue>(family)))
    print("Examples")
    for difficulty in family.difficulties.prefix(5) {
      var generator = RandomStream(seed: 7)["task", difficulty].generator()
      print("  difficulty \(difficulty)")
      for _ in 0..<count {
        let problem = try family.problem(difficulty: difficulty, using: &generator)
        print("    prompt  \(problem.prompt.replacing("\n", with: "\n            "))")
        let dialogue = try family.dialogue(problem)
        print("    gold    \(dialogue.response)")
        for exchange in dialogue.further.prefix(8) {
          print("      heard \(exchange.reply.content)\n      said  \(exchange.response)")
        }
        if dialogue.further.count > 8 { print("      …") }
        print(
          "    chance  loose \(Self.rounded(problem.chanceLoose)), "
            + "strict \(Self.rounded(problem.chanceStrict))")
      }
    }
  }

  /// Two significant digits.
  private static func rounded(_ chance: Double) -> String { String(format: "%.1e", chance) }
}

struct TaskStats: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stats",
    abstract: "A family's problems in numbers: answers, lengths, chance, by difficulty.",
    discussion: """
      distinct   different problems among those drawn; fewer where the space is small
      commonest  the share of the commonest answer, which a constant guess gets
      chance@K   mean pass@K of somebody who knows the form and guesses every computed value:
                 curves of pass@k mean nothing where it is above a per cent
      """)

  @Argument(help: "The family's kind, for example chain.", completion: .tasks) var task: String
  @Option(name: .customLong("set"), help: "A setting, key=value.") var overrides: [String] = []
  @Option(help: "Problems of each difficulty.") var count = 2000
  @Option(help: "The k of chance@k.") var k = 128
  @Option(help: "The root of all randomness.") var seed: UInt64 = 7

  func validate() throws {
    try Bounds.check("--count", count, 1...1_000_000)
    try Bounds.check("--k", k, 1...1 << 30)
  }

  func run() throws {
    let family = try TaskSelection(kind: task, overrides: overrides).family()
    let range = family.difficulties
    let columns = [
      "difficulty", "distinct", "answers", "commonest", "prompt", "gold", "loose", "strict",
      "chance@\(k)",
    ]
    print(columns.map { $0.padding(toLength: 11, withPad: " ", startingAt: 0) }.joined())
    for difficulty in range.prefix(8) {
      let found = try TaskStatistics(
        family, difficulty: difficulty, count: count, k: k, stream: RandomStream(seed: seed))
      let cells = [
        "\(difficulty)", "\(found.distinct)", "\(found.answers)",
        String(format: "%.3f", found.commonest), String(format: "%.1f", found.promptLength),
        String(format: "%.1f", found.goldLength), String(format: "%.1e", found.chanceLoose),
        String(format: "%.1e", found.chanceStrict), String(format: "%.2g", found.chanceAtK),
      ]
      print(cells.map { $0.padding(toLength: 11, withPad: " ", startingAt: 0) }.joined())
    }
  }
}

struct TaskGenerate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate", abstract: "Problems as JSON lines: id, prompt, answer, metadata.",
    discussion: "`assay data export` writes the same problems as a data set of lm-eval or inspect.")

  @Argument(help: "The family's kind, for example chain.", completion: .tasks) var task: String
  @Option(name: .customLong("set"), help: "A setting, key=value.") var overrides: [String] = []
  @Option(help: "How many.") var count = 10
  @Option(help: "Difficulties, separated by commas.") var difficulties = "1"
  @Option(help: "train, validation or test.") var split = Split.train
  @Option(help: "The root of all randomness.") var seed: UInt64 = 7

  func validate() throws {
    try Bounds.check("--count", count, 1...10_000_000)
  }

  func run() throws {
    struct Metadata: Encodable {
      var difficulty: Int
      var gold: String
      var chanceLoose: Double
      var chanceStrict: Double
    }
    struct Row: Encodable {
      var id: String
      var prompt: String
      var answer: String
      var metadata: Metadata
    }
    let family = try TaskSelection(kind: task, overrides: overrides).family()
    let set = try family.problemSet(
      name: task, count: count,
      difficulties: try TaskSelection.difficulties(difficulties, of: family), split: split,
      stream: TaskSelection.stream(seed: seed, split: split))
    for problem in set.problems {
      try StandardOutput.write(
        try JSONLines.line(
          Row(
            id: String(problem.id, radix: 16), prompt: problem.prompt, answer: problem.answer,
            metadata: Metadata(
              difficulty: problem.difficulty, gold: problem.gold,
              chanceLoose: problem.chanceLoose, chanceStrict: problem.chanceStrict))))
    }
  }
}
extension Split: ExpressibleByArgument {}
