import Experience
import Tensors

extension TrainingState {
  /// A number that states of ranks that have computed the same have in common: steps, and the bits of all parameters that
  /// are learned.
  ///
  /// FNV-1a over words of 64 bits in four streams: no protection against intent, but a bit that differs changes it.
  var digest: UInt64 {
    var streams: [UInt64] = (0..<4).map { 0xcbf2_9ce4_8422_2325 &+ $0 }
    func mix(_ word: UInt64, into stream: Int) {
      streams[stream] = (streams[stream] ^ word) &* 0x100_0000_01b3
    }
    mix(UInt64(counters.step), into: 0)
    for role in optimizers.keys.sorted() {
      guard let parameters = bank.model(role)?.trainable else { continue }
      let (values, count) = (parameters.values.pointer, parameters.count)
      var (a, b, c, d) = (streams[0], streams[1], streams[2], streams[3])
      func word(_ i: Int) -> UInt64 {
        UInt64(values[i].bitPattern) | UInt64(values[i + 1].bitPattern) << 32
      }
      let whole = count / 8 * 8
      for i in stride(from: 0, to: whole, by: 8) {
        a = (a ^ word(i)) &* 0x100_0000_01b3
        b = (b ^ word(i + 2)) &* 0x100_0000_01b3
        c = (c ^ word(i + 4)) &* 0x100_0000_01b3
        d = (d ^ word(i + 6)) &* 0x100_0000_01b3
      }
      streams = [a, b, c, d]
      for i in whole..<count { mix(UInt64(values[i].bitPattern), into: 0) }
    }
    return streams.reduce(0) { ($0 ^ $1) &* 0x100_0000_01b3 }
  }
}
