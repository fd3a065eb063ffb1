import Support

/// Keeps the smallest set of most probable tokens whose mass reaches p; ties go to the lower id. 1 turns it off.
public struct TopP: DecodingStep {
  public static let kind = "top-p"
  /// Nucleus sampling.
  public static let aliases = ["nucleus"]
  public static let ids = ["samp.order"]
  public static let summary = "Keeps the smallest set of most probable tokens with mass p."
  public static let source = Source("Holtzman et al. 2020, arXiv:1904.09751, eq. 2")
  /// The mass to keep, in (0, 1].
  public var mass: Double

  /// Off.
  public init() { mass = 1 }
  /// With a mass.
  public init(mass: Double) { self.mass = mass }

  /// Whether all tokens stay.
  public var isNeutral: Bool { mass >= 1 }

  /// Removes the tail. Only tokens above a shrinking floor are ever sorted, not the whole vocabulary.
  public func apply(to candidates: inout Candidates) {
    guard !isNeutral else { return }
    let p = candidates.probabilities
    var floor = (1 - mass) / Double(p.count)
    // The tail left out by the floor has less than 1 − mass; start high and lower the floor until the
    // tokens above it carry enough.
    var start = max(floor, (p.max() ?? 0) / 16)
    var order: [Int] = []
    while true {
      order = p.indices.filter { p[$0] >= start }
      if order.reduce(0, { $0 + p[$1] }) >= mass || start <= floor { break }
      start = max(floor, start / 16)
    }
    floor = start
    order.sort { p[$0] != p[$1] ? p[$0] > p[$1] : $0 < $1 }
    var sum = 0.0
    var kept = Set<Int>()
    for i in order {
      kept.insert(i)
      sum += p[i]
      if sum >= mass { break }
    }
    candidates.filter { kept.contains($0) }
  }
}
