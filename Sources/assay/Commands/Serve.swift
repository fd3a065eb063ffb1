import ArgumentParser
import Foundation
import Results
import Rollouts
import Serving
import Support
import Synchronization
import Tensors

struct Serve: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Serve a model by OpenAI's protocol.",
    discussion: """
      Answers /v1/completions, /v1/chat/completions, /v1/models and /health, to this
      machine alone unless --host says otherwise. Requests that arrive while others
      are being decoded join them. What a request gets depends on its prompt, its
      settings and its `seed` alone: not on what else is asked, nor on --workers.

      Examples:
        assay serve smollm2-135m-instruct --port 8000
        curl http://127.0.0.1:8000/v1/completions \\
          -H 'Content-Type: application/json' \\
          -d '{"prompt": "1 + 1 =", "max_tokens": 0, "echo": true, "logprobs": 1}'
        curl http://127.0.0.1:8000/v1/chat/completions \\
          -H 'Content-Type: application/json' \\
          -d '{"messages": [{"role": "user", "content": "2 + 2?"}], "seed": 7}'
        lm-eval run --model local-completions --tasks arc_easy --model_args \\
          model=NAME,base_url=http://127.0.0.1:8000/v1/completions,tokenizer=FOLDER
        OPENAI_BASE_URL=http://127.0.0.1:8000/v1 OPENAI_API_KEY=none \\
          inspect eval task.py --model openai/NAME

      With ASSAY_API_KEY in the environment, requests need the header
      'Authorization: Bearer KEY'; without it, other machines are not listened to.
      One line a request goes to stderr. Ctrl-C or SIGTERM lets what is in flight end
      and exits with 0; once more ends at once.
      """)

  @Argument(help: "A folder, a GGUF file or a fetched model's name.", completion: .models)
  var model: String
  @Option(help: "The address to listen on.") var host = "127.0.0.1"
  @Option(help: "The port; 0 takes a free one.") var port: UInt16 = 8000
  @Option(help: "The name that requests ask for. (default: MODEL's last part)") var name: String?
  @Option(
    help: "The most sequences that wait or are decoded at once; beyond that, requests get a 429.")
  var maxQueue = 1024
  @Option(help: "The most response tokens of a sequence. (default: what fits the context)")
  var maxTokens: Int?
  @Option(help: "How the weights are rounded: f32, bf16, f16 or int8.") var precision =
    WeightPrecision.f32
  @Option(
    help: "A file with the Jinja program to use as the chat template, instead of the model's.")
  var chatTemplate: String?
  @Option(help: "The base model of an adapter. (default: what the adapter's folder names)")
  var base: String?
  @OptionGroup var workers: WorkerOptions

  func validate() throws {
    try Bounds.check("--max-queue", maxQueue, Bounds.held)
    try Bounds.check("--max-tokens", maxTokens, Bounds.held)
    guard name.map({ !$0.isEmpty }) ?? true else { throw ValidationError("--name needs a text") }
  }

  func run() throws {
    var settings = ServerSettings()
    settings.host = host
    settings.port = port
    settings.queue = maxQueue
    settings.tokens = maxTokens ?? 0
    settings.key = ProcessInfo.processInfo.environment["ASSAY_API_KEY"] ?? ""
    // Before minutes are spent on reading a model.
    try settings.validate()
    StopSignal.listen()
    let model = try ModelPath.load(self.model, base: base).conversing(
      template: chatTemplate, variables: [:])
    settings.modelName =
      name ?? self.model.split(separator: "/").last.map(String.init) ?? self.model
    var digest = try FolderDigest.digest(of: model.path)
    if model.basePath != model.path {
      digest = SHA256.hex(digest + (try FolderDigest.digest(of: model.basePath)))
    }
    settings.fingerprint =
      "assay-\(Provenance.toolVersion)-\(digest.prefix(16))-\(ProductKernels.portable.rawValue)-"
      + precision.rawValue
    let engine = RolloutEngine(
      model.transformer, tokenizer: model.tokenizer, precision: precision,
      pool: WorkerPool(count: workers.count))
    let service = ModelService(model, engine: engine, settings: settings)
    let (isQuiet, served) = (workers.quiet, settings)
    try Self.serve(service, saying: { if !isQuiet { Self.say($0) } }) { url in
      Self.say(
        "\(served.modelName.printable(200)) at \(url), \(served.fingerprint), "
          + "\(service.rows) sequences side by side; Ctrl-C ends it")
    }
  }

  /// Decodes on this thread while requests come in on others.
  private static func serve(
    _ service: ModelService, saying log: @escaping @Sendable (String) -> Void,
    onReady: @escaping @Sendable (String) -> Void
  ) throws {
    let outcome = Mutex<Result<Void, any Error>>(.success(()))
    let group = DispatchGroup()
    group.enter()
    Task {
      do {
        try await ModelServer(service, log: log).run(onReady: onReady)
      } catch {
        outcome.withLock { $0 = .failure(error) }
      }
      service.end()
      group.leave()
    }
    defer {
      service.close()
      group.wait()
    }
    try service.decode()
    group.wait()
    try outcome.withLock { try $0.get() }
  }

  private static func say(_ text: String) {
    FileHandle.standardError.write(Data("assay serve: \(text)\n".utf8))
  }
}
