import Foundation

extension ResultsExport {
  /// A whole file as one JSON value, with sorted keys.
  ///
  /// A group is `{"attributes": {…}, "children": {name: …}}`, a dataset
  /// `{"attributes": {…}, "kind": "float", "shape": [2, 3], "values": [[…], […]]}`; the values of a
  /// scalar are one value. NaN and infinities become `null`, for JSON has none of them.
  public static func json(_ reader: ResultsReader) throws -> Data {
    var text = ""
    try append(reader, group: "/", to: &text)
    return Data((text + "\n").utf8)
  }

  private static func append(
    _ reader: ResultsReader, group: String, to text: inout String
  ) throws {
    text += "{\"attributes\":" + json(try reader.attributes(on: group)) + ",\"children\":{"
    for (index, name) in try reader.children(of: group).enumerated() {
      let path = group == "/" ? group + name : group + "/" + name
      text += (index > 0 ? "," : "") + quoted(json: name) + ":"
      if reader.isDataset(path) {
        try append(reader, dataset: path, to: &text)
      } else {
        try append(reader, group: path, to: &text)
      }
    }
    text += "}}"
  }

  private static func append(
    _ reader: ResultsReader, dataset: String, to text: inout String
  ) throws {
    let shape = try reader.shape(dataset)
    text += "{\"attributes\":" + json(try reader.attributes(on: dataset))
    text += ",\"kind\":\"\(try reader.kind(dataset).rawValue)\""
    text += ",\"shape\":[" + shape.map(String.init).joined(separator: ",") + "],\"values\":"
    let values = texts(try reader.values(dataset))
    var next = 0
    nest(values, shape[...], &next, &text)
    text += "}"
  }

  private static func nest(
    _ values: [String], _ shape: ArraySlice<Int>, _ next: inout Int, _ text: inout String
  ) {
    guard let length = shape.first else {
      text += values[next]
      next += 1
      return
    }
    text += "["
    for index in 0..<length {
      if index > 0 { text += "," }
      nest(values, shape.dropFirst(), &next, &text)
    }
    text += "]"
  }

  private static func texts(_ values: ResultsValues) -> [String] {
    switch values {
    case .integers(let values): values.map(String.init)
    case .unsigned(let values): values.map { String($0) }
    case .doubles(let values): values.map { $0.isFinite ? "\($0)" : "null" }
    case .floats(let values): values.map { $0.isFinite ? "\($0)" : "null" }
    case .strings(let values): values.map(quoted(json:))
    }
  }

  private static func json(_ attributes: [String: ResultsAttribute]) -> String {
    let pairs = attributes.sorted { $0.key < $1.key }.map { name, value in
      quoted(json: name) + ":" + json(value)
    }
    return "{" + pairs.joined(separator: ",") + "}"
  }

  private static func json(_ value: ResultsAttribute) -> String {
    switch value {
    case .string(let text): quoted(json: text)
    case .integer(let number): String(number)
    case .double(let number): number.isFinite ? "\(number)" : "null"
    }
  }

  private static func quoted(json text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\t": out += "\\t"
      case "\r": out += "\\r"
      case "\u{0}"..."\u{1F}":
        let digits = String(scalar.value, radix: 16)
        out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }
}
