import Foundation
import TestSupport
import Testing

/// The arrows of `Package.swift`: what a target declares, it imports.
@Suite struct PackageTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  private struct Description: Decodable {
    struct Target: Decodable {
      var name: String
      var type: String
      var path: String?
      var dependencies: [[String: [String?]]]
    }
    var targets: [Target]

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: Key.self)
      targets = try container.decode([Lenient].self, forKey: .targets).map(\.target)
    }
    private enum Key: CodingKey { case targets }

    /// Dependencies hold names, nulls and conditions; only the names are wanted.
    private struct Lenient: Decodable {
      var target: Target
      private enum Key: CodingKey { case name, type, path, dependencies }
      private struct Part: Decodable {
        var text: String?
        init(from decoder: any Decoder) throws {
          text = try? decoder.singleValueContainer().decode(String.self)
        }
      }
      init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        target = Target(
          name: try container.decode(String.self, forKey: .name),
          type: try container.decode(String.self, forKey: .type),
          path: try container.decodeIfPresent(String.self, forKey: .path),
          dependencies: try container.decode([[String: [Part]]].self, forKey: .dependencies)
            .map { $0.mapValues { $0.map(\.text) } })
      }
    }
  }

  private static func imports(of folder: String) throws -> Set<String> {
    var found: Set<String> = []
    // The second level of kernels is a link.
    let folder = URL(fileURLWithPath: folder).resolvingSymlinksInPath().path
    for file in try FileManager.default.subpathsOfDirectory(atPath: folder)
    where file.hasSuffix(".swift") {
      let text = try String(contentsOfFile: folder + "/" + file, encoding: .utf8)
      for line in text.split(separator: "\n") {
        let words = line.split(separator: " ")
        guard let place = words.firstIndex(of: "import"), place < 2, place + 1 < words.count else {
          continue
        }
        found.insert(String(words[words.count - 1]))
      }
    }
    return found
  }

  @Test func noArrowIsDead() throws {
    let swift = try #require(ChildProcessPath.swift)
    let folder = try TemporaryFolder()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: swift)
    process.arguments = [
      "package", "--package-path", Self.root, "--scratch-path", folder.file("scratch"),
      "dump-package",
    ]
    let output = folder.file("package.json")
    #expect(FileManager.default.createFile(atPath: output, contents: nil))
    process.standardOutput = FileHandle(forWritingAtPath: output)
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    let description = try JSONDecoder().decode(
      Description.self, from: Data(contentsOf: URL(fileURLWithPath: output)))
    #expect(description.targets.count > 20)
    for target in description.targets where target.type != "system" {
      let path =
        "\(Self.root)/"
        + (target.path ?? (target.type == "test" ? "Tests/" : "Sources/") + target.name)
      let imported = try Self.imports(of: path)
      for dependency in target.dependencies {
        let name = (dependency.values.first?.first ?? nil) ?? ""
        // The executable is run, not imported.
        #expect(imported.contains(name) || name == "assay", "\(target.name) never imports \(name)")
      }
    }
  }
}

private enum ChildProcessPath {
  static var swift: String? {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin"
    return path.split(separator: ":").map { "\($0)/swift" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }
}
