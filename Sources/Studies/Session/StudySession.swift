import Config
import Foundation
import Networks
import Reports
import Results
import Support
import Synchronization
import Tensors
import Training

/// One run of a study in one folder: register, calibrate, run, analyze, report.
public struct StudySession: Sendable {
  /// What to do with a folder that has something in it.
  public enum Mode: Sendable {
    /// Nothing may be there but the same study, complete.
    case fresh
    /// Go on with the same study.
    case resume
    /// Remove what is there.
    case overwrite
  }

  /// What a run leaves behind.
  public struct Outcome: Sendable {
    /// The answer in words.
    public var answer: String
    /// The table of the answer.
    public var summary: Table
    /// The warnings.
    public var warnings: [String]
    /// The files, by what they are.
    public var files: [(name: String, path: String)]
  }

  private let study: PreparedStudy
  private let seed: UInt64
  private let folder: StudyFolder
  private let workers: Int
  private let cache: StageCache
  private let progress: ProgressMeter
  /// The replicates of this shard.
  private let replicates: [Int]
  private let costs: PlanCosts

  /// A session.
  ///
  /// - Parameters:
  ///   - useCache: whether finished stages are taken from and put into the cache.
  ///   - shard: the part of the seeds that is run here, number and count; all of them if not given.
  /// - Throws: what drawing problems throws.
  public init(
    _ study: PreparedStudy, seed: UInt64, folder: String, workers: Int, useCache: Bool = true,
    shard: (number: Int, count: Int) = (1, 1), progress: ProgressMeter
  ) throws {
    self.study = study
    self.seed = seed
    self.folder = StudyFolder(path: folder)
    self.workers = workers
    cache = StageCache(folder: useCache ? CacheFolder.path : nil) {
      progress.say("warning: \($0)")
    }
    self.progress = progress
    replicates = study.plan.replicates.enumerated()
      .filter { $0.offset % shard.count == shard.number - 1 }.map(\.element)
    costs = try PlanCosts(study.plan)
    guard !replicates.isEmpty else {
      throw StudiesError.plan(
        "shard \(shard.number) of \(shard.count) is empty: there are \(study.plan.seeds) seeds")
    }
  }

  // MARK: - Plan

  /// How fast this machine is with the models of the plan.
  ///
  /// - Throws: what training and sampling throw.
  public func measureSpeeds() throws -> [ModelSize: SpeedCheck] {
    try costs.measureSpeeds(kernels: study.plan.kernels)
  }

  /// The plan in words: arms, tokens, predicted minutes, disk.
  public func describePlan(_ speeds: [ModelSize: SpeedCheck]) throws -> String {
    PlanText(
      study: study, seed: seed, replicates: replicates, workers: workers, costs: costs,
      speeds: speeds, seconds: try predictedSeconds(speeds)
    ).text
  }

  /// The predicted duration in seconds, of what is not finished yet.
  public func predictedSeconds(_ speeds: [ModelSize: SpeedCheck]) throws -> Double {
    func left(
      _ plan: StudyPlan, _ replicates: [Int], _ folder: String, _ costs: PlanCosts
    ) throws -> Double {
      let runner = try runner(plan, replicates, folder: folder, speeds, costs: costs) { _ in }
      // Lanes take one seed after the other.
      var lanes = [Double](repeating: 0, count: max(1, min(workers, replicates.count)))
      for replicate in replicates {
        guard let free = lanes.indices.min(by: { lanes[$0] < lanes[$1] }) else { continue }
        lanes[free] += try runner.secondsLeft(replicate)
      }
      return WorkerLanes.seconds(lanes, workers: workers)
    }
    let own = try left(study.plan, replicates, folder.path, costs)
    guard study.isCalibrated else { return own }
    let trial = calibrationPlan(study.plan)
    return own
      + (try left(trial, trial.replicates, calibrationFolder(1), try PlanCosts(trial)))
  }

  private func calibrationFolder(_ round: Int) -> String {
    "\(folder.path)/calibration/round-\(round)"
  }

