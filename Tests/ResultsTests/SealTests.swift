import Foundation
import Results
import Support
import Testing

/// Damaged files end in an error or in the same values; they never hang or crash the program.
@Suite(.serialized) struct SealTests {
  private static let sealLength = 79

  private func everything(_ path: String) throws -> [String: ResultsValues] {
    let reader = try ResultsReader(path: path, patience: 1)
    return try reader.datasets().reduce(into: [:]) { $0[$1] = try reader.values($1) }
  }

  /// Bit flips, overwritten stretches, cuts and insertions, anywhere.
  private func mutate(_ whole: Data, _ generator: inout RandomGenerator) -> Data {
    var bytes = whole
    switch generator.integer(below: 5) {
    case 0:
      let index = generator.integer(below: bytes.count)
      bytes[index] ^= 1 << UInt8(generator.integer(below: 8))
    case 1:
      for _ in 0..<20 { bytes[generator.integer(below: bytes.count)] ^= 0xFF }
    case 2:
      let start = generator.integer(below: bytes.count)
      for index in start..<min(bytes.count, start + 200) {
        bytes[index] = UInt8(generator.integer(below: 256))
      }
    case 3: bytes = Data(bytes.prefix(generator.integer(below: bytes.count)))
    default:
      bytes.insert(contentsOf: [0xA5, 0x5A, 0], at: generator.integer(below: bytes.count))
    }
    return bytes
  }

  @Test func aDamagedSealedFileIsRefusedBeforeItIsRead() throws {
    let scratch = try Scratch()
    let path = scratch.path("r.h5")
    try writeSample(to: path)
    let whole = try AtomicFile.read(path)
    let expected = try texts(everything(path))
    var generator = RandomStream(seed: 1)["fuzz", "sealed"].generator()
    var refused = 0
    for _ in 0..<300 {
      try AtomicFile.write(mutate(whole, &generator), to: path)
      do {
        // What stood in the seal alone leaves the values as they were.
        #expect(try texts(everything(path)) == expected)
      } catch let error as ResultsError {
        refused += 1
        #expect(error.description.hasPrefix(path) && !error.description.contains("\n"))
      }
    }
    #expect(refused > 290)
  }

  @Test func anUnsealedDamagedFileNeitherHangsNorCrashes() throws {
    let scratch = try Scratch()
    let path = scratch.path("r.h5")
    try writeSample(to: path)
    let whole = try AtomicFile.read(path).dropLast(Self.sealLength)
    try AtomicFile.write(Data(whole), to: path)
    #expect(try ResultsReader(path: path).isSealed == false)
    #expect(try everything(path).count == 12)
    var generator = RandomStream(seed: 1)["fuzz", "unsealed"].generator()
    for _ in 0..<120 {
      try AtomicFile.write(mutate(Data(whole), &generator), to: path)
      do {
        _ = try everything(path)
      } catch let error as ResultsError {
        #expect(error.description.hasPrefix(path) && !error.description.contains("\n"))
      }
    }
  }

  /// A seal is no signature: whoever damages a file can seal it again.
  @Test func aDamagedFileThatIsSealedAgainNeitherHangsNorCrashes() throws {
    let scratch = try Scratch()
    let path = scratch.path("r.h5")
    try writeSample(to: path)
    let whole = Data(try AtomicFile.read(path).dropLast(Self.sealLength))
    var generator = RandomStream(seed: 2)["fuzz", "sealed again"].generator()
    var read = 0
    for _ in 0..<300 {
      let bytes = mutate(whole, &generator)
      let seal = Data("\nassay sha256 \(SHA256.hex(SHA256.digest(bytes)))\n".utf8)
      try AtomicFile.write(bytes + seal, to: path)
      do {
        let reader = try ResultsReader(path: path, patience: 1)
        #expect(reader.isSealed)
        _ = try ResultsExport.json(reader)
        _ = try ResultsInspection(reader)
        read += 1
      } catch let error as ResultsError {
        #expect(error.description.hasPrefix(path) && !error.description.contains("\n"))
      }
    }
    #expect(read > 50)
  }

  /// What the library reports about one dataset says nothing about the others.
  @Test func aDamagedDatasetLeavesTheOthersReadable() throws {
    let scratch = try Scratch()
    let path = scratch.path("r.h5")
    var generator = RandomStream(seed: 3)["numbers"].generator()
    let numbers = (0..<20_000).map { _ in generator.uniform() }
    let writer = try ResultsWriter(path: path)
    for name in ["/a", "/b"] {
      try writer.write(
        name == "/a" ? [1, 2] : numbers, shape: [name == "/a" ? 2 : 20_000], to: name, units: "1",
        dims: "i", description: name)
    }
    try writer.finish()
    var bytes = Data(try AtomicFile.read(path).dropLast(Self.sealLength))
    // The compressed data of /b, by far the longest part of the file, start as every zlib stream does.
    let start = try #require(bytes.range(of: Data([0x78, 0x5E]))).upperBound
    for index in start..<start + 2000 { bytes[index] ^= 0xFF }
    try AtomicFile.write(bytes, to: path)
    let reader = try ResultsReader(path: path)
    #expect(try reader.doubles("/a") == [1, 2])
    #expect(throws: ResultsError.self) { try reader.doubles("/b") }
    #expect(try reader.doubles("/a") == [1, 2])
  }

  @Test func oneFlippedBitIsFound() throws {
    let scratch = try Scratch()
    let path = scratch.path("r.h5")
    try writeSample(to: path)
    var bytes = try AtomicFile.read(path)
    bytes[bytes.count / 2] ^= 1
    try AtomicFile.write(bytes, to: path)
    #expect(
      throws: ResultsError.damaged(
        path: path, reason: "its SHA-256 is not the one that it ends with")
    ) { try ResultsReader(path: path) }
  }

  /// The C library loops for ever on a string heap whose free space has the size 0. A seal is no signature: whoever
  /// damages a file can seal it again, and it is read by the child first all the same.
  @Test(arguments: [false, true])
  func aStringHeapThatTheLibraryLoopsOnIsAnError(_ isSealedAgain: Bool) throws {
    let scratch = try Scratch()
    let path = scratch.path("r.h5")
    try writeSample(to: path)
    var bytes = Data(try AtomicFile.read(path).dropLast(Self.sealLength))
    let heap = try #require(bytes.range(of: Data("GCOL".utf8)))
    // Behind its head of 16 bytes all objects get the number 1 and the size 0.
    for index in heap.upperBound + 12..<heap.upperBound + 2000 { bytes[index] = 0 }
    if isSealedAgain {
      bytes += Data("\nassay sha256 \(SHA256.hex(SHA256.digest(bytes)))\n".utf8)
    }
    try AtomicFile.write(bytes, to: path)
    #expect(throws: ResultsError.self) { try everything(path) }
  }
}

/// Values as text: NaN equals NaN.
private func texts(_ values: [String: ResultsValues]) -> [String: String] {
  values.mapValues { "\($0)" }
}
