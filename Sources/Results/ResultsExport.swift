import Foundation
import Support

/// Turns a results file into formats that need no HDF5.
public enum ResultsExport {
  /// Writes every dataset as a tidy CSV: one column an axis, and the column `value`.
  ///
  /// The file of `/eval/id/counts` is `<folder>/eval/id/counts.csv`. An axis `arm` shows the labels
  /// of `/axes/arm` if there are as many as the axis is long, else positions from 0. Texts are
  /// quoted after RFC 4180 where needed; a missing number is `NaN`. Lines end with a line feed.
  ///
  /// - Parameter datasets: paths of datasets and groups; the whole file where there is none.
  /// - Returns: the files, in the order of `reader.datasets()`.
  @discardableResult
  public static func csv(
    _ reader: ResultsReader, datasets: [String] = [], folder: String
  ) throws -> [String] {
    try reader.datasets(named: datasets).map { dataset in
      let path = folder + "/" + file(of: dataset) + ".csv"
      try AtomicFile.write(try csv(reader, dataset: dataset), to: path)
      return path
    }
  }

  /// The place of a dataset's file in the folder of an export, without its extension.
  static func file(of dataset: String) -> String {
    dataset.split(separator: "/").map { $0 == ".." || $0 == "." ? "_" : String($0) }
      .joined(separator: "/")
  }

  /// One dataset as a tidy CSV.
  public static func csv(_ reader: ResultsReader, dataset: String) throws -> String {
    let shape = try reader.shape(dataset)
    let names = try reader.dims(dataset)
    let labels = try zip(names, shape).map { name, length in
      try axisLabels(reader, name, length).map(CSVText.field)
    }
    var out = unique(names + ["value"]).map(CSVText.field).joined(separator: ",") + "\n"
    let texts = csvTexts(try reader.values(dataset))
    forEachPosition(shape) { index, position in
      for axis in shape.indices { out += labels[axis][position[axis]] + "," }
      out += texts[index] + "\n"
    }
    return out
  }

  /// Calls `body` with every index of row-major values and its position on each axis.
  static func forEachPosition(_ shape: [Int], _ body: (Int, [Int]) throws -> Void) rethrows {
    var position = [Int](repeating: 0, count: shape.count)
    for index in 0..<shape.reduce(1, *) {
      try body(index, position)
      for axis in shape.indices.reversed() {
        position[axis] += 1
        if position[axis] < shape[axis] { break }
        position[axis] = 0
      }
    }
  }

  static func axisLabels(
    _ reader: ResultsReader, _ name: String, _ length: Int
  ) throws -> [String] {
    let axis = "/axes/" + name
    if reader.isDataset(axis), try reader.shape(axis) == [length] {
      return plainTexts(try reader.values(axis))
    }
    return (0..<length).map(String.init)
  }

  /// Column names made different: the second `parameter` becomes `parameter_2`.
  static func unique(_ names: [String]) -> [String] {
    var seen: [String: Int] = [:]
    return names.map { name in
      seen[name, default: 0] += 1
      return seen[name] == 1 ? name : "\(name)_\(seen[name] ?? 0)"
    }
  }

  static func plainTexts(_ values: ResultsValues) -> [String] {
    switch values {
    case .integers(let values): values.map(String.init)
    case .unsigned(let values): values.map { String($0) }
    case .doubles(let values): values.map { $0.isNaN ? "NaN" : "\($0)" }
    case .floats(let values): values.map { $0.isNaN ? "NaN" : "\($0)" }
    case .strings(let values): values
    }
  }

  private static func csvTexts(_ values: ResultsValues) -> [String] {
    if case .strings(let texts) = values { return texts.map(CSVText.field) }
    return plainTexts(values)
  }
}
