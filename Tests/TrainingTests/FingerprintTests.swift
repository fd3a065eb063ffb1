import Tensors
import Testing
import Training

@Suite struct FingerprintTests {
  /// Every machine computes this; it moves with the engine's numbers, and the changelog says so.
  @Test func portableNumbersAreTheSameEverywhere() {
    #expect(EngineFingerprint.text(of: .portable).hasPrefix("a50a6b8af44b3340"))
  }

  @Test func blasHasNumbersOfItsOwn() throws {
    try ProductKernels.blas.prepare()
    #expect(EngineFingerprint.text(of: .blas) != EngineFingerprint.text(of: .portable))
  }
}
