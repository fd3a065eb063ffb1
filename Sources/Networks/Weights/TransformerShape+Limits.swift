import Tensors

extension TransformerShape {
  /// The shape, if every number is one that a model can have.
  ///
  /// Files are read before memory is asked for, and what is wrong in a file may be absurd.
  ///
  /// - Throws: `NetworksError.unsupported`.
  func checked(_ path: String) throws -> TransformerShape {
    func require(_ holds: Bool, _ what: String, _ supported: String) throws {
      guard holds else {
        throw NetworksError.unsupported(path: path, what: what, supported: supported)
      }
    }
    func require(_ name: String, _ value: Int, _ range: ClosedRange<Int>, multipleOf unit: Int = 1)
      throws
    {
      let multiple = unit == 1 ? "" : ", multiples of \(unit)"
      try require(
        range.contains(value) && value % unit == 0, "\(name) \(value)",
        "\(range.lowerBound) to \(range.upperBound)\(multiple)")
    }
    try require("vocabulary", vocabulary, 1...1_000_000)
    try require("hidden size", width, 8...65_536)
    try require("number of layers", layers, 1...1024)
    try require("number of heads", heads, 1...1024)
    try require("number of key-value heads", keyValueHeads, 1...1024)
    try require(
      heads % keyValueHeads == 0, "\(heads) heads over \(keyValueHeads) key-value heads",
      "multiples")
    try require("head width", headWidth, 8...1024, multipleOf: 8)
    try require("feed-forward width", feedForward, 8...1_048_576, multipleOf: 8)
    // The rotary table has as many elements.
    try require("context length", context, 1...min(1_048_576, (1 << 26) / headWidth))
    try require(
      rotaryBase.isFinite && rotaryBase > 0, "rotary base \(rotaryBase)", "positive numbers")
    try require(
      normEpsilon.isFinite && normEpsilon >= 0, "RMSNorm epsilon \(normEpsilon)",
      "numbers from 0")
    if let scaling = rotaryScaling {
      let numbers = [scaling.factor, scaling.lowFrequency, scaling.highFrequency]
      try require(
        numbers.allSatisfy(\.isFinite) && scaling.factor >= 1 && scaling.lowFrequency > 0
          && scaling.highFrequency > scaling.lowFrequency
          && (1...1_048_576).contains(scaling.originalContext),
        "rotary scaling by \(scaling.factor) between \(scaling.lowFrequency) and "
          + "\(scaling.highFrequency) turns in \(scaling.originalContext) tokens",
        "factor from 1, 0 < low < high, 1 to 1048576 tokens")
    }
    return self
  }
}
