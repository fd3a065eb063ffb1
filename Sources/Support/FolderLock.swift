import Foundation

/// Keeps a second program out of a folder that results go to.
///
/// The lock is the kernel's: whatever ends a program frees it. The empty file `.lock` stays.
public final class FolderLock {
  private let descriptor: Int32

  /// Takes the lock.
  ///
  /// - Parameter seconds: how long it is waited for; who only looks whether a folder is in use has it for a moment.
  /// - Throws: `SupportError.inUse` if another program, or another part of this one, has it.
  public init(_ folder: String, patience seconds: Double = 0) throws {
    let path = folder + "/.lock"
    descriptor = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw AtomicFile.failure("lock", path) }
    let clock = RunClock()
    var isTaken = flock(descriptor, LOCK_EX | LOCK_NB) == 0
    while !isTaken, clock.seconds < seconds {
      usleep(20_000)
      isTaken = flock(descriptor, LOCK_EX | LOCK_NB) == 0
    }
    guard isTaken else {
      close(descriptor)
      throw SupportError.inUse(folder: folder)
    }
  }

  /// Gives it back.
  public func release() { close(descriptor) }
}
