import Analyses
import Foundation
import Interchange
import Statistics
import Support
import Testing

/// Checkers against the truth.
@Suite struct VerifierAuditTests {
  let scratch: Scratch
  init() throws { scratch = try Scratch() }

  @Test func workedNumbers() {
    let law = VerifierLaw(falsePositives: 0.1, falseNegatives: 0.2)
    #expect(
      abs(law.informedness - 0.7) < 1e-12 && abs(law.observed(passRate: 0.25) - 0.275) < 1e-12)
    #expect(abs(law.signalFactor(passRate: 0.25) - 0.460815) < 1e-6)
    #expect(abs(1 / law.signalFactor(passRate: 0.25) - 2.170068) < 1e-6)
    #expect(VerifierLaw(falsePositives: 0, falseNegatives: 0).signalFactor(passRate: 0.3) == 1)
    #expect(VerifierLaw(falsePositives: 0.5, falseNegatives: 0.5).signalFactor(passRate: 0.3) == 0)
    let perSecond = law.signalPerSecond(passRate: 0.25, generation: 1.5, verification: 0.5)
    #expect(abs(perSecond - 0.460815 / 2) < 1e-6)
  }

  /// The exact gradient with a noisy reward is J times the true one: three actions, of which the first is right.
  @Test func theGradientIsScaled() {
    let (p, right) = ([0.5, 0.3, 0.2], [1.0, 0, 0])
    let law = VerifierLaw(falsePositives: 0.1, falseNegatives: 0.2)
    let noisy = right.map { $0 * (1 - law.falseNegatives) + (1 - $0) * law.falsePositives }
    func gradient(_ rewards: [Double]) -> [Double] {
      p.indices.map { i in
        p.indices.reduce(0) { $0 + p[$1] * rewards[$1] * ((i == $1 ? 1 : 0) - p[i]) }
      }
    }
    for (found, truth) in zip(gradient(noisy), gradient(right)) {
      #expect(abs(found - law.informedness * truth) < 1e-12)
    }
  }

  private func table() -> String {
    var text = "right,reward,cost,again\n"
    for i in 0..<100 {
      let right = i < 25
      let off = right ? i < 5 : i < 33  // 5 of 25, 8 of 75
      text += "\(right),\((right != off) ? 1 : 0),0.02,\(i == 99 ? 1 : (right != off) ? 1 : 0)\n"
    }
    return text + "false,,0.02,\n"
  }

  @Test func ratesOfATable() throws {
    let path = try scratch.file(table(), "audit.csv")
    let audit = VerifierAudit(truth: "right", verdict: "reward", seconds: "cost", again: "again")
    let report = try audit.run(path)
    #expect(report.count == 101 && report.unknown == 1 && report.wrong == 75 && report.right == 25)
    #expect(report.falsePositives == 8 && report.falseNegatives == 5)
    let law = VerifierLaw(falsePositives: 8.0 / 75, falseNegatives: 0.2)
    #expect(abs((report.informedness ?? 0) - law.informedness) < 1e-12)
    #expect(abs((report.samplesFactor ?? 0) - 1 / law.signalFactor(passRate: 0.25)) < 1e-9)
    #expect(report.informednessInterval?.contains(law.informedness) == true)
    #expect(report.granularity == 2 && abs((report.repeatability ?? 0) - 0.99) < 1e-12)
    #expect(abs((report.secondsPerVerdict ?? 0) - 0.02) < 1e-12)
    #expect(report.plainText.contains("× ") && report.notes[0].contains("1 of 101"))
  }

  /// Thresholds, JSON lines, and what cannot be known.
  @Test func edges() throws {
    let rows = "{\"t\": true, \"v\": 0.6}\n{\"t\": true, \"v\": 0.9}\n{\"t\": true, \"v\": null}\n"
    let path = try scratch.file(rows, "audit.jsonl")
    var audit = VerifierAudit(truth: "t", verdict: "v", threshold: 0.7)
    let report = try audit.run(path)
    #expect(
      report.falseNegatives == 1 && report.falsePositiveRate == nil && report.informedness == nil)
    #expect(report.notes.contains { $0.contains("no wrong responses") })
    audit.truth = "v"
    #expect(scratch.message { _ = try audit.run(path) }.contains("'v' is blank"))
    audit.truth = "x"
    #expect(scratch.message { _ = try audit.run(path) }.contains("x"))
    let against = try scratch.file("t,v\n1,0\n1,0\n0,1\n0,1\n", "against.csv")
    let found = try VerifierAudit(truth: "t", verdict: "v").run(against)
    #expect(found.informedness == -1 && found.samplesFactor == nil && !found.notes.isEmpty)
  }
}
