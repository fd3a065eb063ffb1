import Support

/// What a server answers when it refuses: `{"error": {"message", "type", "param", "code"}}`.
///
/// Old vLLM gives the members without the outer object; that is read too.
public struct ErrorBody: Codable, Sendable, Equatable {
  /// What is wrong.
  public var error: Detail

  /// What is wrong.
  public struct Detail: Codable, Sendable, Equatable {
    /// In words.
    public var message: String
    /// The kind, such as `invalid_request_error`.
    public var type: String?
    /// The key of the request that is wrong.
    public var param: String?
    /// A word, such as `model_not_found`, or the number of the status.
    public var code: JSONValue?

    /// A detail from its parts.
    public init(message: String, type: String?, param: String? = nil, code: JSONValue? = nil) {
      self.message = message
      self.type = type
      self.param = param
      self.code = code
    }

    private enum CodingKeys: String, CodingKey { case message, type, param, code }

    /// Writes every member, those that are not there as null, as OpenAI does.
    public func encode(to encoder: any Encoder) throws {
      var members = encoder.container(keyedBy: CodingKeys.self)
      try members.encode(message, forKey: .message)
      try members.encode(type, forKey: .type)
      try members.encode(param, forKey: .param)
      try members.encode(code, forKey: .code)
    }
  }

  /// A refusal from its parts.
  public init(message: String, type: String?, param: String? = nil, code: JSONValue? = nil) {
    error = Detail(message: message, type: type, param: param, code: code)
  }

  private enum CodingKeys: String, CodingKey { case error }

  /// Reads the outer object, a text in place of it, or the members alone.
  public init(from decoder: any Decoder) throws {
    let members = try decoder.container(keyedBy: CodingKeys.self)
    if let text = try? members.decode(String.self, forKey: .error) {
      error = Detail(message: text, type: nil)
    } else if members.contains(.error) {
      error = try members.decode(Detail.self, forKey: .error)
    } else {
      error = try Detail(from: decoder)
    }
  }
}
