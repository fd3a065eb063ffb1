import Support
import Training

/// How far a model is from its root: the Euclidean distance of the parameters.
public struct ParameterDistance: Probe {
  public static let kind = "parameter-distance"
  public static let summary = "Distance of the parameters from those of the root."

  /// No settings.
  public init() {}

  public static let measures = [
    Measure(
      "distance", path: "/measure/distance", "‖θ − θ₀‖, θ₀ the parameters of the arm's root")
  ]

  public func run(_ subject: Subject) throws -> ProbeRecord {
    let (a, b) = (subject.model.parameters.values, subject.root.parameters.values)
    var squares = 0.0
    for i in 0..<a.count {
      let difference = Double(a.pointer[i]) - Double(b.pointer[i])
      squares += difference * difference
    }
    var record = ProbeRecord()
    record.values["distance"] = [squares.squareRoot()]
    return record
  }

  public func cost(problems: Int, prompt: Double, response: Double) -> StageCost { StageCost() }
}
