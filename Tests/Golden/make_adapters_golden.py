#!/usr/bin/env python3
"""Writes adapters/: adapters of PEFT for families/llama_untied, and the logits that PEFT computes with them.

Pinned versions, checked at start: torch 2.15.0, transformers 5.23.0, peft 0.21.2, safetensors 0.8.0.
Usage: make_adapters_golden.py [output directory, by default adapters/ beside this script]

Each folder holds adapter_config.json and adapter_model.safetensors as PEFT saves them. expected.json has one sequence
of ids, and by adapter the logits of the whole vocabulary at its last two positions, with 9 significant digits.
"""

import hashlib
import json
import os
import shutil
import sys

PINNED = {"torch": "2.15.0", "transformers": "5.23.0", "peft": "0.21.2", "safetensors": "0.8.0"}

os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import peft
import safetensors
import torch
import transformers
from transformers import AutoModelForCausalLM

torch.set_num_threads(1)
transformers.logging.set_verbosity_error()

HERE = os.path.dirname(os.path.abspath(__file__))
BASE = os.path.join(HERE, "families", "llama_untied")
OUT = sys.argv[1] if len(sys.argv) > 1 else os.path.join(HERE, "adapters")

ADAPTERS = {
    "plain": dict(r=4, lora_alpha=8, target_modules=["q_proj", "v_proj"]),
    "rslora": dict(r=4, lora_alpha=8, target_modules=["q_proj", "v_proj", "down_proj"], use_rslora=True),
    "dora": dict(r=4, lora_alpha=8, target_modules=["q_proj", "k_proj", "o_proj", "up_proj"], use_dora=True),
    "dora_rslora": dict(r=3, lora_alpha=6, target_modules="all-linear", use_dora=True, use_rslora=True),
    "patterns": dict(
        r=2, lora_alpha=4, target_modules=["q_proj", "gate_proj"], rank_pattern={"gate_proj": 5},
        alpha_pattern={"layers.1.self_attn.q_proj": 16}),
    "regex": dict(r=2, lora_alpha=4, target_modules=r".*layers\.1\..*(k_proj|down_proj)"),
    "layers": dict(r=2, lora_alpha=4, target_modules=["o_proj"], layers_to_transform=[1]),
    "saved": dict(r=2, lora_alpha=4, target_modules=["q_proj"], modules_to_save=["lm_head"]),
    "head": dict(r=2, lora_alpha=4, target_modules=["lm_head", "v_proj"]),
    "ones": dict(r=1, lora_alpha=1, target_modules=["q_proj", "k_proj", "v_proj", "o_proj"]),
}


def numbers(values):
    return [[float(f"{v:.9g}") for v in row] for row in values.tolist()]


def main():
    found = {m.__name__: m.__version__.split("+")[0] for m in (torch, transformers, peft, safetensors)}
    for name, pinned in PINNED.items():
        if found[name] != pinned:
            sys.exit(f"{name} is {found[name]}, pinned {pinned}")
    ids = torch.randint(3, 104, (30,), generator=torch.Generator().manual_seed(5))
    expected = {
        "generator": {
            "scriptSHA256": hashlib.sha256(open(os.path.abspath(__file__), "rb").read()).hexdigest(), "versions": found},
        "inputIDs": ids.tolist(), "positions": [28, 29], "logits": {},
    }
    base = None
    for seed, (name, settings) in enumerate(ADAPTERS.items()):
        folder = os.path.join(OUT, name)
        shutil.rmtree(folder, ignore_errors=True)
        model = AutoModelForCausalLM.from_pretrained(BASE, dtype=torch.float32, attn_implementation="eager").eval()
        if base is None:
            base = model(input_ids=ids[None]).logits[0, -2:].detach()
        model = peft.get_peft_model(model, peft.LoraConfig(task_type="CAUSAL_LM", **settings))
        stream = torch.Generator().manual_seed(seed)
        with torch.no_grad():
            for key, p in model.named_parameters():
                noise = torch.randn(p.shape, generator=stream)
                if "lora_A" in key or "lora_B" in key:
                    p.copy_(0.4 * noise / p.shape[1] ** 0.5)
                elif "lora_magnitude" in key or "modules_to_save" in key:
                    p.mul_(1 + 0.2 * noise)
        model.save_pretrained(folder)
        for extra in ("README.md",):
            if os.path.exists(os.path.join(folder, extra)):
                os.remove(os.path.join(folder, extra))
        path = os.path.join(folder, "adapter_config.json")
        with open(path) as f:
            config = json.load(f)
        # No path of the machine that wrote it.
        config["base_model_name_or_path"] = "../../families/llama_untied"
        with open(path, "w") as f:
            f.write(json.dumps(config, indent=2, sort_keys=True) + "\n")
        model = peft.PeftModel.from_pretrained(
            AutoModelForCausalLM.from_pretrained(BASE, dtype=torch.float32, attn_implementation="eager"), folder).eval()
        logits = model(input_ids=ids[None]).logits[0, -2:].detach()
        assert (logits - base).abs().max() > 0.05, name
        expected["logits"][name] = numbers(logits)
        print(name, (logits - base).abs().max().item())
    with open(os.path.join(OUT, "expected.json"), "w") as f:
        f.write(json.dumps(expected) + "\n")


if __name__ == "__main__":
    main()
