import Foundation

/// A tensor of a golden file: `{"shape", "unit", "values"}`, element = value · unit.
public struct Packed: Decodable, Sendable {
  /// The axes.
  public let shape: [Int]
  private let unit: Double
  private let values: [Int]

  /// The elements in Double, row-major.
  public var doubles: [Double] { values.map { Double($0) * unit } }
  /// The elements in Float32, row-major.
  public var floats: [Float] { values.map { Float(Double($0) * unit) } }
  /// The first axis.
  public var rows: Int { shape[0] }
  /// The second axis; 1 for a vector.
  public var columns: Int { shape.count > 1 ? shape[1] : 1 }
}

/// The numbers that `Tests/Golden/make_golden.py` wrote.
public enum Golden {
  /// Where a golden file is.
  public static func path(_ file: String) -> String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Golden").appendingPathComponent(file)
      .path
  }

  /// A golden file, decoded.
  ///
  /// - Precondition: the file is there and has the type's form: it is part of the tests.
  public static func load<Value: Decodable>(_ file: String, as type: Value.Type = Value.self)
    -> Value
  {
    let path = path(file)
    do {
      return try JSONDecoder().decode(type, from: Data(contentsOf: URL(fileURLWithPath: path)))
    } catch {
      preconditionFailure("\(path): \(error)")
    }
  }
}

/// The largest difference, relative to the largest expected magnitude.
///
/// - Precondition: as many found as expected.
public func relativeDeviation(
  _ found: some Collection<Float>, _ expected: some Collection<Double>
) -> Double {
  precondition(found.count == expected.count, "\(found.count) found, \(expected.count) expected")
  var worst = 0.0
  var largest = 0.0
  for (f, e) in zip(found, expected) {
    // NaN must not pass for a small difference.
    worst = (Double(f) - e).isNaN ? .infinity : max(worst, abs(Double(f) - e))
    largest = max(largest, abs(e))
  }
  return worst / max(largest, 1e-30)
}

/// The largest difference.
///
/// - Precondition: as many found as expected.
public func largestDifference(
  _ found: some Collection<Float>, _ expected: some Collection<Double>
) -> Double {
  precondition(found.count == expected.count, "\(found.count) found, \(expected.count) expected")
  return zip(found, expected).reduce(0) { worst, pair in
    let difference = abs(Double(pair.0) - pair.1)
    return difference.isNaN ? .infinity : max(worst, difference)
  }
}
