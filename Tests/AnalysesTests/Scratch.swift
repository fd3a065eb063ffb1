import Foundation
import Interchange
import Results
import Support

/// A folder of test files that is removed with this object.
final class Scratch: Sendable {
  let folder: String

  init() throws {
    folder = NSTemporaryDirectory() + "/assay-analyses-" + UUID().uuidString
    try AtomicFile.createFolder(folder)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  func path(_ name: String) -> String { folder + "/" + name }

  /// Writes a text file and returns its path.
  func file(_ text: String, _ name: String) throws -> String {
    try AtomicFile.write(text, to: path(name))
    return path(name)
  }

  /// Writes a results file with the arms `base` and `rl` and two seeds, and returns its path.
  ///
  /// - Parameter ids: the problems' identifiers; `nil` leaves them out.
  func results(
    _ name: String = "results.h5", sets: [String: [Int32]], shape: [Int] = [2, 2, 2, 3],
    ids: [UInt64]? = [11, 12]
  ) throws -> String {
    let writer = try ResultsWriter(path: path(name))
    try writer.write(
      ["base", "rl"], shape: [2], to: "/axes/arm", dims: "arm", description: "arms")
    try writer.write(
      [Int64(0), 1], shape: [2], to: "/axes/seed", units: "1", dims: "seed", description: "seeds")
    let dims = shape.count == 4 ? "arm,seed,problem,count" : "arm,seed,count"
    for (set, counts) in sets.sorted(by: { $0.key < $1.key }) {
      try writer.write(
        counts, shape: shape, to: "/eval/\(set)/counts", units: "samples", dims: dims,
        description: "counts")
      if let ids {
        try writer.write(
          ids, shape: [ids.count], to: "/problems/\(set)/id", units: "1", dims: "problem",
          description: "identifiers")
      }
    }
    try writer.finish()
    return path(name)
  }

  /// The message of the error that a body throws, without the folder.
  func message(_ body: () throws -> Void) -> String {
    do {
      try body()
      return "no error"
    } catch {
      return "\(error)".replacingOccurrences(of: folder + "/", with: "")
    }
  }
}

extension CountTable {
  /// `id:c/n` of every problem.
  var short: [String] { problems.map { "\($0.id):\($0.c)/\($0.n)" } }
}

/// How near numbers must be.
enum Tolerance {
  /// Worked examples print twelve decimals.
  static let worked = 1e-11
  /// Worked examples print six decimals, rounded.
  static let sixDigits = 1e-6
}
