import Foundation
import Results
import Support
import Testing

@Suite struct ScalesTests {
  /// Three sets of problems, one without labels; an axis `k` of another length than its labels; one `class` beside a dataset of that name.
  private func write(_ path: String) throws {
    let writer = try ResultsWriter(path: path)
    try writer.attribute("schema_version", ResultsSchema.version)
    try writer.attribute("kind", "study")
    func put(_ path: String, _ shape: [Int], _ dims: String) throws {
      let count = shape.reduce(1, *)
      try writer.write(
        (0..<count).map(Double.init), shape: shape, to: path, units: "1", dims: dims,
        description: "of \(path)")
    }
    try writer.write(["base", "rl"], shape: [2], to: "/axes/arm", dims: "arm", description: "Arms")
    try writer.write(
      [Int64(7)], shape: [1], to: "/axes/seed", units: "1", dims: "seed", description: "Seeds")
    try put("/axes/k", [3], "k")
    try put("/axes/empty", [0], "empty")
    try put("/axes/class", [2], "class")
    for (set, problems) in [("id", 4), ("edge", 5), ("old", 5)] {
      try writer.write(
        (0..<problems).map { UInt64(100 + $0) }, shape: [problems], to: "/problems/\(set)/id",
        units: "1", dims: "problem", description: "Identifiers")
      if set != "old" { try put("/problems/\(set)/problem", [problems], "problem") }
      try put("/eval/\(set)/right", [2, problems], "arm,problem")
      try put("/kl/\(set)", [2, problems], "arm,problem")
    }
    try put("/eval/id/passk", [2, 3], "arm,k")
    try put("/eval/id/other", [2, 4], "arm,k")
    try put("/eval/id/square", [2, 2], "arm,arm")
    try put("/taken/class", [7], "row")
    try put("/taken/x", [2], "class")
    try put("/train/rl/s0/step", [6], "step")
    try put("/train/rl/s0/loss", [6], "step")
    try put("/scalars", [2, 1], "arm,seed")
    try put("/none", [0], "empty")
    try writer.finish()
  }

