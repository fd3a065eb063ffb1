import Interchange

extension ColumnTable {
  /// The numbers of a column, one a row; `nil` where a cell is missing. A column of yes and no is one of 1 and 0, as one of
  /// True and False is.
  ///
  /// - Throws: as `numbers`.
  func measurements(_ column: String) throws -> [Double?] {
    let answers = ["yes": 1.0, "no": 0]
    let texts = try texts(column).map { $0?.lowercased() }
    guard texts.allSatisfy({ $0.map { answers[$0] != nil } ?? true }) else {
      return try numbers(column)
    }
    return texts.map { $0.flatMap { answers[$0] } }
  }
}