  private func calibrationPlan(_ plan: StudyPlan) -> StudyPlan {
    plan.calibrationPlan(replicates: Self.calibrationReplicates)
  }

  // MARK: - Run

  /// How long results on the way may be out of date; the folders of finished stages never are.
  private static let secondsBetweenFiles = 30.0
  private static let calibrationReplicates = 3
  private static let calibrationTries = 4

  /// Writes the registration alone, so that it can be deposited before the run.
  ///
  /// - Returns: its path and SHA-256.
  /// - Throws: `StudiesError.occupied` if another run is registered there.
  public func register() throws -> (path: String, hash: String) {
    try AtomicFile.createFolder(folder.path)
    try folder.check(.resume) { _ in }
    let text = try folder.register(
      Registration(study, study.plan, seed: seed), settings: study.yaml,
      isConfirmatory: study.scale.isConfirmatory)
    return (folder.registration, SHA256.hex(text))
  }

  /// Runs what is not finished, analyzes and reports.
  ///
  /// - Throws: `StudiesError.occupied` if the folder holds something else; `Stopped`.
  public func run(_ mode: Mode, speeds: [ModelSize: SpeedCheck]) throws -> Outcome {
    let clock = RunClock()
    try AtomicFile.createFolder(folder.path)
    let lock = try FolderLock(folder.path, patience: 1)
    defer { lock.release() }
    if mode == .overwrite { try folder.clear() }
    try folder.check(mode) { progress.say($0) }
    let secondsBefore = folder.seconds
    let registration = try folder.register(
      Registration(study, study.plan, seed: seed), settings: study.yaml,
      isConfirmatory: study.scale.isConfirmatory)
    let plan = study.isCalibrated ? try calibrated(speeds) : study.plan
    try AtomicFile.write(try ConfigLoader.yaml(plan), to: folder.path + "/plan.yaml")
    // The file is rebuilt by whichever seed finishes an arm; one at a time.
    // A file that is complete stays as it is until a new complete one replaces it.
    let writing = Mutex<RunClock>(RunClock())
    let keepsFile = folder.hasCompleteResults
    let runner = try runner(plan, replicates, folder: folder.path, speeds) { runner in
      if keepsFile { return }
      try writing.withLock { last in
        guard last.seconds > Self.secondsBetweenFiles else { return }
        _ = try store(
          runner, registration, isComplete: false, seconds: secondsBefore + clock.seconds)
        last = RunClock()
      }
    }
    try runner.run()
    let (table, findings) = try store(
      runner, registration, isComplete: true, seconds: secondsBefore + clock.seconds)
    return try Self.report(
      study, table, findings, registration: registration, exploratory: "",
      origin: RunOrigin(ResultsReader(path: folder.results)), folder: folder.path,
      progress: progress)
  }

  /// Lets the base pass its gates and stops; the cache keeps what that took, for shards that begin later.
  ///
  /// - Throws: as `run(_:speeds:)`; `StudiesError.gate` if the gates do not pass.
  public func calibrate(speeds: [ModelSize: SpeedCheck]) throws {
    try AtomicFile.createFolder(folder.path)
    let lock = try FolderLock(folder.path, patience: 1)
    defer { lock.release() }
    _ = try register()
    if study.isCalibrated { _ = try calibrated(speeds) }
  }

  private func runner(
    _ plan: StudyPlan, _ replicates: [Int], folder: String, _ speeds: [ModelSize: SpeedCheck],
    costs: PlanCosts? = nil,
    onFinishedArm: @escaping @Sendable (StudyRunner) throws -> Void
  ) throws -> StudyRunner {
    let box = Mutex<StudyRunner?>(nil)
    let runner = StudyRunner(
      plan: plan, seed: seed, replicates: replicates, folder: folder, cache: cache,
      workers: workers, progress: progress,
      predicted: try (costs ?? PlanCosts(plan)).seconds(speeds),
      problems: ProblemCache(RandomStream(seed: seed)),
      onFinishedArm: {
        if let runner = box.withLock({ $0 }) { try onFinishedArm(runner) }
      })
    box.withLock { $0 = runner }
    return runner
  }

