import Experience

extension FaceChain {
  /// Judges a response step by step, as that to a chain in which the face's value is known from the
  /// start.
  ///
  /// A variable counts if it has one step, which is the gold step to the letter, and the variable
  /// before it had a step before. `process` is the share that counts; `strict` needs the right
  /// answer, process 1 and no other step, be it one about a face. With `oldRule` right is what is
  /// right if every face counts 10.
  ///
  /// The terse mode, `~#answer`, is one malformed step, as in a chain.
  public func verdict(on completion: Completion, for problem: Problem) -> Verdict {
    solution(of: problem).verdict(on: completion, given: 0)
  }

  /// The solution of a problem of this family, under the rule that these settings judge by.
  ///
  /// - Precondition: `problem.prompt` is a prompt of this family.
  func solution(of problem: Problem) -> ChainSolution {
    guard let program = try? FaceProgram(parsing: problem.prompt, modulus: modulus) else {
      preconditionFailure("'\(problem.prompt)' is not a chain with faces modulo \(modulus)")
    }
    return oldRule ? program.solution(reading: Self.oldValue) : program.solution
  }
}
