import Experience
import Foundation
import Support
import Tasks
import Testing

@Suite struct CorpusTests {
  /// Draws items and checks what holds for all of them.
  private func draw(
    _ count: Int, _ text: PretrainingText
  ) throws -> [(problem: Problem, prompt: String, response: String)] {
    let corpus = try text.corpus()
    var generator = RandomStream(seed: 7)["pretrain_data", 0, "shared"].generator()
    let items = try (0..<count).map { _ in try corpus.text(using: &generator) }
    #expect(items.allSatisfy { $0.problem.split == .train && $0.prompt == $0.problem.prompt })
    return items
  }

  private func share<Item>(_ items: [Item], _ condition: (Item) -> Bool) -> Double {
    Double(items.count(where: condition)) / Double(items.count)
  }

  /// Over four standard deviations of a share in 20 000 items.
  private let tolerance = 0.015

  @Test func quickTextHasItsShares() throws {
    let items = try draw(20_000, PretrainingText())
    #expect(abs(share(items) { $0.problem.difficulty > 4 } - 0.04) < tolerance)
    #expect(abs(share(items) { $0.problem.difficulty == 2 } - 0.24) < tolerance)
    #expect(items.allSatisfy { $0.problem.difficulty <= 6 })
    #expect(abs(share(items) { $0.response == $0.problem.gold } - 0.6) < tolerance)
    #expect(abs(share(items) { $0.response.hasPrefix("#") } - 0.2) < tolerance)
    let strict = share(items) { Chain.pure.verdict($0.response, $0.problem).strict }
    #expect(abs(strict - 0.6) < tolerance)
  }

  @Test func exposureAndCompositionHaveTheirShares() throws {
    var text = PretrainingText()
    text.exposure = 0.1
    text.stringFunctionShare = 1.0 / 3
    text.kappa = 0.15
    let items = try draw(20_000, text)
    let strings = items.filter { $0.problem.canonical.hasPrefix("strfn") }
    let chains = items.filter { $0.problem.canonical.hasPrefix("chain") }
    let tokens = { (items: [(problem: Problem, prompt: String, response: String)]) in
      items.reduce(0) { $0 + $1.prompt.utf8.count + $1.response.utf8.count + 1 }
    }
    let tokenShare = Double(tokens(strings)) / Double(tokens(strings) + tokens(chains))
    #expect(abs(tokenShare - 1.0 / 3) < tolerance)
    #expect(abs(share(strings) { $0.problem.difficulty == 2 } - 0.15) < tolerance)
    #expect(abs(share(strings) { $0.problem.difficulty == 3 } - 0.05) < tolerance)
    let exposed = chains.filter { $0.prompt.dropFirst().first?.isNumber == true }
    #expect(abs(Double(exposed.count) / Double(chains.count) - 0.1) < tolerance)
    #expect(exposed.allSatisfy { $0.problem.difficulty == 1 })
  }

  @Test func sharesAreChecked() {
    for text in [
      changed(PretrainingText()) { $0.eta = -0.1 }, changed(PretrainingText()) { $0.kappa = 0.8 },
      changed(PretrainingText()) { $0.exposure = .nan },
      changed(PretrainingText()) {
        $0.responses = ResponseStyle(gold: 0, answerOnly: 0, wrongStep: 0)
      },
    ] {
      #expect(throws: TasksError.self) { try text.corpus() }
    }
  }

  @Test func settingsHaveSnakeCaseKeys() throws {
    let data = try JSONEncoder().encode(PretrainingText())
    let tree = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(
      Set(tree.keys) == ["eta", "kappa", "exposure", "string_function_share", "responses"])
    let responses = try #require(tree["responses"] as? [String: Any])
    #expect(Set(responses.keys) == ["gold", "answer_only", "wrong_step"])
    #expect(try JSONDecoder().decode(PretrainingText.self, from: data) == PretrainingText())
  }
}
