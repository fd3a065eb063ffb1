import ArgumentParser
import Foundation
import Rollouts
import Serving
import Support

/// A server that writes completions in place of a model of ours.
struct ServerOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Instead of --model: a server that speaks OpenAI's protocol.", valueName: "url")) var server:
    String?
  @Option(help: "The name of the server's model. (default: the only one that it has)")
  var servedModel: String?
  @Option(help: "Calls to the server at once. (default: 8)") var concurrency: Int?
  @Option(
    help: ArgumentHelp(
      "The longest silence of the server before a call is made again. (default: 600)",
      valueName: "seconds")) var requestTimeout: Double?

  func validate() throws {
    try Bounds.check("--concurrency", concurrency, 1...1024)
    try Bounds.check("--request-timeout", requestTimeout, 1...86_400)
    guard server != nil || (servedModel == nil && concurrency == nil && requestTimeout == nil)
    else {
      throw ValidationError(
        "--served-model, --concurrency and --request-timeout need --server")
    }
  }

  /// What is said of the key: its name.
  var keyNote: String { ServerKey.found.map { ", with the key in \($0.name)" } ?? "" }

  /// Finds the server, if one is named.
  func find() throws -> RemoteServer? {
    guard let server else { return nil }
    var settings = RemoteServer.Settings()
    settings.concurrency = concurrency ?? settings.concurrency
    settings.timeout = requestTimeout ?? settings.timeout
    return try RemoteServer(
      ServerAddress(server), model: servedModel ?? "",
      key: ServerKey.found?.value, settings: settings)
  }
}

/// The key for servers, from the environment; only its name is ever printed.
enum ServerKey {
  /// The first variable that has one.
  static var found: (name: String, value: String)? {
    for name in ["ASSAY_API_KEY", "OPENAI_API_KEY"] {
      if let value = ProcessInfo.processInfo.environment[name], !value.isEmpty {
        return (name, value)
      }
    }
    return nil
  }

  /// A server by its name, `http://HOST:PORT#MODEL`; the model may be left out where there is only one.
  static func server(_ name: String) throws -> RemoteServer {
    let sides = name.split(separator: "#", maxSplits: 1).map(String.init)
    return try RemoteServer(
      ServerAddress(sides.first ?? name), model: sides.count > 1 ? sides[1] : "",
      key: found?.value)
  }
}
