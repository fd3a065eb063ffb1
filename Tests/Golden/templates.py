#!/usr/bin/env python3
r"""Writes templates/cases.json and templates/expressions.json: what Jinja makes of chat templates.

Pinned version, checked at start: jinja2 3.1.6; nothing else is used, and there is no clock and no chance in it.

    templates.py [output folder, by default templates beside this script]

The environment is the one transformers renders chat templates in: ImmutableSandboxedEnvironment with trim_blocks
and lstrip_blocks, the loop controls (break, continue), a {% generation %} tag, tojson as json.dumps writes it
without escaping HTML or letters outside ASCII, raise_exception and strftime_now. As in apply_chat_template,
`messages`, `tools`, `documents` and `add_generation_prompt` are always defined; without any, `tools` and
`documents` are none. Every other variable is in "variables".

templates/<name>.jinja are written by hand, with the markers and the constructs of public templates but not with
their text. cases.json is a list of {"template", "case", "given", "now", "expected" or "error"}, where "given" is the text of a
JSON object of all variables (for the order of keys, and 1 apart from 1.0), "error" the message that raise_exception
got, and "now" what strftime_now writes. expressions.json is a list of {"about", "template", "given", "expected" or
"error"}; with an error the template must fail, when it is read or when it is rendered. There `tools` and the like are
not defined.
"""
import datetime
import importlib.metadata
import json
import pathlib
import sys

import jinja2
import jinja2.ext
import jinja2.nodes
from jinja2.exceptions import TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

assert importlib.metadata.version("jinja2") == "3.1.6", importlib.metadata.version("jinja2")

NOW = "2026-11-29T12:00:00"


class Generation(jinja2.ext.Extension):
    """{% generation %}: transformers notes where its text is; the text itself is unchanged."""

    tags = {"generation"}

    def parse(self, parser):
        line = next(parser.stream).lineno
        body = parser.parse_statements(["name:endgeneration"], drop_needle=True)
        return jinja2.nodes.CallBlock(self.call_method("_body"), [], [], body).set_lineno(line)

    @jinja2.pass_eval_context
    def _body(self, context, caller):
        return caller()


def make_environment():
    def raise_exception(message):
        raise TemplateError(message)

    def tojson(x, ensure_ascii=False, indent=None, separators=None, sort_keys=False):
        return json.dumps(x, ensure_ascii=ensure_ascii, indent=indent, separators=separators, sort_keys=sort_keys)

    def strftime_now(form):
        return datetime.datetime.fromisoformat(NOW).strftime(form)

    environment = ImmutableSandboxedEnvironment(
        trim_blocks=True, lstrip_blocks=True, extensions=[Generation, jinja2.ext.loopcontrols])
    environment.filters["tojson"] = tojson
    environment.globals["raise_exception"] = raise_exception
    environment.globals["strftime_now"] = strftime_now
    return environment


ENVIRONMENT = make_environment()

# ---- Conversations ----


def system(text):
    return {"role": "system", "content": text}


def user(text):
    return {"role": "user", "content": text}


def assistant(text, **more):
    return {"role": "assistant", "content": text, **more}


def tool(text, **more):
    return {"role": "tool", "content": text, **more}


def call(name, arguments, id=None):
    made = {"type": "function", "function": {"name": name, "arguments": arguments}}
    return made if id is None else {"id": id, **made}


CALLS = [
    user("Weather in Zürich & Rome?"),
    assistant("", tool_calls=[
        call("get_weather", {"city": "Zürich", "days": 2, "exact": None}, "abcdef123"),
        call("get_weather", {"city": "Rome \"centre\"", "spots": [{"lat": 41.0, "ok": True}]}, "abcdef124")]),
    tool('{"t": -1.5}', tool_call_id="abcdef123", name="get_weather"),
    tool("sunny\n☀️", tool_call_id="abcdef124"),
    assistant("Cold, and warm."),
    user("Thanks"),
]
ONE_CALL = [
    system("You help."),
    user("Weather?"),
    assistant("Let me see.", tool_calls=[call("get_weather", {"city": "Ürümqi", "units": "°C"}, "a1b2c3d4e")]),
    tool("12 °C", tool_call_id="a1b2c3d4e"),
]
THOUGHTS = [
    user("Is 7 prime?"),
    assistant("<think>\nTry 2 and 3.\n</think>\n\nYes."),
    user("And 9?"),
    assistant("\n\nNo: 3·3.", reasoning_content="\nTry 3.\n"),
]

CONVERSATIONS = {
    "one": [user("What is 2+2?")],
    "system": [system("You count."), user("What is 2+2?")],
    "turns": [user("Hi"), assistant("Hello!"), user("How are you?")],
    "system turns": [system("Be kind."), user("Hi"), assistant("Hello!"), user("Bye"), assistant("See you.")],
    "ended": [user("2+2?"), assistant("\\boxed{4}")],
    "spaces": [system("  padded \n"), user("\n\n  What\tnow? \n "), assistant(" four \n\n"), user(" \n")],
    "spaces, no system": [user("  a\n\n b  "), assistant("\n\nc\t"), user("\u00a0d\u2003\u200b\n")],
    "unicode": [user("¿Qué «2+2»? 😀👨‍👩‍👧 cafe\u0301 \"q\" 'a' <b>&amp;"), assistant("数学 ≠ \\n {{ x }}"),
                user("{% raw %} line\r\nbreak")],
    "empty": [system(""), user("")],
    "thoughts": THOUGHTS,
    "thoughts, asked again": THOUGHTS + [user("And 11? <think>")],
    "calls": CALLS,
    "calls, open": CALLS[:4],
    "one call": ONE_CALL,
    "two users": [user("a"), user("b")],
    "assistant first": [assistant("a"), user("b")],
    "late system": [user("a"), system("b")],
    "unknown role": [user("a"), {"role": "critic", "content": "b"}],
    "parts": [user([{"type": "text", "text": " What is \"this\"? "}, {"type": "image", "alt": "a <cat> 🐈"},
                    {"type": "text", "text": "And this?\n"}, {"type": "image", "alt": None}]),
              assistant([{"type": "text", "text": "A cat."}]),
              user("Sure?")],
    "image first": [system("Look."), user([{"type": "image"}, {"type": "text", "text": "Describe."}])],
    "unknown part": [user([{"type": "text", "text": "a"}, {"type": "smell", "smell": "b"}])],
    "system parts": [system([{"type": "text", "text": "In parts."}]), user([{"type": "text", "text": "a"}])],
}

WEATHER = {
    "type": "function",
    "function": {
        "name": "get_weather",
        "description": "le temps qu'il fait: \"now\" & <later>\nin °C",
        "parameters": {
            "type": "object",
            "properties": {
                "city": {"type": "string", "description": "A name: \"Zürich\" 🏔"},
                "days": {"type": "integer", "default": 3, "minimum": -1},
                "units": {"type": "string", "enum": ["°C", "°F"], "default": "°C"},
                "exact": {"type": ["boolean", "null"], "default": None},
                "spots": {"type": "array", "items": {
                    "type": "object", "properties": {"lat": {"type": "number"}, "ok": {"type": "boolean"}},
                    "required": ["lat"]}},
            },
            "required": ["city"],
        },
    },
}
NOOP = {
    "type": "function",
    "function": {
        "name": "noop",
        "description": "Nothing.",
        "parameters": {"type": "object", "properties": {}},
        "return": {"type": "array", "items": {"type": "string"}},
        "x-more": {"float": 1.0, "small": 1e-07, "large": 1e16, "negative": -0.5, "tenth": 0.1,
                   "nested": [[], {}, [1, [2, {"a": None, "b": True, "c": False}]]], "control": "\u0001\t\b\f\r\u007f\u2028/"},
    },
}
SEARCH = {"name": "search", "description": " Look up. ", "parameters": {
    "type": "object", "properties": {"query": {"type": "string"}, "filter": {"type": "object", "additionalProperties": {"type": "number"}},
                                     "pages": {"type": ["integer", "string"]}, "extra": {}},
    "additionalProperties": False}}
