import Testing

extension Tag {
  /// Takes more than five seconds.
  @Tag public static var slow: Self
}
