import Support
import Testing

private protocol Fruit: Component {}

private struct Apple: Fruit {
  static let kind = "apple"
  static let aliases = ["malus"]
  static let summary = "An apple."
  static let source = Source("Linnaeus 1753")
  var seeds = 5
}

private struct BloodOrange: Fruit {
  static let kind = "blood-orange"
  static let summary = "An orange."
  static let source = Source("Osbeck 1765")
}

private enum Fruits: Catalogue {
  typealias Member = any Fruit
  static let noun = "fruit"
  static let all: [Entry<any Fruit>] = [Entry(Apple.self), Entry(BloodOrange.self)]
}

@Suite struct CatalogueTests {
  @Test(arguments: [("apple", "apple"), ("malus", "apple"), ("blood-orange", "blood-orange")])
  func findsByKindAndAlias(_ name: String, _ kind: String) throws {
    #expect(try Fruits.entry(named: name).kind == kind)
  }

  @Test func standardHasTheDefaults() throws {
    #expect(try (Fruits.entry(named: "apple").standard as? Apple)?.seeds == 5)
  }

  @Test(arguments: [
    ("aple", "unknown fruit 'aple'; did you mean 'apple'?"),
    ("Blood_Orange", "unknown fruit 'Blood_Orange'; did you mean 'blood-orange'?"),
    ("maluss", "unknown fruit 'maluss'; did you mean 'malus'?"),
    ("strawberry", "unknown fruit 'strawberry'; known: apple, blood-orange"),
    ("", "unknown fruit ''; known: apple, blood-orange"),
    ("x", "unknown fruit 'x'; known: apple, blood-orange"),
  ])
  func suggests(_ name: String, _ message: String) {
    let error = #expect(throws: SupportError.self) { try Fruits.entry(named: name) }
    #expect(error?.description == message)
  }

  @Test func suggestionsAreNearOrNone() {
    let names = ["group-relative", "leave-one-out", "raw-reward"]
    #expect(DidYouMean.suggestion(for: "group_relative", among: names) == "group-relative")
    #expect(DidYouMean.suggestion(for: "leave-on-out", among: names) == "leave-one-out")
    #expect(DidYouMean.suggestion(for: "kl", among: names) == nil)
    #expect(DidYouMean.suggestion(for: "anything", among: []) == nil)
  }

  @Test(arguments: [
    (0.4, "0 s"), (59.4, "59 s"), (60, "1 min 0 s"), (200, "3 min 20 s"), (3900, "1 h 5 min"),
  ])
  func durations(_ seconds: Double, _ words: String) {
    #expect(ProgressMeter.duration(seconds) == words)
  }
}