  @Test func whatMakesUpScalesIsNoContent() throws {
    let scratch = try Scratch()
    let path = scratch.path("r.h5")
    try write(path)
    let reader = try ResultsReader(path: path)
    for dataset in try reader.datasets() {
      #expect(
        Set(try reader.attributes(on: dataset).keys) == ["units", "dims", "description"],
        "\(dataset)")
    }
    #expect(
      try reader.children(of: "/eval/id") == ["other", "passk", "right", "square"])
    #expect(
      try reader.children(of: "/") == [
        "axes", "eval", "kl", "none", "problems", "scalars", "taken", "train",
      ])
    // Asked for by name they are there.
    #expect(try reader.stringAttribute("CLASS", on: "/axes/arm") == "DIMENSION_SCALE")
    #expect(try reader.stringAttribute("NAME", on: "/train/rl/s0/step") == "step")
    #expect(try reader.stringAttribute("CLASS", on: "/axes/empty") == nil)
    #expect(try reader.stringAttribute("DIMENSION_LABELS", on: "/train/rl/s0/loss") == "step")
  }

  @Test func scalesAreWrittenInTheSameBytes() throws {
    let scratch = try Scratch()
    try write(scratch.path("a.h5"))
    // What lies in memory that was used before differs between the two.
    for size in 1...200 {
      let noise = UnsafeMutableRawPointer.allocate(byteCount: 8 * size, alignment: 8)
      memset(noise, Int32(size), 8 * size)
      noise.deallocate()
    }
    try write(scratch.path("b.h5"))
    #expect(try AtomicFile.read(scratch.path("a.h5")) == AtomicFile.read(scratch.path("b.h5")))
    #expect(try ResultsReader(path: scratch.path("a.h5")).isSealed)
  }

  /// What is written again has the labels of problems that files from before do not have.
  @Test func identifiersLabelTheProblemsOfOlderFiles() throws {
    let scratch = try Scratch()
    let (old, new) = (scratch.path("r.h5"), scratch.path("new.h5"))
    try write(old)
    #expect(!(try ResultsReader(path: old).contains("/problems/old/problem")))
    _ = try ResultsMerge.merge([old], to: new)
    let reader = try ResultsReader(path: new)
    #expect(try reader.unsigned("/problems/old/problem") == (100..<105).map(UInt64.init))
    #expect(try reader.doubles("/problems/id/problem") == [0, 1, 2, 3])
    #expect(
      try reader.stringAttribute("description", on: "/problems/old/problem")
        == ResultsSchema.entry(for: "/problems/old/problem")?.description)
    _ = try ResultsMerge.excerpt(old, of: ["/eval/old"], to: scratch.path("e.h5"))
    #expect(
      try ResultsReader(path: scratch.path("e.h5")).datasets() == [
        "/axes/arm", "/axes/class", "/axes/empty", "/axes/k", "/axes/seed", "/eval/old/right",
        "/problems/old/problem",
      ])
  }

  @Test(
    .tags(.external),
    .enabled(if: isInstalled("python3", ["-c", "import h5py"]), "python3 with h5py is missing"))
  func h5pyFindsTheScales() throws {
    let scratch = try Scratch()
    let path = scratch.path("r.h5")
    try write(path)
    let script = """
      import h5py, sys
      f = h5py.File(sys.argv[1])
      for name in ["eval/id/passk", "eval/id/right", "eval/id/other", "eval/id/square", "kl/id", "taken/x",
                   "train/rl/s0/loss", "train/rl/s0/step", "scalars", "none"]:
          d = f[name]
          print(name, [axis.label for axis in d.dims], [f[axis[0].name].name if len(axis) else "-" for axis in d.dims],
                h5py.h5ds.is_scale(d.id))
      print(f["eval/id/right"].dims[1][0][:].tolist(), f["eval/id/arm"].asstr()[:].tolist())
      print(sorted(f["kl"]), sorted(f["eval/old"]), sorted(f["eval/id"]), sorted(f["taken"]))
      arm = f["axes/arm"]
      print(sorted((f[d].name, int(i)) for d, i in arm.attrs["REFERENCE_LIST"]))
      print(h5py.h5ds.is_attached(f["scalars"].id, arm.id, 0), h5py.h5ds.get_scale_name(arm.id))
      """
    let found = try run("python3", ["-c", script, path]).output
    #expect(
      found == """
        eval/id/passk ['arm', 'k'] ['/axes/arm', '/axes/k'] False
        eval/id/right ['arm', 'problem'] ['/axes/arm', '/problems/id/problem'] False
        eval/id/other ['arm', 'k'] ['-', '-'] False
        eval/id/square ['arm', 'arm'] ['/axes/arm', '/axes/arm'] False
        kl/id ['arm', 'problem'] ['-', '-'] False
        taken/x ['class'] ['-'] False
        train/rl/s0/loss ['step'] ['/train/rl/s0/step'] False
        train/rl/s0/step ['step'] ['-'] True
        scalars ['arm', 'seed'] ['/axes/arm', '/axes/seed'] False
        none ['empty'] ['-'] False
        [0.0, 1.0, 2.0, 3.0] ['base', 'rl']
        ['edge', 'id', 'old'] ['right'] ['arm', 'k', 'other', 'passk', 'problem', 'right', 'square'] ['class', 'x']
        [('/eval/edge/right', 0), ('/eval/id/passk', 0), ('/eval/id/right', 0), ('/eval/id/square', 0), ('/eval/id/square', 1), ('/scalars', 0)]
        True b'arm'

        """)
  }

  @Test(
    .tags(.external),
    .enabled(
      if: isInstalled("python3", ["-c", "import xarray, netCDF4, h5netcdf"]),
      "python3 with xarray, netCDF4 and h5netcdf is missing"),
    arguments: ["netcdf4", "h5netcdf"])
  func xarrayNamesTheAxes(_ engine: String) throws {
    let scratch = try Scratch()
    let path = scratch.path("r.h5")
    try writeSample(to: path)
    let script = """
      import xarray, sys
      more = {"phony_dims": "access"} if sys.argv[2] == "h5netcdf" else {}
      d = xarray.open_dataset(sys.argv[1], group="eval/id", engine=sys.argv[2], **more)
      print(d.passk.dims, d.arm.values.tolist(), float(d.passk.sel(arm="rl_edge", seed=900)))
      """
    #expect(
      try run("python3", ["-c", script, path, engine]).output
        == "('arm', 'seed') ['base', 'rl_edge'] 1e-300\n")
  }
}
