/// What components keep between steps: named numbers and batches; a part of every checkpoint.
///
/// A component sees the names of its own scope, its path in the configuration.
public struct Memory: Codable, Sendable, Equatable {
  private var numbers: [String: Double] = [:]
  private var batches: [String: [Batch]] = [:]
  private var scope = ""

  private enum CodingKeys: String, CodingKey {
    case numbers, batches
  }

  /// Nothing yet.
  public init() {}

  /// Whether there is nothing that a run would miss.
  public var isEmpty: Bool { numbers.isEmpty && batches.isEmpty }

  /// A number of this scope.
  public subscript(number name: String) -> Double? {
    get { numbers[scope + name] }
    set { numbers[scope + name] = newValue }
  }

  /// A number of this scope, or another one where there is none.
  public subscript(number name: String, default value: Double) -> Double {
    get { self[number: name] ?? value }
    set { self[number: name] = newValue }
  }

  /// Batches of this scope, in order.
  public subscript(batches name: String) -> [Batch] {
    get { batches[scope + name] ?? [] }
    set { batches[scope + name] = newValue.isEmpty ? nil : newValue }
  }

  /// The full path of a list of batches of this scope.
  public func path(batches name: String) -> String { scope + name }

  /// Appends a batch to the list at a full path.
  public mutating func append(_ batch: Batch, at path: String) {
    batches[path, default: []].append(batch)
  }

  /// The same, seen by somebody with this path.
  public func scoped(_ name: String) -> Memory {
    var inner = self
    inner.scope += name + "."
    return inner
  }

  /// Lets somebody work with the names under a path.
  public mutating func scoped<Result>(
    _ name: String, _ body: (inout Memory) throws -> Result
  ) rethrows -> Result {
    let outer = scope
    scope += name + "."
    defer { scope = outer }
    return try body(&self)
  }
}
