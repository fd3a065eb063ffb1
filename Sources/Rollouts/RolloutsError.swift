import Experience

/// What can go wrong when sampling.
public enum RolloutsError: Error, Equatable, CustomStringConvertible {
  /// A prompt with its response cap does not fit the model's context.
  case context(prompt: Int, cap: Int, context: Int)
  /// A decoding setting is outside its range.
  case setting(name: String, value: String, expected: String)
  /// A conversation was asked for, but the model has no chat template.
  case noChatTemplate(path: String)
  /// A component needs a model that is not there.
  case noModel(role: Role)
  /// A component needs to run programs, and there is no sandbox.
  case noSandbox
  /// A component wants verdicts on a problem of which nobody knows the checker.
  case noVerifier
  /// A reward that is a program of the user's does not do its work.
  case program(command: String, reason: String)
  /// Problems that a sampler wants were not found.
  case exhausted(sampler: String, reason: String)
  /// A component wants of a server what it cannot tell.
  case untold(role: Role, reason: String)
  /// The model computed logits that are not finite.
  case notFinite

  /// One line.
  public var description: String {
    switch self {
    case .context(let prompt, let cap, let context):
      "a prompt of \(prompt) tokens and a response cap of \(cap) do not fit a context of "
        + "\(context); shorten the cap or use a model with a longer context"
    case .setting(let name, let value, let expected):
      "decoding setting '\(name)' is \(value), expected \(expected)"
    case .noChatTemplate(let path):
      "\(path): the model has no chat template; leave the prompt plain"
    case .noModel(let role):
      "there is no model for '\(role)'; name one under policy.models.\(role).from"
    case .noSandbox: "there is no sandbox to run programs in; install bubblewrap"
    case .noVerifier:
      "a reward wants verdicts on further completions of problems whose checker is not known: they were sampled for "
        + "an earlier step; train on one task"
    case .program(let command, let reason): "the reward program '\(command)': \(reason)"
    case .exhausted(let sampler, let reason): "sampler \(sampler): \(reason)"
    case .untold(let role, let reason): "the server that is '\(role)': \(reason)"
    case .notFinite:
      "the model's logits are not finite; the parameters have diverged"
    }
  }
}
