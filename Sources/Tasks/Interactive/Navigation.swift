import Experience
import Support

/// Following a route, turn by turn: straight legs on a grid, joined at landmarks where the route says what to do.
///
/// ```
/// face W; at i go S; at a stop|h=W see=.      (rule absolute: at a landmark the compass letter, `S`)
/// face W; at i turn L; at a stop|h=W see=.    (rule relative: `L` or `R`)
/// F → h=W see=i → S → h=S see=i → F → h=S see=a → X
/// ```
///
/// Each turn the policy reads its heading and what it sees, and says one action: `F` forward, a turn, `X` stop. A right action is paid 1, a wrong one
/// −1 and answered with `no` and the same view; after `tries` wrong ones in a row, or the stop, the episode is over. How long legs are is not said: it
/// has to look. The difficulty is the number of turns of the route. `loose`: the route was finished; `strict`: without a wrong
/// action; `process`: the share of actions that were right. Chance is about ¼ an action.
///
/// - Source: Chu et al. 2025, arXiv:2501.17161, section 4.2 (V-IRL), as text on a grid.
public struct Navigation: TaskFamily {
  /// How turns are said.
  public enum Rule: String, Codable, Sendable, CaseIterable {
    /// By the compass.
    case absolute
    /// Left and right.
    case relative
  }

  public static let kind = "navigation"
  /// Its number among the task families.
  public static let aliases = ["t5", "nav"]
  public static let summary = "Following a route turn by turn, by what is seen on the way."
  public static let source = Source("Chu et al. 2025, arXiv:2501.17161, section 4.2")

  /// What a problem can leave the training distribution along.
  public static let axes = ["rule", "difficulty (turns)", "size", "landmarks"]

  /// How turns are said.
  public var rule = Rule.absolute
  /// Cells a side.
  public var size = 7
  /// Wrong actions in a row that end an episode.
  public var tries = 2
  /// Letters that landmarks may have.
  public var landmarks = "abcdefghijk"

  /// By the compass.
  public init() {}
  /// A rule.
  public init(_ rule: Rule) { self.rule = rule }

  /// Routes of one to five turns.
  public var difficulties: ClosedRange<Int> { 1...5 }

  /// Draws a route that stays on the grid and visits no cell twice.
  public func problem(difficulty: Int, using generator: inout RandomGenerator) throws -> Problem {
    try validate()
    try require(difficulty: difficulty)
    let draws = 100_000
    for _ in 0..<draws {
      if let route = draw(turns: difficulty, using: &generator) { return problem(route) }
    }
    throw TasksError.exhausted(
      kind: Self.kind, difficulty: difficulty, what: "a route on a grid of \(size)", draws: draws)
  }

  private func draw(turns: Int, using generator: inout RandomGenerator) -> Route? {
    var cell = (generator.integer(below: size), generator.integer(below: size))
    var heading = generator.pick(Heading.allCases)
    var letters = Array(landmarks)
    var visited: Set<Int> = [cell.0 * size + cell.1]
    let start = heading
    var legs: [Route.Leg] = []
    for leg in 0...turns {
      let length = 1 + generator.integer(below: size - 1)
      for _ in 0..<length {
        cell = (cell.0 + heading.step.0, cell.1 + heading.step.1)
        guard (0..<size).contains(cell.0), (0..<size).contains(cell.1),
          visited.insert(cell.0 * size + cell.1).inserted
        else { return nil }
      }
      let letter = letters.remove(at: generator.integer(below: letters.count))
      let isLast = leg == turns
      let turn = generator.bernoulli(0.5)
      if !isLast { heading = turn ? heading.left : heading.right }
      legs.append(
        Route.Leg(length: length, landmark: letter, turn: isLast ? nil : heading))
    }
    return Route(start: start, legs: legs)
  }

  /// Whether a whole list of actions, such as `FFSFX`, is the route's.
  public func verdicts(on completions: [Completion], for problem: Problem) -> [Verdict] {
    completions.map { completion in
      guard completion.isFinished, !completion.text.isEmpty,
        completion.text.allSatisfy({ "FXNESWLR".contains($0) })
      else {
        return .unparsed("not a list of actions")
      }
      let (given, gold) = (Array(completion.text), Array(problem.answer))
      let right = zip(given, gold).prefix { $0 == $1 }.count
      let isRight = given == gold
      return Verdict(
        parsed: true, loose: isRight, strict: isRight, process: Double(right) / Double(gold.count),
        answer: completion.text, reason: isRight ? "" : "a wrong action")
    }
  }

  /// Room for the longest route, an action and a view a turn, and for a wrong action at each.
  public func responseCap(difficulties: [Int]) -> Int {
    let turns = difficulties.max() ?? 1
    let actions = min((turns + 1) * (size - 1), size * size) + turns + 1
    return min(actions * 16, 200)
  }

  /// An action each.
  public func goldTurns(_ problem: Problem) -> [String] { problem.answer.map(String.init) }

  /// Shows what is seen, and says when it is over.
  public func environment(for problem: Problem) -> (any Environment)? {
    guard let route = route(of: problem) else { return nil }
    return RouteEnvironment(steps: route.steps(rule), tries: tries)
  }

  /// A grid with room, landmarks for every leg.
  public func validate() throws {
    try requireSetting((3...99).contains(size), "size", size, "3 to 99")
    try requireSetting((1...100).contains(tries), "tries", tries, "1 to 100")
    try requireSetting(
      Set(landmarks).count == landmarks.count && landmarks.count > 5
        && landmarks.allSatisfy { $0.isLowercase && $0.isASCII }, "landmarks", landmarks,
      "at least six different lower-case letters")
  }

