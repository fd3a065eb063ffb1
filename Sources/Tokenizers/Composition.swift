import Foundation

/// Unicode's normal form C, as the package `tokenizers` has it.
///
/// Scalars that the package's tables, which are older than Swift's, do not know stay where and as they are.
///
/// - Source: Unicode Standard Annex 15, "Detecting Normalization Forms" and "Stable Code Points".
enum Composition {
  /// The normal form C of a text; `nil` if the text surely has it already.
  static func composed(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    // 0xCC leads U+0300, below which nothing is unstable.
    guard text.contains(where: { $0 >= 0xCC }) else { return nil }
    let scalars = String(decoding: text, as: UTF8.self).unicodeScalars
    let flags = CharacterClasses.shared.flags
    var out: [UInt8] = []
    // Between unstable scalars, what is stable starts what they can join.
    var starter: Unicode.Scalar?
    var unstable = String.UnicodeScalarView()
    var changes = false
    for scalar in scalars {
      if flags[Int(scalar.value)] & CharacterClasses.unstable != 0 {
        unstable.append(scalar)
        changes = true
      } else {
        flush(starter, &unstable, to: &out)
        starter = scalar
      }
    }
    flush(starter, &unstable, to: &out)
    return changes ? out : nil
  }

  /// The normal form C of a text.
  static func compose(_ text: String) -> String {
    var text = text
    return text.withUTF8 { composed($0).map { String(decoding: $0, as: UTF8.self) } } ?? text
  }

  private static func flush(
    _ starter: Unicode.Scalar?, _ unstable: inout String.UnicodeScalarView, to out: inout [UInt8]
  ) {
    guard !unstable.isEmpty else {
      if let starter { out.append(contentsOf: UTF8.encode(starter).map(Array.init) ?? []) }
      return
    }
    // A mark that only Swift knows as one is a letter here, which nothing moves across.
    let joins = starter?.properties.canonicalCombiningClass == .notReordered
    var chunk = String.UnicodeScalarView()
    if let starter { chunk.append(starter) }
    if !joins {
      out.append(contentsOf: String(chunk).utf8)
      chunk = .init()
    }
    chunk.append(contentsOf: unstable)
    unstable = .init()
    // Decomposed first: Foundation takes a Hangul syllable before a final consonant for composed.
    out.append(
      contentsOf: String(chunk).decomposedStringWithCanonicalMapping
        .precomposedStringWithCanonicalMapping.utf8)
  }
}
