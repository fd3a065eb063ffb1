import Interchange

/// How files are put together into one table.
public enum Pooling: String, Codable, Sendable, Equatable, CaseIterable {
  /// What is the same problem is known from the files: by a hash of the document, or by names that mean the same
  /// everywhere. Equal names that say neither are an error.
  case known
  /// Equal names are the same problem, whose samples add up: several runs over one set.
  case samples
  /// Equal names in different files are different problems: the parts of a set.
  case problems
}

extension Pooling {
  /// One table for each group that the files have: one in all, unless files are split into groups.
  ///
  /// Problems keep the order of the files. Those of one name that are different ones are called `name@file`.
  ///
  /// - Throws: `AnalysesError.badRows` for equal names of which nothing says whether they are the same problem, and
  ///   for a file that is there twice.
  func pooled(_ tables: [PooledTable]) throws -> [CountTable] {
    var order: [String] = []
    var parts: [String: [PooledTable]] = [:]
    for part in tables {
      let name = part.table.group ?? (part.format == .results ? part.table.name : "pooled")
      if parts[name] == nil { order.append(name) }
      parts[name, default: []].append(part)
    }
    return try order.map { name in try pool(parts[name] ?? [], name: name) }
  }

  private func pool(_ parts: [PooledTable], name: String) throws -> CountTable {
    for (i, part) in parts.enumerated() {
      guard parts[..<i].contains(where: { $0.table.source == part.table.source }) else { continue }
      throw AnalysesError.badRows(
        place: part.table.source,
        reason: "the file is given twice; its samples would count twice")
    }
    var problems: [ProblemTally] = []
    var places: [Key: Int] = [:]
    var users: [String: [(file: Int, key: Key)]] = [:]
    var shared: Set<Int> = []
    for (file, part) in parts.enumerated() {
      for tally in part.table.problems {
        let key = try key(tally, part, file: file, among: users[tally.id] ?? [], parts)
        if let place = places[key] {
          shared.insert(place)
          problems[place].add(tally)
        } else {
          places[key] = problems.count
          var tally = tally
          tally.line = nil
          problems.append(tally)
          users[tally.id, default: []].append((file, key))
        }
      }
    }
    for (id, users) in users where users.count > 1 {
      for user in users {
        guard let place = places[user.key] else { continue }
        problems[place].id = "\(id)@\(parts[user.file].name)"
      }
    }
    let note =
      "\(parts.count) files are pooled"
      + (shared.isEmpty
        ? "." : "; \(shared.count) problems are in several of them, and their samples add up.")
    let notes = Set(parts.compactMap(\.table.note)).sorted()
    return CountTable(
      name: name, source: parts.count == 1 ? parts[0].table.source : "\(parts.count) files",
      problems: problems, note: ([note] + notes).joined(separator: " "),
      group: parts.first?.table.group)
  }

  /// What makes a problem the same one.
  private enum Key: Hashable {
    case name(String)
    case content(String)
    case file(String, Int)
  }

  private func key(
    _ tally: ProblemTally, _ part: PooledTable, file: Int,
    among users: [(file: Int, key: Key)], _ parts: [PooledTable]
  ) throws -> Key {
    switch self {
    case .samples: return .name(tally.id)
    case .problems: return .file(tally.id, file)
    case .known: break
    }
    if let content = tally.content { return .content(content) }
    if part.format.namesAreUniversal { return .name(tally.id) }
    guard let other = users.first else { return .file(tally.id, file) }
    throw AnalysesError.badRows(
      place: part.table.place(of: tally),
      reason:
        "the problem '\(Excerpt.of(tally.id))' is in \(parts[other.file].table.source) too, and nothing says "
        + "whether it is the same; pass --pool-samples if samples of equal names add up, or --pool-problems if they "
        + "are different problems")
  }
}

/// A table that is put together with others.
struct PooledTable {
  var table: CountTable
  /// What its file is called.
  var name: String
  var format: SampleFormat
}

extension ProblemTally {
  /// More samples of the same problem.
  fileprivate mutating func add(_ other: ProblemTally) {
    n += other.n
    c += other.c
    strict = strict.flatMap { mine in other.strict.map { mine + $0 } }
    if chance != other.chance { chance = nil }
    guard let mine = answers, let more = other.answers else {
      answers = nil
      return
    }
    var sums = Dictionary(mine.map { ($0.answer, $0) }, uniquingKeysWith: { first, _ in first })
    for one in more {
      let before = sums[one.answer] ?? AnswerTally(answer: one.answer, n: 0, c: 0)
      sums[one.answer] = AnswerTally(answer: one.answer, n: before.n + one.n, c: before.c + one.c)
    }
    answers = sums.values.sorted { ($1.n, $0.answer) < ($0.n, $1.answer) }
  }
}
