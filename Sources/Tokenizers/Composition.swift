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
    var pairs: [UInt64: [UInt8]] = [:]
    for scalar in scalars {
      if flags[Int(scalar.value)] & CharacterClasses.unstable != 0 {
        unstable.append(scalar)
        changes = true
      } else {
        flush(starter, &unstable, &pairs, to: &out)
        starter = scalar
      }
    }
    flush(starter, &unstable, &pairs, to: &out)
    return changes ? out : nil
  }

  /// The normal form C of a text.
  static func compose(_ text: String) -> String {
    var text = text
    return text.withUTF8 { composed($0).map { String(decoding: $0, as: UTF8.self) } } ?? text
  }

  private static func flush(
    _ starter: Unicode.Scalar?, _ unstable: inout String.UnicodeScalarView,
    _ pairs: inout [UInt64: [UInt8]], to out: inout [UInt8]
  ) {
    guard !unstable.isEmpty else {
      if let starter { out.append(contentsOf: UTF8.encode(starter).map(Array.init) ?? []) }
      return
    }
    defer { unstable = .init() }
    // Most often a letter with one mark, and the same ones again and again.
    if let starter, let mark = unstable.first, unstable.count == 1 {
      let pair = UInt64(starter.value) << 32 | UInt64(mark.value)
      let known = pairs[pair] ?? Array(String(normalForm(starter, unstable)).utf8)
      pairs[pair] = known
      out.append(contentsOf: known)
    } else {
      out.append(contentsOf: String(normalForm(starter, unstable)).utf8)
    }
  }

  private static func normalForm(
    _ starter: Unicode.Scalar?, _ unstable: String.UnicodeScalarView
  ) -> String.UnicodeScalarView {
    guard let starter else { return normalForm(unstable) }
    var chunk = String.UnicodeScalarView([starter])
    // A mark that only Swift knows as one is a letter here, which nothing moves across.
    guard starter.properties.canonicalCombiningClass == .notReordered else {
      chunk.append(contentsOf: normalForm(unstable))
      return chunk
    }
    chunk.append(contentsOf: unstable)
    return normalForm(chunk)
  }

  /// The normal form C of scalars that nothing around them can change.
  ///
  /// Foundation sees one or two scalars at a time: it takes the square of the length of a run of marks.
  private static func normalForm(_ chunk: String.UnicodeScalarView) -> String.UnicodeScalarView {
    var out = String.UnicodeScalarView()
    var starter: Unicode.Scalar?
    var marks: [Unicode.Scalar] = []
    var lastClass: UInt8 = 0
    for scalar in decompose(chunk) {
      let ownClass = scalar.properties.canonicalCombiningClass.rawValue
      let isBlocked = !marks.isEmpty && lastClass >= ownClass
      if let first = starter, !isBlocked, let joined = join(first, scalar) {
        starter = joined
        continue
      }
      if ownClass == 0 {
        if let starter { out.append(starter) }
        out.append(contentsOf: marks)
        marks.removeAll(keepingCapacity: true)
        starter = scalar
      } else {
        marks.append(scalar)
      }
      lastClass = ownClass
    }
    if let starter { out.append(starter) }
    out.append(contentsOf: marks)
    return out
  }

  /// The scalar that is canonically equivalent to two.
  private static func join(_ first: Unicode.Scalar, _ second: Unicode.Scalar) -> Unicode.Scalar? {
    let parts = decompose(String.UnicodeScalarView([first, second]))
    // Decomposed first: Foundation takes a Hangul syllable before a final consonant for composed.
    let text = String(String.UnicodeScalarView(parts))
    let joined = text.precomposedStringWithCanonicalMapping.unicodeScalars
    // It also joins U+20041 and a dot below as if the letter were U+0041, which does not come apart again.
    guard let scalar = joined.first, joined.count == 1, decompose(joined) == parts else {
      return nil
    }
    return scalar
  }

  /// The normal form D. Foundation takes scalars apart, but what comes out of U+0F73 it leaves unsorted.
  private static func decompose(_ scalars: String.UnicodeScalarView) -> [Unicode.Scalar] {
    var out: [Unicode.Scalar] = []
    var classes: [UInt8] = []
    for scalar in scalars {
      for part in String(scalar).decomposedStringWithCanonicalMapping.unicodeScalars {
        out.append(part)
        classes.append(part.properties.canonicalCombiningClass.rawValue)
      }
    }
    var start = 0
    while start < out.count {
      var end = start + 1
      while end < out.count, classes[end] != 0 { end += 1 }
      if end - start > 1 {
        // Positions break ties: marks of one class keep their order.
        let order = (start..<end).sorted { (classes[$0], $0) < (classes[$1], $1) }
        out.replaceSubrange(start..<end, with: order.map { out[$0] })
      }
      start = end
    }
    return out
  }
}
