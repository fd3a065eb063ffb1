/// A header with the values of the faces, and a pure chain whose leaf is one of the faces.
struct FaceProgram: Equatable, Sendable {
  /// The tokens, in the order of the header.
  static let faces: [Unicode.Scalar] = ["J", "Q", "K"]

  /// The values that the header states, in the order of `faces`.
  private(set) var header: [Int]
  /// Which of `faces` is the leaf.
  let face: Int
  /// The chain; statement 0 is the face, under its own name and with its value, and has no step.
  private(set) var chain: ChainProgram

  /// A pure chain in forward order with a face in the place of its leaf.
  ///
  /// - Precondition: statement 0 is the leaf.
  init(header: [Int], face: Int, chain: ChainProgram) {
    self.header = header
    self.face = face
    self.chain = chain
    self.chain.names[0] = ChainName(letter: UInt8(ascii: Self.faces[face]))
    self.chain.definitions[0] = .leaf(header[face])
  }

  /// Puts another header in front.
  mutating func state(_ header: [Int]) {
    self.header = header
    chain.definitions[0] = .leaf(header[face])
  }

  /// The chain worked out by somebody who takes the face for this value, whatever the header
  /// states.
  func solution(reading value: Int) -> ChainSolution {
    var chain = chain
    chain.definitions[0] = .leaf(value)
    guard let solution = ChainSolution(chain) else {
      preconditionFailure("'\(prompt)' has no solution")
    }
    return solution
  }

  /// The chain worked out with the value that the header states.
  var solution: ChainSolution { solution(reading: header[face]) }

  /// The number of operations.
  var depth: Int { chain.question }

  /// The value of the face and the operations, without names: `facechain 23:10+3*9-4`.
  var canonical: String {
    var bytes = Array("facechain \(chain.modulus):".utf8)
    bytes.append(decimal: header[face])
    for case .operation(let op, _, .constant(let constant)) in chain.definitions {
      bytes.append(op.rawValue)
      bytes.append(decimal: constant)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

// MARK: - Text

extension FaceProgram {
  /// The header, then the chain's prompt without a statement of the face.
  var prompt: String {
    let values = zip(Self.faces, header).map { "\($0)=\($1)" }.joined(separator: ",")
    return values + "|" + Self.withoutFace(chain.prompt)
  }

  /// A chain's prompt or a response to it without its first statement or step, which is that of the
  /// face.
  static func withoutFace(_ text: String) -> String {
    String(text.drop { $0 != ";" }.dropFirst())
  }

  /// Reads a prompt.
  ///
  /// - Throws: `TasksError.prompt` with the first thing that is wrong.
  init(parsing prompt: String, modulus: Int) throws {
    func fail(_ reason: String) -> TasksError {
      .prompt(kind: FaceChain.kind, prompt: prompt, reason: reason)
    }
    var cursor = ByteCursor(Array(prompt.utf8)[...])
    var header: [Int] = []
    for token in Self.faces {
      guard cursor.skip(token), cursor.skip("="), let value = cursor.number(), value < modulus,
        cursor.skip(token == Self.faces.last ? "|" : ",")
      else { throw fail("expected a header 'J=10,Q=10,K=10|' of values below \(modulus)") }
      header.append(value)
    }
    var found: Int?
    var names: [ChainName] = []
    var operations: [ChainProgram.Definition] = []
    while true {
      guard let name = ChainName(&cursor), name.bytes.count == 1 else {
        throw fail("a variable of one letter is missing")
      }
      if cursor.skip("?") {
        guard name == names.last, cursor.isAtEnd else {
          throw fail("the end is not a question for the last variable")
        }
        break
      }
      guard !names.contains(name) else { throw fail("a variable is defined twice") }
      guard cursor.skip("=") else { throw fail("'=' or '?' is missing after a variable") }
      if let last = names.last {
        guard ChainName(&cursor) == last else {
          throw fail("an operation is not on the variable before it")
        }
      } else {
        found = Self.faces.firstIndex { cursor.skip($0) }
        guard found != nil else { throw fail("the first operation is not on J, Q or K") }
      }
      guard let byte = cursor.read(where: { ChainProgram.Operator(rawValue: $0) != nil }),
        let op = ChainProgram.Operator(rawValue: byte), let constant = cursor.number(),
        (2...9).contains(constant), cursor.skip(";")
      else { throw fail("an operation does not end in an operator, 2 to 9 and ';'") }
      operations.append(.operation(op, .variable(names.count), .constant(constant)))
      names.append(name)
    }
    guard let face = found else { throw fail("the answer takes no operation") }
    self.init(
      header: header, face: face,
      chain: ChainProgram(
        modulus: modulus, names: [names[0]] + names,
        definitions: [ChainProgram.Definition.leaf(0)] + operations, question: operations.count))
  }
}
