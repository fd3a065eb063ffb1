import Config
import Foundation
import Reports
import Results
import Support
import Synchronization
import Tensors
import Training

/// One run of a study in one folder: plan, run, analyze, report.
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
  private let folder: String
  private let workers: Int
  private let cache: StageCache
  private let progress: ProgressMeter

  /// A session.
  ///
  /// - Parameter useCache: whether finished stages are taken from and put into the cache.
  public init(
    _ study: PreparedStudy, seed: UInt64, folder: String, workers: Int, useCache: Bool = true,
    progress: ProgressMeter
  ) {
    self.study = study
    self.seed = seed
    self.folder = folder
    self.workers = workers
    cache = StageCache(folder: useCache ? CacheFolder.path : nil)
    self.progress = progress
  }

  private var resultsPath: String { folder + "/results.h5" }
  private var registrationPath: String { folder + "/registration.json" }

  // MARK: Plan

  /// The plan in words: arms, tokens, predicted minutes.
  public func describePlan(_ speed: SpeedCheck) throws -> String {
    let plan = study.plan
    let costs = try plan.costs()
    func total(_ prefix: String, _ value: (StageCost) -> Double) -> Double {
      costs.filter { $0.name.hasPrefix(prefix) }.reduce(0) { $0 + value($1) }
    }
    let lines = [("pre-train", "pre-train"), ("train", "train "), ("evaluate", "evaluate ")].map {
      name, prefix in
      [
        name, String(format: "%.2f M", total(prefix, \.trained) / 1e6),
        String(format: "%.2f M", total(prefix, \.decoded) / 1e6),
        String(format: "%.1f", total(prefix) { $0.seconds(speed) } / 60),
      ]
    }
    let table = Table(
      id: "plan", caption: "",
      columns: [
        .init("a seed"), .init("trained tokens", .right), .init("decoded tokens", .right),
        .init("minutes", .right),
      ], rows: lines)
    let arms = plan.arms.map { "  \($0.name): \($0.summary)" }.joined(separator: "\n")
    let sets = plan.sets.map {
      "  \($0.name): \($0.summary), \($0.problems) problems × \($0.samples) samples"
    }.joined(separator: "\n")
    return """
      \(study.title), scale \(study.scale.rawValue): \(plan.size.rawValue) \
      (\(plan.shape.parameterCount) parameters), \(plan.seeds) seeds, study seed \(seed)
      Arms
      \(arms)
      Sets
      \(sets)
      \(table.plainText())
      Speed of one worker: \(Int(speed.trained)) trained and \(Int(speed.decoded)) decoded tokens a \
      second; \(workers) worker\(workers == 1 ? "" : "s"), \
      about \(ProgressMeter.duration(try predictedSeconds(speed))) in all.
      """
  }

  /// The predicted duration in seconds.
  public func predictedSeconds(_ speed: SpeedCheck) throws -> Double {
    let perSeed = try study.plan.costs().reduce(0) { $0 + $1.seconds(speed) }
    let calibration =
      study.scale.isCalibrated
      ? try study.plan.calibrationPlan(replicates: Self.calibrationReplicates).costs()
        .reduce(0) { $0 + $1.seconds(speed) } * Double(Self.calibrationReplicates) : 0
    return (perSeed * Double(study.plan.seeds) + calibration)
      / Double(max(1, min(workers, study.plan.seeds)))
  }

  // MARK: Run

  private static let calibrationReplicates = 3
  private static let calibrationTries = 4

  /// Runs what is not finished, analyzes and reports.
  ///
  /// - Throws: `StudiesError.occupied` if the folder holds something else; `TrainingError.stopped`.
  public func run(_ mode: Mode, speed: SpeedCheck) throws -> Outcome {
    try AtomicFile.createFolder(folder)
    let lock = try FolderLock(folder)
    defer { lock.release() }
    if mode == .overwrite { try clear() }
    try checkFolder(mode)
    let plan = study.scale.isCalibrated ? try calibrated(speed) : study.plan
    let registration = try register(plan)
    // The file is rebuilt by whichever seed finishes an arm; one at a time.
    // A file that is complete stays as it is until a new complete one replaces it.
    let writing = Mutex<Void>(())
    let keepsFile = hasCompleteResults
    let runner = try runner(plan, first: 0, folder: folder, speed) { runner in
      if keepsFile { return }
      try writing.withLock { _ in
        _ = try store(runner, registration, isComplete: false)
      }
    }
    try runner.run()
    let (data, findings) = try store(runner, registration, isComplete: true)
    return try report(data, findings, registration: registration)
  }

  private func runner(
    _ plan: StudyPlan, first: Int, folder: String, _ speed: SpeedCheck,
    onFinishedArm: @escaping @Sendable (StudyRunner) throws -> Void
  ) throws -> StudyRunner {
    let box = Mutex<StudyRunner?>(nil)
    let predicted = Dictionary(
      try plan.costs().map { ($0.name, $0.seconds(speed)) }, uniquingKeysWith: +)
    let runner = StudyRunner(
      plan: plan, seed: seed, firstReplicate: first, folder: folder, cache: cache,
      workers: workers, progress: progress, predicted: predicted,
      onFinishedArm: {
        if let runner = box.withLock({ $0 }) { try onFinishedArm(runner) }
      })
    box.withLock { $0 = runner }
    return runner
  }

  /// Runs bases on calibration seeds until the gates pass; at most four changes.
  private func calibrated(_ speed: SpeedCheck) throws -> StudyPlan {
    var plan = study.plan
    for round in 0...Self.calibrationTries {
      progress.say("calibration, round \(round + 1): \(plan.base("base").training.tokens) tokens")
      let trial = plan.calibrationPlan(replicates: Self.calibrationReplicates)
      let runner = try runner(
        trial, first: 900, folder: "\(folder)/calibration/round-\(round + 1)", speed
      ) { _ in }
      try runner.run()
      switch try study.calibrate(plan, try runner.collect()) {
      case .passed(let frozen, _): return frozen
      case .retry(let next, let gates):
        let failed = gates.filter { !$0.isPassed }.map {
          "\($0.set) \($0.measure) \(Number.short($0.value)), "
            + "expected \(Number.short($0.low)) to \(Number.short($0.high))"
        }.joined(separator: "; ")
        if round == Self.calibrationTries { throw StudiesError.gate(failed) }
        progress.say("gate not passed: \(failed)")
        plan = next
      }
    }
    return plan
  }

  /// Collects the counts and writes `results.h5`; conclusions are drawn when all of them are there.
  private func store(
    _ runner: StudyRunner, _ registration: String, isComplete: Bool
  ) throws -> (StudyData, Findings) {
    let data = try runner.collect()
    let findings = isComplete ? try study.analyze(data) : .pending
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    let header = ResultsHeader(
      study: study.id, scale: study.scale, yaml: study.yaml, registration: registration,
      provenance: Provenance.current(
        threads: workers, processor: Processor.description, kernels: study.plan.kernels.description),
      isComplete: isComplete,
      armConfigs: try runner.plan.arms.map {
        String(decoding: try encoder.encode($0), as: UTF8.self)
      })
    try ResultsFile.write(data, findings, header, to: resultsPath)
    return (data, findings)
  }

  // MARK: Registration and folder

  private struct Registration: Encodable {
    var study: String
    var scale: Scale
    var seed: UInt64
    var hypotheses: [Hypothesis]
    var plan: StudyPlan
    var settings: String
    /// The fingerprint of the engine's numbers: another engine's stages are not gone on with.
    var engine: String
  }

  /// Writes what is fixed before the first run, and returns its text.
  private func register(_ plan: StudyPlan) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    let text = String(
      decoding: try encoder.encode(
        Registration(
          study: study.id, scale: study.scale, seed: seed, hypotheses: study.hypotheses,
          plan: plan, settings: study.yaml, engine: EngineFingerprint.text(of: plan.kernels))),
      as: UTF8.self)
    if FileManager.default.fileExists(atPath: registrationPath) {
      guard try AtomicFile.readText(registrationPath) == text else {
        throw StudiesError.occupied(
          path: folder,
          reason: "it holds a run with another registration (other settings, seed or version); "
            + "choose another --out, or pass --overwrite to remove it")
      }
    } else {
      try AtomicFile.write(text, to: registrationPath)
      try AtomicFile.write(study.yaml, to: folder + "/study.yaml")
    }
    return text
  }

  /// Whether the folder holds a readable file of results with its conclusions.
  private var hasCompleteResults: Bool {
    FileManager.default.fileExists(atPath: resultsPath)
      && (try? ResultsFile.identity(ResultsReader(path: resultsPath)).isComplete) == true
  }

  private func checkFolder(_ mode: Mode) throws {
    let files = FileManager.default
    let there = try files.contentsOfDirectory(atPath: folder).filter { !$0.hasPrefix(".") }
    guard !there.isEmpty else { return }
    guard files.fileExists(atPath: registrationPath) || there == ["calibration"] else {
      throw StudiesError.occupied(
        path: folder,
        reason: "it is not empty and holds no study; choose another --out")
    }
    guard mode == .fresh else { return }
    if !hasCompleteResults {
      throw StudiesError.occupied(
        path: folder,
        reason: "it holds an unfinished run; pass --resume to go on, or --overwrite to start again")
    }
    progress.say("\(folder) is complete already; nothing is trained again")
  }

  /// Removes a study's files and nothing else.
  private func clear() throws {
    let files = FileManager.default
    for name in [
      "runs", "calibration", "figures", "tables", "registration.json", "study.yaml", "results.h5",
      "results.h5.part", "report.md", "report.html",
    ] where files.fileExists(atPath: folder + "/" + name) {
      do {
        try files.removeItem(atPath: folder + "/" + name)
      } catch {
        throw SupportError.file(
          action: "remove", path: folder + "/" + name,
          reason: (error as NSError).localizedDescription)
      }
    }
  }

  private func report(
    _ data: StudyData, _ findings: Findings, registration: String
  ) throws -> Outcome {
    try Self.report(
      study, data, findings, registration: registration,
      isExploratory: false, folder: folder, progress: progress)
  }

  private static func report(
    _ study: PreparedStudy, _ data: StudyData, _ findings: Findings, registration: String,
    isExploratory: Bool, folder: String, progress: ProgressMeter
  ) throws -> Outcome {
    try StudyReport(
      title: study.title, question: study.question, scale: study.scale, data: data,
      findings: findings, settings: study.yaml, registrationHash: SHA256.hex(registration),
      isExploratory: isExploratory
    ).write(into: folder) { progress.say($0) }
    return Outcome(
      answer: findings.answer, summary: findings.summary, warnings: findings.warnings,
      files: [
        ("report", folder + "/report.html"), ("results", folder + "/results.h5"),
        ("figures", folder + "/figures"), ("tables", folder + "/tables"),
      ])
  }

  // MARK: Analysis of stored results

  /// Analyzes a file of results again, from its counts alone, and writes the report beside it.
  ///
  /// - Throws: `ResultsError` or `StudiesError.data` if the file cannot be used.
  public static func analyze(_ path: String, into folder: String, progress: ProgressMeter) throws
    -> Outcome
  {
    let reader = try ResultsReader(path: path)
    let identity = try ResultsFile.identity(reader)
    let study = try StudyCatalogue.entry(named: identity.study).prepare(
      [.text(path + "/config/yaml", identity.yaml)], [], identity.scale)
    let data = try ResultsFile.read(reader)
    let findings = try study.analyze(data)
    let changed =
      SHA256.hex(identity.registration) != identity.registrationHash
      || (try? AtomicFile.readText(folder + "/registration.json")).map {
        $0 != identity.registration
      } ?? false
    var outcome = try report(
      study, data, findings, registration: identity.registration, isExploratory: changed,
      folder: folder, progress: progress)
    outcome.files[1].path = path
    return outcome
  }
}

/// Keeps a second program out of a results folder.
final class FolderLock {
  private let descriptor: Int32

  init(_ folder: String) throws {
    let path = folder + "/.lock"
    descriptor = open(path, O_CREAT | O_RDWR, 0o644)
    guard descriptor >= 0 else {
      throw SupportError.file(
        action: "lock", path: path, reason: String(cString: strerror(errno)))
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      throw StudiesError.occupied(path: folder, reason: "another assay is running in this folder")
    }
  }

  func release() { close(descriptor) }
}
