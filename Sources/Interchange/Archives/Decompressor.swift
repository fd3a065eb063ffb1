import CCompression
import Foundation
import Support

/// Unpacks a stream with zlib or zstd, piece by piece.
final class Decompressor {
  /// What a stream is packed with.
  enum Method: String, Sendable {
    /// Deflate without a header, as in zip archives.
    case deflate
    /// gzip; several members one after the other are one stream.
    case gzip
    /// Zstandard; several frames one after the other are one stream.
    case zstd
  }

  private let method: Method
  private var zlib = z_stream()
  private let zstd: OpaquePointer?
  /// Whether the last member or frame has come to its end.
  private(set) var isComplete = false

  init(_ method: Method) {
    self.method = method
    zstd = method == .zstd ? ZSTD_createDStream() : nil
    if method != .zstd {
      let status = assay_inflate_start(&zlib, method == .gzip ? 31 : -15)
      precondition(status == Z_OK, "zlib cannot be set up")
    }
  }

  deinit {
    if let zstd { ZSTD_freeDStream(zstd) } else { inflateEnd(&zlib) }
  }

  /// Unpacks bytes; `body` gets what they become.
  ///
  /// - Returns: `false` if they are damaged.
  func unpack(_ packed: Data, _ body: (UnsafeRawBufferPointer) throws -> Void) rethrows -> Bool {
    let target = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
    defer { target.deallocate() }
    return try packed.withUnsafeBytes { source in
      var position = 0
      var isFull = false
      while position < source.count || isFull {
        let (read, written) = step(source, position, target)
        guard read >= 0 else { return false }
        position += read
        isFull = written == target.count
        if written > 0 { try body(UnsafeRawBufferPointer(rebasing: target[..<written])) }
        if read == 0, written == 0 { return isComplete && position == source.count }
      }
      return true
    }
  }

  /// How many bytes were read, −1 where they are damaged, and how many were written.
  private func step(
    _ source: UnsafeRawBufferPointer, _ position: Int, _ target: UnsafeMutableRawBufferPointer
  ) -> (read: Int, written: Int) {
    if let zstd {
      var input = ZSTD_inBuffer(src: source.baseAddress, size: source.count, pos: position)
      var output = ZSTD_outBuffer(dst: target.baseAddress, size: target.count, pos: 0)
      let status = ZSTD_decompressStream(zstd, &output, &input)
      guard ZSTD_isError(status) == 0 else { return (-1, 0) }
      isComplete = status == 0
      return (input.pos - position, output.pos)
    }
    if isComplete, position < source.count {
      guard method == .gzip, inflateReset(&zlib) == Z_OK else { return (-1, 0) }
      isComplete = false
    }
    let count = min(source.count - position, 1 << 30)
    zlib.next_in = source.bindMemory(to: UInt8.self).baseAddress.map {
      UnsafeMutablePointer(mutating: $0 + position)
    }
    zlib.avail_in = UInt32(count)
    zlib.next_out = target.bindMemory(to: UInt8.self).baseAddress
    zlib.avail_out = UInt32(target.count)
    let status = inflate(&zlib, Z_NO_FLUSH)
    guard [Z_OK, Z_STREAM_END, Z_BUF_ERROR].contains(status) else { return (-1, 0) }
    isComplete = status == Z_STREAM_END
    return (count - Int(zlib.avail_in), target.count - Int(zlib.avail_out))
  }

  /// The checksum of zip archives.
  static func crc32(_ data: Data) -> UInt32 {
    data.withUnsafeBytes {
      UInt32(crc32_z(0, $0.bindMemory(to: UInt8.self).baseAddress, $0.count))
    }
  }

  /// The whole of what bytes become.
  ///
  /// - Returns: `nil` if they are damaged, cut off, or become more than `size` bytes.
  static func unpacked(_ packed: Data, _ method: Method, size: Int) -> Data? {
    struct TooLong: Error {}
    let stream = Decompressor(method)
    var out = Data(capacity: size)
    do {
      let isWhole = try stream.unpack(packed) {
        guard out.count + $0.count <= size else { throw TooLong() }
        out.append(contentsOf: $0)
      }
      return isWhole && stream.isComplete ? out : nil
    } catch {
      return nil
    }
  }
}
