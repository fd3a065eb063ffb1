/// What the inner loops are compiled for. It decides how fast they are, never what they compute.
public enum VectorLevel: String, Codable, Sendable, CaseIterable {
  /// x86-64-v3: vectors of 256 bits with fused multiply-add.
  case avx2
  /// x86-64-v4: vectors of 512 bits.
  case avx512
  /// arm64: vectors of 128 bits.
  case neon
}
