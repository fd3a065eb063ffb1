import Foundation

/// Data sets that lie beside the project on some machines; `nil` where they do not.
public func sharedData(_ name: String) -> String? {
  let here = URL(fileURLWithPath: #filePath)
  return [here, here.resolvingSymlinksInPath()].map { start in
    var root = start
    for _ in 0..<4 { root.deleteLastPathComponent() }
    return root.appendingPathComponent("shared/data/" + name).path
  }.first { FileManager.default.fileExists(atPath: $0) }
}
