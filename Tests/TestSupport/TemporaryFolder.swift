import Foundation

/// An empty folder that is removed with this object.
public final class TemporaryFolder: Sendable {
  /// Its path.
  public let path: String

  /// Creates it.
  public init() throws {
    path = (NSTemporaryDirectory() as NSString).appendingPathComponent(
      "assay-test-" + UUID().uuidString)
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The path of a file in it.
  public func file(_ name: String) -> String { path + "/" + name }

  /// The names of what it holds, sorted.
  public var names: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
  }
}
