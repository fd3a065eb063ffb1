import Foundation
import Support
import Synchronization

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// One request.
struct Call<Tag> {
  /// What follows the server's address, such as `completions`.
  var service: String
  /// What is sent; nothing for a GET.
  var body: Data?
  /// Where random delays are drawn from.
  var stream: RandomStream
  /// What the caller knows it by.
  var tag: Tag
}

/// What a server answers, unless it asks to come again.
struct Reply {
  var status: Int
  var body: Data
}

/// Sends calls, so many at once, and again where that helps; everything that is decided is decided on the caller's thread.
final class CallRunner: Sendable {
  let address: ServerAddress
  private let key: String?
  private let retry: RetryPolicy
  private let timeout: Double
  private let concurrency: Int

  /// - Parameters:
  ///   - concurrency: calls at once, each with a connection of its own.
  ///   - timeout: the longest silence of a server before a call counts as lost, seconds.
  init(
    _ address: ServerAddress, key: String?, concurrency: Int, timeout: Double, retry: RetryPolicy
  ) {
    (self.address, self.key, self.retry) = (address, key, retry)
    (self.concurrency, self.timeout) = (concurrency, timeout)
  }

  /// Makes one call, without retries.
  ///
  /// - Throws: `ServingError.unreachable`; `Stopped`.
  func ask(_ service: String) throws -> Reply {
    var calls = [Call(service: service, stream: RandomStream(seed: 0), tag: ())]
    var found: Reply?
    try run(retry: nil, next: { calls.popLast() }, take: { found = $1 })
    guard let found else { preconditionFailure("a call without an end") }
    return found
  }

  /// Makes calls until there are none.
  ///
  /// - Parameters:
  ///   - next: the next call; `nil` where there is none at present, and at the end.
  ///   - take: takes an answer; further calls may follow from it.
  /// - Throws: `ServingError.exhausted` where a call fails as often as it may; what `take` throws; `Stopped`.
  func run<Tag>(
    next: () throws -> Call<Tag>?, take: (Tag, Reply) throws -> Void
  ) throws { try run(retry: retry, next: next, take: take) }

  private func run<Tag>(
    retry: RetryPolicy?, next: () throws -> Call<Tag>?, take: (Tag, Reply) throws -> Void
  ) throws {
    let inbox = Inbox()
    let clock = RunClock()
    var flying: [Int: (call: Call<Tag>, tries: Int, task: URLSessionDataTask)] = [:]
    var waiting: [(due: Double, call: Call<Tag>, tries: Int)] = []
    var (number, quietUntil) = (0, 0.0)
    defer { for flight in flying.values { flight.task.cancel() } }
    func send(_ call: Call<Tag>, tries: Int) {
      flying[number] = (call, tries, start(call, number, inbox))
      number += 1
    }
    while true {
      while flying.count < concurrency, clock.seconds >= quietUntil {
        if let i = waiting.firstIndex(where: { $0.due <= clock.seconds }) {
          let again = waiting.remove(at: i)
          send(again.call, tries: again.tries)
        } else if let call = try next() {
          send(call, tries: 0)
        } else {
          break
        }
      }
      if flying.isEmpty && waiting.isEmpty && clock.seconds >= quietUntil { return }
      try StopSignal.checkOverdue()
      guard let arrival = inbox.take(within: 0.05),
        let flight = flying.removeValue(forKey: arrival.number)
      else { continue }
      guard let failure = arrival.failure(now: Date()) else {
        try take(flight.call.tag, Reply(status: arrival.status, body: arrival.body))
        continue
      }
      guard let retry else {
        if arrival.status == 0 {
          throw ServingError.unreachable(url: "\(address)", reason: failure.reason)
        }
        throw ServingError.refused(
          url: "\(address)", status: arrival.status, message: WireError.message(arrival.body),
          advice: "try again later")
      }
      guard let delay = retry.delay(flight.tries, after: failure.wait, flight.call.stream) else {
        throw ServingError.exhausted(
          url: "\(address)", retries: flight.tries, reason: failure.reason, kept: 0)
      }
      waiting.append((clock.seconds + delay, flight.call, flight.tries + 1))
      // Who is asked to wait sends nothing else meanwhile.
      if let wait = failure.wait { quietUntil = max(quietUntil, clock.seconds + wait) }
    }
  }

