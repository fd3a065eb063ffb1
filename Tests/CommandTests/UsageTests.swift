import Foundation
import TestSupport
import Testing

/// What the program prints and returns when it is used well and when it is not.
@Suite struct UsageTests {
  @Test func helpTeaches() throws {
    let result = try Program.run(["--help"])
    #expect(result.status == 0)
    #expect(result.output.contains("assay study run sharpening --scale quick"))
    for command in ["study", "train", "sample", "eval", "passk", "task", "list", "explain"] {
      #expect(result.output.contains(command), "\(command)")
    }
  }

  @Test(arguments: [
    (["study", "run", "sharpning"], 65, "did you mean 'sharpening'"),
    (["study", "run", "sharpening", "--scale", "huge"], 64, "huge"),
    (["study", "run"], 64, "study"),
    (["study", "run", "sharpening", "--workers", "0"], 64, "--workers"),
    (
      ["study", "run", "sharpening", "--dry-run", "--set", "scales.quick.sedes=3"], 65,
      "did you mean 'seeds'"
    ),
    (["study", "analyze", "/nonexistent/results.h5"], 65, "/nonexistent/results.h5"),
    (["study", "export", "/nonexistent"], 65, "/nonexistent"),
    (["sample", "/nonexistent", "--prompt", "1+1"], 65, "/nonexistent/config.json"),
    (["task", "generate", "chian"], 65, "did you mean 'chain'"),
    (["task", "generate", "chain", "--difficulties", "99"], 64, "99"),
    (["explain", "grp"], 65, "did you mean 'grpo'"),
    (["list", "reward"], 65, "did you mean 'rewards'"),
    (["config", "check", "/nonexistent.yaml"], 65, "/nonexistent.yaml"),
    (["passk", "/nonexistent.csv"], 65, "/nonexistent.csv"),
  ]) func mistakesGetOneLineAndACode(
    _ arguments: [String], _ status: Int32, _ expected: String
  ) throws {
    let result = try Program.run(arguments)
    #expect(result.status == status, "\(result.errors)")
    #expect(result.errors.contains(expected), "\(result.errors)")
    if status == 65 {
      let lines = result.errors.split(separator: "\n").filter { $0.hasPrefix("assay:") }
      #expect(lines.count == 1, "\(result.errors)")
    }
  }

  /// A value that begins with a dash is taken for an option, and what to write is said.
  @Test(arguments: [
    (["passk", "x.csv", "--threshold", "-1"], "is written --threshold=-1"),
    (["power", "--delta", "-0.05"], "is written --delta=-0.05"),
    (["fit", "x.csv", "--formula", "-x^2*c + a"], "is written --formula='-x^2*c + a'"),
    (["passk", "x.csv", "--bootstrap", "1"], "--bootstrap is 1, expected 100 to 1000000"),
    (["compare", "x.csv", "--arm", "a", "--value", "v", "--bootstrap", "0"], "expected 100"),
    (["fit", "power", "x.csv", "--x", "x", "--y", "y", "--bootstrap", "7"], "expected 100"),
    (["passk", "x.csv", "--compare", "base", "base"], "--compare names 'base' twice"),
  ]) func optionsThatNobodyMeans(_ arguments: [String], _ expected: String) throws {
    let result = try Program.run(arguments)
    #expect(result.status == 64 && result.errors.contains(expected), "\(result.errors)")
    let none = try Program.run(["passk", "x.csv", "--threshold"])
    #expect(none.status == 64 && !none.errors.contains("is written"), "\(none.errors)")
  }

