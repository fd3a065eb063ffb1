import Config
import Support

/// Settings with one of everything.
struct Settings: Codable, Equatable {
  enum Mode: String, Codable, CaseIterable { case fast, verySlow = "very-slow" }
  enum Closed: String, Codable { case one, two }

  struct Optimizer: Codable, Equatable {
    var learningRate = 1e-4
    var betas = [0.9, 0.999]
    var warmup = Warmup()
  }

  struct Warmup: Codable, Equatable {
    var steps = 10
    var isLinear = true
  }

  var name = "base"
  var seed: UInt64 = 7
  var temperature: Float = 0.1
  var maxKL = Double.infinity
  var mode = Mode.fast
  var closed = Closed.one
  var optimizer = Optimizer()
  var shape = Slot<ShapeCatalogue>(Square())
  var shapes: [Slot<ShapeCatalogue>] = []
  var strictArms: [StrictArm] = []
  var arms: [Arm] = []
}

/// An element of a list that must give every key.
struct StrictArm: Codable, Equatable {
  var label: String
  var repeats: Int
}

/// An element of a list that has defaults.
struct Arm: DefaultedSettings, Equatable {
  var label = "arm"
  var repeats = 3
  var shape = Slot<ShapeCatalogue>(Circle())
}

protocol Shape: Component {
  var area: Double { get }
}

struct Square: Shape {
  enum Scale: String, Codable, CaseIterable { case none, unit }
  static let kind = "square"
  static let summary = "Four equal sides."
  static let source = Source("Euclid, Elements, book I, definition 22")
  var side = 2.0
  var scale = Scale.none
  init() {}
  init(side: Double) { self.side = side }
  var area: Double { side * side }
}

struct Circle: Shape {
  static let kind = "circle"
  static let aliases = ["disc"]
  static let summary = "All points within a distance."
  static let source = Source("Euclid, Elements, book I, definition 15")
  var radius = 1.0
  init() {}
  var area: Double { 3 * radius * radius }
}

/// A component without settings.
struct Point: Shape {
  static let kind = "point"
  static let summary = "That which has no part."
  static let source = Source("Euclid, Elements, book I, definition 1")
  init() {}
  var area: Double { 0 }
}

/// A component that holds components.
struct Union: Shape {
  static let kind = "union"
  static let summary = "Shapes side by side."
  static let source = Source("none")
  var parts: [Slot<ShapeCatalogue>] = [Slot(Square()), Slot(Point())]
  var last = Slot<ShapeCatalogue>(Circle())
  init() {}
  var area: Double { (parts + [last]).reduce(0) { $0 + $1.value.area } }
}

enum ShapeCatalogue: Catalogue {
  static let noun = "shape"
  static let all: [Entry<any Shape>] = [
    Entry(Circle.self), Entry(Point.self), Entry(Square.self), Entry(Union.self),
  ]
}

/// Loads settings from one text named `a.yaml`.
func load(_ yaml: String, _ overrides: String...) throws -> Settings {
  try ConfigLoader.load(Settings(), sources: [.text("a.yaml", yaml)], overrides: overrides)
}

/// The message that loading a text ends with; `nil` if it succeeds.
func message(_ yaml: String, _ overrides: String...) throws -> String? {
  do {
    _ = try ConfigLoader.load(
      Settings(), sources: [.text("a.yaml", yaml)], overrides: overrides)
    return nil
  } catch let error as ConfigError {
    return error.description
  }
}
