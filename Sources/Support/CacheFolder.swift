import Foundation

/// Where finished stages and fetched models are kept.
public enum CacheFolder {
  /// `$ASSAY_CACHE`, or `assay` in the platform's folder for caches.
  public static var path: String {
    let environment = ProcessInfo.processInfo.environment
    if let folder = environment["ASSAY_CACHE"], !folder.isEmpty { return folder }
    if let folder = environment["XDG_CACHE_HOME"], !folder.isEmpty { return folder + "/assay" }
    #if os(macOS)
      return NSHomeDirectory() + "/Library/Caches/assay"
    #else
      return NSHomeDirectory() + "/.cache/assay"
    #endif
  }
}
