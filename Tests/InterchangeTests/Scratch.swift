import Foundation
import Interchange
import Support

/// A folder of test files that is removed with this object.
final class Scratch: Sendable {
  let folder: String

  init() throws {
    folder = NSTemporaryDirectory() + "/assay-interchange-" + UUID().uuidString
    try AtomicFile.createFolder(folder)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  func path(_ name: String) -> String { folder + "/" + name }

  /// Writes a file and returns its path.
  func file(_ text: String, _ name: String = "results.csv") throws -> String {
    try AtomicFile.write(text, to: path(name))
    return path(name)
  }

  /// The message of the error that reading a text gives, without the folder.
  func message(
    _ text: String, _ name: String = "results.csv",
    selection: LMEvalSelection = LMEvalSelection()
  ) throws -> String {
    try message(file: try file(text, name), selection: selection)
  }

  /// The same for a file that is there.
  func message(
    file path: String, selection: LMEvalSelection = LMEvalSelection()
  ) throws -> String {
    do {
      _ = try SampleCounts.read(path, selection: selection)
      return "no error"
    } catch {
      return "\(error)".replacingOccurrences(of: folder + "/", with: "")
    }
  }
}

extension CountTable {
  /// `id:c/n@line` of every problem.
  var short: [String] {
    problems.map { "\($0.id):\($0.c)/\($0.n)" + ($0.line.map { "@\($0)" } ?? "") }
  }
}
