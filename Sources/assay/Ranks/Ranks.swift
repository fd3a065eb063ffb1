import ArgumentParser
import Foundation
import Support

/// The processes that `mpirun` starts, as the command line deals with them.
enum Ranks {
  /// What `mpirun` says to a process that it has started with others.
  struct Launch {
    var rank: Int
    var size: Int
    /// Those on the same machine.
    var beside: Int
  }

  /// How Open MPI started this process; `nil` where it did not, or alone.
  static let launch: Launch? = {
    let variables = ProcessInfo.processInfo.environment
    func number(_ name: String) -> Int? { variables["OMPI_COMM_WORLD_" + name].flatMap { Int($0) } }
    guard let size = number("SIZE"), size > 1, let rank = number("RANK") else { return nil }
    return Launch(rank: rank, size: size, beside: number("LOCAL_SIZE") ?? 1)
  }()

  /// Whether this process is the one that speaks.
  static var leads: Bool { (launch?.rank ?? 0) == 0 }

  /// Whether this program was built with MPI.
  static var hasMPI: Bool {
    #if MPI
      true
    #else
      false
    #endif
  }

  /// Refuses to run N times what should run once, unless it is one run of N ranks.
  ///
  /// - Throws: `UsageError`.
  static func check(_ command: any ParsableCommand) throws {
    guard let launch else { return }
    guard hasMPI else {
      throw UsageError(
        "mpirun has started \(launch.size) processes, and this assay knows no MPI; build it with "
          + "make mpi (swift build -c release --traits MPI)")
    }
    guard command is Train else {
      throw UsageError(
        "only assay train shares its work among ranks; start this command without mpirun")
    }
  }

  /// Threads that compute, unless told: the cores that this rank is bound to, or its share of the machine's.
  static var defaultWorkers: Int {
    let process = ProcessInfo.processInfo
    let cores = process.activeProcessorCount
    guard let launch, cores >= process.processorCount else { return cores }
    return max(1, cores / launch.beside)
  }

  /// Runs something with the others, if there are any; ends the program where it fails with them.
  ///
  /// One that fails alone is waited for by the others in vain: it says why, and ends them. Where all fail, rank 0 says why.
  static func together(_ body: (any Communicator) throws -> Void) throws {
    #if MPI
      guard launch != nil else { return try body(SingleProcess()) }
      let ranks = try MPIRanks()
      do {
        try body(ranks)
      } catch {
        let code = Failure.exitCode(error) ?? 1
        let isEcho = if case SupportError.rankFailed = error { true } else { false }
        try? StandardOutput.flush()
        if ranks.leads { write(Failure.lines(error)) }
        // An echo has no code of its own.
        guard let codes = ranks.part(code: isEcho ? -1 : code, patience: 10) else {
          if !ranks.leads { write("rank \(ranks.rank): \(Failure.lines(error))") }
          ranks.abort(code: code)
        }
        let shared = codes.first { $0 > 0 } ?? code
        ranks.finish(code: shared)
        Foundation.exit(shared)
      }
      _ = ranks.part(code: 0, patience: .infinity)
      ranks.finish(code: 0)
    #else
      try body(SingleProcess())
    #endif
  }

  /// Says why the program ends, before it has joined others.
  ///
  /// What is wrong with all of them rank 0 says: when it has ended, `mpirun` ends the others. What is wrong with another one
  /// alone, that one says.
  static func say(_ text: String) {
    guard let launch, launch.rank > 0 else { return write(text) }
    sleep(2)
    write("rank \(launch.rank): \(text)")
  }

  private static func write(_ text: String) {
    FileHandle.standardError.write(Data("assay: \(text)\n".utf8))
  }
}

/// A command that cannot be run like this, in one line.
struct UsageError: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
