import Foundation
import Support
import Tensors

/// An adapter on disk as PEFT writes it: `adapter_config.json` and `adapter_model.safetensors`.
public enum AdapterFolder {
  /// The keys of `adapter_config.json` that say what the adapter is; others are PEFT's defaults.
  private struct Configuration: Codable {
    var peftType = "LORA"
    var taskType: String? = "CAUSAL_LM"
    var baseModelNameOrPath: String?
    var r: Int
    var loraAlpha: Double
    var loraDropout: Double? = 0
    var targetModules: Targets
    var bias: String? = "none"
    var fanInFanOut: Bool? = false
    var useRslora: Bool? = false
    var useDora: Bool? = false
    var rankPattern: [String: Int]? = [:]
    var alphaPattern: [String: Double]? = [:]
    var modulesToSave: [String]?
    var layersToTransform: [Int]?
    var inferenceMode: Bool? = true
  }

  /// A list of modules, or `all-linear`.
  private enum Targets: Codable {
    case list([String])
    case word(String)

    init(from decoder: any Swift.Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let list = try? container.decode([String].self) {
        self = .list(list)
      } else {
        self = .word(try container.decode(String.self))
      }
    }

    func encode(to encoder: any Swift.Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .list(let list): try container.encode(list)
      case .word(let word): try container.encode(word)
      }
    }
  }

  /// The name of the file that makes a folder an adapter.
  public static let configurationName = "adapter_config.json"
  private static let weightsName = "adapter_model.safetensors"

  /// Whether a folder holds an adapter.
  public static func isAdapter(_ folder: String) -> Bool {
    FileManager.default.fileExists(atPath: folder + "/" + configurationName)
  }

  /// Writes an adapter.
  ///
  /// - Parameter base: the name or path of the frozen model.
  /// - Throws: `SupportError.file`.
  public static func save(_ adapter: Adapter, base: String, to folder: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    let settings = adapter.settings
    let json = try encoder.encode(
      Configuration(
        baseModelNameOrPath: base, r: settings.rank, loraAlpha: settings.alpha,
        targetModules: .list(settings.targets.map(\.rawValue))))
    try AtomicFile.write(json, to: folder + "/" + configurationName)
    try adapter.parameters.save(to: folder + "/" + weightsName)
  }

  /// The settings of an adapter and the name or path of the model that it is for.
  ///
  /// - Throws: `NetworksError.malformed` for a kind of adapter that is not supported.
  public static func settings(of folder: String) throws -> (settings: LoRA, base: String?) {
    let path = folder + "/" + configurationName
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let found: Configuration
    do {
      found = try decoder.decode(Configuration.self, from: try AtomicFile.read(path))
    } catch let error as DecodingError {
      throw NetworksError.malformed(path: path, reason: JSONLines.describe(error))
    }
    func unsupported(_ what: String) -> NetworksError {
      .malformed(
        path: path, reason: "\(what); only plain LoRA of the layers' linear matrices is supported")
    }
    guard found.peftType == "LORA" else { throw unsupported("peft_type is \(found.peftType)") }
    guard (1...4096).contains(found.r), found.loraAlpha.isFinite else {
      throw unsupported("r is \(found.r) and lora_alpha \(found.loraAlpha)")
    }
    for (name, isUsed) in [
      ("use_dora", found.useDora ?? false), ("use_rslora", found.useRslora ?? false),
      ("fan_in_fan_out", found.fanInFanOut ?? false), ("bias", found.bias ?? "none" != "none"),
      ("rank_pattern", !(found.rankPattern ?? [:]).isEmpty),
      ("alpha_pattern", !(found.alphaPattern ?? [:]).isEmpty),
      ("modules_to_save", !(found.modulesToSave ?? []).isEmpty),
      ("layers_to_transform", found.layersToTransform != nil),
    ] where isUsed { throw unsupported("\(name) is set") }
    let targets: [Projection]
    switch found.targetModules {
    case .word("all-linear"): targets = Projection.allCases
    case .word(let word): throw unsupported("target_modules is '\(word)'")
    case .list(let names):
      targets = Projection.allCases.filter { names.contains($0.rawValue) }
      if let other = names.first(where: { Projection(rawValue: $0) == nil }) {
        throw unsupported("target_modules has '\(other)'")
      }
    }
    return (
      LoRA(rank: found.r, alpha: found.loraAlpha, targets: targets), found.baseModelNameOrPath
    )
  }

  /// Reads an adapter for a model.
  ///
  /// - Throws: `NetworksError`, `SupportError`.
  public static func load(_ folder: String, shape: TransformerShape) throws -> Adapter {
    let adapter = Adapter(try settings(of: folder).settings, shape: shape)
    try adapter.parameters.load(from: folder + "/" + weightsName)
    return adapter
  }
}
