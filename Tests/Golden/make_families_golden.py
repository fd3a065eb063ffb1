#!/usr/bin/env python3
"""Writes small random models of every family as Hugging Face folders, with what PyTorch computes from them.

Pinned versions, checked at start: torch 2.15.0, transformers 5.23.0, safetensors 0.8.0.
Usage: make_families_golden.py [output directory, by default families/ beside this script]

Each folder holds config.json, the weights and expected.json. The stored weights are read back as Float32
before anything is computed, so a model stored in 16 bits is compared on exactly the values in its file.

expected.json: `inputIDs` is one sequence. `logits` holds the whole vocabulary at the last two positions and
`tokenLogProbabilities` one number per token given those before it (the first is null). `loss` is the mean of
-log-probability over all tokens but the first. `gradients` has, by the parameter's stored name, its shape, the
Euclidean norm of the gradient and five elements at flat, row-major indices. Numbers have 9 significant digits.
"""

import hashlib
import json
import os
import shutil
import sys

PINNED = {"torch": "2.15.0", "transformers": "5.23.0", "safetensors": "0.8.0"}

for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[name] = "1"
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import safetensors
import torch
import transformers
from transformers import AutoConfig, AutoModelForCausalLM, LlamaConfig, MistralConfig, Qwen2Config, Qwen3Config

torch.set_num_threads(1)
torch.use_deterministic_algorithms(True)
transformers.logging.set_verbosity_error()
transformers.logging.disable_progress_bar()

HERE = os.path.dirname(os.path.abspath(__file__))
OUT = sys.argv[1] if len(sys.argv) > 1 else os.path.join(HERE, "families")

COMMON = dict(
    num_hidden_layers=2,
    num_attention_heads=4,
    num_key_value_heads=2,
    bos_token_id=1,
    eos_token_id=2,
    pad_token_id=0,
    attention_dropout=0.0,
)

SCALING = {
    "rope_type": "llama3",
    "factor": 8.0,
    "low_freq_factor": 1.0,
    "high_freq_factor": 4.0,
    "original_max_position_embeddings": 64,
}

FAMILIES = {
    "llama_scaled": dict(
        config=LlamaConfig(
            **COMMON,
            vocab_size=96,
            hidden_size=64,
            intermediate_size=48,
            max_position_embeddings=512,
            rms_norm_eps=1e-5,
            tie_word_embeddings=True,
            rope_parameters={"rope_theta": 10000.0, **SCALING},
        ),
        dtype=torch.float32,
        length=100,
    ),
    "llama_untied": dict(
        config=LlamaConfig(
            **COMMON,
            vocab_size=104,
            hidden_size=32,
            intermediate_size=56,
            max_position_embeddings=128,
            rms_norm_eps=1e-5,
            tie_word_embeddings=False,
            rope_parameters={"rope_type": "default", "rope_theta": 10000.0},
        ),
        dtype=torch.float32,
        length=40,
        shard="40KB",
    ),
    "qwen2": dict(
        config=Qwen2Config(
            **COMMON,
            vocab_size=96,
            hidden_size=32,
            intermediate_size=72,
            max_position_embeddings=256,
            rms_norm_eps=1e-6,
            tie_word_embeddings=True,
            rope_parameters={"rope_type": "default", "rope_theta": 1000000.0},
        ),
        dtype=torch.float16,
        length=48,
    ),
    "qwen3": dict(
        config=Qwen3Config(
            **COMMON,
            vocab_size=88,
            hidden_size=48,
            head_dim=16,
            intermediate_size=64,
            max_position_embeddings=256,
            rms_norm_eps=1e-6,
            tie_word_embeddings=True,
            rope_parameters={"rope_type": "default", "rope_theta": 1000000.0},
        ),
        dtype=torch.bfloat16,
        length=48,
    ),
    "qwen2_yarn": dict(
        config=Qwen2Config(
            **COMMON,
            vocab_size=96,
            hidden_size=64,
            intermediate_size=40,
            max_position_embeddings=256,
            rms_norm_eps=1e-6,
            tie_word_embeddings=True,
            rope_parameters={
                "rope_type": "yarn",
                "rope_theta": 10000.0,
                "factor": 4.0,
                "original_max_position_embeddings": 64,
            },
        ),
        dtype=torch.float16,
        length=100,
    ),
    "mistral_linear": dict(
        config=MistralConfig(
            **COMMON,
            vocab_size=96,
            hidden_size=32,
            head_dim=16,
            intermediate_size=48,
            max_position_embeddings=256,
            sliding_window=None,
            rms_norm_eps=1e-5,
            tie_word_embeddings=False,
            rope_parameters={"rope_type": "linear", "rope_theta": 10000.0, "factor": 2.5},
        ),
        dtype=torch.bfloat16,
        length=60,
    ),
}


def generator():
    found = {m.__name__: m.__version__.split("+")[0] for m in (torch, transformers, safetensors)}
    for name, pinned in PINNED.items():
        if found[name] != pinned:
            sys.exit(f"{name} is {found[name]}, pinned {pinned}: see README.md")
    with open(os.path.abspath(__file__), "rb") as f:
        sha = hashlib.sha256(f.read()).hexdigest()
    return {"script": os.path.basename(__file__), "scriptSHA256": sha, "versions": found}


