import Networks
import Statistics
import Support
import Tasks
import Training

/// Excess losses over sizes and tokens.
struct ScalingGrid {
  /// A part of the loss, with a floor of its own.
  ///
  /// ```
  /// total   E = −Σ_s q_s·log q_s                excess = trace + bare = Σ of the classes
  /// trace   −q₁·log q₁                          q₁·(log q₁ − mean log π(trace))
  /// bare    −q₂·log q₂                          q₂·(log q₂ − mean log π(bare answer))
  /// ```
  ///
  /// The choice of style is in both `trace` and `bare`: a model that takes the trace too often loses nothing by that in the
  /// one and more in the other, so each alone may be slightly below 0, unlike their sum.
  enum Part: Hashable, Sendable {
    /// All of it.
    case total
    /// Full gold traces.
    case trace
    /// Bare answers, which take computing in the head.
    case bare
    /// A class of tokens, by its index in `ExactSupport.classes`.
    case kind(Int)

    /// The three parts that are made of responses.
    static let responses = [Part.total, .trace, .bare]

    /// The name.
    var name: String {
      switch self {
      case .total: "total"
      case .trace: "trace"
      case .bare: "bare"
      case .kind(let index): ExactSupport.classes[index]
      }
    }
  }

  /// One pre-trained model.
  struct Point: Sendable {
    /// The arm.
    var arm: String
    /// The size.
    var size: ModelSize
    /// Tokens of pre-training, D.
    var tokens: Double
    /// Tokens of a batch.
    var batch: Int
    /// Mean excess over problems, nats a response, `[seed][class]`.
    var excess: [[Double]]
    /// The excess of gold traces by seed.
    var trace: [Double]

    /// The shape.
    var shape: TransformerShape { size.shape() }
    /// Parameters in the layers, N.
    var parameters: Double { Double(shape.matrixCount) }

    /// A part of the excess by seed.
    func values(_ part: Part = .total) -> [Double] {
      zip(excess, trace).map { classes, trace in
        let total = classes.reduce(0, +)
        return switch part {
        case .total: total
        case .trace: trace
        case .bare: total - trace
        case .kind(let index): classes[index]
        }
      }
    }

    /// The logarithm of that.
    ///
    /// A part with the choice of style in it that is below the excess of style counts as that: what is less is not told
    /// from 0.
    func logs(_ part: Part = .total) -> [Double] {
      zip(values(part), excess).map { value, classes in
        switch part {
        case .trace, .bare: PortableMath.log(max(value, classes[0]))
        default: PortableMath.log(value)
        }
      }
    }
  }

  /// The grid, by size and tokens.
  let points: [Point]
  /// The base of the RL runs, which is no point of the grid.
  let base: Point?
  /// What is lost on bare answers by a model that guesses them, `q₂·ln m` for answers mod m.
  let plateau: Double
  private let probe: ExcessLoss?

  /// Reads the grid off a table; points that are not measured are left out.
  init(_ analysis: StudyAnalysis) {
    let (plan, table) = (analysis.plan, analysis.table)
    let set = plan.sets.first { $0.name == ScalingPlan.textSet }
    let probe = set?.probes.compactMap { $0.component as? ExcessLoss }.first
    let modulus = (set?.task.value as? Chain)?.modulus ?? 0
    let gold = probe?.gold ?? .nan
    self.probe = probe
    plateau = (probe?.answerOnly ?? .nan) * PortableMath.log(Double(modulus))
    let width = ExactSupport.classes.count
    func mean(_ values: some Collection<Double>) -> Double {
      values.reduce(0, +) / Double(values.count)
    }
    func point(_ arm: Arm) -> Point? {
      guard let stage = plan.stage(arm.stage), stage.from.stage.isEmpty,
        let recipe = stage.recipe.component as? PretrainingRecipe,
        let rows = table.rows("excess", ScalingPlan.textSet, arm.name),
        let traces = table.rows("logp_at_1", ScalingPlan.textSet, arm.name)
      else { return nil }
      return Point(
        arm: arm.name, size: stage.from.size, tokens: Double(recipe.training.tokens),
        batch: recipe.training.batchTokens,
        excess: rows.map { row in
          (0..<width).map { kind in
            mean(stride(from: kind, to: row.count, by: width).map { row[$0] })
          }
        },
        trace: traces.map { gold * (PortableMath.log(gold) - mean($0)) })
    }
    points = plan.arms.dropFirst().compactMap(point).sorted {
      ($0.parameters, $0.tokens) < ($1.parameters, $1.tokens)
    }
    base = plan.arms.first.flatMap(point)
  }

  /// The least loss of a part, nats a response.
  func floor(_ part: Part = .total) -> Double {
    guard let probe else { return .nan }
    func entropy(_ share: Double) -> Double { share > 0 ? -share * PortableMath.log(share) : 0 }
    switch part {
    case .trace: return entropy(probe.gold)
    case .bare: return entropy(probe.answerOnly)
    default: return probe.entropy
    }
  }

  /// The sizes, smallest first.
  var sizes: [ModelSize] { Self.sizes(of: points) }

  /// Sizes of one layer, which N does not order: without a second one there is nothing to look up and copy with.
  var shallow: [ModelSize] { sizes.filter { $0.shape().layers == 1 } }

  /// The points of sizes with two layers and more.
  var layered: [Point] { points.filter { $0.shape.layers > 1 } }

  private static func sizes(of points: [Point]) -> [ModelSize] {
    points.map(\.size).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// The budgets of tokens, smallest first.
  var budgets: [Double] { Set(points.map(\.tokens)).sorted() }

  /// Points of a size over its budgets.
  func row(_ size: ModelSize) -> [Point] { points.filter { $0.size == size } }

  /// Points at a budget over sizes.
  func column(_ tokens: Double, layered: Bool) -> [Point] {
    (layered ? self.layered : points).filter { $0.tokens == tokens }
  }

  // MARK: - Bare answers

  /// The share of the plateau below which bare answers have left it.
  static let leftPlateau = 0.9

  /// The seeds of a point whose bare answers are better than guesses.
  func offPlateau(_ point: Point) -> Int {
    point.values(.bare).count { $0 < Self.leftPlateau * plateau }
  }

  // MARK: - Learning

  /// The excess of traces at which half is said to be learned, nats.
  static let halfLearned = 1.0

  /// Tokens at which the excess of a size's traces passes 1 nat, by seed: a straight line in the logarithms between the
  /// budgets around it; `nil` where that is not inside the grid.
  func tokensToLearn(_ size: ModelSize) -> [Double?] {
    let row = row(size)
    return (row.first?.trace.indices ?? 0..<0).map { seed in
      for (left, right) in zip(row, row.dropFirst())
      where left.trace[seed] > Self.halfLearned && right.trace[seed] <= Self.halfLearned {
        let (a, b) = (left.logs(.trace)[seed], right.logs(.trace)[seed])
        let share = (a - PortableMath.log(Self.halfLearned)) / (a - b)
        let (from, to) = (PortableMath.log(left.tokens), PortableMath.log(right.tokens))
        return PortableMath.exp(from + share * (to - from))
      }
      return nil
    }
  }
}
