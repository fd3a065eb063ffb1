/// The data sets that can be read.
public enum DatasetKind: String, Codable, Sendable, CaseIterable {
  /// Grade-school word problems with a number as answer.
  ///
  /// Cobbe et al. 2021, arXiv:2110.14168.
  case gsm8k
  /// Competition problems with a LaTeX answer: MATH-500, and others with the same columns.
  ///
  /// Hendrycks et al. 2021, arXiv:2103.03874; the 500 are those of Lightman et al. 2023, arXiv:2305.20050.
  case math500 = "math-500"
  /// Python functions to complete, judged by tests.
  ///
  /// Chen et al. 2021, arXiv:2107.03374.
  case humanEval = "human-eval"
  /// Rows of verl, with a rule-based reward for a mathematical answer.
  ///
  /// Sheng et al. 2024, arXiv:2409.19256.
  case verl

  /// The columns that every row must have.
  public var columns: [String] {
    switch self {
    case .gsm8k: ["question", "answer"]
    case .math500: ["problem"]
    case .humanEval: ["task_id", "prompt", "entry_point", "canonical_solution", "test"]
    case .verl: ["data_source", "prompt", "reward_model"]
    }
  }

  /// Columns by their standard names, where a row has them under another one that the field uses: with other capitals,
  /// and for mathematical problems `question` for `problem`.
  public func standardNames<Value>(_ columns: [String: Value]) -> [String: Value] {
    var result = columns
    func take(_ name: String, _ others: [String]) {
      guard result[name] == nil else { return }
      let found = columns.keys.filter { key in
        key.lowercased() == name || others.contains(key.lowercased())
      }
      guard found.count == 1, let key = found.first else { return }
      result[name] = columns[key]
      result[key] = nil
    }
    switch self {
    case .gsm8k: for name in self.columns { take(name, []) }
    case .math500:
      take("problem", ["question"])
      for name in ["solution", "answer", "level", "subject"] { take(name, []) }
      take("unique_id", ["id"])
    case .humanEval, .verl: break
    }
    return result
  }

  /// What follows the question in a conversation; empty where the prompt is complete.
  public var instruction: String {
    switch self {
    case .gsm8k:
      "Let's think step by step and output the final answer after \"####\"."
    case .math500: "Please reason step by step, and put your final answer within \\boxed{}."
    case .humanEval:
      "Complete the function. Answer with the whole function in one Python code block."
    case .verl: ""
    }
  }

  /// The words before a question and before its answer in a text of examples.
  var labels: (question: String, answer: String)? {
    switch self {
    case .gsm8k: ("Question: ", "\nAnswer:")
    case .math500: ("Problem:\n", "\n\nSolution:")
    case .humanEval, .verl: nil
    }
  }

  /// Where a response to a text is over, because the model begins something else.
  var stopStrings: [String] {
    switch self {
    case .gsm8k: ["\n\nQuestion:", "\nQuestion:"]
    case .math500: ["\n\nProblem:", "\nProblem:"]
    // Chen et al. 2021, section 2.1.
    case .humanEval: ["\nclass", "\ndef", "\n#", "\nif", "\nprint"]
    case .verl: []
    }
  }
}

/// How a problem is put to a model.
public enum PromptStyle: Sendable, Hashable {
  /// A text for a base model: worked examples, then the question; none for zero-shot.
  case fewShot([DatasetProblem])
  /// A conversation for a chat model: the question, and an instruction on the form of the answer.
  case chat(instruction: String)
}
