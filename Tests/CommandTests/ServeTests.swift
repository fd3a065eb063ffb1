import Foundation
import TestSupport
import Testing

/// The server, asked by Python's standard library over sockets.
@Suite(.serialized) struct ServeTests {
  /// A tiny model, trained once.
  private static let model = Result {
    let folder = try TemporaryFolder()
    let train = try Program.run([
      "train", "--set", "size=femto", "--set", "supervised.tokens=4000", "--out",
      folder.path + "/base",
    ])
    #expect(train.status == 0, "\(train.errors)")
    return (
      folder: folder, path: train.output.trimmingCharacters(in: .whitespacesAndNewlines)
    )
  }

  /// Runs a server beside a script that knows its address as `url`, `host` and `port`, its process as `pid`, and what
  /// it has said on stderr as `said()`.
  private func serve(
    with arguments: [String] = [], key: String? = nil, asking script: String
  ) throws -> Program.Result {
    let helper = """
      import http.client, json, os, re, signal, socket, subprocess, sys, threading, time
      import urllib.error, urllib.request
      environment = dict(os.environ)
      environment.pop("ASSAY_API_KEY", None)
      key = \(key.map { "\"\($0)\"" } ?? "None")
      if key: environment["ASSAY_API_KEY"] = key
      server = subprocess.Popen(sys.argv[1:], stderr=subprocess.PIPE, text=True, env=environment)
      lines = []
      ready = threading.Event()
      def listen():
          for line in server.stderr:
              lines.append(line)
              if " at http://" in line: ready.set()
          ready.set()
      threading.Thread(target=listen, daemon=True).start()
      assert ready.wait(120)
      def said(): return "".join(lines)
      found = re.search(r"http://([^:]+):(\\d+)/v1", said())
      assert found, said()
      url, host, port, pid = found.group(0), found.group(1), int(found.group(2)), server.pid
      def ask(path, body=None, headers={}, method=None):
          data = None if body is None else json.dumps(body).encode()
          headers = {"Content-Type": "application/json", **headers}
          if key and "Authorization" not in headers: headers["Authorization"] = "Bearer " + key
          request = urllib.request.Request(url + path, data, headers, method=method)
          try:
              with urllib.request.urlopen(request, timeout=120) as answer:
                  return answer.status, dict(answer.headers), answer.read()
          except urllib.error.HTTPError as error:
              return error.code, dict(error.headers), error.read()
      def value(path, body=None):
          status, headers, data = ask(path, body)
          assert status == 200, data
          return json.loads(data)
      def wait(condition):
          for _ in range(1200):
              if condition(): return
              time.sleep(0.05)
          raise AssertionError(said())
      def stop():
          server.send_signal(signal.SIGTERM)
          assert server.wait(60) == 0, server.returncode
      try:
      \(script.split(separator: "\n").map { "    " + $0 }.joined(separator: "\n"))
      finally:
          server.kill()
      print("done")
      """
    let model = try Self.model.get().path
    let file = try TemporaryFolder()
    try Data(helper.utf8).write(to: URL(fileURLWithPath: file.path + "/ask.py"))
    return try Program.run(
      ["serve", model, "--port", "0", "--name", "tiny"] + arguments,
      shell: "python3 \(file.path)/ask.py \"$0\" \"$@\"")
  }

  private func expectDone(_ result: Program.Result) {
    #expect(result.status == 0 && result.output.hasSuffix("done\n"), "\(result.errors)")
  }

