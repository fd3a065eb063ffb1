import Support

/// Work that several processes share, each with workers of its own.
extension WorkerPool {
  /// As `map`, with the pieces shared out among the ranks; all get all results.
  ///
  /// - Throws: what the communicator throws.
  public func mapAcrossRanks<Result: Packable & Sendable>(
    _ pieces: Int, _ body: @Sendable (_ piece: Int, _ workspace: Workspace) -> Result
  ) throws -> [Result] {
    if ranks.isAlone { return map(pieces, body) }
    let own = ranks.share(of: pieces)
    let found = map(own.count) { body(own.lowerBound + $0, $1) }
    var packet = Packet()
    for result in found { try result.pack(into: &packet) }
    let packets = try ranks.gather(packet.bytes)
    return try packets.enumerated().flatMap { rank, bytes -> [Result] in
      if rank == ranks.rank { return found }
      var packet = Packet(bytes)
      return try ranks.share(of: pieces, rank: rank).map { _ in try Result(from: &packet) }
    }
  }

  /// As `sumGradients`, with the lanes shared out among the ranks; all get the sum and all results.
  ///
  /// The sum of the lanes goes from rank to rank, each adding its own in order, block by block so that all are at work, and then to all:
  /// the bits are those of one process, and every rank sends and receives the gradient about twice, however many lanes there are.
  /// More ranks than lanes are of no use.
  ///
  /// - Throws: what the communicator throws.
  public func sumGradientsAcrossRanks<Result: Packable & Sendable>(
    _ pieces: Int, into total: Tensor,
    _ body: @Sendable (_ piece: Int, _ gradient: Tensor, _ workspace: Workspace) -> Result
  ) throws -> [Result] {
    if ranks.isAlone { return sumGradients(pieces, into: total, body) }
    let lanes = Self.lanes(pieces: pieces, parameters: total.count)
    let own = ranks.share(of: lanes)
    let (buffers, found) = computeLanes(own, of: lanes, pieces, into: total, body)
    try addAlong(own, of: lanes, buffers, to: total)

    var packet = Packet()
    for result in found.joined() { try result.pack(into: &packet) }
    var results: [[Result]] = []
    for (rank, bytes) in try ranks.gather(packet.bytes).enumerated() {
      if rank == ranks.rank {
        results += found
        continue
      }
      var packet = Packet(bytes)
      for lane in ranks.share(of: lanes, rank: rank) {
        results.append(
          try stride(from: lane, to: pieces, by: lanes).map { _ in try Result(from: &packet) })
      }
    }
    return (0..<pieces).map { results[$0 % lanes][$0 / lanes] }
  }

  /// Floats that go to the next rank at once.
  private static let chainBlock = 1 << 18

  /// Adds the lanes of all ranks, from the first rank with any to the last one, and gives the sum to all.
  private func addAlong(
    _ own: Range<Int>, of lanes: Int, _ buffers: [Tensor], to total: Tensor
  ) throws {
    let owners = (0..<ranks.size).filter { !ranks.share(of: lanes, rank: $0).isEmpty }
    if let place = owners.firstIndex(of: ranks.rank) {
      for start in stride(from: 0, to: total.count, by: Self.chainBlock) {
        let count = min(Self.chainBlock, total.count - start)
        let block = UnsafeMutableRawBufferPointer(
          start: total.pointer + start, count: count * MemoryLayout<Float>.stride)
        if place > 0 { try ranks.receive(block, from: owners[place - 1]) }
        // Lane 0 is in the total already.
        add(own.lowerBound == 0 ? buffers.dropFirst() : buffers[...], to: total, start, count)
        if place + 1 < owners.count {
          try ranks.send(UnsafeRawBufferPointer(block), to: owners[place + 1])
        }
      }
    }
    for start in stride(from: 0, to: total.count, by: 1 << 24) {
      let count = min(1 << 24, total.count - start)
      try ranks.broadcast(
        UnsafeMutableRawBufferPointer(
          start: total.pointer + start, count: count * MemoryLayout<Float>.stride),
        from: owners[owners.count - 1])
    }
  }
}
