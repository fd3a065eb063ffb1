import ArgumentParser
import Foundation
import Rollouts
import Studies
import Tasks
import Training

/// What a shell offers where an argument is a name: the scripts of `assay --generate-completion-script` ask for it.
extension CompletionKind {
  /// Studies of this program, and those in YAML under the folder that the shell is in.
  static var studies: CompletionKind {
    namesAndFiles {
      let folders = (try? StudyCatalogue.files()) ?? []
      return StudyCatalogue.all.map(\.id)
        + folders.map { $0.components(separatedBy: "/").dropLast().last ?? $0 }
    }
  }

  /// Families of problems and data sets.
  static var tasks: CompletionKind { .list(TaskCatalogue.entries.map { $0.type.kind }) }

  /// Published recipes.
  static var recipes: CompletionKind { .list(PublishedRecipe.all.map(\.name)) }

  /// Models that are downloaded by name, and files.
  static var models: CompletionKind { namesAndFiles { FetchedModel.all.map(\.name) } }

  /// Names, and paths that begin with what has been typed.
  static func namesAndFiles(_ names: @escaping @Sendable () -> [String]) -> CompletionKind {
    .custom { _, _, typed in
      let folder = typed.contains("/") ? typed.prefix(through: typed.lastIndex(of: "/")!) : ""
      let found =
        (try? FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "." : "\(folder)"))
        ?? []
      return names()
        + found.sorted().map { folder + $0 }.filter { typed.isEmpty || $0.hasPrefix(typed) }
    }
  }
}
