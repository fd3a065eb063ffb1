import Support

/// Keeps tokens with at least a share of the largest probability. 0 turns it off.
public struct MinP: DecodingStep {
  public static let kind = "min-p"
  public static let ids = ["samp.order"]
  public static let summary = "Keeps tokens with at least a share of the largest probability."
  public static let source = Source("Nguyen et al. 2024, arXiv:2407.01082, section 3")
  /// The share, in [0, 1].
  public var share: Double

  /// Off.
  public init() { share = 0 }
  /// With a share.
  public init(share: Double) { self.share = share }

  /// Whether all tokens stay.
  public var isNeutral: Bool { share <= 0 }

  /// Removes tokens below the threshold.
  public func apply(to candidates: inout Candidates) {
    guard !isNeutral else { return }
    let p = candidates.probabilities
    let threshold = share * (p.max() ?? 0)
    candidates.filter { p[$0] >= threshold }
  }
}
