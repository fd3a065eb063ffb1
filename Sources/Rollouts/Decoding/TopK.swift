import Support

/// Keeps the k most probable tokens; ties at the border go to the lower id. 0 turns it off.
public struct TopK: DecodingStep {
  public static let kind = "top-k"
  public static let ids = ["samp.order"]
  public static let summary = "Keeps the k most probable tokens."
  public static let source = Source("Fan et al. 2018, arXiv:1805.04833, section 5.4")
  /// How many tokens stay; 0 for all.
  public var count: Int

  /// Off.
  public init() { count = 0 }
  /// With a count.
  public init(count: Int) { self.count = count }

  /// Whether all tokens stay.
  public var isNeutral: Bool { count == 0 }

  /// Removes all but the k most probable.
  public func apply(to candidates: inout Candidates) {
    guard count > 0, count < candidates.tokens.count else { return }
    let p = candidates.probabilities
    let threshold = Selection.largest(p, rank: count - 1)
    var atThreshold = count - p.count { $0 > threshold }
    candidates.filter { i in
      if p[i] > threshold { return true }
      guard p[i] == threshold, atThreshold > 0 else { return false }
      atThreshold -= 1
      return true
    }
  }
}

/// Order statistics without sorting everything.
enum Selection {
  /// The value with `rank` larger ones before it (rank 0 is the largest), by quickselect.
  static func largest(_ values: [Double], rank: Int) -> Double {
    var values = values
    var (low, high, rank) = (0, values.count - 1, rank)
    while low < high {
      let pivot = values[(low + high) / 2]
      var (i, j) = (low, high)
      while i <= j {
        while values[i] > pivot { i += 1 }
        while values[j] < pivot { j -= 1 }
        if i <= j {
          values.swapAt(i, j)
          i += 1
          j -= 1
        }
      }
      if rank <= j {
        high = j
      } else if rank >= i {
        low = i
      } else {
        return values[rank]
      }
    }
    rank = low
    return values[rank]
  }
}
