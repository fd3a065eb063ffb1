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
      changed(PretrainingText()) { $0.responses.terse = -0.1 },
      changed(PretrainingText()) { $0.blockTraces = -1 },
      changed(PretrainingText()) { $0.blockTerse = 1 },
      changed(PretrainingText()) {
        $0.stringFunctionShare = 0.5
        $0.blockTraces = 1
      },
    ] {
      #expect(throws: TasksError.self) { try text.corpus() }
    }
  }

  @Test func settingsHaveSnakeCaseKeys() throws {
    let data = try JSONEncoder().encode(PretrainingText())
    let tree = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(
      Set(tree.keys) == [
        "eta", "kappa", "exposure", "string_function_share", "responses", "parts", "block_traces",
        "block_terse",
      ])
    let responses = try #require(tree["responses"] as? [String: Any])
    #expect(Set(responses.keys) == ["gold", "answer_only", "wrong_step", "terse", "leaf"])
    #expect(try JSONDecoder().decode(PretrainingText.self, from: data) == PretrainingText())
    let parts = Self.parts([TextPart(Shortcut(), difficulties: [3], weight: 2), TextPart()])
    let again = try JSONDecoder().decode(
      PretrainingText.self, from: try JSONEncoder().encode(parts))
    #expect(again == parts && again != PretrainingText())
  }

  // MARK: Forms of response

  @Test func terseAndLeafResponsesHaveTheirShares() throws {
    let text = changed(PretrainingText()) {
      $0.responses = ResponseStyle(
        gold: 0.4, answerOnly: 0.1, wrongStep: 0.1, terse: 0.25, leaf: 0.15)
    }
    let items = try draw(20_000, text)
    #expect(abs(share(items) { $0.response == "~#" + $0.problem.answer } - 0.25) < tolerance)
    #expect(abs(share(items) { $0.response.hasPrefix("~") } - 0.25) < tolerance)
    #expect(abs(share(items) { $0.response == $0.problem.gold } - 0.4) < tolerance)
    func isLeaf(_ item: (problem: Problem, prompt: String, response: String)) -> Bool {
      let value = item.prompt.dropFirst(2).prefix { $0 != ";" }
      return item.response == "#\(value)" && item.problem.answer != String(value)
    }
    // Of the leaves' values 1 in 23 is the answer.
    #expect(abs(share(items, isLeaf) - 0.15 * 22 / 23) < tolerance)
    let loose = share(items) { Chain.pure.verdict($0.response, $0.problem).loose }
    #expect(abs(loose - (0.4 + 0.1 + 0.25 + 0.15 / 23)) < tolerance)
  }

  /// A form of share 0 changes no draw.
  @Test func formsWithoutAShareChangeNothing() throws {
    let problem = try Chain.pure.problem(prompt: "a=5;b=a*7;c=b+2;c?")
    let style = ResponseStyle()
    for index in 0..<500 {
      let stream = RandomStream(seed: 7)["style", index]
      var generator = stream.generator()
      let found = try style.response(to: problem, of: Chain.pure, using: &generator)
      var own = stream.generator()
      let point = own.uniform() * (0.6 + 0.2 + 0.2)
      let expected =
        if point < 0.6 {
          problem.gold
        } else if point < 0.6 + 0.2 {
          "#" + problem.answer
        } else {
          Chain.pure.corruptedTrace(of: problem, using: &own)
        }
      let isInStep = generator.next() == own.next()
      #expect(found == expected && isInStep)
    }
  }

  @Test func leafNeedsFamiliesWithALeaf() throws {
    for family in [Chain.pure, Shortcut()] as [any TaskFamily] {
      var text = Self.parts([TextPart(family, difficulties: [3, 4])])
      text.responses.leaf = 0.1
      #expect(try draw(50, text).count == 50)
    }
    for family in [FaceChain(), Addition(), StringFunctions()] as [any TaskFamily] {
      var text = Self.parts([TextPart(), TextPart(family, difficulties: [3, 4])])
      #expect(try draw(50, text).count == 50)
      text.responses.leaf = 0.1
      #expect(throws: TasksError.self) { try text.corpus() }
    }
  }

  // MARK: Parts

  private static func parts(_ parts: [TextPart]) -> PretrainingText {
    changed(PretrainingText()) { $0.parts = parts }
  }

  @Test func partsAreTheText() throws {
    let random = changed(FaceChain()) { $0.header = .random }
    let text = Self.parts([
      TextPart(Chain.pure, difficulties: [1, 2], weight: 3),
      TextPart(random, difficulties: [1]),
      TextPart(Shortcut(), difficulties: [3], weight: 0),
    ])
    let items = try draw(20_000, text)
    let faces = items.filter { $0.problem.canonical.hasPrefix("facechain") }
    #expect(abs(Double(faces.count) / 20_000 - 0.25) < tolerance)
    #expect(items.allSatisfy { $0.problem.difficulty <= 2 })
    #expect(faces.allSatisfy { $0.problem.difficulty == 1 })
    #expect(abs(share(items) { $0.problem.difficulty == 2 } - 0.375) < tolerance)
    #expect(abs(share(faces) { $0.response == $0.problem.gold } - 0.6) < tolerance)
  }

  @Test func partsAreChecked() {
    for text in [
      Self.parts([TextPart(SecondChance(), difficulties: [1])]),
      Self.parts([TextPart(Shortcut(), difficulties: [2])]),
      Self.parts([TextPart(Chain.pure, difficulties: [])]),
      Self.parts([TextPart(Chain.pure, difficulties: [1], weight: -1)]),
      Self.parts([TextPart(Chain.pure, difficulties: [1], weight: 0)]),
      changed(Self.parts([TextPart()])) { $0.eta = 0.1 },
      changed(Self.parts([TextPart()])) { $0.kappa = 0 },
      changed(Self.parts([TextPart()])) { $0.exposure = 0.1 },
      changed(Self.parts([TextPart()])) { $0.stringFunctionShare = 0.1 },
    ] {
      #expect(throws: TasksError.self) { try text.corpus() }
    }
    #expect(throws: InvalidSetting.self) {
      try TextPart(SecondChance(), difficulties: [1]).validate()
    }
  }

  // MARK: Blocks

  @Test func blocksHoldTheSameTraces() throws {
    let random = changed(FaceChain()) { $0.header = .random }
    func blocks(
      traces: Int, terse: Int
    ) throws -> [[(problem: Problem, prompt: String, response: String)]] {
      var text = Self.parts([TextPart(), TextPart(random, difficulties: [1, 2])])
      text.blockTraces = traces
      text.blockTerse = terse
      let corpus = try text.corpus()
      var generator = RandomStream(seed: 7)["blocks"].generator()
      return try (0..<100).map { _ in try corpus.block(using: &generator) }
    }
    let plain = try blocks(traces: 2, terse: 0)
    let few = try blocks(traces: 2, terse: 1)
    let many = try blocks(traces: 2, terse: 3)
    for (a, (b, c)) in zip(plain, zip(few, many)) {
      #expect(a.count == 2 && b.count == 3 && c.count == 5)
      for block in [a, b, c] {
        #expect(block.prefix(2).map { $0.prompt } == a.map { $0.prompt })
        #expect(block.allSatisfy { $0.prompt == $0.problem.prompt })
        #expect(block.allSatisfy { $0.problem.split == .train })
        for item in block.prefix(2) { #expect(item.response == item.problem.gold) }
        for item in block.dropFirst(2) { #expect(item.response == "~#" + item.problem.answer) }
      }
      #expect(b[2].prompt == c[2].prompt)
    }
    let prompts = many.flatMap { block in block.map { $0.prompt } }
    #expect(Set(prompts).count > 450)  // of 500: short ones occur again
    #expect(prompts.contains { $0.hasPrefix("J=") } && prompts.contains { !$0.hasPrefix("J=") })
  }

  @Test func withoutBlocksABlockIsOneText() throws {
    let corpus = try PretrainingText().corpus()
    var one = RandomStream(seed: 7)["block"].generator()
    var other = one
    for _ in 0..<50 {
      let block = try corpus.block(using: &one)
      let text = try corpus.text(using: &other)
      #expect(block.count == 1 && block[0].problem == text.problem)
      #expect(block[0].response == text.response && block[0].prompt == text.prompt)
    }
  }
}
