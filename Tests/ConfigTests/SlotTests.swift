import Config
import Foundation
import Support
import Testing

@Suite struct SlotTests {
  private func square(_ side: Double, _ scale: Square.Scale = .none) -> Slot<ShapeCatalogue> {
    var square = Square(side: side)
    square.scale = scale
    return Slot(square)
  }

  private func circle(_ radius: Double) -> Slot<ShapeCatalogue> {
    var circle = Circle()
    circle.radius = radius
    return Slot(circle)
  }

  @Test func settingsOfTheKindInPlace() throws {
    #expect(try load("shape: {side: 3}").shape == square(3))
    #expect(try load("shape: {kind: square, side: 3}").shape == square(3))
    #expect(try load("shape: {}").shape == square(2))
  }

  @Test(arguments: ["shape: circle", "shape: disc", "shape: {kind: disc}", "shape: 'circle'"])
  func otherKind(yaml: String) throws {
    let shape = try load(yaml).shape
    #expect(shape == circle(1))
    #expect(shape.value.area == 3)
    #expect(try load(yaml, "shape.radius=2").shape == circle(2))
  }

  @Test func aChangeOfKindStartsFromItsDefaults() throws {
    let settings = try load("shape: {side: 9}", "shape=circle", "shape.kind=square")
    #expect(settings.shape == square(2))
  }

  @Test func theSameKindKeepsSettings() throws {
    #expect(try load("shape: {side: 9}", "shape.kind=square").shape == square(9))
    #expect(try load("shape: {kind: circle, radius: 9}", "shape=disc").shape == circle(9))
  }

  @Test func overridesApplyInOrder() throws {
    let settings = try load("", "shape.kind=circle", "shape.radius=0.5")
    #expect(settings.shape == circle(0.5))
    let text = "--set shape.radius=0.5: unknown key 'radius' in 'shape' of kind 'square'; "
    #expect(
      try message("", "shape.radius=0.5", "shape.kind=circle") == text + "known: side, scale")
  }

  @Test(arguments: [
    (
      "shape:\n  kind: circle\n  radios: 3",
      "a.yaml:3: unknown key 'radios' in 'shape' of kind 'circle'; did you mean 'radius'?"
    ),
    ("shape:\n  kind: circel", "a.yaml:2: unknown shape 'circel'; did you mean 'circle'?"),
    ("shape: hexagon", "a.yaml:1: unknown shape 'hexagon'; known: circle, point, square, union"),
    ("shape: {kind: [1]}", "a.yaml:1: 'shape.kind' is a list, expected the kind of shape"),
    ("shape: {kind: }", "a.yaml:1: 'shape.kind' is empty, expected the kind of shape"),
    ("shape: [1]", "a.yaml:1: 'shape' is a list, expected the kind of shape, or a mapping with"),
    ("shape: {scale: big}", "a.yaml:1: 'shape.scale' is 'big', expected one of none, unit"),
    ("shape: {kind: point, x: 1}", "a.yaml:1: unknown key 'x' in 'shape' of kind 'point'; there"),
    ("shapes:\n- circle\n- {side: 3}", "a.yaml:3: 'shapes[1]' lacks the key 'kind'"),
    ("shapes: [{kind: circle, side: 3}]", "a.yaml:1: unknown key 'side' in 'shapes[0]' of kind"),
    ("shapes: [circel]", "a.yaml:1: unknown shape 'circel'; did you mean 'circle'?"),
    ("shapes: [~]", "a.yaml:1: 'shapes[0].kind' is empty, expected the kind of shape"),
    ("shapes: [circle, {kind: square, side: x}]", "a.yaml:1: 'shapes[1].side' is 'x', expected"),
    (
      "shape:\n  kind: union\n  parts:\n  - {kind: square, size: 1}",
      "a.yaml:4: unknown key 'size' in 'shape.parts[0]' of kind 'square'; did you mean 'side'?"
    ),
  ])
  func messages(yaml: String, expected: String) throws {
    let message = try #require(try message(yaml))
    #expect(message.hasPrefix(expected), "\(message)")
  }

  @Test func listsOfSlots() throws {
    let yaml = "shapes: [disc, {kind: square, side: 5}, point]"
    #expect(try load(yaml).shapes == [circle(1), square(5), Slot(Point())])
    #expect(try load(yaml, "shapes=[square]").shapes == [square(2)])
  }

  @Test func slotsInComponents() throws {
    let union = try load("shape: {kind: union, parts: [circle], last: {radius: 2}}").shape
    #expect(union.value.area == 3 + 12)
    #expect(try load("shape: union").shape.value.area == 4 + 0 + 3)
    #expect(try load("shape: union", "shape.last=square").shape.value.area == 8)
  }

  @Test func listsOfMappings() throws {
    let arms = try load("arms:\n- label: a\n- {repeats: 1, shape: {radius: 2}}\n- {}").arms
    #expect(arms == [Arm(label: "a"), Arm(repeats: 1, shape: circle(2)), Arm()])
    #expect(
      try load("strict_arms: [{label: a, repeats: 2}]").strictArms
        == [StrictArm(label: "a", repeats: 2)])
  }

  @Test(arguments: [
    ("arms:\n- {label: a}\n- {lable: b}", "a.yaml:3: unknown key 'lable' in 'arms[1]'; did you m"),
    ("strict_arms:\n- {label: a}", "a.yaml:2: 'strict_arms[0]' lacks the key 'repeats'"),
    (
      "strict_arms:\n- label: a\n  repeats: 1\n  repeat: 2",
      "a.yaml:4: unknown key 'repeat' in 'strict_arms[0]'; did you mean 'repeats'?"
    ),
    ("strict_arms: [3]", "a.yaml:1: 'strict_arms[0]' is '3', expected a mapping"),
  ])
  func messagesOfMappings(yaml: String, expected: String) throws {
    let message = try #require(try message(yaml))
    #expect(message.hasPrefix(expected), "\(message)")
  }

  @Test func equality() throws {
    #expect(square(1) == square(1))
    #expect(square(1) != square(2))
    #expect(square(1) != circle(1))
    #expect(try Slot<ShapeCatalogue>(kind: "disc") == circle(1))
    #expect(throws: SupportError.self) { try Slot<ShapeCatalogue>(kind: "hexagon") }
  }

  @Test func json() throws {
    var settings = Settings()
    settings.shape = circle(2.5)
    settings.shapes = [square(1), Slot(Union()), Slot(Point())]
    let data = try JSONEncoder().encode(settings.shapes)
    #expect(try JSONDecoder().decode([Slot<ShapeCatalogue>].self, from: data) == settings.shapes)
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let text = String(decoding: try encoder.encode(settings.shape), as: UTF8.self)
    #expect(text == #"{"kind":"circle","radius":2.5}"#)
    let words = Data(#"["disc", {"kind": "disc", "radius": 1}]"#.utf8)
    #expect(
      try JSONDecoder().decode([Slot<ShapeCatalogue>].self, from: words) == [circle(1), circle(1)])
    let unknown = Data(#"["circel"]"#.utf8)
    #expect(throws: SupportError.self) {
      try JSONDecoder().decode([Slot<ShapeCatalogue>].self, from: unknown)
    }
  }

  @Test func foreignComponentsAreRefused() async {
    await #expect(processExitsWith: .failure) { _ = Slot<NoShapes>(Square()) }
  }
}

enum NoShapes: Catalogue {
  static let noun = "nothing"
  static let all: [Entry<any Shape>] = []
}
