import Training
import Networks
import Tensors
import Tasks
import Support
import Rollouts
import Evaluation
import Tokenizers
import Foundation
MatrixProduct.useOneThread()
let which = CommandLine.arguments.count > 1 ? Int(CommandLine.arguments[1])! : 3_000_000
let stream = RandomStream(seed: UInt64(CommandLine.arguments[2])!)
let model = Transformer(shape: ModelSize.nano.shape(), stream: stream["init", 0, "shared"])
let pool = WorkerPool(count: 1)
var text = PretrainingText(); text.eta = Double(ProcessInfo.processInfo.environment["ETA"] ?? "0.04")!; if ProcessInfo.processInfo.environment["GOLD"] != nil { text.responses = ResponseStyle(gold: 1, answerOnly: 0, wrongStep: 0) }
let corpus = try text.corpus()
let clock = RunClock()
let context = RunContext(folder: nil, stream: stream, pool: pool)
let t = SupervisedTrainer(.pretraining(.nano, tokens: which)) { g in
  let t = try corpus.text(using: &g); return SupervisedExample(problem: t.problem.id, prompt: t.prompt, response: t.response) }
let state = try t.run(model, context)
print("pretrain", clock.seconds, Double(state.counters.tokens) / clock.seconds, "tok/s", pool.allocatedBytes)
func evaluate(_ name: String) throws {
  for (set, d) in [("id", [3,4]), ("edge", [5,6])] {
    let c = RunClock()
    let problems = try Chain.pure.problemSet(name: set, count: 64, difficulties: d, split: .test, stream: stream["problems", set])
    let b = Benchmark(set: problems, family: Chain.pure, samplesPerProblem: 128)
    let r = try b.run(RolloutEngine(model, tokenizer: CharacterTokenizer(), pool: pool), stream: stream["eval", 0, name])
    let p1 = r.counts.map { Double($0.strict)/128 }.reduce(0,+)/64
    let any = r.counts.map { $0.strict > 0 ? 1.0 : 0 }.reduce(0,+)/64
    print(name, set, "pass1", p1, "pass128", any, "tok/s", Double(r.decodedTokens)/c.seconds, c.seconds, "len", r.meanLength, "ent", r.meanEntropy)
  }
}
try evaluate("base")
let c2 = RunClock()
let p = PolicyTrainer(.baseline(.nano, steps: 60), family: Chain.pure, cap: ResponseCap.tokens(for: Chain.pure, difficulties: [1,2,3,4])) { g in
  try Chain.pure.problem(difficulty: g.pick([1,2,3,4]), split: .train, using: &g) }
var ctx = context; ctx.arm = "rl_id"
let s2 = try p.run(model, ctx)
print("rl", c2.seconds, s2.counters)
try evaluate("rl_id")
