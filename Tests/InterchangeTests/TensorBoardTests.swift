import Foundation
import Interchange
import Support
import TestSupport
import Testing

/// Event files, read by a second, slow, obvious reader of the format.
@Suite struct TensorBoardTests {
  private struct Record {
    var step = 0
    var version = ""
    var scalars: [String: Float] = [:]
  }

  /// The check value of the Castagnoli polynomial, bit by bit.
  private func crc(_ bytes: some Sequence<UInt8>) -> UInt32 {
    var crc = ~UInt32(0)
    for byte in bytes {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0x82f6_3b78 : crc >> 1 }
    }
    return ~crc
  }

  private func masked(_ bytes: some Sequence<UInt8>) -> UInt32 {
    let value = crc(bytes)
    return (value >> 15 | value << 17) &+ 0xa282_ead8
  }

  private func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  private func fields(_ bytes: ArraySlice<UInt8>) -> [(field: Int, bytes: ArraySlice<UInt8>)] {
    var rest = bytes
    func varint() -> UInt64 {
      var (value, shift) = (UInt64(0), UInt64(0))
      while let byte = rest.popFirst() {
        value |= UInt64(byte & 127) << shift
        if byte < 128 { break }
        shift += 7
      }
      return value
    }
    var found: [(Int, ArraySlice<UInt8>)] = []
    while !rest.isEmpty {
      let tag = varint()
      let length: Int
      switch tag & 7 {
      case 0:
        let value = varint()
        found.append(
          (Int(tag >> 3), (0..<8).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }[...]))
        continue
      case 1: length = 8
      case 5: length = 4
      default: length = Int(varint())
      }
      found.append((Int(tag >> 3), rest.prefix(length)))
      rest = rest.dropFirst(length)
    }
    return found
  }

  private func records(_ folder: String) throws -> [Record] {
    var rest = [UInt8](try AtomicFile.read(folder + "/" + TensorBoardSink.name))[...]
    var records: [Record] = []
    while !rest.isEmpty {
      let head = rest.prefix(8)
      let length = Int(number(head))
      #expect(number(rest.dropFirst(8).prefix(4)) == UInt64(masked(head)))
      let body = rest.dropFirst(12).prefix(length)
      #expect(number(rest.dropFirst(12 + length).prefix(4)) == UInt64(masked(body)))
      rest = rest.dropFirst(16 + length)
      var record = Record()
      for (field, bytes) in fields(body) {
        switch field {
        case 2: record.step = Int(number(bytes))
        case 3: record.version = String(decoding: bytes, as: UTF8.self)
        case 5:
          for (_, value) in fields(bytes) {
            let parts = fields(value)
            let tag = String(decoding: parts[0].bytes, as: UTF8.self)
            record.scalars[tag] = Float(bitPattern: UInt32(number(parts[1].bytes)))
          }
        default: break
        }
      }
      records.append(record)
    }
    return records
  }

  @Test func checksumIsCastagnolis() { #expect(crc("123456789".utf8) == 0xe306_9283) }

  @Test func scalarsAreThere() throws {
    let folder = try TemporaryFolder()
    let sink = try TensorBoardSink(folder: folder.path, keepingUpTo: 0)
    try sink.record(step: 1, ["loss": 0.5, "ess": .nan, "reward_mean": -2])
    try sink.record(step: 300, ["loss": 0.25])
    let found = try records(folder.path)
    #expect(found.map(\.step) == [0, 1, 300] && found[0].version == "brain.Event:2")
    #expect(found[1].scalars == ["loss": 0.5, "reward_mean": -2])
    #expect(found[2].scalars == ["loss": 0.25])
  }

  /// A run that goes on holds the steps before, as `metrics.jsonl` has them.
  @Test func resumedRunsAreWhole() throws {
    let folder = try TemporaryFolder()
    try AtomicFile.write(
      "{\"step\":1,\"loss\":1,\"reward_mean\":2}\n{\"step\":2,\"loss\":null}\n{\"step\":3,\"loss\":9}\n",
      to: folder.file("metrics.jsonl"))
    let sink = try TensorBoardSink(folder: folder.path, keepingUpTo: 2)
    try sink.record(step: 3, ["loss": 3])
    let found = try records(folder.path)
    #expect(found[1].scalars == ["loss": 1, "reward_mean": 2])
    #expect(found.map(\.step) == [0, 1, 2, 3] && found[3].scalars == ["loss": 3])
  }
}
