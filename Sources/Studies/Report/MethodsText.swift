import Reports
import Statistics
import Support
import Training

/// How a study's numbers came about, from what its plan and its findings hold, with numbered sources.
struct MethodsText {
  let table: MeasurementTable
  let findings: Findings
  let literature: [LiteratureClaim]
  let scale: Scale

  private var plan: StudyPlan { table.plan }
  /// What ids of tables begin with.
  private var prefix: String {
    findings.summary.id.split(separator: ".").first.map(String.init) ?? "T"
  }

  /// The sections `Beside the literature`, `Methods` and `References`.
  ///
  /// - Throws: `StatisticsError`.
  func sections() throws -> [Section] {
    var sources = Bibliography()
    let claims = try claims(&sources)
    let methods = Section(
      "Methods", [.list(items(&sources)), .table(components(&sources))])
    return [
      Section("Beside the literature", [claims.map { .table($0) }]), methods,
      Section("References", [sources.items.isEmpty ? nil : .list(sources.items)]),
    ].filter { !$0.elements.isEmpty }
  }

  // MARK: - Methods

  private func items(_ sources: inout Bibliography) -> [String] {
    var all = [replicates, training(), evaluation]
    if hasExact {
      all.append(
        "**Exact pass@k.** The right response of a problem is unique, so its probability p comes from one pass "
          + "over it, at every temperature, and pass@k is 1 − (1 − p)^k for every k. The best temperature of "
          + "an arm is chosen for each quantity on validation problems. "
          + sources.cite("Chen et al. 2021, arXiv:2107.03374, section 2.1"))
    }
    if plan.sets.contains(where: { set in set.probes.contains { $0.component is Counts } }) {
      all.append(
        "**Sampled pass@k.** The unbiased estimate 1 − C(n − c, k)/C(n, k) from c right ones of n samples. "
          + sources.cite("Chen et al. 2021, arXiv:2107.03374, eq. 1"))
    }
    all.append(intervals(&sources))
    all.append(
      "**Words.** A difference is called higher or lower if its interval excludes 0 and it is at least δ, the "
        + "smallest effect of interest; no difference that matters if the interval lies inside ±δ; at its "
        + "ceiling if the other side is above 0.97; at its floor if both sides are below δ, or log-probabilities "
        + "under −30 nats on most problems; else unclear."
        + (isOfProblems
          ? ""
          : " d_z is the mean over seeds in units of its standard deviation over them. "
            + sources.cite("Cohen 1988, Statistical Power Analysis, section 2.3")))
    if let tests = tests(&sources) { all.append(tests) }
    if !findings.support.isEmpty {
      all.append(
        "**Support.** Problems solved in at least one of all samples by both (P), by the arm only (E), by its root "
          + "only (S), by neither (O), beside what two samplings of one model differ by. "
          + sources.cite("Wu et al. 2025, arXiv:2507.14843"))
    }
    all.append(multiplicity)
    return all
  }

  private var isOfProblems: Bool { findings.replication == .problems }

  private var hasExact: Bool { table.values.keys.contains { $0.measure == "logp" } }

  private var replicates: String {
    if isOfProblems {
      return
        "**Replicates.** None of training: one checkpoint an arm, sampled equally often on every problem. What could have "
        + "been others are the problems, those of one template together. Nothing here is a claim about the method that made a checkpoint."
    }
    let seeds = table.seeds.map(String.init).joined(separator: ", ")
    let count = table.seeds.count
    return
      "**Replicates.** \(count) seed\(count == 1 ? "" : "s") (\(seeds)), of \(plan.seeds) registered. A seed fixes "
      + "initialization, data order, completions and evaluation samples. Arms of a seed start from "
      + "the same base and see the same prompts in the same order, so arms are compared within seeds; the problems of a "
      + "set are the same for all arms and seeds. Neither tokens nor completions nor problems count as replicates "
      + "of training."
  }

