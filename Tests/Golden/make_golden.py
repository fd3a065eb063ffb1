#!/usr/bin/env python3
"""Makes the golden numbers that GoldenTests compares the Swift code with.

Pinned versions (checked at start; what follows a "+" in a version is ignored):

    python        3.11
    torch         2.15.0
    transformers  5.23.0
    numpy         2.4.6
    scipy         1.17.1

Usage: make_golden.py [output directory, by default this script's own]
README.md beside this file says how to set up the environment and what the files hold.

Two kinds of numbers are written. Small ones are plain JSON numbers, rounded to 9 significant digits.
Large tensors are {"shape", "unit", "values"} with integer values; an element is value * unit. The unit is
a power of two, so the product is exact, and random inputs lie on a coarse grid, so they are exact in Float32.
"""

import hashlib
import itertools
import json
import math
import os
import platform
import sys
from fractions import Fraction

PINNED = {
    "python": "3.11",
    "torch": "2.15.0",
    "transformers": "5.23.0",
    "numpy": "2.4.6",
    "scipy": "1.17.1",
}

for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[name] = "1"
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import numpy as np
import scipy
import scipy.stats as st
import torch
import torch.nn.functional as F
import transformers

torch.set_num_threads(1)
torch.use_deterministic_algorithms(True)

HERE = os.path.dirname(os.path.abspath(__file__))
OUT = sys.argv[1] if len(sys.argv) > 1 else HERE


# ---------------------------------------------------------------- writing


def generator():
    found = {
        "python": platform.python_version(),
        "torch": torch.__version__,
        "transformers": transformers.__version__,
        "numpy": np.__version__,
        "scipy": scipy.__version__,
    }
    for name, pinned in PINNED.items():
        plain = str(found[name]).split("+")[0]
        if name == "python":
            plain = ".".join(plain.split(".")[:2])
        if plain != pinned:
            sys.exit(f"{name} is {plain}, pinned {pinned}: see README.md")
        found[name] = str(found[name]).split("+")[0]
    with open(os.path.abspath(__file__), "rb") as f:
        sha = hashlib.sha256(f.read()).hexdigest()
    return {"script": "make_golden.py", "scriptSHA256": sha, "versions": found}


class Exact(float):
    """A float that is written with all its digits."""


def number(x):
    if isinstance(x, (bool, np.bool_)):
        return "true" if x else "false"
    if isinstance(x, (int, np.integer)):
        return str(int(x))
    if isinstance(x, Exact):
        return repr(float(x))
    x = float(x)
    assert math.isfinite(x), x
    text = repr(float(f"{x:.9g}"))
    if text.endswith(".0"):
        text = text[:-2]
    return "0" if text == "-0" else text


def is_leaf(x):
    return x is None or isinstance(x, (str, bool, int, float, np.integer, np.floating, np.bool_))


def flat(x):
    """One-line JSON."""
    if x is None:
        return "null"
    if isinstance(x, str):
        return json.dumps(x, ensure_ascii=True)
    if is_leaf(x):
        return number(x)
    if isinstance(x, dict):
        return "{" + ",".join(json.dumps(k) + ":" + flat(v) for k, v in x.items()) + "}"
    return "[" + ",".join(flat(v) for v in x) + "]"


def pretty(x, indent=0):
    """JSON with a line for every number, list of numbers and tensor."""
    pad = " " * (indent + 1)
    if isinstance(x, dict) and not ("unit" in x and "values" in x):
        if all(is_leaf(v) for v in x.values()):
            return flat(x)
        rows = [pad + json.dumps(k) + ": " + pretty(v, indent + 1) for k, v in x.items()]
        return "{\n" + ",\n".join(rows) + "\n" + " " * indent + "}"
    if isinstance(x, (list, tuple)) and any(isinstance(v, dict) for v in x):
        rows = [pad + pretty(v, indent + 1) for v in x]
        return "[\n" + ",\n".join(rows) + "\n" + " " * indent + "]"
    return flat(x)


def write(name, body):
    document = {"generator": generator(), **body}
    path = os.path.join(OUT, name)
    text = pretty(document) + "\n"
    json.loads(text)
    with open(path + ".part", "w") as f:
        f.write(text)
    os.replace(path + ".part", path)
    print(f"{name:20} {len(text):8} bytes")


def packed(x, bits=24):
    """A tensor as integers times a power of two; the largest magnitude has about `bits` bits."""
    a = np.asarray(x.detach().double() if isinstance(x, torch.Tensor) else x, dtype=np.float64)
    assert np.isfinite(a).all()
    top = np.abs(a).max() if a.size else 0.0
    exponent = (math.frexp(top)[1] - bits) if top > 0 else 0
    values = np.rint(np.ldexp(a, -exponent)).astype(np.int64)
    while values.size and top > 0 and not (values % 2).any():
        values //= 2
        exponent += 1
    return {"shape": list(a.shape), "unit": Exact(2.0**exponent), "values": values.reshape(-1).tolist()}


def numbers(x):
    a = x.detach().double().numpy() if isinstance(x, torch.Tensor) else np.asarray(x)
    return a.reshape(-1).tolist()


def grid(rng, shape, sd, step, mean=0.0):
    """Normal numbers on a grid, so that they are short to write and exact in Float32."""
    values = np.rint((mean + sd * rng.standard_normal(shape)) / step) * step
    assert (values.astype(np.float32) == values).all()
    return values


# ---------------------------------------------------------------- the model


def rms_norm(x, gain, epsilon=1e-5):
    return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + epsilon) * gain