  /// The problem of a route.
  package func problem(_ route: Route) -> Problem {
    let steps = route.steps(rule)
    let actions = steps.map(\.action).joined()
    let canonical = "\(rule.rawValue) \(route.text)"
    let chance = steps.reduce(1.0) { chance, _ in chance / 4 }
    var problem = Problem(
      id: Split.id(canonical: canonical),
      prompt: "\(route.instruction(rule))|\(steps[0].view)", gold: actions, answer: actions,
      difficulty: route.legs.count - 1, canonical: canonical, chanceLoose: chance,
      chanceStrict: chance)
    problem.metadata["route"] = .text(route.text)
    return problem
  }

  private func route(of problem: Problem) -> Route? {
    guard case .text(let text) = problem.metadata["route"] else { return nil }
    return Route(parsing: text)
  }
}

/// A direction of the compass.
package enum Heading: Character, Sendable, CaseIterable {
  case north = "N"
  case east = "E"
  case south = "S"
  case west = "W"

  private static let order: [Heading] = [.north, .east, .south, .west]
  private var place: Int { Self.order.firstIndex(of: self) ?? 0 }
  /// A quarter to the left.
  var left: Heading { Self.order[(place + 3) % 4] }
  /// A quarter to the right.
  var right: Heading { Self.order[(place + 1) % 4] }
  /// Rows and columns of a step.
  var step: (Int, Int) {
    switch self {
    case .north: (-1, 0)
    case .east: (0, 1)
    case .south: (1, 0)
    case .west: (0, -1)
    }
  }
}

/// Legs, each up to a landmark at which the route turns or ends.
package struct Route: Equatable {
  /// A straight piece.
  package struct Leg: Equatable {
    var length: Int
    var landmark: Character
    /// The heading after it; `nil` at the end.
    var turn: Heading?

    /// A leg from its parts.
    package init(length: Int, landmark: Character, turn: Heading?) {
      self.length = length
      self.landmark = landmark
      self.turn = turn
    }
  }

  /// What is seen, and the right action.
  package struct Step: Codable, Sendable, Equatable {
    /// Heading and view, as the policy reads them.
    package var view: String
    /// The right action.
    package var action: String
  }

  var start: Heading
  var legs: [Leg]

  /// A route from its parts.
  package init(start: Heading, legs: [Leg]) {
    self.start = start
    self.legs = legs
  }

  /// `W2iS1a`: the first heading, then length, landmark and next heading of each leg.
  var text: String {
    legs.reduce("\(start.rawValue)") { text, leg in
      text + "\(leg.length)\(leg.landmark)" + (leg.turn.map { String($0.rawValue) } ?? "")
    }
  }

  init?(parsing text: String) {
    var rest = text[...]
    guard let first = rest.popFirst(), let start = Heading(rawValue: first) else { return nil }
    self.start = start
    legs = []
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isNumber }
      rest = rest.dropFirst(digits.count)
      guard let length = Int(digits), let landmark = rest.popFirst() else { return nil }
      legs.append(
        Leg(length: length, landmark: landmark, turn: rest.popFirst().flatMap(Heading.init)))
    }
  }

  /// What the route says.
  package func instruction(_ rule: Navigation.Rule) -> String {
    var heading = start
    var parts = ["face \(start.rawValue)"]
    for leg in legs {
      guard let turn = leg.turn else {
        parts.append("at \(leg.landmark) stop")
        continue
      }
      parts.append(
        rule == .absolute
          ? "at \(leg.landmark) go \(turn.rawValue)"
          : "at \(leg.landmark) turn \(turn == heading.left ? "L" : "R")")
      heading = turn
    }
    return parts.joined(separator: "; ")
  }

  /// Every view with its right action.
  package func steps(_ rule: Navigation.Rule) -> [Step] {
    var steps: [Step] = []
    var heading = start
    for (index, leg) in legs.enumerated() {
      for cell in 0..<leg.length {
        // The first cell of a later leg is the landmark that was turned at.
        let seen = cell == 0 && index > 0 ? legs[index - 1].landmark : "."
        steps.append(Step(view: "h=\(heading.rawValue) see=\(seen)", action: "F"))
      }
      let view = "h=\(heading.rawValue) see=\(leg.landmark)"
      guard let turn = leg.turn else {
        steps.append(Step(view: view, action: "X"))
        break
      }
      steps.append(
        Step(
          view: view,
          action: rule == .absolute
            ? String(turn.rawValue) : turn == heading.left ? "L" : "R"))
      heading = turn
    }
    return steps
  }
}

/// Walks a route with a policy.
struct RouteEnvironment: Environment {
  let steps: [Route.Step]
  let tries: Int
  private var place = 0
  private var wrong = 0
  private var wrongInARow = 0

  init(steps: [Route.Step], tries: Int) {
    self.steps = steps
    self.tries = tries
  }

  mutating func reply(to completion: Completion) throws -> EnvironmentTurn {
    guard completion.text == steps[place].action else {
      wrong += 1
      wrongInARow += 1
      if wrongInARow >= tries || !completion.isFinished { return .end(verdict, reward: -1) }
      return .say(Message(role: "user", content: "no \(steps[place].view)"), reward: -1)
    }
    wrongInARow = 0
    place += 1
    if place == steps.count { return .end(verdict, reward: 1) }
    return .say(Message(role: "user", content: steps[place].view), reward: 1)
  }

  private var verdict: Verdict {
    let isDone = place == steps.count
    return Verdict(
      parsed: true, loose: isDone, strict: isDone && wrong == 0,
      process: Double(place) / Double(steps.count + wrong), answer: nil,
      reason: !isDone ? "the route was not finished" : wrong > 0 ? "\(wrong) wrong actions" : "")
  }
}
