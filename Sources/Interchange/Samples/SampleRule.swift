import Foundation

/// One sample of one problem, as a line of a file describes it.
struct Sample: Equatable {
  var problem: String
  var right: Bool
  var strict: Bool?
  var answer: String?
  var group: String?
  var id: String?
  var cluster: String?
  /// Whether the row says that the sample failed, whatever its verdict.
  var failed = false
  /// How it was drawn: the values of `SampleSettings.columns`, or nothing if there is none.
  var settings: [String?] = []
}

/// What makes a value a verdict.
enum VerdictRule: Sendable, Equatable {
  /// True or false, 1 or 0.
  case flag
  /// The text `pass`; `fail` and `timeout` are failures.
  case status
  /// A number that is not smaller than this one.
  case atLeast(Double)
  /// True or false, 1 or 0, also as text.
  case loose
  /// A score of inspect: a number, or `C`, `P`, `I` or `N`, or a word for yes or no; without a threshold no number but 1 and 0.
  case score(atLeast: Double?)

  /// The verdict; `nil` if the value is none.
  func verdict(_ field: JSONField) -> Bool? {
    switch self {
    case .flag: return field.verdict
    case .status:
      switch field {
      case .text("pass"): return true
      case .text("fail"), .text("timeout"): return false
      default: return nil
      }
    case .atLeast(let threshold):
      if let value = Self.number(field) { return value >= threshold }
      return nil
    case .loose:
      if let verdict = field.verdict { return verdict }
      guard case .text(let text) = field else { return nil }
      switch text.trimmingCharacters(in: .whitespaces).lowercased() {
      case "true", "1", "1.0": return true
      case "false", "0", "0.0": return false
      default: return nil
      }
    case .score(let given):
      let threshold = given ?? 1
      func judged(_ field: JSONField) -> Bool? {
        guard let number = Self.number(field) else { return nil }
        return given == nil && number != 0 && number != 1 ? nil : number >= threshold
      }
      guard case .text(let text) = field else { return judged(field) }
      switch text {
      case "C": return 1 >= threshold
      case "P": return 0.5 >= threshold
      case "I", "N": return 0 >= threshold
      default: break
      }
      switch text.lowercased() {
      case "yes", "true": return 1 >= threshold
      case "no", "false": return 0 >= threshold
      default: return judged(field)
      }
    }
  }

  private static func number(_ field: JSONField) -> Double? {
    switch field {
    case .bool(let value): value ? 1 : 0
    case .number(let value, _): value.isNaN ? nil : value
    case .text(let text):
      Double(text.trimmingCharacters(in: .whitespaces)).flatMap { $0.isNaN ? nil : $0 }
    default: nil
    }
  }

  /// What is expected, in words.
  var expected: String {
    switch self {
    case .flag: "true or false"
    case .status: "pass, fail or timeout"
    case .atLeast: "a number"
    case .loose: "true, false, 1 or 0; for other numbers give --threshold"
    case .score(nil): "C, P, I, N, 1 or 0; for other numbers give --threshold"
    case .score: "C, P, I, N or a number; a sample that was not scored cannot be counted"
    }
  }
}

/// How the samples of a format are read off their rows.
struct SampleRule: Sendable {
  /// The key that names the problem.
  let problem: String
  /// Keys all of which must hold for a sample to be right.
  let correct: [String]
  let verdict: VerdictRule
  let strict: String?
  let answer: String?
  /// Whether a sample without the answer's key has no answer, and is no error.
  let mayLackAnswer: Bool
  let group: String?
  let id: String?
  /// Whether a sample without the key of its name has none, and is no error.
  let mayLackID: Bool
  /// The key whose presence says that the sample failed.
  let failure: String?
  /// The key within whose value the problem's name is unique.
  let scope: String?
  /// The key of the cluster of problems.
  let cluster: String?
  /// A key that says nothing in any row, as in the first one, and what it means if it does.
  let absent: (key: String, reason: String)?
  /// The key beside which a row looks like counts and not like a sample, unless it is 1.
  let count: String?
  let picker: JSONPicker
  /// How many keys of the picker come before those that a row may lack: `absent`, `count` and the settings.
  let required: Int