def rotate(x, positions, base=10000.0):
    """Rotary positions, halves paired (Hugging Face's rotate_half); x is [T, H, K]."""
    width = x.shape[-1]
    frequencies = base ** (-torch.arange(0, width, 2, dtype=torch.float64) / width)
    angles = positions.double()[:, None] * frequencies[None]
    angles = torch.cat([angles, angles], -1)[:, None, :]
    first, second = x[..., : width // 2], x[..., width // 2 :]
    turned = torch.cat([-second, first], -1)
    return x * angles.cos().to(x.dtype) + turned * angles.sin().to(x.dtype)


def attention(q, k, v, offsets, heads, kv_heads, rotary=True):
    """Causal grouped-query attention over packed sequences; [N, H*K], [N, Hkv*K] twice -> [N, H*K]."""
    width = q.shape[-1] // heads
    outs = []
    for start, end in zip(offsets, offsets[1:]):
        t = end - start
        positions = torch.arange(t)
        qs = q[start:end].view(t, heads, width)
        ks = k[start:end].view(t, kv_heads, width)
        vs = v[start:end].view(t, kv_heads, width)
        if rotary:
            qs, ks = rotate(qs, positions), rotate(ks, positions)
        ks = ks.repeat_interleave(heads // kv_heads, 1)
        vs = vs.repeat_interleave(heads // kv_heads, 1)
        scores = torch.einsum("ihd,jhd->hij", qs, ks) / math.sqrt(width)
        hidden = torch.ones(t, t, dtype=torch.bool).triu(1)
        weights = scores.masked_fill(hidden, -math.inf).softmax(-1)
        outs.append(torch.einsum("hij,jhd->ihd", weights, vs).reshape(t, heads * width))
    return torch.cat(outs)


def swiglu(gate, up):
    return F.silu(gate) * up


def logits_of(c, p, tokens, offsets):
    x = p["model.embed_tokens.weight"][tokens]
    for i in range(c["layers"]):
        w = lambda name: p[f"model.layers.{i}.{name}.weight"]
        h = rms_norm(x, w("input_layernorm"))
        q, k, v = (h @ w(f"self_attn.{n}_proj").T for n in "qkv")
        a = attention(q, k, v, offsets, c["heads"], c["keyValueHeads"])
        x = x + a @ w("self_attn.o_proj").T
        h = rms_norm(x, w("post_attention_layernorm"))
        x = x + swiglu(h @ w("mlp.gate_proj").T, h @ w("mlp.up_proj").T) @ w("mlp.down_proj").T
    head = p["model.embed_tokens.weight" if c["tiedHead"] else "lm_head.weight"]
    return rms_norm(x, p["model.norm.weight"]) @ head.T


def shapes_of(c):
    d, k, f = c["width"], c["headWidth"], c["feedForward"]
    shapes = {"model.embed_tokens.weight": (c["vocabulary"], d)}
    for i in range(c["layers"]):
        at = f"model.layers.{i}."
        shapes[at + "input_layernorm.weight"] = (d,)
        shapes[at + "self_attn.q_proj.weight"] = (c["heads"] * k, d)
        shapes[at + "self_attn.k_proj.weight"] = (c["keyValueHeads"] * k, d)
        shapes[at + "self_attn.v_proj.weight"] = (c["keyValueHeads"] * k, d)
        shapes[at + "self_attn.o_proj.weight"] = (d, c["heads"] * k)
        shapes[at + "post_attention_layernorm.weight"] = (d,)
        shapes[at + "mlp.gate_proj.weight"] = (f, d)
        shapes[at + "mlp.up_proj.weight"] = (f, d)
        shapes[at + "mlp.down_proj.weight"] = (d, f)
    shapes["model.norm.weight"] = (d,)
    if not c["tiedHead"]:
        shapes["lm_head.weight"] = (c["vocabulary"], d)
    return shapes


def initial(c, rng):
    values = {}
    for name, shape in shapes_of(c).items():
        if len(shape) == 1:
            values[name] = grid(rng, shape, 0.15, 2**-8, mean=1.0)
        else:
            sd = 0.12 if "embed" in name else 0.8 / math.sqrt(shape[1])
            values[name] = grid(rng, shape, sd, 2**-10)
    return values


def transformers_logits(c, values, tokens, offsets, dtype):
    config = transformers.LlamaConfig(
        vocab_size=c["vocabulary"],
        hidden_size=c["width"],
        intermediate_size=c["feedForward"],
        num_hidden_layers=c["layers"],
        num_attention_heads=c["heads"],
        num_key_value_heads=c["keyValueHeads"],
        head_dim=c["headWidth"],
        max_position_embeddings=256,
        rms_norm_eps=1e-5,
        hidden_act="silu",
        attention_bias=False,
        mlp_bias=False,
        attention_dropout=0.0,
        tie_word_embeddings=c["tiedHead"],
        rope_parameters={"rope_type": "default", "rope_theta": 10000.0},
        bos_token_id=None,
        eos_token_id=None,
        pad_token_id=None,
        attn_implementation="eager",
    )
    model = transformers.LlamaForCausalLM(config).to(dtype).eval()
    state = {k: torch.tensor(v, dtype=dtype) for k, v in values.items()}
    missing, unexpected = model.load_state_dict(state, strict=False)
    assert not unexpected and set(missing) <= ({"lm_head.weight"} if c["tiedHead"] else set())
    for name, parameter in model.named_parameters():
        assert torch.equal(parameter.data, state[name]), name
    with torch.no_grad():
        rows = [model(tokens[None, a:b]).logits[0] for a, b in zip(offsets, offsets[1:])]
    return torch.cat(rows)


def per_token(logits, tokens, predicts):
    """Log-probability of token t+1 and entropy, both at position t; 0 where nothing is predicted."""
    logp = logits.log_softmax(-1)
    following = torch.roll(tokens, -1)
    live = predicts.bool()
    zero = torch.zeros((), dtype=logits.dtype)
    chosen = logp.gather(1, following[:, None])[:, 0]
    entropy = -(logp.exp() * logp).sum(-1)
    return torch.where(live, chosen, zero), torch.where(live, entropy, zero)


OPTIMIZER = {
    "learningRate": 3e-3,
    "beta1": 0.9,
    "beta2": 0.95,
    "epsilon": 1e-8,
    "weightDecay": 0.1,
    "maxGradientNorm": 1.0,
}


def run(c, values, tokens, offsets, predicts, mask, dtype, steps=10):
    p = {k: torch.tensor(v, dtype=dtype, requires_grad=True) for k, v in values.items()}
    weight = torch.tensor(mask, dtype=dtype)

    def evaluate():
        logits = logits_of(c, p, tokens, offsets)
        logprobs, entropies = per_token(logits, tokens, predicts)
        return logits, logprobs, entropies, -(logprobs * weight).sum() / weight.sum()

    logits, logprobs, entropies, loss = evaluate()
    loss.backward()
    r = {
        "logits": logits.detach(),
        "logprobs": logprobs.detach(),
        "entropies": entropies.detach(),
        "loss": loss.item(),
        "gradients": {k: v.grad.clone() for k, v in p.items()},
        "losses": [],
        "gradientNorms": [],
    }
    o = OPTIMIZER
    matrices = [v for v in p.values() if v.dim() == 2]
    gains = [v for v in p.values() if v.dim() == 1]
    adam = torch.optim.AdamW(
        [
            {"params": matrices, "weight_decay": o["weightDecay"]},
            {"params": gains, "weight_decay": 0.0},
        ],
        lr=o["learningRate"],
        betas=(o["beta1"], o["beta2"]),
        eps=o["epsilon"],
        foreach=False,
    )
    for step in range(1, steps + 1):
        adam.zero_grad()
        loss = evaluate()[3]
        loss.backward()
        before = math.sqrt(sum(v.grad.double().pow(2).sum().item() for v in p.values()))
        norm = torch.nn.utils.clip_grad_norm_(list(p.values()), o["maxGradientNorm"]).item()
        after = math.sqrt(sum(v.grad.double().pow(2).sum().item() for v in p.values()))
        assert abs(norm - before) < 1e-5 * before
        assert abs(after - before * min(1.0, o["maxGradientNorm"] / (before + 1e-6))) < 1e-5
        adam.step()
        r["losses"].append(loss.item())
        r["gradientNorms"].append(norm)
        if step in (1, steps):
            r[f"after{step}"] = {k: v.detach().clone() for k, v in p.items()}
    r["finalLoss"] = evaluate()[3].item()
    return r


def summary(tensors):
    return {
        k: {
            "sum": v.double().sum().item(),
            "absoluteSum": v.double().abs().sum().item(),
            "first": numbers(v.reshape(-1)[:8]),
        }
        for k, v in tensors.items()
    }


def largest(a, b):
    """Largest absolute difference of two tensors, numbers, or dictionaries of tensors."""
    if isinstance(a, dict):
        return max(largest(a[k], b[k]) for k in a)
    a, b = torch.as_tensor(a).double(), torch.as_tensor(b).double()
    return (a - b).abs().max().item()


def transformer_case(name, c, seed):
    rng = np.random.default_rng(seed)
    values = initial(c, rng)
    lengths = [7, 13, 20]
    offsets = [0, 7, 20, 40]
    tokens = rng.integers(0, c["vocabulary"], offsets[-1])
    tokens[offsets[1]] = c["vocabulary"] - 1
    predicts = np.ones(offsets[-1], dtype=int)
    predicts[np.array(offsets[1:]) - 1] = 0
    mask = predicts.copy()
    mask[0:2] = 0  # sequence 0: a prompt of 3 tokens; sequence 1: of 1 token, nothing to mask
    mask[20:24] = 0  # sequence 2: a prompt of 5 tokens
    mask[30:33] = 0  # and three tokens in the middle that were not sampled
    assert predicts.sum() == sum(lengths) - 3 and mask.sum() == 28
    t, keep = torch.tensor(tokens), torch.tensor(predicts)

    single = run(c, values, t, offsets, keep, mask, torch.float32)
    double = run(c, values, t, offsets, keep, mask, torch.float64)
    for dtype, ours, tolerance in (
        (torch.float32, single, 1e-5),
        (torch.float64, double, 1e-5),
    ):
        gap = largest(transformers_logits(c, values, t, offsets, dtype), ours["logits"])
        print(f"  {name}: LlamaForCausalLM {str(dtype)[6:]} differs by {gap:.1e}")
        assert gap < tolerance
    compared = ("logits", "logprobs", "entropies", "loss", "gradients", "losses")
    compared += ("gradientNorms", "after1", "after10", "finalLoss")
    gaps = {k: largest(single[k], double[k]) for k in compared}
    print("  " + name + ": float32 against float64 " + ", ".join(f"{k} {v:.0e}" for k, v in gaps.items()))
    # Adam's first step is lr * g / (|g| + eps): an element whose gradient is as small as Float32's
    # rounding error has an arbitrary sign there. The seeds are ones without such an element.
    scale = max(1.0, double["gradientNorms"][0])
    sizes = torch.cat([g.abs().reshape(-1) for g in double["gradients"].values()]) / scale
    smallest = sizes[sizes > 0].min().item()
    print(f"  {name}: smallest clipped gradient element that is not 0: {smallest:.1e}")
    assert smallest > 1e-7 and gaps["after1"] < 2e-6 and gaps["after10"] < 2e-6
    assert gaps["logits"] < 5e-6 and gaps["losses"] < 2e-6 and gaps["gradients"] < 2e-6
    clipped = [n > 1 for n in single["gradientNorms"]]
    print(f"  {name}: clipped steps {clipped}, losses {single['losses'][0]:.4f} -> {single['finalLoss']:.4f}")

    case = {
        "name": name,
        "config": c,
        "offsets": offsets,
        "tokens": tokens.tolist(),
        "predicts": predicts.tolist(),
        "responseMask": mask.tolist(),
        "parameters": {k: packed(v) for k, v in values.items()},
        "logits": packed(single["logits"]),
        "logprobs": numbers(single["logprobs"]),
        "entropies": numbers(single["entropies"]),
        "loss": single["loss"],
        "gradients": {k: packed(v, 21) for k, v in single["gradients"].items()},
        "optimizer": OPTIMIZER,
        "losses": single["losses"],
        "gradientNorms": single["gradientNorms"],
        "finalLoss": single["finalLoss"],
        "after1": summary(single["after1"]),
        "after10": summary(single["after10"]),
        "parametersAfter10": None,
        "float64": {
            "loss": double["loss"],
            "losses": double["losses"],
            "gradientNorms": double["gradientNorms"],
            "finalLoss": double["finalLoss"],
        },
        "float32MinusFloat64": gaps,
    }
    if name == "tied":
        case["parametersAfter10"] = {k: packed(v, 23) for k, v in single["after10"].items()}
    return case


def config(vocabulary, width, layers, heads, kv_heads, feed_forward, tied):
    return {
        "vocabulary": vocabulary,
        "width": width,
        "layers": layers,
        "heads": heads,
        "keyValueHeads": kv_heads,
        "headWidth": width // heads,
        "feedForward": feed_forward,
        "context": 256,
        "tiedHead": tied,
        "rotaryBase": 10000.0,
        "normEpsilon": 1e-5,
    }


def make_transformer():
    tied = transformer_case("tied", config(96, 32, 2, 4, 4, 88, True), 16)
    grouped = transformer_case("grouped", config(50, 48, 2, 6, 2, 64, False), 33)
    write("transformer.json", {"models": [tied, grouped]})


# ---------------------------------------------------------------- single operations (Float64)


def leaf(a):
    return torch.tensor(a, dtype=torch.float64, requires_grad=True)


def draw(rng, *shape, sd=1.0, mean=0.0):
    return grid(rng, shape, sd, 2**-7, mean)


def make_ops():
    rng = np.random.default_rng(21)
    body = {}

    def finish(inputs, outputs):
        """Random upstream gradients, backward, and everything as packed tensors."""
        upstream = {k: draw(rng, *v.shape) for k, v in outputs.items()}
        total = sum((v * torch.tensor(upstream[k])).sum() for k, v in outputs.items())
        total.backward()
        return {
            "inputs": {k: packed(v) for k, v in inputs.items()},
            "outputs": {k: packed(v) for k, v in outputs.items()},
            "upstream": {k: packed(v) for k, v in upstream.items()},
            "gradients": {k: packed(v.grad) for k, v in inputs.items()},
        }

    body["rmsNorm"] = []
    for n, width, sd in ((5, 32, 1.0), (3, 13, 1.0), (2, 8, 0.0)):
        i = {"x": leaf(draw(rng, n, width, sd=sd)), "gain": leaf(draw(rng, width, sd=0.2, mean=1.0))}
        o = {"y": rms_norm(i["x"], i["gain"])}
        body["rmsNorm"].append({"epsilon": 1e-5, **finish(i, o)})

    body["linear"] = []
    for n, inputs, outputs in ((7, 12, 20), (1, 9, 5), (17, 32, 8)):
        i = {"x": leaf(draw(rng, n, inputs)), "w": leaf(draw(rng, outputs, inputs))}
        body["linear"].append(finish(i, {"y": i["x"] @ i["w"].T}))

    body["rope"] = []
    for width, heads, t in ((8, 2, 40), (16, 2, 20), (32, 1, 20)):
        i = {"x": leaf(draw(rng, t, heads * width))}
        y = rotate(i["x"].view(t, heads, width), torch.arange(t)).reshape(t, heads * width)
        shape = {"headWidth": width, "heads": heads, "base": 10000.0}
        body["rope"].append({**shape, **finish(i, {"y": y})})

    body["attention"] = []
    for lengths, width, heads, kv_heads, rotary, sd in (
        ((1,), 16, 2, 2, True, 1.0),
        ((1,), 8, 4, 2, True, 1.0),
        ((5,), 16, 2, 2, False, 1.0),
        ((5,), 32, 2, 2, True, 1.0),
        ((5,), 8, 4, 2, True, 1.0),
        ((33,), 8, 4, 2, True, 1.0),
        ((33,), 16, 2, 2, True, 1.0),
        ((4, 1, 9), 16, 4, 2, True, 1.0),
        ((6,), 8, 2, 1, True, 6.0),
    ):
        offsets = [0, *itertools.accumulate(lengths)]
        n = offsets[-1]
        i = {
            "q": leaf(draw(rng, n, heads * width, sd=sd)),
            "k": leaf(draw(rng, n, kv_heads * width, sd=sd)),
            "v": leaf(draw(rng, n, kv_heads * width)),
        }
        y = attention(i["q"], i["k"], i["v"], offsets, heads, kv_heads, rotary)
        shape = {
            "headWidth": width,
            "heads": heads,
            "keyValueHeads": kv_heads,
            "rotary": rotary,
            "base": 10000.0,
            "offsets": offsets,
        }
        body["attention"].append({**shape, **finish(i, {"y": y})})

    body["swiglu"] = []
    for n, hidden, sd in ((5, 16, 1.0), (1, 8, 1.0), (4, 8, 40.0)):
        x = np.concatenate([draw(rng, n, hidden, sd=sd), draw(rng, n, hidden)], 1)
        i = {"x": leaf(x)}
        o = {"y": swiglu(i["x"][:, :hidden], i["x"][:, hidden:])}
        body["swiglu"].append(finish(i, o))

    body["tokenLogprobs"] = []
    for n, rows, width, vocabulary, temperature, sd in (
        (21, 21, 16, 37, 1.0, 0.3),
        (40, 33, 8, 50, 0.7, 0.3),
        (6, 5, 8, 19, 1.0, 3.0),
    ):
        i = {"hidden": leaf(draw(rng, n, width)), "head": leaf(draw(rng, vocabulary, width, sd=sd))}
        positions = np.sort(rng.permutation(n)[:rows])
        targets = rng.integers(0, vocabulary, rows)
        logp = (i["hidden"][positions] @ i["head"].T / temperature).log_softmax(-1)
        o = {
            "logprobs": logp.gather(1, torch.tensor(targets)[:, None])[:, 0],
            "entropies": -(logp.exp() * logp).sum(-1),
        }
        shape = {
            "temperature": temperature,
            "positions": positions.tolist(),
            "targets": targets.tolist(),
        }
        body["tokenLogprobs"].append({**shape, **finish(i, o)})

    ids = [3, 0, 10, 3, 3, 7, 0]
    i = {"table": leaf(draw(rng, 11, 6))}
    body["embedding"] = [{"ids": ids, **finish(i, {"y": i["table"][ids]})}]
    write("ops.json", body)


# ---------------------------------------------------------------- policy losses (Float64)

AGGREGATIONS = (
    "token_mean",
    "token_sum",
    "seq_mean_token_mean",
    "seq_mean_token_sum",
    "seq_mean_token_sum_norm",
)


def aggregate(x, mask, offsets, how, width=8):
    spans = list(zip(offsets, offsets[1:]))
    sums = [(x[a:b] * mask[a:b]).sum() for a, b in spans]
    counts = [mask[a:b].sum() for a, b in spans]
    if how == "token_mean":
        return sum(sums) / sum(counts)
    if how == "token_sum":
        return sum(sums)
    if how == "seq_mean_token_mean":
        live = [(s, c) for s, c in zip(sums, counts) if c > 0]
        return sum(s / c for s, c in live) / len(live)
    if how == "seq_mean_token_sum":
        return sum(sums) / len(spans)
    return sum(sums) / (len(spans) * width)


def clipped(policy, proximal, advantages, low, high, dual=None):
    ratio = (policy - proximal).clamp(-20, 20).exp()
    loss = -torch.minimum(ratio * advantages, ratio.clamp(1 - low, 1 + high) * advantages)
    if dual is not None:
        loss = torch.where(advantages < 0, torch.minimum(loss, -dual * advantages), loss)
    return loss


def make_policy_loss():
    rng = np.random.default_rng(31)
    double = lambda a: torch.tensor(a, dtype=torch.float64)
    cases = []
    for lengths, spread in (((6, 3, 8, 4, 2), 0.3), ((1, 12), 0.15), ((5, 5, 5), 1.5)):
        offsets = [0, *itertools.accumulate(lengths)]
        n = offsets[-1]
        proximal = -np.abs(grid(rng, n, 1.5, 2**-10)) - 2**-10
        ratio = grid(rng, n, spread, 2**-10)
        ratio[0] = 0.0
        policy = proximal + ratio
        advantages = np.repeat(grid(rng, len(lengths), 1.0, 2**-8), lengths) + grid(rng, n, 0.2, 2**-8)
        mask = np.ones(n)
        if len(lengths) == 5:
            mask[[6, 9, 10]] = 0
            mask[offsets[3] : offsets[4]] = 0  # a whole sequence
            policy[9], advantages[9] = proximal[9] + 3, 100.0  # must not matter
        variants = []
        for low, high, dual in ((0.2, 0.2, None), (0.2, 0.28, None), (0.2, 0.28, 3.0)):
            losses = clipped(double(policy), double(proximal), double(advantages), low, high, dual)
            results = []
            for how in AGGREGATIONS:
                p = leaf(policy)
                x = clipped(p, double(proximal), double(advantages), low, high, dual)
                value = aggregate(x, double(mask), offsets, how)
                value.backward()
                results.append({"aggregation": how, "value": value.item(), "gradient": numbers(p.grad)})
            variants.append(
                {
                    "clipLow": low,
                    "clipHigh": high,
                    "dualClip": dual,
                    "tokenLosses": numbers(losses),
                    "results": results,
                }
            )
        cases.append(
            {
                "offsets": offsets,
                "policyLogprobs": [Exact(v) for v in policy],
                "proximalLogprobs": [Exact(v) for v in proximal],
                "advantages": [Exact(v) for v in advantages],
                "mask": mask.astype(int).tolist(),
                "variants": variants,
            }
        )

    # Worked example: log-ratio, advantage, clip, dual clip, loss, and whether the gradient is 0.
    table = (
        (0.3, 1, 0.2, 0.2, None, -1.2, True),
        (-0.3, 1, 0.2, 0.2, None, -0.740818, False),
        (0.3, -1, 0.2, 0.2, None, 1.349859, False),
        (-0.3, -1, 0.2, 0.2, None, 0.8, True),
        (1.5, -1, 0.2, 0.2, 3.0, 3.0, True),
        (1.5, -1, 0.2, 0.2, None, 4.481689, False),
        (0.22, 1, 0.2, 0.2, None, -1.2, True),
        (0.22, 1, 0.2, 0.28, None, -1.246077, False),
        (0.26, 1, 0.2, 0.2, None, -1.2, True),
        (0.26, 1, 0.2, 0.28, None, -1.28, True),
        (0.0, 1, 0.2, 0.2, None, -1.0, False),
        (0.0, -1, 0.2, 0.2, 3.0, 1.0, False),
    )
    worked = []
    for ratio, advantage, low, high, dual, expected, still in table:
        p = leaf([ratio])
        loss = clipped(p, double([0.0]), double([float(advantage)]), low, high, dual)
        loss.sum().backward()
        assert abs(loss.item() - expected) < 1e-6 and (p.grad.item() == 0) == still
        worked.append(
            {
                "logRatio": ratio,
                "advantage": advantage,
                "clipLow": low,
                "clipHigh": high,
                "dualClip": dual,
                "loss": loss.item(),
                "gradient": p.grad.item(),
            }
        )

    # Worked example: loss 1 on a sequence of 2 tokens, 2 on one of 6, W = 8.
    expected = {
        "token_mean": (1.75, 1 / 8, 1 / 8),
        "seq_mean_token_mean": (1.5, 1 / 4, 1 / 12),
        "seq_mean_token_sum": (7.0, 1 / 2, 1 / 2),
        "seq_mean_token_sum_norm": (0.875, 1 / 16, 1 / 16),
        "token_sum": (14.0, 1, 1),
    }
    x = [1.0] * 2 + [2.0] * 6
    results = []
    for how in AGGREGATIONS:
        p = leaf(x)
        value = aggregate(p, torch.ones(8, dtype=torch.float64), [0, 2, 8], how)
        value.backward()
        found = (value.item(), p.grad[0].item(), p.grad[-1].item())
        assert max(abs(a - b) for a, b in zip(found, expected[how])) < 1e-12, how
        results.append({"aggregation": how, "value": value.item(), "gradient": numbers(p.grad)})
    write(
        "policy_loss.json",
        {
            "normalizer": 8,
            "cases": cases,
            "workedTokens": worked,
            "workedAggregation": {
                "offsets": [0, 2, 8],
                "tokenLosses": x,
                "mask": [1] * 8,
                "results": results,
            },
        },
    )


# ---------------------------------------------------------------- statistics


def near(found, expected, digits=None):
    tolerance = 1e-6 if digits is None else 0.51 * 10.0**-digits
    assert abs(found - expected) <= tolerance * (max(1e-9, abs(expected)) if digits is None else 1), (
        found,
        expected,
    )


def proportion(k, n, level):
    test = st.binomtest(k, n)
    wilson = test.proportion_ci(level, method="wilson")
    exact = test.proportion_ci(level, method="exact")
    return {
        "successes": k,
        "trials": n,
        "confidence": level,
        "wilson": {"low": wilson.low, "high": wilson.high},
        "clopperPearson": {"low": exact.low, "high": exact.high},
    }


def sign_flip(integers):
    """Exact two-sided p of the mean of paired differences, given as integers."""
    sums = np.zeros(1, dtype=np.int64)
    for d in integers:
        sums = np.concatenate([sums + d, sums - d])
    extreme = int((np.abs(sums) >= abs(sum(integers))).sum())
    return extreme, len(sums)


def wilcoxon(integers):
    """Signed ranks without zeros, with mid-ranks, and the exact two-sided p given those ranks."""
    d = [v for v in integers if v != 0]
    ranks2 = np.rint(2 * st.rankdata(np.abs(d))).astype(int)  # twice the ranks are integers
    plus2 = int(sum(r for r, v in zip(ranks2, d) if v > 0))
    minus2 = int(sum(r for r, v in zip(ranks2, d) if v < 0))
    extreme, patterns = sign_flip([int(r) if v > 0 else -int(r) for r, v in zip(ranks2, d)])
    tied = len(set(ranks2.tolist())) < len(d)
    p = extreme / patterns
    if not tied:
        library = st.wilcoxon(d, method="exact", alternative="two-sided")
        near(library.pvalue, p)
        assert library.statistic == min(plus2, minus2) / 2
    return {"zeros": len(integers) - len(d), "tied": tied, "plus": plus2 / 2, "minus": minus2 / 2, "p": p}


def mcnemar(b, c):
    k, n = min(b, c), b + c
    exact = st.binomtest(k, n, 0.5).pvalue
    mid = 2 * st.binom.cdf(k, n, 0.5) - st.binom.pmf(k, n, 0.5)
    plain, corrected = (b - c) ** 2 / n, max(abs(b - c) - 1, 0) ** 2 / n
    return {
        "b": b,
        "c": c,
        "exactP": exact,
        "midP": mid,
        "chiSquare": plain,
        "chiSquareP": st.chi2.sf(plain, 1),
        "corrected": corrected,
        "correctedP": st.chi2.sf(corrected, 1),
    }


def t_result(r, level=0.95):
    ci = r.confidence_interval(level)
    return {"t": r.statistic, "df": r.df, "p": r.pvalue, "low": ci.low, "high": ci.high}


def tost(d, margin):
    lower = st.ttest_1samp(d, -margin, alternative="greater")
    upper = st.ttest_1samp(d, margin, alternative="less")
    ci = st.ttest_1samp(d, 0).confidence_interval(0.90)
    return {
        "differences": d,
        "margin": margin,
        "tLower": lower.statistic,
        "tUpper": upper.statistic,
        "p": max(lower.pvalue, upper.pvalue),
        "low90": ci.low,
        "high90": ci.high,
    }


def adjusted(p):
    m = len(p)
    order = sorted(range(m), key=lambda i: p[i])
    holm, hochberg, bh, by = ([0.0] * m for _ in range(4))
    harmonic = sum(1 / i for i in range(1, m + 1))
    running = 0.0
    for rank, i in enumerate(order):
        running = max(running, (m - rank) * p[i])
        holm[i] = min(1.0, running)
    up, fdr, dependent = 1.0, 1.0, 1.0
    for rank in range(m - 1, -1, -1):
        i = order[rank]
        up = min(up, (m - rank) * p[i])
        fdr = min(fdr, m / (rank + 1) * p[i])
        dependent = min(dependent, harmonic * m / (rank + 1) * p[i])
        hochberg[i], bh[i], by[i] = up, fdr, dependent
    assert np.allclose(bh, st.false_discovery_control(p, method="bh"), rtol=1e-12)
    assert np.allclose(by, st.false_discovery_control(p, method="by"), rtol=1e-12)
    return {"p": list(p), "holm": holm, "hochberg": hochberg, "bh": bh, "by": by}


def pass_at_k(n, c, k):
    return 1 - Fraction(math.comb(n - c, k), math.comb(n, k))


def make_statistics():
    rng = np.random.default_rng(41)
    body = {}

    points = [(37, 50, 0.95), (0, 1024, 0.95), (0, 1, 0.95), (1, 1, 0.95), (20, 20, 0.99)]
    for _ in range(15):
        n = int(rng.integers(2, 2000))
        points.append((int(rng.binomial(n, rng.random())), n, float(rng.choice([0.9, 0.95, 0.99]))))
    body["proportions"] = [proportion(*p) for p in points]
    first = body["proportions"][0]
    near(first["wilson"]["low"], 0.604468, 6), near(first["wilson"]["high"], 0.841285, 6)
    near(first["clopperPearson"]["low"], 0.596552, 6), near(first["clopperPearson"]["high"], 0.853699, 6)

    base = (0, 50, 100, 150, 200, 300, 350, 450, 500, 600, 750, 900)
    trained = (0, 0, 250, 300, 450, 550, 500, 800, 700, 950, 900, 1000)
    paired = [b - a for a, b in zip(base, trained)]  # thousandths
    sets = [paired]
    for n in (3, 5, 6, 8, 8, 10, 12, 15):
        while True:  # no ties and no zeros, so that SciPy's exact distribution applies
            d = np.rint(1000 * (0.05 + 0.1 * rng.standard_normal(n))).astype(int).tolist()
            if len({abs(v) for v in d}) == n and 0 not in d:
                break
        sets.append(d)
    sets += [rng.integers(-4, 7, n).tolist() for n in (7, 9, 12)]  # ties and zeros
    sets += [[5, 5, 5, 5, 5, 5], [3, -3], [2]]
    body["signFlip"], body["wilcoxon"] = [], []
    for d in sets:
        extreme, patterns = sign_flip(d)
        assert len(d) > 8 or extreme == sum(
            abs(sum(s * v for s, v in zip(signs, d))) >= abs(sum(d))
            for signs in itertools.product((1, -1), repeat=len(d))
        )
        body["signFlip"].append(
            {
                "thousandths": d,
                "extreme": extreme,
                "patterns": patterns,
                "p": extreme / patterns,
            }
        )
        body["wilcoxon"].append({"thousandths": d, **wilcoxon(d)})
    assert (body["signFlip"][0]["extreme"], body["signFlip"][0]["patterns"]) == (8, 4096)
    assert body["wilcoxon"][0]["plus"] == 65 and body["wilcoxon"][0]["p"] == 0.001953125

    pairs = [(12, 3), (0, 5), (7, 7), (1, 0), (30, 18), (2, 40)]
    pairs += [tuple(int(v) for v in rng.integers(1, 60, 2)) for _ in range(8)]
    body["mcnemar"] = [mcnemar(b, c) for b, c in pairs]
    near(body["mcnemar"][0]["exactP"], 0.03515625), near(body["mcnemar"][0]["midP"], 0.021271, 6)
    near(body["mcnemar"][0]["chiSquareP"], 0.020137, 6), near(body["mcnemar"][0]["correctedP"], 0.038867, 6)

    sample = lambda n, mean, sd: np.round(mean + sd * rng.standard_normal(n), 3).tolist()
    singles = [[d / 1000 for d in paired]] + [sample(n, m, 0.1) for n, m in ((2, 0.1), (5, 0.0), (8, 0.2), (30, 0.03))]
    body["oneSampleT"] = [
        {"x": x, "mean": mean, **t_result(st.ttest_1samp(x, mean))}
        for x, mean in zip(singles, (0.0, 0.0, 0.05, 0.1, 0.0))
    ]
    near(body["oneSampleT"][0]["t"], 4.872047, 6), near(body["oneSampleT"][0]["low"], 0.093658, 6)
    body["pairedT"] = []
    for n in (3, 6, 12):
        x, y = sample(n, 0.5, 0.1), sample(n, 0.42, 0.1)
        body["pairedT"].append({"x": x, "y": y, **t_result(st.ttest_rel(x, y))})
    twos = [
        (
            [0.412, 0.455, 0.438, 0.470, 0.429, 0.447, 0.461, 0.440],
            [0.380, 0.421, 0.395, 0.433, 0.402, 0.388, 0.415, 0.409],
        )
    ]
    twos += [(sample(a, 0.5, 0.1), sample(b, 0.4, s)) for a, b, s in ((2, 3, 0.1), (5, 9, 0.3), (20, 7, 0.02))]
    body["welchT"] = [{"x": x, "y": y, **t_result(st.ttest_ind(x, y, equal_var=False))} for x, y in twos]
    body["pooledT"] = [{"x": x, "y": y, **t_result(st.ttest_ind(x, y, equal_var=True))} for x, y in twos]
    near(body["welchT"][0]["t"], 4.273861, 6), near(body["welchT"][0]["df"], 13.968232, 6)

    body["tost"] = [tost([0.004, -0.011, 0.008, -0.003, 0.012, -0.006, 0.001, 0.005], 0.03)]
    body["tost"] += [tost(sample(n, m, 0.02), 0.03) for n, m in ((3, 0.0), (8, 0.01), (20, 0.03), (6, -0.04))]
    near(body["tost"][0]["tLower"], 11.6419, 4), near(body["tost"][0]["tUpper"], -10.7105, 4)
    near(body["tost"][0]["high90"], 0.006336, 6)

    families = [[0.001, 0.008, 0.012, 0.021, 0.039, 0.041, 0.20, 0.55], [0.03], [0.02, 0.02, 0.02], [0.9, 1.0]]
    families += [np.round(rng.random(n) ** 3, 5).tolist() for n in (4, 6, 15)]
    body["adjustments"] = [adjusted(p) for p in families]
    for name, expected in (
        ("holm", (0.008, 0.056, 0.072, 0.105, 0.156, 0.156, 0.4, 0.55)),
        ("hochberg", (0.008, 0.056, 0.072, 0.105, 0.123, 0.123, 0.4, 0.55)),
        ("bh", (0.008, 0.032, 0.032, 0.042, 0.054667, 0.054667, 0.228571, 0.55)),
        ("by", (0.021743, 0.086971, 0.086971, 0.11415, 0.148576, 0.148576, 0.621224, 1)),
    ):
        for found, value in zip(body["adjustments"][0][name], expected):
            near(found, value, 6)

    worked = [(10, 3, 2, 0.533333333333), (10, 3, 5, 0.916666666667), (10, 3, 8, 1.0)]
    worked += [(200, 1, 100, 0.5), (1024, 3, 256, 0.578537569368), (10000, 5, 1000, 0.409575627137)]
    for n, c, k, value in worked:
        near(float(pass_at_k(n, c, k)), value, 12)
    triples = [w[:3] for w in worked] + [(16, 0, 4), (16, 16, 1), (1, 1, 1), (1, 0, 1)]
    for _ in range(30):
        n = int(2 ** rng.uniform(1, 13))
        c = int(rng.integers(0, n + 1)) if rng.random() < 0.4 else int(rng.integers(0, min(n, 8) + 1))
        triples.append((n, c, int(n ** rng.random())))
    body["passAtK"] = [{"n": n, "c": c, "k": k, "value": float(pass_at_k(n, c, k))} for n, c, k in triples]
    write("statistics.json", body)


# ---------------------------------------------------------------- the random stream


def philox_words(key, count):
    generator = np.random.Philox(counter=2**256 - 1, key=key[0] + (key[1] << 64))
    return [int(v) for v in generator.random_raw(count)]


def make_philox():
    assert [f"{w:016x}" for w in philox_words((0, 0), 4)] == [
        "16554d9eca36314c",
        "db20fe9d672d0fdc",
        "d7e772cee186176b",
        "7e68b68aec7ba23b",
    ]
    paths = ("7/rollout/12/3/5", "0", "7", "1/init", "18446744073709551615/shuffle/0", "7/étude/1")
    paths += ("3/rollout/0/0/0", "3/rollout/0/0/1", "42/bootstrap/9999")
    streams = []
    for path in paths:
        digest = hashlib.sha256(path.encode()).digest()
        key = (int.from_bytes(digest[:8], "little"), int.from_bytes(digest[8:16], "little"))
        words = philox_words(key, 10)
        streams.append(
            {
                "path": path,
                "key": [str(k) for k in key],
                "words": [str(w) for w in words],
                "uniforms": [Exact((w >> 11) * 2.0**-53) for w in words[:5]],
                "uniformFloats": [Exact((w >> 40) * 2.0**-24) for w in words[:5]],
            }
        )
    assert streams[0]["key"] == ["15001235418604831669", "2252639596203131185"]
    assert streams[0]["words"][:5] == [
        "12152376813760479297",
        "3060136702089938486",
        "7668193892957602626",
        "94009746644685918",
        "17437761497863890373",
    ]
    write("philox.json", {"zeroKey": [str(w) for w in philox_words((0, 0), 10)], "streams": streams})


if __name__ == "__main__":
    make_transformer()
    make_ops()
    make_policy_loss()
    make_statistics()
    make_philox()
