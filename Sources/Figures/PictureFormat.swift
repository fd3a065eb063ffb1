import Foundation

/// The kinds of pictures that gnuplot draws, named by the extension of the file.
public enum PictureFormat: String, Sendable, Equatable, CaseIterable {
  /// Scalable, with texts that can be searched; for pages and reports.
  case svg
  /// Pixels, twice as many in each direction as the figure is wide and high.
  case png
  /// Scalable, for papers; 96 pixels of the figure are an inch.
  case pdf

  /// gnuplot's terminal with its options; all three put everything at the same places.
  ///
  /// gnuplot counts the sizes of letters and markers in other units in each of them. The cairo
  /// terminals draw `sans-serif` in a wider face than browsers do, so it is taken a tenth smaller.
  func terminal(width: Double, height: Double, name: String) -> String {
    let (w, h) = (Int(width), Int(height))
    switch self {
    case .svg:
      return "svg size \(w),\(h) fixed noenhanced font 'sans-serif,13' linewidth 1 "
        + "background '#ffffff' name '\(name)'"
    case .png:
      return "pngcairo size \(2 * w),\(2 * h) noenhanced font 'sans-serif,13' fontscale 1.35 "
        + "pointscale 2 linewidth 2 background '#ffffff'"
    case .pdf:
      return "pdfcairo size \(w)/96.0,\(h)/96.0 noenhanced font 'sans-serif,13' fontscale 0.54 "
        + "pointscale 0.75 linewidth 1 background '#ffffff'"
    }
  }

  /// Whether a file of this format is there to its last byte.
  func isWhole(_ picture: Data) -> Bool {
    let end: String
    switch self {
    case .svg: end = "</svg>"
    case .png: end = "IEND"
    case .pdf: end = "%%EOF"
    }
    return picture.suffix(64).range(of: Data(end.utf8)) != nil
  }

  /// The picture without the time at which it was drawn, so that the same figure makes the same
  /// bytes; the length stays, for a PDF file counts its bytes.
  func timeless(_ picture: Data) -> Data {
    let key = Data("/CreationDate (D:".utf8)
    guard self == .pdf, let found = picture.range(of: key, options: .backwards) else {
      return picture
    }
    var picture = picture
    let digits = picture[found.upperBound...].prefix { (0x30...0x39).contains($0) }
    guard digits.count == 14 else { return picture }
    picture.replaceSubrange(digits.startIndex..<digits.endIndex, with: Data("20000101000000".utf8))
    return picture
  }
}
