#if MPI
  import CMPI
  import Foundation
  import Support
  import Synchronization

  /// The processes that `mpirun` has started, over MPI.
  ///
  /// All calls come from one thread. Whoever waits for the others looks at signals meanwhile, and sleeps between looks, so
  /// that more ranks than cores do not take the cores from one another.
  final class MPIRanks: Communicator, @unchecked Sendable {
    private var state = assay_ranks()
    /// Whether something was given up that others may still take part in: then MPI cannot be ended in order.
    private var isBroken = false
    /// Bytes of a message's beginning, its length among them.
    private static let head = 512
    /// Where beginnings are while they are under way: this rank's, then one of every rank.
    private let heads: UnsafeMutableRawPointer

    var rank: Int { Int(state.rank) }
    var size: Int { Int(state.size) }

    /// Joins the others.
    ///
    /// - Throws: `SupportError.rankLost`.
    init() throws {
      let code = assay_mpi_start(&state)
      heads = .allocate(byteCount: (Int(state.size) + 1) * Self.head, alignment: 16)
      try check(code)
    }

    deinit { heads.deallocate() }

    /// What is short comes with its length, in one meeting; what is longer in a second one.
    func gather(_ bytes: [UInt8]) throws -> [[UInt8]] {
      guard let own = Int32(exactly: bytes.count) else { throw Self.tooLarge(bytes.count) }
      heads.storeBytes(of: own, as: Int32.self)
      let room = Self.head - MemoryLayout<Int32>.size
      for (i, byte) in bytes.prefix(room).enumerated() {
        heads.storeBytes(of: byte, toByteOffset: Self.head - room + i, as: UInt8.self)
      }
      let others = heads + Self.head
      try wait(for: assay_mpi_gather_equal(&state, heads, Int32(Self.head), others))
      let counts = (0..<size).map { others.load(fromByteOffset: $0 * Self.head, as: Int32.self) }
      if counts.allSatisfy({ $0 <= room }) {
        return counts.enumerated().map { rank, count in
          Array(
            UnsafeRawBufferPointer(
              start: others + rank * Self.head + Self.head - room, count: Int(count)))
        }
      }
      return try gather(bytes, counts)
    }

    private func gather(_ bytes: [UInt8], _ counts: [Int32]) throws -> [[UInt8]] {
      var places: [Int32] = []
      var total = 0
      for count in counts {
        guard let place = Int32(exactly: total) else { throw Self.tooLarge(total) }
        places.append(place)
        total += Int(count)
      }
      let all = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, total), alignment: 16)
      defer { all.deallocate() }
      try bytes.withUnsafeBytes { source in
        try counts.withUnsafeBufferPointer { counts in
          try places.withUnsafeBufferPointer { places in
            try wait(
              for: assay_mpi_gather(
                &state, source.baseAddress, Int32(bytes.count), all.baseAddress, counts.baseAddress,
                places.baseAddress))
          }
        }
      }
      return zip(places, counts).map { place, count in
        Array(all[Int(place)..<Int(place) + Int(count)])
      }
    }

    func send(_ bytes: UnsafeRawBufferPointer, to rank: Int) throws {
      try wait(for: assay_mpi_send(&state, bytes.baseAddress, Int32(bytes.count), Int32(rank)))
    }

    func receive(_ bytes: UnsafeMutableRawBufferPointer, from rank: Int) throws {
      try wait(for: assay_mpi_receive(&state, bytes.baseAddress, Int32(bytes.count), Int32(rank)))
    }

    func broadcast(_ bytes: UnsafeMutableRawBufferPointer, from rank: Int) throws {
      try wait(for: assay_mpi_broadcast(&state, bytes.baseAddress, Int32(bytes.count), Int32(rank)))
    }

    /// Takes leave of the others.
    ///
    /// - Parameters:
    ///   - code: the exit code of this rank.
    ///   - seconds: how long it waits for them.
    /// - Returns: the codes of all; `nil` if some do not come.
    func part(code: Int32, patience seconds: Double) -> [Int32]? {
      let codes = heads.bindMemory(to: Int32.self, capacity: size + 1)
      codes[0] = code
      guard assay_mpi_part(&state, codes, codes + 1) == MPI_SUCCESS else { return nil }
      let clock = RunClock()
      var isDone: Int32 = 0
      while isDone == 0 {
        guard assay_mpi_test(&state, &isDone) == MPI_SUCCESS, clock.seconds < seconds else {
          return nil
        }
        if isDone == 0 { usleep(1000) }
      }
      return Array(UnsafeBufferPointer(start: codes + 1, count: size))
    }

    /// Ends MPI, when all have taken leave.
    func finish(code: Int32) {
      if isBroken { assay_mpi_abort(code) } else { _ = assay_mpi_finish() }
    }

    /// Ends this rank and all others.
    func abort(code: Int32) -> Never {
      assay_mpi_abort(code)
      exit(code)
    }

    /// Waits for what has begun.
    private func wait(for begun: Int32) throws {
      try check(begun)
      var isDone: Int32 = 0
      var looks = 0
      while true {
        try check(assay_mpi_test(&state, &isDone))
        if isDone != 0 { return }
        looks += 1
        if looks > 100 { usleep(looks > 1000 ? 500 : 20) }
        guard !StopSignal.isOverdue else {
          isBroken = true
          throw Stopped(signal: StopSignal.number)
        }
      }
    }

    private func check(_ code: Int32) throws {
      if code == MPI_SUCCESS { return }
      isBroken = true
      var text = [CChar](repeating: 0, count: 512)
      assay_mpi_text(code, &text, text.count)
      let reason = text.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
      throw SupportError.rankLost(reason: reason)
    }

    private static func tooLarge(_ bytes: Int) -> SupportError {
      .rankLost(reason: "\(bytes) bytes are more than MPI takes at once; make the batch smaller")
    }
  }
#endif
