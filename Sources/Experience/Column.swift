/// What a model is for: a part in training, under which it is saved, charged and asked for.
public struct Role: RawRepresentable, Hashable, Codable, Sendable, CustomStringConvertible,
  ExpressibleByStringLiteral, Comparable
{
  /// The name.
  public var rawValue: String
  /// A role of any name.
  public init(rawValue: String) { self.rawValue = rawValue }
  /// A role of any name.
  public init(stringLiteral value: String) { rawValue = value }
  /// The name.
  public var description: String { rawValue }
  /// By name.
  public static func < (a: Role, b: Role) -> Bool { a.rawValue < b.rawValue }

  /// What is trained.
  public static let policy: Role = "policy"
  /// What the policy is kept near.
  public static let reference: Role = "reference"
  /// What predicts returns.
  public static let critic: Role = "critic"
  /// What judges responses.
  public static let judge: Role = "judge"
}

/// A number that a model has for every response token.
public enum Quantity: String, Codable, Sendable, CaseIterable {
  /// Log-probability of the token, nats.
  case logprob
  /// Entropy of the distribution that it is drawn from, nats.
  case entropy
  /// −mean_v ln π(v) of the distribution that it is drawn from, nats: log V where it is uniform.
  case certainty
  /// Σ_v π(v)² of the distribution that it is drawn from: the probability that two draws agree.
  case collision
  /// Log of the probability that the tokens have together that filters left, nats: 0 where there was no filter.
  case kept
  /// Value of the state before the token; one more than tokens, the last of the state after all of them.
  case value
}

/// Per-token numbers that are computed once for a batch, for those who need them.
public enum Column: Hashable, Sendable, CustomStringConvertible {
  /// Log-probabilities of the trained policy before the update, at the sampling temperature, among the tokens that filters left.
  case proximal
  /// A quantity of another model.
  case of(Role, Quantity)

  /// What the policy is kept near.
  public static let reference = Column.of(.reference, .logprob)
  /// What the critic predicted before its update.
  public static let values = Column.of(.critic, .value)

  /// The model that computes it.
  public var role: Role {
    switch self {
    case .proximal: .policy
    case .of(let role, _): role
    }
  }

  /// The quantity.
  public var quantity: Quantity {
    switch self {
    case .proximal: .logprob
    case .of(_, let quantity): quantity
    }
  }

  /// For messages.
  public var description: String { "\(role).\(quantity.rawValue)" }
}

/// What a component asks for.
public struct Needs: Sendable, Equatable {
  /// Columns of the batch.
  public var columns: Set<Column>
  /// Models that it reads or samples by itself.
  public var models: Set<Role>
  /// Whether programs are run.
  public var sandbox: Bool

  /// Needs; none unless given.
  public init(columns: Set<Column> = [], models: Set<Role> = [], sandbox: Bool = false) {
    self.columns = columns
    self.models = models
    self.sandbox = sandbox
  }

  /// Nothing.
  public static let nothing = Needs()

  /// Both needs.
  public func union(_ other: Needs) -> Needs {
    Needs(
      columns: columns.union(other.columns), models: models.union(other.models),
      sandbox: sandbox || other.sandbox)
  }

  /// All models that must be there.
  public var roles: Set<Role> { models.union(columns.map(\.role)) }
}