BOTH = [WEATHER, NOOP]

DOCUMENTS = [
    {"doc_id": 1, "title": "the étude of sums", "text": "  2+2=4\n\nalways\n", "score": 0.75, "Year": 1999},
    {"doc_id": "b", "title": "THE second's doc", "text": "nothing", "score": 0.5},
    {"doc_id": 3, "text": "no title", "tags": ["a", None]},
]

# ---- Which template renders what ----
# "name" is a conversation, "+" after it adds the generation prompt; a tuple adds {"tools": .., variables ..}.


def with_tools(name, tools=None, **more):
    return (name, {"tools": BOTH if tools is None else tools, **more})


CHATML = ["one", "one+", "system+", "turns", "turns+", "system turns"]
LLAMA3 = {"bos_token": "<|begin_of_text|>", "eos_token": "<|eot_id|>"}

CASES = {
    "chatml_plain": CHATML + ["spaces", "unicode+"],
    "chatml_default_system": ["one", "one+", "system+", "turns+", "system turns", "empty+", "unicode"],
    "chatml_first_system": ["one", "one+", "system+", "ended", "ended+", "system turns", "late system+"],
    "chatml_set_system": ["one", "one+", "system+", "turns+", "spaces", "unicode"],
    "chatml_no_newline": ["one", "one+", "system+", "turns", "spaces+"],
    "chatml_no_generation": ["one", "one+", "system", "turns", "spaces"],
    "chatml_bos": ["one", ("one+", {"bos_token": "<|startoftext|>"}), "system+", "turns", ("ended", {"bos_token": ""})],
    "chatml_trim": ["one+", "system+", "spaces", "spaces, no system+", "unicode"],
    "tulu": ["one+", "system+", "turns", "turns+", "ended", "system turns+", "spaces"],
    "zephyr": ["one", "one+", "system+", "system turns", "spaces+", "unknown role", "calls"],
    "llama2": ["one", "one+", "system+", "system turns", "spaces", "spaces, no system", "two users", "assistant first", "late system", "unicode"],
    "llama3": [("one", LLAMA3), ("one+", LLAMA3), ("system+", LLAMA3), ("system turns", LLAMA3), ("spaces+", LLAMA3),
               ("spaces, no system", LLAMA3), ("unicode+", LLAMA3)],
    "llama31": [("one", LLAMA3), ("system+", {**LLAMA3, "date_string": "29 Nov 2026"}), ("spaces+", LLAMA3),
                with_tools("one call+", **LLAMA3), with_tools("one+", [NOOP], tools_with_user=False),
                with_tools("system", [SEARCH]), with_tools("calls", [NOOP]),
                ("one call+", {"builtin_tools": ["get_weather", "code_interpreter", "wolfram"]}),
                ("turns+", {"custom_tools": [SEARCH], "tools_with_user": True}),
                ("no user", [system("alone")], {"tools": [NOOP]}),
                ("results of every kind", [user("a"), tool(12.0), {"role": "ipython", "content": {"é": [True, None]}}], {})],
    "llama32": [("one", LLAMA3), ("one+", LLAMA3), ("system+", LLAMA3), ("spaces", LLAMA3),
                ("system turns", {**LLAMA3, "date_string": "1 Jan 2000"})],
    "qwen25_tools": ["one+", "system turns", with_tools("one+"), with_tools("system+", [NOOP]), with_tools("calls+", [NOOP]),
                     "calls, open+", "one call", ("bare calls", [user("go"), assistant(None, tool_calls=[
                         {"name": "f", "arguments": {}}, {"name": "g", "arguments": "{\"a\": 1}"}])], {})],
    "qwen3_thinking": ["one+", ("one+", {"enable_thinking": True}), ("one+", {"enable_thinking": False}),
                       "system turns", "thoughts", "thoughts, asked again+", with_tools("calls, open+", [NOOP]),
                       with_tools("one call", [SEARCH], enable_thinking=False), "parts",
                       ("reasoning between calls+", [
                           user("go"),
                           assistant("", reasoning_content="First f.", tool_calls=[{"function": {"name": "f", "arguments": "{\"a\":1}"}}]),
                           tool("1"), assistant("<think>\nThen g.\n</think>\n\nNow g.", tool_calls=[call("g", {})]), tool("2")], {})],
    "neighbours": ["one+", "two users+", "calls", "system turns"],
    "deepseek_r1": ["one+", "system+", "thoughts", "thoughts, asked again+", "calls+", "calls, open+", "late system",
                    ("plain calls", [user("a"), assistant(None, tool_calls=None, reasoning_content="x") | {"content": "b"},
                                     user("c"), assistant(None, tool_calls=[call("f", "{\"é\": 1}")])], {})],
    "gemma": ["one", "one+", "system+", "system turns", "spaces+", "parts+", "system parts", "two users", "assistant first",
              ("number", [user(7)], {})],
    "mistral_v3": ["one", "system", "turns+", "system turns", with_tools("one"), with_tools("calls", [NOOP]), with_tools("one call"),
                   "two users", "unknown role",
                   ("short id", [user("a"), assistant("", tool_calls=[call("f", {}, "short")])], {}),
                   ("result object", [user("a"), assistant("", tool_calls=[call("f", {"x": [1, None]}, "123456789")]),
                                      {"role": "tool_results", "content": {"content": {"n": 1.5, "s": "it's"}}, "tool_call_id": "123456789"}], {})],
    "granite": ["one+", "system+", with_tools("one+", [NOOP]), ("one+", {"documents": DOCUMENTS}),
                ("turns+", {"controls": {"length": "long", "citations": True}, "documents": DOCUMENTS[:1], "tools": [SEARCH]}),
                ("one", {"thinking": True})],
    "phi3": [("one", {"eos_token": "<|endoftext|>"}), "one+", "system+", "system turns", "spaces", "empty"],
    "phi4": ["one+", "system+", with_tools("one"), "system turns", "late system"],
    "command_r": ["one", "one+", with_tools("system+"), with_tools("calls+", [WEATHER]), "system turns", "unknown role"],
    "smolvlm": ["one+", "parts+", "image first", "system turns", "unknown part"],
    "llava_parts": ["one+", "parts+", "image first+", "turns", "unknown part"],
    "generation_tag": ["one", "one+", "system turns", "turns+"],
    "smollm3": ["one+", ("one+", {"enable_thinking": False}), "system+",
                ("no_think+", [system("Be brief. /no_think \n"), user("a"), assistant("\n\nb"), user("c")], {}),
                ("override", [system("Only this.\n/system_override\n"), user("a")], {}),
                ("think", [system("/think"), user("a"), assistant("b")], {"enable_thinking": False}),
                with_tools("one", [SEARCH]), ("calls", {"python_tools": ["f", "g"]})],
    "schema_macro": [with_tools("one+"), with_tools("one", [SEARCH]), with_tools("calls", [NOOP]), "calls, open+", "system turns"],
    "harmony": ["one", "one+", with_tools("system+", reasoning_effort="high"), "one call+", "system turns",
                ("reasoning", [user("a"), assistant("", reasoning_content="hm", tool_calls=[call("f", {"b": 1, "a": [1.5, "é"]})]), tool("1\n")], {}),
                ("tool first", [user("a"), tool("b")], {}), ("channel", [user("a"), assistant("<|channel|>final")], {})],
    "glm": ["one+", "system+", ("one+", {"enable_thinking": False}), ("slash+", [user("a /nothink")], {"enable_thinking": False}), "thoughts",
            "thoughts, asked again", with_tools("calls, open+", [NOOP]), "parts", ("nothing", [user(None), assistant(7)], {})],
    "coder_xml": ["one+", with_tools("one+"), with_tools("system", [SEARCH]), with_tools("calls+", [NOOP]), "one call", "unknown role"],
    "alpaca": ["one+", "system+", "system turns", "spaces", "unknown role"],
    "falcon": ["one", "one+", "system turns", "spaces+", "unicode",
               ("line ends+", [user("a\r\n\r\nb\r\nc\n\n\nd\r")], {})],
    "mistral_small": ["one", "system", "system turns", "parts", "system parts", "image first", "unknown role", "unknown part"],
    "nemotron": ["one+", "system+", ("off+", [system("/no_think"), user("a")], {}), "thoughts+", "system turns",
                 ("last word+", [system("A. /no_think"), user("b /think"), assistant("<think>x</think> y"), user("c"), system("d")], {})],
    "retrieval": ["one+", ("one", {"documents": DOCUMENTS}), ("turns+", {"documents": DOCUMENTS[2:]}), ("system", {"documents": []})],
    "filters_tour": ["one", "system turns+", "unicode", "calls+"],
    "loops_tour": ["one", "system turns", "calls+", ("no turns", [], {})],
    "whitespace_tour": ["one", "one+", "spaces", ("no turns+", [], {})],
    "blocks_tour": ["one", "system turns+", "spaces", "unicode+"],
    "strings_tour": ["one", "spaces+", "unicode", ("cases", [user("ǆ straße ﬁ İ it's o'NEIL 3rd x-y_z"), assistant("123"), user("")], {})],
    "values_tour": ["one", "calls+", with_tools("parts", [NOOP]), ("odd+", [user(None), assistant({"a": 1}), {"role": "user"}, user(1.5)], {})],
    "tool_roles": [with_tools("calls+"), with_tools("calls", [NOOP]), "one call+", "one",
                   ("results", [assistant("", tool_calls=[call("f", "{\"a\": \"é\"}"), call("g", {"B": 1, "a": {"z": 0, "é": [1.0]}})]),
                                tool({"t": [1, {"a": None}], "e": [], "d": {}}, name=""), tool("x")], {})],
}


