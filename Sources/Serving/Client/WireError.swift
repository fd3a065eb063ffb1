import Foundation
import Support

/// What a server says is wrong.
enum WireError {
  /// The message of a refusal on one line, as short as a line may be; empty where there is none.
  static func message(_ body: Data) -> String {
    let text =
      (try? WireJSON.decode(ErrorBody.self, from: body))?.error.message
      ?? (try? WireJSON.decode(Detail.self, from: body))?.detail
      ?? ""
    return line(text)
  }

  /// The beginning of a text on one line.
  static func line(_ text: String, _ length: Int = 200) -> String {
    let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ").printable()
    return words.count > length ? words.prefix(length) + "…" : words
  }

  /// The error that an answer is which is none.
  static func refusal(_ reply: Reply, _ address: ServerAddress, model: String) -> ServingError {
    let message = message(reply.body)
    let advice =
      switch reply.status {
      case 401, 403: "give its key in ASSAY_API_KEY"
      case 404: "it has no such service, or no model '\(model)'"
      case 300..<400: "give the address that it sends to"
      case 413: "the prompts are too long for it"
      default: "change what is asked"
      }
    if reply.status == 404, message.isEmpty {
      return .protocolError(url: "\(address)", found: "HTTP 404 without a reason")
    }
    return .refused(url: "\(address)", status: reply.status, message: message, advice: advice)
  }

  /// What FastAPI answers.
  private struct Detail: Decodable { var detail: String }
}
