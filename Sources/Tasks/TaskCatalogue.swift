import Support

/// The task families that a configuration can name.
public enum TaskCatalogue: Catalogue {
  /// A task family.
  public typealias Member = any TaskFamily
  public static let noun = "task"
  /// All families, alphabetically by kind.
  public static let all: [Entry<any TaskFamily>] = [
    Addition.entry,
    Chain.entry,
    Countdown.entry,
    English.entry,
    FaceChain.entry,
    GeneralPoints.entry,
    Judging.entry,
    KnightsKnaves.entry,
    Mix.entry,
    Navigation.entry,
    Scratchpad.entry,
    SecondChance.entry,
    Shortcut.entry,
    StackPrograms.entry,
    StringFunctions.entry,
    ToolUse.entry,
  ]
}
