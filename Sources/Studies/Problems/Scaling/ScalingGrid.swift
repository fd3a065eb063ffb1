import Networks
import Statistics
import Support
import Training

/// Excess losses over sizes and tokens.
struct ScalingGrid {
  /// One pre-trained model.
  struct Point: Sendable {
    /// The arm.
    var arm: String
    /// The size.
    var size: ModelSize
    /// Parameters in the layers, N.
    var parameters: Double
    /// Tokens of pre-training, D.
    var tokens: Double
    /// Mean excess over problems, nats a response, `[seed][class]`.
    var excess: [[Double]]

    /// The excess by seed: of one class of tokens, or of all.
    func values(_ kind: Int? = nil) -> [Double] {
      excess.map { row in kind.map { row[$0] } ?? row.reduce(0, +) }
    }

    /// The logarithm of that.
    func logs(_ kind: Int? = nil) -> [Double] { values(kind).map { PortableMath.log($0) } }
  }

  /// The grid, by size and tokens.
  let points: [Point]
  /// The base of the RL runs, which is no point of the grid.
  let base: Point?
  /// The text's entropy, nats a response.
  let entropy: Double

  /// Reads the grid off a table; points that are not measured are left out.
  init(_ analysis: StudyAnalysis) {
    let (plan, table) = (analysis.plan, analysis.table)
    let width = ExactSupport.classes.count
    func point(_ arm: Arm) -> Point? {
      guard let stage = plan.stage(arm.stage), stage.from.stage.isEmpty,
        let recipe = stage.recipe.component as? PretrainingRecipe,
        let rows = table.rows("excess", ScalingPlan.textSet, arm.name)
      else { return nil }
      let means = rows.map { row in
        (0..<width).map { kind in
          stride(from: kind, to: row.count, by: width).reduce(0) { $0 + row[$1] }
            / Double(row.count / width)
        }
      }
      return Point(
        arm: arm.name, size: stage.from.size,
        parameters: Double(stage.from.size.shape().matrixCount),
        tokens: Double(recipe.training.tokens), excess: means)
    }
    points = plan.arms.dropFirst().compactMap(point).sorted {
      ($0.parameters, $0.tokens) < ($1.parameters, $1.tokens)
    }
    base = plan.arms.first.flatMap(point)
    let probes = plan.sets.flatMap(\.probes).compactMap { $0.component as? ExcessLoss }
    entropy = probes.first?.entropy ?? .nan
  }

  /// The sizes, smallest first.
  var sizes: [ModelSize] {
    points.map(\.size).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// The budgets of tokens, smallest first.
  var budgets: [Double] { Set(points.map(\.tokens)).sorted() }

  /// d ln excess / d ln tokens at a size, by seed.
  func tokenSlopes(_ size: ModelSize, _ kind: Int? = nil) -> [Double] {
    lines(points.filter { $0.size == size }, kind, \.tokens).map(\.slope)
  }

  /// d ln excess / d ln parameters at a budget, by seed.
  func sizeSlopes(_ tokens: Double, _ kind: Int? = nil) -> [Double] {
    lines(points.filter { $0.tokens == tokens }, kind, \.parameters).map(\.slope)
  }

  /// What the line through a size's budgets says of ln excess at another budget, by seed.
  func extended(_ size: ModelSize, to tokens: Double) -> [Double] {
    lines(points.filter { $0.size == size }, nil, \.tokens).map {
      $0.level + $0.slope * (PortableMath.log(tokens) - $0.center)
    }
  }

  /// Straight lines of ln excess in ln x by least squares, one a seed; none through fewer than
  /// three points.
  func lines(
    _ points: [Point], _ kind: Int?, _ x: (Point) -> Double
  ) -> [(slope: Double, level: Double, center: Double)] {
    guard points.count > 2, let seeds = points.first?.excess.count else { return [] }
    let places = points.map { PortableMath.log(x($0)) }
    let center = places.reduce(0, +) / Double(places.count)
    let squares = places.reduce(0) { $0 + ($1 - center) * ($1 - center) }
    let logs = points.map { $0.logs(kind) }
    return (0..<seeds).map { seed in
      let products = zip(places, logs).reduce(0) { $0 + ($1.0 - center) * $1.1[seed] }
      let level = logs.reduce(0) { $0 + $1[seed] } / Double(logs.count)
      return (products / squares, level, center)
    }
  }

  // MARK: - The law of both

  /// Points below which a law of five parameters is not fitted.
  static let leastPoints = 16

  /// `L = E + A/N^α + B/D^β` fitted to each seed's losses, with the floor free or given; none on a
  /// small grid.
  ///
  /// - Throws: `StatisticsError.curve`.
  func laws(floorIsGiven: Bool, _ stream: RandomStream) throws -> [CurveFit] {
    guard points.count >= Self.leastPoints, let seeds = points.first?.excess.count else {
      return []
    }
    let fitter = CurveFitter(Chinchilla(), fixed: floorIsGiven ? ["E": entropy] : [:])
    return try (0..<seeds).map { seed in
      try fitter.fit(
        CurveData(
          x: points.map { [$0.parameters, $0.tokens] },
          y: points.map { entropy + $0.values()[seed] }), stream: stream)
    }
  }
}