  /// Which recipe trains what, from where.
  private func training() -> String {
    let stages = plan.neededStages
    var kinds: [String] = []
    for stage in stages where !kinds.contains(stage.recipe.kind) { kinds.append(stage.recipe.kind) }
    let parts = kinds.map { kind in
      "`\(kind)` \(kind == GivenModel.kind ? "takes" : "trains") "
        + stages.filter { $0.recipe.kind == kind }.map { stage in
          if let given = stage.recipe.component as? GivenModel {
            return "\(stage.name) (`\(given.model)`)"
          }
          let start =
            stage.from.stage.isEmpty
            ? "a new \(stage.from.size.rawValue) model"
            : "from \(stage.from.stage)"
              + (stage.from.at < 1 ? " at \(Number.percent(stage.from.at)) of its budget" : "")
          return "\(stage.name) (\(start)\(matched(stage.match)))"
        }.joined(separator: ", ")
    }
    return "**Training.** " + parts.joined(separator: "; ") + "."
  }

  private func matched(_ match: StageMatch) -> String {
    guard !match.stage.isEmpty else { return "" }
    let what = [
      match.flops ? "FLOPs" : nil, match.path ? "path" : nil,
      match.steps ? "length of every step" : nil,
    ].compactMap { $0 }.joined(separator: " and ")
    return ", with " + (match.times == 1 ? "the " : "\(Number.short(match.times)) times the ")
      + what
      + " of \(match.stage)"
  }

  private var evaluation: String {
    "**Evaluation.** "
      + plan.sets.map { set in
        let probes = set.probes.map { probe -> String in
          let samples =
            (probe.component as? Counts).map { counts in
              " (\(counts.samples) samples a problem"
                + (counts.temperature == 1 ? "" : ", temperature \(counts.temperature)")
                + (counts.topP < 1 ? ", top-p \(counts.topP)" : "")
                + (counts.cap > 0 ? ", at most \(counts.cap) tokens" : "") + ")"
            } ?? ""
          return probe.kind + samples
        }
        return "`\(set.name)`, \(set.problems) problems: \(probes.joined(separator: ", "))"
      }.joined(separator: "; ") + "."
  }

  private func intervals(_ sources: inout Bibliography) -> String {
    if isOfProblems { return intervalsOverTemplates(&sources) }
    return
      "**Intervals.** 95 %, Student's t on the crossed table of seeds × problems: the variance of the mean is that "
      + "between seeds plus that between problems less the residual's share, and at least each of the two, with "
      + "Satterthwaite's degrees of freedom "
      + sources.cite("Satterthwaite 1946, Biometrics Bulletin 2(6), 110–114")
      + ". In simulations “95 %” covers 88, 92, 94, 94 and 95 % with 2, 3, 4, 5 and 8 seeds. Numbers that are one a seed "
      + "have Student's interval over seeds. A share that is 0 or 1 on every problem leaves a t interval no width and "
      + "has that of Clopper and Pearson over problems "
      + sources.cite("Clopper and Pearson 1934, Biometrika 26(4), 404–413")
      + ", which says nothing of other seeds. A crossing of two curves has a bootstrap interval over seeds and problems "
      + sources.cite("Owen 2007, Annals of Applied Statistics 1(2), 386–411") + "."
  }

  private func intervalsOverTemplates(_ sources: inout Bibliography) -> String {
    "**Intervals.** 95 %, Student's t over clusters, with a variance that holds problems of one template to move together "
      + sources.cite("Liang and Zeger 1986, Biometrika 73(1), 13–22")
      + "; questions in clusters, as "
      + sources.cite("Miller 2024, arXiv:2411.00640, section 2.2")
      + ". Where no problem differs, the interval is what so many clusters can exclude "
      + sources.cite("Clopper and Pearson 1934, Biometrika 26(4), 404–413")
      + ". Beside it stands the bootstrap over problems, as if they were independent "
      + sources.cite("Efron 1979, Annals of Statistics 7(1), 1–26") + "."
  }

  private func testsOverTemplates(_ sources: inout Bibliography) -> String {
    "**Tests.** Exact sign-flip permutation, in which the differences of all problems of a template change sign together "
      + sources.cite("Fisher 1935, The Design of Experiments, section 21")
      + ", corrected over the \(plan.contrasts.count) registered contrasts by Holm "
      + sources.cite("Holm 1979, Scandinavian J. of Statistics 6(2), 65–70")
      + "; McNemar's exact test of the problems that one side alone solves "
      + sources.cite("McNemar 1947, Psychometrika 12(2), 153–157")
      + ". They are about these checkpoints, at every scale."
  }

