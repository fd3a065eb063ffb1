#!/usr/bin/env python3
"""Measures PyTorch, transformers and TRL on the shapes of `assay bench`; prints one JSON line.

    bench_peers.py {train,rollout,grpo} --shape {tiny,small,smollm2} [--steps N] [--threads 2]

train    PyTorch eager: forward, backward, clip to norm 1, AdamW (fused)
rollout  transformers' `generate`: temperature 1, no top-k or top-p, no early stop, log-probability of every token
grpo     TRL's GRPOTrainer: rollout, rewards (random, from a Python function), advantages, one update on all
         completions, no KL term

All: a Llama model with a tied head, Float32. Tokens are trained positions, sampled tokens, and completion tokens.
"""

import argparse
import json
import os
import resource
import statistics
import sys
import tempfile
import time

SHAPES = {
    "tiny": dict(
        model=(128, 4, 4, 4, 512, 64), train=(32, 128), rollout=(256, 16, 64), grpo=(32, 8, 16, 64), micro=32
    ),
    "small": dict(
        model=(256, 6, 8, 4, 768, 512), train=(32, 128), rollout=(128, 32, 96), grpo=(32, 8, 32, 96), micro=16
    ),
    "smollm2": dict(
        model=(576, 30, 9, 3, 1536, 49152), train=(4, 256), rollout=(32, 64, 64), grpo=(4, 8, 64, 64), micro=8
    ),
}


def arguments():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("mode", choices=("train", "rollout", "grpo"))
    p.add_argument("--shape", choices=tuple(SHAPES), default="tiny")
    p.add_argument("--steps", type=int, default=5, help="steps to count")
    p.add_argument("--warmup", type=int, default=1, help="steps before those")
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--micro", type=int, help="completions in one backward pass of grpo; the default depends on the shape")
    p.add_argument("--compile", action="store_true", help="train through torch.compile")
    a = p.parse_args()
    if a.steps < 1 or a.warmup < 0 or a.threads < 1:
        p.error("--steps and --threads must be at least 1, --warmup at least 0")
    if a.compile and a.mode != "train":
        p.error("--compile is for train")
    return a


ARGUMENTS = arguments()
for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[name] = str(ARGUMENTS.threads)
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
os.environ["TOKENIZERS_PARALLELISM"] = "false"

import torch
import transformers
from transformers import LlamaConfig, LlamaForCausalLM

torch.set_num_threads(ARGUMENTS.threads)
transformers.logging.set_verbosity_error()
transformers.logging.disable_progress_bar()


def make_model(shape):
    width, layers, heads, kv, mlp, vocabulary = shape["model"]
    torch.manual_seed(0)
    return LlamaForCausalLM(
        LlamaConfig(
            vocab_size=vocabulary,
            hidden_size=width,
            intermediate_size=mlp,
            num_hidden_layers=layers,
            num_attention_heads=heads,
            num_key_value_heads=kv,
            max_position_embeddings=2048,
            tie_word_embeddings=True,
            bos_token_id=None,
            eos_token_id=None,
            pad_token_id=0,
        )
    ).float()


def timed(step, a):
    seconds = []
    for i in range(a.warmup + a.steps):
        start = time.perf_counter()
        step()
        if i >= a.warmup:
            seconds.append(time.perf_counter() - start)
    return seconds


def train(a, shape):
    batch, length = shape["train"]
    model = make_model(shape).train()
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-4, weight_decay=0.1, fused=True)
    ids = torch.randint(0, model.config.vocab_size, (batch, length + 1))
    forward = torch.compile(model) if a.compile else model

    def step():
        logits = forward(input_ids=ids[:, :-1], use_cache=False).logits
        loss = torch.nn.functional.cross_entropy(logits.flatten(0, 1), ids[:, 1:].flatten())
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        assert torch.isfinite(loss)

    return timed(step, a), batch * length


