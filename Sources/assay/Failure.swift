import Analyses
import Config
import Figures
import Interchange
import Networks
import Reports
import Results
import Rollouts
import Sandbox
import Serving
import Statistics
import Studies
import Support
import Tasks
import Tensors
import Tokenizers
import Training

/// Which exit code an error has: 1 failed, 65 bad data or config, 75 stopped early, 130 interrupted.
enum Failure {
  /// A message as a terminal may show it: a line, or one for each of several things that are wrong.
  static func lines(_ error: any Error) -> String {
    "\(error)".split(separator: "\n", omittingEmptySubsequences: false).map { $0.printable() }
      .joined(separator: "\n")
  }

  /// The code of one of our errors; `nil` for those of the argument parser.
  static func exitCode(_ error: any Error) -> Int32? {
    switch error {
    case let error as Stopped: return error.signal == 2 ? 130 : 75
    case let error as TrainingError:
      switch error {
      case .notFinite, .diverged: return 1
      default: return 65
      }
    case let error as SupportError:
      if case .file(let action, _, _) = error, action != "read" { return 1 }
      return 65
    case let error as ServingError: return error.isOfInput ? 65 : 1
    case let error as StudiesError:
      if case .gate = error { return 1 }
      return 65
    case let error as ResultsError:
      if case .unwritable = error { return 1 }
      return 65
    case is TensorsError, is RolloutsError, is NetworksError, is TasksError, is TokenizersError,
      is ConfigError, is InvalidSetting, is SandboxError, is StatisticsError, is InterchangeError,
      is AnalysesError:
      return 65
    case let error as ServingFailure:
      if case .open = error { return 64 }
      return 1
    case is FiguresError, is ReportsError: return 1
    default: return nil
    }
  }
}
