import Foundation

/// How the processes of a run talk to one another: ranks 0 to `size` − 1, each with the whole state of the run.
///
/// All ranks run the same program on the same state and meet in the same order. What is costly is shared out, and what
/// each has made is given to all, so that after every meeting they know the same again; what only one may do, such as
/// writing a file, rank 0 does. So no number depends on how many there are.
public protocol Communicator: Sendable {
  /// Which of the processes this is.
  var rank: Int { get }
  /// How many there are.
  var size: Int { get }

  /// What every rank gives, in the order of ranks, to all of them.
  ///
  /// - Throws: `SupportError.rankLost`; `Stopped` where a stop is overdue.
  func gather(_ bytes: [UInt8]) throws -> [[UInt8]]

  /// Gives bytes to a rank that receives as many.
  ///
  /// - Throws: as `gather`.
  func send(_ bytes: UnsafeRawBufferPointer, to rank: Int) throws

  /// Takes bytes from a rank that sends as many.
  ///
  /// - Throws: as `gather`.
  func receive(_ bytes: UnsafeMutableRawBufferPointer, from rank: Int) throws

  /// Gives the bytes of a rank to all others.
  ///
  /// - Throws: as `gather`.
  func broadcast(_ bytes: UnsafeMutableRawBufferPointer, from rank: Int) throws
}

/// A run of one process.
public struct SingleProcess: Communicator {
  /// The only one.
  public init() {}
  /// The first.
  public var rank: Int { 0 }
  /// One.
  public var size: Int { 1 }
  /// What it gives itself.
  public func gather(_ bytes: [UInt8]) -> [[UInt8]] { [bytes] }
  /// - Precondition: never called: there is nobody else.
  public func send(_ bytes: UnsafeRawBufferPointer, to rank: Int) {
    preconditionFailure("no rank \(rank)")
  }
  /// - Precondition: never called: there is nobody else.
  public func receive(_ bytes: UnsafeMutableRawBufferPointer, from rank: Int) {
    preconditionFailure("no rank \(rank)")
  }
  /// Nothing: everybody has them.
  public func broadcast(_ bytes: UnsafeMutableRawBufferPointer, from rank: Int) {}
}

extension Communicator {
  /// Whether nobody else takes part.
  public var isAlone: Bool { size == 1 }
  /// Whether this is the rank that does what only one may do.
  public var leads: Bool { rank == 0 }

  /// The share of a rank of `count` things, contiguous, in the order of ranks.
  public func share(of count: Int, rank: Int) -> Range<Int> {
    count * rank / size..<count * (rank + 1) / size
  }

  /// The share of this rank of `count` things.
  public func share(of count: Int) -> Range<Int> { share(of: count, rank: rank) }

  /// What every rank has made, in order; where one has failed, all fail.
  ///
  /// - Throws: the rank's own error; that of the first other one that failed, as `SupportError.rankFailed` or `Stopped`.
  public func exchange(_ body: () throws -> [UInt8]) throws -> [[UInt8]] {
    let own = Result { try body() }
    let all = try gather(
      {
        switch own {
        case .success(let bytes): return [Outcome.done] + bytes
        case .failure(let stop as Stopped): return [Outcome.stopped, UInt8(stop.signal)]
        case .failure(let error): return [Outcome.failed] + Array("\(error)".utf8)
        }
      }())
    if case .failure(let error) = own { throw error }
    for (rank, bytes) in all.enumerated() where bytes.first != Outcome.done {
      if bytes.first == Outcome.stopped { throw Stopped(signal: Int(bytes[1])) }
      throw SupportError.rankFailed(
        rank: rank, reason: String(decoding: bytes.dropFirst(), as: UTF8.self))
    }
    return all.map { Array($0.dropFirst()) }
  }

  /// Lets rank 0 do something while the others wait; all get what it has found, or fail if it fails.
  ///
  /// - Throws: what `body` throws on rank 0, as `exchange` does on the others.
  public func lead<Found: Codable>(_ body: () throws -> Found) throws -> Found {
    if isAlone { return try body() }
    var found: Found?
    let bytes = try exchange {
      guard leads else { return [] }
      let own = try body()
      found = own
      return try Packet.encoded(own)
    }
    if let found { return found }
    return try Packet.decoded(Found.self, bytes[0])
  }

  /// Lets rank 0 do something while the others wait; all fail if it fails.
  public func lead(_ body: () throws -> Void) throws {
    if isAlone { return try body() }
    _ = try exchange {
      if leads { try body() }
      return []
    }
  }

  /// Computes `body(0) … body(count − 1)`, each on one rank, contiguous ones on the same; all get all results, in order.
  public func share<Found: Codable>(
    _ count: Int, _ body: (Int) throws -> Found
  ) throws -> [Found] {
    if isAlone { return try (0..<count).map(body) }
    let bytes = try exchange { try Packet.encoded(try share(of: count).map(body)) }
    return try bytes.flatMap { try Packet.decoded([Found].self, $0) }
  }

  /// Makes sure that all ranks have the same.
  ///
  /// - Throws: `SupportError.ranksDiffer`, on all of them.
  public func requireEqual(_ what: String, _ value: @autoclosure () -> String) throws {
    if isAlone { return }
    let all = try gather(Array(value().utf8))
    for (rank, other) in all.enumerated() where other != all[0] {
      throw SupportError.ranksDiffer(
        what: what, rank: rank, found: String(decoding: other, as: UTF8.self),
        expected: String(decoding: all[0], as: UTF8.self))
    }
  }
}

/// The first byte of what ranks exchange.
private enum Outcome {
  static let done: UInt8 = 0
  static let failed: UInt8 = 1
  static let stopped: UInt8 = 2
}
