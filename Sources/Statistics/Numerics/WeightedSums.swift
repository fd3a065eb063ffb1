import Foundation
import Support

/// Sums of the rows of a table, each row times a weight, for many sets of weights.
///
/// The columns are laid out in panels of eight, and four sets of weights share every row that is loaded, so
/// that the arithmetic and not the memory sets the pace. A sum is taken in the order of the rows, whatever
/// else is computed beside it.
struct WeightedSums: Sendable {
  /// Sets of weights that are summed together.
  static let lanes = 4
  private static let width = 8

  let rows: Int
  let columns: Int
  private let panels: [[SIMD8<Double>]]

  /// A table of `rows × columns`, `[rows][columns]`.
  ///
  /// - Precondition: the table is rectangular and finite.
  init(_ table: [[Double]]) {
    rows = table.count
    let columns = table.first?.count ?? 0
    self.columns = columns
    for (index, row) in table.enumerated() {
      precondition(row.count == columns, "row \(index) has \(row.count) cells, not \(columns)")
      precondition(row.allSatisfy(\.isFinite), "row \(index) is not finite")
    }
    panels = stride(from: 0, to: columns, by: Self.width).map { first in
      table.map { row in
        var lanes = SIMD8<Double>.zero
        for i in 0..<min(Self.width, columns - first) { lanes[i] = row[first + i] }
        return lanes
      }
    }
  }

  /// `sums[lane][column] = Σ_row weights[row][lane] · table[row][column]`.
  ///
  /// - Parameters:
  ///   - weights: four weights a row, `[rows]`.
  ///   - sums: overwritten, `[lanes · columns]`.
  func add(_ weights: UnsafeBufferPointer<SIMD4<Double>>, into sums: inout [Double]) {
    precondition(weights.count == rows && sums.count == Self.lanes * columns, "sizes differ")
    for (panel, cells) in panels.enumerated() {
      var (a, b, c, d) = (
        SIMD8<Double>.zero, SIMD8<Double>.zero, SIMD8<Double>.zero, SIMD8<Double>.zero
      )
      cells.withUnsafeBufferPointer { cells in
        for row in 0..<rows {
          let (cell, weight) = (cells[row], weights[row])
          a = a.addingProduct(cell, SIMD8(repeating: weight[0]))
          b = b.addingProduct(cell, SIMD8(repeating: weight[1]))
          c = c.addingProduct(cell, SIMD8(repeating: weight[2]))
          d = d.addingProduct(cell, SIMD8(repeating: weight[3]))
        }
      }
      for (lane, sum) in [a, b, c, d].enumerated() {
        for i in 0..<min(Self.width, columns - panel * Self.width) {
          sums[lane * columns + panel * Self.width + i] = sum[i]
        }
      }
    }
  }

  /// Fills sums for many sets of weights, on all cores.
  ///
  /// - Parameters:
  ///   - sets: how many.
  ///   - workers: the most threads; the result does not depend on it.
  ///   - draw: writes the weights of set `i` into lane `i mod 4` of the rows, which are zero before.
  /// - Returns: `[columns][sets]`.
  func sums(
    sets: Int, workers: Int,
    draw:
      @Sendable (_ set: Int, _ lane: Int, _ rows: UnsafeMutableBufferPointer<SIMD4<Double>>)
      -> Void
  ) -> [[Double]] {
    let blocks = (sets + Self.lanes - 1) / Self.lanes
    let workers = max(1, min(workers, blocks))
    var out = [Double](repeating: 0, count: columns * sets)
    out.withUnsafeMutableBufferPointer { out in
      let out = SharedBuffer(out)
      DispatchQueue.concurrentPerform(iterations: workers) { worker in
        var weights = [SIMD4<Double>](repeating: .zero, count: rows)
        var sums = [Double](repeating: 0, count: Self.lanes * columns)
        for block in stride(from: worker, to: blocks, by: workers) {
          let used = min(Self.lanes, sets - block * Self.lanes)
          weights.withUnsafeMutableBufferPointer { weights in
            weights.update(repeating: .zero)
            for lane in 0..<used { draw(block * Self.lanes + lane, lane, weights) }
            add(UnsafeBufferPointer(weights), into: &sums)
          }
          for lane in 0..<used {
            for column in 0..<columns {
              out.base[column * sets + block * Self.lanes + lane] = sums[lane * columns + column]
            }
          }
        }
      }
    }
    return (0..<columns).map { Array(out[($0 * sets)..<(($0 + 1) * sets)]) }
  }

  /// Memory that threads write at different places.
  private struct SharedBuffer: @unchecked Sendable {
    let base: UnsafeMutablePointer<Double>
    init(_ buffer: UnsafeMutableBufferPointer<Double>) {
      // An empty table is never written.
      base = buffer.baseAddress ?? UnsafeMutablePointer(bitPattern: 8)!
    }
  }
}

/// The cores of this machine.
enum Cores {
  static var count: Int { max(1, ProcessInfo.processInfo.activeProcessorCount) }
}
