import Foundation
import Support
import Tensors

/// An adapter on disk as PEFT writes it: `adapter_config.json` and `adapter_model.safetensors`.
///
/// What is plain LoRA of the layers' matrices is read as such, and can be trained on. Everything else that PEFT's LoRA
/// offers (rsLoRA, DoRA, ranks and alphas by pattern, a head, saved modules) is merged into the weights.
public enum AdapterFolder {
  /// What is written of `adapter_config.json`; the rest are PEFT's defaults.
  private struct Configuration: Encodable {
    var peftType = "LORA"
    var taskType = "CAUSAL_LM"
    var baseModelNameOrPath: String
    var r: Int
    var loraAlpha: Double
    var loraDropout = 0.0
    var targetModules: [String]
    var bias = "none"
    var fanInFanOut = false
    var useRslora = false
    var useDora = false
    var rankPattern: [String: Int] = [:]
    var alphaPattern: [String: Double] = [:]
    var inferenceMode = true
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
        targetModules: settings.targets.map(\.rawValue)))
    try AtomicFile.write(json, to: folder + "/" + configurationName)
    try adapter.parameters.save(to: folder + "/" + weightsName)
  }

  /// The name or path of the model that an adapter is for; `nil` where it names none.
  ///
  /// - Throws: what `adapted` throws about the configuration.
  public static func base(of folder: String) throws -> String? {
    try AdapterConfiguration(folder + "/" + configurationName).base
  }

  /// A model with an adapter.
  ///
  /// - Returns: the frozen model under the adapter, or where that is not plain LoRA a copy with changed weights.
  /// - Throws: `NetworksError.unsupported` for what is not known to be computed here, `.mismatch` where it is for
  ///   another model; `SupportError.file`.
  public static func adapted(_ model: Transformer, by folder: String) throws -> Transformer {
    let configuration = try AdapterConfiguration(folder + "/" + configurationName)
    let path = folder + "/" + weightsName
    guard FileManager.default.fileExists(atPath: path) else {
      let pickled = folder + "/adapter_model.bin"
      guard FileManager.default.fileExists(atPath: pickled) else {
        throw SupportError.file(action: "read", path: path, reason: "no such file")
      }
      throw NetworksError.unsupported(
        path: pickled, what: "PyTorch's pickled weights",
        supported: "safetensors; load and save the adapter with PEFT, which writes them")
    }
    let weights = try CheckpointWeights(file: path)
    try configuration.requireSelection(of: weights)
    if let settings = configuration.plain(weights, layers: model.shape.layers) {
      let adapter = Adapter(settings, shape: model.shape)
      try adapter.parameters.load(from: weights)
      return model.adapted(by: adapter)
    }
    let result = model.merged()
    try AdapterMerge(configuration, weights).apply(to: result)
    return result
  }
}

/// What an `adapter_config.json` says.
struct AdapterConfiguration {
  let path: String
  let base: String?
  let rank: Int
  let alpha: Double
  let isRankStabilized: Bool
  let isDecomposed: Bool
  private let rankPattern: [String: JSONValue]
  private let alphaPattern: [String: JSONValue]
  /// Which modules and layers were trained; `nil` where the configuration does not say.
  private let targets, excluded: JSONValue?
  private let layers: [Int]?

  /// Keys that change nothing once an adapter is trained, whatever they say.
  private static let neutral: Set<String> = [
    "auto_mapping", "base_model_name_or_path", "revision", "task_type", "inference_mode",
    "peft_version", "peft_type", "lora_dropout", "megatron_core", "megatron_config", "r",
    "lora_alpha", "target_modules", "exclude_modules", "layers_to_transform", "layers_pattern",
    "rank_pattern", "alpha_pattern", "modules_to_save", "use_rslora", "use_dora", "eva_config",
    "qalora_group_size", "runtime_config", "ensure_weight_tying",
  ]
  /// Ways to begin that leave the model as it is; others change its weights, which the adapter then presumes.
  private static let beginnings: Set<String> = ["gaussian", "eva", "orthogonal"]

