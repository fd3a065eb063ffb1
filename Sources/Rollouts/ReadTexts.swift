import Experience
import Support

/// What a piece of a pass over texts has found, by text.
struct ReadTexts: Packable, Sendable {
  var texts: [[Quantity: [Float]]]

  init(texts: [[Quantity: [Float]]]) { self.texts = texts }

  func pack(into packet: inout Packet) {
    packet.append([texts.count])
    for text in texts {
      for quantity in Quantity.allCases {
        packet.append([text[quantity] != nil])
        if let numbers = text[quantity] { packet.append(numbers) }
      }
    }
  }

  init(from packet: inout Packet) {
    texts = (0..<packet.next(Int.self)[0]).map { _ in
      var text: [Quantity: [Float]] = [:]
      for quantity in Quantity.allCases where packet.next(Bool.self)[0] {
        text[quantity] = packet.next()
      }
      return text
    }
  }
}

/// Rows of numbers, one a text.
struct NumberRows: Packable, Sendable {
  var rows: [[Float]]

  init(rows: [[Float]]) { self.rows = rows }

  func pack(into packet: inout Packet) {
    packet.append([rows.count])
    for row in rows { packet.append(row) }
  }

  init(from packet: inout Packet) {
    rows = (0..<packet.next(Int.self)[0]).map { _ in packet.next() }
  }
}
