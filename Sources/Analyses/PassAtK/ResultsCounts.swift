import Interchange
import Results
import Support

/// Tallies from the results file of a study: one table a set of problems and arm.
///
/// Reads `/eval/<set>/counts` `[arm, seed, problem, 3]` with the labels in `/axes/arm`, `/axes/seed`
/// and, if they are there, `/problems/<set>/name` or `id` and the chance of a right guess.
///
/// The samples of all seeds are pooled: n and c of a problem are sums. pass@k is then that of k samples
/// each from a model drawn among the seeds; where seeds differ it is higher than the mean over seeds of
/// their own pass@k, which a study reports. For one trained model select its seed. A seed that is not
/// finished (counts −1) is left out, and so is an arm without any finished seed.
public enum ResultsCounts {
  /// Reads a file.
  ///
  /// - Parameters:
  ///   - path: an HDF5 file.
  ///   - selection: set, arm, seed and scoring; filter and metric have no meaning here.
  /// - Returns: tables named `<set>/<arm>`, or `<arm>` in a file of `assay passk`, sets by name and arms in the order
  ///   of the file; at least one.
  /// - Throws: `AnalysesError` or `ResultsError`.
  public static func read(
    _ path: String, selection: CountSelection = CountSelection()
  ) throws -> [CountTable] {
    let reader = try ResultsReader(path: path)
    let sets = try sets(in: reader)
    guard !sets.isEmpty else {
      throw AnalysesError.noCounts(
        path: path,
        reason: "there are no counts at /eval/<set>/counts; give the results.h5 of a study")
    }
    let arms = try reader.strings("/axes/arm")
    let seeds = try reader.ints("/axes/seed")
    let chosenSets = try choose(selection.set, "set", among: sets, path)
    let chosenArms = try choose(selection.arm, "arm", among: arms, path)
    let chosenSeeds = try choose(
      selection.seed.map { String($0) }, "seed", among: seeds.map { String($0) }, path)
    // There an arm is a table, and its set is called after the first one that has it.
    let isOfPassAtK = try reader.stringAttribute("kind") == ResultsOrigin.passk.rawValue
    var tables: [CountTable] = []
    for set in chosenSets {
      let grid = try Grid(
        reader, set: sets[set], arms: arms.count, seeds: seeds.count, scoring: selection.scoring)
      for arm in chosenArms {
        let place = "\(path) (/eval/\(sets[set])/counts, arm \(arms[arm]))"
        guard let problems = try grid.tallies(arm: arm, seeds: chosenSeeds, place) else { continue }
        let name = isOfPassAtK ? arms[arm] : "\(sets[set])/\(arms[arm])"
        let pooled = chosenSeeds.filter { grid.isFinished(arm: arm, seed: $0) }.count
        tables.append(
          CountTable(
            name: name, source: place, problems: problems,
            note: pooled > 1
              ? "The samples of \(pooled) seeds are pooled; choose one with --replicate." : nil))
      }
    }
    guard !tables.isEmpty else {
      throw AnalysesError.noCounts(
        path: path,
        reason: "nothing that was chosen is finished; wait, or choose another arm or seed")
    }
    return tables
  }

  private static func sets(in reader: ResultsReader) throws -> [String] {
    guard reader.contains("/eval"), !reader.isDataset("/eval") else { return [] }
    return try reader.children(of: "/eval").filter { reader.isDataset("/eval/\($0)/counts") }
  }

  private static func choose(
    _ name: String?, _ option: String, among known: [String], _ path: String
  ) throws -> [Int] {
    guard let name else { return Array(known.indices) }
    guard let index = known.firstIndex(of: name) else {
      throw AnalysesError.unknownName(
        path: path, option: option, name: name,
        suggestion: Int(name) == nil ? DidYouMean.suggestion(for: name, among: known) : nil,
        known: known)
    }
    return [index]
  }
}

/// The counts of one set.
private struct Grid {
  let path: String
  let dataset: String
  let seeds: Int
  let ids: [String]
  let counts: [Int]
  let chances: [Double?]
  let scoring: Scoring

  init(_ reader: ResultsReader, set: String, arms: Int, seeds: Int, scoring: Scoring) throws {
    path = reader.path
    dataset = "/eval/\(set)/counts"
    self.seeds = seeds
    self.scoring = scoring
    let shape = try reader.shape(dataset)
    guard shape.count == 4, shape[0] == arms, shape[1] == seeds, shape[3] == 3 else {
      throw AnalysesError.badCounts(
        path: path, dataset: dataset,
        reason: "has the shape \(shape); expected [\(arms), \(seeds), problems, 3] after /axes/arm "
          + "and /axes/seed")
    }
    let (problems, names) = ("/problems/\(set)/id", "/problems/\(set)/name")
    if reader.isDataset(names), try reader.shape(names) == [shape[2]] {
      ids = try reader.strings(names)
    } else if reader.isDataset(problems), try reader.shape(problems) == [shape[2]] {
      ids = try reader.unsigned(problems).map { String($0) }
    } else {
      ids = (0..<shape[2]).map { String($0) }
    }
    counts = try reader.ints(dataset)
    let chance = "/problems/\(set)/chance_\(scoring.rawValue)"
    let isKnown = try reader.isDataset(chance) && reader.shape(chance) == [shape[2]]
    chances =
      isKnown
      ? try reader.doubles(chance).map { $0.isNaN ? nil : $0 } : ids.map { _ in nil }
  }

  /// Whether a seed has samples of any problem.
  func isFinished(arm: Int, seed: Int) -> Bool {
    let first = (arm * seeds + seed) * ids.count
    return ids.indices.contains { counts[(first + $0) * 3] > 0 }
  }

  /// The sums over seeds; `nil` if none of them is finished.
  func tallies(arm: Int, seeds chosen: [Int], _ place: String) throws -> [ProblemTally]? {
    // With loose scoring the strict verdicts are there as well.
    var tallies = zip(ids, chances).map {
      ProblemTally(id: $0, n: 0, c: 0, strict: scoring == .loose ? 0 : nil, chance: $1)
    }
    for seed in chosen {
      for problem in ids.indices {
        let at = ((arm * seeds + seed) * ids.count + problem) * 3
        let (n, c) = (counts[at], counts[at + (scoring == .loose ? 1 : 2)])
        if n == -1 { continue }
        guard n >= 0, n <= CountTable.mostSamples, c >= 0, c <= n else {
          throw AnalysesError.badTally(place: place, problem: ids[problem], n: n, c: c)
        }
        tallies[problem].n += n
        tallies[problem].c += c
        if let strict = tallies[problem].strict {
          let found = counts[at + 2]
          guard found >= 0, found <= c else {
            throw AnalysesError.badTally(place: place, problem: ids[problem], n: n, c: found)
          }
          tallies[problem].strict = strict + found
        }
      }
    }
    guard tallies.contains(where: { $0.n > 0 }) else { return nil }
    if let empty = tallies.first(where: { $0.n == 0 }) {
      throw AnalysesError.badTally(place: place, problem: empty.id, n: 0, c: 0)
    }
    // Where every verdict is the same there is but one, and no second curve.
    if tallies.allSatisfy({ $0.strict == $0.c }) {
      for i in tallies.indices { tallies[i].strict = nil }
    }
    return tallies
  }
}
