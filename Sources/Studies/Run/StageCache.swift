import Foundation
import Support
import Synchronization
import Training

/// Finished pieces of work, kept by the hash of everything that made them.
///
/// A stage is a folder. It is made under the results folder, and when it is finished a copy goes into the
/// cache, so that another study or another folder with the same base does not train again. Clock times are
/// not part of a hash; the numbers that the engine computes are. A finished stage has the SHA-256 of all its
/// files; before the first use each is looked at, and one that is not as it was written is made again.
public struct StageCache: Sendable {
  /// The cache's folder; `nil` turns caching off.
  let folder: String?
  /// Says what was found damaged, or could not be kept.
  var warn: @Sendable (String) -> Void = { _ in }
  private let checked = Checked()

  /// Stages that were looked at by this process.
  private final class Checked: Sendable {
    let folders = Mutex<Set<String>>([])
  }

  /// A cache in a folder; `nil` turns caching off.
  public init(folder: String?, warn: @escaping @Sendable (String) -> Void = { _ in }) {
    self.folder = folder
    self.warn = warn
  }

  /// The key of a stage's description.
  ///
  /// - Parameter engine: the fingerprint of the engine's numbers.
  static func key(_ description: some Encodable, engine: String) throws -> StageKey {
    try StageKey(description, engine: engine, program: program)
  }

  /// The digest of the running program: settings and engine do not tell one version of a reward or a probe from another.
  static let program: String = {
    let path = Bundle.main.executablePath ?? "/proc/self/exe"
    guard let data = FileManager.default.contents(atPath: path) else { return "unknown" }
    return SHA256.hex(SHA256.digest(data))
  }()

  /// Whether a folder holds this finished stage, as far as its marks say.
  func isFinished(_ folder: String, hash: String) -> Bool {
    (try? AtomicFile.readText(folder + "/stage.sha256")) == hash + "\n"
      && FileManager.default.fileExists(atPath: folder + "/" + FolderDigest.name)
  }

  /// Whether a finished stage is in `target` or in the cache.
  func has(_ hash: String, in target: String) -> Bool {
    isFinished(target, hash: hash)
      || folder.map { isFinished($0 + "/stages/" + hash, hash: hash) } == true
  }

  /// Brings a stage into `target`: it is there already, or in the cache, or `make` makes it.
  ///
  /// - Parameters:
  ///   - description: the text that `hash` is the hash of; kept with the stage where it is given.
  ///   - make: fills `target`, going on from what an interrupted run left there.
  /// - Returns: whether it had to be made.
  /// - Throws: what `make` throws; `SupportError.file`.
  public func bring(
    _ hash: String, describedBy description: String = "", to target: String,
    _ make: () throws -> Void
  ) throws -> Bool {
    if isFinished(target, hash: hash), try isWhole(target) {
      Details.say("\(target): finished before, stage \(hash.prefix(12))")
      return false
    }
    let cached = folder.map { $0 + "/stages/" + hash }
    if let cached, isFinished(cached, hash: hash) {
      try copy(cached, to: target)
      if try isWhole(target) {
        Details.say("\(target): taken from \(cached)")
        return false
      }
      try AtomicFile.remove(cached)
    }
    let marker = target + "/stage.unfinished"
    func begin() throws {
      try AtomicFile.remove(target)
      try AtomicFile.createFolder(target)
      try AtomicFile.write(hash + "\n", to: marker)
    }
    // What lies here belongs to other settings otherwise; the caller has checked that it may be replaced.
    if (try? AtomicFile.readText(marker)) == hash + "\n" {
      Details.say("\(target): going on with what an interrupted run left")
    } else {
      Details.say("\(target): to be made; \(reason(StageKey(text: description), target: target))")
      try begin()
    }
    do {
      try make()
    } catch TrainingError.checkpoint(let path, let reason) {
      warn("\(path) cannot be gone on with (\(reason)); this stage is made again")
      try begin()
      try make()
    }
    if !description.isEmpty {
      try AtomicFile.write(description, to: target + "/" + StageKey.name)
    }
    try AtomicFile.write(hash + "\n", to: target + "/stage.sha256")
    try AtomicFile.remove(marker)
    try FolderDigest.write(in: target)
    _ = checked.folders.withLock { $0.insert(target) }
    if let cached, !isFinished(cached, hash: hash) {
      do {
        try copy(target, to: cached)
      } catch {
        warn("the cache does not keep this stage: \(error)")
      }
    }
    return true
  }

  /// Whether a finished stage is as it was written; what is not is thrown away, and said.
  private func isWhole(_ target: String) throws -> Bool {
    if checked.folders.withLock({ $0.contains(target) }) { return true }
    if let damage = FolderDigest.damage(in: target) {
      warn("\(target): \(damage); it is thrown away and made again")
      try AtomicFile.remove(target)
      return false
    }
    _ = checked.folders.withLock { $0.insert(target) }
    return true
  }

  /// Copies a folder so that the target appears whole or not at all.
  private func copy(_ source: String, to target: String) throws {
    let files = FileManager.default
    let parent = (target as NSString).deletingLastPathComponent
    let temporary = target + Self.mark + "\(ProcessInfo.processInfo.processIdentifier)"
    do {
      try AtomicFile.createFolder(parent)
      try removeLeftovers(in: parent)
      try AtomicFile.remove(temporary)
      try files.copyItem(atPath: source, toPath: temporary)
      try AtomicFile.remove(target)
      // Another study may have put the same stage there meanwhile.
      guard rename(temporary, target) == 0 || files.fileExists(atPath: target) else {
        throw SupportError.file(
          action: "rename to \(target)", path: temporary, reason: String(cString: strerror(errno)))
      }
      try AtomicFile.remove(temporary)
    } catch {
      try? AtomicFile.remove(temporary)
      if let error = error as? SupportError { throw error }
      throw SupportError.file(
        action: "copy to \(target)", path: source, reason: (error as NSError).localizedDescription)
    }
  }

  /// What stands between the name of a stage that is being copied and the process that copies it, on this machine.
  private static let mark = ".part-\(ProcessInfo.processInfo.hostName)-"

  /// Removes copies that a kill of their process left unfinished.
  private func removeLeftovers(in parent: String) throws {
    for name in (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? [] {
      guard let mark = name.range(of: Self.mark), let process = Int32(name[mark.upperBound...]),
        kill(process, 0) != 0, errno == ESRCH
      else { continue }
      try AtomicFile.remove(parent + "/" + name)
    }
  }
}
