import Foundation
import Support

/// When a call that failed is made again.
///
/// ```
/// delay_k = max(base · 2^k · (½ + u_k), Retry-After),   k = 0 … retries − 1,   u_k uniform in [0, 1)
/// ```
///
/// u_k is drawn from the call's own stream, so that calls that failed together do not come back together.
public struct RetryPolicy: Sendable, Equatable {
  /// How often.
  public var retries = 5
  /// The scale of the first delay, seconds.
  public var base = 0.5
  /// The longest wait that a server may ask for, seconds.
  public var patience = 600.0

  /// At most 5 times, after about 0.5, 1, 2, 4 and 8 s.
  public init() {}

  /// The delay before a retry, seconds; `nil` where there is none.
  func delay(_ retry: Int, after wait: Double?, _ stream: RandomStream) -> Double? {
    guard retry < retries, wait ?? 0 <= patience else { return nil }
    var generator = stream["retry", retry].generator()
    return max(base * Double(1 << retry) * (0.5 + generator.uniform()), wait ?? 0)
  }

  /// What servers (llama.cpp, llama-cpp-python) say with 500 though the same call will never succeed.
  private static let refusals = ["choice", "echo", "logprobs", "validation error"]

  /// Whether a status says that the same call may succeed later.
  static func isPassing(_ status: Int, _ message: String = "") -> Bool {
    if status == 500, refusals.contains(where: message.lowercased().contains) { return false }
    return status == 408 || status == 425 || status == 429 || status >= 500 && status != 501
  }

  /// What a `Retry-After` asks for, seconds: a number, or a date.
  static func seconds(_ header: String?, now: Date) -> Double? {
    guard let header = header?.trimmingCharacters(in: .whitespaces) else { return nil }
    if let seconds = Double(header) { return seconds.isFinite ? max(0, seconds) : nil }
    let format = DateFormatter()
    format.locale = Locale(identifier: "en_US_POSIX")
    format.timeZone = TimeZone(identifier: "GMT")
    format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss zzz"
    return format.date(from: header).map { max(0, $0.timeIntervalSince(now)) }
  }
}
