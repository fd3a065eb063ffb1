import Foundation
import Support

/// How values of the protocol become bytes and come back.
public enum WireJSON {
  /// One value as JSON on one line, keys sorted.
  public static func data(_ value: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(value)
  }

  /// A value from JSON.
  ///
  /// - Throws: `DecodingError`, which `JSONLines.describe` puts into words.
  public static func decode<Value: Decodable>(_ type: Value.Type, from data: Data) throws -> Value {
    try JSONDecoder().decode(type, from: data)
  }

  /// One event of a stream: the value as JSON, framed as server-sent events are.
  public static func event(_ value: some Encodable) throws -> Data {
    Data("data: ".utf8) + (try data(value)) + Data("\n\n".utf8)
  }

  /// The event that ends a stream.
  public static let lastEvent = Data("data: [DONE]\n\n".utf8)
}

/// Texts of which one or several may be given: a string, or a list of strings.
public struct OneOrMany: Codable, Sendable, Equatable {
  /// The texts.
  public var texts: [String]

  /// Some texts.
  public init(_ texts: [String]) { self.texts = texts }

  /// Reads a string or a list of strings.
  public init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if let text = try? value.decode(String.self) {
      texts = [text]
    } else {
      texts = try value.decode([String].self)
    }
  }

  /// Writes one text as a string, several as a list.
  public func encode(to encoder: any Encoder) throws {
    var value = encoder.singleValueContainer()
    if texts.count == 1 { try value.encode(texts[0]) } else { try value.encode(texts) }
  }
}