  @Test func completionsAndChats() throws {
    expectDone(
      try serve(
        asking: """
          models = value("/models")
          assert [m["id"] for m in models["data"]] == ["tiny"], models
          body = {"model": "tiny", "prompt": "q=12;h=q*8;h?", "max_tokens": 12, "seed": 7, "n": 2}
          first, second = value("/completions", body), value("/completions", body)
          assert first["choices"] == second["choices"] and len(first["choices"]) == 2
          assert first["object"] == "text_completion" and first["usage"]["prompt_tokens"] == 14
          assert first["system_fingerprint"].startswith("assay-"), first
          echo = value("/completions", {"prompt": "q=12;", "max_tokens": 0, "echo": True, "logprobs": 1})
          choice = echo["choices"][0]
          assert choice["text"] == "q=12;" and len(choice["logprobs"]["tokens"]) == 6
          assert choice["logprobs"]["token_logprobs"][0] is None
          assert all(x <= 0 for x in choice["logprobs"]["token_logprobs"][1:])
          status, headers, data = ask("/chat/completions", {"messages": [{"role": "user", "content": "x"}]})
          assert status == 400 and b"chat template" in data, data
          # One connection serves several requests.
          connection = http.client.HTTPConnection(host, port)
          for _ in range(3):
              connection.request("GET", "/health")
              response = connection.getresponse()
              assert response.status == 200 and json.loads(response.read()) == {"status": "ok"}
          stop()
          """))
  }

  @Test func chatsWithATemplate() throws {
    let folder = try TemporaryFolder()
    try Data("{% for m in messages %}{{ m.content }};{% endfor %}h?".utf8)
      .write(to: URL(fileURLWithPath: folder.file("chat.jinja")))
    expectDone(
      try serve(
        with: ["--chat-template", folder.file("chat.jinja")],
        asking: """
          body = {"messages": [{"role": "user", "content": "q=12;h=q*8"}], "max_tokens": 8, "seed": 1}
          chat = value("/chat/completions", body)
          message = chat["choices"][0]["message"]
          assert message["role"] == "assistant" and chat["object"] == "chat.completion"
          pieces, connection = [], http.client.HTTPConnection(host, port)
          connection.request("POST", "/v1/chat/completions", json.dumps({**body, "stream": True}))
          response = connection.getresponse()
          assert response.getheader("Content-Type") == "text/event-stream"
          assert response.getheader("X-Assay-Seed") == "1"
          events = response.read().decode().split("\\n\\n")
          assert events[-2:] == ["data: [DONE]", ""], events
          for event in events[:-2]:
              pieces.append(json.loads(event[len("data: "):])["choices"][0])
          assert pieces[0]["delta"]["role"] == "assistant"
          assert "".join(p["delta"].get("content") or "" for p in pieces) == message["content"]
          assert pieces[-1]["finish_reason"] == chat["choices"][0]["finish_reason"]
          connection.request("GET", "/v1/models")
          assert connection.getresponse().status == 200
          stop()
          """))
  }

  @Test func refusals() throws {
    expectDone(
      try serve(
        asking: """
          for body, name in [({"prompt": "a", "best_of": 4}, "best_of"), ({"prompt": "a", "x": 1}, "x")]:
              status, headers, data = ask("/completions", body)
              assert status == 400 and json.loads(data)["error"]["param"] == name, data
          assert ask("/completions", {"prompt": "a", "model": "other"})[0] == 404
          assert ask("/nothing")[0] == 404
          status, headers, data = ask("/completions")
          assert status == 405 and headers["Allow"] == "POST"
          assert ask("/models", headers={"Origin": "http://example.org"})[0] == 403
          # A body that is too large is refused before it is sent, and the connection is closed.
          with socket.create_connection((host, port), 60) as s:
              s.sendall(b"POST /v1/completions HTTP/1.1\\r\\nHost: x\\r\\nContent-Length: 99999999\\r\\n\\r\\n")
              data = b""
              while part := s.recv(4096): data += part
              assert data.startswith(b"HTTP/1.1 413 "), data
          # One that is sent all the same, too.
          connection = http.client.HTTPConnection(host, port, timeout=60)
          connection.request("POST", "/v1/completions", b" " * (17 << 20))
          assert connection.getresponse().status == 413
          # In chunks nobody knows how large it will be.
          connection = http.client.HTTPConnection(host, port, timeout=60)
          connection.request("POST", "/v1/completions", iter([b" " * (1 << 20)] * 17))
          assert connection.getresponse().status == 413
          connection = http.client.HTTPConnection(host, port, timeout=60)
          connection.request("POST", "/v1/completions", iter([b'{"prompt": "a", ', b'"max_tokens": 2}']))
          assert connection.getresponse().status == 200
          assert ask("/models")[0] == 200
          stop()
          """))
  }