  /// Runs the bases that gates look at on calibration seeds until the gates pass; at most four changes.
  private func calibrated(_ speeds: [ModelSize: SpeedCheck]) throws -> StudyPlan {
    var plan = study.plan
    for round in 0...Self.calibrationTries {
      progress.say("calibration, round \(round + 1)")
      let trial = calibrationPlan(plan)
      let runner = try runner(
        trial, trial.replicates, folder: calibrationFolder(round + 1), speeds
      ) { _ in }
      try runner.run()
      let gates = try study.gates(StudyAnalysis(try runner.collect(), scale: study.scale))
      guard let failed = gates.first(where: { !$0.isPassed }) else {
        plan.gates = gates
        return plan
      }
      let text =
        "\(failed.set) \(failed.measure) \(Number.short(failed.value)), "
        + "expected \(Number.short(failed.low)) to \(Number.short(failed.high))"
      guard round < Self.calibrationTries, var next = study.revise(plan, failed) else {
        throw StudiesError.gate(text)
      }
      progress.say("gate not passed: \(text)")
      next.calibrationRounds = round + 1
      plan = next
    }
    return plan
  }

  /// Collects the measurements and writes `results.h5`; conclusions are drawn when all of them are there.
  private func store(
    _ runner: StudyRunner, _ registration: String, isComplete: Bool, seconds: Double
  ) throws -> (MeasurementTable, Findings) {
    let table = try Details.time("collecting measurements") { try runner.collect() }
    let findings =
      isComplete ? try Details.time("analysis") { try study.analyze(table) } : .pending
    let header = ResultsHeader(
      study: study.id, scale: study.scale, yaml: study.yaml,
      plan: try ConfigLoader.yaml(runner.plan), registration: registration,
      provenance: Provenance.current(
        threads: workers, processor: Processor.description, kernels: study.plan.kernels.description),
      isComplete: isComplete, seconds: seconds,
      stageConfigs: try runner.plan.neededStages.map { ($0.name, try ConfigLoader.yaml($0)) })
    try Details.time("writing results") {
      try ResultsFile.write(table, findings, header, to: folder.results)
    }
    return (table, findings)
  }

  private static func report(
    _ study: PreparedStudy, _ table: MeasurementTable, _ findings: Findings, registration: String,
    exploratory: String, origin: RunOrigin, folder: String, progress: ProgressMeter
  ) throws -> Outcome {
    var exploratory = exploratory
    if study.scale.isCalibrated, study.isGated, table.plan.gates.isEmpty {
      exploratory = "the base did not have to pass its gates"
    }
    if table.seeds.count < table.plan.seeds {
      exploratory = "\(table.seeds.count) of \(table.plan.seeds) registered seeds ran"
    }
    let report = StudyReport(
      study: study, table: table, findings: findings, registrationHash: SHA256.hex(registration),
      exploratory: exploratory, origin: origin)
    try Details.time("report and figures") { try report.write(into: folder) { progress.say($0) } }
    return Outcome(
      answer: findings.answer.text, summary: findings.summary, warnings: findings.warnings,
      files: [
        ("report", folder + "/report.html"), ("results", folder + "/results.h5"),
        ("figures", folder + "/figures"), ("tables", folder + "/tables"),
      ])
  }

  // MARK: - Stored results

  /// Analyzes a file of results again, from its measurements alone, and writes the report beside it.
  ///
  /// - Throws: `ResultsError` or `StudiesError.data` if the file cannot be used.
  public static func analyze(_ path: String, into folder: String, progress: ProgressMeter) throws
    -> Outcome
  {
    try analyze(path, into: folder, progress: progress, keepsConclusions: false)
  }

