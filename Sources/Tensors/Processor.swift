import CProcessor
import KernelInterface
import Kernels

#if arch(x86_64)
  import KernelsV4
#endif
#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What is compiled for this processor.
public typealias VectorLevel = KernelInterface.VectorLevel

/// The inner loops in use: chosen once, at their first use.
let kernels: KernelTable = {
  do {
    return try Processor.table()
  } catch {
    // `assay` has asked before and reported it; a program that did not must not compute with anything else.
    preconditionFailure("\(error)")
  }
}()

/// This machine's processor and the inner loops that fit it.
public enum Processor {
  /// The name that the processor gives itself; the architecture where it gives none.
  public static var name: String {
    #if arch(x86_64)
      var bytes = [CChar](repeating: 0, count: 49)
      assay_processor_name(&bytes)
      let text = String(
        decoding: bytes.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
      let words = text.split(separator: " ").joined(separator: " ")
      return words.isEmpty ? "x86-64" : words
    #else
      return "arm64"
    #endif
  }

  /// The level that the kernels in use are compiled for.
  public static var levelInUse: VectorLevel { kernels.level }

  /// The name with the level in use.
  public static var description: String { "\(name), \(kernels.level.rawValue)" }

  /// One line if this processor cannot run what the compiler made.
  public static var unsuitable: String? {
    #if arch(x86_64)
      if assay_x86_level() < 3 {
        return "this processor lacks AVX2 or FMA (x86-64-v3), which Assay is compiled for"
      }
    #endif
    return nil
  }

  /// The levels that this processor can run, the fastest last.
  public static var levels: [VectorLevel] { tables.map(\.level) }

  /// All kernels that this processor can run, the fastest last.
  package static var tables: [KernelTable] {
    #if arch(x86_64)
      assay_x86_level() >= 4
        ? [Kernels.kernelTable, KernelsV4.kernelTable] : [Kernels.kernelTable]
    #else
      [Kernels.kernelTable]
    #endif
  }

  /// The level in use: the fastest, or the one that the variable `ASSAY_SIMD` names.
  ///
  /// - Throws: `TensorsError.setting` if the variable names none that this processor has.
  public static func level() throws -> VectorLevel { try table().level }

  static func table() throws -> KernelTable {
    let tables = tables
    guard let asked = getenv("ASSAY_SIMD").map({ String(cString: $0) }), !asked.isEmpty else {
      return tables[tables.count - 1]
    }
    guard let table = tables.first(where: { $0.level.rawValue == asked }) else {
      throw TensorsError.setting(
        name: "ASSAY_SIMD", value: asked,
        expected: tables.map(\.level.rawValue).joined(separator: " or ") + " on this processor")
    }
    return table
  }
}

/// What can go wrong before anything is computed.
public enum TensorsError: Error, Equatable, CustomStringConvertible {
  /// A setting has a value that it cannot have here.
  case setting(name: String, value: String, expected: String)
  /// No library of matrix products can be used: why, and what to do.
  case library(String)

  /// One line: what, found, what to do.
  public var description: String {
    switch self {
    case .setting(let name, let value, let expected):
      "\(name) is '\(value)', expected \(expected)"
    case .library(let reason): reason
    }
  }
}
