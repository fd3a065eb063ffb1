import Analyses
import Foundation
import Interchange
import Statistics
import Support
import Testing

@Suite struct PassAtKAnalysisTests {
  let scratch: Scratch
  init() throws { scratch = try Scratch() }

  private func report(
    _ rows: [(Int, Int)], _ analysis: PassAtKAnalysis = PassAtKAnalysis()
  ) throws -> PassAtKReport {
    let text = rows.enumerated().map { "p\($0.offset),\($0.element.0),\($0.element.1)\n" }.joined()
    let path = try scratch.file("problem,n,c\n" + text, "results.csv")
    return try analysis.run(try CountFiles.read([path])[0])
  }

  /// The worked table, through a file.
  @Test(arguments: [
    (10, 3, 2, 0.533333333333), (10, 3, 5, 0.916666666667), (10, 3, 8, 1), (200, 1, 100, 0.5),
    (1024, 3, 256, 0.578537569368), (10000, 5, 1000, 0.409575627137),
  ])
  func givesTheWorkedNumbers(_ n: Int, _ c: Int, _ k: Int, _ expected: Double) throws {
    let found = try report([(n, c)], PassAtKAnalysis(ks: [k]))
    #expect(abs(found.passAtK[0] - expected) < Tolerance.worked)
    #expect(found.seProblems == [nil] && found.ciLow == [nil] && found.ciHigh == [nil])
    #expect((found.seSampling[0] == nil) == (n < 2 * k))
  }

  @Test(arguments: [(64, 6, 8, 0.023865), (64, 1, 16, 0.0625), (10, 3, 2, 0.051111)])
  func givesTheWorkedVariances(_ n: Int, _ c: Int, _ k: Int, _ variance: Double) throws {
    let found = try report([(n, c)], PassAtKAnalysis(ks: [k]))
    let error = try #require(found.seSampling[0])
    #expect(abs(error * error - variance) < Tolerance.sixDigits)
  }

  /// Two problems, 10 samples: pass@1 0.3 and 0, so the mean is 0.15; the variance of 0.3 and 0 with
  /// divisor 1 is 0.045 and the error √(0.045/2) = 0.15. V̂(1) = 0.7² − C(7,2)/C(10,2) = 0.49 − 21/45.
  @Test func averagesOverProblems() throws {
    let found = try report([(10, 3), (10, 0)], PassAtKAnalysis(ks: [8, 1, 1]))
    #expect(found.k == [1, 8])
    #expect(abs(found.passAtK[0] - 0.15) < Tolerance.worked)
    #expect(abs(found.passAtK[1] - 0.5) < Tolerance.worked)
    #expect(abs(try #require(found.seProblems[0]) - 0.15) < Tolerance.worked)
    let sampling = (0.49 - 21.0 / 45).squareRoot() / 2
    #expect(abs(try #require(found.seSampling[0]) - sampling) < Tolerance.worked)
    #expect(found.seSampling[1] == nil)
    // A draw of two problems from two is (3, 3), (3, 0) or (0, 0) with 1/4, 1/2 and 1/4.
    #expect(found.ciLow == [0, 0])
    #expect(found.ciHigh == [0.3, 1])
  }

