import Foundation

/// Where a server's protocol begins: what comes before `/completions`.
public struct ServerAddress: Sendable, Equatable, CustomStringConvertible {
  /// The address, without a slash at the end.
  public let description: String
  private let base: URL

  /// An address from what a user writes: `/v1` is added where no path is given.
  ///
  /// - Throws: `ServingError.address` for what is no address of HTTP, and for one that holds a password, which would be
  ///   printed and stored.
  public init(_ text: String) throws {
    func fail(_ reason: String) -> ServingError { .address(text: text, reason: reason) }
    guard var parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased() else {
      throw fail("it is no URL")
    }
    guard ["http", "https"].contains(scheme) else { throw fail("'\(scheme)' is not http or https") }
    guard parts.user == nil, parts.password == nil else {
      throw ServingError.address(
        text: "\(scheme)://…@\(parts.host ?? "")",
        reason: "it holds a user or a password, which would be stored; put a key into ASSAY_API_KEY"
      )
    }
    guard let host = parts.host, !host.isEmpty else { throw fail("it has no host") }
    guard (1...65535).contains(parts.port ?? 80) else { throw fail("there is no such port") }
    guard parts.query == nil, parts.fragment == nil else { throw fail("it has a query") }
    while parts.path.hasSuffix("/") { parts.path.removeLast() }
    if parts.path.isEmpty { parts.path = "/v1" }
    for end in ["/chat/completions", "/completions", "/models"] where parts.path.hasSuffix(end) {
      parts.path.removeLast(end.count)
    }
    guard let url = parts.url else { throw fail("it is no URL") }
    (base, description) = (url, url.absoluteString)
  }

  /// The address of one of its services, such as `completions`.
  func url(_ service: String) -> URL { base.appendingPathComponent(service) }
}
