import Experience
import Interchange
import Rollouts
import Serving
import Support
import Tensors

/// What an evaluation takes completions from.
enum CompletionSource {
  /// A model of ours.
  case model(String, LanguageModel)
  /// A server's.
  case server(RemoteServer)

  /// The model's name.
  var name: String {
    switch self {
    case .model(let name, _): name
    case .server(let remote): remote.identity.model
    }
  }

  /// The model, if it is ours.
  var model: LanguageModel? {
    if case .model(_, let model) = self { model } else { nil }
  }

  /// The server, if there is one.
  var remote: RemoteServer? {
    if case .server(let remote) = self { remote } else { nil }
  }
}

extension EvaluationRun {
  /// Evaluates on a server, whose answers are kept until they are counted.
  func run(
    _ engine: RemoteEngine, resume: Bool, origin: EvaluationOrigin,
    progress: (Double) throws -> Void
  ) throws -> EvaluationRecord {
    var engine = engine
    engine.log = try output.map { try CallLog($0.path + ".calls", resume: resume) }
    do {
      let record = try run(
        engine as any CompletionEngine, resume: resume, origin: origin, progress: progress)
      try engine.log?.remove()
      return record
    } catch var stop as Stopped {
      if let log = engine.log { stop.kept = "\(log.count) answers to calls and " + stop.kept }
      throw stop
    }
  }
}
