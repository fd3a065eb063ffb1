#!/usr/bin/env python3
"""Writes tokenizers/: five small byte-level BPE tokenizers and what the package makes of a megabyte with them.

Pinned version, checked at start: tokenizers 0.23.3.

    make_tokenizer_golden.py [output folder, by default tokenizers beside this script]

Files: fragments.json is what the text is put together from, by `megabyte`, which the test repeats in Swift;
<name>.json is a tokenizer.json, trained on another text of the same fragments; expected.json has the ids.
"""
import array
import hashlib
import json
import pathlib
import sys

import tokenizers
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers
from tokenizers import pre_tokenizers, processors, trainers

assert tokenizers.__version__ == "0.23.3", tokenizers.__version__

FRAGMENTS = [
    "The quick brown fox jumps over the lazy dog. ", "don't", "I'll", "we've", "they're", "it's", "'S", "'LL",
    "I'M", "'\u017f", "'re'", "'l", "'", "''", " 'd", "can't've", "hello", " world", " a", "b", " the", "and ",
    "of the ", "Reinforcement learning with verifiable rewards. ", "tokens ", "ing", "tion", "HTTPServer",
    "snake_case_name", "0", "7", "12", "345", "6789", "1234567890", " 42", "3.14159", "1,000,000", "-5", "1e-9",
    "0x1F", "v2.0.1", " 2024-05-17", "12:30", "50%", "$9.99", "q=12#4",
    "def f(x):\n    return x + 1\n", "\tif (a[i] != b[j]) {\n\t\tcount++;\n\t}\n", "// comment\n", "/* x */",
    "for i in range(10):\n        print(f\"{i:03d}\")\n\n\n", "{\"key\": [1, 2.5, null, true]}", "<div class='a'>",
    "</div>", "&amp;", "```swift\nlet x = 1\n```\n", "\\frac{1}{2}", "x^2 + y^2 = z^2", "->", "=>", "!=", "&&", "...",
    "!!!", "?!", "----", "____", "****", "@user #tag", "https://example.com/a?b=c&d=%20", "a@b.org", "(", ")", "[",
    "]", "{", "}", ";", ":", ",", ".", "\"", "\u201cquoted\u201d", "\u2014", "\u2026",
    " ", "  ", "   ", "        ", "\t", "\t\t", " \t ", "\n", "\n\n", "\r\n", "\r\n\r\n", "\r", " \n", "\n ",
    "  \n  ", "\n\t", "\u00a0", "\u00a0\u00a0", " \u00a0 ", "\u2003", "\u2009", "\u200a", "\u202f", "\u205f",
    "\u3000", "\u1680", "\u2028", "\u2029", "\u0085", "\u000b", "\u000c", "\u200b", "\u200c", "\u200d", "\ufeff",
    "\u180e", "\u2060", "\u0000", "\u0001", "\u001b[31m", "\u001c", "\u001f", "\u007f", "\u009f", "\u00ad",
    "caf\u00e9 ", "cafe\u0301 ", "na\u00efve ", "Stra\u00dfe ", "\u00c5ngstr\u00f6m", "A\u030angstro\u0308m",
    "\u212b", "\u2126", "\ufb01", "\u0130stanbul", "\u0131", "\u01c5", "\u00aa\u00ba", "\u02b0",
    "e\u0301\u0323", "e\u0323\u0301", "q\u0307\u0323", "\u1e69", "s\u0323\u0307", "\u0301", " \u0301a", "a\u20dd",
    "\u0958", "\u0915\u093c", "\u2adc", "\ufb1d", "\u0344", "\u1100\u1161\u11a8", "\uac00\u11a8",
    "\u041f\u0440\u0438\u0432\u0435\u0442, \u043c\u0438\u0440! ", "\u0451\u043b\u043a\u0430 ",
    "\u03ba\u03b1\u03bb\u03b7\u03bc\u03ad\u03c1\u03b1 ", "\u1f00\u1fb3", "\u05e9\u05b8\u05dc\u05d5\u05b9\u05dd ",
    "\u0645\u0631\u062d\u0628\u0627 ", "\u0661\u0662\u0663", "\u06f4\u06f5",
    "\u0928\u092e\u0938\u094d\u0924\u0947 ", "\u0967\u0968\u0969", "\u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35",
    "\u0e51\u0e52", "\u4f60\u597d\uff0c\u4e16\u754c\u3002", "\u6f22\u5b57", "\u3053\u3093\u306b\u3061\u306f",
    "\u30ab\u30bf\u30ab\u30ca", "\u304b\u3099", "\uff76\uff9e", "\uc548\ub155\ud558\uc138\uc694 ",
    "\U00020000\U0002a6df", "\uf900", "\u10d2\u10d0\u10db\u10d0\u10e0", "\u0531\u0580\u0587", "\u12a0\u121b",
    "\u1e900", "\u13a0\u13a1", "\U00010400\U00010428", "\U0001d538\U0001d7d8", "\U00012000",
    "\u2160\u2161\u216b", "\u00bd", "\u00b2\u00b3", "\u2460", "\u3007", "\u4e00\u4e8c\u4e09", "\U0001f100",
    "\U00011de0", "\U00016ff4", "1\U00011de12", "\U0001fbf3",
    "\U0001f600", "\U0001f468\u200d\U0001f469\u200d\U0001f467", "\U0001f44d\U0001f3fd", "\u2764\ufe0f",
    "\U0001f1e9\U0001f1ea", "1\ufe0f\u20e3", "\U0001f3f4\U000e0067\U000e007f", "\u20ac", "\u2211\u222b\u221e",
    "\u2190\u2191", "\u2588\u2591", "\ue000\uf8ff", "\U000f0000", "\U0010fffd", "\ufffd", "\ufffe", "\uffff",
    "\u0378", "\u0530", "\U000e0080", "\U0003ffff", "\U00013460", "\u1c89",
    "<|endoftext|>", "<|im_start|>user\nhi<|im_end|>\n", "<|im_end", "<tool>", "<tool>x", "<tool", " <tool>y",
    "e\u0301x", "\u00e9x", "\u0120", "\u010a", "\u0100",
]


