import Analyses
import Foundation
import Interchange
import Statistics
import Support
import Testing

@Suite struct RankAnalysisTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  static let scores = RankColumns.scores(model: "model", problem: "id", value: "right")
  static let pairs = RankColumns.pairs(winner: "winner", loser: "loser", tie: "tie", problem: nil)

  /// Three models on 60 problems: right in 20, 40 and 3 of them.
  static var table: String {
    var text = "model,id,right\n"
    for i in 0..<60 {
      text += "one,q\(i),\(i % 3 == 0 ? 1 : 0)\ntwo,q\(i),\(i % 3 != 1 ? 1 : 0)\n"
      text += "\"three, small\",q\(i),\(i % 20 == 0 ? 1 : 0)\n"
    }
    return text
  }

  static var battles: String {
    let wins = [[0, 7, 8, 9], [3, 0, 6, 0], [2, 4, 0, 5], [1, 0, 5, 0]]
    var text = "winner,loser,tie,prompt\n"
    for i in 0..<4 {
      for j in 0..<4 { for k in 0..<wins[i][j] { text += "m\(i),m\(j),,\(k)\n" } }
    }
    return text
  }

  func run(
    _ text: String, _ columns: RankColumns, _ change: (inout RankAnalysis) -> Void = { _ in }
  ) throws -> RankReport {
    var analysis = RankAnalysis(columns: columns, draws: 400)
    change(&analysis)
    return try analysis.run(ColumnTable.read(scratch.file(text, "rows.csv")))
  }

  func message(
    _ text: String, _ columns: RankColumns, _ change: (inout RankAnalysis) -> Void = { _ in }
  ) -> String { scratch.message { _ = try run(text, columns, change) } }

  @Test func ranksFromScores() throws {
    let report = try run(Self.table, Self.scores)
    #expect(report.models.map(\.model) == ["two", "one", "three, small"])
    #expect(report.models.map(\.rank) == [1, 2, 3] && report.problems == 60)
    #expect(abs((report.models[0].mean ?? 0) - 2.0 / 3) < Tolerance.worked)
    #expect(report.models[0].best == 1 && report.models[0].rating == nil)
    #expect(report.csv.split(separator: "\n")[3].hasPrefix("\"three, small\",3,3,3,3,3,0.0,0.05,"))
    #expect(report.plainText.contains("3 models, the same 60 problems"))
    #expect(report == (try run(Self.table, Self.scores)))
    let data = try JSONEncoder().encode(report)
    #expect(try JSONDecoder().decode(RankReport.self, from: data) == report)
  }

  /// Several rows of every model and problem count with their mean, and the report says so; one more is a repetition.
  @Test func rowsOfOneProblem() throws {
    let more = Self.table.split(separator: "\n").dropFirst().map { $0.dropLast() + "0\n" }
    let report = try run(Self.table + more.joined(), Self.scores)
    #expect(abs((report.models[1].mean ?? 0) - 10.0 / 60) < Tolerance.worked)
    #expect(report.notes.contains { $0.contains("is the mean of 2 rows.") })
    #expect(
      message(Self.table + "one,q0,0\n", Self.scores)
        == "rows.csv:182: model 'one' has 2 rows for id 'q0' (lines 2, 182), and others have 1; remove what is repeated, or "
        + "give every model as many rows on every problem")
    let less = more.joined().replacing("two,q1,0\n", with: "")
    #expect(
      message(Self.table + less, Self.scores).hasPrefix(
        "rows.csv:6: model 'two' has 1 row for id 'q1' (line 6), and others have 2"))
  }

  @Test func percentBesideFractionsIsSaid() throws {
    var text = "model,id,right\n"
    for i in 0..<6 { text += "a,\(i),0.4\(i)\nb,\(i),\(i < 3 ? 0 : 100)\n" }
    #expect(
      try run(text, Self.scores).notes.first
        == "ONE MODEL LOOKS LIKE PERCENT: 'right' is from 0 to 100 in 'b' and from 0.4 to 0.45 in 'a'; if one is in percent "
        + "and the other is not, divide percentages by 100.")
    #expect(!(try run(Self.table, Self.scores).notes.contains { $0.contains("PERCENT") }))
  }

  @Test func ratingsFromScores() throws {
    // 'two' is never worse than 'one', but they tie, which is half a win of each.
    let report = try run(Self.table, Self.scores) { $0.hasRatings = true }
    let ratings = report.models.compactMap(\.rating)
    #expect(ratings.count == 3 && ratings[0] > ratings[1] && ratings[1] > ratings[2])
    #expect(abs(ratings.reduce(0, +) - 3000) < 1e-6)
    var apart = "model,id,right\n"
    for i in 0..<4 { apart += "a,\(i),1\nb,\(i),0\n" }
    let none = try run(apart, Self.scores) { $0.hasRatings = true }
    #expect(none.models[0].rating == nil)
    #expect(
      none.notes.contains(
        "There are no Bradley–Terry ratings: 'a' never lost to any of the others on these problems."
      ))
  }

  /// choix 0.4.1 on the same comparisons: 1184.37, 1011.85, 919.61, 884.17.
  @Test func ratingsFromComparisons() throws {
    let report = try run(Self.battles, Self.pairs)
    #expect(report.models.map(\.model) == ["m0", "m1", "m2", "m3"] && report.comparisons == 50)
    let right = [1184.36774, 1011.84761, 919.61493, 884.16973]
    for (model, rating) in zip(report.models, right) {
      #expect(abs((model.rating ?? 0) - rating) < 1e-4)
    }
    #expect(report.models[1].wins == 9 && report.models[1].losses == 11)
    let tied = try run(Self.battles + "m0,m1,true,1\n".replacing("true", with: "1"), Self.pairs)
    #expect(tied.ties == 1 && tied.models[0].wins == 24.5)
    let columns = RankColumns.pairs(winner: "winner", loser: "loser", tie: nil, problem: "prompt")
    let clustered = try run(Self.battles, columns)
    #expect(clustered.problems == 9 && clustered.models[0].rating == report.models[0].rating)
    #expect(clustered.models[0].ratingInterval != report.models[0].ratingInterval)
  }

  @Test func saysWhatIsWrong() {
    #expect(
      message(Self.table + "one,q99,1\n", Self.scores)
        == "rows.csv: model 'two' has no row for id 'q99', which other models have; rank models on the same problems"
    )
    #expect(
      message(Self.table + "one,q0,\n", Self.scores)
        == "rows.csv:182: 'right' is missing; fill it in or remove the row")
    #expect(
      message(Self.table + ",q0,1\n", Self.scores).hasPrefix("rows.csv:182: 'model' is missing"))
    #expect(
      message(Self.table + "one,q0,good\n", Self.scores).hasPrefix(
        "rows.csv:182: 'right' is 'good'"))
    #expect(
      message("model,id,right\na,1,1\na,2,0\n", Self.scores).hasPrefix(
        "rows.csv: 1 model and 2 problems"))
    let plain = RankColumns.pairs(winner: "winner", loser: "loser", tie: nil, problem: nil)
    #expect(
      message("winner,loser\na,b\nb,a\na,c\n", plain)
        == "rows.csv: ratings do not exist: 'c' never won against any of the others; leave them out or add comparisons "
        + "that connect them")
    #expect(
      message("winner,loser\na,b\nb,a\nc,d\nd,c\n", plain).contains(
        "'a', 'b' never met any of the others"))
    #expect(
      message("winner,loser\na,b\nb,b\n", plain).hasPrefix(
        "rows.csv:3: 'b' is compared with itself"))
    #expect(
      message("winner,loser,tie\na,b,2\n", Self.pairs).hasPrefix(
        "rows.csv:2: 'tie' is 2.0000; expected 1"))
    #expect(message(Self.table, Self.scores) { $0.draws = 1 }.hasPrefix("bootstrap is 1"))
  }
}
