import Foundation
import Support

extension ResultsExport {
  /// Datasets as one long table: a row a value, with the columns `dataset`, `units`, one for each axis
  /// that any of them has, `value` (numbers) and `text` (texts).
  ///
  /// Axes show their labels as in `csv`; a dataset leaves the columns of axes that it does not have
  /// empty. Quoted after RFC 4180, a missing number is `NaN`.
  ///
  /// - Parameters:
  ///   - datasets: paths of datasets and groups; the whole file where there is none.
  ///   - write: called with some lines at a time.
  public static func tidy(
    _ reader: ResultsReader, datasets: [String] = [], write: (String) throws -> Void
  ) throws {
    let chosen = try reader.datasets(named: datasets)
    var axes: [String] = []
    for dataset in chosen {
      for name in unique(try reader.dims(dataset)) where !axes.contains(name) { axes.append(name) }
    }
    try write(
      unique(["dataset", "units"] + axes + ["value", "text"]).map(CSVText.field).joined(
        separator: ",")
        + "\n")
    for dataset in chosen {
      let shape = try reader.shape(dataset)
      let dims = try reader.dims(dataset)
      let labels = try zip(dims, shape).map { try axisLabels(reader, $0, $1).map(CSVText.field) }
      let axis = axes.map { unique(dims).firstIndex(of: $0) }
      let start =
        CSVText.field(dataset) + ","
        + CSVText.field(try reader.stringAttribute("units", on: dataset) ?? "")
      let values = try reader.values(dataset)
      var isText = false
      if case .strings = values { isText = true }
      let texts = plainTexts(values)
      var lines = ""
      try forEachPosition(shape) { index, position in
        lines += start
        for column in axis {
          lines += ","
          if let column { lines += labels[column][position[column]] }
        }
        lines += isText ? ",," + CSVText.field(texts[index]) + "\n" : "," + texts[index] + ",\n"
        if lines.utf8.count > 1 << 20 {
          try write(lines)
          lines = ""
        }
      }
      try write(lines)
    }
  }

  /// The same table as a file, which is whole or not there.
  public static func tidy(
    _ reader: ResultsReader, datasets: [String] = [], to path: String
  ) throws {
    let part = path + ".part"
    try AtomicFile.write(Data(), to: part)
    defer { unlink(part) }
    guard let handle = FileHandle(forWritingAtPath: part) else {
      throw SupportError.file(action: "write", path: part, reason: "it cannot be opened")
    }
    try tidy(reader, datasets: datasets) { lines in
      do {
        try handle.write(contentsOf: Data(lines.utf8))
      } catch {
        throw SupportError.file(
          action: "write", path: part, reason: (error as NSError).localizedDescription)
      }
    }
    handle.closeFile()
    try AtomicFile.commit(part, to: path)
  }
}
