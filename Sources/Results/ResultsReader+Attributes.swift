extension ResultsReader {
  /// A text attribute; `nil` if there is none of that name.
  ///
  /// - Throws: `ResultsError.wrongKind` if it is a number, `.missing` if there is no such object.
  public func stringAttribute(_ name: String, on object: String = "/") throws -> String? {
    switch try attribute(name, on: object) {
    case nil: return nil
    case .string(let text): return text
    default: throw wrongKind("\(object)@\(name)", found: "a number", wanted: "a text")
    }
  }

  /// A numeric attribute; `nil` if there is none of that name.
  ///
  /// - Throws: `ResultsError.wrongKind` if it is a text, `.missing` if there is no such object.
  public func doubleAttribute(_ name: String, on object: String = "/") throws -> Double? {
    switch try attribute(name, on: object) {
    case nil: return nil
    case .integer(let value): return Double(value)
    case .double(let value): return value
    case .string: throw wrongKind("\(object)@\(name)", found: "a text", wanted: "a number")
    }
  }

  /// An attribute of any type; `nil` if there is none of that name or it is an array.
  public func attribute(_ name: String, on object: String = "/") throws -> ResultsAttribute? {
    try node(object).attributes[name].flatMap { try value($0, name, object) }
  }

  /// All single-valued attributes of a group or dataset, but for those that make up dimension scales.
  public func attributes(on object: String = "/") throws -> [String: ResultsAttribute] {
    var found: [String: ResultsAttribute] = [:]
    let all = try node(object).attributes
    let isScale = all["CLASS"] == .value(.string("DIMENSION_SCALE"))
    for (name, attribute) in all where !(isScale && ["CLASS", "NAME"].contains(name)) {
      if ["DIMENSION_LABELS", "DIMENSION_LIST", "REFERENCE_LIST"].contains(name) { continue }
      found[name] = try value(attribute, name, object)
    }
    return found
  }

  private func value(
    _ attribute: ResultsTree.Attribute, _ name: String, _ object: String
  ) throws -> ResultsAttribute? {
    switch attribute {
    case .value(let value): return value
    case .other: return nil
    case .unreadable(let reason):
      throw ResultsError.library(file: path, action: "read '\(object)@\(name)'", reason: reason)
    }
  }
}