def numbers(x):
    if isinstance(x, torch.Tensor):
        return numbers(x.tolist())
    if isinstance(x, list):
        return [numbers(v) for v in x]
    assert x == x and abs(x) != float("inf")
    return float(f"{x:.9g}")


def randomize(model, seed):
    """Weights large enough for attention and logits to be far from uniform."""
    stream = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for name, p in model.named_parameters():
            noise = torch.randn(p.shape, generator=stream)
            if name.endswith("norm.weight"):
                p.copy_(1 + 0.2 * noise)
            elif name.endswith(".bias"):
                p.copy_(0.3 * noise)
            elif "embed_tokens" in name:
                p.copy_(0.3 * noise)
            else:
                p.copy_(1.2 * noise / p.shape[1] ** 0.5)


def run(model, ids):
    model.zero_grad(set_to_none=True)
    logits = model(input_ids=torch.tensor([ids])).logits[0]
    log_probabilities = torch.log_softmax(logits[:-1], dim=-1)
    chosen = log_probabilities.gather(1, torch.tensor(ids[1:])[:, None])[:, 0]
    loss = -chosen.mean()
    loss.backward()
    return logits.detach(), chosen.detach(), loss.detach()


def gradients(model, seed):
    stream = torch.Generator().manual_seed(seed)
    rows = {}
    for name, p in model.named_parameters():
        g = p.grad.reshape(-1)
        indices = torch.randperm(g.numel(), generator=stream)[:4].tolist()
        indices = sorted(set(indices + [int(g.abs().argmax())]))
        norm = g.double().norm().item()
        assert norm > 0, name
        rows[name] = {
            "shape": list(p.shape),
            "norm": numbers(norm),
            "indices": indices,
            "values": numbers(g[indices]),
        }
    return rows


def pretty(x, indent=0):
    """JSON with a line for every list of numbers."""
    if isinstance(x, dict) and any(isinstance(v, (dict, list)) for v in x.values()) and "indices" not in x:
        pad = " " * (indent + 1)
        rows = [pad + json.dumps(k) + ": " + pretty(v, indent + 1) for k, v in x.items()]
        return "{\n" + ",\n".join(rows) + "\n" + " " * indent + "}"
    return json.dumps(x, separators=(",", ":"))


def make(name, config, dtype, length, shard="1GB", seed=0):
    folder = os.path.join(OUT, name)
    shutil.rmtree(folder, ignore_errors=True)
    torch.manual_seed(seed)
    model = AutoModelForCausalLM.from_config(config, attn_implementation="eager")
    randomize(model, seed)
    model.to(dtype).save_pretrained(folder, max_shard_size=shard)
    extra = os.path.join(folder, "generation_config.json")
    if os.path.exists(extra):
        os.remove(extra)
    assert os.path.exists(os.path.join(folder, "model.safetensors.index.json")) == (shard != "1GB")

    model, info = AutoModelForCausalLM.from_pretrained(
        folder, dtype=torch.float32, attn_implementation="eager", output_loading_info=True
    )
    assert not info["missing_keys"] and not info["unexpected_keys"], info
    model.eval()
    stream = torch.Generator().manual_seed(seed + 1)
    ids = torch.randint(3, config.vocab_size, (length,), generator=stream).tolist()
    logits, chosen, loss = run(model, ids)
    rows = gradients(model, seed + 2)
    assert any(config.tie_word_embeddings or n == "lm_head.weight" for n in rows)

    if name == "llama_scaled":
        write_older_config(folder)
        plain = AutoConfig.from_pretrained(folder)
        plain.rope_parameters = {"rope_type": "default", "rope_theta": 10000.0}
        other = AutoModelForCausalLM.from_config(plain, attn_implementation="eager").eval()
        other.load_state_dict(model.state_dict())
        assert (run(other, ids)[0] - logits)[-1].abs().max() > 0.1, "the scaling must matter"

    document = {
        "generator": generator(),
        "storedAs": str(dtype).split(".")[1],
        "inputIDs": ids,
        "logits": {"positions": [length - 2, length - 1], "values": numbers(logits[-2:])},
        "tokenLogProbabilities": [None] + numbers(chosen),
        "loss": numbers(loss.item()),
        "gradients": rows,
    }
    with open(os.path.join(folder, "expected.json"), "w") as f:
        f.write(pretty(document) + "\n")
    size = sum(e.stat().st_size for e in os.scandir(folder))
    print(f"{name:14} {size:8} bytes, loss {loss:.4f}, largest logit {logits.abs().max():.2f}")


def write_older_config(folder):
    """The same settings under the keys that transformers 4 wrote, which most published folders still have."""
    with open(os.path.join(folder, "config.json")) as f:
        config = json.load(f)
    rope = dict(config.pop("rope_parameters"))
    config["rope_theta"] = rope.pop("rope_theta")
    config["rope_scaling"] = rope
    config["torch_dtype"] = config.pop("dtype")
    config["transformers_version"] = "4.45.0"
    path = os.path.join(folder, "config.older.json")
    with open(path, "w") as f:
        f.write(json.dumps(config, indent=2, sort_keys=True) + "\n")
    assert AutoConfig.from_pretrained(path).rope_parameters == {"rope_theta": 10000.0, **SCALING}


if __name__ == "__main__":
    os.makedirs(OUT, exist_ok=True)
    for i, (name, family) in enumerate(FAMILIES.items()):
        make(name, seed=100 + 10 * i, **family)
