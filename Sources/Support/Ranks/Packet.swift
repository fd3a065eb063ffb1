import Foundation

/// Values as bytes, exactly, from one rank of a run to another of the same program.
///
/// Both sides know what comes when: nothing says so. A packet that is not what was asked for is a mistake of the program.
public struct Packet: Sendable {
  /// The bytes.
  public private(set) var bytes: [UInt8]
  private var position = 0

  /// A packet of some bytes, to be read from the beginning.
  public init(_ bytes: [UInt8] = []) { self.bytes = bytes }

  /// Adds plain values, and how many they are.
  public mutating func append<Value: BitwiseCopyable>(_ values: [Value]) {
    withUnsafeBytes(of: values.count) { bytes.append(contentsOf: $0) }
    values.withUnsafeBytes { bytes.append(contentsOf: $0) }
  }

  /// The plain values that come next.
  public mutating func next<Value: BitwiseCopyable>(_: Value.Type = Value.self) -> [Value] {
    var count = 0
    withUnsafeMutableBytes(of: &count) { take(into: $0) }
    precondition(count >= 0, "a packet of \(count) values")
    return [Value](unsafeUninitializedCapacity: count) { buffer, initialized in
      take(
        into: UnsafeMutableRawBufferPointer(
          rebasing: UnsafeMutableRawBufferPointer(buffer)[..<(count * MemoryLayout<Value>.stride)]))
      initialized = count
    }
  }

  private mutating func take(into target: UnsafeMutableRawBufferPointer) {
    precondition(
      position + target.count <= bytes.count,
      "\(target.count) bytes at \(position) of a packet of \(bytes.count)")
    bytes.withUnsafeBytes { source in
      target.copyMemory(
        from: UnsafeRawBufferPointer(rebasing: source[position..<position + target.count]))
    }
    position += target.count
  }

  /// A value of any kind as bytes; numbers keep their bits.
  static func encoded(_ value: some Encodable) throws -> [UInt8] {
    let encoder = PropertyListEncoder()
    encoder.outputFormat = .binary
    // A property list is a collection.
    return Array(try encoder.encode([value]))
  }

  static func decoded<Value: Decodable>(_: Value.Type, _ bytes: [UInt8]) throws -> Value {
    try PropertyListDecoder().decode([Value].self, from: Data(bytes))[0]
  }
}

/// What goes from rank to rank in a packet.
public protocol Packable {
  /// Adds it to a packet.
  func pack(into packet: inout Packet) throws
  /// Takes it from a packet, where it comes next.
  init(from packet: inout Packet) throws
}

extension Packable where Self: Codable {
  /// As a property list: for what is small.
  public func pack(into packet: inout Packet) throws { packet.append(try Packet.encoded(self)) }
  /// From a property list.
  public init(from packet: inout Packet) throws {
    self = try Packet.decoded(Self.self, packet.next())
  }
}

extension Double: Packable {
  /// Its bits.
  public func pack(into packet: inout Packet) { packet.append([self]) }
  /// From its bits.
  public init(from packet: inout Packet) { self = packet.next()[0] }
}
