import Foundation
import Support

/// Finished pieces of work, kept by the hash of everything that made them.
///
/// A stage is a folder. It is made under the results folder, and when it is finished a copy goes into the
/// cache, so that another study or another folder with the same base does not train again. Clock times are
/// not part of a hash; the numbers that the engine computes are.
struct StageCache: Sendable {
  /// The cache's folder; `nil` turns caching off.
  let folder: String?

  /// The hash of a stage's description.
  ///
  /// - Parameter engine: the fingerprint of the engine's numbers.
  static func hash(_ description: some Encodable, engine: String) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let json = String(decoding: try encoder.encode(description), as: UTF8.self)
    return SHA256.hex("assay stage \(engine) \(program)\n" + json)
  }

  /// The digest of the running program: settings and engine do not tell one version of a reward or a probe from another.
  private static let program: String = {
    let path = Bundle.main.executablePath ?? "/proc/self/exe"
    guard let data = FileManager.default.contents(atPath: path) else { return "unknown" }
    return SHA256.hex(SHA256.digest(data))
  }()

  /// Whether a folder holds this finished stage.
  func isFinished(_ folder: String, hash: String) -> Bool {
    (try? AtomicFile.readText(folder + "/stage.sha256")) == hash + "\n"
  }

  /// Brings a stage into `target`: it is there already, or in the cache, or `make` makes it.
  ///
  /// - Parameter make: fills `target`, going on from what an interrupted run left there.
  /// - Returns: whether it had to be made.
  func bring(_ hash: String, to target: String, _ make: () throws -> Void) throws -> Bool {
    if isFinished(target, hash: hash) { return false }
    let files = FileManager.default
    if let cached = folder.map({ $0 + "/stages/" + hash }), isFinished(cached, hash: hash) {
      try replace(target, with: cached)
      return false
    }
    let marker = target + "/stage.unfinished"
    if (try? AtomicFile.readText(marker)) != hash + "\n" {
      // What lies here belongs to other settings; the caller has checked that it may be replaced.
      if files.fileExists(atPath: target) { try remove(target) }
      try AtomicFile.createFolder(target)
      try AtomicFile.write(hash + "\n", to: marker)
    }
    try make()
    try AtomicFile.write(hash + "\n", to: target + "/stage.sha256")
    try remove(marker)
    // Another study may have put the same stage there meanwhile.
    if let folder, !isFinished(folder + "/stages/" + hash, hash: hash) {
      try AtomicFile.createFolder(folder + "/stages")
      try replace(folder + "/stages/" + hash, with: target)
    }
    return true
  }

  private func remove(_ path: String) throws {
    do {
      try FileManager.default.removeItem(atPath: path)
    } catch {
      throw SupportError.file(
        action: "remove", path: path, reason: (error as NSError).localizedDescription)
    }
  }

  /// Copies a folder so that the target appears whole or not at all.
  private func replace(_ target: String, with source: String) throws {
    let files = FileManager.default
    let temporary = target + ".part-\(ProcessInfo.processInfo.processIdentifier)"
    do {
      try AtomicFile.createFolder((target as NSString).deletingLastPathComponent)
      if files.fileExists(atPath: temporary) { try files.removeItem(atPath: temporary) }
      try files.copyItem(atPath: source, toPath: temporary)
      if files.fileExists(atPath: target) { try files.removeItem(atPath: target) }
      try files.moveItem(atPath: temporary, toPath: target)
    } catch let error as NSError {
      throw SupportError.file(
        action: "copy to \(target)", path: source, reason: error.localizedDescription)
    }
  }
}
