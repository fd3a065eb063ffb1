import Support

/// A chain worked out: which statements the question needs, in which order, with which values.
package struct ChainSolution: Sendable {
  package let program: ChainProgram
  /// The needed statements in gold order: the alphabetically first one whose parents are done.
  package let order: [Int]
  /// Whether each statement is needed.
  let isNeeded: [Bool]
  /// The values of the needed statements; 0 for the others.
  package let values: [Int]
  /// Whether the needed statements have no other order in which parents come first.
  let isForced: Bool

  /// Works a chain out; `nil` if a needed statement depends on itself or on an undefined name.
  package init?(_ program: ChainProgram) {
    self.program = program
    var isNeeded = [Bool](repeating: false, count: program.definitions.count)
    var open = [program.question]
    while let index = open.popLast() {
      guard !isNeeded[index] else { continue }
      guard !program.isDangling(index) else { return nil }
      isNeeded[index] = true
      let (a, b) = program.parents(of: index)
      if let a { open.append(a) }
      if let b { open.append(b) }
    }
    var waiting = isNeeded.indices.filter { isNeeded[$0] }
    waiting.sort { program.names[$0] < program.names[$1] }
    var isDone = [Bool](repeating: false, count: isNeeded.count)
    var order: [Int] = []
    var isForced = true
    while !waiting.isEmpty {
      var first: Int?
      for place in waiting.indices {
        let (a, b) = program.parents(of: waiting[place])
        guard a.map({ isDone[$0] }) ?? true, b.map({ isDone[$0] }) ?? true else { continue }
        guard first != nil else {
          first = place
          continue
        }
        isForced = false
        break
      }
      guard let first else { return nil }
      let index = waiting.remove(at: first)
      isDone[index] = true
      order.append(index)
    }
    self.order = order
    self.isNeeded = isNeeded
    self.isForced = isForced
    values = program.values(order: order)
  }

  /// The number of needed operations: the chain's depth.
  package var depth: Int { order.count { program.isOperation($0) } }

  /// The value asked for.
  package var answer: Int { values[program.question] }

  /// The gold response.
  package var gold: String { trace(values) }

  /// The response with these values of the needed statements.
  func trace(_ values: [Int]) -> String {
    var bytes: [UInt8] = []
    for index in order {
      if !bytes.isEmpty { bytes.append(UInt8(ascii: ";")) }
      bytes += program.step(index, values: values)
    }
    bytes.append(UInt8(ascii: "#"))
    bytes.append(decimal: values[program.question])
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The gold response with one computed value, drawn uniformly, replaced by another; the rest
  /// follows from it.
  func corruptedTrace(using generator: inout RandomGenerator) -> String {
    let victim = generator.pick(order.filter(program.isOperation))
    let modulus = program.modulus
    let other = (values[victim] + 1 + generator.integer(below: modulus - 1)) % modulus
    return trace(program.values(order: order, replacing: victim, by: other))
  }

  /// Whether at least half of the needed leaves matter: adding 1 to such a leaf changes the answer.
  ///
  /// Zero and absorbing products make some chains easy; this is the rule by which they are dropped.
  var isSensitive: Bool {
    var leaves = 0
    var idle = 0
    for index in order {
      guard case .leaf(let constant) = program.definitions[index] else { continue }
      leaves += 1
      let changed = program.values(
        order: order, replacing: index, by: (constant + 1) % program.modulus)
      if changed[program.question] == answer { idle += 1 }
    }
    return 2 * idle <= leaves
  }

  /// The needed statements with variables renamed to numbers, in the order of a walk from the question,
  /// operands first and left before right.
  ///
  /// Names, the order of statements and unneeded statements leave no mark; constants, operators and the
  /// order of operands do.
  package var canonical: String {
    var numbers = [Int](repeating: -1, count: program.definitions.count)
    var count = 0
    var bytes = Array("chain \(program.modulus):".utf8)
    func visit(_ index: Int) {
      guard numbers[index] < 0 else { return }
      let (a, b) = program.parents(of: index)
      if let a { visit(a) }
      if let b { visit(b) }
      numbers[index] = count
      count += 1
      switch program.definitions[index] {
      case .leaf(let constant): bytes.append(decimal: constant)
      case .operation(let op, let left, let right):
        append(left)
        bytes.append(op.rawValue)
        append(right)
      }
      bytes.append(UInt8(ascii: ";"))
    }
    func append(_ operand: ChainProgram.Operand) {
      switch operand {
      case .variable(let parent):
        bytes.append(UInt8(ascii: "v"))
        bytes.append(decimal: numbers[parent])
      case .constant(let constant): bytes.append(decimal: constant)
      case .undefined(let name): bytes += name.bytes
      }
    }
    visit(program.question)
    return String(decoding: bytes, as: UTF8.self)
  }
}
