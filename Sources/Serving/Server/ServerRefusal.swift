import Foundation
import Rollouts
import Support

/// A request that is not answered as its sender hoped, in the protocol's form.
package struct ServerRefusal: Error, Equatable, CustomStringConvertible {
  /// The HTTP status.
  package var status: Int
  /// What is wrong, where, and what to do.
  var message: String
  var type = "invalid_request_error"
  /// The key of the request that is wrong.
  var parameter: String?
  /// A word for programs.
  var code: String?
  var headers: [String: String] = [:]

  package var description: String { message }

  /// Something in the request is wrong.
  static func invalid(
    _ message: String, _ parameter: String? = nil, code: String? = nil
  ) -> ServerRefusal {
    ServerRefusal(status: 400, message: message, parameter: parameter, code: code)
  }

  /// As many requests are being answered as there may be.
  package static func full(_ limit: Int) -> ServerRefusal {
    ServerRefusal(
      status: 429,
      message:
        "\(limit) sequences are waiting or being decoded, which is the most; try again later",
      type: "rate_limit_error", code: "queue_full", headers: ["Retry-After": "1"])
  }

  /// The server ends.
  static let closing = ServerRefusal(
    status: 503, message: "the server is shutting down", type: "server_error",
    code: "shutting_down", headers: ["Retry-After": "10"])

  /// The body is too large.
  static func large(_ limit: Int) -> ServerRefusal {
    ServerRefusal(
      status: 413, message: "the request has more than \(limit) bytes; send fewer prompts at once",
      code: "request_too_large")
  }

  /// No or a wrong key.
  static let unauthorized = ServerRefusal(
    status: 401,
    message: "the key is missing or wrong; send the header 'Authorization: Bearer KEY'",
    type: "authentication_error", code: "invalid_api_key", headers: ["WWW-Authenticate": "Bearer"])

  /// A refusal for what went wrong while a request was looked at.
  static func of(_ error: any Error) -> ServerRefusal {
    switch error {
    case let refusal as ServerRefusal: refusal
    case RolloutsError.notFinite:
      ServerRefusal(status: 500, message: "\(error)", type: "server_error")
    case let error as RolloutsError:
      switch error {
      case .context: invalid("\(error)", "max_tokens", code: "context_length_exceeded")
      case .setting(let name, _, _): invalid("\(error)", name)
      default: invalid("\(error)")
      }
    case is DecodingError: invalid(JSONLines.describe(error))
    default: invalid("\(error)")
    }
  }

  /// The body that says so.
  var body: ErrorBody {
    ErrorBody(
      message: message.printable(), type: type, param: parameter, code: code.map(JSONValue.text))
  }
}
