import Support
import Testing

/// What `--verbose` says; the tests of commands see it said.
@Suite struct DetailsTests {
  @Test(arguments: [
    (0, "0 bytes"), (999, "999 bytes"), (1000, "1.0 kB"), (3_449_999, "3.4 MB"),
    (2_500_000_000, "2.5 GB"), (7_000_000_000_000_000, "7000.0 TB"),
  ]) func sizesAreShort(_ bytes: Int, _ text: String) { #expect(Details.size(bytes) == text) }

  /// Nobody asked for them: the work is done all the same, and its errors come through.
  @Test func timedWorkIsDone() {
    #expect(!Details.isOn)
    #expect(Details.time("part") { 7 } == 7)
    struct Wrong: Error {}
    #expect(throws: Wrong.self) { try Details.time("part", saying: "part") { throw Wrong() } }
  }
}
