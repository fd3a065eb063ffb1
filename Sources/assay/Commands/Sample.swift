import ArgumentParser
import Foundation
import Networks
import Rollouts
import Support
import Tensors
import Tokenizers

struct SamplingOptions: ParsableArguments {
  @Option(help: "Temperature; 0 is greedy.") var temperature = 1.0
  @Option(help: "Keep the k most probable tokens; 0 for all.") var topK = 0
  @Option(help: "Keep the most probable tokens with this mass.") var topP = 1.0
  @Option(help: "Keep tokens with at least this share of the largest probability.") var minP = 0.0
  @Option(help: "Divide positive logits of tokens that occurred by this, multiply negative ones.")
  var repetitionPenalty = 1.0
  @Option(help: "Lower a logit by this for every time that its token is in the response.")
  var frequencyPenalty = 0.0
  @Option(help: "Lower a logit by this once its token is in the response.")
  var presencePenalty = 0.0
  @Option(help: "The root of all randomness.") var seed: UInt64 = 7

  var decoding: Decoding {
    Decoding(
      temperature: temperature, topK: topK, topP: topP, minP: minP,
      penalties: Penalties(
        repetition: repetitionPenalty, frequency: frequencyPenalty, presence: presencePenalty))
  }
}

extension WeightPrecision: ExpressibleByArgument {}

struct Sample: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Sample completions of a prompt from a model.",
    discussion: """
      Examples:
        assay sample runs/base/checkpoints/step-* --prompt 'q=12;h=q*8;h?'
        assay sample smollm2-135m-instruct --chat --prompt 'What is 17 + 25?'
      """)

  @Argument(help: "A folder, a GGUF file or a fetched model's name.", completion: .models)
  var model: String
  @Option(help: "The prompt.") var prompt: String
  @Option(help: "How many completions.") var samples = 1
  @Option(help: "The most response tokens.") var maxTokens = 96
  @Flag(help: "Take the most probable token every time.") var greedy = false
  @Option(help: "How the weights are rounded: f32, bf16, f16 or int8.") var precision =
    WeightPrecision.f32
  @OptionGroup var conversation: ConversationOptions
  @OptionGroup var sampling: SamplingOptions
  @OptionGroup var workers: WorkerOptions
  @Flag(help: "Print JSON lines with log-probabilities.") var json = false

  func validate() throws {
    try Bounds.check("--samples", samples, Bounds.held)
    try Bounds.check("--max-tokens", maxTokens, Bounds.held)
  }

  func run() throws {
    let model = try conversation.model(self.model)
    let engine = RolloutEngine(
      model.transformer, tokenizer: model.tokenizer,
      promptFormat: try conversation.format(model),
      decoding: greedy ? .greedy : sampling.decoding, stopStrings: conversation.stops,
      precision: precision,
      pool: WorkerPool(count: workers.count))
    let stream = RandomStream(seed: sampling.seed)["sample"]
    let trajectories = try engine.sample([prompt], count: samples, cap: maxTokens) {
      stream[$0, $1]
    }[0]
    for trajectory in trajectories {
      if json {
        struct Row: Encodable {
          var completion: String
          var finished: Bool
          var ids: [Int32]
          var tokenLogprobs: [Float]
        }
        let row = Row(
          completion: trajectory.completion.text, finished: trajectory.completion.isFinished,
          ids: trajectory.responseTokens,
          tokenLogprobs: trajectory.plainLogprobs)
        try StandardOutput.write(try JSONLines.line(row))
      } else {
        print(trajectory.completion.text)
      }
    }
  }
}
