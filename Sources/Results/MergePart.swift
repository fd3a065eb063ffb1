/// One of the files that are merged.
struct MergePart {
  let path: String
  let reader: ResultsReader
  let seeds: [Int]
  let datasets: Set<String>

  /// Opens a file.
  ///
  /// - Throws: `ResultsError.unmergeable` if it is not the results of a study, or has no seeds.
  init(_ path: String) throws {
    self.path = path
    reader = try ResultsReader(path: path, addsLabels: true)
    guard try reader.stringAttribute("kind") == ResultsOrigin.study.rawValue,
      reader.isDataset("/axes/seed")
    else {
      throw ResultsError.unmergeable(path: path, reason: "it is not the results of a study")
    }
    seeds = try reader.ints("/axes/seed")
    datasets = Set(try reader.datasets())
    if seeds.isEmpty { throw refusal("it has no seeds") }
    if Set(seeds).count < seeds.count { throw refusal("a seed is in it twice") }
  }

  func refusal(_ reason: String) -> ResultsError { .unmergeable(path: path, reason: reason) }
}

/// A dataset of one of the files that are merged.
struct MergePiece {
  let part: MergePart
  let dataset: String
  let shape: [Int]
  let dims: [String]
  let storage: ResultsStorage?
  let values: ResultsValues

  init(_ part: MergePart, _ dataset: String) throws {
    self.part = part
    self.dataset = dataset
    shape = try part.reader.shape(dataset)
    dims = try part.reader.dims(dataset)
    storage = try part.reader.storage(dataset)
    values = try part.reader.values(dataset)
    if let axis = dims.firstIndex(of: "seed"), shape[axis] != part.seeds.count {
      throw part.refusal(
        "'\(dataset)' has \(shape[axis]) seeds, /axes/seed has \(part.seeds.count)")
    }
  }

  /// The axis along which files are joined: the seeds, or where there are none the kept samples.
  var joined: Int? { dims.firstIndex(of: "seed") ?? (dims.first == "sample" ? 0 : nil) }

  /// The same axes, but for the length of the one along which files are joined, and the same type.
  func requireLike(_ other: MergePiece) throws {
    let lengths = { (piece: MergePiece) in
      piece.shape.indices.filter { $0 != piece.joined }.map { piece.shape[$0] }
    }
    guard dims == other.dims, lengths(self) == lengths(other), storage == other.storage else {
      throw part.refusal(
        "'\(dataset)' has the axes \(dims.joined(separator: ",")) of lengths \(shape), in "
          + "\(other.part.path) \(other.dims.joined(separator: ",")) of lengths \(other.shape)")
    }
  }

  /// The same values; NaN equals NaN.
  func requireEqual(_ other: MergePiece) throws {
    let same =
      switch (values, other.values) {
      case (.doubles(let a), .doubles(let b)): a.map(\.bitPattern) == b.map(\.bitPattern)
      case (.floats(let a), .floats(let b)): a.map(\.bitPattern) == b.map(\.bitPattern)
      default: values == other.values
      }
    guard same else {
      throw part.refusal("'\(dataset)' is not the same as in \(other.part.path)")
    }
  }

  /// The sum of whole numbers over files.
  ///
  /// - Throws: `ResultsError.unmergeable` where they are too large.
  static func sum(_ pieces: [MergePiece]) throws -> [Int] {
    var total = [Int](repeating: 0, count: pieces[0].values.count)
    for piece in pieces {
      for (index, value) in piece.values.integers.enumerated() {
        let (sum, overflow) = total[index].addingReportingOverflow(value)
        if overflow { throw piece.part.refusal("the numbers of '\(piece.dataset)' are too large") }
        total[index] = sum
      }
    }
    return total
  }

  /// Slices of one axis, given as (piece, index on the axis), side by side.
  static func join(_ pieces: [MergePiece], axis: Int, _ slices: [(Int, Int)]) -> ResultsValues {
    let shape = pieces[0].shape
    let outer = shape[..<axis].reduce(1, *)
    let inner = shape[(axis + 1)...].reduce(1, *)
    func joined<Element>(_ arrays: [[Element]]) -> [Element] {
      var out: [Element] = []
      out.reserveCapacity(outer * slices.count * inner)
      for row in 0..<outer {
        for (piece, index) in slices {
          let start = (row * pieces[piece].shape[axis] + index) * inner
          out += arrays[piece][start..<start + inner]
        }
      }
      return out
    }
    switch pieces[0].values {
    case .integers: return .integers(joined(pieces.map { $0.values.integers }))
    case .unsigned: return .unsigned(joined(pieces.map { $0.values.unsigned }))
    case .doubles: return .doubles(joined(pieces.map { $0.values.doubles }))
    case .floats: return .floats(joined(pieces.map { $0.values.floats }))
    case .strings: return .strings(joined(pieces.map { $0.values.strings }))
    }
  }
}

// The values of one case; empty for the others, which `MergePiece.requireLike` excludes.
extension ResultsValues {
  fileprivate var integers: [Int] {
    if case .integers(let values) = self { values } else { [] }
  }
  fileprivate var unsigned: [UInt64] {
    if case .unsigned(let values) = self { values } else { [] }
  }
  fileprivate var doubles: [Double] {
    if case .doubles(let values) = self { values } else { [] }
  }
  fileprivate var floats: [Float] {
    if case .floats(let values) = self { values } else { [] }
  }
  fileprivate var strings: [String] {
    if case .strings(let values) = self { values } else { [] }
  }
}

extension ResultsAttribute {
  var text: String? { if case .string(let text) = self { text } else { nil } }
  var integer: Int? { if case .integer(let number) = self { number } else { nil } }
}