def cases(folder):
    written = []
    files = {path.stem: path for path in sorted(folder.glob("*.jinja"))}
    assert files.keys() == CASES.keys(), files.keys() ^ CASES.keys()
    for name, listed in CASES.items():
        with open(files[name], encoding="utf-8", newline="") as file:
            text = file.read()
        template = ENVIRONMENT.from_string(text)
        failures = 0
        for entry in listed:
            entry = (entry, {}) if isinstance(entry, str) else entry
            label, messages, options = entry if len(entry) == 3 else (entry[0], CONVERSATIONS[entry[0].rstrip("+")], entry[1])
            options = dict(options)
            case = {
                "template": name,
                "case": label,
                "messages": messages,
                "tools": options.pop("tools", None),
                "add_generation_prompt": label.endswith("+"),
                "variables": {"bos_token": "<s>", "eos_token": "</s>", **options},
                "now": NOW,
            }
            arguments = {"documents": None, **case["variables"]}
            try:
                case["expected"] = template.render(
                    messages=messages, tools=case["tools"], add_generation_prompt=case["add_generation_prompt"], **arguments)
            except TemplateError as error:
                if type(error) is not TemplateError:
                    raise AssertionError(f"{name}, {label}: {error!r}") from error
                case["error"] = error.message
                failures += 1
            except Exception as error:
                raise AssertionError(f"{name}, {label}: {error!r}") from error
            taken = {one["case"] for one in written if one["template"] == name}
            details = [f"{key}={value}" if isinstance(value, (bool, str)) else key
                       for key, value in options.items() if not key.endswith("_token")]
            details = (["tools"] if case["tools"] else []) + details
            case["case"] += "".join(f", {detail}" for detail in details) if len(entry) == 2 else ""
            assert case["case"] not in taken, (name, case["case"])
            written.append(case)
        assert len(listed) >= 4 and failures < len(listed), name
        assert ("raise_exception" in text) == (failures > 0), f"{name}: {failures} failures"
    return written


# ---- Expressions ----

MAP = {"b": 1, "a": {"c": [1, 2, {"d": None}]}, "é": "ü"}
FAILS = "fails"  # marks what has to fail