  @Test func unknownKeyInAFileIsNamedWithItsLine() throws {
    let folder = try TemporaryFolder()
    try "study: sharpening\nscales:\n  quick:\n    stepps: 3\n".write(
      toFile: folder.file("s.yaml"), atomically: true, encoding: .utf8)
    let result = try Program.run(["config", "check", folder.file("s.yaml")])
    #expect(result.status == 65)
    #expect(
      result.errors.contains(
        "s.yaml:4: unknown key 'stepps' in 'scales.quick'; did you mean 'steps'?"))
  }

  @Test func generatedProblemsRepeat() throws {
    let arguments = ["task", "generate", "chain", "--count", "5", "--difficulties", "2,3"]
    let first = try Program.run(arguments)
    #expect(first.status == 0)
    #expect(first.output.split(separator: "\n").count == 5)
    #expect(try Program.run(arguments).output == first.output)
    #expect(try Program.run(arguments + ["--seed", "8"]).output != first.output)
  }

  /// Details are for whoever asks why: on stderr alone, with the same results.
  @Test func verboseSaysMoreAndChangesNothing() throws {
    let folder = try TemporaryFolder()
    func train(_ name: String, _ more: [String]) throws -> Program.Result {
      try Program.run(
        [
          "train", "method=pretrain", "name=v", "size=femto", "supervised.tokens=4000", "--out",
          folder.file(name),
        ] + more)
    }
    let (plain, verbose) = (try train("a", ["-q"]), try train("b", ["-v"]))
    #expect(plain.status == 0 && plain.errors.isEmpty, "\(plain.errors)")
    #expect(verbose.status == 0, "\(verbose.errors)")
    #expect(verbose.output == plain.output.replacing(folder.file("a"), with: folder.file("b")))
    for expected in [
      "workers on ", "kernels: portable", "model: new, size femto",
      "wrote \(folder.file("b"))/config.yaml, ",
      "gradients ", " in all",
    ] {
      #expect(verbose.errors.contains(expected), "\(expected) in \(verbose.errors)")
    }
    let model = try Program.run(["sample", folder.file("b"), "--prompt", "1", "-q", "-v"])
    #expect(model.status == 64 && model.errors.contains("--quiet and --verbose exclude each other"))
    let same = try #require(
      FileManager.default.contents(atPath: folder.file("a") + "/config.yaml"))
    #expect(FileManager.default.contents(atPath: folder.file("b") + "/config.yaml") == same)
  }

  /// Every id of the index of methods: rewards, policy optimization, sampling.
  @Test(arguments: [
    """
    reward.math.rule reward.code.tests reward.format reward.other.rule verify.law reward.noise_correction
    genrm.spec genrm.judge genrm.reasoning_rm genrm.rubric genrm.self_reward genrm.cooptim
    dense.token.implicit_prm dense.token.other dense.step.model dense.step.sample dense.turn.direct
    dense.turn.derived unsup.consistency unsup.confidence unsup.self_knowledge unsup.heuristic unsup.data
    unsup.sharpen shape.rule shape.structure
    """,
    """
    agg.token_mean agg.token_sum agg.seq_mean_token_mean agg.seq_mean_token_sum agg.seq_mean_token_sum_norm
    pg.reinforce pg.reinforce_baseline pg.ppo_clip pg.dual_clip pg.is critic.gae critic.value_loss critic.ppo
    critic.vc_ppo critic.vapo adv.grpo adv.dr_grpo adv.rloo adv.remax adv.opo adv.reinforcepp
    adv.reinforcepp_baseline adv.lite_ppo adv.maxrl adv.gpg adv.otb adv.spo_single adv.rae adv.gdpo adv.passk
    adv.gigpo adv.lead loss.grpo loss.dapo loss.gspo loss.gspo_token loss.cispo loss.gmpo loss.sapo
    loss.dppo_tv loss.dppo_kl loss.intellect2 loss.kimi15 loss.dro loss.topr loss.opmd
    """,
    """
    off.decoupled off.mismatch off.tis_token off.tis_seq off.mis_token off.mis_seq off.geo_rs off.k3_rs off.opsm
    off.m2po off.normalise off.async off.optim off.data off.mix replay.repo kl.k1 kl.k2 kl.k3 kl.full
    kl.adaptive kl.ref_reset ent.bonus ent.adaptive ent.clip_cov ent.kl_cov ent.high_tokens ent.advantage
    len.soft_overlong len.overlong_filter len.cosine len.repetition len.kimi len.l1 len.alp len.lead len.gfpo
    len.linear_passrate len.stop_properly sft.nll sft.dft sft.iw sft.psft sft.rft sft.awr sft.uft sft.chord
    sft.srft sft.hpt sft.sdft distill.opd distill.gkd distill.seq distill.self
    """,
    """
    dyn.dapo_filter dyn.range_filter dyn.replace dyn.zero_adv_drop dyn.cached_skip dyn.pods dyn.budget_alloc
    dyn.curriculum dyn.prioritised explore.arpo explore.fr3e explore.elliptical explore.topk_train tree.treerl
    tree.treepo tree.treerpo tree.tree_grpo tree.mcts seg.spo_chain seg.spo_tree seg.prefix_share seg.partial
    samp.order samp.temp_schedule samp.length samp.n samp.power
    """,
  ])
  func everyMethodIsExplained(_ ids: String) throws {
    for id in ids.split(whereSeparator: \.isWhitespace) {
      let result = try Program.run(["explain", String(id)])
      #expect(
        result.status == 0 && result.output.contains("Source:")
          && (result.output.contains("Settings:") || id.hasPrefix("agg.")), "\(id)")
    }
  }

  /// Every heading of the glossary is answered under each of its names, with where it comes from or where to see it.
  @Test func everyWordIsExplained() throws {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../notebooks-md/glossary.md").standardizedFileURL.path
    let terms = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
      .filter { $0.hasPrefix("### ") }.map { $0.dropFirst(4) }
    #expect(terms.count > 60)
    for term in terms {
      for name in term.components(separatedBy: ", ") {
        let result = try Program.run(["explain", name])
        #expect(
          result.status == 0 && result.output.hasPrefix("\(term) (glossary)\n  ")
            && result.output.contains("See "), "\(name)")
      }
    }
  }

  /// Statistics say what they are not for, those of extensions among them.
  @Test(arguments: [
    ("pass@k", "CoT-pass@k"), ("welch", "Welch 1947"), ("cliffs-delta", "Cliff 1993"),
    ("srr", "P/(P + S)"), ("wald", "covered 94 %"),
  ]) func statisticsSayWhatTheyAreNotFor(_ name: String, _ text: String) throws {
    let result = try Program.run(["explain", name])
    #expect(result.output.contains("- Not for: ") && result.output.contains(text), "\(name)")
  }

  @Test(arguments: ["bash", "zsh", "fish"]) func shellsCompleteNames(_ shell: String) throws {
    let script = try Program.run(["--generate-completion-script", shell])
    #expect(script.status == 0)
    for name in ["knights-knaves", "reinforce-plus-plus", "smollm2-135m-instruct", "pass@k"] {
      #expect(script.output.contains(name), "\(shell): \(name)")
    }
  }

  @Test func recipesAndImport() throws {
    let list = try Program.run(["config", "recipe"])
    #expect(list.status == 0 && list.output.contains("dapo: "))
    let dapo = try Program.run(["config", "recipe", "dapo"])
    #expect(dapo.status == 0 && dapo.output.contains("clip_high: 0.28"))
    let unknown = try Program.run(["train", "--recipe", "dap", "--dry-run"])
    #expect(unknown.status == 65 && unknown.errors.contains("did you mean 'dapo'"))
    let folder = try TemporaryFolder()
    try Data("loss_type: dr_grpo\nnum_generations: 4\nreward_weights: [1]\n".utf8)
      .write(to: URL(fileURLWithPath: folder.file("trl.yaml")))
    let found = try Program.run(["config", "import", "--from", "trl", folder.file("trl.yaml")])
    #expect(found.status == 0 && found.output.contains("# not carried over: reward_weights"))
    try Data(found.output.utf8).write(to: URL(fileURLWithPath: folder.file("mine.yaml")))
    #expect(try Program.run(["config", "check", folder.file("mine.yaml")]).status == 0)
    let other = try Program.run(["config", "import", "--from", "nemo", folder.file("trl.yaml")])
    #expect(other.status == 64 && other.errors.contains("trl or verl"))
  }

  @Test func everyComponentIsExplained() throws {
    let list = try Program.run(["list"])
    #expect(list.status == 0)
    for line in list.output.split(separator: "\n") where line.hasPrefix("  ") {
      let kind = line.dropFirst(2).prefix { $0 != " " && $0 != ":" }
      let result = try Program.run(["explain", String(kind)])
      #expect(result.status == 0 && result.output.contains("Source:"), "\(kind)")
    }
  }
}
