#!/usr/bin/env python3
"""Writes policy_steps.json: whole steps of PPO with a critic and of GRPO with LoRA, by PyTorch.

Pinned versions, checked at start: torch 2.15.0, transformers 5.23.0, gguf 0.19.0.

    make_policy_steps_golden.py SMOLLM2.gguf     # the file that `assay model fetch smollm2-135m-instruct` keeps

- `ppo`: the model `grouped` of transformer.json and a critic, a copy with a linear head of zeros on the last hidden
  state. The same four completions in every step; old values and proximal log-probabilities before the step; GAE with
  gamma 1, lambda .95, returns with lambda 1; advantages whitened over tokens; two epochs of one update each of the
  clipped surrogate (0.2) and of the clipped value loss (0.2), both token means; AdamW, gradients clipped at 1.
- `grpo`: SmolLM2-135M-Instruct (Q4_1, dequantized) with LoRA of rank 4 on q_proj and v_proj: A is given by a formula,
  B is 0. One group of four completions of one prompt, rewards 1, 0, 0, 1; one update a step.
"""

import hashlib
import json
import os
import sys

PINNED = {"torch": "2.15.0", "transformers": "5.23.0", "gguf": "0.19.0"}
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["OMP_NUM_THREADS"] = "1"

from importlib.metadata import version

import torch
import transformers

HERE = os.path.dirname(os.path.abspath(__file__))
found = {name: version(name).split("+")[0] for name in PINNED}
if found != PINNED:
    sys.exit(f"expected {PINNED}, found {found}")
torch.set_num_threads(1)
transformers.logging.set_verbosity_error()
transformers.logging.disable_progress_bar()


def golden_model(name):
    with open(os.path.join(HERE, "transformer.json")) as f:
        case = next(m for m in json.load(f)["models"] if m["name"] == name)
    c = case["config"]
    config = transformers.LlamaConfig(
        vocab_size=c["vocabulary"], hidden_size=c["width"], intermediate_size=c["feedForward"],
        num_hidden_layers=c["layers"], num_attention_heads=c["heads"], num_key_value_heads=c["keyValueHeads"],
        head_dim=c["headWidth"], max_position_embeddings=256, rms_norm_eps=c["normEpsilon"], hidden_act="silu",
        tie_word_embeddings=c["tiedHead"], rope_parameters={"rope_type": "default", "rope_theta": c["rotaryBase"]},
        bos_token_id=None, eos_token_id=None, pad_token_id=None, attn_implementation="eager")

    def make():
        model = transformers.LlamaForCausalLM(config)
        state = {
            k: torch.tensor(v["values"], dtype=torch.float64).mul(v["unit"]).reshape(v["shape"]).float()
            for k, v in case["parameters"].items()
        }
        model.load_state_dict(state, strict=False)
        return model.eval()

    return make, c


def logprobs(model, prompt, response):
    ids = torch.tensor([prompt + response])
    logp = model(ids).logits[0, len(prompt) - 1 : -1].log_softmax(-1)
    chosen = logp.gather(1, torch.tensor(response)[:, None])[:, 0]
    return chosen, -(logp.exp() * logp).sum(-1)


def adamw(parameters, rate):
    return torch.optim.AdamW(parameters, lr=rate, betas=(0.9, 0.95), eps=1e-8, weight_decay=0.0)


def update(loss, parameters, optimizer):
    optimizer.zero_grad()
    loss.backward()
    norm = torch.nn.utils.clip_grad_norm_(parameters, 1.0)
    optimizer.step()
    return loss.item(), norm.item()


