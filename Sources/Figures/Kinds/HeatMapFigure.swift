extension Figure {
  /// Colored cells with their values: rows from top to bottom, columns from left to right.
  ///
  /// - Parameters:
  ///   - values: `[rows][columns]`; NaN is an empty grey cell.
  ///   - texts: what is written into the cells; `nil` writes the values.
  ///   - valueLabel: what the colors mean, with units in brackets.
  ///   - xLabel: what the columns are.
  ///   - yLabel: what the rows are.
  /// - Precondition: values and texts fit the names.
  public static func heatMap(
    name: String, title: String, caption: String = "", rows: [String], columns: [String],
    values: [[Double]], texts: [[String]]? = nil, valueLabel: String, xLabel: String, yLabel: String
  ) -> Figure {
    Figure(
      id: name, name: name, title: title, caption: caption,
      panels: [
        Panel(
          xLabel: xLabel, yLabel: yLabel,
          content: .heatMap(
            HeatMap(
              rows: rows, columns: columns, values: values, texts: texts, valueLabel: valueLabel)))
      ], panelWidth: min(1100, max(480, 240 + 70 * columns.count)),
      panelHeight: min(900, max(260, 120 + 36 * rows.count)))
  }
}
