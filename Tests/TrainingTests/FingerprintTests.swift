import Tensors
import Testing
import Training

@Suite struct FingerprintTests {
  /// Every machine computes this; it moves with the engine's numbers, and the changelog says so.
  @Test func portableNumbersAreTheSameEverywhere() {
    #expect(EngineFingerprint.text(of: .portable).hasPrefix("4a5462a156226b01"))
  }

  @Test func blasHasNumbersOfItsOwn() throws {
    try ProductKernels.blas.prepare()
    #expect(EngineFingerprint.text(of: .blas) != EngineFingerprint.text(of: .portable))
  }
}
