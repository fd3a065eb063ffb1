import Evaluation
import Experience
import Foundation
import Networks
import Rollouts
import Studies
import Support
import Tasks
import TestSupport
import Testing
import Tensors
import Tokenizers

/// Each probe against a slower, more obvious way, or against what must be so.
@Suite struct ProbeTests {
  /// Tests run side by side, and a pool serves one caller.
  private static var pool: WorkerPool { WorkerPool(count: 2, kernels: .portable) }
  private static let model = Transformer(
    shape: ModelSize.femto.shape(), stream: RandomStream(seed: 3)["init"])
  private static let other = Transformer(
    shape: ModelSize.femto.shape(), stream: RandomStream(seed: 4)["init"])

  private func subject(_ model: Transformer = model, root: Transformer = model) throws -> Subject {
    func problems(_ split: Split) throws -> [Problem] {
      try Chain.pure.problemSet(
        name: "id", count: 6, difficulties: [2, 3], split: split,
        stream: RandomStream(seed: 5)["problems"]
      ).problems
    }
    return Subject(
      model: model, root: root, problems: try problems(.test),
      validation: try problems(.validation),
      family: Chain.pure, set: "id", stream: RandomStream(seed: 6)["eval"], pool: Self.pool)
  }

  /// Every probe gives what it declares, as many numbers as its axes have.
  @Test(arguments: ProbeCatalogue.all.map(\.kind)) func givesWhatItDeclares(_ kind: String) throws {
    guard !["old-rule", "modes", "update-drift"].contains(kind) else { return }
    let probe = try ProbeCatalogue.entry(named: kind).standard
    let subject = try subject(Self.other, root: Self.model)
    let record = try probe.run(subject)
    let declared = Dictionary(uniqueKeysWithValues: type(of: probe).measures.map { ($0.name, $0) })
    for (name, values) in record.values {
      let measure = try #require(declared[name], "\(kind) measures \(name) without saying so")
      let size = measure.axes.reduce(1) { $0 * ($1.labels.isEmpty ? 6 : $1.labels.count) }
      // Validation problems are as many as the others.
      #expect(values.count == size, "\(name)")
    }
    // As text, in which a missing number equals itself.
    let again = try probe.run(subject)
    #expect(again.values.mapValues { "\($0)" } == record.values.mapValues { "\($0)" })
    #expect(again.samples == record.samples && again.flops == record.flops)
  }

