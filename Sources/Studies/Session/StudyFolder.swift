import Foundation
import Results
import Support

/// The folder of one run of a study: what may be in it, and who may work there.
struct StudyFolder: Sendable {
  let path: String

  var results: String { path + "/results.h5" }
  var registration: String { path + "/registration.json" }

  /// Whether the folder holds a readable file of results with its conclusions.
  var hasCompleteResults: Bool {
    FileManager.default.fileExists(atPath: results)
      && (try? ResultsFile.identity(ResultsReader(path: results)).isComplete) == true
  }

  /// How long the commands took that have made the file of results so far; 0 without one, or where it cannot be read and is made anew.
  var seconds: Double {
    (try? ResultsReader(path: results).doubleAttribute("wall_s")) ?? 0
  }

  /// Whether a run may begin here, or go on.
  ///
  /// - Throws: `StudiesError.occupied`, with what to do.
  func check(_ mode: StudySession.Mode, say: (String) -> Void) throws {
    let files = FileManager.default
    let there = try files.contentsOfDirectory(atPath: path).filter { !$0.hasPrefix(".") }
    guard !there.isEmpty else { return }
    guard files.fileExists(atPath: registration) || there == ["calibration"] else {
      throw StudiesError.occupied(
        path: path, reason: "it is not empty and holds no study; choose another --out")
    }
    try checkBuild()
    guard mode == .fresh, files.fileExists(atPath: path + "/runs") else { return }
    if !hasCompleteResults {
      throw StudiesError.occupied(
        path: path,
        reason: "it holds an unfinished run; pass --resume to go on, or --overwrite to start again")
    }
    say("\(path) is complete already; nothing is trained again")
  }

  /// Refuses stages that another build of the program made: it would not use them, but make them again in their place.
  private func checkBuild() throws {
    let runs = path + "/runs"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: runs)) ?? []
    let others = names.count { name in
      StageKey(in: runs + "/" + name)?.program.map { $0 != StageCache.program } == true
    }
    guard others == 0 else {
      let hint =
        hasCompleteResults
        ? "draw its tables and figures with this one (assay study report \(results))"
        : "go on with that one"
      throw StudiesError.occupied(
        path: path,
        reason: "another build of this program made \(others) of its stages; \(hint), or pass "
          + "--overwrite to start again")
    }
  }

  /// Removes a study's files and nothing else.
  func clear() throws {
    for name in [
      "runs", "calibration", "figures", "tables", "registration.json", "study.yaml", "plan.yaml",
      "results.h5", "results.h5.part", "report.md", "report.html", "shards", "submit",
    ] { try AtomicFile.remove(path + "/" + name) }
  }

  /// Writes what is fixed before the first run, or checks that it is what was written.
  ///
  /// - Returns: the text of the registration.
  /// - Throws: `StudiesError.occupied` if another run is registered here; `.plan` if a replicate that is to confirm
  ///   something was used before.
  func register(_ registration: Registration, settings: String, isConfirmatory: Bool) throws
    -> String
  {
    let text = try registration.text
    if FileManager.default.fileExists(atPath: self.registration) {
      let old = try AtomicFile.readText(self.registration)
      if old == text { return text }
      let difference = registration.difference(from: old)
      guard difference.isEmpty else {
        throw StudiesError.occupied(
          path: path,
          reason: "it holds a run with another registration (\(difference)); choose another --out, "
            + "or pass --overwrite to remove it")
      }
      return old
    }
    if isConfirmatory { try requireFresh(registration) }
    try AtomicFile.write(text, to: self.registration)
    try AtomicFile.write(settings, to: path + "/study.yaml")
    return text
  }

  /// Data that shaped a hypothesis cannot confirm it: replicates of another run of the study are refused.
  private func requireFresh(_ registration: Registration) throws {
    let parent = (path as NSString).deletingLastPathComponent
    let siblings = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
    for name in siblings.sorted() where parent + "/" + name != path {
      let other = parent + "/" + name + "/results.h5"
      guard let reader = try? ResultsReader(path: other),
        try reader.stringAttribute("study") == registration.study,
        let seeds = try? reader.ints("/axes/seed")
      else { continue }
      if let spent = seeds.first(where: registration.replicates.contains) {
        throw StudiesError.plan(
          "replicate \(spent) was used by \(other) before; data that shaped a hypothesis cannot "
            + "confirm it: pass --first-seed with a number that no run has used")
      }
    }
  }
}
