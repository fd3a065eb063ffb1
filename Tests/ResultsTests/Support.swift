import Foundation
import Results
import Testing

extension Tag {
  /// Needs a program that is not part of the project.
  @Tag static var external: Self
}

/// A folder for one test, removed with the object.
final class Scratch {
  let folder: String

  init() throws {
    folder = NSTemporaryDirectory() + "assay-results-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  func path(_ name: String) -> String { folder + "/" + name }
}

/// Runs a program found on the PATH and gives its standard output and status.
func run(_ program: String, _ arguments: [String]) throws -> (output: String, status: Int32) {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  process.arguments = [program] + arguments
  let pipe = Pipe()
  process.standardOutput = pipe
  process.standardError = FileHandle.nullDevice
  try process.run()
  let data = pipe.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  return (String(decoding: data, as: UTF8.self), process.terminationStatus)
}

func isInstalled(_ program: String, _ arguments: [String] = ["--version"]) -> Bool {
  (try? run(program, arguments).status) == 0
}

/// A small file with every type, a scalar, an empty array, groups and attributes.
func writeSample(to path: String) throws {
  let writer = try ResultsWriter(path: path)
  try writer.attribute("schema_version", ResultsSchema.version)
  try writer.attribute("study", "sharpening")
  try writer.attribute("threads", 2)
  try writer.attribute("level", 0.95)
  try writer.write(
    ["base", "rl_edge"], shape: [2], to: "/axes/arm", dims: "arm", description: "Arms")
  try writer.write(
    [Int64(900), 901, 902], shape: [3], to: "/axes/seed", units: "1", dims: "seed",
    description: "Seeds")
  try writer.write(
    [0.5, 0.25, .nan, 1e-300, -0.0, 3], shape: [2, 3], to: "/eval/id/passk",
    units: "probability", dims: "arm,seed", description: "pass@1")
  try writer.write(
    [Float(0.1), 2], shape: [2], to: "/train/rl_edge/s900/loss", units: "1", dims: "step",
    description: "Loss")
  try writer.write(
    [Int32(-1), 7, 8, 9], shape: [2, 2, 1], to: "/eval/id/counts", units: "samples",
    dims: "arm,step,count", description: "Counts")
  try writer.write(
    [UInt64.max, 1], shape: [2], to: "/problems/id/id", units: "1", dims: "problem",
    description: "Identifiers")
  try writer.write(
    [Int8(1), 0], shape: [2], to: "/tests/confirmatory", units: "1", dims: "hypothesis",
    description: "Registered")
  try writer.write(
    ["", "größer, \"quoted\"\nsecond line", "§"], shape: [3], to: "/problems/id/prompt",
    dims: "problem", description: "Prompts")
  try writer.write("a: 1\n", to: "/config/yaml", description: "Settings")
  try writer.write(
    [Double](), shape: [2, 0], to: "/fits/se", units: "1", dims: "fit,slot",
    description: "None yet")
  try writer.write(
    [String](), shape: [0], to: "/fits/name", dims: "fit", description: "None yet")
  try writer.write(
    [42.5], shape: [], to: "/scalar", units: "s", dims: "", description: "A scalar")
  try writer.finish()
}
