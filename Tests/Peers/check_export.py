#!/usr/bin/env python3
"""Loads a Hugging Face folder with transformers and compares its logits with a reference; prints one JSON line.

    check_export.py FOLDER --reference OTHER_FOLDER          [--adapter PEFT_FOLDER] [--ids 1,2,3 | --text TEXT]
    check_export.py FOLDER --gguf FILE
    check_export.py FOLDER --print-logprobs TEXT             (ids and log-probabilities, first token null)
    check_export.py FOLDER --print-logprobs "" --ids 1,2,3   (the same by ids, without a tokenizer)

All in Float32. `max_abs_difference` is over every position and the whole vocabulary; `unmatched` lists parameters
that a folder lacks or that the architecture has no place for. The status is 1 if there are any, or if the
difference is above --tolerance.
"""

import argparse
import json
import os
import sys

os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import torch
import transformers
from transformers import AutoModelForCausalLM, AutoTokenizer

transformers.logging.set_verbosity_error()
transformers.logging.disable_progress_bar()

TEXT = "The quick brown fox counts: 12 + 30 = 42.\n"


def load(folder, unmatched, **source):
    model, info = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32, output_loading_info=True, **source)
    for kind in ("missing_keys", "unexpected_keys", "mismatched_keys"):
        unmatched += [f"{os.path.basename(os.path.abspath(folder))}: {kind}: {k}" for k in sorted(map(str, info[kind]))]
    return model.eval()


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("folder")
    reference = p.add_mutually_exclusive_group()
    reference.add_argument("--gguf", help="a GGUF file to compare with")
    reference.add_argument("--reference", help="a Hugging Face folder to compare with")
    p.add_argument("--adapter", help="a PEFT adapter to put on the folder's model")
    p.add_argument("--ids", type=lambda s: [int(v) for v in s.split(",")])
    p.add_argument("--text", help="tokenized by the folder's tokenizer.json")
    p.add_argument("--print-logprobs", metavar="TEXT")
    p.add_argument("--tolerance", type=float, default=float("inf"))
    a = p.parse_args()
    if not (a.gguf or a.reference or a.print_logprobs is not None):
        p.error("nothing to do: --gguf, --reference or --print-logprobs")

    unmatched = []
    model = load(a.folder, unmatched)
    if a.adapter:
        from peft import PeftModel

        model = PeftModel.from_pretrained(model, a.adapter).eval()
    tokenizer = None
    if os.path.exists(os.path.join(a.folder, "tokenizer.json")):
        tokenizer = AutoTokenizer.from_pretrained(a.folder)
    vocabulary = model.config.vocab_size

    text = a.print_logprobs or a.text
    if a.ids:
        ids = a.ids
    elif tokenizer is not None:
        ids = tokenizer(text or TEXT, add_special_tokens=False).input_ids
    elif text:
        p.error("no tokenizer.json in the folder: give --ids")
    else:
        ids = [(7 * i + 3) % vocabulary for i in range(24)]
    if not all(0 <= i < vocabulary for i in ids):
        p.error(f"ids must be in 0..<{vocabulary}")

    line = {"ids": ids, "tokenizer": tokenizer is not None, "unmatched": unmatched}
    with torch.no_grad():
        logits = model(input_ids=torch.tensor([ids])).logits[0]
        if a.print_logprobs is not None:
            values = torch.log_softmax(logits[:-1].double(), dim=-1).gather(1, torch.tensor(ids[1:])[:, None])[:, 0]
            line["token_logprobs"] = [None] + [round(v, 6) for v in values.tolist()]
        if a.gguf:
            folder, base = os.path.split(os.path.abspath(a.gguf))
            other = load(folder, unmatched, gguf_file=base)
        elif a.reference:
            other = load(a.reference, unmatched)
        if a.gguf or a.reference:
            expected = other(input_ids=torch.tensor([ids])).logits[0]
            if expected.shape != logits.shape:
                sys.exit(f"shapes differ: {list(logits.shape)} and {list(expected.shape)}")
            line["max_abs_difference"] = (logits - expected).abs().max().item()
            line["max_abs_logit"] = expected.abs().max().item()
            line["same_argmax"] = int((logits.argmax(-1) == expected.argmax(-1)).sum())
    print(json.dumps(line))
    # written so that a difference that is no number fails too
    bad = "max_abs_difference" in line and not line["max_abs_difference"] <= a.tolerance
    return 1 if bad or unmatched else 0


if __name__ == "__main__":
    sys.exit(main())
