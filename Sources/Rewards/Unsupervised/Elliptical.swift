import Experience
import Rollouts
import Support

/// A bonus on responses that the policy represents unlike the others of their group.
///
/// ```
/// b_i = φ_iᵀ (λI + Σ_j φ_j φ_jᵀ)⁻¹ φ_i,   j over the group, without i if `leaves_one_out`
/// φ: the mean hidden state of the response, projected at random to `dimensions`, of length 1
/// ```
///
/// The bonus is 0 where the switch is off: on wrong responses with `only_right`, and in groups without a
/// right response. Add it to a reward by `sum`.
///
/// - Deviation: φ has length 1, so that λ means the same for every model; then b is in (0, 1/λ].
public struct Elliptical: Reward {
  public static let kind = "elliptical"
  /// Representation-based exploration.
  public static let aliases = ["rep-exp", "elliptical-bonus"]
  public static let ids = ["explore.elliptical"]
  public static let summary = "A bonus on responses that the policy represents unlike their group."
  public static let source = Source(
    "Tuyls et al. 2025, arXiv:2510.11686, section 3 (RepExp); Abbasi-Yadkori et al. 2011 (elliptical bonus)"
  )
  public static let assumptions =
    "Hidden states tell apart what matters; random text is novel too, so pay for it only where it is right."

  /// λ, the ridge.
  public var ridge = 1.0
  /// Dimensions of the random projection; as many as the model's where there are fewer.
  public var dimensions = 32
  /// Whether a response is no part of what it is compared with.
  public var leavesOneOut = true
  /// Whether wrong responses get nothing.
  public var onlyRight = true
  /// Whose hidden states.
  public var role = Role.policy

  private enum CodingKeys: String, CodingKey {
    case ridge, dimensions, role
    case leavesOneOut = "leaves_one_out"
    case onlyRight = "only_right"
  }

  /// Right responses against the others of their group.
  public init() {}
  /// That model.
  public var needs: Needs { Needs(models: [role]) }
  /// What the group has in common.
  public var basis: RewardBasis { .group }

  /// The bonuses of the vectors of a group.
  public func bonuses(_ vectors: [[Double]]) -> [Double] {
    guard let dimensions = vectors.first?.count else { return [] }
    return vectors.indices.map { own in
      // The inverse grows by one vector at a time (Sherman and Morrison).
      var inverse = (0..<dimensions).map { i in
        (0..<dimensions).map { $0 == i ? 1 / ridge : 0 }
      }
      func applied(_ x: [Double]) -> [Double] {
        inverse.map { row in zip(row, x).reduce(0) { $0 + $1.0 * $1.1 } }
      }
      for other in vectors.indices where other != own || !leavesOneOut {
        let u = applied(vectors[other])
        let scale = 1 + zip(vectors[other], u).reduce(0) { $0 + $1.0 * $1.1 }
        for i in 0..<dimensions {
          for j in 0..<dimensions { inverse[i][j] -= u[i] * u[j] / scale }
        }
      }
      return zip(vectors[own], applied(vectors[own])).reduce(0) { $0 + $1.0 * $1.1 }
    }
  }

  /// Vectors of length 1 in as many dimensions as there are to be.
  private func projected(_ states: [[Float]]) -> [[Double]] {
    guard let width = states.first?.count else { return [] }
    let target = min(dimensions, width)
    var generator = RandomStream(seed: 0)["elliptical", width, target].generator()
    let directions = (0..<target).map { _ in (0..<width).map { _ in generator.normal() } }
    return states.map { state in
      let vector = directions.map { direction in
        zip(direction, state).reduce(0) { $0 + $1.0 * Double($1.1) }
      }
      let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
      return vector.map { $0 / max(length, 1e-12) }
    }
  }

  /// One pass over the batch.
  public func scores(_ batch: Batch, _ bench: Bench, _ memory: inout Memory) throws -> [[Score]] {
    let texts = batch.groups.flatMap { group in
      group.trajectories.map { TokenPair(prompt: $0.promptTokens, response: $0.responseTokens) }
    }
    let states = try bench.models.hiddenMeans(texts, with: role)
    var next = 0
    return batch.groups.map { group in
      let own = Array(states[next..<next + group.trajectories.count])
      next += group.trajectories.count
      let isOn = group.verdicts.contains(where: \.strict)
      return zip(bonuses(projected(own)), group.verdicts).map { bonus, verdict in
        Score(isOn && (verdict.strict || !onlyRight) ? bonus : 0)
      }
    }
  }

  /// A ridge, dimensions.
  public func validate() throws {
    try require(ridge > 0 && ridge.isFinite, "ridge", ridge, "a positive number")
    try require(dimensions, atLeast: 1, atMost: 4096, "dimensions")
  }
}
