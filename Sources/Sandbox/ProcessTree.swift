import Foundation
import Support

/// What a process and everything that it started use.
struct ProcessTree {
  /// Processes and threads.
  var tasks = 0
  /// Resident memory, bytes; what several share counts for each.
  var resident = 0
  private var processes: [Int32] = []

  /// The use of a tree now, as the kernel lists it; `nil` where it does not (macOS).
  init?(of root: Int32) {
    guard Self.isListed else { return nil }
    var waiting = [root]
    // A tree that grows faster than it is read has been read far enough.
    while let process = waiting.popLast(), processes.count < 10_000 {
      guard
        let threads = try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/task")
      else { continue }
      processes.append(process)
      tasks += threads.count
      let pages = Self.read("/proc/\(process)/statm").split(separator: " ")
      if pages.count > 1 { resident += (Int(pages[1]) ?? 0) * Int(getpagesize()) }
      for thread in threads.prefix(1000) {
        waiting += Self.read("/proc/\(process)/task/\(thread)/children").split(separator: " ")
          .compactMap { Int32($0) }
      }
    }
  }

  /// Resident memory with what is shared counted once, bytes.
  var proportional: Int {
    processes.reduce(0) { sum, process in
      let lines = Self.read("/proc/\(process)/smaps_rollup").split(separator: "\n")
      guard let line = lines.first(where: { $0.hasPrefix("Pss:") }),
        let kilobytes = line.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
      else {
        let pages = Self.read("/proc/\(process)/statm").split(separator: " ")
        return sum + (pages.count > 1 ? (Int(pages[1]) ?? 0) * Int(getpagesize()) : 0)
      }
      return sum + kilobytes * 1024
    }
  }

  /// Whether the kernel lists the children of a process.
  static let isListed = FileManager.default.fileExists(
    atPath: "/proc/self/task/\(getpid())/children")

  private static func read(_ path: String) -> String {
    // Plain calls: a program is looked at fifty times a second.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return "" }
    defer { close(descriptor) }
    var text: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = Foundation.read(descriptor, &buffer, buffer.count)
      guard count > 0 else { return String(decoding: text, as: UTF8.self) }
      text += buffer.prefix(count)
    }
  }
}
