import Foundation
import Testing

extension Tag {
  /// Takes more than five seconds.
  @Tag public static var slow: Self
}

/// Tests that only `make test-all` runs.
public enum Slow {
  /// Whether they are passed over: `ASSAY_SKIP_SLOW` is set.
  public static var isSkipped: Bool {
    ProcessInfo.processInfo.environment["ASSAY_SKIP_SLOW"] != nil
  }
}