  @Test func stepsAddUpToTheResponse() throws {
    let gold = "u=3;j=3+8=11;p=11*2=22#22"
    let places = try #require(StepLogp.places(of: gold))
    let answer = StepLogp.steps.count - 1
    #expect(
      places == Array(repeating: 0, count: 3) + Array(repeating: 1, count: 9)
        + Array(repeating: 2, count: 10) + Array(repeating: answer, count: 4))
    #expect(StepLogp.places(of: "#22") == nil && StepLogp.places(of: "u=3;j=3+8") == nil)
    let deep = "u=3" + (0..<13).map { _ in ";j=3+8=11" }.joined() + "#11"
    #expect(StepLogp.places(of: deep) == nil)
    let subject = try subject()
    let steps = try #require(try StepLogp().run(subject).values["step_logp"])
    let whole = try #require(try ExactLogp().run(subject).values["logp_at_1"])
    let width = StepLogp.steps.count
    for (index, problem) in subject.problems.enumerated() {
      let row = Array(steps[index * width..<(index + 1) * width])
      #expect(abs(row.filter { !$0.isNaN }.reduce(0, +) - whole[index]) < 1e-4)
      #expect(row.map(\.isNaN) == (0..<width).map { $0 > problem.difficulty && $0 < answer })
    }
  }

  @Test func exactSupportIsTeacherForcing() throws {
    let subject = try subject()
    let record = try ExactSupport().run(subject)
    let width = ExactSupport.temperatures.count
    let logp = try #require(record.values["logp"])
    for (index, temperature) in ExactSupport.temperatures.enumerated() {
      let slow = try SupportProbe.logProbabilities(
        of: subject.problems,
        under: RolloutEngine(
          Self.model, tokenizer: CharacterTokenizer(), decoding: Decoding(temperature: temperature),
          pool: Self.pool))
      for (problem, value) in slow.enumerated() {
        #expect(abs(logp[problem * width + index] - value) < 1e-4)
      }
    }
    let classes = try #require(record.values["class_logp"])
    for problem in subject.problems.indices {
      let sum = classes[problem * 4..<problem * 4 + 4].reduce(0, +)
      #expect(abs(sum - logp[problem * width + ExactSupport.one]) < 1e-4)
    }
    #expect(record.values["matched_temperature"] == [1])
    // The share of full traces, by the probability of the first token.
    let engine = subject.engine(Self.model)
    let bare = try engine.logProbability(of: [(subject.problems[0].prompt, "")])
    #expect(bare[0] < 0)
    #expect(record.values["trace_share"]?.allSatisfy { $0 > 0 && $0 <= 1 } == true)
  }

  @Test func theMatchedTemperatureHasTheEntropy() throws {
    // The root hotter or colder by half is found again: an arm that is the root with its logits halved.
    let root = Self.model
    let subject = try subject(root, root: root)
    let record = try ExactSupport().run(subject)
    let entropies = try #require(record.values["gold_entropy"])
    #expect(zip(entropies, entropies.dropFirst()).allSatisfy { $0 <= $1 + 1e-9 })
    let arm = try ExactSupport().run(try self.subject(Self.other, root: root))
    let matched = try #require(arm.values["matched_temperature"]?.first)
    #expect(matched > 0.05 && matched < 4)
  }

  @Test func classesOfTokens() {
    // a=12;b=12*8=4#4<end>
    let kinds = ExactSupport.classes(of: "a=12;b=12*8=4#4").map { ExactSupport.classes[$0] }
    #expect(
      kinds == [
        "style", "copy", "copy", "copy", "stop", "copy", "copy", "copy", "copy", "copy", "copy",
        "copy", "compute", "stop", "copy", "stop",
      ])
  }

  @Test func theLeafIsCopiedBareAndAfterItsStatement() throws {
    let copies = LeafCopy.copies(of: 12, in: "a=12;b=12*8=4;c=4+3=7#7")
    #expect(copies.bare == "#12" && copies.stated == "a=12#12")
    let subject = try subject()
    let record = try LeafCopy().run(subject)
    let leaves = try subject.problems.map { try #require(Chain.pure.leafValue(of: $0)) }
    let slow = try subject.engine(Self.model).logProbability(
      of: zip(subject.problems, leaves).map {
        ($0.prompt, String($0.gold.prefix { $0 != ";" }) + "#\($1)")
      })
    let stated = try #require(record.values["stated_copy_share"])
    #expect(zip(stated, slow).allSatisfy { abs($0 - exp($1)) < 1e-9 })
    #expect(record.values["copy_share"] != stated)
  }

  /// The choice between two modes with these log-odds of the second.
  private func choice(_ logOdds: [Double]) -> FirstTokens {
    FirstTokens(
      logShares: logOdds.map { [-log(1 + exp($0)), -log(1 + exp(-$0)), log(1e-12)] })
  }

  private func entropy(_ logOdds: Double) -> Double {
    let p = 1 / (1 + exp(-logOdds))
    return -p * log(p) - (1 - p) * log(1 - p)
  }

  /// Opposite branches that lie apart have less entropy on average, wherever they drift; the midpoint does not.
  @Test func theMidpointKnowsNoDistance() {
    let (start, drift) = ([0.4, -0.2], 0.1)
    for distance in [0.05, 0.5, 1.5] {
      let found = UpdateDrift.read(
        choice(start.map { $0 + drift + distance }), choice(start.map { $0 + drift - distance }),
        from: choice(start))
      #expect(found.count == UpdateDrift.readings.count)
      let change = start.reduce(0) { $0 + entropy($1 + drift) - entropy($1) } / 2
      #expect(abs(found[0] - drift) < 1e-9)
      #expect(abs(found[2] - distance) < 1e-9)
      #expect(abs(found[3] - change) < 1e-6)
      // The spread is below 0, and grows with the distance.
      let spread = found[1] - found[3]
      #expect(spread < 0 && (distance < 1 || spread < -0.1), "\(spread)")
    }
  }

  @Test func divergenceFromItselfIsNothing() throws {
    let record = try Divergence().run(try subject())
    #expect(record.values["kl"]?.allSatisfy { $0 == 0 } == true)
    let other = try Divergence().run(try subject(Self.other, root: Self.model))
    let values = try #require(other.values["kl"])
    // Over many responses both directions are positive.
    #expect(values.reduce(0, +) > 0)
  }

  @Test func distanceIsEuclidean() throws {
    let copy = Self.model.copy()
    copy.parameters.values.pointer[5] += 3
    copy.parameters.values.pointer[9] -= 4
    let record = try ParameterDistance().run(try subject(copy, root: Self.model))
    #expect(abs((record.values["distance"]?.first ?? 0) - 5) < 1e-5)
  }

  @Test func thePowerDistributionAtOneIsTheModel() throws {
    let subject = try subject()
    let record = try PowerBound(samples: 8).run(subject)
    let logp = try subject.engine(Self.model).logProbability(
      of: subject.problems.map { ($0.prompt, $0.gold) })
    let low = try #require(record.values["power_low"])
    let high = try #require(record.values["power_high"])
    for (problem, value) in logp.enumerated() {
      #expect(abs(low[3 * problem] - exp(value)) <= 1e-9 + 1e-6 * exp(value))
    }
    #expect(zip(low, high).allSatisfy { $0 <= $1 + 1e-12 })
  }
}