  @Test func keysAndHosts() throws {
    expectDone(
      try serve(
        with: ["--host", "0.0.0.0"], key: "secret",
        asking: """
          url = url.replace("0.0.0.0", "127.0.0.1")
          assert ask("/models")[0] == 200
          for wrong in ["", "Bearer no", "secret"]:
              status, headers, data = ask("/models", headers={"Authorization": wrong})
              assert status == 401 and json.loads(data)["error"]["code"] == "invalid_api_key", data
          stop()
          """))
    let open = try Program.run(
      ["serve", "nothing", "--host", "0.0.0.0"], shell: "unset ASSAY_API_KEY; \"$0\" \"$@\"")
    #expect(open.status == 64 && open.errors.contains("ASSAY_API_KEY"), "\(open.errors)")
    #expect(open.errors.split(separator: "\n").count == 1)
  }

  /// One sequence at a time: who comes second is told to come again; when a client goes, its place is free.
  @Test func aFullQueueAndClientsThatGo() throws {
    expectDone(
      try serve(
        with: ["--max-queue", "1", "--workers", "1"],
        asking: """
          context = value("/models")["data"][0]["max_model_len"]
          # Long enough to be there when the next one comes; asked again until it is.
          long = {"prompt": "q", "max_tokens": context - 4, "logprobs": 20, "temperature": 1.5,
                  "frequency_penalty": 0.1}
          statuses = []
          def busy():
              for _ in range(40): statuses.append(ask("/completions", long)[0])
          threads = [threading.Thread(target=busy) for _ in range(4)]
          for t in threads: t.start()
          for t in threads: t.join()
          assert set(statuses) == {200, 429}, statuses
          # Its answer says so in OpenAI's form.
          def refused():
              status, headers, data = ask("/completions", long)
              return status == 429 and headers["Retry-After"] == "1" and \\
                  json.loads(data)["error"]["code"] == "queue_full"
          crowd = [threading.Thread(target=busy) for _ in range(2)]
          for t in crowd: t.start()
          wait(refused)
          for t in crowd: t.join()
          # A client that goes in the middle of a stream leaves the place to others.
          for _ in range(3):
              connection = http.client.HTTPConnection(host, port)
              connection.request("POST", "/v1/completions", json.dumps({**long, "stream": True}))
              connection.getresponse().read(10)
              connection.sock.close()
              connection.close()
              wait(lambda: ask("/completions", {"prompt": "a", "max_tokens": 1})[0] == 200)
          # Two that can never fit are an error, not a matter of time.
          assert ask("/completions", {"prompt": "a", "n": 2})[0] == 400
          stop()
          """))
  }

  /// What is in flight when the server is asked to stop is finished, and what comes then is refused or not let in.
  @Test func stopping() throws {
    expectDone(
      try serve(
        asking: """
          context = value("/models")["data"][0]["max_model_len"]
          answers = []
          def long():
              body = {"prompt": ["q"] * 400, "max_tokens": context - 4, "seed": 3}
              answers.append(ask("/completions", body))
          thread = threading.Thread(target=long)
          idle = http.client.HTTPConnection(host, port)
          idle.request("GET", "/health")
          assert idle.getresponse().read()
          thread.start()
          time.sleep(0.3)
          stop()
          thread.join()
          status, headers, data = answers[0]
          assert status == 200 and len(json.loads(data)["choices"]) == 400, status
          assert "stopping" in said(), said()
          """))
  }

  @Test func whatItNeeds() throws {
    let missing = try Program.run(["serve", "/nowhere", "--port", "0"])
    #expect(missing.status == 65 && missing.errors.contains("/nowhere"), "\(missing.errors)")
    let model = try Self.model.get().path
    let name = try Program.run(["serve", model, "--port", "0", "--host", "127.0.0.1.2"])
    #expect(name.status == 1 || name.status == 64, "\(name.errors)")
    let help = try Program.run(["serve", "--help"])
    #expect(help.output.contains("curl http://127.0.0.1:8000/v1/completions"))
  }
}
