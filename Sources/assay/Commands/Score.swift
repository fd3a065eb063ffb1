import Analyses
import ArgumentParser
import Foundation
import Interchange
import Rollouts
import Serving
import Support
import Tensors

struct Score: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "How probable samples are under models: perplexity, and log-ratios such as KL.",
    discussion: """
      Takes what `assay eval --save` wrote, or other JSON lines with a prompt and a response. Each --under is a model as
      for eval, or a server that echoes log-probabilities (vLLM; assay serve): http://HOST:PORT, or http://HOST:PORT#MODEL.
      Responses are read at temperature 1, without an end token, after the prompt as it was put; a prompt that stands in
      the markers of a chat template is taken as it is. --chat puts plain prompts into the template first.

      With several models the first is compared with each of the others on the same samples.

      Examples:
        assay eval --model runs/rl --task addition --save rl.jsonl
        assay score rl.jsonl --under runs/rl --under runs/base
        assay score rl.jsonl --under http://localhost:8000#rl --under http://localhost:8000#base --save scored.jsonl
        assay compare scored.jsonl --arm under --value log_probability --problem problem --sample sample
      """)

  @Argument(
    help: "JSON lines with prompts and responses; also .gz or .zst, or - for standard input.",
    completion: .file()) var file: String
  @Option(
    name: .customLong("under"),
    help: ArgumentHelp("A model, or a server. May be repeated.", valueName: "model"))
  var models: [String] = []
  @OptionGroup var conversation: ConversationOptions
  @OptionGroup var workers: WorkerOptions
  @Option(help: "The key of prompts.") var prompt = "prompt"
  @Option(help: "The key of responses.") var response = "response"
  @Option(
    help: "The key of problems, over which intervals are. (default: problem, else the prompt)")
  var problem = "problem"
  @Option(help: "The key that says whether a response is right.") var correct = "correct"
  @Option(help: "The confidence level.") var level = 0.95
  @Option(help: "A file for every sample's log-probability under every model, as JSON lines.")
  var save: String?
  @Flag(help: "Print JSON.") var json = false

  private struct Row: Encodable {
    var problem: String
    var sample: Int
    var correct: Bool?
    var under: String
    var tokens: Int
    var logProbability: Double

    enum CodingKeys: String, CodingKey {
      case problem, sample, correct, under, tokens
      case logProbability = "log_probability"
    }
  }

  func validate() throws {
    try Bounds.check("--level", level, Bounds.levels)
    guard !models.isEmpty else {
      throw ValidationError("name a model or a server with --under; it may be repeated")
    }
    guard conversation.stops.isEmpty else {
      throw ValidationError("--stop has no meaning here: responses are read as they stand")
    }
    guard Set(models).count == models.count else {
      throw ValidationError("--under names a model twice")
    }
  }

  func run() throws {
    var keys = SampleTexts()
    (keys.prompt, keys.response, keys.problem, keys.correct) = (prompt, response, problem, correct)
    let samples = try keys.read(file)
    StopSignal.listen()
    let progress = ProgressMeter(patient: true)
    var scores: [[ResponseScore]] = []
    for name in models { scores.append(try score(samples, under: name, progress)) }
    progress.finish()
    if let save { try write(samples, scores, to: save) }
    let report = LikelihoodAnalysis(source: InputFile.name(file), models: models, level: level)
      .run(
        samples.indices.map { place in
          LikelihoodAnalysis.Sample(
            problem: samples[place].problem, isRight: samples[place].isRight,
            scores: scores.map { ($0[place].logProbability, $0[place].tokens) })
        },
        drawn: (only(samples.map(\.model)), only(samples.map(\.temperature))))
    if json {
      try Output.json(report)
    } else {
      print(report.plainText, terminator: "")
    }
  }

  /// The value that all have; `nil` where they differ.
  private func only<Value: Equatable>(_ values: [Value?]) -> Value? {
    values.allSatisfy { $0 == values[0] } ? values[0] : nil
  }

  /// Scores in pieces, so that it can be seen how far they are and stopped between them.
  private func score(
    _ samples: [SampleText], under name: String, _ progress: ProgressMeter
  ) throws -> [ResponseScore] {
    let scorer = try scorer(name)
    let piece = 32
    var found: [ResponseScore] = []
    for start in stride(from: 0, to: samples.count, by: piece) {
      try StopSignal.check()
      let own = samples[start..<min(start + piece, samples.count)]
      for (sample, score) in zip(own, try scorer(own.map { ($0.prompt, $0.response) })) {
        guard let score else {
          throw AnalysesError.badRows(
            place: sample.place,
            reason:
              "\(name) does not tell how probable the response is: the server has to echo log-probabilities "
              + "(echo with logprobs), and the response has to begin with a token")
        }
        found.append(score)
      }
      progress.update(
        "reading under \(name)", done: Double(found.count), total: Double(samples.count))
    }
    return found
  }

  private func scorer(
    _ name: String
  ) throws -> ([(prompt: String, response: String)]) throws -> [ResponseScore?] {
    if name.hasPrefix("http://") || name.hasPrefix("https://") {
      guard !conversation.chat else {
        throw ValidationError(
          "--chat is for models of ours: a server tells nothing of given texts in its template")
      }
      let texts = RemoteTexts(try ServerKey.server(name))
      return { try texts.scores(of: $0) }
    }
    let model = try conversation.model(name)
    let engine = RolloutEngine(
      model.transformer, tokenizer: model.tokenizer, promptFormat: try conversation.format(model),
      pool: WorkerPool(count: workers.count))
    return { try engine.scores(of: $0) }
  }

  private func write(
    _ samples: [SampleText], _ scores: [[ResponseScore]], to path: String
  ) throws {
    var seen: [String: Int] = [:]
    let places = samples.map { sample in
      defer { seen[sample.problem, default: 0] += 1 }
      return seen[sample.problem, default: 0]
    }
    var lines = Data()
    for (name, own) in zip(models, scores) {
      for (place, sample) in samples.enumerated() {
        lines += try JSONLines.line(
          Row(
            problem: sample.problem, sample: places[place], correct: sample.isRight, under: name,
            tokens: own[place].tokens, logProbability: own[place].logProbability))
      }
    }
    try AtomicFile.write(lines, to: path)
  }
}
