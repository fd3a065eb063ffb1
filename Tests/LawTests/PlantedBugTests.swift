import Experience
import Foundation
import Losses
import Support
import Tensors
import TestSupport
import Testing

/// Mistakes that the field makes, planted on purpose: each is caught by a law that the right term keeps.
@Suite struct PlantedBugTests {
  /// A term with a mistake in it.
  struct Planted: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var caughtBy: Set<String>
    var loss: @Sendable (LossInput, Tape) -> Variable
  }

  private static let right: @Sendable (LossInput, Tape) -> Variable = { input, tape in
    Clipped().loss(input, on: tape).loss
  }

  static let bugs = [
    Planted(testDescription: "none", caughtBy: [], loss: right),
    Planted(testDescription: "a sign error", caughtBy: ["policy gradient"]) { input, tape in
      tape.negated(right(input, tape))
    },
    Planted(testDescription: "a missing mask", caughtBy: ["mask"]) { input, tape in
      // The mean over a sequence counts tokens that are not the policy's.
      var bare = input
      bare.mask = input.mask.map { _ in 1 }
      return SequenceClipped(clipLow: 0.2, clipHigh: 0.2, level: .token).loss(bare, on: tape).loss
    },
    Planted(testDescription: "a normalizer of the part", caughtBy: ["split", "policy gradient"]) {
      input, tape in
      let tokens = input.mask.reduce(0, +)
      return tape.affine(right(input, tape), scale: 20 / max(1, tokens))
    },
    Planted(testDescription: "a shift by one", caughtBy: ["policy gradient", "split"]) {
      input, tape in
      var shifted = input
      let old = input.column(.proximal)
      shifted.columns[.proximal] = Array(old.dropFirst()) + [old[0]]
      return right(shifted, tape)
    },
    Planted(
      testDescription: "a gradient through the advantage's ratio twice",
      caughtBy: ["policy gradient"]
    ) {
      input, tape in
      let ratio = tape.exp(
        tape.difference(input.policy, tape.constant(input.column(.proximal))))
      return tape.negated(
        tape.product(tape.product(ratio, ratio), tape.constant(input.advantages)))
    },
  ]

  private static let lengths = [6, 3, 1, 8, 2, 5]

  /// Gradients by sequence.
  private func gradient(
    _ bug: Planted, _ policy: [[Float]], _ proximal: [[Float]], _ advantages: [[Float]],
    _ masks: [[Float]], weights: [[Float]]
  ) -> [Float] {
    let tape = Tape(Workspace())
    let variable = tape.input(
      Tensor(policy.flatMap { $0 }, rows: policy.joined().count, in: tape.workspace))
    let input = LossInput(
      policyLogprobs: variable, columns: [.proximal: proximal.flatMap { $0 }],
      advantages: advantages.flatMap { $0 }, mask: masks.flatMap { $0 },
      offsets: masks.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) })
    tape.backward(
      from: tape.weightedSum(bug.loss(input, tape), weights: weights.flatMap { $0 }))
    return variable.gradient?.values ?? []
  }

  private func differ(_ a: [Float], _ b: [Float]) -> Bool {
    largestDifference(a, b.map(Double.init)) > 1e-5
  }

  @Test(arguments: bugs) func isCaught(_ bug: Planted) {
    var generator = RandomStream(seed: 21)["planted"].generator()
    func numbers(_ f: (inout RandomGenerator) -> Double) -> [[Float]] {
      Self.lengths.map { length in (0..<length).map { _ in Float(f(&generator)) } }
    }
    let proximal = numbers { -abs($0.normal()) - 0.1 }
    let advantages = numbers { $0.normal() }
    let masks = numbers { $0.bernoulli(0.8) ? 1 : 0 }
    let weights = Aggregation.tokenMean.weights(masks: masks, width: 8)
    var caught: Set<String> = []
    // At ratio 1 the gradient is −w·A.
    let onPolicy = gradient(bug, proximal, proximal, advantages, masks, weights: weights)
    let expected = zip(weights, advantages).flatMap { zip($0, $1).map { -$0 * $1 } }
    if differ(onPolicy, expected) { caught.insert("policy gradient") }
    // What stands under the mask changes nothing.
    let policy = proximal.map { $0.map { $0 + 0.1 } }
    var other = policy
    for s in masks.indices {
      for t in masks[s].indices where masks[s][t] == 0 { other[s][t] -= 3 }
    }
    let whole = gradient(bug, policy, proximal, advantages, masks, weights: weights)
    let hidden = gradient(bug, other, proximal, advantages, masks, weights: weights)
    if differ(whole, hidden) { caught.insert("mask") }
    // Parts add up to the whole.
    var parts: [Float] = []
    for part in [0..<2, 2..<6] {
      parts += gradient(
        bug, Array(policy[part]), Array(proximal[part]), Array(advantages[part]),
        Array(masks[part]), weights: Array(weights[part]))
    }
    if differ(whole, parts) { caught.insert("split") }
    #expect(caught.isSuperset(of: bug.caughtBy))
    #expect(caught.isEmpty == bug.caughtBy.isEmpty, "\(caught)")
  }
}
