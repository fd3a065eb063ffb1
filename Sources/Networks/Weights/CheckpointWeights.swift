import Foundation
import Support

/// The tensors of a checkpoint: one safetensors file, or an index and its shards.
struct CheckpointWeights {
  /// The file to name in messages.
  let path: String
  private(set) var tensors: [String: (file: SafeTensorsFile, entry: SafeTensorsFile.Entry)] = [:]

  /// Elements of all tensors.
  var elementCount: Int { tensors.values.reduce(0) { $0 + $1.entry.count } }

  /// The tensors of one file.
  init(file path: String) throws {
    self.path = path
    let file = try SafeTensorsFile(path)
    for tensor in file.tensors { tensors[tensor.name] = (file, tensor) }
  }

  /// The tensors of a folder: `model.safetensors`, otherwise `model.safetensors.index.json`.
  init(folder: String) throws {
    let single = folder + "/model.safetensors"
    let index = single + ".index.json"
    let files = FileManager.default
    if files.fileExists(atPath: single) || !files.fileExists(atPath: index) {
      let pickled = ["pytorch_model.bin", "pytorch_model.bin.index.json"].first {
        files.fileExists(atPath: folder + "/" + $0)
      }
      if let pickled, !files.fileExists(atPath: single) {
        throw NetworksError.unsupported(
          path: folder + "/" + pickled, what: "PyTorch's pickled weights",
          supported:
            "safetensors; convert with Python: AutoModelForCausalLM.from_pretrained(folder)"
            + ".save_pretrained(folder, safe_serialization=True)")
      }
      try self.init(file: single)
    } else {
      try self.init(index: index)
    }
  }

  /// Whether a head is another one than the embedding, which a configuration that ties them denies: the head that
  /// is there is used then, as transformers 5 does.
  func hasOther(than head: (file: SafeTensorsFile, entry: SafeTensorsFile.Entry)) throws -> Bool {
    guard
      let embedding = tensors.first(where: {
        Parameters.bare($0.key).hasSuffix("embed_tokens.weight")
      })?.value, embedding.entry.shape == head.entry.shape
    else { return true }
    func values(_ tensor: (file: SafeTensorsFile, entry: SafeTensorsFile.Entry)) throws -> [Float] {
      var values = [Float](repeating: 0, count: tensor.entry.count)
      try values.withUnsafeMutableBufferPointer {
        if let base = $0.baseAddress { try tensor.file.read(tensor.entry, into: base) }
      }
      return values
    }
    return try values(head) != values(embedding)
  }

  private struct Index: Decodable {
    var weightMap: [String: String]
    enum CodingKeys: String, CodingKey { case weightMap = "weight_map" }
  }

  /// The tensors that an index places in files beside it.
  init(index path: String) throws {
    self.path = path
    func malformed(_ reason: String) -> NetworksError { .malformed(path: path, reason: reason) }
    let index: Index
    do {
      index = try JSONDecoder().decode(Index.self, from: AtomicFile.read(path))
    } catch let error as DecodingError {
      throw malformed(JSONLines.describe(error))
    }
    let folder = (path as NSString).deletingLastPathComponent
    for shard in Set(index.weightMap.values).sorted() {
      // An index names files beside it and reaches nowhere else.
      guard !shard.contains("/"), !shard.contains("\0"), shard.hasSuffix(".safetensors") else {
        throw malformed("'\(shard)' is not the name of a safetensors file beside it")
      }
      let file = try SafeTensorsFile(folder.isEmpty ? shard : folder + "/" + shard)
      for tensor in file.tensors {
        guard index.weightMap[tensor.name] == shard else {
          throw malformed("'\(tensor.name)' is in \(shard), but the index does not say so")
        }
        tensors[tensor.name] = (file, tensor)
      }
    }
    if let name = index.weightMap.keys.sorted().first(where: { tensors[$0] == nil }) {
      throw malformed("'\(name)' is not in \(index.weightMap[name] ?? "any file")")
    }
  }
}