  /// The same; conclusions are written into the file where that is wanted.
  private static func analyze(
    _ path: String, into folder: String, progress: ProgressMeter, keepsConclusions: Bool
  ) throws -> Outcome {
    let reader = try ResultsReader(path: path)
    let identity = try ResultsFile.identity(reader)
    let (study, table) = try stored(reader, identity)
    let findings = try study.analyze(table)
    if keepsConclusions { try ResultsFile.conclude(path, table, findings) }
    var exploratory = ""
    if SHA256.hex(identity.registration) != identity.registrationHash {
      exploratory = "the registration in the file is not the one that its hash belongs to"
    } else if let beside = try? AtomicFile.readText(folder + "/registration.json"),
      beside != identity.registration
    {
      exploratory = "the registration was changed after the first run"
    } else {
      let now = try Registration(study, study.plan, seed: table.seed)
      let difference = now.difference(from: identity.registration)
      if !difference.isEmpty { exploratory = "registered was \(difference)" }
    }
    var outcome = try report(
      study, table, findings, registration: identity.registration, exploratory: exploratory,
      origin: RunOrigin(reader), folder: folder, progress: progress)
    outcome.files[1].path = path
    return outcome
  }

  /// The study of a file as it was run, and its measurements.
  private static func stored(
    _ reader: ResultsReader, _ identity: ResultsFile.Identity
  ) throws -> (PreparedStudy, MeasurementTable) {
    var study = try StudyCatalogue.entry(named: identity.study, settings: identity.yaml).prepare(
      [.text(reader.path + "/config/yaml", identity.yaml)], [], identity.scale)
    try study.restrict(to: identity.plan)
    return (study, try ResultsFile.read(reader))
  }

  /// Analyzes files of results again and writes one page over all of them.
  ///
  /// - Returns: the page.
  /// - Throws: `StudiesError.data` for a file that cannot be used, or is not complete.
  public static func index(_ paths: [String], into folder: String, progress: ProgressMeter) throws
    -> String
  {
    let entries = try paths.map { path in
      let reader = try ResultsReader(path: path)
      let identity = try ResultsFile.identity(reader)
      guard identity.isComplete else {
        throw StudiesError.data(
          path: path, reason: "the study is not finished; go on with assay study run --resume")
      }
      let (study, table) = try stored(reader, identity)
      return StudyIndex.Entry(
        study: study, table: table, findings: try study.analyze(table),
        origin: try RunOrigin(reader).line + ", seed \(table.seed), replicates "
          + table.seeds.map(String.init).joined(separator: ", "),
        path: path)
    }
    try StudyIndex(entries: entries).write(into: folder) { progress.say($0) }
    return folder + "/report.html"
  }

  /// How a run in this folder stands: stages and probes that are done, under way, left; shards, where it was submitted.
  ///
  /// - Throws: `StudiesError.data` if the folder holds no study.
  public static func status(of path: String) throws -> StudyStatus {
    let submitted = try SubmitRecord.read(in: path)
    var queue = SlurmQueue()
    if let submitted, submitted.engine == "slurm" {
      queue = SlurmQueue(asking: submitted.jobs.map(\.id))
    }
    return try StudyStatus(StudyFolder(path: path), submitted, queue)
  }
}

extension StudySession {
  /// Puts shards together, and analyzes the whole.
  ///
  /// - Throws: `ResultsError.unmergeable` if they do not belong together; `StudiesError.occupied` if the folder is in use.
  public static func merge(
    _ folders: [String], into folder: String, progress: ProgressMeter
  ) throws -> Outcome {
    let whole = StudyFolder(path: folder)
    guard !FileManager.default.fileExists(atPath: whole.results) else {
      throw StudiesError.occupied(path: folder, reason: "it holds results; choose another --out")
    }
    try AtomicFile.createFolder(folder)
    _ = try ResultsMerge.merge(folders.map { StudyFolder(path: $0).results }, to: whole.results)
    for name in ["registration.json", "study.yaml", "plan.yaml"] {
      try AtomicFile.write(try AtomicFile.read(folders[0] + "/" + name), to: folder + "/" + name)
    }
    return try analyze(
      whole.results, into: folder, progress: progress, keepsConclusions: true)
  }
}
