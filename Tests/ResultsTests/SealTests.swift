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
    let clock = ContinuousClock()
    let time = clock.measure {
      #expect(throws: ResultsError.self) { try everything(path) }
    }
    #expect(time < .seconds(10))
  }
}

/// Values as text: NaN equals NaN.
private func texts(_ values: [String: ResultsValues]) -> [String: String] {
  values.mapValues { "\($0)" }
}
