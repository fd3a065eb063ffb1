/// Floating-point operations by what they were spent on.
///
/// Per token `F = 2·N + 4·L·d·s̄ + 2·d·V`; a supervised step costs 3F a token, decoding and references F.
public struct Ledger: Codable, Sendable, Equatable {
  /// Pre-training and supervised fine-tuning.
  public var pretrain = 0.0
  /// Sampling for training, prompts included.
  public var decode = 0.0
  /// Updates of the policy.
  public var update = 0.0
  /// Passes of a reference model.
  public var reference = 0.0
  /// Reward models.
  public var rewardModel = 0.0
  /// Evaluation.
  public var evaluation = 0.0

  /// Nothing spent.
  public init() {}

  /// What training cost: everything but evaluation.
  public var training: Double { pretrain + decode + update + reference + rewardModel }

  /// The six entries in the order of the HDF5 dataset.
  public var values: [Double] { [pretrain, decode, update, reference, rewardModel, evaluation] }

  /// The sum of two ledgers.
  public static func + (a: Ledger, b: Ledger) -> Ledger {
    var sum = a
    sum.pretrain += b.pretrain
    sum.decode += b.decode
    sum.update += b.update
    sum.reference += b.reference
    sum.rewardModel += b.rewardModel
    sum.evaluation += b.evaluation
    return sum
  }
}