EXPRESSIONS = [
    # Truth and what is undefined
    ("truth of values", "{% for x in xs %}{{ 'T' if x else 'F' }}{% endfor %}", {"xs": [0, 1, -1, 0.0, 0.5, "", " ", "0", [], [0], {}, {"a": 0}, None, True, False]}),
    ("undefined prints as nothing", "[{{ x }}]", {}),
    ("undefined is false", "{{ 'T' if x else 'F' }} {{ not x }}", {}),
    ("attribute of undefined", "{{ x.y }}", {}, FAILS),
    ("item of undefined", "{{ x['y'] }}", {}, FAILS),
    ("missing attribute prints as nothing", "[{{ m.foo }}{{ m['foo'] }}]{{ m.foo is defined }}", {"m": MAP}),
    ("attribute of a missing attribute", "{{ m.foo.bar }}", {"m": MAP}, FAILS),
    ("even under is defined", "{{ m.foo.bar is defined }}", {"m": MAP}, FAILS),
    ("missing attribute is false", "{{ 'T' if m.foo else 'F' }}{{ m.foo or 'other' }}", {"m": MAP}),
    ("and guards", "{{ 'T' if m.foo and m.foo.bar else 'F' }}", {"m": MAP}),
    ("attribute of none is undefined", "[{{ none.foo }}]{{ n.foo is defined }}", {"n": None}),
    ("attribute of an attribute of none", "{{ n.foo.bar }}", {"n": None}, FAILS),
    ("attribute of a number is undefined", "[{{ n.foo }}]", {"n": 3}),
    ("index past the end is undefined", "[{{ xs[5] }}]{{ xs[-1] }}[{{ xs[-3] }}]{{ s[9] is defined }}", {"xs": [1, 2], "s": "ab"}),
    ("chained attributes and items", "{{ m.a.c[2].d }} {{ m['a']['c'][-1] }} {{ m.a.c.1 }} {{ m.é }}", {"m": MAP}),
    ("undefined + string", "{{ x + 'a' }}", {}, FAILS),
    ("undefined ~ string", "{{ x ~ 'a' ~ x }}", {}),
    ("undefined in a loop", "{% for y in x %}{{ y }}{% else %}none{% endfor %}", {}),
    ("none in a loop", "{% for y in x %}{{ y }}{% endfor %}", {"x": None}, FAILS),
    ("undefined compared", "{{ x == y }} {{ x == none }} {{ x != 'a' }} {{ x == '' }} {{ x is none }} {{ 'a' in x }}", {}),
    ("undefined < number", "{{ x < 1 }}", {}, FAILS),
    ("filters on undefined", "{{ x | length }}[{{ x | trim }}{{ x | upper }}{{ x | join }}]{{ x | list }}{{ x | default('d') }}{{ x | string | length }}", {}),
    ("tojson of undefined", "{{ x | tojson }}", {}, FAILS),
    ("int of undefined", "{{ x | int }}", {}, FAILS),
    ("call of undefined", "{{ x() }}", {}, FAILS),
    ("method of undefined", "{{ x.strip() }}", {}, FAILS),
    ("missing method", "{{ 'a'.nope() }}", {}, FAILS),
    ("inline if without else is undefined", "[{{ 'a' if false }}]{{ ('a' if false) is defined }}", {}),
    ("default: undefined, and false with true", "{{ n | default('d') }} {{ n | default('d', true) }} {{ '' | default('d', boolean=true) }} [{{ '' | default('d') }}] [{{ x | default }}]", {"n": None}),
    ("default on a missing attribute of undefined", "{{ x.y | default('d') }}", {}, FAILS),
    # Numbers
    ("division", "{{ 1/2 }} {{ 4/2 }} {{ 7//2 }} {{ -7//2 }} {{ 7//-2 }} {{ 7.0//2 }} {{ 6/3*2 }}", {}),
    ("remainder", "{{ 7%3 }} {{ -7%3 }} {{ 7%-3 }} {{ -7.5%2 }} {{ 7%2.5 }}", {}),
    ("powers", "{{ 2**3 }} {{ 2**-1 }} {{ 2.0**3 }} {{ 2**0.5 }} {{ (-2)**3 }}", {}),
    ("minus before a power", "{{ -2**2 }} {{ -x**2 }}", {"x": 3}),
    ("power of a power", "{{ 2**3**2 }} {{ 2**(3**2) }}", {}),
    ("division by zero", "{{ 1/0 }}", {}, FAILS),
    ("whole division by zero", "{{ 1 // n }}", {"n": 0}, FAILS),
    ("printing floats", "{% for x in xs %}{{ x }} {% endfor %}", {"xs": [1.0, 0.1, 100000.0, 1e15, 1e16, 1.5e300, 0.0001, 0.00001, -0.0, 123456789.125, 1e22, 2.5e-7]}),
    ("float sums", "{{ 0.1+0.2 }} {{ 1+1.0 }} {{ 3*1.0 }} {{ 1e3 }} {{ 2.50 }} {{ 5-5.0 }}", {}),
    ("large integers", "{{ 4611686018427387904 }} {{ 2**62 - 1 }} {{ 1_000_000 }} {{ 0xff }} {{ 0b101 }} {{ 0o17 }}", {}),
    ("booleans are numbers", "{{ true + 1 }} {{ true == 1 }} {{ false * 3 }} {{ true is number }} {{ true is integer }} {{ [1, 2][true] }}", {}),
    ("round", "{{ 2.5 | round }} {{ 3.5 | round }} {{ 2.345 | round(2) }} {{ 2.1 | round(0, 'ceil') }} {{ 7 | round }} {{ 2.9 | round(method='floor') | int }}", {}),
    ("int", "{{ '12' | int }} {{ ' 7 ' | int }} {{ '-3' | int }} {{ '3.9' | int }} {{ 'x' | int }} {{ 'x' | int(5) }} {{ -3.9 | int }} {{ none | int(default=2) }} {{ '0x1A' | int(base=16) }}", {}),
    ("abs after a minus", "{{ -1 | abs }} {{ -x | abs }} {{ 1 - 3 | abs }} {{ (1 - 3) | abs }}", {"x": 4}),
    ("minus before a string", "{{ -'a' }}", {}, FAILS),
    # Strings
    ("escapes", r"""{{ 'a\nb\tc\\d\'e\"f' }}|{{ "it's \"q\"" }}|{{ '\x41\u00e9\U0001F600\101\0' | tojson }}|{{ '\q\{' }}""", {}),
    ("a backslash before a line end continues the literal", "{{ 'a\\\nb' }}", {}),
    ("line ends in a literal", "{{ 'a\nb\r\nc' | tojson }}", {}),
    ("joined literals", "{{ 'a' 'b' \"c\" }}{{ 'a'\n 'b' }}", {}),
    ("boxed", r"{{ 'put \\boxed{}\n' }}{{ '{%- }} {{ #}' }}", {}),
    ("length counts code points", "{{ s | length }} {{ s[0] }} {{ s[-1] | tojson }} {{ t | length }} {{ u | length }}", {"s": "😀é", "t": "👨‍👩‍👧", "u": "e\u0301"}),
    ("equality is by code points", "{{ a == b }} {{ a in b }} {{ b.find('e') }} {{ [a, b] | unique | list | length }} {{ {a: 1, b: 2} | length }}", {"a": "é", "b": "e\u0301"}),
    ("carriage returns", "{{ s.split('\\n') }} {{ s | length }} {{ s.count('\\n') }} {{ s.replace('\\r\\n', '\\n') | tojson }} {{ s.splitlines() }} {{ '\\n' in s }} {{ s.endswith('\\n') }}", {"s": "a\r\nb\r\n"}),
    ("strip knows Unicode's white space", "[{{ s.strip() | tojson }}] [{{ s | trim | tojson }}] [{{ t.strip() | tojson }}]", {"s": "\u00a0\u2003\u3000\u0085\u001c\u000b a \u2028\n", "t": "\u200b\ufeffa\u2060"}),
    ("strip with characters", "{{ 'xxaxyx'.strip('x') }} {{ 'abcba'.lstrip('ab') }} {{ 'abcba'.rstrip('ab') }} {{ '\\n\\na\\n '.lstrip('\\n') | tojson }} {{ '--a--' | trim('-') }} [{{ ' a '.strip('') }}]", {}),
    ("split", "{{ ' a  b '.split() }} {{ ' a  b '.split(' ') }} {{ 'a,b,c'.split(',', 1) }} {{ 'a,b,c'.rsplit(',', 1) }} {{ ''.split() }} {{ ''.split(',') }} {{ 'ab'.split('x')[-1] }} {{ 'a--b'.split('--', maxsplit=1) }}", {}),
    ("split by nothing", "{{ 'ab'.split('') }}", {}, FAILS),
    ("split at white space with a limit", "{{ ' a b  c '.split(none, 1) }} {{ ' a b  c '.rsplit(none, 1) }}", {}),
    ("splitlines", "{{ 'a\\n\\nb\\u2028c\\x0bd'.splitlines() }} {{ 'a\\n'.splitlines(true) }} {{ ''.splitlines() }}", {}),
    ("starts and ends", "{{ 'abc'.startswith('ab') }} {{ 'abc'.endswith('') }} {{ 'abc'.startswith(('x', 'a')) }} {{ 'abc'.startswith('b', 1) }} {{ ''.endswith('a') }}", {}),
    ("find", "{{ 'abcabc'.find('c') }} {{ 'abc'.find('x') }} {{ 'abcabc'.rfind('c') }} {{ 'abcabc'.find('c', 3) }} {{ '😀a'.find('a') }} {{ 'abc'.index('b') }} {{ 'a'.find('') }}", {}),
    ("index of what is missing", "{{ 'abc'.index('x') }}", {}, FAILS),
    ("count", "{{ 'aaaa'.count('aa') }} {{ 'abc'.count('') }} {{ [1, 2, 1].count(1) }}", {}),
    ("replace", "{{ 'aaa'.replace('a', 'b', 2) }} {{ 'abc'.replace('', '-') }} {{ 'aaa' | replace('a', 'b', 1) }} {{ 'aa'.replace('aa', 'a') }} {{ 'abab'.replace('ab', '') }}|", {}),
    ("cases", "{{ 'straße'.upper() }} {{ 'ÀÉ'.lower() }} {{ 'hELLO wORLD'.capitalize() }} {{ 'hELLO' | capitalize }} {{ 'Ab'.swapcase() }}", {}),
    ("title: the method and the filter differ", "{{ \"it's o'NEIL x-y a_b 3rd\".title() }} | {{ \"it's o'NEIL x-y a_b 3rd (two) [x] {y} <z>\" | title }}", {}),
    ("questions to a string", "{{ '12'.isdigit() }} {{ ''.isdigit() }} {{ 'ab'.isalpha() }} {{ 'a1'.isalnum() }} {{ ' \\n'.isspace() }} {{ 'AB1'.isupper() }} {{ 'a'.islower() }} {{ '1'.islower() }}", {}),
    ("join", "{{ ', '.join(['a', 'b']) }} {{ [1, none, 'x', 2.0] | join('-') }} {{ [] | join(',') }}|{{ 'abc' | join('.') }} {{ [{'k': 1}, {'k': 2}] | join('+', attribute='k') }}", {}),
    ("the method join wants strings", "{{ ','.join([1]) }}", {}, FAILS),
    ("partition and affixes", "{{ 'a=b=c'.partition('=') }} {{ 'a=b=c'.rpartition('=')[0] }} {{ 'ab'.partition('x') }} {{ 'abc'.removeprefix('ab') }} {{ 'abc'.removesuffix('x') }} {{ '7'.zfill(3) }} {{ 'a'.ljust(3) ~ '|' ~ 'a'.rjust(3, '.') }}", {}),
    ("repetition", "{{ 'ab' * 3 }} {{ 2 * 'x' }} [{{ 'a' * 0 }}] {{ [0] * 2 }}", {}),
    ("string + number", "{{ 'a' + 1 }}", {}, FAILS),
    ("string + none", "{{ 'a' + none }}", {}, FAILS),
    ("~ turns everything into text", "{{ 1 ~ 2.0 ~ none ~ true ~ [1, 'a'] ~ {'k': 'v'} ~ '😀' }}", {}),
    ("percent formats", "{{ '%s-%d' % ('a', 3) }} {{ '%.2f' % 1.5 }} {{ '100%%' % () }}", {}),
    ("format filter", "{{ '%s is %s' | format('a', 1) }} {{ '%05.1f' | format(2.25) }}", {}),
    # Slices
    ("slices of strings", "{{ s[1:4] }} {{ s[:-1] }} {{ s[-2:] }} {{ s[::-1] }} {{ s[::2] }} {{ s[4:1:-1] }} {{ s[-10:2] }} [{{ s[9:] }}] {{ s[:] }} {{ s[-1:-4:-2] }}", {"s": "abcdef"}),
    ("slices of lists", "{{ xs[1:] }} {{ xs[:-1] }} {{ xs[::-1] }} {{ xs[5:] }} {{ xs[-2:][0] }} {{ xs[n:] }} {{ xs[:n] }} {{ xs[none:none:2] }}", {"xs": [1, 2, 3], "n": 1}),
    ("slice with the step 0", "{{ xs[::0] }}", {"xs": [1]}, FAILS),
    # Printing
    ("printing lists", "{{ xs }}", {"xs": ["a", "it's", "say \"x\"", "both ' and \"", "é😀", "\n\t\\\r\u0001\u00a0\u200b\u007f", 1, 1.0, True, None, [], {}]}),
    ("printing mappings", "{{ m }} {{ {} }} {{ {1: 2, none: true, 'k': {'n': []}} }}", {"m": MAP}),
    ("printing none, booleans and tuples", "{{ none }} {{ n }} {{ true }} {{ 1 == 2 }} {{ (1,) }} {{ () }} {{ (1, 'a') }} {{ 1, 2 }}", {"n": None}),
    ("printing views", "{{ m.keys() }} {{ m.values() }} {{ m.items() }} {{ m.items() | list }} {{ range(3) }} {{ range(3) | list }}", {"m": {"a": 1, "b": None}}),
    ("string of", "{{ [none | string, true | string, 1.5 | string, [1] | string, 'a' | string] }}", {}),
    # tojson
    ("tojson keeps letters and HTML", "{{ x | tojson }}", {"x": {"k": "é<b>&'\"\\/😀\u2028", "c": "\u0000\u001f\u007f\b\f\n\r\t"}}),
    ("tojson of numbers", "{{ xs | tojson }}", {"xs": [1, 1.0, -0.0, 1e16, 1e-7, 0.1, 1e22, 123456789012345680.0, True, None, 1.5e300]}),
    ("tojson with an indent", "{{ x | tojson(indent=2) }}", {"x": {"a": [1, {"b": []}], "c": {}, "d": [[]]}}),
    ("tojson with a string as the indent", "{{ x | tojson(indent='--') }}{{ [1, 2] | tojson(indent=0) }}", {"x": {"a": [1]}}),
    ("tojson with separators and sorted keys", "{{ x | tojson(separators=(',', ':'), sort_keys=true) }} {{ x | tojson(separators=[' ; ', ' = ']) }}", {"x": {"b": 1, "a": [1, 2], "B": 0}}),
    ("tojson in ASCII", "{{ x | tojson(ensure_ascii=true) }} {{ x | tojson(true) }}", {"x": "é😀\u007f"}),
    ("tojson of keys that are not strings", "{{ {1: 'a', none: 'b', 1.5: 'd'} | tojson }} {{ {true: 0, false: 1} | tojson }} {{ (1, 2) | tojson }}", {}),
    ("tojson is a string", "{{ (x | tojson)[1:-1] }} {{ x | tojson | length }} {{ x | tojson is string }}", {"x": {"a": 1}}),
    # Precedence
    ("a filter binds before ~", "{{ a ~ b | upper }} {{ (a ~ b) | upper }}", {"a": "x", "b": "y"}),
    ("a filter binds before +", "{{ 'a' + 'b' | upper + 'c' }} {{ 1 + [1, 2] | length }} {{ 2 * '3' | int }}", {}),
    ("not x in y", "{{ not 'a' in 'abc' }} {{ not 'z' in 'abc' }} {{ 'z' not in 'abc' }} {{ (not 'a') in [false] }}", {}),
    ("not and and or", "{{ not true and false }} {{ true or true and false }} {{ not false or true }} {{ not not 1 }} {{ not 1 == 2 }}", {}),
    ("and and or give an operand", "{{ 0 or 'a' or 'b' }} {{ 'a' and 'b' }} {{ '' and x.y.z }}|{{ 'a' or x.y.z }} {{ none and 1 }}", {}),
    ("is binds before and", "{{ x is defined and y }} {{ x is not defined or y }} {{ not x is defined }} {{ y is defined and y is not none and y > 1 }}", {"y": 2}),
    ("is binds before +", "{{ 1 + 1 is odd }} {{ (1 + 1) is odd }} {{ 2 * 2 is even }} {{ 'a' ~ 'b' is string }}", {}),
    ("a filter before is", "{{ 'a' | upper is upper }} {{ xs | length is divisibleby 2 }} {{ 3 is odd | string }}", {"xs": [1, 2]}),
    ("is with arguments", "{{ 6 is divisibleby 3 and true }} {{ 2 is in [1, 2] }} {{ 3 is not in [1, 2] }} {{ 1 is eq 1 }} {{ 'a' is equalto 'a' }} {{ 3 is gt(2) }} {{ 2 is ne 3 }} {{ 1 is lessthan 2 }}", {}),
    ("chained comparisons", "{{ 1 < 2 < 3 }} {{ 1 < 3 < 2 }} {{ 3 > 2 == 2 }} {{ 1 == 1 in [1] }} {{ (1 < 2) == true }} {{ 1 < 2 == true }}", {}),
    ("~ binds before + and -, after *", "{{ 'a' + 1 ~ 2 }} {{ 1 ~ 2 * 3 }} {{ 'x' ~ 2 ** 2 ~ 7 // 2 }} {{ (1 + 2) ~ 3 }} {{ 10 - 2 - 3 }} {{ 2 + 3 * 4 // 5 % 3 }}", {}),
    ("so number + number ~ string fails", "{{ 1 + 2 ~ 'a' }}", {}, FAILS),
    ("== and ~", "{{ 'ab' == 'a' ~ 'b' }} {{ 1 + 1 == 2 }} {{ 'a' ~ 'b' in ['ab'] }}", {}),
    ("inline ifs", "{{ 1 if a else 2 if b else 3 }} {{ 'x' ~ ('y' if b) }} {{ 'x' ~ 'y' if a else 'n' }} {{ (1 if b else 2) + 1 }}", {"a": False, "b": True}),
    ("a filter after an inline if", "{{ 'a' if true else 'b' | upper }} {{ 'a' if false else 'b' | upper }} {{ ('a' if true else 'b') | upper }}", {}),
    ("postfix after literals", "{{ 'abc'[1] }} {{ [1, 2][0] }} {{ {'a': 5}.a }} {{ {'a': 5}['a'] }} {{ 'a-b'.split('-')[1].upper() | lower }} {{ (1, 2)[1] }}", {}),
    ("minus before an attribute and a filter", "{{ -m.a }} {{ -m.a | string | length }} {{ - 3 + 5 }} {{ 1 -1 }} {{ +m.a }}", {"m": {"a": 12}}),
    # Comparisons of mixed types
    ("equal across types", "{{ 1 == 1.0 }} {{ '1' == 1 }} {{ none == false }} {{ [] == () }} {{ true == 1 }} {{ 'a' != none }} {{ [1, [2.0]] == [1.0, [2]] }} {{ {'a': 1, 'b': 2} == {'b': 2, 'a': 1} }} {{ 0 == '' }}", {}),
    ("in across types", "{{ 1 in [1.0] }} {{ '1' in [1] }} {{ none in [none] }} {{ 'a' in {'a': none} }} {{ 'k' in m.values() }} {{ '' in 'abc' }} {{ true in [1] }} {{ [1] in [[1]] }}", {"m": {"a": "k"}}),
    ("string < number", "{{ 'a' < 1 }}", {}, FAILS),
    ("none < number", "{{ none < 1 }}", {}, FAILS),
    ("number in a string", "{{ 1 in 'a1' }}", {}, FAILS),
    ("anything in none", "{{ 'a' in n }}", {"n": None}, FAILS),
    ("orders", "{{ 'a' < 'b' }} {{ 'Z' < 'a' }} {{ 'é' > 'z' }} {{ [1, 2] < [1, 3] }} {{ [1] < [1, 0] }} {{ '10' < '9' }} {{ 1 < 1.5 }} {{ true > 0 }} {{ 'ﬁ' < '😀' }}", {}),
    ("list + tuple", "{{ [1] + (2,) }}", {}, FAILS),
    ("sums of lists", "{{ [1] + [2] + [] }} {{ xs + ['z'] }} {{ xs }} {{ (1,) + (2,) }}", {"xs": ["a"]}),
    # Tests
    ("is string, mapping, sequence, iterable", "{% for x in xs %}{{ x is string }} {{ x is mapping }} {{ x is sequence }} {{ x is iterable }}; {% endfor %}{{ u is iterable }} {{ u is sequence }} {{ u is string }}", {"xs": ["a", [1], {"a": 1}, 1, None, True]}),
    ("is number and its kin", "{{ 1 is number }} {{ 1.5 is number }} {{ '1' is number }} {{ 1 is integer }} {{ 1.0 is integer }} {{ 1.0 is float }} {{ true is integer }} {{ true is boolean }} {{ 1 is boolean }}", {}),
    ("is true, false, none", "{{ 1 is true }} {{ true is true }} {{ 0 is false }} {{ '' is false }} {{ none is none }} {{ x is false }} {{ x is none }} {{ x is undefined }} {{ n is defined }}", {"n": None}),
    ("unknown test", "{{ 1 is funny }}", {}, FAILS),
    ("unknown filter", "{{ 1 | funny }}", {}, FAILS),
    ("unknown filter in a branch not taken", "{% if false %}{{ 1 | funny }}{% endif %}ok", {}),
    # Lists and mappings
    ("order of mappings", "{{ m.keys() | list }} {% for k in m %}{{ k }}{% endfor %} {% for k, v in m.items() %}{{ k }}={{ v }};{% endfor %} {% for k, v in m | items %}{{ k }}{% endfor %}", {"m": {"z": 1, "a": 2, "M": 3, "10": 4, "9": 5}}),
    ("dictsort", "{{ m | dictsort }} {{ m | dictsort(true) }} {{ m | dictsort(false, 'value') }} {{ m | dictsort(reverse=true) | map('first') | join }}", {"m": {"b": 2, "A": 3, "c": 1, "B": 0}}),
    ("sort", "{{ ['b', 'A', 'a', 'B'] | sort }} {{ ['b', 'A', 'a', 'B'] | sort(true, true) }} {{ [3, 1.5, true] | sort }} {{ [{'n': 2, 'k': 'x'}, {'n': 1, 'k': 'y'}] | sort(attribute='n') | map(attribute='k') | join }} {{ 'cab' | sort | join }}", {}),
    ("sort of mixed types", "{{ [1, 'a'] | sort }}", {}, FAILS),
    ("sort keeps the order of equals", "{{ xs | sort(attribute='k') | map(attribute='n') | list }} {{ xs | sort(attribute='k', reverse=true) | map(attribute='n') | list }} {{ xs | sort(attribute='k,n', reverse=true) | map(attribute='n') | list }}", {"xs": [{"k": 1, "n": 1}, {"k": 0, "n": 2}, {"k": 1, "n": 3}, {"k": 0, "n": 4}]}),
    ("unique", "{{ ['b', 'a', 'B', 'b'] | unique | list }} {{ ['b', 'B'] | unique(true) | list }} {{ [1, 1.0, 2, true] | unique | list }} {{ [{'r': 'u'}, {'r': 'u'}, {'r': 'a'}] | unique(attribute='r') | list | length }}", {}),
    ("first and last", "{{ [1, 2] | first }} {{ [1, 2] | last }} {{ 'abc' | first }}{{ 'abc' | last }} [{{ [] | first }}] {{ [] | last is defined }} {{ {'k': 1} | first }}", {}),
    ("map", "{{ xs | map(attribute='a.b') | list }} {{ xs | map(attribute='q', default='-') | join }} {{ ['a', 'b'] | map('upper') | list }} {{ ['a b', 'c'] | map('replace', ' ', '_') | join(',') }} {{ [[1, 2], [3]] | map('sum') | list }} {{ [[1, 2]] | map(attribute=0) | list }}", {"xs": [{"a": {"b": 1}}, {"a": {"b": 2}, "q": 3}]}),
    ("select and reject", "{{ xs | select('odd') | list }} {{ xs | reject('gt', 2) | list }} {{ [0, '', 'a', none, []] | select | list }} {{ [0, 'a'] | reject | list }} {{ xs | select('in', [2, 9]) | list }} {{ xs | select('odd') is iterable }}", {"xs": [1, 2, 3]}),
    ("selectattr and rejectattr", "{{ xs | selectattr('r', 'equalto', 'u') | map(attribute='n') | list }} {{ xs | selectattr('r', '==', 'u') | list | length }} {{ xs | rejectattr('f') | map(attribute='n') | list }} {{ xs | selectattr('f', 'defined') | map(attribute='n') | list }} {{ xs | selectattr('r', 'in', ['a']) | first }} {{ xs | selectattr('m.k', 'none') | list }}", {"xs": [{"r": "u", "n": 1, "f": True, "m": {}}, {"r": "a", "n": 2, "f": 0, "m": {"k": None}}, {"r": "u", "n": 3, "m": {"k": 1}}]}),
    ("numbers of lists", "{{ [1, 2] | sum }} {{ [1, 2.5] | sum }} {{ [] | sum }} {{ [{'n': 1}, {'n': 2}] | sum(attribute='n') }} {{ [1, 2] | sum(start=10) }} {{ [2, 1] | max }} {{ ['b', 'A'] | min }} {{ [3, 1] | min }} [{{ [] | max }}]", {}),
    ("reverse, batch, slice", "{{ [1, 2] | reverse | list }} {{ 'abc' | reverse }} {{ [1, 2, 3] | batch(2) | list }} {{ [1, 2, 3] | batch(2, 0) | list }} {{ [1, 2, 3] | slice(2) | list }}", {}),
    ("groupby", "{% for k, g in xs | groupby('r') %}{{ k }}:{{ g | map(attribute='n') | join(',') }} {% endfor %}{{ (xs | groupby('r'))[0].grouper }} {{ (xs | groupby('r'))[0].list | length }}", {"xs": [{"r": "u", "n": 1}, {"r": "a", "n": 2}, {"r": "u", "n": 3}]}),
    ("indent", "{{ 'a\\nb\\n\\nc' | indent }}|{{ 'a\\nb\\n\\nc' | indent(2, true) }}|{{ 'a\\n\\nb' | indent(width=1, blank=true) }}|{{ 'a\\nb' | indent('> ', first=true) }}|{{ 'a\\n' | indent(2) }}|", {}),
    ("methods of mappings", "{{ m.get('a') }} {{ m.get('x') }} {{ m.get('x', 1) }} {{ m.keys() | join }} {{ m.values() | list }} {{ m.items() | first }} {{ m | length }} {{ m.copy() == m }} {{ m.items() | length }}", {"m": {"a": 5, "b": "c"}}),
    ("a key of the name of a method: the item by brackets, the method by the dot", "{{ m['items'] }} {{ m.items is callable }} {{ m.items is mapping }} {{ m.get('items') }} {{ m.keys() | list }} {{ m.other }} {{ m['copy'] is callable }}", {"m": {"items": {"type": "x"}, "other": 1}}),
    ("setting and changing are not allowed", "{{ xs.append(1) }}", {"xs": []}, FAILS),
    ("pop is not allowed", "{{ m.pop('a') }}", {"m": {"a": 1}}, FAILS),
    ("update is not allowed", "{% set _ = m.update({'b': 1}) %}", {"m": {"a": 1}}, FAILS),
    ("do is no tag", "{% do x %}", {}, FAILS),
    ("keys with underscores are undefined", "[{{ 'a'.__class__ }}]{{ 'a'.__class__ is defined }}", {}),
    ("dict and namespace", "{{ dict(a=1, b=[2]) }} {{ dict({'a': 1}, b=2).b }} {{ dict([('k', 'v')]) }} {% set n = namespace({'a': 1}, b=2) %}{{ n.a + n.b }} {{ n['b'] }} [{{ n.c }}]", {}),
    ("range", "{{ range(3) | list }} {{ range(1, 4) | list }} {{ range(5, 0, -2) | list }} {{ range(0) | list }} {{ range(3) | length }} {{ range(5)[2] }} {{ range(5)[1:3] | list }} {{ 2 in range(3) }}", {}),
    ("range of a float", "{{ range(2.0) | list }}", {}, FAILS),
    ("literals with a comma at the end", "{{ [1, 2,] }} {{ {'a': 1,} }} {{ (1, 2,) }} {{ dict(a=1,) }} {{ 'a,'.split(',',) }}", {}),
    ("keys that are expressions", "{{ {k: v, k ~ 2: v + 1} }} {{ {'a': 1, 'a': 2} }}", {"k": "x", "v": 1}),
    ("safe escapes what + adds", "{{ ('<a>' | safe) + '<b>' }} {{ ('<a>' | safe) ~ '<b>' }} {{ '<a>' | escape }} {{ '<&\"\\'>' | e }}", {}),
    # Statements
    ("scope of set in a loop", "{% set a = 0 %}{% for i in [1, 2] %}{% set a = a + i %}{{ a }} {% endfor %}{{ a }}", {}),
    ("scope of set in an if", "{% if true %}{% set a = 1 %}{% endif %}{{ a }}", {}),
    ("scope of set in an if in a loop", "{% for i in [1] %}{% if i %}{% set a = 1 %}{% endif %}{{ a }}{% endfor %}[{{ a }}]", {}),
    ("set in a branch not taken", "{% if false %}{% set a = 1 %}{% endif %}[{{ a }}]{{ a is defined }} {% set b = b | default('d') %}{{ b }}", {}),
    ("set over a variable of the caller", "{% if not t %}{% set t = [] %}{% endif %}{{ t }}{% set s = s ~ '!' %}{{ s }}", {"t": None, "s": "a"}),
    ("a variable of the caller is hidden only inside a loop", "{% for i in [1, 2] %}{% set s = s ~ i %}{{ s }} {% endfor %}{{ s }}", {"s": "a"}),
    ("loop variables end with the loop", "{% for i in [1] %}{{ loop.index }}{% endfor %}[{{ i }}{{ loop }}]", {}),
    ("loop hides a variable of the caller", "{{ i }}{% for i in [1] %}{{ i }}{% endfor %}{{ i }}", {"i": "c"}),
    ("namespace", "{% set n = namespace(a=0) %}{% for i in [1, 2] %}{% set n.a = n.a + i %}{% endfor %}{{ n.a }}{% set n.b = 'new' %}{{ n.b }}", {}),
    ("setting an attribute of a mapping", "{% set m.a = 1 %}", {"m": {}}, FAILS),
    ("set of a block", "{% set a %}x{{ 1 }}\n{% endset %}[{{ a }}]{% set b | trim | upper %} y {% endset %}[{{ b }}]", {}),
    ("set of several", "{% set a, b = 1, [2] %}{{ a }}{{ b }}{% set a, b = b, a %}{{ a }}{{ b }}{% set t = 1, 2 %}{{ t }}", {}),
    ("set of too few", "{% set a, b = [1] %}", {}, FAILS),
    ("loop variables", "{% for c in 'abc' %}{{ loop.index }}{{ loop.index0 }}{{ loop.revindex }}{{ loop.revindex0 }}{{ loop.first }}{{ loop.last }}{{ loop.length }}{{ loop.depth }}[{{ loop.previtem }}{{ loop.nextitem }}] {% endfor %}", {}),
    ("neighbours at the ends are undefined", "{% for c in 'ab' %}{{ loop.previtem is defined }}{{ loop.nextitem is defined }} {% endfor %}", {}),
    ("attribute of a missing neighbour", "{% for c in [{'r': 1}] %}{{ loop.previtem.r }}{% endfor %}", {}, FAILS),
    ("a filtered loop counts what is left", "{% for i in [1, 2, 3, 4] if i is even %}{{ loop.index }}/{{ loop.length }}:{{ i }}{{ ',' if not loop.last }}{% endfor %}", {}),
    ("else of a filtered loop", "{% for i in [1, 3] if i is even %}{{ i }}{% else %}none{% endfor %}", {}),
    ("else of a loop that breaks", "{% for i in [1, 2] %}{{ i }}{% break %}{% else %}none{% endfor %}.", {}),
    ("continue and break", "{% for i in range(9) %}{% if i is odd %}{% continue %}{% endif %}{% if i > 5 %}{% break %}{% endif %}{{ i }}{% endfor %}", {}),
    ("break outside of a loop", "{% break %}", {}, FAILS),
    ("inner loops", "{% for a in [1, 2] %}{% for b in [1, 2] %}{{ a }}{{ b }}{{ loop.index }}{{ loop.last }} {% endfor %}{{ loop.index }}{{ loop.last }};{% endfor %}", {}),
    ("outer loop by a name", "{% for a in 'xy' %}{% set outer = loop %}{% for b in [0] %}{{ outer.index }}{{ loop.index }} {% endfor %}{% endfor %}", {}),
    ("unpacking in a loop", "{% for a, (b, c) in [(1, (2, 3))] %}{{ a }}{{ b }}{{ c }}{% endfor %}{% for k, v in m | dictsort %}{{ k }}{{ v }}{% endfor %}", {"m": {"b": 1, "a": 2}}),
    ("unpacking the wrong number", "{% for a, b in [[1]] %}{% endfor %}", {}, FAILS),
    ("loop over an inline if", "{% for a in (xs[1:] if xs[0] == 's' else xs) %}{{ a }}{% endfor %} {% for a in xs if a != 's' %}{{ a }}{% endfor %}", {"xs": ["s", "t"]}),
    ("loop over a literal", "{% for a in 1, 'b' %}{{ a }}{% endfor %}{% for a in [] %}{% endfor %}{% for k in {'x': 1} %}{{ k }}{% endfor %}", {}),
    ("cycle and changed", "{% for i in [1, 1, 2] %}{{ loop.cycle('a', 'b') }}{{ loop.changed(i) }} {% endfor %}", {}),
    ("elif", "{% for i in range(4) %}{% if i == 0 %}a{% elif i == 1 %}b{% elif i == 2 %}c{% else %}d{% endif %}{% endfor %}", {}),
    ("macro", "{% macro f(a, b='x', c=b) %}({{ a }}{{ b }}{{ c }}){% endmacro %}{{ f(1) }}{{ f(1, 2) }}{{ f(a=1, c=3) }}{{ f() }}{{ f(1) | length }}{{ f(1) ~ f(2) }}", {}),
    ("macro with too many arguments", "{% macro f(a) %}{% endmacro %}{{ f(1, 2) }}", {}, FAILS),
    ("macro with an unknown argument", "{% macro f(a) %}{% endmacro %}{{ f(q=1) }}", {}, FAILS),
    ("a macro sees what is set at the top, and before the call", "{% macro f() %}{{ x }}{{ y }}{{ z }}{% endmacro %}{% set x = 1 %}{{ f() }}{% set y = 2 %}{{ f() }}", {"z": "z"}),
    ("a macro does not see the loop's variables", "{% macro f() %}[{{ i }}{{ loop }}]{% endmacro %}{% for i in [1] %}{{ f() }}{% endfor %}", {}),
    ("a macro in a loop does", "{% for i in [1, 2] %}{% macro f() %}[{{ i }}]{% endmacro %}{{ f() }}{% endfor %}", {}),
    ("set in a macro stays there", "{% macro f() %}{% set a = 2 %}{{ a }}{% endmacro %}{% set a = 1 %}{{ f() }}{{ a }}", {}),
    ("a macro that calls itself", "{% macro f(n) %}{{ n }}{% if n %}{{ f(n - 1) }}{% endif %}{% endmacro %}{{ f(3) }}", {}),
    ("a macro is called before its definition", "{{ f() }}{% macro f() %}{% endmacro %}", {}, FAILS),
    ("varargs and kwargs", "{% macro f(a) %}{{ a }}{{ varargs }}{{ kwargs }}{% endmacro %}{{ f(1, 2, k=3) }} {% macro g() %}{{ caller() }}!{% endmacro %}{% call g() %}body{% endcall %}", {}),
    ("spread arguments", "{% macro f(a, b, c) %}{{ a }}{{ b }}{{ c }}{% endmacro %}{{ f(*[1, 2], **{'c': 3}) }}", {}),
    ("filter block", "{% filter upper | replace('A', 'o') %}bana{{ x }}{% endfilter %}", {"x": "na"}),
    ("with", "{% set a = 1 %}{% with a = 2, b = a %}{{ a }}{{ b }}{% set c = 3 %}{% endwith %}{{ a }}[{{ b }}{{ c }}]", {}),
    ("generation keeps set inside", "{% set a = 1 %}{% generation %}{% set a = 2 %}{{ a }}{% endgeneration %}{{ a }}", {}),
    ("a namespace is changed inside generation", "{% set n = namespace(a=1) %}{% generation %}{% set n.a = 2 %}{% endgeneration %}{{ n.a }}", {}),
    ("raise_exception", "{{ raise_exception('no') }}", {}, FAILS),
    ("raise_exception in a branch not taken", "{{ raise_exception('no') if false else 'ok' }}{{ true or raise_exception('no') }}", {}),
    ("strftime_now", "{{ strftime_now('%d %b %Y|%Y-%m-%d|%A %a %B|%H:%M:%S %I %p|%y %j %m|%%') }}", {}),
    # White space
    ("the newline after a block goes", "{% if true %}\na\n{% endif %}\nb", {}),
    ("only one of two", "{% if true %}\n\na\n{% endif %}\n\nb", {}),
    ("spaces before it keep the newline", "{% if true %} \na{% endif %} \nb", {}),
    ("the newline after a variable stays", "{{ 1 }}\n{{ 2 }}\n\n", {}),
    ("the last newline of a template goes", "a\n", {}),
    ("only one of them", "a\n\n", {}),
    ("spaces before a block go at the start of a line", "a\n  \t{% if true %}b{% endif %}\n  c  {% if true %}d{% endif %}", {}),
    ("two blocks in a line", "  {% if true %}  {% if true %}  x{% endif %}  {% endif %}  y", {}),
    ("spaces before a variable stay", "a\n  {{ 1 }}\n  b", {}),
    ("spaces at the start of the template", "  {% set a = 1 %}\n  {{ a }}", {}),
    ("a comment is like a block", "a\n  {# c #}\nb {# d #} e{# f #}\ng", {}),
    ("minus eats every white space", "a \n\n {%- if true -%} \n b \n {%- endif -%} \n\n c", {}),
    ("minus at variables", "a \n {{- 1 -}} \n b {{- 2 }} c", {}),
    ("minus at comments", "a \n {#- c -#} \n b {#- d #}\n e", {}),
    ("minus eats only white space of the template", "{{ ' a ' -}}  {{- ' b ' }}", {}),
    ("plus keeps the spaces and the newline", "  {%+ if true +%}\na\n  {%+ endif %}\nb", {}),
    ("plus at comments and variables", "  {#+ c #}x\n{#  c +#}\ny {{+ 1 }}", {}),
    ("line ends of the template become \\n", "a\r\nb\rc{% if true %}\r\nd{% endif %}\r\n", {}),
    ("raw", "{% raw %}{{ a }}{% b %}{# c #}{% endraw %}|{% raw %}\n x \n{% endraw %}\n|  {% raw %} y {% endraw %}", {}),
    ("raw with minus", "a {%- raw -%} {{ x }} {%- endraw -%} b", {}),
    ("closing braces in literals", "{{ '}}' }}{{ '%}' }}{{ {'a': {'b': '}'}}['a'] }}{% if '%}' == \"%}\" %}y{% endif %}", {}),
    ("a comment with blocks in it", "{# {% if %} {{ x #}a{#\n two\n lines #}\nb", {}),
    ("newlines inside of blocks", "{%\n if true\n%}a{%\nendif %}{{\n 1 +\n 2\n}}", {}),
    ("a loop over lines", "<\n{% for i in [1, 2] %}\n  {{ i }}\n{% endfor %}\n>", {}),
    ("braces in text", "{ a } {'b'} }} %} #} {", {}),
    ("for with minus on the left only", "{% for i in [1, 2] %}\n{%- if i %}\n {{ i }}\n{%- endif %}\n{%- endfor %}\n.", {}),
    # Texts that are no templates
    ("block without its end", "{% if true %}a", {}, FAILS),
    ("variable without its end", "{{ a", {}, FAILS),
    ("unknown tag", "{% frobnicate %}", {}, FAILS),
    ("two expressions", "{{ a b }}", {}, FAILS),
    ("wrong end", "{% if true %}{% endfor %}", {}, FAILS),
    ("end without a start", "{% endif %}", {}, FAILS),
    ("nothing to print", "{{ }}", {}, FAILS),
    ("comment without its end", "a {# b", {}, FAILS),
    ("= is no comparison", "{% if a = 1 %}{% endif %}", {}, FAILS),
    ("set of a literal", "{% set true = 1 %}", {}, FAILS),
]


def expressions():
    written = []
    for about, text, variables, *fails in EXPRESSIONS:
        entry = {"about": about, "template": text, "variables": variables}
        try:
            entry["expected"] = ENVIRONMENT.from_string(text).render(**variables)
        except Exception as error:
            assert fails, (about, text, error)
            entry["error"] = True
        else:
            assert not fails, (about, text, entry["expected"])
        assert about not in {one["about"] for one in written}, about
        written.append(entry)
    return written


def write(path, entries):
    for entry in entries:
        given = {"documents": None, **entry["variables"]} if "case" in entry else entry["variables"]
        for key in ("messages", "tools", "add_generation_prompt"):
            if key in entry: given = {**given, key: entry.pop(key)}
        del entry["variables"]
        entry["given"] = json.dumps(given, ensure_ascii=False)
        if entry.get("error") is True: entry["error"] = ""
    lines = [json.dumps(entry, ensure_ascii=False) for entry in entries]
    path.write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8", newline="\n")
    print(f"{path.name}: {len(entries)} entries, {path.stat().st_size} bytes")


def main():
    here = pathlib.Path(__file__).resolve().parent / "templates"
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else here
    write(folder / "cases.json", cases(here))
    write(folder / "expressions.json", expressions())


main()