  init(_ path: String) throws {
    self.path = path
    let found: [String: JSONValue]
    do {
      found = try JSONDecoder().decode([String: JSONValue].self, from: try AtomicFile.read(path))
    } catch let error as DecodingError {
      throw NetworksError.malformed(path: path, reason: JSONLines.describe(error))
    }
    func unsupported(_ what: String) -> NetworksError {
      .unsupported(
        path: path, what: what,
        supported: "LoRA, also rank-stabilized (use_rslora) or weight-decomposed (use_dora)")
    }
    func isOff(_ value: JSONValue) -> Bool {
      switch value {
      case .null, .bool(false), .list([]): true
      case .object(let members): members.isEmpty
      case .text(let text): text.isEmpty || text == "none"
      default: false
      }
    }
    func number(_ key: String, _ standard: Double) throws -> Double {
      switch found[key] {
      case nil, .null?: return standard
      case .integer(let value)?: return Double(value)
      case .number(let value)? where value.isFinite: return value
      default: throw NetworksError.malformed(path: path, reason: "'\(key)' is not a number")
      }
    }
    func flag(_ key: String) throws -> Bool {
      switch found[key] {
      case nil, .null?: return false
      case .bool(let value)?: return value
      default: throw NetworksError.malformed(path: path, reason: "'\(key)' is not true or false")
      }
    }
    func pattern(_ key: String) throws -> [String: JSONValue] {
      switch found[key] {
      case nil, .null?: return [:]
      case .object(let members)?: return members
      default: throw NetworksError.malformed(path: path, reason: "'\(key)' is not an object")
      }
    }
    if case .text(let type)? = found["peft_type"], type != "LORA" {
      throw unsupported("peft_type \(type.prefix(40))")
    }
    for (key, value) in found.sorted(by: { $0.key < $1.key })
    where !Self.neutral.contains(key) && !isOff(value) {
      if key == "init_lora_weights" {
        if case .bool = value { continue }
        if case .text(let text) = value, Self.beginnings.contains(text) { continue }
      }
      let shown = String(decoding: try JSONLines.line(value), as: UTF8.self)
      throw unsupported("\(key) \(shown.prefix(60).replacing("\n", with: ""))")
    }
    if case .text(let text)? = found["base_model_name_or_path"] { base = text } else { base = nil }
    let given = try number("r", 8)
    alpha = try number("lora_alpha", 8)
    guard let rank = Int(exactly: given), (1...4096).contains(rank) else {
      throw NetworksError.unsupported(path: path, what: "r \(given)", supported: "1 to 4096")
    }
    self.rank = rank
    isRankStabilized = try flag("use_rslora")
    isDecomposed = try flag("use_dora")
    rankPattern = try pattern("rank_pattern")
    alphaPattern = try pattern("alpha_pattern")
    func selection(_ key: String) -> JSONValue? { found[key].flatMap { isOff($0) ? nil : $0 } }
    (targets, excluded) = (selection("target_modules"), selection("exclude_modules"))
    switch selection("layers_to_transform") {
    case .integer(let layer)?: layers = [layer]
    case .list(let all)?:
      layers = try all.map { value in
        guard case .integer(let layer) = value else {
          throw NetworksError.malformed(
            path: path, reason: "'layers_to_transform' holds something else than whole numbers")
        }
        return layer
      }
    default: layers = nil
    }
  }

  /// Fails where the file holds factors of modules that the configuration rules out: PEFT would leave them out.
  ///
  /// - Throws: `NetworksError.mismatch`, `NetworksError.unsupported` for a pattern that cannot be read.
  func requireSelection(of weights: CheckpointWeights) throws {
    let form =
      /base_model\.model\.(?<module>.+)\.(?<part>lora_A|lora_B|lora_magnitude_vector)(\.weight)?/
    for name in weights.tensors.keys.sorted() {
      guard let match = try form.wholeMatch(in: name) else { continue }
      let module = String(match.module)
      func refuse(_ reason: String) -> NetworksError {
        .mismatch(path: path, reason: "the weights hold factors of '\(module)', and \(reason)")
      }
      if match.part == "lora_magnitude_vector", !isDecomposed {
        throw refuse("a magnitude, but use_dora is not true")
      }
      if let targets, try !Self.selects(targets, module, path) {
        throw refuse("target_modules does not select it")
      }
      if let excluded, try Self.selects(excluded, module, path) {
        throw refuse("exclude_modules rules it out")
      }
      if let layers, let layer = try /.*\.layers\.([0-9]+)\..*/.wholeMatch(in: module),
        !layers.contains(Int(layer.1) ?? -1)
      {
        throw refuse("layers_to_transform does not select its layer")
      }
    }
  }

