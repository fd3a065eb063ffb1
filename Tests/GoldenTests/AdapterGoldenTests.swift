import Foundation
import Networks
import Tensors
import TestSupport
import Testing

/// `Tests/Golden/adapters`: adapters as PEFT saves them, and what it computes with them.
@Suite struct AdapterGoldenTests {
  struct Expected: Decodable, Sendable {
    var inputIDs: [Int32]
    var positions: [Int]
    var logits: [String: [[Double]]]
  }

  static let expected: Expected = Golden.load("adapters/expected.json")

  @Test(arguments: expected.logits.keys.sorted()) func logits(_ name: String) throws {
    _ = Toy.pool()
    let golden = Self.expected
    let base = try ModelFolder.load(GoldenFamily.folder("llama_untied"))
    let folder = GoldenFamily.folder("../adapters/\(name)")
    let model = try AdapterFolder.adapted(base, by: folder)
    let found = model.logits(
      golden.inputIDs, offsets: [0, golden.inputIDs.count], in: Workspace())
    for (position, expected) in zip(golden.positions, try #require(golden.logits[name])) {
      let row = found.values[position * found.columns..<(position + 1) * found.columns]
      #expect(relativeDeviation(row, expected) < Tolerance.goldenLogits, "position \(position)")
    }
  }
}
