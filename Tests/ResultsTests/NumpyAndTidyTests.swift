import Foundation
import Results
import Support
import Testing

@Suite struct NumpyAndTidyTests {
  private func sample(_ scratch: Scratch) throws -> ResultsReader {
    try writeSample(to: scratch.path("r.h5"))
    return try ResultsReader(path: scratch.path("r.h5"))
  }

  /// The header and the first bytes, by hand.
  @Test func aNumpyFileIsLaidOutAsDocumented() throws {
    let scratch = try Scratch()
    try ResultsExport.npy(try sample(scratch), datasets: ["/axes"], folder: scratch.path("npy"))
    let file = try AtomicFile.read(scratch.path("npy/axes/arm.npy"))
    #expect(file.prefix(10) == Data([0x93] + Array("NUMPY".utf8) + [1, 0, 118, 0]))
    let header = String(decoding: file[10..<128], as: UTF8.self)
    #expect(header.hasPrefix("{'descr': '<U7', 'fortran_order': False, 'shape': (2,), }  "))
    #expect(header.hasSuffix(" \n"))
    // "base" and "rl_edge" at four bytes a character, filled with zeros.
    #expect(file.count == 128 + 2 * 7 * 4)
    #expect(file[128..<132] == Data([0x62, 0, 0, 0]) && file[144..<156] == Data(count: 12))
    let files = FileManager.default.enumerator(atPath: scratch.path("npy"))?
      .compactMap { $0 as? String }.filter { $0.contains(".") }.sorted()
    #expect(files == ["axes/arm.npy", "axes/seed.npy", "index.json"])
  }

  @Test(
    .tags(.external),
    .enabled(if: isInstalled("python3", ["-c", "import numpy"]), "python3 with numpy is missing"))
  func numpyReadsEveryFile() throws {
    let scratch = try Scratch()
    let files = try ResultsExport.npy(try sample(scratch), folder: scratch.path("npy"))
    #expect(files.count == 13)
    let script = """
      import json, numpy, os, sys
      index = json.load(open(sys.argv[1] + "/index.json"))
      print(index["attributes"]["study"], len(index["datasets"]))
      for entry in index["datasets"]:
          values = numpy.load(os.path.join(sys.argv[1], entry["file"]))
          assert values.dtype.str == entry["descr"] and list(values.shape) == entry["shape"], entry
          print(entry["path"], values.dtype.str, entry["shape"], entry["dims"], values.ravel().tolist())
      """
    let result = try run("python3", ["-c", script, scratch.path("npy")])
    #expect(
      result.output == """
        sharpening 12
        /axes/arm <U7 [2] ['arm'] ['base', 'rl_edge']
        /axes/seed <i8 [3] ['seed'] [900, 901, 902]
        /config/yaml <U5 [] [] ['a: 1\\n']
        /eval/id/counts <i4 [2, 2, 1] ['arm', 'step', 'count'] [-1, 7, 8, 9]
        /eval/id/passk <f8 [2, 3] ['arm', 'seed'] [0.5, 0.25, nan, 1e-300, -0.0, 3.0]
        /fits/name <U1 [0] ['fit'] []
        /fits/se <f8 [2, 0] ['fit', 'slot'] []
        /problems/id/id <u8 [2] ['problem'] [18446744073709551615, 1]
        /problems/id/prompt <U28 [3] ['problem'] ['', 'größer, "quoted"\\nsecond line', '§']
        /scalar <f8 [] [] [42.5]
        /tests/confirmatory |i1 [2] ['hypothesis'] [1, 0]
        /train/rl_edge/s900/loss <f4 [2] ['step'] [0.10000000149011612, 2.0]

        """)
  }

  @Test func oneTableHoldsSeveralDatasets() throws {
    let scratch = try Scratch()
    var text = ""
    try ResultsExport.tidy(
      try sample(scratch), datasets: ["/eval/id/passk", "scalar", "/problems", "/fits"]
    ) { text += $0 }
    #expect(
      text == """
        dataset,units,arm,seed,fit,slot,problem,value,text
        /eval/id/passk,probability,base,900,,,,0.5,
        /eval/id/passk,probability,base,901,,,,0.25,
        /eval/id/passk,probability,base,902,,,,NaN,
        /eval/id/passk,probability,rl_edge,900,,,,1e-300,
        /eval/id/passk,probability,rl_edge,901,,,,-0.0,
        /eval/id/passk,probability,rl_edge,902,,,,3.0,
        /problems/id/id,1,,,,,0,18446744073709551615,
        /problems/id/id,1,,,,,1,1,
        /problems/id/prompt,1,,,,,0,,
        /problems/id/prompt,1,,,,,1,,"größer, ""quoted\""
        second line"
        /problems/id/prompt,1,,,,,2,,§
        /scalar,s,,,,,,42.5,

        """)
  }

  @Test func aTidyFileIsWholeOrNotThere() throws {
    let scratch = try Scratch()
    let reader = try sample(scratch)
    try ResultsExport.tidy(reader, to: scratch.path("deep/all.csv"))
    var text = ""
    try ResultsExport.tidy(reader) { text += $0 }
    #expect(try AtomicFile.readText(scratch.path("deep/all.csv")) == text)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: scratch.path("deep")) == ["all.csv"])
    #expect(throws: ResultsError.self) {
      try ResultsExport.tidy(reader, datasets: ["/none"], to: scratch.path("none.csv"))
    }
    #expect(!FileManager.default.fileExists(atPath: scratch.path("none.csv")))
    #expect(!FileManager.default.fileExists(atPath: scratch.path("none.csv.part")))
  }

  @Test func whatIsChosenIsExportedAndNothingElse() throws {
    let scratch = try Scratch()
    let reader = try sample(scratch)
    #expect(try reader.datasets(named: ["/eval", "/eval/id/passk", "axes/arm/"]).count == 3)
    let csv = try ResultsExport.csv(reader, datasets: ["/axes"], folder: scratch.path("csv"))
    #expect(csv == [scratch.path("csv/axes/arm.csv"), scratch.path("csv/axes/seed.csv")])
    let json = String(
      decoding: try ResultsExport.json(reader, datasets: ["/eval/id/passk"]), as: UTF8.self)
    #expect(json.contains("passk") && !json.contains("counts") && !json.contains("axes"))
    do {
      _ = try reader.datasets(named: ["/eval/id/paskk"])
      Issue.record("no error")
    } catch {
      #expect("\(error)".contains("did you mean '/eval/id/passk'?"))
    }
  }
}