  /// Whether names, each whole or the end of a module's, or one pattern of a module's whole name select it.
  private static func selects(
    _ selection: JSONValue, _ module: String, _ path: String
  ) throws -> Bool {
    switch selection {
    case .list(let names):
      return names.contains { name in
        guard case .text(let name) = name else { return false }
        return module == name || module.hasSuffix("." + name)
      }
    case .text("all-linear"): return true
    case .text(let pattern):
      do {
        return try Regex(pattern).wholeMatch(in: module) != nil
      } catch {
        throw NetworksError.unsupported(
          path: path, what: "the pattern '\(pattern.prefix(60))'", supported: "regular expressions")
      }
    default: return true
    }
  }

  /// The settings, if the file holds nothing but pairs of factors of the layers' matrices, all matrices of a kind, and
  /// one rank and α for all.
  func plain(_ weights: CheckpointWeights, layers count: Int) -> LoRA? {
    guard !isRankStabilized, !isDecomposed, rankPattern.isEmpty, alphaPattern.isEmpty else {
      return nil
    }
    var layers: [Projection: Int] = [:]
    for name in weights.tensors.keys {
      guard
        let match = try?
          /base_model\.model\.model\.layers\.[0-9]+\.(?<path>[a-z_.]+)\.lora_(?<factor>[AB])\.weight/
          .wholeMatch(in: name),
        let target = Projection.allCases.first(where: { $0.path == match.path })
      else { return nil }
      layers[target, default: 0] += match.factor == "A" ? 1 : 0
    }
    // A factor in some layers only is no plain adapter.
    guard Set(layers.values) == [count] else { return nil }
    return LoRA(
      rank: rank, alpha: alpha, targets: Projection.allCases.filter { layers[$0] != nil })
  }

  /// By what the update of a module is multiplied.
  ///
  /// - Parameter rank: that of its factors.
  /// - Throws: `NetworksError.mismatch` if the configuration says another rank.
  func scale(of module: String, rank: Int) throws -> Float {
    let expected = try value(rankPattern, module) ?? Double(self.rank)
    guard Double(rank) == expected else {
      throw NetworksError.mismatch(
        path: path,
        reason: "'\(module)' has factors of rank \(rank), the configuration says \(Int(expected))")
    }
    let alpha = try value(alphaPattern, module) ?? alpha
    return Float(alpha / (isRankStabilized ? Double(rank).squareRoot() : Double(rank)))
  }

  /// The entry of the first pattern that is a module's name or its end.
  private func value(_ patterns: [String: JSONValue], _ module: String) throws -> Double? {
    for (pattern, value) in patterns.sorted(by: { $0.key < $1.key }) {
      let regex: Regex<AnyRegexOutput>
      do {
        regex = try Regex("(.*\\.)?(\(pattern))")
      } catch {
        throw NetworksError.unsupported(
          path: path, what: "the pattern '\(pattern.prefix(60))'", supported: "regular expressions")
      }
      guard try regex.wholeMatch(in: module) != nil else { continue }
      switch value {
      case .integer(let number): return Double(number)
      case .number(let number): return number
      default:
        throw NetworksError.malformed(path: path, reason: "'\(pattern)' is not given a number")
      }
    }
    return nil
  }
}

