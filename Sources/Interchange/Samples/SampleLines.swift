import Foundation
import Support

/// Reads files with one JSON object a sample, whatever their keys are called.
enum SampleLines {
  /// The samples of a file, added up.
  static func read(
    _ path: String, rule: SampleRule, workers: Int = LineBlocks.workers,
    window: Int = LineBlocks.windowBytes
  ) throws -> SampleTallies {
    var all = SampleTallies()
    try LineBlocks.read(
      path, workers: workers, window: window,
      map: { block in
        var reader = Reader(path: path, rule: rule)
        let lines = block.forEachLine { reader.take($0, $1) }
        return (reader.tallies, lines)
      },
      merge: { all.merge($0, linesBefore: $1, path: path) })
    return all
  }

  /// The samples of a file that is one JSON array of rows.
  static func readArray(_ path: String, rule: SampleRule) throws -> SampleTallies {
    var reader = Reader(path: path, rule: rule)
    try JSONDocument(path).forEachElement { bytes, line in reader.take(bytes, line) }
    return reader.tallies
  }

  /// What one worker does with a block.
  private struct Reader {
    let path: String
    let rule: SampleRule
    var tallies = SampleTallies()
    private var values: [JSONField?]
    private var decoder: JSONLineDecoder?

    init(path: String, rule: SampleRule) {
      self.path = path
      self.rule = rule
      values = Array(repeating: nil, count: rule.picker.keys.count)
    }

    mutating func take(_ line: UnsafeBufferPointer<UInt8>, _ number: Int) {
      do throws(InterchangeError) {
        if rule.picker.pick(line, into: &values) {
          guard !rule.holdsSeveral(values) else {
            let samples = try rule.samples(values, path: path, line: number) {
              JSONScan.keys(of: line)
            }
            for sample in samples { tallies.add(sample, line: number, path: path) }
            return
          }
          tallies.add(
            try rule.sample(values, path: path, line: number) {
              JSONScan.keys(of: line)
            }, line: number, path: path)
        } else {
          try takeSlowly(line, number)
        }
      } catch {
        tallies.add(error)
      }
    }

    /// The decoder of the library knows why a line is not JSON, and escapes in keys.
    private mutating func takeSlowly(
      _ line: UnsafeBufferPointer<UInt8>, _ number: Int
    ) throws(InterchangeError) {
      guard tallies.errors.wantsMore else {
        throw .malformed(path: path, line: number, reason: "the line is not valid JSON")
      }
      let decoder = self.decoder ?? JSONLineDecoder(path: path)
      self.decoder = decoder
      guard let row = try decoder.decode(JSONRow.self, Data(line), number) else { return }
      tallies.add(
        try rule.sample(
          rule.picker.keys.map { row.fields[$0] }, path: path, line: number
        ) { row.fields.keys.sorted() }, line: number, path: path)
    }
  }
}

/// The members of an object, as far as they can be names or verdicts.
struct JSONRow: Decodable {
  let fields: [String: JSONField]

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: AnyKey.self)
    var fields: [String: JSONField] = [:]
    for key in values.allKeys { fields[key.stringValue] = try values.field(key.stringValue) }
    self.fields = fields
  }
}

extension JSONScan {
  /// The keys of a line that is one JSON object, sorted.
  static func keys(of line: UnsafeBufferPointer<UInt8>) -> [String] {
    var scan = JSONScan(line)
    var keys: [String] = []
    _ = scan.members { scan, key in
      if let name = scan.string(key) { keys.append(name) }
      return scan.value() != nil
    }
    return keys.sorted()
  }
}
