#!/usr/bin/env python3
"""Makes the small GGUF and safetensors files that NetworksTests reads, and what they must become.

Pinned versions (checked at start):

    python        3.11
    gguf          0.19.0
    numpy         2.4.6
    safetensors   0.8.0

Usage: make_gguf_golden.py [output directory, by default gguf/ beside this script]

    types.gguf     one tensor of random blocks for each type, with finite scales
    types.f32      gguf.quants.dequantize of each, in order of their names, little-endian Float32
    llama.gguf     a model whose q and k rows are permuted as llama.cpp's converter does it, Llama 3's
    qwen2.gguf     rotary scaling as rope_freqs.weight, a tokenizer; Qwen2 with biases, tied; Qwen3 with
    qwen3.gguf     norms of queries and keys, untied
    <model>.safetensors    the same weights under Hugging Face's names, as the safetensors package writes them
    golden.json    SHA-256 of this script, versions, the models' numbers, metadata values of every type
"""

import hashlib
import json
import math
import os
import platform
import sys
from importlib.metadata import version

import numpy as np
from gguf import GGMLQuantizationType, GGUFValueType, GGUFWriter, quants
from gguf.constants import GGML_QUANT_SIZES
from safetensors.numpy import save_file

PINNED = {"python": "3.11", "gguf": "0.19.0", "numpy": "2.4.6", "safetensors": "0.8.0"}
HERE = os.path.dirname(os.path.abspath(__file__))
OUT = sys.argv[1] if len(sys.argv) > 1 else os.path.join(HERE, "gguf")


def generator():
    found = {name: version(name) for name in PINNED if name != "python"}
    found["python"] = ".".join(platform.python_version_tuple()[:2])
    for name, pinned in PINNED.items():
        if found[name] != pinned:
            sys.exit(f"{name} is {found[name]}, pinned is {pinned}")
    with open(os.path.abspath(__file__), "rb") as script:
        return {"sha256": hashlib.sha256(script.read()).hexdigest(), "versions": found}


# ---------------------------------------------------------------- types

T = GGMLQuantizationType
# Byte offsets of the half-precision scales of a block.
SCALES = {
    T.Q4_0: [0], T.Q4_1: [0, 2], T.Q5_0: [0], T.Q5_1: [0, 2], T.Q8_0: [0],
    T.Q4_K: [0, 2], T.Q5_K: [0, 2], T.Q6_K: [208], T.Q2_K: [80, 82], T.Q3_K: [108],
    T.IQ4_NL: [0], T.IQ4_XS: [0],
}


def random_blocks(random, kind, rows, blocks):
    """Any bytes but for the scales: those are finite, of both signs, some of them subnormal or zero."""
    size = GGML_QUANT_SIZES[kind][1]
    data = random.integers(0, 256, (rows * blocks, size), dtype=np.uint8)
    for offset in SCALES[kind]:
        scale = (random.normal(size=rows * blocks) * 10.0 ** random.integers(-7, 2, rows * blocks))
        scale[0] = 0
        data[:, offset:offset + 2] = scale.astype(np.float16).view(np.uint8).reshape(-1, 2)
    return data.reshape(rows, blocks * size)


