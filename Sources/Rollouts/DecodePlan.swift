import Networks
import Tensors

/// What sequences begin with.
enum DecodeStart: Sendable {
  /// A prompt.
  case prompt([Int32])
  /// The first tokens of a sequence that was sampled before.
  case fork(SampledState, cut: Int)
}

/// What there is to sample; sequences are numbered start by start.
struct DecodeWork: Sendable {
  let starts: [DecodeStart]
  /// The most tokens of a sequence, by its start.
  let caps: [Int]
  let perStart: Int
  /// The sequences that this process samples.
  let own: Range<Int>
  var sequences: Int { starts.count * perStart }
  /// The most tokens of any.
  var cap: Int { caps.max() ?? 1 }
  /// The most tokens that any begins with.
  var longestStart: Int {
    starts.reduce(0) { longest, start in
      switch start {
      case .prompt(let tokens): max(longest, tokens.count)
      case .fork(let state, let cut): max(longest, state.prompt.count + cut)
      }
    }
  }
}

/// How workers share the sequences that are to be decoded.
///
/// A step reads all weights and the keys and values of its rows. Where the last-level cache holds the weights, rows
/// are few enough that their keys and values stay there, too. Where no cache could hold the weights, a team of
/// workers reads them together, so that they come from memory once for all its rows.
package struct DecodePlan {
  /// Workers in a team.
  let teamSize: Int
  /// Teams at work.
  let teams: Int
  /// The most sequences that a team decodes side by side.
  let rows: Int

  /// Weights of up to 32 MB leave room for keys and values in the cache.
  private static let smallWeights = 32 << 20
  /// Weights of more than 64 MB are read by teams.
  static let largeWeights = 64 << 20
  /// More workers than this wait for one another more than they save.
  private static let largestTeam = 4
  /// The fewest rows that products are fast with.
  private static let fewest = 12
  /// The most rows of a team: enough for products, a multiple of the rows that they take together.
  package static let most = 72

  /// A plan for weights that are read by teams if they have more than `largeWeights` bytes.
  ///
  /// - Parameters:
  ///   - sequences: how many there are.
  ///   - prompt: the most tokens that one begins with.
  ///   - cap: the most tokens that one gets.
  init(
    sequences: Int, prompt: Int, cap: Int, _ weights: PackedTransformer, workers: Int,
    largeWeights: Int
  ) {
    teamSize = weights.byteCount > largeWeights ? min(workers, Self.largestTeam) : 1
    teams = max(1, min(workers / teamSize, sequences))
    var limit = Self.most
    if weights.byteCount <= Self.smallWeights {
      let shape = weights.model.shape
      let token = shape.layers * shape.keyValueHeads * shape.headWidth * 2 * 4
      // Half of the cap is what is there on average.
      let row = token * (prompt + (cap + 1) / 2)
      // Measured best where keys and values take two thirds of the weights' memory for products of six rows, twice as
      // much for products of twelve.
      let together = PackedMatrix.rowsTogether
      let rows = weights.byteCount * together / 9 / max(row, 1) / together * together
      limit = min(max(rows, Self.fewest), Self.most)
    }
    // As many rounds as it takes, all of about the same number of rows.
    let share = (sequences + teams - 1) / teams
    let rounds = max(1, (share + limit - 1) / limit)
    // One where a rank has nothing to sample.
    rows = max(1, (share + rounds - 1) / rounds)
  }

  /// A plan for sequences that are all known.
  init(_ work: DecodeWork, _ weights: PackedTransformer, workers: Int, largeWeights: Int) {
    self.init(
      sequences: work.own.count, prompt: work.longestStart, cap: work.cap, weights,
      workers: workers, largeWeights: largeWeights)
  }
}