  private func tests(_ sources: inout Bibliography) -> String? {
    if isOfProblems { return testsOverTemplates(&sources) }
    let claims = plan.hypotheses.flatMap(\.claims)
    guard !claims.isEmpty else { return nil }
    let used = Set(claims.map(\.test))
    var parts: [String] = []
    if !used.isDisjoint(with: [.greater, .less, .different]) {
      parts.append(
        "exact sign-flip permutation over seeds "
          + sources.cite("Fisher 1935, The Design of Experiments, section 21"))
    }
    if used.contains(.equivalent) {
      parts.append(
        "two one-sided t tests inside the margin (TOST) "
          + sources.cite(
            "Schuirmann 1987, J. Pharmacokinetics and Biopharmaceutics 15(6), 657–680"))
    }
    if used.contains(.notAbove) { parts.append("one-sided t against the margin") }
    if used.contains(.rising) {
      parts.append("Page's L over seeds " + sources.cite("Page 1963, JASA 58(301), 216–230"))
    }
    return "**Tests.** " + parts.joined(separator: "; ")
      + "; p values of the \(plan.hypotheses.count) hypotheses are "
      + "corrected together by Holm "
      + sources.cite("Holm 1979, Scandinavian J. of Statistics 6(2), 65–70")
      + ": those for the claims, those against them and those of equivalence each at 5 %. Tests are over seeds and about these problems; "
      + "what other problems would give is in the intervals alone. "
      + (scale.isConfirmatory
        ? "" : "The scale `\(scale.rawValue)` computes none of them: it is descriptive.")
  }

  private var multiplicity: String {
    "**How much was looked at.** \(plan.hypotheses.count) registered hypotheses, "
      + (plan.contrasts.isEmpty ? "" : "\(plan.contrasts.count) registered contrasts, ")
      + "\(findings.checks.count) controls; \(findings.printedIntervals) intervals in the tables above. Only "
      + (isOfProblems ? "contrasts" : "hypotheses") + " are corrected for their number."
  }

  /// What trainings, tasks and probes are made of, with sources.
  private func components(_ sources: inout Bibliography) -> Table {
    var rows: [(component: any Component, users: [String])] = []
    func add(_ value: Any, _ user: String) {
      for component in ComponentWalk.components(in: value) {
        if let known = rows.firstIndex(where: { type(of: $0.component) == type(of: component) }) {
          if !rows[known].users.contains(user) { rows[known].users.append(user) }
        } else {
          rows.append((component, [user]))
        }
      }
    }
    let stages = plan.neededStages
    for stage in stages { add(stage.recipe.component, stage.name) }
    for set in plan.sets {
      add(set.task.component, set.name)
      for probe in set.probes { add(probe.component, set.name) }
    }
    for probe in plan.probes { add(probe.component, "every arm") }
    return Table(
      id: "\(prefix).components",
      caption:
        "What trainings, problems and probes are made of, the stages and sets that have it, and where it comes from; "
        + "`assay explain` shows each with its formula, and the file of settings below its values.",
      columns: [.init("component"), .init("what it does"), .init("in"), .init("source")],
      rows: rows.map { component, users in
        let kind = type(of: component)
        let shown =
          users.count > 4
          ? "\(users.prefix(3).joined(separator: ", ")) and \(users.count - 3) more"
          : users.joined(separator: ", ")
        return [
          .text(kind.kind), .text(kind.summary), .text(shown),
          .text(sources.cite(kind.source.description)),
        ]
      })
  }

  // MARK: - Literature

  /// What papers say beside what was found here; `nil` without claims.
  private func claims(_ sources: inout Bibliography) throws -> Table? {
    guard !literature.isEmpty else { return nil }
    let part = ClaimsTable.Part(
      literature: literature, analysis: StudyAnalysis(table, scale: scale), findings: findings)
    return Table(
      id: "\(prefix).literature",
      caption: ClaimsTable.caption(isDescriptive: !scale.isConfirmatory),
      columns: ClaimsTable.columns(ofSeveral: false),
      rows: try ClaimsTable.rows(part) { sources.cite($0) })
  }
}
