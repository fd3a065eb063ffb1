import Support
import Training

/// Publications in the order in which a report first names them, each once.
package struct Bibliography {
  /// The publications: authors, year, identifier.
  package private(set) var entries: [String] = []

  /// Nothing named yet.
  package init() {}

  /// Adds the publications of a source, and says where they stand: `[2, section 3; 5]`.
  ///
  /// A source names publications separated by semicolons. What has no year, such as a file of this
  /// repository, is no publication. Of several mentions of one arXiv number the longest stays, since some name no
  /// authors.
  ///
  /// - Returns: nothing where the source names no publication.
  package mutating func cite(_ source: String) -> String {
    let places = source.split(separator: ";").compactMap { part -> String? in
      let text = part.drop { $0 == " " }
      guard text.contains(/\b(19|20)\d\d\b/) else { return nil }
      let number = text.firstMatch(of: /arXiv:\d{4}\.\d{5}/)
      let entry = number.map { String(text[..<$0.range.upperBound]) } ?? String(text)
      // Of what stands behind the number only a place in the paper is told.
      let rest = number.map { text[$0.range.upperBound...] } ?? ""
      let place = rest.hasPrefix(", ") ? String(rest) : ""
      let same = entries.firstIndex { known in
        number.map { known.hasSuffix(String($0.output)) } ?? (known == entry)
      }
      guard let same else {
        entries.append(entry)
        return "\(entries.count)\(place)"
      }
      if entry.count > entries[same].count { entries[same] = entry }
      return "\(same + 1)\(place)"
    }
    return places.isEmpty ? "" : "[" + places.joined(separator: "; ") + "]"
  }

  /// The list, with links to arXiv.
  package var items: [String] {
    entries.enumerated().map { index, entry in
      guard let number = entry.firstMatch(of: /arXiv:(\d{4}\.\d{5})/) else {
        return "[\(index + 1)] \(entry)"
      }
      return "[\(index + 1)] \(entry[..<number.range.lowerBound])"
        + "[\(number.output.0)](https://arxiv.org/abs/\(number.output.1))"
    }
  }
}

/// Components of a configuration.
enum ComponentWalk {
  /// The components in a value and inside of its components, in the order of their declaration, each kind once.
  static func components(in value: Any) -> [any Component] {
    var found: [any Component] = []
    func walk(_ value: Any) {
      if let component = value as? any Component,
        !found.contains(where: { type(of: $0) == type(of: component) })
      {
        found.append(component)
      }
      for child in Mirror(reflecting: value).children {
        // The settings of a critic are there whether it is used or not.
        if child.value is CriticSettings, (value as? PolicySettings)?.usesCritic == false {
          continue
        }
        walk(child.value)
      }
    }
    walk(value)
    return found
  }
}
