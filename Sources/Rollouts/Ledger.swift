import Experience

/// Floating-point operations by who spent them on what.
///
/// Per token `F = 2·N + 4·L·d·s̄ + 2·d·V`; an update costs 3F a token, decoding and reading F.
public struct Ledger: Codable, Sendable, Equatable {
  /// What a model does.
  public enum Activity: String, Codable, Sendable, CaseIterable {
    /// Pre-training and supervised fine-tuning.
    case supervised
    /// Sampling, prompts included.
    case decode
    /// Teacher-forced passes.
    case read
    /// Forward and backward passes of updates.
    case update
    /// Evaluation, which is no part of training.
    case evaluate
  }

  fileprivate var spent: [String: Double] = [:]

  /// Nothing spent.
  public init() {}

  /// What a model spent on something.
  public subscript(role: Role, activity: Activity) -> Double {
    get { spent["\(role).\(activity.rawValue)"] ?? 0 }
    set { spent["\(role).\(activity.rawValue)"] = newValue }
  }

  /// Writes one object.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(spent)
  }

  /// Reads what `encode(to:)` writes.
  public init(from decoder: any Decoder) throws {
    spent = try decoder.singleValueContainer().decode([String: Double].self)
  }

  /// The sum over entries, in the order of their names.
  private func sum(_ isMeant: (Role, Activity) -> Bool) -> Double {
    spent.keys.sorted().reduce(0) { sum, key in
      let parts = key.split(separator: ".")
      guard let last = parts.last, let activity = Activity(rawValue: String(last)) else {
        return sum
      }
      let role = Role(rawValue: parts.dropLast().joined(separator: "."))
      return isMeant(role, activity) ? sum + (spent[key] ?? 0) : sum
    }
  }

  private static let learners: Set<Role> = [.policy, .critic]

  /// Pre-training and supervised fine-tuning.
  public var pretrain: Double { sum { $1 == .supervised } }
  /// Sampling for training, prompts included.
  public var decode: Double { sum { $0 == .policy && $1 == .decode } }
  /// Updates, and the passes over the policy and the critic that they need.
  public var update: Double {
    sum { $1 == .update || ($1 == .read && Self.learners.contains($0)) }
  }
  /// Passes of a reference model.
  public var reference: Double { sum { $0 == .reference && $1 == .read } }
  /// Judges and reward models.
  public var rewardModel: Double {
    sum { role, activity in
      activity == .decode && role != .policy
        || activity == .read && role != .reference && !Self.learners.contains(role)
    }
  }
  /// Evaluation.
  public var evaluation: Double { sum { $1 == .evaluate } }

  /// What training cost: everything but evaluation.
  public var training: Double { pretrain + decode + update + reference + rewardModel }

  /// The six entries in the order of the HDF5 dataset.
  public var values: [Double] { [pretrain, decode, update, reference, rewardModel, evaluation] }

  /// The sum of two ledgers.
  public static func + (a: Ledger, b: Ledger) -> Ledger {
    var sum = a
    sum.spent.merge(b.spent) { $0 + $1 }
    return sum
  }
}

extension Ledger {
  /// A share of what was spent: a run that is looked at on its way.
  public func scaled(by share: Double) -> Ledger {
    var part = self
    for key in part.spent.keys { part.spent[key]? *= share }
    return part
  }
}