  init(
    problem: String, correct: [String], verdict: VerdictRule, strict: String? = nil,
    answer: String? = nil, mayLackAnswer: Bool = false, group: String? = nil, id: String? = nil,
    mayLackID: Bool = false, failure: String? = nil, scope: String? = nil, cluster: String? = nil,
    absent: (key: String, reason: String)? = nil, count: String? = nil
  ) {
    self.absent = absent
    self.scope = scope
    self.cluster = cluster
    self.problem = problem
    self.correct = correct
    self.verdict = verdict
    self.strict = strict
    self.answer = answer
    self.mayLackAnswer = mayLackAnswer
    self.group = group
    self.id = id
    self.mayLackID = mayLackID
    self.failure = failure
    let keys =
      [problem] + correct + [strict, answer, group, id, failure, scope, cluster].compactMap { $0 }
    required = keys.count
    // What is named for something else is not what it would be otherwise.
    self.count = count.flatMap { keys.contains($0) ? nil : $0 }
    picker = JSONPicker(
      keys + [absent?.key, self.count].compactMap { $0 } + SampleSettings.columns)
  }

  /// A rule for a format, with what the options add.
  ///
  /// - Parameter knownID: the key that tells samples apart where there is one and no option names another.
  init(
    problem: String, correct: [String], verdict: VerdictRule, knownID: String? = nil,
    options: SampleOptions
  ) {
    self.init(
      problem: options.problem ?? problem, correct: options.correct.map { [$0] } ?? correct,
      verdict: options.threshold.map { .atLeast($0) }
        ?? (options.correct == nil ? verdict : .loose),
      strict: options.strict, answer: options.answer, group: options.by,
      id: options.sample ?? knownID, mayLackID: options.sample == nil && knownID != nil,
      cluster: options.cluster, count: options.correct.map { _ in "n" })
  }

  /// Whether a row holds the verdicts of several samples in a list, as some evaluations write one line a problem.
  func holdsSeveral(_ values: [JSONField?]) -> Bool {
    guard correct.count == 1, id == nil || mayLackID, case .list? = values[1] else { return false }
    return true
  }

  /// The samples of such a row; what stands beside the verdicts in lists of the same length is each sample's own.
  func samples(
    _ values: [JSONField?], path: String, line: Int, keys: () -> [String]
  ) throws(InterchangeError) -> [Sample] {
    guard case .list(let verdicts)? = values[1], !verdicts.isEmpty else {
      throw .badValue(
        path: path, line: line, key: correct[0], found: "an empty list",
        expected: "a verdict for each sample")
    }
    var samples: [Sample] = []
    var one = values
    // A name beside several verdicts is not that of a sample.
    if mayLackID, let id, let place = picker.keys.firstIndex(of: id), !values[place].isList {
      one[place] = nil
    }
    // A number of samples beside them is theirs.
    if let count, let place = picker.keys.firstIndex(of: count) { one[place] = nil }
    for (index, verdict) in verdicts.enumerated() {
      one[1] = verdict
      for column in values.indices.dropFirst(2) {
        guard case .list(let own)? = values[column] else { continue }
        guard own.count == verdicts.count else {
          if column >= required { continue }
          throw .badValue(
            path: path, line: line, key: picker.keys[column], found: "a list of \(own.count)",
            expected: "one for each of the \(verdicts.count) verdicts")
        }
        one[column] = own[index]
      }
      samples.append(try sample(one, path: path, line: line, keys: keys))
    }
    return samples
  }

