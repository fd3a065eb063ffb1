/// One message of a conversation.
public struct Message: Codable, Sendable, Hashable {
  /// Who speaks: `system`, `user`, `assistant` or `tool`.
  public var role: String
  /// What is said.
  public var content: String

  /// A message from its parts.
  public init(role: String, content: String) {
    self.role = role
    self.content = content
  }
}
