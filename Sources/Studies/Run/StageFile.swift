import Foundation
import Support
import Training

/// How the records of finished stages are written: the same value, the same bytes; numbers that are none as words.
enum StageFile {
  static var encoder: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return encoder
  }

  static var decoder: JSONDecoder {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return decoder
  }

  static func write(_ value: some Encodable, to path: String) throws {
    try AtomicFile.write(try encoder.encode(value), to: path)
  }
}

/// What a finished training leaves besides its checkpoint and metrics.
struct StageRecord: Codable {
  var counters: TrainingState.Counters
  /// The problems that were trained on, sorted.
  var problems: [UInt64]
}
