import Foundation
import Support

/// A metric sink that writes TensorBoard's event files.
///
/// Every metric is a scalar under its own name; a run that goes on writes the rows of `metrics.jsonl` again, so that one file
/// holds all of it.
///
/// - Source: github.com/tensorflow/tensorboard, `tensorboard/summary/writer/record_writer.py` (framing) and
///   `tensorboard/compat/proto/event.proto` (fields).
public final class TensorBoardSink: MetricSink {
  private let path: String
  private let handle: FileHandle

  /// The file's name within a run's folder.
  public static let name = "events.out.tfevents.0000000000.assay"

  /// Opens the events of a run, with the steps that `metrics.jsonl` has up to `lastStep`.
  ///
  /// - Throws: `SupportError` if a file cannot be read or written.
  public init(folder: String, keepingUpTo lastStep: Int) throws {
    path = folder + "/" + Self.name
    var data = Self.record(Self.event(step: nil, version: "brain.Event:2"))
    let metrics = folder + "/metrics.jsonl"
    if lastStep > 0, FileManager.default.fileExists(atPath: metrics) {
      for row in try JSONLines.read([String: Double?].self, from: metrics) {
        guard let step = row["step"] ?? nil, Int(step) <= lastStep else { continue }
        let values = row.compactMapValues { $0 }
        data += Self.records(step: Int(step), values)
      }
    }
    try AtomicFile.write(data, to: path)
    guard let handle = FileHandle(forWritingAtPath: path) else {
      throw SupportError.file(action: "write", path: path, reason: "permission denied")
    }
    self.handle = handle
    try handle.seekToEnd()
  }

  deinit { try? handle.close() }

  /// Appends one event a step; what is not finite is left out.
  public func record(step: Int, _ metrics: [String: Double]) throws {
    do {
      try handle.write(contentsOf: Self.records(step: step, metrics))
    } catch {
      throw SupportError.file(
        action: "append", path: path, reason: (error as NSError).localizedDescription)
    }
  }

  private static func records(step: Int, _ metrics: [String: Double]) -> Data {
    let values = metrics.filter { $0.key != "step" && $0.value.isFinite }
    return record(event(step: step, summary: values.sorted { $0.key < $1.key }))
  }

  // MARK: - Protocol buffers

  private static func varint(_ value: UInt64) -> Data {
    var (value, data) = (value, Data())
    while value >= 128 {
      data.append(UInt8(value & 127) | 128)
      value >>= 7
    }
    data.append(UInt8(value))
    return data
  }

  private static func field(_ number: UInt64, _ bytes: Data) -> Data {
    varint(number << 3 | 2) + varint(UInt64(bytes.count)) + bytes
  }

  private static func littleEndian(_ value: some FixedWidthInteger) -> Data {
    withUnsafeBytes(of: value.littleEndian) { Data($0) }
  }

  private static func event(
    step: Int?, version: String? = nil, summary: [(key: String, value: Double)] = []
  ) -> Data {
    var event = varint(1 << 3 | 1) + littleEndian(Date().timeIntervalSince1970.bitPattern)
    if let step { event += varint(2 << 3) + varint(UInt64(step)) }
    if let version { event += field(3, Data(version.utf8)) }
    if !summary.isEmpty {
      let values = summary.reduce(into: Data()) { data, metric in
        let scalar = varint(2 << 3 | 5) + littleEndian(Float(metric.value).bitPattern)
        data += field(1, field(1, Data(metric.key.utf8)) + scalar)
      }
      event += field(5, values)
    }
    return event
  }

  // MARK: - Records

  private static func record(_ event: Data) -> Data {
    let length = littleEndian(UInt64(event.count))
    return length + littleEndian(masked(length)) + event + littleEndian(masked(event))
  }

  private static func masked(_ data: Data) -> UInt32 {
    let crc = CRC32C.checksum(data)
    return (crc >> 15 | crc << 17) &+ 0xa282_ead8
  }
}

/// The Castagnoli checksum.
///
/// - Source: RFC 3720, appendix B.4.
enum CRC32C {
  private static let table: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { crc, _ in
      crc & 1 == 1 ? crc >> 1 ^ 0x82f6_3b78 : crc >> 1
    }
  }

  static func checksum(_ data: Data) -> UInt32 {
    ~data.reduce(~UInt32(0)) { $0 >> 8 ^ table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] }
  }
}
