import Foundation
import Results
import Testing

@Suite(.tags(.external)) struct ExternalReaderTests {
  @Test(.enabled(if: isInstalled("h5dump"), "h5dump is not installed"))
  func h5dumpReadsTheFile() throws {
    let scratch = try Scratch()
    let path = scratch.path("r.h5")
    try writeSample(to: path)
    let all = try run("h5dump", [path])
    #expect(all.status == 0)
    let passk = try run("h5dump", ["-d", "/eval/id/passk", path]).output
    #expect(passk.contains("H5T_IEEE_F64LE"))
    #expect(passk.contains("(0,0): 0.5, 0.25, nan"))
    let arm = try run("h5dump", ["-d", "/axes/arm", path]).output
    #expect(arm.contains("STRSIZE H5T_VARIABLE") && arm.contains("CSET H5T_CSET_UTF8"))
    // The oldest superblock: readers of the 1.6 era open it.
    #expect(try run("h5dump", ["-B", "-H", path]).output.contains("SUPERBLOCK_VERSION 0"))
  }

  @Test(.enabled(if: isInstalled("h5dump"), "h5dump is not installed"))
  func largeDataAreChunkedShuffledAndCompressed() throws {
    let scratch = try Scratch()
    let path = scratch.path("r.h5")
    let writer = try ResultsWriter(path: path)
    try writer.write(
      [Double](repeating: 0, count: 1025), shape: [1025], to: "/big", units: "1", dims: "x",
      description: "over 8 kB")
    try writer.write(
      [Double](repeating: 0, count: 1024), shape: [1024], to: "/small", units: "1", dims: "x",
      description: "8 kB")
    try writer.finish()
    let big = try run("h5dump", ["-p", "-H", "-d", "/big", path]).output
    #expect(big.contains("CHUNKED") && big.contains("SHUFFLE"))
    #expect(big.contains("DEFLATE { LEVEL 4 }"))
    let small = try run("h5dump", ["-p", "-H", "-d", "/small", path]).output
    #expect(small.contains("CONTIGUOUS"))
  }

  @Test(
    .enabled(if: isInstalled("python3", ["-c", "import h5py"]), "python3 with h5py is missing"))
  func h5pyReadsTheFile() throws {
    let scratch = try Scratch()
    let path = scratch.path("r.h5")
    try writeSample(to: path)
    let script = """
      import h5py, sys
      f = h5py.File(sys.argv[1])
      print(f.attrs["study"], f.attrs["threads"], f["eval/id/passk"].attrs["dims"])
      print(f["axes/arm"].asstr()[:].tolist(), f["problems/id/prompt"].asstr()[1])
      print(f["problems/id/id"][0], f["eval/id/counts"][:].ravel().tolist(), f["scalar"][()])
      print(f["fits/se"].shape, f["config/yaml"].asstr()[()].strip())
      """
    let result = try run("python3", ["-c", script, path])
    #expect(
      result.output == """
        sharpening 2 arm,seed
        ['base', 'rl_edge'] größer, "quoted"
        second line
        18446744073709551615 [-1, 7, 8, 9] 42.5
        (2, 0) a: 1

        """)
  }

  /// Files of other programs: fixed-length texts, big-endian numbers, compact types, array attributes.
  @Test(
    .enabled(if: isInstalled("python3", ["-c", "import h5py"]), "python3 with h5py is missing"))
  func filesOfH5pyAreRead() throws {
    let scratch = try Scratch()
    let path = scratch.path("p.h5")
    let script = """
      import h5py, numpy, sys
      f = h5py.File(sys.argv[1], "w")
      f["fixed"] = numpy.array([b"ab", b"abcd", b""], dtype="S4")
      f["big"] = numpy.array([1, -2], dtype=">i2")
      f["half"] = numpy.array([0.5], dtype="f2")
      f["text"] = "ü"
      f["flag"] = numpy.array([True])
      f["pair"] = numpy.array([(1, 2.0)], dtype=[("a", "i4"), ("b", "f8")])
      f.attrs["list"] = [1, 2]
      f.attrs["one"] = 7
      f.attrs["fixed"] = numpy.bytes_("abc")
      f["alias"] = h5py.SoftLink("/nowhere")
      """
    #expect(try run("python3", ["-c", script, path]).status == 0)
    let reader = try ResultsReader(path: path)
    #expect(try reader.strings("/fixed") == ["ab", "abcd", ""])
    #expect(try reader.ints("/big") == [1, -2])
    #expect(try reader.doubles("/half") == [0.5])
    #expect(try reader.strings("/text") == ["ü"])
    #expect(try reader.attributes() == ["one": .integer(7), "fixed": .string("abc")])
    #expect(throws: ResultsError.self) { try reader.values("/flag") }
    #expect(throws: ResultsError.self) { try reader.values("/pair") }
    #expect(!reader.contains("/alias"))
    #expect(try reader.datasets().contains("/alias") == false)
    #expect(try reader.dims("/big") == ["axis0"])
  }
}
