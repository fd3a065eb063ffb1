import Experience
import Support

/// Adds groups that were sampled before, with the log-probabilities that they were drawn with, so that ratios stay right.
///
/// A group that is fresh goes into the store, if some of its completions are right and some wrong, or with `only: successes` if any
/// is; the store keeps the newest `capacity`. From `start` groups on, `share` of a batch's size is added, or put in the place of groups
/// whose completions are all right or all wrong. What is replayed is scored and given credit anew.
public struct Replay: Sampler {
  /// Which groups of the store.
  public enum Pick: String, Codable, Sendable, CaseIterable {
    /// The newest.
    case recent
    /// Any.
    case random
    /// Those with most right completions.
    case highest
    /// Those nearest to half right.
    case variance
  }
  /// What goes into the store.
  public enum Only: String, Codable, Sendable, CaseIterable {
    /// Groups partly right.
    case mixed
    /// Groups with any right completion.
    case successes
  }

  public static let kind = "replay"
  /// RePO, RLEP.
  public static let aliases = ["repo", "rlep", "experience-replay"]
  public static let ids = ["off.data"]
  public static let summary =
    "Adds groups that were sampled before, with what they were drawn with."
  public static let source = Source(
    "Li et al. 2025, arXiv:2506.09340, section 3 (RePO); Zhang et al. 2025, arXiv:2507.07451 (RLEP)"
  )
  public static let assumptions =
    "A correction for off-policy data stands in the objective, such as truncated-importance; one store for all problems."

  /// How fresh groups are sampled.
  public var inner = Slot<SamplerCatalogue>(Plain())
  /// Groups in the store at most.
  public var capacity = 256
  /// Groups in the store before any is replayed.
  public var start = 16
  /// Groups that are replayed, as a share of the fresh ones.
  public var share = 0.25
  /// Which ones.
  public var pick = Pick.random
  /// What goes into the store.
  public var only = Only.mixed
  /// Whether they take the place of groups without a signal, instead of being added.
  public var replaces = false

  /// A quarter more, at random.
  public init() {}
  /// Every way of picking.
  public static let examples = Pick.allCases.map { pick in
    var replay = Replay()
    replay.pick = pick
    return replay
  }

  /// The fresh groups and the replayed ones.
  public func batch(
    _ count: Int, _ asker: inout Asker, _ bench: Bench, _ memory: inout Memory
  ) throws -> Batch {
    var batch = try memory.scoped("inner") {
      try inner.value.batch(count, &asker, bench, &$0)
    }
    var store = memory[batches: "store"].first ?? Batch([], step: 0)
    let fresh = batch.groups.filter(isKept)
    if store.groups.count >= start {
      var generator = bench.stream(step: asker.step, ordinal: -1)["replay"].generator()
      let order = ranked(store.groups, &generator)
      var wanted = Int((share * Double(count)).rounded(.up))
      var next = order[...]
      if replaces {
        for g in batch.groups.indices where wanted > 0 && !Self.isMixed(batch.groups[g]) {
          guard let place = next.popFirst() else { break }
          batch.groups[g] = store.groups[place]
          wanted -= 1
        }
      } else {
        batch.groups += next.prefix(wanted).map { store.groups[$0] }
      }
    }
    store.groups = (store.groups + fresh).suffix(capacity)
    memory[batches: "store"] = [store]
    return batch
  }

  private static func right(_ group: Group) -> Int { group.verdicts.count(where: \.strict) }
  private static func isMixed(_ group: Group) -> Bool {
    right(group) > 0 && right(group) < group.verdicts.count
  }
  private func isKept(_ group: Group) -> Bool {
    only == .mixed ? Self.isMixed(group) : Self.right(group) > 0
  }

  /// Places in the store, the first to take first; newer ones first where the rule says nothing.
  func ranked(_ groups: [Group], _ generator: inout RandomGenerator) -> [Int] {
    var places = Array(groups.indices.reversed())
    func share(_ place: Int) -> Double {
      Double(Self.right(groups[place])) / Double(max(1, groups[place].verdicts.count))
    }
    switch pick {
    case .recent: break
    case .random: generator.shuffle(&places)
    case .highest: places.sort { (-share($0), -$0) < (-share($1), -$1) }
    case .variance: places.sort { (abs(share($0) - 0.5), -$0) < (abs(share($1) - 0.5), -$1) }
    }
    return places
  }

  /// A store, a share.
  public func validate() throws {
    try require(capacity, atLeast: 1, atMost: 100_000, "capacity")
    try require(start, atLeast: 1, atMost: capacity, "start")
    try require(share, in: 0...10, "share")
  }
}
