import Foundation

extension ResultsExport {
  /// A whole file as one JSON value, with sorted keys.
  ///
  /// A group is `{"attributes": {…}, "children": {name: …}}`, a dataset
  /// `{"attributes": {…}, "kind": "float", "shape": [2, 3], "values": [[…], […]]}`; the values of a
  /// scalar are one value. NaN and infinities become `null`, for JSON has none of them.
  ///
  /// - Parameter datasets: paths of datasets and groups; the whole file where there is none.
  public static func json(_ reader: ResultsReader, datasets: [String] = []) throws -> Data {
    var text = ""
    try append(reader, group: "/", Set(try reader.datasets(named: datasets)), to: &text)
    return Data((text + "\n").utf8)
  }

  private static func append(
    _ reader: ResultsReader, group: String, _ chosen: Set<String>, to text: inout String
  ) throws {
    text +=
      "{\"attributes\":" + JSONText.object(try reader.attributes(on: group)) + ",\"children\":{"
    var separator = ""
    for name in try reader.children(of: group) {
      let path = group == "/" ? group + name : group + "/" + name
      let isDataset = chosen.contains(path)
      guard isDataset || chosen.contains(where: { $0.hasPrefix(path + "/") }) else { continue }
      text += separator + JSONText.quoted(name) + ":"
      separator = ","
      if isDataset {
        try append(reader, dataset: path, to: &text)
      } else {
        try append(reader, group: path, chosen, to: &text)
      }
    }
    text += "}}"
  }

  private static func append(
    _ reader: ResultsReader, dataset: String, to text: inout String
  ) throws {
    let shape = try reader.shape(dataset)
    text += "{\"attributes\":" + JSONText.object(try reader.attributes(on: dataset))
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
    case .strings(let values): values.map(JSONText.quoted)
    }
  }
}