def rollout(a, shape):
    sequences, prompt, new = shape["rollout"]
    model = make_model(shape).eval()
    ids = torch.ones((sequences, prompt), dtype=torch.long)

    def step():
        with torch.inference_mode():
            out = model.generate(
                input_ids=ids,
                attention_mask=torch.ones_like(ids),
                do_sample=True,
                temperature=1.0,
                top_k=0,
                top_p=1.0,
                max_new_tokens=new,
                pad_token_id=0,
                return_dict_in_generate=True,
                output_logits=True,
            )
            sampled = out.sequences[:, prompt:]
            values = [
                torch.log_softmax(logits, dim=-1).gather(1, sampled[:, t : t + 1])
                for t, logits in enumerate(out.logits)
            ]
            values = torch.cat(values, dim=1)
        assert values.shape == (sequences, new) and torch.isfinite(values).all()

    return timed(step, a), sequences * new


def grpo(a, shape):
    import random

    from datasets import Dataset
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import PreTrainedTokenizerFast, TrainerCallback
    from trl import GRPOConfig, GRPOTrainer

    problems, group, prompt, new = shape["grpo"]
    completions = problems * group
    micro = a.micro or shape["micro"]
    if completions % micro:
        sys.exit(f"--micro must divide {completions}")
    model = make_model(shape)
    vocabulary = model.config.vocab_size

    # A word for every id. The end token lies outside the model's vocabulary, so no completion stops early.
    words = {f"w{i}": i for i in range(vocabulary)} | {"<end>": vocabulary}
    backend = Tokenizer(models.WordLevel(words, unk_token="w0"))
    backend.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=backend, eos_token="<end>", pad_token="w0")
    stream = random.Random(0)
    steps = a.warmup + a.steps
    texts = [" ".join(f"w{stream.randrange(1, vocabulary)}" for _ in range(prompt)) for _ in range(problems * steps)]
    seen = []

    def reward(completion_ids, **_):
        seen.append([len(c) for c in completion_ids])
        return [stream.random() for _ in completion_ids]

    class Clock(TrainerCallback):
        marks = []

        def on_train_begin(self, *_, **__):
            self.marks.append(time.perf_counter())

        def on_step_end(self, *_, **__):
            self.marks.append(time.perf_counter())

    clock = Clock()
    with tempfile.TemporaryDirectory() as folder:
        trainer = GRPOTrainer(
            model=model,
            reward_funcs=reward,
            processing_class=tokenizer,
            train_dataset=Dataset.from_dict({"prompt": texts}),
            callbacks=[clock],
            args=GRPOConfig(
                output_dir=folder,
                use_cpu=True,
                bf16=False,
                gradient_checkpointing=False,
                per_device_train_batch_size=micro,
                gradient_accumulation_steps=completions // micro,
                num_generations=group,
                max_completion_length=new,
                temperature=1.0,
                top_k=0,
                top_p=1.0,
                beta=0.0,
                num_iterations=1,
                learning_rate=1e-4,
                max_grad_norm=1.0,
                max_steps=steps,
                logging_steps=10**6,
                save_strategy="no",
                report_to=[],
                disable_tqdm=True,
                dataloader_pin_memory=False,
            ),
        )
        trainer.train()
    assert seen == [[new] * completions] * steps, "every completion has full length, one rollout a step"
    marks = clock.marks[: steps + 1]
    seconds = [b - a for a, b in zip(marks, marks[1:])]
    return seconds[a.warmup :], completions * new


def main():
    a = ARGUMENTS
    standard = os.dup(1)  # libraries print to standard output; the one line must stay alone there
    os.dup2(2, 1)
    seconds, tokens = {"train": train, "rollout": rollout, "grpo": grpo}[a.mode](a, SHAPES[a.shape])
    rates = sorted(tokens / s for s in seconds)
    versions = {"torch": torch.__version__.split("+")[0], "transformers": transformers.__version__}
    peer = {"train": "torch", "rollout": "transformers", "grpo": "trl"}[a.mode]
    if peer == "trl":
        import trl

        versions["trl"] = trl.__version__
    line = {
        "mode": a.mode,
        "shape": a.shape,
        "peer": peer + (" compiled" if a.compile else ""),
        "threads": a.threads,
        "steps": a.steps,
        "tokens_per_s_median": round(statistics.median(rates), 1),
        "tokens_per_s_min": round(rates[0], 1),
        "tokens_per_s_max": round(rates[-1], 1),
        "peak_bytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024),
        "versions": versions,
    }
    os.write(standard, (json.dumps(line, sort_keys=True) + "\n").encode())


if __name__ == "__main__":
    main()
