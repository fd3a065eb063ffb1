import KernelInterface

/// The kernels of this module, compiled for its vector level.
package let kernelTable = KernelTable(
  level: level, rowsTogether: Tall<Wide>.count, product: product, panelProduct: panelProduct,
  pack: pack,
  attentionForward: attentionForward, attentionBackward: attentionBackward,
  decodeAttention: decodeAttention, rotate: rotate, normForward: normForward,
  normBackward: normBackward, swigluForward: swigluForward, swigluBackward: swigluBackward,
  addScaled: addScaled, multiply: { multiply($0, $1, $2) }, sumOfSquares: sumOfSquares,
  softmax: softmax, logitSlope: logitSlope, pick: pick, adamW: adamW)

private var level: VectorLevel {
  #if ASSAY_AVX512
    .avx512
  #elseif arch(x86_64)
    .avx2
  #else
    .neon
  #endif
}
