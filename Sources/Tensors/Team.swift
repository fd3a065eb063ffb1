import Dispatch
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Workers that compute one thing together: each does its share of every phase, then all meet.
///
/// For work whose memory is too large for every worker to have its own, such as the weights of a large model.
public final class Team: Sendable {
  /// The number of members.
  public let count: Int
  private let arrived = Atomic<Int>(0)
  private let round = Atomic<Int>(0)
  private let shares: [Share]

  init(count: Int) {
    precondition(count >= 1, "\(count) members")
    self.count = count
    shares = (0..<count).map { _ in Share() }
  }

  /// Pieces of a phase that a member has not begun: it takes the first, those with nothing to do the last.
  private final class Share: Sendable {
    /// The first piece in the lower half, the end in the upper.
    private let pieces = Atomic<UInt64>(0)

    func set(_ range: Range<Int>) {
      pieces.store(UInt64(range.upperBound) << 32 | UInt64(range.lowerBound), ordering: .releasing)
    }

    func take(last: Bool) -> Int? {
      var present = pieces.load(ordering: .acquiring)
      while true {
        let (first, end) = (present & 0xFFFF_FFFF, present >> 32)
        if first >= end { return nil }
        let rest = last ? (end - 1) << 32 | first : end << 32 | first + 1
        let (done, value) = pieces.weakCompareExchange(
          expected: present, desired: rest, ordering: .acquiringAndReleasing)
        if done { return Int(last ? end - 1 : first) }
        present = value
      }
    }
  }

  /// What a member knows of itself.
  public struct Member: Sendable {
    /// Its team.
    public let team: Team
    /// Its number in the team, from 0.
    public let index: Int
    /// Its own memory.
    public let workspace: Workspace

    /// A worker on its own.
    public init(alone workspace: Workspace) {
      self.init(team: Team(count: 1), index: 0, workspace: workspace)
    }

    init(team: Team, index: Int, workspace: Workspace) {
      self.team = team
      self.index = index
      self.workspace = workspace
    }

    /// Whether this is the member that does what only one may do.
    public var leads: Bool { index == 0 }

    /// The share of this member of `count` pieces, the same whoever asks.
    public func share(of count: Int) -> Range<Int> {
      count * index / team.count..<count * (index + 1) / team.count
    }

    /// Does its share of `count` pieces, then what others have not begun of theirs; once between two meetings.
    ///
    /// A member whose processor is taken away for a while leaves its pieces to the others.
    public func claim(of count: Int, _ body: (Range<Int>) -> Void) {
      if team.count == 1 { return body(0..<count) }
      team.shares[index].set(share(of: count))
      for turn in 0..<team.count {
        let share = team.shares[(index + turn) % team.count]
        while let piece = share.take(last: turn > 0) { body(piece..<piece + 1) }
      }
    }

    /// Waits until all members are here; what they wrote before is seen by all after.
    public func meet() { team.meet() }
  }

  /// Phases take microseconds, so members wait awake; when others need the processor they give it away.
  private func meet() {
    if count == 1 { return }
    let present = round.load(ordering: .acquiring)
    if arrived.add(1, ordering: .acquiringAndReleasing).newValue == count {
      arrived.store(0, ordering: .relaxed)
      round.store(present + 1, ordering: .releasing)
      return
    }
    var patience = 4000
    while round.load(ordering: .acquiring) == present {
      if patience > 0 { patience -= 1 } else { sched_yield() }
    }
  }
}

extension WorkerPool {
  /// Runs `body` once for each member of as many teams of `size` workers as there are, all at the same time.
  ///
  /// - Parameters:
  ///   - limit: the most teams that are of use.
  ///   - body: gets the number of its team and its place in it.
  public func inTeams(
    of size: Int, atMost limit: Int, _ body: @escaping @Sendable (Int, Team.Member) -> Void
  ) {
    precondition(size >= 1 && size <= count, "teams of \(size) among \(count) workers")
    let teams = (0..<min(count / size, max(1, limit))).map { _ in Team(count: size) }
    let members = teams.indices.flatMap { team in
      (0..<size).map { index in
        (
          team,
          Team.Member(
            team: teams[team], index: index, workspace: workspace(team * size + index))
        )
      }
    }
    // Members wait for one another, so each needs a thread of its own: a serial queue always has one.
    let group = DispatchGroup()
    for (number, member) in members.dropFirst() {
      DispatchQueue(label: "assay.team").async(group: group) { body(number, member) }
    }
    body(members[0].0, members[0].1)
    group.wait()
  }
}
