import Analyses
import ArgumentParser
import Foundation
import Interchange
import Training

/// The tables of a sweep, with the columns that mean something filled in.
enum SweepTable {
  /// Whether a path is the folder of a sweep.
  static func isSweep(_ path: String) -> Bool { SweepFolder(path).table(.runs) != nil }

  /// The table to compare arms by: held-out problems where there are any, or with a value the runs.
  static func measurements(_ folder: String, for columns: inout CompareColumns) throws -> String {
    let sweep = SweepFolder(folder)
    if columns.arm.isEmpty { columns.arm = "arm" }
    if columns.unit == nil { columns.unit = "seed" }
    if columns.value.isEmpty, let problems = sweep.table(.problems) {
      columns.value = "accuracy"
      if columns.problem == nil { columns.problem = "problem" }
      return problems
    }
    guard let runs = sweep.table(.runs) else { return folder }
    guard columns.value.isEmpty else { return runs }
    let metrics = try ColumnTable.read(runs).columns.filter {
      !["arm", "seed", "run", "status", "step"].contains($0)
    }
    throw ValidationError(
      "\(folder) has no held-out problems (evaluation.every is 0); name a metric with --value: "
        + metrics.joined(separator: ", "))
  }

  /// The table of training curves of a folder; any other path as it is.
  static func curves(_ path: String) -> String { SweepFolder(path).table(.curves) ?? path }
}
