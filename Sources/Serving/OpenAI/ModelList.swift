/// What `GET /v1/models` answers.
public struct ModelList: Codable, Sendable, Equatable {
  /// Always `list`.
  public var object: String?
  /// The models that are served.
  public var data: [ServedModel]

  /// A list of models.
  public init(_ data: [ServedModel]) {
    object = "list"
    self.data = data
  }
}

/// One model that a server has.
public struct ServedModel: Codable, Sendable, Equatable {
  /// The name to ask for it by.
  public var id: String
  /// Always `model`.
  public var object: String?
  /// When it was made or loaded, seconds since 1970.
  public var created: Int?
  /// Who made it, or which server software has it.
  public var ownedBy: String?
  /// What was loaded: a repository or a path (vLLM).
  public var root: String?
  /// The model that this is an adapter of (vLLM).
  public var parent: String?
  /// The longest context, tokens (vLLM, SGLang).
  public var maxModelLength: Int?

  /// A model from its parts.
  public init(
    id: String, created: Int? = nil, ownedBy: String? = nil, root: String? = nil,
    parent: String? = nil, maxModelLength: Int? = nil
  ) {
    self.id = id
    object = "model"
    self.created = created
    self.ownedBy = ownedBy
    self.root = root
    self.parent = parent
    self.maxModelLength = maxModelLength
  }

  private enum CodingKeys: String, CodingKey {
    case id, object, created, root, parent
    case ownedBy = "owned_by"
    case maxModelLength = "max_model_len"
  }
}