def write_types(random):
    writer = GGUFWriter(os.path.join(OUT, "types.gguf"), "none")
    expected = {}
    for kind in SCALES:
        data = random_blocks(random, kind, 3, 512 // GGML_QUANT_SIZES[kind][0])
        writer.add_tensor(kind.name, data, raw_dtype=kind)
        expected[kind.name] = quants.dequantize(data, kind)
    numbers = (random.normal(size=(3, 33)) * 10.0 ** random.integers(-9, 5, (3, 33))).astype(np.float32)
    writer.add_tensor("F32", numbers)
    expected["F32"] = numbers
    writer.add_tensor("F16", numbers.astype(np.float16))
    expected["F16"] = numbers.astype(np.float16).astype(np.float32)
    brain = quants.quantize(numbers, T.BF16)
    writer.add_tensor("BF16", brain, raw_dtype=T.BF16)
    expected["BF16"] = quants.dequantize(brain, T.BF16)
    # Every type of value.
    for name, value, kind in [
        ("u8", 255, GGUFValueType.UINT8), ("i8", -128, GGUFValueType.INT8),
        ("u16", 65535, GGUFValueType.UINT16), ("i16", -32768, GGUFValueType.INT16),
        ("u32", 4294967295, GGUFValueType.UINT32), ("i32", -2147483648, GGUFValueType.INT32),
        ("u64", 18446744073709551615, GGUFValueType.UINT64), ("i64", -(1 << 63), GGUFValueType.INT64),
        ("f32", 0.1, GGUFValueType.FLOAT32), ("f64", 0.1, GGUFValueType.FLOAT64),
        ("bool", True, GGUFValueType.BOOL), ("string", "Zoë €", GGUFValueType.STRING),
    ]:
        writer.add_key_value("value." + name, value, kind)
    for name, value, kind in [
        ("u8", [0, 255], GGUFValueType.UINT8), ("i8", [-128, 127], GGUFValueType.INT8),
        ("u16", [65535], GGUFValueType.UINT16), ("i16", [-32768], GGUFValueType.INT16),
        ("u32", [4294967295], GGUFValueType.UINT32), ("i32", [-1, 2], GGUFValueType.INT32),
        ("u64", [1, 18446744073709551615], GGUFValueType.UINT64), ("i64", [-5], GGUFValueType.INT64),
        ("f32", [0.5, 1e-5], GGUFValueType.FLOAT32), ("f64", [0.1], GGUFValueType.FLOAT64),
        ("bool", [True, False], GGUFValueType.BOOL), ("string", ["a", "", "é"], GGUFValueType.STRING),
    ]:
        writer.add_key_value("array." + name, value, GGUFValueType.ARRAY, sub_type=kind)
    writer.add_key_value("array.nested", [[1, 2], [3]], GGUFValueType.ARRAY)
    finish(writer)
    with open(os.path.join(OUT, "types.f32"), "wb") as file:
        for name in sorted(expected):
            file.write(np.ascontiguousarray(expected[name], dtype="<f4").tobytes())
    return {name: list(values.shape) for name, values in sorted(expected.items())}


def finish(writer):
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


# ---------------------------------------------------------------- models

NAMES = {
    "input_layernorm": "attn_norm", "self_attn.q_proj": "attn_q", "self_attn.k_proj": "attn_k",
    "self_attn.v_proj": "attn_v", "self_attn.o_proj": "attn_output", "self_attn.q_norm": "attn_q_norm",
    "self_attn.k_norm": "attn_k_norm", "post_attention_layernorm": "ffn_norm", "mlp.gate_proj": "ffn_gate",
    "mlp.up_proj": "ffn_up", "mlp.down_proj": "ffn_down",
}
WHOLE = {
    "model.embed_tokens.weight": "token_embd.weight", "model.norm.weight": "output_norm.weight",
    "lm_head.weight": "output.weight",
}


def stored_name(name):
    if name in WHOLE:
        return WHOLE[name]
    parts = name.split(".")
    return f"blk.{parts[2]}.{NAMES['.'.join(parts[3:-1])]}.{parts[-1]}"


def permute(weights, heads):
    """LlamaModel.permute of llama.cpp's convert_hf_to_gguf.py."""
    return (
        weights.reshape(heads, 2, weights.shape[0] // heads // 2, *weights.shape[1:])
        .swapaxes(1, 2).reshape(weights.shape)
    )


def llama3_divisors(width, base, factor, low=1.0, high=4.0, original=8192):
    """generate_extra_tensors of llama.cpp's convert_hf_to_gguf.py."""
    result = []
    for frequency in 1.0 / (base ** (np.arange(0, width, 2, dtype=np.float32) / width)):
        wavelength = 2 * math.pi / frequency
        if wavelength < original / high:
            result.append(1)
        elif wavelength > original / low:
            result.append(factor)
        else:
            smooth = (original / wavelength - low) / (high - low)
            result.append(1 / ((1 - smooth) / factor + smooth))
    return np.array(result, dtype=np.float32)


def write_model(random, family, shape, kind):
    """Matrices in blocks of `kind` where their rows allow it; vectors in F32."""
    width, heads, shared, k, feed = (shape[x] for x in ("width", "heads", "keyValueHeads", "headWidth", "feedForward"))
    shapes = {"model.embed_tokens.weight": (shape["vocabulary"], width)}
    for layer in range(shape["layers"]):
        prefix = f"model.layers.{layer}."
        shapes |= {
            prefix + "input_layernorm.weight": (width,),
            prefix + "self_attn.q_proj.weight": (heads * k, width),
            prefix + "self_attn.k_proj.weight": (shared * k, width),
            prefix + "self_attn.v_proj.weight": (shared * k, width),
            prefix + "self_attn.o_proj.weight": (width, heads * k),
            prefix + "post_attention_layernorm.weight": (width,),
            prefix + "mlp.gate_proj.weight": (feed, width),
            prefix + "mlp.up_proj.weight": (feed, width),
            prefix + "mlp.down_proj.weight": (width, feed),
        }
        if family == "qwen2":
            shapes |= {prefix + f"self_attn.{x}_proj.bias": ((heads if x == "q" else shared) * k,) for x in "qkv"}
        if family == "qwen3":
            shapes |= {prefix + f"self_attn.{x}_norm.weight": (k,) for x in "qk"}
    shapes["model.norm.weight"] = (width,)
    if not shape["tiedHead"]:
        shapes["lm_head.weight"] = (shape["vocabulary"], width)

    writer = GGUFWriter(os.path.join(OUT, family + ".gguf"), family)
    writer.add_block_count(shape["layers"])
    writer.add_context_length(shape["context"])
    writer.add_embedding_length(width)
    writer.add_feed_forward_length(feed)
    writer.add_head_count(heads)
    writer.add_head_count_kv(shared)
    writer.add_key_length(k)
    writer.add_value_length(k)
    writer.add_rope_freq_base(shape["rotaryBase"])
    writer.add_layer_norm_rms_eps(shape["normEpsilon"])
    if family == "llama":
        writer.add_rope_dimension_count(k)
        writer.add_tensor("rope_freqs.weight", llama3_divisors(k, shape["rotaryBase"], 32.0))
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("smollm")
    writer.add_token_list(["<s>", "</s>", "a", "b", "Ġ", "Ċ"] + [f"t{i}" for i in range(shape["vocabulary"] - 6)])
    writer.add_token_types([3, 3] + [1] * (shape["vocabulary"] - 2))
    writer.add_token_merges(["a b", "Ġ a"])
    writer.add_bos_token_id(0)
    writer.add_eos_token_id(1)
    writer.add_add_bos_token(False)
    writer.add_chat_template("{{ messages }}")

    weights = {}
    for name, axes in shapes.items():
        values = (0.5 * random.normal(size=axes)).astype(np.float32)
        is_permuted = family == "llama" and name.endswith(("q_proj.weight", "k_proj.weight"))
        if len(axes) == 1:
            writer.add_tensor(stored_name(name), values)
            weights[name] = values
            continue
        if is_permuted:
            values = permute(values, heads if "q_proj" in name else shared)
        data = quants.quantize(values, kind)
        writer.add_tensor(stored_name(name), data, raw_dtype=kind)
        values = quants.dequantize(data, kind)
        if is_permuted:
            n, rows = (heads if "q_proj" in name else shared), values.shape[0]
            # The inverse, as transformers' GGUF reader has it.
            values = values.reshape(n, rows // n // 2, 2, width).swapaxes(1, 2).reshape(rows, width)
        weights[name] = np.ascontiguousarray(values)
    finish(writer)
    save_file(weights, os.path.join(OUT, family + ".safetensors"), metadata={"format": "pt"})
    return shape


def main():
    golden = {"generator": generator()}
    os.makedirs(OUT, exist_ok=True)
    random = np.random.default_rng(7)
    golden["types"] = write_types(random)
    common = {"vocabulary": 24, "layers": 2, "feedForward": 32, "rotaryBase": 500000.0}
    golden["models"] = {
        "llama": write_model(random, "llama", common | {
            "width": 32, "heads": 4, "keyValueHeads": 2, "headWidth": 16, "context": 131072,
            "tiedHead": False, "normEpsilon": 1e-5,
        }, T.Q8_0),
        "qwen2": write_model(random, "qwen2", common | {
            "width": 32, "heads": 2, "keyValueHeads": 1, "headWidth": 16, "context": 128,
            "tiedHead": True, "normEpsilon": 1e-6,
        }, T.Q4_1),
        "qwen3": write_model(random, "qwen3", common | {
            "width": 32, "heads": 4, "keyValueHeads": 2, "headWidth": 16, "context": 128,
            "tiedHead": False, "normEpsilon": 1e-6,
        }, T.BF16),
    }
    with open(os.path.join(OUT, "golden.json"), "w") as file:
        json.dump(golden, file, indent=1, sort_keys=True)
        file.write("\n")


main()
