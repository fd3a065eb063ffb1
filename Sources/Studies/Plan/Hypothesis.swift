import Config
import Support

/// A difference: of a quantity between two arms, on some sets; or between sets, where problems come in pairs.
public struct Contrast: DefaultedSettings, Sendable, Equatable, Validated {
  /// The arm.
  public var arm = ""
  /// What it is compared with; empty for the quantity itself.
  public var against = "base"
  /// An arm whose own difference is taken off, seed by seed and problem by problem; empty for none.
  public var lessArm = ""
  /// What that arm is compared with; empty for the quantity itself.
  public var lessAgainst = ""
  /// The sets, problems side by side.
  public var sets = ["id"]
  /// Sets whose values are taken off, problem by problem; empty for none.
  public var minus: [String] = []
  /// What is compared.
  public var quantity = Quantity()
  /// δ, the smallest difference of interest, in units of the quantity.
  public var margin = 0.05

  /// Pass@1 on `id` against the base; the arm is to be given.
  public init() {}

  /// A contrast.
  public init(
    _ arm: String, against: String = "base", on sets: [String], minus: [String] = [],
    _ quantity: Quantity, margin: Double = 0.05
  ) {
    self.arm = arm
    self.against = against
    self.sets = sets
    self.minus = minus
    self.quantity = quantity
    self.margin = margin
  }

  /// The arms in words: `a − b`, or `(a − b) − (c − d)`.
  var who: String {
    func pair(_ arm: String, _ other: String) -> String {
      other.isEmpty ? arm : "\(arm) − \(other)"
    }
    return lessArm.isEmpty
      ? pair(arm, against) : "(\(pair(arm, against))) − (\(pair(lessArm, lessAgainst)))"
  }

  /// The same less the difference of another pair of arms: a difference of differences.
  public func less(_ arm: String, against: String) -> Contrast {
    var other = self
    other.lessArm = arm
    other.lessAgainst = against
    return other
  }

  /// An arm, sets, a margin above 0.
  public func validate() throws {
    try require(!arm.isEmpty, "arm", "", "an arm")
    try require(
      lessAgainst.isEmpty || !lessArm.isEmpty, "less_arm", "", "an arm, beside less_against")
    try require(!sets.isEmpty, "sets", "[]", "at least one set")
    try require(minus.isEmpty || minus.count == sets.count, "minus", "\(minus)", "as many as sets")
    try require(margin > 0 && margin.isFinite, "margin", margin, "a number above 0")
  }

  /// The identity that files and tables use: `rl_edge-base/edge/pass@64`.
  public var id: String {
    func pair(_ arm: String, _ against: String) -> String {
      against.isEmpty ? arm : "\(arm)-\(against)"
    }
    let who =
      lessArm.isEmpty
      ? pair(arm, against) : "(\(pair(arm, against)))-(\(pair(lessArm, lessAgainst)))"
    let whereabouts =
      sets.joined(separator: "+") + (minus.isEmpty ? "" : "-" + minus.joined(separator: "+"))
    return "\(who)/\(whereabouts)/\(quantity.words)"
  }
}

/// A statement about contrasts, and the test that decides it.
public struct Claim: DefaultedSettings, Sendable, Equatable, Validated {
  /// The tests over seeds.
  public enum Test: String, Codable, Sendable, CaseIterable {
    /// The mean is above 0: exact one-sided sign-flip.
    case greater
    /// Below 0.
    case less
    /// Not 0: two-sided sign-flip.
    case different
    /// Inside ± the contrast's margin: two one-sided t tests.
    case equivalent
    /// Not above the margin: one-sided t against it.
    case notAbove = "not-above"
    /// The contrasts rise in this order: Page's L over seeds.
    case rising

    /// In words.
    var words: String {
      switch self {
      case .greater: "one-sided sign-flip, > 0"
      case .less: "one-sided sign-flip, < 0"
      case .different: "two-sided sign-flip"
      case .equivalent: "TOST inside the margin"
      case .notAbove: "one-sided t against the margin"
      case .rising: "Page's L over seeds"
      }
    }
  }

  /// The test.
  public var test = Test.greater
  /// What it looks at: one contrast, or several in order for `rising`.
  public var contrasts = [Contrast()]

  /// One-sided.
  public init() {}

  /// A claim.
  public init(_ test: Test, _ contrasts: Contrast...) {
    self.test = test
    self.contrasts = contrasts
  }

  /// As many contrasts as the test takes.
  public func validate() throws {
    try require(
      test == .rising ? contrasts.count > 1 : contrasts.count == 1, "contrasts",
      "\(contrasts.count)", test == .rising ? "at least two, in order" : "one")
  }
}

/// A statement that is fixed before the runs: all its claims together.
public struct Hypothesis: DefaultedSettings, Sendable, Equatable {
  /// For example `H1.1`.
  public var id = ""
  /// What is claimed.
  public var statement = ""
  /// What must all hold; the largest p counts.
  public var claims = [Claim()]

  /// An empty statement.
  public init() {}

  /// A hypothesis.
  public init(_ id: String, _ statement: String, _ claims: Claim...) {
    self.id = id
    self.statement = statement
    self.claims = claims
  }

  /// Every contrast of its claims.
  public var contrasts: [Contrast] { claims.flatMap(\.contrasts) }
  /// The tests in words.
  public var test: String {
    let all = claims.map(\.test.words)
    return Array(Set(all)).sorted().joined(separator: " and ") + (all.count > 1 ? "; p = max" : "")
  }
}

/// Something that must come out if the machinery is right: a control that can fail.
public struct Check: DefaultedSettings, Sendable, Equatable {
  /// The rules.
  public enum Rule: String, Codable, Sendable, CaseIterable {
    /// The interval's upper end is below the margin.
    case doesNotGain = "does-not-gain"
    /// The interval lies inside ± the margin.
    case same
    /// The interval's lower end is above 0.
    case gains
  }

  /// What must be so.
  public var statement = ""
  /// How it is judged.
  public var rule = Rule.doesNotGain
  /// What it looks at.
  public var contrast = Contrast()

  /// Empty.
  public init() {}

  /// A check.
  public init(_ statement: String, _ rule: Rule, _ contrast: Contrast) {
    self.statement = statement
    self.rule = rule
    self.contrast = contrast
  }
}

/// A gate with what was found.
public struct GateResult: Codable, Sendable, Equatable {
  /// The set or region.
  public var set: String
  /// What is checked.
  public var measure: String
  /// The value found.
  public var value: Double
  /// The allowed range.
  public var low: Double
  /// The allowed range.
  public var high: Double
  /// Whether the value is in the range.
  public var isPassed: Bool { value >= low && value <= high }
  /// A gate.
  public init(set: String, measure: String, value: Double, low: Double, high: Double) {
    self.set = set
    self.measure = measure
    self.value = value
    self.low = low
    self.high = high
  }
}