  /// The interval is the normal one where there are many problems, and does not depend on other files.
  @Test func theIntervalIsThatOfTheBootstrap() throws {
    var random = RandomStream(seed: 7)["analyses", "interval"].generator()
    let rows = (0..<400).map { _ in (16, random.integer(below: 17)) }
    let found = try report(rows, PassAtKAnalysis(ks: [1, 4]))
    for i in 0..<2 {
      let error = try #require(found.seProblems[i])
      let (low, high) = (try #require(found.ciLow[i]), try #require(found.ciHigh[i]))
      // The 2.5 % quantile of 10 000 draws is known to about 0.03 errors; 0.15 leaves room.
      #expect(abs(low - (found.passAtK[i] - 1.96 * error)) < 0.15 * error)
      #expect(abs(high - (found.passAtK[i] + 1.96 * error)) < 0.15 * error)
    }
    #expect(try report(rows, PassAtKAnalysis(ks: [4])).ciLow == [found.ciLow[1]])
    #expect(try report(rows, PassAtKAnalysis(ks: [1, 4], seed: 8)).ciLow != found.ciLow)
    let narrow = try report(rows, PassAtKAnalysis(ks: [1], level: 0.5))
    #expect(try #require(narrow.ciLow[0]) > (try #require(found.ciLow[0])))
  }

  @Test(arguments: [
    (1, [1]), (2, [1, 2]), (7, [1, 2, 4]), (8, [1, 2, 4, 8]),
    (200, [1, 2, 4, 8, 16, 32, 64, 128]),
  ])
  func goesOnToTheSmallestN(_ n: Int, _ ks: [Int]) throws {
    #expect(try report([(300, 1), (n, 1)]).k == ks)
  }

  @Test func allRightNoneRightOneProblem() throws {
    let all = try report([(8, 8), (8, 8), (8, 8)])
    #expect(all.passAtK == [1, 1, 1, 1])
    #expect(all.ciLow == [1, 1, 1, 1] && all.ciHigh == [1, 1, 1, 1])
    #expect(all.seProblems == [0, 0, 0, 0] && all.seSampling == [0, 0, 0, nil])
    let none = try report([(8, 0), (8, 0)])
    #expect(none.passAtK == [0, 0, 0, 0] && none.ciHigh == [0, 0, 0, 0])
    #expect(none.plainText.contains("No sample is right, so the interval has no width"))
    #expect(all.plainText.contains("All samples are right, so the interval has no width"))
    // Problems that differ less than chance makes them have no interval worth its name.
    let same = try report([(8, 4), (8, 4), (8, 4)])
    #expect(same.ciLow[0] == same.ciHigh[0])
    #expect(same.plainText.contains("SE problems is 0.0000 at k = 1, below the"))
    #expect(try !report([(8, 1), (8, 7), (8, 4)]).plainText.contains("too narrow"))
    let one = try report([(1, 1)])
    #expect(one.k == [1] && one.passAtK == [1] && one.seSampling == [nil])
    #expect(one.plainText.contains("With one problem nothing is known about others"))
    let huge = try report([(Int(Int32.max), 1), (Int(Int32.max), 0)])
    #expect(huge.k.count == 31 && huge.passAtK.allSatisfy { $0 >= 0 && $0 <= 0.5 })
  }

  @Test func namesTheProblemWithTooFewSamples() throws {
    let rows = (2...20).map { "p\($0),\($0 == 17 ? 8 : 32),1\n" }.joined()
    let path = try scratch.file("problem,n,c\n" + rows, "results.csv")
    let table = try CountFiles.read([path])[0]
    #expect(
      scratch.message { _ = try PassAtKAnalysis(ks: [1, 16, 32]).run(table) }
        == "results.csv:17: problem 'p17' has 8 samples, fewer than k = 16; drop the problem or "
        + "choose k ≤ 8")
    #expect(try PassAtKAnalysis(ks: [8]).run(table).passAtK.count == 1)
    let single = CountTable(
      name: "t", source: "x.h5", problems: [ProblemTally(id: "a", n: 1, c: 0)])
    #expect(
      scratch.message { _ = try PassAtKAnalysis(ks: [2]).run(single) }
        == "x.h5: problem 'a' has 1 sample, fewer than k = 2; drop the problem or choose k ≤ 1")
    #expect(
      throws: AnalysesError.tooFewSamples(place: "x.h5", problem: "a", n: 1, k: Int.max)
    ) { try PassAtKAnalysis(ks: [Int.max]).run(single) }
  }

  @Test func refusesImpossibleSettingsAndTallies() throws {
    let table = CountTable(
      name: "t", source: "f", problems: [ProblemTally(id: "a", n: 4, c: 1, line: 2)])
    let settings: [(PassAtKAnalysis, String)] = [
      (PassAtKAnalysis(ks: [1, 0]), "k is 0; expected at least 1"),
      (
        PassAtKAnalysis(level: 95),
        "level is 95.0; expected a number between 0 and 1, such as 0.95"
      ),
      (
        PassAtKAnalysis(level: .nan),
        "level is nan; expected a number between 0 and 1, such as 0.95"
      ),
      (PassAtKAnalysis(draws: 0), "draws is 0; expected from 1 to 1000000"),
      (PassAtKAnalysis(draws: 2_000_000), "draws is 2000000; expected from 1 to 1000000"),
    ]
    for (analysis, message) in settings {
      #expect(scratch.message { _ = try analysis.run(table) } == message)
    }
    let empty = CountTable(name: "t", source: "f", problems: [])
    #expect(
      scratch.message { _ = try PassAtKAnalysis().run(empty) }
        == "f: there is no problem; expected at least one")
    for (n, c) in [(0, 0), (4, 5), (4, -1), (Int.max, 1)] {
      let bad = CountTable(
        name: "t", source: "f", problems: [ProblemTally(id: "a", n: n, c: c, line: 2)])
      #expect(
        scratch.message { _ = try PassAtKAnalysis().run(bad) }
          == "f:2: problem 'a' has c = \(c) right of n = \(n) samples; expected n from 1 to "
          + "2147483647 and c from 0 to n")
    }
  }
}