def ppo(steps=3):
    make, c = golden_model("grouped")
    generator = torch.Generator().manual_seed(5)

    def tokens(n):
        return torch.randint(0, c["vocabulary"], (n,), generator=generator).tolist()

    prompts = [tokens(4), tokens(6)]
    completions = [(0, tokens(5), 1.0), (0, tokens(3), 0.0), (1, tokens(7), 0.0), (1, tokens(1), 1.0)]
    policy, critic = make(), make()
    head = torch.zeros(c["width"], requires_grad=True)
    policy_parameters = list(policy.parameters())
    # The critic's LM head, where it is not tied, takes no part and gets no gradient.
    critic_parameters = [p for n, p in critic.named_parameters() if n != "lm_head.weight"] + [head]
    own, other = adamw(policy_parameters, 1e-3), adamw(critic_parameters, 3e-3)

    def values(prompt, response):
        hidden = critic.model(torch.tensor([prompt + response])).last_hidden_state[0]
        return hidden[len(prompt) - 1 : -1] @ head

    rows = []
    for _ in range(steps):
        old, advantages, returns, old_values = [], [], [], []
        with torch.no_grad():
            for p, response, reward in completions:
                old.append(logprobs(policy, prompts[p], response)[0])
                v = values(prompts[p], response)
                old_values.append(v)
                a = torch.zeros(len(response))
                following, trace = 0.0, 0.0
                for t in reversed(range(len(response))):
                    delta = (reward if t == len(response) - 1 else 0.0) + following - v[t].item()
                    trace = delta + 0.95 * trace
                    a[t], following = trace, v[t].item()
                advantages.append(a)
                returns.append(torch.full((len(response),), reward))
        flat = torch.cat(advantages)
        whitened = [(a - flat.mean()) / (flat.var() + 1e-8).sqrt() for a in advantages]
        count = len(flat)
        row = {"loss": [], "gradNorm": [], "criticLoss": [], "criticGradNorm": [], "clipped": []}
        for _ in range(2):
            loss, value_loss, clipped = 0.0, 0.0, 0
            for i, (p, response, _) in enumerate(completions):
                new, _ = logprobs(policy, prompts[p], response)
                ratio = (new - old[i]).exp()
                a = whitened[i]
                loss = loss - torch.minimum(ratio * a, ratio.clamp(0.8, 1.2) * a).sum()
                clipped += (((ratio < 0.8) & (a < 0)) | ((ratio > 1.2) & (a > 0))).sum().item()
                v = values(prompts[p], response)
                near = old_values[i] + (v - old_values[i]).clamp(-0.2, 0.2)
                worst = torch.maximum((v - returns[i]) ** 2, (near - returns[i]) ** 2)
                value_loss = value_loss + 0.5 * worst.sum()
            value, norm = update(value_loss / count, critic_parameters, other)
            row["criticLoss"].append(value)
            row["criticGradNorm"].append(norm)
            value, norm = update(loss / count, policy_parameters, own)
            row["loss"].append(value)
            row["gradNorm"].append(norm)
            row["clipped"].append(clipped / count)
        rows.append({k: sum(v) / len(v) for k, v in row.items()})
    return {
        "prompts": prompts,
        "completions": [{"prompt": p, "response": r, "reward": reward} for p, r, reward in completions],
        "steps": rows,
        "head": [round(x, 9) for x in head.tolist()],
    }


class LoRA(torch.nn.Module):
    def __init__(self, base, rank, scale):
        super().__init__()
        self.base, self.scale = base, scale
        inputs, outputs = base.in_features, base.out_features
        i = torch.arange(rank * inputs, dtype=torch.float64)
        a = ((i * 7919) % 1000 - 500) / 1000 / inputs**0.5
        self.a = torch.nn.Parameter(a.reshape(rank, inputs).float())
        self.b = torch.nn.Parameter(torch.zeros(outputs, rank))

    def forward(self, x):
        return self.base(x) + self.scale * ((x @ self.a.T) @ self.b.T)


def grpo(path, steps=3):
    folder, name = os.path.split(path)
    tokenizer = transformers.AutoTokenizer.from_pretrained(folder, gguf_file=name)
    model = transformers.AutoModelForCausalLM.from_pretrained(folder, gguf_file=name, dtype=torch.float32).eval()
    for parameter in model.parameters():
        parameter.requires_grad_(False)
    learned = []
    for layer in model.model.layers:
        for target in ("q_proj", "v_proj"):
            adapter = LoRA(getattr(layer.self_attn, target), 4, 2.0)
            setattr(layer.self_attn, target, adapter)
            learned += [adapter.a, adapter.b]
    prompt = tokenizer("The capital of France is", add_special_tokens=False)["input_ids"]
    texts = [" Paris, on the Seine.", " a city", " London and the weather is grey", " Paris"]
    responses = [tokenizer(t, add_special_tokens=False)["input_ids"] for t in texts]
    rewards = torch.tensor([1.0, 0.0, 0.0, 1.0])
    advantages = (rewards - rewards.mean()) / (rewards.std() + 1e-6)
    count = sum(map(len, responses))
    optimizer = adamw(learned, 1e-3)
    rows = []
    for _ in range(steps):
        loss, entropy = 0.0, 0.0
        for response, a in zip(responses, advantages):
            new, h = logprobs(model, prompt, response)
            loss = loss - ((new - new.detach()).exp() * a).sum()
            entropy += h.sum().item()
        value, norm = update(loss / count, learned, optimizer)
        rows.append({"loss": value, "gradNorm": norm, "entropy": entropy / count})
    return {"prompt": prompt, "responses": responses, "rewards": rewards.tolist(), "steps": rows}


with open(__file__, "rb") as source:
    digest = hashlib.sha256(source.read()).hexdigest()
out = {
    "generator": {"script": os.path.basename(__file__), "scriptSHA256": digest, "versions": found},
    "ppo": ppo(),
    "grpo": grpo(os.path.abspath(sys.argv[1])),
}
with open(os.path.join(HERE, "policy_steps.json"), "w") as f:
    json.dump(out, f, indent=1)
    f.write("\n")
print(json.dumps(out["ppo"]["steps"]), json.dumps(out["grpo"]["steps"]))
