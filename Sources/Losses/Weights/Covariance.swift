import Experience
import Support

/// Singles out the tokens whose log-probability and advantage go together, which are those that take entropy away.
///
/// ```
/// cov_t = (ℓ_t − mean ℓ)(A_t − mean A)   over the batch's tokens
/// drop:  0 on a random share of tokens with cov in [low, high], else 1     (Clip-Cov)
/// top:   1 on the share of tokens with the largest cov, else 0             (KL-Cov, on the term proximal-distance)
/// ```
///
/// ℓ are the log-probabilities before the update; verl takes those of the moment, which are the same at the first update of a batch.
/// Random choices follow from the problem's identity and the version of the policy that drew the token.
public struct Covariance: TokenWeight {
  /// What becomes of tokens.
  public enum Rule: String, Codable, Sendable, CaseIterable {
    /// Some with a large covariance are left out.
    case drop
    /// Those with the largest are all that counts.
    case top
  }

  public static let kind = "covariance"
  /// Clip-Cov, KL-Cov.
  public static let aliases = ["clip-cov", "kl-cov"]
  public static let ids = ["ent.clip_cov", "ent.kl_cov"]
  public static let summary = "Singles out tokens whose log-probability and advantage go together."
  public static let source = Source("Cui et al. 2025, arXiv:2505.22617, eq. 11–14")
  public static let assumptions =
    "Small batches have no token in a share of 2·10⁻⁴: at least one is taken where any qualifies."

  /// What becomes of tokens.
  public var rule: Rule
  /// The share of the batch's tokens.
  public var share = 2e-4
  /// The least covariance that may be dropped.
  public var low = 1.0
  /// The largest.
  public var high = 5.0

  /// Clip-Cov.
  public init() { self.init(.drop) }
  /// A rule.
  public init(_ rule: Rule) { self.rule = rule }
  /// Both.
  public static let examples = Rule.allCases.map { Covariance($0) }

  /// The policy's log-probabilities before the update.
  public var needs: Set<Column> { [.proximal] }
  /// It looks at the whole batch.
  public var isLocal: Bool { false }
  /// The normalizer stays.
  public var masks: Bool { false }

  /// Covariances of some tokens.
  public static func covariances(_ logprobs: [Double], _ advantages: [Double]) -> [Double] {
    let n = Double(max(1, logprobs.count))
    let (l, a) = (logprobs.reduce(0, +) / n, advantages.reduce(0, +) / n)
    return zip(logprobs, advantages).map { ($0 - l) * ($1 - a) }
  }

  /// The weights; tokens that the policy did not draw are none of them.
  public func weights(_ groups: [Group]) -> [[[Float]]] {
    typealias Place = (group: Int, index: Int, token: Int)
    var places: [Place] = []
    var (logs, advantages) = ([Double](), [Double]())
    for (g, group) in groups.enumerated() {
      for (i, one) in group.trajectories.enumerated() {
        guard let own = one.credits[.policy]?.advantages, let proximal = one.columns[.proximal]
        else { continue }
        for t in one.origins.indices where one.origins[t] == .policy {
          places.append((g, i, t))
          logs.append(Double(proximal[t]))
          advantages.append(Double(own[t]))
        }
      }
    }
    let covariances = Self.covariances(logs, advantages)
    let count = max(1, Int(share * Double(places.count)))
    var weights = groups.map { group in
      group.trajectories.map { $0.origins.map { _ in Float(rule == .drop ? 1 : 0) } }
    }
    let chosen: ArraySlice<Int>
    switch rule {
    case .drop:
      let able = places.indices.filter { covariances[$0] >= low && covariances[$0] <= high }
      func draw(_ n: Int) -> Double {
        let (g, i, t) = places[n]
        var generator = RandomStream(seed: groups[g].problem.id)[
          "covariance", Int(groups[g].trajectories[i].versions[t]), i][t].generator()
        return generator.uniform()
      }
      let draws = able.map { (draw($0), $0) }.sorted { $0 < $1 }
      chosen = draws.map(\.1).prefix(count)
    case .top:
      chosen = places.indices.sorted { (-covariances[$0], $0) < (-covariances[$1], $1) }
        .prefix(places.isEmpty ? 0 : count)
    }
    for n in chosen {
      let (g, i, t) = places[n]
      weights[g][i][t] = rule == .drop ? 0 : 1
    }
    return weights
  }

  /// A share, bounds in order.
  public func validate() throws {
    try require(share > 0 && share <= 1, "share", share, "a share above 0, at most 1")
    try require(low.isFinite, "low", low, "a finite number")
    try require(high >= low && high.isFinite, "high", high, "a number of at least 'low'")
  }
}