  /// The sample of a row whose values are given in the order of the picker's keys.
  ///
  /// - Parameter keys: what the row has, asked for only if something is missing.
  func sample(
    _ values: [JSONField?], path: String, line: Int, keys: () -> [String]
  ) throws(InterchangeError) -> Sample {
    var next = 0
    func take(_ key: String) throws(InterchangeError) -> JSONField {
      defer { next += 1 }
      guard let value = values[next] else {
        throw .missingKey(path: path, line: line, key: key, found: keys())
      }
      return value
    }
    func name(_ key: String) throws(InterchangeError) -> String {
      let field = try take(key)
      guard let name = field.name else {
        throw .badValue(
          path: path, line: line, key: key, found: field.described,
          expected: "a text or a whole number")
      }
      return name
    }
    func judge(_ key: String) throws(InterchangeError) -> Bool {
      let field = try take(key)
      guard let found = verdict.verdict(field) else {
        throw .badValue(
          path: path, line: line, key: key, found: field.described, expected: verdict.expected)
      }
      return found
    }
    var sample = Sample(problem: try name(problem), right: true)
    for key in correct { sample.right = try judge(key) && sample.right }
    if let strict {
      let isStrict = try judge(strict)
      guard sample.right || !isStrict else {
        throw .badValue(
          path: path, line: line, key: strict, found: "true where '\(correct[0])' is false",
          expected: "that what is strictly right is right")
      }
      sample.strict = isStrict
    }
    if let answer {
      if mayLackAnswer, values[next] == nil {
        next += 1
      } else {
        let field = try take(answer)
        guard let vote = field.vote else {
          throw .badValue(
            path: path, line: line, key: answer, found: field.described,
            expected: "one answer, or a list of one")
        }
        sample.answer = vote.isEmpty ? nil : vote
      }
    }
    if let group { sample.group = try take(group).groupName }
    if let id {
      if mayLackID, values[next] == nil {
        next += 1
      } else {
        sample.id = try name(id)
      }
    }
    if failure != nil {
      sample.failed = values[next]?.saysSomething == true
      next += 1
    }
    if scope != nil {
      sample.problem = ScopedName.joined(values[next]?.name ?? "", sample.problem)
      next += 1
    }
    if let cluster { sample.cluster = try name(cluster) }
    if let absent {
      guard values[next] ?? .null == .null else {
        throw .malformed(path: path, line: line, reason: absent.reason)
      }
      next += 1
    }
    if let count {
      if let n = values[next]?.name.flatMap({ Int($0) }), n > 1 {
        throw .malformed(
          path: path, line: line,
          reason:
            "'\(count)' is \(n) beside '\(Excerpt.of(correct[0]))', as in counts, where a row "
            + "is no sample; counts are read without --problem and --correct, from a CSV with the "
            + "columns problem, n and c; if '\(count)' tells samples apart, give --sample \(count)"
        )
      }
      next += 1
    }
    if values[next...].contains(where: { $0 != nil }) {
      sample.settings = values[next...].map { $0.flatMap(\.vote) }
    }
    return sample
  }
}

extension JSONField? {
  /// Whether there is a list.
  fileprivate var isList: Bool {
    if case .list? = self { true } else { false }
  }
}

extension JSONField {
  /// Whether there is anything: not null, false, an empty text or an empty list.
  fileprivate var saysSomething: Bool {
    switch self {
    case .null, .bool(false), .text(""), .list([]): false
    default: true
    }
  }

  /// The value as an answer that can be voted for, empty if there is none; `nil` for what is not one answer.
  var vote: String? {
    switch self {
    case .text(let text): text.allSatisfy(\.isWhitespace) ? "" : text
    case .number(let value, let digits): digits ?? "\(value)"
    case .bool(let value): "\(value)"
    case .null: ""
    case .list(let values): values.count == 1 ? values[0].vote : nil
    case .object: nil
    }
  }

  /// The value as the name of a group.
  var groupName: String {
    switch self {
    case .text(let text): text
    case .number(let value, let digits): digits ?? "\(value)"
    case .bool(let value): "\(value)"
    case .null: "null"
    case .list, .object: described
    }
  }
}