/// Changes a model's weights as an adapter would change its outputs.
///
/// - Source: Hu et al. 2021, arXiv:2106.09685; rsLoRA: Kalajdzievski 2023, arXiv:2312.03732, eq. 4 (α/√r); DoRA: Liu et
///   al. 2024, arXiv:2402.09353, eq. 5 (`m · (W + s·BA) / ‖W + s·BA‖`, the norm of every output's row).
struct AdapterMerge {
  private let configuration: AdapterConfiguration
  private let weights: CheckpointWeights

  init(_ configuration: AdapterConfiguration, _ weights: CheckpointWeights) {
    self.configuration = configuration
    self.weights = weights
  }

  func apply(to model: Transformer) throws {
    var modules: [String: [String: Tensor]] = [:]
    let workspace = Workspace()
    for (name, stored) in weights.tensors {
      let bare = name.hasPrefix("base_model.model.") ? String(name.dropFirst(17)) : name
      guard
        let match = try /(?<module>.+)\.(?<part>lora_A|lora_B|lora_magnitude_vector)(\.weight)?/
          .wholeMatch(in: bare)
      else {
        try replace(bare, by: stored, in: model)
        continue
      }
      let (module, part) = (String(match.module), String(match.part))
      guard stored.entry.shape.count <= 2, let rows = stored.entry.shape.first else {
        throw unknown(name)
      }
      let columns = stored.entry.shape.count == 2 ? stored.entry.shape[1] : 1
      let tensor = Tensor(rows: rows, columns: columns, in: workspace)
      try stored.file.read(stored.entry, into: tensor.pointer)
      modules[module, default: [:]][part] = tensor
    }
    for (module, parts) in modules.sorted(by: { $0.key < $1.key }) {
      try merge(module, parts, into: model, in: workspace)
    }
    try model.parameters.requireFinite(weights.path)
  }

  private func unknown(_ name: String) -> NetworksError {
    .mismatch(path: weights.path, reason: "'\(name)' is nothing that the model has")
  }

  /// A module that was trained whole.
  private func replace(
    _ name: String, by stored: (file: SafeTensorsFile, entry: SafeTensorsFile.Entry),
    in model: Transformer
  ) throws {
    // An embedding or a head that is adapted is saved with its own weights as well.
    let name = name.replacing("modules_to_save.default.", with: "")
      .replacing(".base_layer.weight", with: ".weight")
    guard model.parameters.contains(name) else { throw unknown(name) }
    let entry = model.parameters.entry(name)
    guard stored.entry.shape == (entry.isMatrix ? [entry.rows, entry.columns] : [entry.rows]) else {
      throw NetworksError.mismatch(
        path: weights.path,
        reason:
          "'\(name)' has shape \(stored.entry.shape), expected [\(entry.rows), \(entry.columns)]")
    }
    try stored.file.read(stored.entry, into: model.parameters.tensor(name).pointer)
  }

  private func merge(
    _ module: String, _ parts: [String: Tensor], into model: Transformer, in workspace: Workspace
  ) throws {
    let name = module + ".weight"
    guard model.parameters.contains(name), let a = parts["lora_A"], let b = parts["lora_B"] else {
      throw unknown(module)
    }
    let weight = model.parameters.tensor(name)
    guard a.columns == weight.columns, b.rows == weight.rows, a.rows == b.columns else {
      throw NetworksError.mismatch(
        path: weights.path,
        reason: "the factors of '\(module)' do not fit its \(weight.rows) × \(weight.columns)")
    }
    MatrixProduct.times(
      b.pointer, a.pointer, into: weight.pointer, n: b.rows, m: a.rows, k: a.columns,
      accumulate: true, scale: try configuration.scale(of: module, rank: a.rows), in: workspace)
    guard configuration.isDecomposed else { return }
    guard let magnitude = parts["lora_magnitude_vector"], magnitude.count == weight.rows else {
      throw unknown(module + ".lora_magnitude_vector")
    }
    for row in 0..<weight.rows {
      let values = weight.pointer + row * weight.columns
      let norm = VectorKernels.sumOfSquares(values, count: weight.columns).squareRoot()
      let factor = Float(Double(magnitude.pointer[row]) / Double(norm))
      for column in 0..<weight.columns { values[column] *= factor }
    }
  }
}
