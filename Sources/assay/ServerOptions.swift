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

  /// The environment's variable that has the key for servers, if one has.
  private var keyName: String? {
    ["ASSAY_API_KEY", "OPENAI_API_KEY"].first {
      ProcessInfo.processInfo.environment[$0]?.isEmpty == false
    }
  }

  /// What is said of the key: its name.
  var keyNote: String { keyName.map { ", with the key in \($0)" } ?? "" }

  /// Finds the server, if one is named.
  func find() throws -> RemoteServer? {
    guard let server else { return nil }
    var settings = RemoteServer.Settings()
    settings.concurrency = concurrency ?? settings.concurrency
    settings.timeout = requestTimeout ?? settings.timeout
    return try RemoteServer(
      ServerAddress(server), model: servedModel ?? "",
      key: keyName.flatMap { ProcessInfo.processInfo.environment[$0] }, settings: settings)
  }
}
