import Synchronization
import Tensors
import Testing

@Suite struct TeamTests {
  /// What the members of a team write before they meet, all of them read after.
  @Test(arguments: [1, 2, 3, 5]) func everyPhaseSeesTheOneBefore(_ size: Int) {
    let pool = WorkerPool(count: 5)
    let rounds = 200
    let wrong = Atomic<Int>(0)
    let boards = (0..<5 / size).map { _ in
      Tensor(rows: 2, columns: size, in: Workspace())
    }
    pool.inTeams(of: size, atMost: 5) { team, member in
      let board = boards[team].pointer
      for round in 0..<rounds {
        let row = board + round % 2 * size
        row[member.index] = Float(round * (member.index + 1))
        member.meet()
        for i in 0..<size where row[i] != Float(round * (i + 1)) {
          wrong.add(1, ordering: .relaxed)
        }
      }
    }
    #expect(wrong.load(ordering: .relaxed) == 0)
  }

  /// Shares follow one another and cover everything once.
  @Test(arguments: [1, 2, 3, 4]) func sharesCoverEverythingOnce(_ size: Int) {
    let covered = Mutex<[Int]>([])
    WorkerPool(count: size).inTeams(of: size, atMost: 1) { _, member in
      let share = member.share(of: 11)
      covered.withLock { $0 += Array(share) }
    }
    #expect(covered.withLock { $0.sorted() } == Array(0..<11))
  }

  /// What is claimed between two meetings is everything once, again and again.
  @Test(arguments: [1, 2, 3], [0, 1, 2, 61, 1000])
  func claimsCoverEverythingOnce(_ size: Int, _ count: Int) {
    let rounds = 50
    let covered = Mutex<[[Int]]>(Array(repeating: [], count: rounds))
    WorkerPool(count: size).inTeams(of: size, atMost: 1) { _, member in
      for round in 0..<rounds {
        member.claim(of: count) { pieces in
          covered.withLock { $0[round] += Array(pieces) }
        }
        member.meet()
      }
    }
    for pieces in covered.withLock({ $0 }) { #expect(pieces.sorted() == Array(0..<count)) }
  }

  /// No more teams work than are of use, and each member has memory of its own.
  @Test func teamsAreLimited() {
    let seen = Mutex<Set<ObjectIdentifier>>([])
    WorkerPool(count: 6).inTeams(of: 2, atMost: 2) { team, member in
      #expect(team < 2)
      seen.withLock { _ = $0.insert(ObjectIdentifier(member.workspace)) }
    }
    #expect(seen.withLock { $0.count } == 4)
  }
}
