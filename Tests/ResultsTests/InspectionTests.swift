import Foundation
import Results
import Testing

@Suite struct InspectionTests {
  private func write(_ path: String) throws {
    let writer = try ResultsWriter(path: path)
    for (name, value) in [
      ("schema_version", ResultsSchema.version), ("kind", "fit"), ("host", "here"),
      ("command", "assay fit power x.csv"),
    ] { try writer.attribute(name, value) }
    func numbers(_ values: [Double], _ shape: [Int], _ path: String, _ dims: String) throws {
      try writer.write(values, shape: shape, to: path, units: "1", dims: dims, description: "d")
    }
    func texts(_ values: [String], _ shape: [Int], _ path: String, _ dims: String) throws {
      try writer.write(values, shape: shape, to: path, dims: dims, description: "d")
    }
    for (name, values) in [
      ("id", ["H1", "H2"]), ("statement", ["One.", "Two."]), ("test", ["t", "t"]),
      ("verdict", ["supported", "not run"]),
    ] { try texts(values, [2], "/tests/\(name)", "hypothesis") }
    for (name, values) in [
      ("effect", [0.123456, .nan]), ("ci_lo", [0.1, .nan]), ("ci_hi", [0.2, .nan]),
      ("p_raw", [0.001, .nan]), ("p_adj", [0.002, .nan]),
    ] { try numbers(values, [2], "/tests/\(name)", "hypothesis") }
    try texts(["power"], [1], "/fits/name", "fit")
    try texts(["y = a x^b"], [1], "/fits/form", "fit")
    try texts(["a", "b", ""], [1, 3], "/fits/parameter_name", "fit,slot")
    try numbers([2, -0.5, .nan], [1, 3], "/fits/parameter", "fit,slot")
    try numbers([0.1, .nan, .nan], [1, 3], "/fits/se", "fit,slot")
    try writer.write(
      [Int32(2)], shape: [1], to: "/fits/k", units: "1", dims: "fit", description: "d")
    try writer.write(
      [Int8(0)], shape: [1], to: "/fits/identified", units: "1", dims: "fit", description: "d")
    for seed in 0..<3 {
      try numbers([1, 2], [2], "/train/rl/s\(seed)/loss", "step")
    }
    try writer.finish()
  }

  @Test func everythingIsSaid() throws {
    let scratch = try Scratch()
    try write(scratch.path("r.h5"))
    let inspection = try ResultsInspection(ResultsReader(path: scratch.path("r.h5")))
    #expect(
      inspection.plainText == """
        \(scratch.path("r.h5"))
        fit, layout 3, content checked by its SHA-256

        Provenance
          command  assay fit power x.csv
          host     here

        Datasets
          fits/
            form            string     [1]     fit         1
            identified      int8       [1]     fit         1
            k               int32      [1]     fit         1
            name            string     [1]     fit         1
            parameter       float64    [1, 3]  fit,slot    1
            parameter_name  string     [1, 3]  fit,slot    1
            se              float64    [1, 3]  fit,slot    1
          tests/
            ci_hi           float64    [2]     hypothesis  1
            ci_lo           float64    [2]     hypothesis  1
            effect          float64    [2]     hypothesis  1
            id              string     [2]     hypothesis  1
            p_adj           float64    [2]     hypothesis  1
            p_raw           float64    [2]     hypothesis  1
            statement       string     [2]     hypothesis  1
            test            string     [2]     hypothesis  1
            verdict         string     [2]     hypothesis  1
          train/
            rl/
              s0 … s2/      (3 alike)
                loss        float64    [2]     step        1

        Tests
          id  effect  interval    p adjusted  n  verdict    statement
          H1  0.1235  [0.1, 0.2]  0.002       –  supported  One.
          H2  –       –           –           –  not run    Two.

        Fits
          fit                     parameter  value  SE   interval  form, note
          power (not identified)  a          2      0.1  –         y = a x^b
                                  b          -0.5   –    –
        """)
    #expect(inspection.verdicts[0].pRaw == 0.001 && inspection.verdicts[1].effect == nil)
    #expect(inspection.fits[0].parameters.map(\.name) == ["a", "b"])
    #expect(inspection.fits[0].isIdentified == false)
  }

  @Test func anotherProgramsFileIsShownToo() throws {
    let scratch = try Scratch()
    let writer = try ResultsWriter(path: scratch.path("r.h5"))
    try writer.write([1.5], shape: [], to: "/x", units: "m", dims: "", description: "x")
    try writer.finish()
    let text = try ResultsInspection(ResultsReader(path: scratch.path("r.h5"))).plainText
    #expect(text.contains("not made by this program") && text.contains("x  float64  scalar"))
    #expect(!text.contains("Tests") && !text.contains("Fits"))
  }

  @Test func columnsThatDoNotFitAreDamage() throws {
    let scratch = try Scratch()
    let writer = try ResultsWriter(path: scratch.path("r.h5"))
    try writer.write(["a", "b"], shape: [2], to: "/tests/id", dims: "x", description: "d")
    try writer.write(
      [1.0], shape: [1], to: "/tests/effect", units: "1", dims: "x", description: "d")
    try writer.finish()
    #expect(throws: ResultsError.self) {
      try ResultsInspection(ResultsReader(path: scratch.path("r.h5")))
    }
  }
}
