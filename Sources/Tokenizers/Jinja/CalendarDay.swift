/// The day that a template is told.
public struct CalendarDay: Sendable, Equatable {
  /// As in 2024.
  public var year: Int
  /// 1 to 12.
  public var month: Int
  /// 1 to 31.
  public var day: Int

  /// A day of the civil calendar.
  public init(year: Int, month: Int, day: Int) {
    precondition(year > 0 && (1...12).contains(month) && (1...31).contains(day), "no such day")
    self.year = year
    self.month = month
    self.day = day
  }

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]
  private static let days = [
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
  ]

  /// As `strftime` writes it, in English; the time of day is noon.
  func formatted(_ format: String) throws -> String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    // Days since a Monday, by the civil calendar.
    let (y, m) = month <= 2 ? (year - 1, month + 12) : (year, month)
    let weekday = (day - 1 + (153 * (m - 3) + 2) / 5 + 365 * y + y / 4 - y / 100 + y / 400 + 2) % 7
    var out = ""
    var rest = format.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      guard scalar == "%" else {
        out.unicodeScalars.append(scalar)
        continue
      }
      var code = rest.popFirst() ?? " "
      let isShort = code == "-"
      if isShort { code = rest.popFirst() ?? " " }
      func number(_ value: Int) -> String { isShort ? "\(value)" : two(value) }
      switch code {
      case "d": out += number(day)
      case "m": out += number(month)
      case "j":
        let before = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334][month - 1]
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let number = before + day + (isLeap && month > 2 ? 1 : 0)
        out += String(repeating: "0", count: number < 10 ? 2 : number < 100 ? 1 : 0) + "\(number)"
      case "y": out += two(year % 100)
      case "Y": out += "\(year)"
      case "b": out += Self.months[month - 1].prefix(3)
      case "B": out += Self.months[month - 1]
      case "a": out += Self.days[weekday].prefix(3)
      case "A": out += Self.days[weekday]
      case "H", "I": out += "12"
      case "M", "S": out += number(0)
      case "p": out += "PM"
      case "%": out += "%"
      default: throw JinjaError("strftime_now() with '%\(code)'")
      }
    }
    return out
  }
}