def megabyte(seed, size=1_000_000):
    """A text of at least `size` bytes; `seed` starts Knuth's linear congruential generator."""
    state = seed

    def draw(bound):
        nonlocal state
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (state >> 33) % bound

    parts, length = [], 0
    while length < size:
        kind = draw(16)
        if kind < 2:
            code = draw(0x110000 if kind == 0 else 0x3000)
            part = "" if 0xD800 <= code < 0xE000 else chr(code)
        else:
            part = FRAGMENTS[draw(len(FRAGMENTS))]
            if kind == 2:
                part *= 1 + draw(5)
        parts.append(part)
        length += len(part.encode())
    return "".join(parts)


def contents(numbers):
    """The SHA-256 of numbers as little-endian int32."""
    data = array.array("i", numbers)
    if sys.byteorder == "big":
        data.byteswap()
    return hashlib.sha256(data.tobytes()).hexdigest()


def regex(digits):
    return (
        r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}" + digits
        + r"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+")


def split(digits):
    return pre_tokenizers.Sequence([
        pre_tokenizers.Split(Regex(regex(digits)), "isolated"),
        pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)])


PRE_TOKENIZERS = {
    "gpt2": pre_tokenizers.ByteLevel(add_prefix_space=False),
    "smollm": pre_tokenizers.Sequence([
        pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False)]),
    "llama3": split("{1,3}"),
    "qwen2": split(""),
    "llama-cpp": pre_tokenizers.Sequence([
        pre_tokenizers.Split(Regex(pattern), "isolated") for pattern in (
            r"[\p{P}\$\+<=>\^~\|]+",
            r"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+", r"\p{N}+",
            r"[0-9][0-9][0-9]")] + [pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)]),
}


