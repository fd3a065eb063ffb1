import ArgumentParser
import Figures
import Foundation
import Results
import Sandbox
import Support
import Tensors
import Training

struct Doctor: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "What this machine has, what Assay makes of it, and what to do about what is missing.",
    discussion: """
      Nothing here changes a result but for `kernels: blas`: with the default, `kernels: portable`, the same
      settings and seed give the same numbers whatever this page says. The line `numbers` is a fingerprint of
      two toy training steps and a toy rollout: machines where it is the same compute the same bits.
      """)

  @Flag(help: "Print the page as JSON.") var json = false

  struct Finding: Encodable {
    var what: String
    var found: String
    var advice: String?
  }

  func run() throws {
    let findings = [
      Self.processor, try Self.vectors, Self.numbers, Self.blas, Self.gnuplot, Self.bubblewrap,
      Self.python,
      Self.cache,
    ]
    if json { return try Output.json(findings) }
    print("assay \(Provenance.toolVersion)\n")
    for finding in findings {
      print(finding.what.padding(toLength: 12, withPad: " ", startingAt: 0) + finding.found)
      if let advice = finding.advice {
        print(String(repeating: " ", count: 12) + "→ " + advice)
      }
    }
  }

  private static var processor: Finding {
    let cores = ProcessInfo.processInfo.activeProcessorCount
    return Finding(
      what: "processor", found: "\(Processor.name), \(cores) core\(cores == 1 ? "" : "s")")
  }

  private static var vectors: Finding {
    get throws {
      let level = try Processor.level()
      let others = Processor.levels.filter { $0 != level }.map(\.rawValue)
      let note =
        others.isEmpty ? "" : " (ASSAY_SIMD=\(others.joined(separator: " or ")) for another level)"
      return Finding(what: "vectors", found: level.rawValue + note)
    }
  }

  /// The same on every machine as long as the version is.
  private static var numbers: Finding {
    Finding(
      what: "numbers",
      found: String(EngineFingerprint.text(of: .portable).prefix(16)) + " (portable)")
  }

  private static var blas: Finding {
    do {
      let library = try OpenBLAS.shared()
      let version = library.version.isEmpty ? "" : "\(library.version), "
      return Finding(
        what: "blas", found: "\(version)core \(library.core), \(library.path)",
        advice: library.isBelowProcessor
          ? "its kernels are older than the processor: unset OPENBLAS_CORETYPE, or install a "
            + "newer OpenBLAS; only `kernels: blas` and the roof of `assay bench` are slower"
          : nil)
    } catch {
      return Finding(what: "blas", found: "none", advice: "\(error)")
    }
  }

  private static var gnuplot: Finding {
    program("gnuplot", package: "gnuplot-nox", without: "figures are left as data and scripts")
  }

  private static var bubblewrap: Finding {
    do {
      let trial = try SandboxTrial.run()
      let cost = "\(Int((trial.startSeconds * 1000).rounded())) ms a program"
      guard trial.weaknesses.isEmpty else {
        return Finding(
          what: "sandbox", found: "bubblewrap, \(cost)",
          advice: "it does not hold back: \(trial.weaknesses.joined(separator: ", ")); do not run "
            + "programs here that models wrote")
      }
      return Finding(
        what: "sandbox",
        found: "bubblewrap, \(cost); seen to hold back network, files, capabilities, name spaces, "
          + "system calls, environment; to bound processes, memory, files, time")
    } catch {
      return Finding(
        what: "sandbox", found: "none",
        advice: "programs that models write (HumanEval) cannot be run in isolation: \(error)")
    }
  }

  private static var python: Finding {
    program("python3", package: "python3-pip", without: "`assay model fetch` cannot download")
  }

  private static func program(
    _ program: String, name: String? = nil, package: String, without: String
  ) -> Finding {
    let path = ChildProcess.path(of: program)
    return Finding(
      what: name ?? program, found: path ?? "none",
      advice: path == nil ? "\(without); apt-get install \(package)" : nil)
  }

  private static var cache: Finding {
    let path = CacheFolder.path
    let probe = path + "/doctor-\(ProcessInfo.processInfo.processIdentifier)"
    do {
      try AtomicFile.write("", to: probe)
      try FileManager.default.removeItem(atPath: probe)
      return Finding(what: "cache", found: "\(path), \(size(of: path))")
    } catch {
      return Finding(
        what: "cache", found: path,
        advice: "it cannot be written (\(error)); set ASSAY_CACHE to a folder that can")
    }
  }

  private static func size(of folder: String) -> String {
    let files = FileManager.default.enumerator(
      at: URL(fileURLWithPath: folder), includingPropertiesForKeys: [.fileSizeKey])
    var bytes = 0
    while let file = files?.nextObject() as? URL {
      bytes += (try? file.resourceValues(forKeys: [.fileSizeKey]).fileSize) ?? 0
    }
    return "\(bytes / 1_000_000) MB in use"
  }
}
