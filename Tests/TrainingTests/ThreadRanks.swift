import Foundation
import Support
import Synchronization

/// Ranks that are threads of this process, for what must hold of ranks whatever connects them.
final class ThreadRanks: Communicator {
  /// What the ranks of a run have in common.
  private final class Room: @unchecked Sendable {
    let size: Int
    let lock = NSCondition()
    // Guarded by `lock`.
    var given: [[UInt8]?]
    var taken = 0
    var mail: [Int: [[UInt8]]] = [:]
    /// Meetings that are over.
    var meetings = 0
    var isClosed = false

    init(size: Int) {
      self.size = size
      given = Array(repeating: nil, count: size)
    }

    func wait(until isReached: () -> Bool) throws {
      while !isReached() {
        if isClosed { throw SupportError.rankLost(reason: "its thread has ended") }
        lock.wait()
      }
    }
  }

  private let room: Room
  let rank: Int
  var size: Int { room.size }

  private init(_ room: Room, rank: Int) {
    self.room = room
    self.rank = rank
  }

  func gather(_ bytes: [UInt8]) throws -> [[UInt8]] {
    room.lock.lock()
    defer { room.lock.unlock() }
    // Those of the meeting before have all left.
    try room.wait { room.given[rank] == nil }
    room.given[rank] = bytes
    room.lock.broadcast()
    try room.wait { room.given.allSatisfy { $0 != nil } }
    let all = room.given.compactMap { $0 }
    room.taken += 1
    if room.taken == size {
      room.taken = 0
      room.meetings += 1
      room.given = Array(repeating: nil, count: size)
    }
    room.lock.broadcast()
    // Nobody begins the next one before.
    let meeting = room.meetings
    if room.taken > 0 { try room.wait { room.meetings > meeting } }
    return all
  }

  func send(_ bytes: UnsafeRawBufferPointer, to rank: Int) {
    room.lock.withLock {
      room.mail[rank, default: []].append(Array(bytes))
      room.lock.broadcast()
    }
  }

  func receive(_ bytes: UnsafeMutableRawBufferPointer, from rank: Int) throws {
    room.lock.lock()
    defer { room.lock.unlock() }
    try room.wait { room.mail[self.rank]?.isEmpty == false }
    let mail = room.mail[self.rank]?.removeFirst() ?? []
    precondition(mail.count == bytes.count, "\(mail.count) bytes for \(bytes.count)")
    bytes.copyBytes(from: mail)
  }

  func broadcast(_ bytes: UnsafeMutableRawBufferPointer, from rank: Int) throws {
    let all = try gather(self.rank == rank ? Array(UnsafeRawBufferPointer(bytes)) : [])
    bytes.copyBytes(from: all[rank])
  }

  /// Runs `body` once for each of `size` ranks, all at the same time; their results in order.
  ///
  /// When one has failed the others wait no longer.
  static func run<Result: Sendable>(
    _ size: Int, _ body: @escaping @Sendable (any Communicator) throws -> Result
  ) -> [Swift.Result<Result, any Error>] {
    let room = Room(size: size)
    let results = Mutex<[Int: Swift.Result<Result, any Error>]>([:])
    let group = DispatchGroup()
    for rank in 0..<size {
      DispatchQueue(label: "rank \(rank)").async(group: group) {
        let result = Swift.Result { try body(ThreadRanks(room, rank: rank)) }
        results.withLock { $0[rank] = result }
        if case .failure = result {
          room.lock.withLock {
            room.isClosed = true
            room.lock.broadcast()
          }
        }
      }
    }
    group.wait()
    return results.withLock { found in (0..<size).compactMap { found[$0] } }
  }
}
