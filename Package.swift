// swift-tools-version: 6.1
import PackageDescription

// The one place where code is compiled for an instruction set. SIMD values cross modules, so every target has the same
// one, but for the kernels, which take and give plain memory: they are compiled a second time for AVX-512.
#if arch(x86_64)
  let instructionSet: [SwiftSetting] = [.unsafeFlags(["-Xcc", "-march=x86-64-v3"])]
  let kernelLevels: [Target] = [
    kernels("Kernels", instructionSet),
    kernels(
      "KernelsV4", [.unsafeFlags(["-Xcc", "-march=x86-64-v4"]), .define("ASSAY_AVX512")]),
  ]
#else
  let instructionSet: [SwiftSetting] = []
  let kernelLevels: [Target] = [kernels("Kernels", [])]
#endif

/// The inner loops at one vector level.
func kernels(_ name: String, _ settings: [SwiftSetting]) -> Target {
  .target(
    name: name, dependencies: ["KernelInterface", "CProcessor"], exclude: ["README.md"],
    swiftSettings: settings)
}

func module(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .target(
    name: name, dependencies: dependencies, exclude: ["README.md"], swiftSettings: instructionSet)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(name: name, dependencies: dependencies, swiftSettings: instructionSet)
}

let package = Package(
  name: "assay",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "assay", targets: ["assay"])],
  traits: [
    .trait(name: "MPI", description: "mpirun -n N assay train: one run by several processes.")
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.0.0"),
    .package(url: "https://github.com/attaswift/BigInt", from: "6.0.0"),
    .package(url: "https://github.com/swhitty/FlyingFox", exact: "0.27.1"),
  ],
  targets: [
    // Layer 0: system libraries.
    // OpenBLAS is no target: it is loaded at run time, once its kernels have been chosen.
    .systemLibrary(name: "CProcess"),
    .systemLibrary(name: "CProcessor"),
    .systemLibrary(
      name: "CHDF5", pkgConfig: "hdf5", providers: [.apt(["libhdf5-dev"]), .brew(["hdf5"])]),
    // Only with the trait MPI.
    .systemLibrary(
      name: "CMPI", pkgConfig: "ompi-c",
      providers: [.apt(["libopenmpi-dev"]), .brew(["open-mpi"])]),
    .systemLibrary(name: "CGSL", providers: [.apt(["libgsl-dev"]), .brew(["gsl"])]),
    .systemLibrary(
      name: "CNettle", pkgConfig: "nettle", providers: [.apt(["nettle-dev"]), .brew(["nettle"])]),
    .systemLibrary(
      name: "CCompression", pkgConfig: "libzstd",
      providers: [.apt(["zlib1g-dev", "libzstd-dev"]), .brew(["zstd"])]),

    // Layer 1: what everybody needs, and the inner loops of the engine.
    module("Support", ["CNettle", "CProcess"]),
    module("KernelInterface", []),

    // Layer 2: tensors, vocabulary, statistics and files, none of which knows the others.
    module(
      "Tensors",
      ["Support", "KernelInterface", "CProcessor"] + kernelLevels.map { .byName(name: $0.name) }),
    module("Config", ["Support", "Yams"]),
    module("Tokenizers", ["Support"]),
    module("Experience", ["Support"]),
    module("Sandbox", ["Support"]),
    module("Statistics", ["Support", "CGSL"]),
    module("Results", ["Support", "CHDF5"]),
    module("Figures", ["Support"]),

    // Layer 3: models, problems, the algorithms of RL, and documents.
    module("Networks", ["Tensors", "Support"]),
    module(
      "Tasks", ["Experience", "Support", .product(name: "BigInt", package: "BigInt")]),
    module("Advantages", ["Experience", "Support"]),
    module("Losses", ["Tensors", "Experience", "Support"]),
    module("Reports", ["Figures", "Support"]),

    // Layer 4: updating and sampling models.
    module("Optimizers", ["Networks", "Tensors", "KernelInterface", "Support"]),
    module(
      "Rollouts", ["Networks", "Tensors", "Tokenizers", "Sandbox", "Experience", "Support"]),

    // Layer 5 and 6: judging what was sampled.
    module(
      "Rewards",
      ["Rollouts", "Losses", "Tasks", "Sandbox", "Experience", "Support"]),
    module("Evaluation", ["Rollouts", "Tasks", "Experience", "Support"]),

    // Layer 7: the training loops, other people's formats, and other people's servers.
    module(
      "Training",
      [
        "Evaluation", "Rewards", "Rollouts", "Optimizers", "Losses", "Advantages", "Tasks",
        "Networks", "Tokenizers", "Sandbox", "Experience", "Tensors", "Config", "Support",
      ]),
    module(
      "Interchange",
      [
        "Evaluation", "Rewards", "Rollouts", "Sandbox", "Tasks", "Tokenizers", "Experience",
        "Support", "CCompression",
      ]),
    module(
      "Serving",
      [
        "Rollouts", "Tokenizers", "Experience", "Support",
        .product(name: "FlyingFox", package: "FlyingFox"),
        .product(name: "FlyingSocks", package: "FlyingFox"),
      ]),

    // Layer 8: where the engine meets the evidence.
    module(
      "Studies",
      [
        "Training", "Evaluation", "Rewards", "Rollouts", "Losses", "Advantages",
        "Tasks", "Networks", "Tokenizers", "Experience", "Tensors", "Config", "Statistics",
        "Results", "Figures", "Reports", "Support",
      ]),
    module(
      "Analyses",
      [
        "Interchange", "Statistics", "Results", "Figures", "Reports",
        "Support",
      ]),

    // Layer 9: the command line.
    .executableTarget(
      name: "assay",
      dependencies: [
        "Studies", "Analyses", "Training", "Interchange", "Serving", "Evaluation", "Rewards",
        "Rollouts", "Optimizers", "Losses", "Advantages", "Tasks", "Networks", "Tokenizers",
        "Experience",
        "Tensors", "Config", "Sandbox", "Statistics", "Results", "Figures", "Reports", "Support",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .target(name: "CMPI", condition: .when(traits: ["MPI"])),
      ], exclude: ["README.md"], swiftSettings: instructionSet),
    .target(
      name: "TestSupport",
      dependencies: ["Rollouts", "Networks", "Tensors", "Tokenizers", "Experience", "Support"],
      path: "Tests/TestSupport", swiftSettings: instructionSet),
    tests("SupportTests", ["Support", "TestSupport"]),
    tests("TokenizersTests", ["Tokenizers", "Support", "TestSupport"]),
    tests(
      "TensorsTests", ["Tensors", "KernelInterface", "Support", "TestSupport"]),
    tests(
      "GoldenTests",
      [
        "Training", "Rollouts", "Advantages", "Experience", "Losses", "Optimizers", "Tasks",
        "Networks", "Tensors", "Support", "TestSupport",
      ]),
    tests("NetworksTests", ["Networks", "Tensors", "Support", "TestSupport"]),
    tests(
      "RolloutsTests",
      ["Rollouts", "Networks", "Tensors", "Tokenizers", "Experience", "Support", "TestSupport"]),
    tests(
      "LawTests",
      [
        "Rewards", "Rollouts", "Optimizers", "Losses", "Advantages", "Tasks", "Networks",
        "Experience", "Tensors", "Config", "Support", "TestSupport",
      ]),
    tests(
      "TrainingTests",
      [
        "Training", "Evaluation", "Rewards", "Rollouts", "Optimizers", "Losses", "Advantages",
        "Tasks", "Networks", "Tokenizers", "Experience", "Tensors", "Config", "Support",
        "TestSupport",
      ]),
    tests("ConfigTests", ["Config", "Support"]),
    tests("ResultsTests", ["Results", "Support"]),
    tests("StatisticsTests", ["Statistics", "Support"]),
    tests("TasksTests", ["Tasks", "Experience", "Support"]),
    tests("FiguresTests", ["Figures"]),
    tests(
      "SandboxTests",
      ["Sandbox", "Rewards", "Interchange", "Tasks", "Experience", "Support", "TestSupport"]),
    tests(
      "InterchangeTests",
      [
        "Interchange", "Evaluation", "Rollouts", "Tokenizers", "Config", "Tasks",
        "Experience", "Support", "TestSupport",
      ]),
    tests(
      "ServingTests",
      [
        "Serving", "Rewards", "Rollouts", "Tokenizers", "Experience", "Support", "TestSupport",
      ]),
    tests(
      "AnalysesTests",
      ["Analyses", "Figures", "Interchange", "Results", "Statistics", "Support", "TestSupport"]),
    tests("ReportsTests", ["Reports", "Figures"]),
    tests(
      "StudiesTests",
      [
        "Studies", "Training", "Evaluation", "Rewards", "Rollouts", "Tasks", "Networks",
        "Tokenizers",
        "Experience", "Tensors", "Config", "Results", "Reports", "Statistics", "Support",
        "TestSupport",
      ]),
    tests("CommandTests", ["assay", "Tensors", "TestSupport"]),
  ] + kernelLevels
)