/// Problems that belong together.
@Suite struct ClusteredPassAtKTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private static let counts = """
    problem,n,c,template
    p1,4,4,a
    p2,4,4,a
    p3,4,4,a
    p4,4,0,a
    p5,4,0,b
    p6,4,0,b
    p7,4,0,b
    p8,4,4,b
    p9,4,4,c
    p10,4,4,c
    p11,4,0,c
    p12,4,4,c
    """

  private func report(_ cluster: String?) throws -> PassAtKReport {
    var options = SampleOptions()
    options.cluster = cluster
    let path = try scratch.file(Self.counts, "counts.csv")
    let table = try SampleCounts.tables(path, options: options)[0]
    return try PassAtKAnalysis(ks: [1], draws: 500).run(table)
  }

  /// The worked clusters of the protocol book: SE 0.148647 becomes 0.142688.
  @Test func workedClusters() throws {
    let plain = try report(nil)
    #expect(abs((plain.seProblems[0] ?? 0) - 0.148647) < 1e-6)
    let clustered = try report("template")
    #expect(abs((clustered.seProblems[0] ?? 0) - 0.142688) < 1e-6)
    #expect(clustered.passAtK == plain.passAtK)
    // t(2) at 0.975 is 4.302653.
    let half = 4.302653 * 0.142688
    #expect(abs((clustered.ciLow[0] ?? 0) - max(0, 7.0 / 12 - half)) < 1e-5)
    #expect(clustered.ciHigh[0] == 1)
    #expect(clustered.remarks.contains { $0.contains("3 clusters") })
  }

  @Test func rowsHaveClustersToo() throws {
    let rows = "id,ok,kind\n1,1,a\n1,0,a\n2,1,b\n2,1,b\n"
    var options = SampleOptions(problem: "id", correct: "ok")
    options.cluster = "kind"
    let table = try SampleCounts.tables(try scratch.file(rows, "rows.csv"), options: options)[0]
    #expect(table.problems.map(\.cluster) == ["a", "b"])
    let broken = "id,ok,kind\n1,1,a\n1,0,b\n"
    let message = scratch.message {
      _ = try SampleCounts.tables(try scratch.file(broken, "broken.csv"), options: options)
    }
    #expect(message.contains("broken.csv:3") && message.contains("cluster"))
    let single = "id,ok,kind\n1,1,a\n2,0,a\n"
    let one = try SampleCounts.tables(try scratch.file(single, "single.csv"), options: options)[0]
    #expect(scratch.message { _ = try PassAtKAnalysis().run(one) }.contains("one cluster"))
  }
}
