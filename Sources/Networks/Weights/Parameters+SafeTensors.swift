import Support
import Tensors

extension Parameters {
  /// Writes all parameters as a safetensors file, atomically and without a second copy in memory.
  ///
  /// - Throws: `SupportError.file`; a file that was there stays then.
  public func save(to path: String, precision: StoredPrecision = .f32) throws {
    let output = try OutputFile(path)
    try write(to: output, precision: precision)
    try output.finish()
    try output.commit()
  }

  /// Reads all parameters from a safetensors file, one tensor at a time.
  ///
  /// Names may lack the prefix `model.`, or have those of a compiled or distributed module before it; stored
  /// rotary frequencies, and a head that is the embedding, are passed over.
  ///
  /// - Throws: `NetworksError.mismatch` if names or shapes differ; nothing is changed then.
  public func load(from path: String) throws {
    try load(from: CheckpointWeights(file: path))
  }

  func write(to output: OutputFile, precision: StoredPrecision) throws {
    try output.write(
      SafeTensors.header(entries.map { ($0.name, shape(of: $0)) }, precision: precision))
    for entry in entries {
      let values = UnsafeBufferPointer(start: tensor(entry.name).pointer, count: entry.count)
      try SafeTensors.append(values, precision, to: output)
    }
  }

  func load(from weights: CheckpointWeights) throws {
    func mismatch(_ reason: String) -> NetworksError {
      .mismatch(path: weights.path, reason: reason)
    }
    // All is checked before anything is changed.
    var sources: [String: String] = [:]
    for stored in weights.tensors.keys.sorted() {
      let bare = Self.bare(stored)
      let name = contains(bare) ? bare : "model." + bare
      guard contains(name) else {
        if isIgnored(bare) { continue }
        throw mismatch("'\(stored)' is not in the model")
      }
      guard sources.updateValue(stored, forKey: name) == nil else {
        throw mismatch("'\(name)' is stored twice, with and without 'model.'")
      }
    }
    for entry in entries {
      guard let stored = sources[entry.name], let tensor = weights.tensors[stored] else {
        throw mismatch("'\(entry.name)' is missing")
      }
      guard tensor.entry.shape == shape(of: entry) else {
        throw mismatch(
          "'\(entry.name)' has shape \(tensor.entry.shape), expected \(shape(of: entry))")
      }
    }
    for entry in entries {
      guard let stored = sources[entry.name], let tensor = weights.tensors[stored] else { continue }
      try tensor.file.read(tensor.entry, into: self.tensor(entry.name).pointer)
    }
    try requireFinite(weights.path)
  }

  /// Fails if a number is none: nothing that such a model says means anything.
  ///
  /// - Throws: `NetworksError.malformed`.
  func requireFinite(_ path: String) throws {
    guard !isFinite else { return }
    throw NetworksError.malformed(
      path: path, reason: "its parameters are not finite; the training diverged")
  }

  private func shape(of entry: Entry) -> [Int] {
    entry.isMatrix ? [entry.rows, entry.columns] : [entry.rows]
  }

  /// A name without what `torch.compile` and `DistributedDataParallel` put before it.
  static func bare(_ name: String) -> String {
    var name = name[...]
    for prefix in ["_orig_mod.", "module.", "_orig_mod."] where name.hasPrefix(prefix) {
      name = name.dropFirst(prefix.count)
    }
    return String(name)
  }

  /// Whether a stored tensor that is no parameter may be passed over.
  private func isIgnored(_ name: String) -> Bool {
    // Old checkpoints store what the configuration says: the angles' frequencies, a tied head.
    name.hasSuffix("rotary_emb.inv_freq")
      || name == "lm_head.weight" && contains("model.embed_tokens.weight")
  }
}
