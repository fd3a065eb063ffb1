import Foundation
import Networks
import Support
import TestSupport
import Testing
import Training

/// The same bits whatever the workers, and whenever a run was interrupted.
@Suite struct InvarianceTests {
  @Test(arguments: ToyTraining.allCases, [2, 3])
  func workersDoNotMatter(_ kind: ToyTraining, _ workers: Int) throws {
    let one = try kind.run()
    let many = try kind.run(workers: workers)
    #expect(one.bits == many.bits)
    #expect(one.state.counters == many.state.counters && one.seen == many.seen)
    #expect(one.state.counters.step == ToyTraining.steps)
  }

  @Test(arguments: ToyTraining.allCases) func seedsMatter(_ kind: ToyTraining) throws {
    #expect(try kind.run().bits != kind.run(seed: 6).bits)
  }

  /// The run's folder is copied after a step, as a kill would leave it, and the copy goes on.
  @Test(arguments: ToyTraining.allCases, [1, 3, 6])
  func resumedEqualsUninterrupted(_ kind: ToyTraining, _ stop: Int) throws {
    let folder = try TemporaryFolder()
    let (whole, copy) = (folder.file("whole"), folder.file("copy"))
    let calls = CallCounter()
    let uninterrupted = try kind.run(folder: whole) {
      if calls.next() == stop { try FileManager.default.copyItem(atPath: whole, toPath: copy) }
    }
    #expect(CheckpointFolder(run: copy).names == [String(format: "step-%06d", stop)])
    // A checkpoint that was being written, and a metrics line that was cut off.
    try AtomicFile.createFolder(copy + "/checkpoints/step-000099.part")
    let metrics = try AtomicFile.readText(copy + "/metrics.jsonl")
    try AtomicFile.write(metrics + "{\"step\":\(stop + 1),\"lo", to: copy + "/metrics.jsonl")

    let resumed = try kind.run(folder: copy, workers: 2)
    #expect(resumed.bits == uninterrupted.bits)
    #expect(resumed.state.counters == uninterrupted.state.counters)
    #expect(resumed.seen == uninterrupted.seen)
    let (a, b) = (try checkpointFiles(whole), try checkpointFiles(copy))
    #expect(a.keys == b.keys && a.keys.contains("optimizer.safetensors"))
    #expect(a.keys.contains("reference.safetensors") == (kind == .policy))
    // The state holds the time on the clock, and the list of digests that of the state.
    for (name, data) in a where !["state.json", FolderDigest.name].contains(name) {
      #expect(b[name] == data, "\(name)")
    }
    #expect(FolderDigest.damage(in: CheckpointFolder(run: copy).latest ?? "") == nil)
    let (rows, resumedRows) = (try metricRows(whole), try metricRows(copy))
    #expect(rows.count == ToyTraining.steps && rows == resumedRows)
  }

  /// A finished run does nothing more.
  @Test(arguments: ToyTraining.allCases) func finishedRunStays(_ kind: ToyTraining) throws {
    let folder = try TemporaryFolder()
    let first = try kind.run(folder: folder.path)
    let before = try checkpointFiles(folder.path)
    let again = try kind.run(folder: folder.path) { Issue.record("a step was made") }
    #expect(again.bits == first.bits && again.seen == first.seen)
    #expect(try checkpointFiles(folder.path) == before)
    #expect(try metricRows(folder.path).count == ToyTraining.steps)
  }

  /// Folder or no folder, checkpoints every step or never: they do not change what is computed.
  @Test(arguments: ToyTraining.allCases) func checkpointsDoNotMatter(_ kind: ToyTraining) throws {
    let folder = try TemporaryFolder()
    #expect(try kind.run(folder: folder.path).bits == kind.run().bits)
    #expect(folder.names == ["checkpoints", "metrics.jsonl"])
  }

  /// Ctrl-C: the step is finished, the state is saved, the error says so; resuming completes the run.
  @Test(arguments: ToyTraining.allCases) func stopSignalSavesTheState(_ kind: ToyTraining)
    async throws
  {
    let folder = try TemporaryFolder()
    let path = folder.path
    await #expect(processExitsWith: .success) {
      [name = kind.rawValue as String, path = path as String] in
      StopSignal.listen()
      let calls = CallCounter()
      do {
        _ = try ToyTraining(rawValue: name)?.run(folder: path) {
          guard calls.next() == 2 else { return }
          // To the process, as Ctrl-C does: worker threads block signals.
          kill(getpid(), SIGINT)
          while StopSignal.number == 0 { usleep(1000) }
        }
        preconditionFailure("the run was not stopped")
      } catch let stop as Stopped {
        precondition(stop.signal == 2)
      }
    }
    // The signal came after step 2 was recorded, so step 3 was the last.
    #expect(CheckpointFolder(run: path).names == ["step-000003"])
    #expect(try metricRows(path).count == 3)
    #expect(try kind.run(folder: path).bits == kind.run().bits)
  }

  @Test func damagedCheckpointsAreErrors() throws {
    for file in [
      "state.json", "model.safetensors", "optimizer.safetensors", "reference.safetensors",
    ] {
      let folder = try TemporaryFolder()
      _ = try ToyTraining.policy.run(folder: folder.path)
      let latest = try #require(CheckpointFolder(run: folder.path).latest)
      let data = try AtomicFile.read(latest + "/" + file)
      try AtomicFile.write(data.prefix(data.count / 2), to: latest + "/" + file)
      do {
        _ = try ToyTraining.policy.run(folder: folder.path)
        Issue.record("half of \(file) was taken for a checkpoint")
      } catch {
        #expect("\(error)".hasPrefix(latest), "\(error)")
        #expect(error is TrainingError || error is NetworksError)
      }
    }
  }

  /// After the first steps a run takes no more tensor memory from the system.
  @Test func trainingAllocatesNothingInSteadyState() throws {
    let pool = Toy.pool(1)
    var settings = SupervisedSettings()
    settings.batchTokens = 400
    settings.tokens = 4000
    let example = SupervisedExample(problem: 1, prompt: "a=1;b=a+2;b?", response: "a=1;b=1+2=3#3")
    let allocated = CallLog()
    let context = RunContext(folder: nil, stream: RandomStream(seed: 1), pool: pool) { _, _, _ in
      allocated.add(pool.allocatedBytes)
    }
    _ = try SupervisedTrainer(settings) { _ in example }.run(Toy.model(), context)
    #expect(allocated.values.count >= 10 && Set(allocated.values).count == 1)
  }
}
