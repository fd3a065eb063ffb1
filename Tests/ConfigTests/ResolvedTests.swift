import Config
import Foundation
import Support
import Testing

@Suite struct ResolvedTests {
  @Test func everyKeyInOrder() throws {
    let settings = try load("shapes: [disc, point]\narms: [{}]\noptimizer: {betas: []}")
    #expect(
      try ConfigLoader.yaml(settings) == """
        name: base
        seed: 7
        temperature: 0.1
        max_kl: .inf
        mode: fast
        closed: one
        optimizer:
          learning_rate: 0.0001
          betas: []
          warmup:
            steps: 10
            is_linear: true
        shape:
          kind: square
          side: 2.0
          scale: none
        shapes:
          - kind: circle
            radius: 1.0
          - kind: point
        strict_arms: []
        arms:
          - label: arm
            repeats: 3
            shape:
              kind: circle
              radius: 1.0

        """)
  }

  private func variants() throws -> [Settings] {
    var strange = Settings()
    strange.name = "a: 'b' \"c\" \\ # \n\t\r\u{7}\u{85}\u{2028}\u{FEFF} é 中 🎲 {[,&*!|>%@`"
    strange.seed = .max
    strange.temperature = .leastNonzeroMagnitude
    strange.maxKL = -1.7976931348623157e308
    strange.optimizer.learningRate = 1e-5
    strange.optimizer.betas = [0.1, 1e16, 1 / 3, -0.0, .leastNonzeroMagnitude, .infinity]
    strange.shapes = [Slot(Union()), Slot(Point())]
    var nested = Union()
    nested.parts = [Slot(Union())]
    strange.shape = Slot(nested)
    strange.strictArms = [StrictArm(label: "", repeats: -1_000_000_000_000)]
    return [Settings(), strange, try load("arms: [{label: x}, {}]\nshapes: [union]")]
  }

  @Test func roundTrip() throws {
    for settings in try variants() {
      let text = try ConfigLoader.yaml(settings)
      let again = try ConfigLoader.load(Settings(), sources: [.text("resolved", text)])
      #expect(again == settings)
      #expect(try ConfigLoader.yaml(again) == text)
      #expect(try ConfigLoader.hash(again) == ConfigLoader.hash(settings))
    }
  }

  @Test(arguments: [
    "", " ", "null", "~", "true", "No", "y", "1", "1e3", ".5", "-", "- a", "a:", "a #b", "#", "0x1",
    "<<", "=", "é", "'", "a\u{0}b", "\u{FFFE}", ".inf", "2024-01-01", "a/b.c-d_e", "/x", "[",
    "\r\n",
  ])
  func textSurvives(text: String) throws {
    var settings = Settings()
    settings.name = text
    settings.strictArms = [StrictArm(label: text, repeats: 1)]
    let yaml = try ConfigLoader.yaml(settings)
    #expect(try load(yaml) == settings)
    struct Open: Codable, Equatable { var words: [String: [String]] }
    let open = Open(words: [text: [text, text]])
    let read = try ConfigLoader.load(
      Open(words: [:]), sources: [.text("open", try ConfigLoader.yaml(open))])
    #expect(read == open)
  }

  @Test func numbersAreShort() throws {
    struct Numbers: Codable, Equatable {
      var values = [1e-5, 0.1, 100, 1e22]
      var floats: [Float] = [0.1, 1e-7]
    }
    #expect(
      try ConfigLoader.yaml(Numbers())
        == "values: [1.0e-05, 0.1, 100.0, 1.0e+22]\nfloats: [0.1, 1.0e-07]\n")
  }

  @Test func hashIsOfTheText() throws {
    struct Small: Codable { var steps = 3 }
    // printf 'steps: 3\n' | sha256sum
    #expect(
      try ConfigLoader.hash(Small())
        == "6a438b7921c19626055219cf6f87fc5ea4994cd78a659d0202cc9a701829c1b3")
    #expect(try ConfigLoader.hash(Small()) != ConfigLoader.hash(Small(steps: 4)))
    #expect(try ConfigLoader.hash(load("shape: disc")) == ConfigLoader.hash(load("shape: circle")))
  }
}
