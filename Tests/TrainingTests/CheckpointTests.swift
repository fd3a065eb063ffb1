import Foundation
import Networks
import Rollouts
import Support
import Tensors
import TestSupport
import Testing
import Tokenizers

import Training

/// What is saved is good, and what is read is what was saved.
@Suite struct CheckpointTests {
  private func state(_ model: Transformer, step: Int) -> TrainingState {
    let bank = ModelBank(pool: Toy.pool())
    bank.add(
      ModelBank.Member(model, tokenizer: CharacterTokenizer(), promptFormat: .plain),
      as: .policy)
    var state = TrainingState(bank: bank)
    state.counters.step = step
    return state
  }

  /// A model that has diverged takes no finite one's place.
  @Test(arguments: [Float.infinity, -.infinity, .nan])
  func aDivergedModelIsNotSaved(_ value: Float) throws {
    let folder = try TemporaryFolder()
    let checkpoints = CheckpointFolder(run: folder.path)
    let model = Toy.model()
    try checkpoints.save(state(model, step: 3))
    model.parameters.values.pointer[model.parameters.count - 1] = value
    #expect(
      throws: TrainingError.diverged(
        step: 4, role: "policy", kept: "; step-000003, from before, is kept")
    ) { try checkpoints.save(state(model, step: 4)) }
    #expect(checkpoints.names == ["step-000003"])
    var restored = state(Toy.model(), step: 0)
    #expect(try checkpoints.restore(&restored))
    #expect(restored.counters.step == 3)
  }

  /// A model that is none is not loaded either: its numbers mean nothing.
  @Test func aModelThatIsNotFiniteIsNotLoaded() throws {
    let folder = try TemporaryFolder()
    let model = Toy.model()
    model.parameters.values.pointer[5] = .nan
    try ModelFolder.save(model, to: folder.path)
    #expect(
      throws: NetworksError.malformed(
        path: folder.path + "/model.safetensors",
        reason: "its parameters are not finite; the training diverged")
    ) { try ModelFolder.load(folder.path) }
  }

  @Test(arguments: ["model.safetensors", "config.json", "state.json", FolderDigest.name])
  func aDamagedCheckpointIsRefused(_ name: String) throws {
    let folder = try TemporaryFolder()
    let checkpoints = CheckpointFolder(run: folder.path)
    let model = Toy.model()
    try checkpoints.save(state(model, step: 3))
    let latest = try #require(checkpoints.latest)
    var data = try AtomicFile.read(latest + "/" + name)
    // A digit of a number, or a bit of a weight.
    let place = name.hasSuffix("json") ? data.firstIndex { (48..<58).contains($0) } : data.count - 3
    data[try #require(place)] ^= 1
    try AtomicFile.write(data, to: latest + "/" + name)
    let error = #expect(throws: TrainingError.self) {
      var restored = state(Toy.model(), step: 0)
      _ = try checkpoints.restore(&restored)
    }
    // A changed list may name a file that is not there.
    let words = "\(try #require(error))"
    #expect(
      words.contains("SHA-256") || name == FolderDigest.name && words.contains("o such file"))
    #expect(throws: NetworksError.self) { try LanguageModel.load(latest) }
  }

  /// What a kill left of a checkpoint is removed by the next start.
  @Test func leftoversAreRemoved() throws {
    let folder = try TemporaryFolder()
    let checkpoints = CheckpointFolder(run: folder.path)
    let model = Toy.model()
    try checkpoints.save(state(model, step: 3))
    try AtomicFile.write("x", to: checkpoints.path + "/step-000004.part/model.safetensors")
    var restored = state(Toy.model(), step: 0)
    #expect(try checkpoints.restore(&restored))
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: checkpoints.path) == ["step-000003"])
  }
}
