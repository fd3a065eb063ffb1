/// A Python function in one process, its tests in another: the tests see values, never the program's objects.
///
/// Both sides read JSON lines on descriptor 3 and write them to descriptor 4. Values are plain ones: numbers, texts,
/// lists, tuples, sets and dictionaries. What else a function returns is an error.
enum PythonQuestions {
  /// The arguments of both interpreters: nothing of the user's, the code as an argument.
  static func arguments(_ code: String) -> [String] { ["-I", "-c", code] }

  /// Plain values as JSON and back.
  private static let values = #"""
    import json as _json, sys as _sys

    def _pack(x):
        import numbers, decimal, fractions
        if x is None or isinstance(x, bool): return x
        if isinstance(x, str): return str.__str__(x)
        if isinstance(x, int): return ["int", hex(int(x))]
        if isinstance(x, float): return ["float", float.hex(float(x))]
        if isinstance(x, complex): return ["complex", complex(x).real.hex(), complex(x).imag.hex()]
        if isinstance(x, fractions.Fraction): return ["fraction", hex(x.numerator), hex(x.denominator)]
        if isinstance(x, decimal.Decimal): return ["decimal", str(x)]
        if isinstance(x, (bytes, bytearray)): return ["bytes", bytes(x).hex()]
        for kind in (list, tuple, set, frozenset):
            if isinstance(x, kind): return [kind.__name__] + [_pack(v) for v in kind.__iter__(x)]
        if isinstance(x, dict):
            return ["dict"] + [[_pack(k), _pack(v)] for k, v in dict.items(x)]
        raise TypeError("a value of type %s cannot be compared" % type(x).__name__)

    def _unpack(x):
        if not isinstance(x, list): return x
        kind, rest = x[0], x[1:]
        if kind == "int": return int(rest[0], 16)
        if kind == "float": return float.fromhex(rest[0])
        if kind == "complex": return complex(float.fromhex(rest[0]), float.fromhex(rest[1]))
        if kind == "fraction":
            import fractions
            return fractions.Fraction(int(rest[0], 16), int(rest[1], 16))
        if kind == "decimal":
            import decimal
            return decimal.Decimal(rest[0])
        if kind == "bytes": return bytes.fromhex(rest[0])
        if kind == "dict": return {_unpack(k): _unpack(v) for k, v in rest}
        return {"list": list, "tuple": tuple, "set": set, "frozenset": frozenset}[kind](
            _unpack(v) for v in rest)

    """#

  /// Reads a program, defines what it defines, and answers calls of one function.
  static func answering(_ function: String) -> String {
    values + #"""
      def _main(name):
          questions, answers = open(3), open(4, "w")
          space = {"__name__": "program"}
          failure = None
          def told(error):
              text = str(error).split("\n")[0]
              return ["error", type(error).__name__ + (": " + text if text else "")]
          try:
              exec(compile(_sys.stdin.read(), "program", "exec"), space)
          except BaseException as error:
              failure = told(error)
          for line in questions:
              if failure: answer = failure
              else:
                  try:
                      given, named = _json.loads(line)
                      if name not in space: raise NameError("there is no function '%s'" % name)
                      answer = ["value", _pack(space[name](
                          *[_unpack(v) for v in given], **{k: _unpack(v) for k, v in named}))]
                  except BaseException as error:
                      answer = told(error)
              answers.write(_json.dumps(answer) + "\n")
              answers.flush()


      """# + "_main(\"\(function)\")\n"
  }

  /// Reads tests, asks for every call of `candidate` or of the function by its name, and ends with 0 if `check` found
  /// nothing wrong.
  static func asking(_ function: String) -> String {
    values
      + #"""
      def _ask(*given, **named):
          try:
              _questions.write(_json.dumps([[_pack(v) for v in given],
                                            [[k, _pack(v)] for k, v in named.items()]]) + "\n")
              _questions.flush()
              line = _answers.readline()
          except BrokenPipeError:
              line = ""
          if not line: raise EOFError("the program ended before its tests")
          kind, value = _json.loads(line)
          if kind != "value": raise RuntimeError(str(value))
          return _unpack(value)

      _questions, _answers = open(4, "w"), open(3)
      _space = {"__name__": "tests"}
      try:
          exec(compile(_sys.stdin.read(), "tests", "exec"), _space)
          _space["%NAME%"] = _ask
          _space["check"](_ask)
      except BaseException as _error:
          _text = str(_error).split("\n")[0]
          if isinstance(_error, (RuntimeError, EOFError)): print(_text)
          else: print(type(_error).__name__ + (": " + _text if _text else ""))
          _sys.exit(1)

      """#.replacing("%NAME%", with: function)
  }
}
