import Figures
import Reports
import Statistics

/// What captions say of themselves: the sets that are shown, intervals without width, how many intervals there are.
extension Findings {
  /// Ends every caption with what its sets are, and the table of contrasts with the number of intervals.
  mutating func completeCaptions(_ plan: StudyPlan, contrasts: String) {
    summary = Self.explained(summary, plan)
    main = main.map { Self.explained($0, plan) }
    for section in sections.indices {
      for (place, element) in sections[section].elements.enumerated() {
        switch element {
        case .table(let table):
          sections[section].elements[place] = .table(Self.explained(table, plan))
        case .figure(let figure):
          sections[section].elements[place] = .figure(Self.explained(figure, plan))
        case .text, .list: break
        }
      }
    }
    let count = printedIntervals
    for section in sections.indices {
      for (place, element) in sections[section].elements.enumerated() {
        guard case .table(var table) = element, table.id == contrasts else { continue }
        table.caption +=
          " The tables of this report print \(count) intervals in all; of such of 95 % one in twenty misses its "
          + "value by chance."
        sections[section].elements[place] = .table(table)
      }
    }
  }

  /// Intervals in the cells of all tables.
  package var printedIntervals: Int { tables.reduce(0) { $0 + Self.intervals($1.plainText()) } }

  /// Pairs of numbers in brackets.
  static func intervals(_ text: String) -> Int {
    text.matches(of: /\[[-+−]?[0-9.]+(e[-+]?[0-9]+)?, [-+−]?[0-9.]+(e[-+]?[0-9]+)?\]/).count
  }

  private static func explained(_ table: Table, _ plan: StudyPlan) -> Table {
    var table = table
    let text = table.plainText()
    table.caption = sentence(
      table.caption, definitions(named(in: [text], plan)),
      text.contains("[no width]")
        ? "No width: an interval narrower than a millionth, as where all seeds and "
          + "problems give the same number; others could give another." : "",
      bounds(plan).contains { text.contains($0) }
        ? "Shares that are 0 or 1 on every problem have the interval of Clopper and Pearson over problems."
        : "")
    return table
  }

  /// How a share that is 0 or 1 on every problem of a set is printed.
  private static func bounds(_ plan: StudyPlan) -> Set<String> {
    Set(
      Set(plan.sets.map(\.problems)).filter { $0 > 1 }.flatMap { problems in
        [0, problems].map { right in
          let bounds = Proportions.clopperPearson(successes: right, trials: problems)
          return Number.estimate(right == 0 ? 0 : 1, bounds.low, bounds.high).text
        }
      })
  }

  private static func explained(_ figure: Figure, _ plan: StudyPlan) -> Figure {
    var figure = figure
    let texts = figure.panels.flatMap { panel in
      [panel.title] + (panel.xTicks + panel.yTicks).map(\.label) + panel.content.names
    }
    figure.caption = sentence(figure.caption, definitions(named(in: texts, plan)))
    return figure
  }

  private static func sentence(_ parts: String...) -> String {
    parts.filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// The sets that texts name, in the order of the plan: by their names, or by what several names begin with, as `near`
  /// of `near_congruent`.
  static func named(in texts: [String], _ plan: StudyPlan) -> [EvaluationSet] {
    let words = Set(
      texts.flatMap { text in
        text.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init)
      })
    let names = Set(plan.sets.map(\.name))
    let beginnings = words.subtracting(names).subtracting(plan.arms.map(\.name))
    return plan.sets.filter { set in
      words.contains(set.name)
        || beginnings.contains { set.name.hasPrefix($0 + "_") && !names.contains($0) }
    }
  }

  /// `Sets: id: depth 3–4, 64 problems; edge: …`; empty without sets.
  static func definitions(_ sets: [EvaluationSet]) -> String {
    guard !sets.isEmpty else { return "" }
    return (sets.count == 1 ? "Set: " : "Sets: ")
      + sets.map { set in
        "\(set.name): " + (set.summary.isEmpty ? "" : set.summary + ", ")
          + "\(set.problems) problems"
      }.joined(separator: "; ") + "."
  }
}

extension PanelContent {
  /// What the key or the axes name.
  fileprivate var names: [String] {
    switch self {
    case .series(let series): series.map(\.name)
    case .heatMap(let map): map.rows + map.columns
    case .stackedBars(let bars): bars.categories
    }
  }
}