def train(name, size):
    tokenizer = Tokenizer(models.BPE(ignore_merges=name == "llama3"))
    tokenizer.pre_tokenizer = PRE_TOKENIZERS[name]
    tokenizer.decoder = decoders.ByteLevel()
    if name == "qwen2":
        tokenizer.normalizer = normalizers.NFC()
    special = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
    trainer = trainers.BpeTrainer(
        vocab_size=size, show_progress=False, special_tokens=special if name != "llama3" else [],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet())
    tokenizer.train_from_iterator([megabyte(99, 300_000)], trainer)
    state = json.loads(tokenizer.to_str())
    if name == "llama3":
        # Pieces that merging does not reach show that words of the vocabulary are not merged.
        state["model"]["merges"] = [m for i, m in enumerate(state["model"]["merges"]) if i % 7 != 6]
    if name == "gpt2":
        # The older form of merges, and bytes that the vocabulary lacks.
        state["model"]["merges"] = [" ".join(m) for m in state["model"]["merges"]]
        for piece in ["\u00f5", "\u0121"]:
            assert not any(piece in m for m in state["model"]["merges"])
            vocabulary = state["model"]["vocab"]
            vocabulary[f"<unused {ord(piece)}>"] = vocabulary.pop(piece)
    tokenizer = Tokenizer.from_str(json.dumps(state))
    if name == "llama3":
        tokenizer.add_special_tokens(special)
        tokenizer.post_processor = processors.TemplateProcessing(
            single="<|endoftext|> $A", pair="<|endoftext|> $A $B",
            special_tokens=[("<|endoftext|>", tokenizer.token_to_id("<|endoftext|>"))])
    tokenizer.add_tokens([AddedToken("<tool>", normalized=False), AddedToken("<tool>x", normalized=False)])
    if name in ("qwen2", "smollm"):
        tokenizer.add_tokens([AddedToken("e\u0301x", normalized=True)])
    return tokenizer, state


def main():
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent / "tokenizers")
    folder.mkdir(exist_ok=True)
    text = megabyte(7)
    expected = {
        "made_by": "make_tokenizer_golden.py",
        "script_sha256": hashlib.sha256(pathlib.Path(__file__).read_bytes()).hexdigest(),
        "text_sha256": hashlib.sha256(text.encode()).hexdigest(),
        "tokenizers": {},
    }
    for name, size in [("gpt2", 1100), ("smollm", 1200), ("llama3", 1300), ("qwen2", 1400), ("llama-cpp", 1250)]:
        tokenizer, _ = train(name, size)
        saved = tokenizer.to_str()
        if name == "gpt2":
            state = json.loads(saved)
            state["model"]["merges"] = [" ".join(m) for m in state["model"]["merges"]]
            saved = json.dumps(state, ensure_ascii=False)
            tokenizer = Tokenizer.from_str(saved)
        (folder / f"{name}.json").write_text(saved)
        ids = tokenizer.encode(text, add_special_tokens=False).ids
        skipped = tokenizer.decode(ids, skip_special_tokens=True)
        kept = tokenizer.decode(ids, skip_special_tokens=False)
        # Ids in any order give bytes that are not UTF-8.
        shuffled = [(i * 7919) % len(ids) for i in range(100_000)]
        broken = tokenizer.decode([ids[i] for i in shuffled], skip_special_tokens=False)
        tokenizer.encode_special_tokens = True
        plain = tokenizer.encode(text, add_special_tokens=False).ids
        expected["tokenizers"][name] = {
            "count": len(ids), "prefix": ids[:60], "ids_sha256": contents(ids),
            "plain_count": len(plain), "plain_sha256": contents(plain),
            "decoded_sha256": hashlib.sha256(skipped.encode()).hexdigest(),
            "kept_sha256": hashlib.sha256(kept.encode()).hexdigest(),
            "broken_sha256": hashlib.sha256(broken.encode()).hexdigest(),
        }
        print(name, tokenizer.get_vocab_size(), len(ids), len(plain), kept == text)
    (folder / "fragments.json").write_text(json.dumps(FRAGMENTS, indent=0) + "\n")
    (folder / "expected.json").write_text(json.dumps(expected, indent=1) + "\n")


if __name__ == "__main__":
    main()
