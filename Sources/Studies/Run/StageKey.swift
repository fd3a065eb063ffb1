import Foundation
import Support

/// Everything that makes a stage what it is, as a text whose hash is the stage's name in the cache.
///
/// The first line names the engine's numbers and the program; the second is the description as JSON with sorted keys. It is kept beside the
/// stage, so that it can be said later why another one was not taken for it.
package struct StageKey: Equatable {
  /// The file that keeps it in a stage's folder.
  package static let name = "stage.key"

  package let text: String
  /// The stage's name.
  package var hash: String { SHA256.hex(text) }

  /// - Parameters:
  ///   - engine: the fingerprint of the engine's numbers.
  ///   - program: the digest of the program.
  package init(_ description: some Encodable, engine: String, program: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let json = String(decoding: try encoder.encode(description), as: UTF8.self)
    text = "assay stage \(engine) \(program)\n" + json
  }

  /// The key that a text is; of one that is none, nothing differs or is alike.
  package init(text: String) { self.text = text }

  /// The key in a stage's folder; `nil` without one.
  package init?(in folder: String) {
    guard let data = FileManager.default.contents(atPath: folder + "/" + Self.name) else {
      return nil
    }
    text = String(decoding: data, as: UTF8.self)
  }

  /// The digest of the program that made the stage; `nil` in a text that is no key.
  package var program: String? {
    let words = text.prefix { $0 != "\n" }.split(separator: " ")
    return words.count == 4 ? String(words[3]) : nil
  }

  /// What differs from another key, in words, the other's values first; `nil` where the two describe different kinds of things.
  package func differences(from other: StageKey) -> [String]? {
    let (own, others) = (leaves, other.leaves)
    guard !own.isEmpty, top == other.top else { return nil }
    return Set(own.keys).union(others.keys).sorted().compactMap { path in
      let (here, there) = (own[path], others[path])
      guard here != there else { return nil }
      switch path {
      case "program": return "made by another build of this program"
      case "engine": return "made by an engine of other numbers"
      default:
        // A hash stands for a stage, whose own line says what differs.
        guard here?.count != 64 || there?.count != 64 else { return "\(path) is another stage" }
        return "\(path) was \(there ?? "not there"), is \(here ?? "not there")"
      }
    }
  }

  /// The values by their paths.
  private var leaves: [String: String] {
    let lines = text.split(separator: "\n", maxSplits: 1)
    let words = lines.first?.split(separator: " ") ?? []
    guard lines.count == 2, words.count == 4, let root = Self.tree(lines[1]) else { return [:] }
    var found = ["engine": String(words[2]), "program": String(words[3])]
    func visit(_ value: JSONValue, _ path: String) {
      switch value {
      case .object(let members):
        for (key, member) in members { visit(member, path.isEmpty ? key : path + "." + key) }
      case .list(let elements):
        for (index, element) in elements.enumerated() { visit(element, "\(path).\(index)") }
      default: found[path] = Self.word(value)
      }
    }
    visit(root, "")
    return found
  }

  private static func word(_ value: JSONValue) -> String {
    if case .text(let text) = value { return text.isEmpty ? "empty" : text }
    guard let data = try? JSONEncoder().encode(value) else { return "" }
    return String(decoding: data, as: UTF8.self)
  }

  /// What tells a training from a probe: the names of what describes it.
  private var top: Set<String> {
    guard let line = text.split(separator: "\n", maxSplits: 1).last,
      case .object(let members) = Self.tree(line)
    else { return [] }
    return members["probe"] == nil ? ["training"] : ["probe"]
  }

  private static func tree(_ line: Substring) -> JSONValue? {
    try? JSONDecoder().decode(JSONValue.self, from: Data(line.utf8))
  }
}

extension StageCache {
  /// Why a stage has to be made, in words: the stage that is most like it here or in the cache, and what differs.
  package func reason(_ key: StageKey, target: String) -> String {
    var places = [target]
    if let stages = folder.map({ $0 + "/stages" }) {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: stages)) ?? []
      places += names.sorted().map { stages + "/" + $0 }
    }
    let near = places.compactMap { place in
      StageKey(in: place).flatMap { key.differences(from: $0) }.map { (place, $0) }
    }
    guard let (place, differences) = near.min(by: { $0.1.count < $1.1.count }) else {
      return folder == nil ? "no cache is used" : "the cache holds nothing like it"
    }
    guard !differences.isEmpty else { return "\(place) is not whole" }
    let shown = differences.prefix(5).joined(separator: "; ")
    let rest = differences.count > 5 ? "; and \(differences.count - 5) more" : ""
    return "most like it is \(place): \(shown)\(rest)"
  }
}
