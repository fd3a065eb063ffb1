import Foundation
import Studies
import Support
import Synchronization
import TestSupport
import Testing
import Training

/// Finished stages are looked at before they are used: what is not as it was written is made again.
@Suite struct StageCacheTests {
  private let root: TemporaryFolder
  private let said = Said()

  init() throws { root = try TemporaryFolder() }

  private final class Said: Sendable {
    let lines = Mutex<[String]>([])
  }

  /// A cache as a new process would have it.
  private func cache(_ folder: String? = nil) -> StageCache {
    let said = said
    return StageCache(folder: folder ?? root.path + "/cache") { line in
      said.lines.withLock { $0.append(line) }
    }
  }

  private var target: String { root.path + "/runs/base-s0" }
  private var cached: String { root.path + "/cache/stages/hash" }

  /// Brings the stage; whether it had to be made.
  private func bring(_ cache: StageCache) throws -> Bool {
    let wasMade = try cache.bring("hash", to: target) {
      try AtomicFile.write("0.5\n", to: target + "/evaluation.json")
      try AtomicFile.write(
        Data(repeating: 7, count: 1000), to: target + "/checkpoints/step-1/model")
    }
    #expect(try AtomicFile.readText(target + "/evaluation.json") == "0.5\n")
    #expect(
      try AtomicFile.read(target + "/checkpoints/step-1/model") == Data(repeating: 7, count: 1000))
    return wasMade
  }

  @Test func aStageIsMadeOnce() throws {
    #expect(try bring(cache()))
    #expect(try !bring(cache()))
    try AtomicFile.remove(target)
    #expect(try !bring(cache()))
    #expect(said.lines.withLock { $0.isEmpty })
  }

  @Test(arguments: ["evaluation.json", "checkpoints/step-1/model", "stage.sha256", "files.sha256"])
  func aWrongBitIsFound(_ file: String) throws {
    for place in [target, cached] {
      _ = try bring(cache())
      if place == cached { try AtomicFile.remove(target) }
      var data = try AtomicFile.read(place + "/" + file)
      data[data.count / 2] ^= 4
      try AtomicFile.write(data, to: place + "/" + file)
      _ = try bring(cache())
      // What is in the cache now is whole again.
      try AtomicFile.remove(target)
      #expect(try !bring(cache()))
    }
  }

  /// A stage that is cut off is not copied back for ever.
  @Test func aTruncatedStageIsMadeAgain() throws {
    _ = try bring(cache())
    try AtomicFile.remove(target)
    try AtomicFile.write("", to: cached + "/checkpoints/step-1/model")
    #expect(try bring(cache()))
    #expect(said.lines.withLock { $0.count == 1 && $0[0].contains("made again") })
  }

  /// Files that others added change nothing; a file that is gone does.
  @Test func missingFilesAreFound() throws {
    _ = try bring(cache())
    try AtomicFile.remove(target + "/evaluation.json")
    try AtomicFile.remove(cached)
    #expect(try bring(cache()))
  }

  @Test func aCacheThatCannotBeWrittenIsAWarning() throws {
    try AtomicFile.write("", to: root.path + "/file")
    #expect(try bring(cache(root.path + "/file")))
    #expect(said.lines.withLock { $0.count == 1 && $0[0].hasPrefix("the cache does not keep") })
  }

  /// A checkpoint that is damaged is nothing to go on from: the stage begins again.
  @Test func aDamagedCheckpointBeginsTheStageAgain() throws {
    let tries = Mutex(0)
    let wasMade = try cache().bring("hash", to: target) {
      try tries.withLock { number in
        number += 1
        if number == 1 { throw TrainingError.checkpoint(path: "step-1", reason: "damaged") }
      }
      try AtomicFile.write("whole", to: target + "/model")
    }
    #expect(wasMade && tries.withLock { $0 } == 2)
    #expect(FolderDigest.damage(in: target) == nil)
  }

  private struct Described: Codable {
    var rate: Double
    var parent: String
    var probe: String?
  }

  private func key(
    _ rate: Double, parent: String = "", probe: String? = nil, program: String = "p"
  ) throws -> StageKey {
    try StageKey(
      Described(rate: rate, parent: parent, probe: probe), engine: "e", program: program)
  }

  @Test func keysSayWhatDiffers() throws {
    let own = try key(0.5)
    #expect(own.differences(from: own) == [])
    #expect(try own.differences(from: key(0.25)) == ["rate was 0.25, is 0.5"])
    #expect(
      try own.differences(from: key(0.25, program: "q"))
        == ["made by another build of this program", "rate was 0.25, is 0.5"])
    let (one, other) = (SHA256.hex("1"), SHA256.hex("2"))
    #expect(
      try key(1, parent: one).differences(from: key(1, parent: other))
        == ["parent is another stage"])
    // A training is not like a probe, and a text that is no key is like nothing.
    #expect(try own.differences(from: key(0.5, probe: "counts")) == nil)
    #expect(StageKey(text: "hash").differences(from: own) == nil)
  }

  /// What is missing is compared with what is there, and the nearest is named.
  @Test func aMissingStageNamesTheNearest() throws {
    for (name, rate) in [("near", 0.25), ("far", 0.125)] {
      let known = try key(rate, program: name == "far" ? "q" : "p")
      let place = root.path + "/runs/" + name
      _ = try cache().bring(known.hash, describedBy: known.text, to: place) {}
      #expect(StageKey(in: place) == known)
    }
    let wanted = try key(0.5)
    let reason = cache().reason(wanted, target: target)
    #expect(reason.hasSuffix("stages/\(try key(0.25).hash): rate was 0.25, is 0.5"), "\(reason)")
    #expect(
      StageCache(folder: nil).reason(wanted, target: target) == "no cache is used")
    #expect(
      cache(root.path + "/other").reason(wanted, target: target)
        == "the cache holds nothing like it")
  }

  /// What a kill left of a copy is removed by the next one; that of a living process is not.
  @Test func leftoversAreRemoved() throws {
    let host = ProcessInfo.processInfo.hostName
    let (dead, alive) = ("x.part-\(host)-2147483646", "x.part-\(host)-1")
    for name in [dead, alive] {
      try AtomicFile.write("", to: root.path + "/cache/stages/\(name)/file")
    }
    _ = try bring(cache())
    let left = try FileManager.default.contentsOfDirectory(atPath: root.path + "/cache/stages")
    #expect(Set(left) == ["hash", alive])
  }
}