  private func start<Tag>(_ call: Call<Tag>, _ number: Int, _ inbox: Inbox) -> URLSessionDataTask {
    var request = URLRequest(url: address.url(call.service))
    if let body = call.body {
      request.httpMethod = "POST"
      request.httpBody = body
      request.setValue("application/json", forHTTPHeaderField: "Content-Type")
    }
    request.setValue("application/json", forHTTPHeaderField: "Accept")
    request.setValue("close", forHTTPHeaderField: "Connection")
    if let key { request.setValue("Bearer \(key)", forHTTPHeaderField: "Authorization") }
    // A session a call, and so a connection a call: on Linux, Foundation spins for ever where it takes up a connection
    // again that a server has closed.
    let settings = URLSessionConfiguration.ephemeral
    settings.timeoutIntervalForRequest = timeout
    let session = URLSession(configuration: settings, delegate: NoRedirection(), delegateQueue: nil)
    let task = session.dataTask(with: request) { body, response, error in
      let response = response as? HTTPURLResponse
      inbox.put(
        Arrival(
          number: number, status: error == nil ? response?.statusCode ?? 0 : 0,
          body: body ?? Data(), retryAfter: response?.value(forHTTPHeaderField: "Retry-After"),
          error: error.map { Arrival.words($0) } ?? ""))
    }
    task.resume()
    session.finishTasksAndInvalidate()
    return task
  }
}

/// What came of a request.
private struct Arrival: Sendable {
  var number: Int
  /// 0 where there is no whole answer.
  var status: Int
  var body: Data
  var retryAfter: String?
  var error: String

  /// Why the same call may succeed later, and how long the server asks to wait; `nil` for an answer.
  func failure(now: Date) -> (reason: String, wait: Double?)? {
    if status == 0 { return (error.isEmpty ? "no answer" : error, nil) }
    let message = WireError.message(body)
    guard RetryPolicy.isPassing(status, message) else { return nil }
    let wait = RetryPolicy.seconds(retryAfter, now: now)
    let asks = wait.map { ", asks to wait \(Int(min($0, 1e9).rounded(.up))) s" } ?? ""
    return ("HTTP \(status)" + (message.isEmpty ? "" : " (\(message))") + asks, wait)
  }

  /// An error of the connection in words.
  static func words(_ error: any Error) -> String {
    let error = error as NSError
    let known = [
      NSURLErrorTimedOut: "no answer in time; more with --request-timeout",
      NSURLErrorCannotFindHost: "there is no such host",
      NSURLErrorCannotConnectToHost: "connection refused",
      NSURLErrorNetworkConnectionLost: "the connection was lost",
      NSURLErrorBadServerResponse: "the connection was closed without an answer",
    ]
    return known[error.code] ?? "the connection failed: \(error.localizedDescription.prefix(120))"
  }
}

/// Where answers wait for the thread that asked.
private final class Inbox: Sendable {
  private let arrivals = Mutex<[Arrival]>([])
  private let count = DispatchSemaphore(value: 0)

  func put(_ arrival: Arrival) {
    arrivals.withLock { $0.append(arrival) }
    count.signal()
  }

  func take(within seconds: Double) -> Arrival? {
    guard count.wait(timeout: .now() + seconds) == .success else { return nil }
    return arrivals.withLock { $0.removeFirst() }
  }
}

/// Goes nowhere else: Foundation would send the key along, and drop what was asked.
private final class NoRedirection: NSObject, URLSessionTaskDelegate {
  func urlSession(
    _ session: URLSession, task: URLSessionTask,
    willPerformHTTPRedirection response: HTTPURLResponse, newRequest request: URLRequest,
    completionHandler: @escaping (URLRequest?) -> Void
  ) { completionHandler(nil) }
}
