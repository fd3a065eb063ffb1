"""Writes frameworks.json: what verl's and TRL's own functions make of the same random numbers.

    pip download verl==0.9.1 trl==1.16.0 --no-deps -d wheels && for w in wheels/*.whl; do unzip -qo "$w" -d src; done
    python make_frameworks_golden.py src > frameworks.json            # torch 2.15, numpy 2

The functions are taken out of the packages' files one by one, so that none of what they import has to be there.
"""

import ast
import json
import math
import sys
from collections import defaultdict
from types import SimpleNamespace
from typing import Any, Callable, Optional

import numpy as np
import torch

torch.set_default_dtype(torch.float64)
root = sys.argv[1]


def functions(path, names, namespace, within=None):
    """The definitions of some functions of a file, with a namespace of their own."""
    tree = ast.parse(open(f"{root}/{path}").read())
    body = tree.body
    if within:
        body = next(n for n in body if isinstance(n, ast.ClassDef) and n.name == within).body
    found = [n for n in body if isinstance(n, ast.FunctionDef) and n.name in names]
    assert len(found) == len(names), (names, [n.name for n in found])
    for node in found:
        node.decorator_list = []
        node.returns = None
        for argument in node.args.args + node.args.kwonlyargs:
            argument.annotation = None
    exec(compile(ast.Module(found, []), path, "exec"), namespace)
    return SimpleNamespace(**{n: namespace[n] for n in names})


F = functions("verl/utils/torch_functional.py",
              ["masked_mean", "masked_sum", "masked_var", "masked_whiten", "clip_by_value"],
              {"torch": torch, "math": math})
base = {"torch": torch, "np": np, "defaultdict": defaultdict, "verl_F": F, "Optional": Optional, "Any": Any,
        "Callable": Callable, "AlgoConfig": type("AlgoConfig", (), {}), "ActorConfig": SimpleNamespace,
        "DictConfig": dict, "as_torch_index": None, "group_mean_std": None}
V = functions("verl/trainer/ppo/core_algos.py",
              ["compute_gae_advantage_return", "compute_grpo_outcome_advantage", "compute_rloo_outcome_advantage",
               "compute_opo_outcome_advantage", "compute_reinforce_plus_plus_outcome_advantage",
               "compute_reinforce_plus_plus_baseline_outcome_advantage", "compute_remax_outcome_advantage",
               "compute_gpg_outcome_advantage", "compute_optimal_token_baseline_advantage", "agg_loss",
               "compute_policy_loss_vanilla", "compute_policy_loss_dppo_tv", "compute_policy_loss_dppo_kl",
               "compute_policy_loss_gspo", "compute_policy_loss_sapo", "compute_policy_loss_geo_mean",
               "compute_policy_loss_dro", "compute_policy_loss_cispo", "compute_policy_loss_kl_cov", "kl_penalty",
               "kl_penalty_forward", "compute_value_loss"], base)
T = functions("trl/trainer/grpo_trainer.py", ["_compute_loss", "get_high_entropy_mask", "get_off_policy_mask"],
              {"torch": torch, "math": math, "nanmin": torch.min, "nanmax": torch.max}, within="GRPOTrainer")

generator = torch.Generator().manual_seed(17)
lengths = [3, 6, 1, 4, 5, 2, 7, 3]
# No group of one: verl takes the raw reward there, which is no baseline.
index = np.array([0, 0, 0, 1, 1, 1, 1, 1])
width, rows = max(lengths), len(lengths)
mask = torch.zeros(rows, width)
for i, length in enumerate(lengths):
    mask[i, :length] = 1


def normal(*shape):
    return torch.randn(*shape, generator=generator)


old = -normal(rows, width).abs() - 0.2
new = old + 0.35 * normal(rows, width)
reference = old + 0.2 * normal(rows, width)
sampled = old + 0.3 * normal(rows, width)
scores = torch.tensor([1.0, 0, 0.5, 1, 0, 0, 1, 1])
rewards = torch.zeros(rows, width)
for i, length in enumerate(lengths):
    rewards[i, length - 1] = scores[i]
values = normal(rows, width) * mask
squares = torch.rand(rows, width, generator=generator) * 0.5 + torch.exp(old) ** 2
entropies = torch.rand(rows, width, generator=generator) * 2
advantages = normal(rows, 1) * mask


def packed(x):
    return [float(v) for i, length in enumerate(lengths) for v in x[i, :length]]


out = {"versions": {"verl": "0.9.1", "trl": "1.16.0"}, "lengths": lengths, "groups": index.tolist(),
       "scores": scores.tolist(),
       **{name: packed(x) for name, x in {
           "old": old, "policy": new, "reference": reference, "sampled": sampled, "values": values,
           "squares": squares, "entropies": entropies, "advantages": advantages}.items()}}

config = SimpleNamespace(gamma=1.0)
r = lambda: rewards.clone()
out["estimators"] = {name: packed(x) for name, x in {
    "grpo": V.compute_grpo_outcome_advantage(r(), mask, index)[0],
    "dr-grpo": V.compute_grpo_outcome_advantage(r(), mask, index, norm_adv_by_std_in_grpo=False)[0],
    "rloo": V.compute_rloo_outcome_advantage(r(), mask, index)[0],
    "opo": V.compute_opo_outcome_advantage(r(), mask, index)[0],
    "reinforce++": V.compute_reinforce_plus_plus_outcome_advantage(r(), mask, config=config)[0],
    "reinforce++-baseline":
        V.compute_reinforce_plus_plus_baseline_outcome_advantage(r(), mask, index, config=config)[0],
    "remax": V.compute_remax_outcome_advantage(r(), torch.full((rows,), 0.4), mask)[0],
    "gpg": V.compute_gpg_outcome_advantage(r(), mask, index)[0],
    "otb": V.compute_optimal_token_baseline_advantage(r(), mask, index, old, squares)[0],
    "gae": V.compute_gae_advantage_return(r(), values, mask, 0.99, 0.95)[0],
    "gae-returns": V.compute_gae_advantage_return(r(), values, mask, 0.99, 0.95)[1],
}.items()}


class Settings(SimpleNamespace):
    def get(self, name, default=None):
        return getattr(self, name, default)


base["ActorConfig"] = Settings


def actor(**more):
    given = dict(clip_ratio=0.2, clip_ratio_low=0.2, clip_ratio_high=0.28, clip_ratio_c=3.0, tau_pos=1.0, tau_neg=1.05,
                 global_batch_info={}, policy_loss=Settings(dro_beta=0.1, kl_cov_ratio=0.1, ppo_kl_coef=0.7))
    return Settings(**{**given, **more})


def evaluated(loss):
    policy = new.clone().requires_grad_(True)
    value = loss(policy)
    value.backward()
    return {"value": float(value.detach()), "gradient": packed(policy.grad)}


losses = {}
for name, function, aggregation, settings in [
    ("vanilla", V.compute_policy_loss_vanilla, "token-mean", actor()),
    ("dppo_tv", V.compute_policy_loss_dppo_tv, "token-mean", actor(clip_ratio_low=.1, clip_ratio_high=.1, clip_ratio_c=20.)),
    ("dppo_kl", V.compute_policy_loss_dppo_kl, "token-mean", actor(clip_ratio_low=.02, clip_ratio_high=.02, clip_ratio_c=20.)),
    ("gspo", V.compute_policy_loss_gspo, "seq-mean-token-mean", actor(clip_ratio_low=.05, clip_ratio_high=.05)),
    ("sapo", V.compute_policy_loss_sapo, "seq-mean-token-mean", actor()),
    ("geo_mean", V.compute_policy_loss_geo_mean, "", actor(clip_ratio_low=.3, clip_ratio_high=.4)),
    ("dro", V.compute_policy_loss_dro, "token-mean", actor()),
    ("cispo", V.compute_policy_loss_cispo, "token-mean", actor()),
    ("kl_cov", V.compute_policy_loss_kl_cov, "token-mean", actor()),
]:
    losses["verl/" + name] = evaluated(
        lambda policy: function(old, policy, advantages, mask, loss_agg_mode=aggregation, config=settings)[0])
for kind in ["k1", "k2", "k3", "k3+"]:
    losses["verl/kl/" + kind] = evaluated(
        lambda policy: F.masked_mean(V.kl_penalty(policy, reference, kind), mask))
out["aggregated"] = {mode: float(V.agg_loss(new, mask, mode, **({"loss_scale_factor": 8} if mode.endswith("norm") else {})))
                     for mode in ["token-mean", "seq-mean-token-mean", "seq-mean-token-sum", "seq-mean-token-sum-norm"]}


def trl(**settings):
    given = dict(loss_type="grpo", importance_sampling_level="token", top_entropy_quantile=1.0,
                 off_policy_mask_threshold=None, beta=0.0, epsilon_low=0.2, epsilon_high=0.28, max_completion_length=8,
                 use_vllm=False, vllm_importance_sampling_correction=False, _entropy_bonus_enabled=False,
                 aux_loss_enabled=False, current_gradient_accumulation_steps=1, use_adaptive_entropy=False)
    args = SimpleNamespace(delta=None, use_bias_correction_kl=False, sapo_temperature_pos=1.0, sapo_temperature_neg=1.05,
                           steps_per_generation=1)
    for name, value in settings.items():
        if hasattr(args, name):
            setattr(args, name, value)
        else:
            given[name] = value
    identity = lambda x, **_: x
    trainer = SimpleNamespace(
        **given, args=args, model=SimpleNamespace(training=True), _metrics=defaultdict(lambda: defaultdict(list)),
        accelerator=SimpleNamespace(num_processes=1, reduce=identity, gather=identity, pad_across_processes=identity,
                                    gather_for_metrics=identity),
        get_off_policy_mask=T.get_off_policy_mask)
    trainer.get_high_entropy_mask = lambda *a: T.get_high_entropy_mask(trainer, *a)

    def loss(policy):
        trainer._get_per_token_logps_and_entropies = lambda *_, **__: (policy, entropies, None)
        ids = torch.zeros(rows, width, dtype=torch.long)
        return T._compute_loss(trainer, None, {
            "prompt_ids": ids[:, :1], "prompt_mask": ids[:, :1] + 1, "completion_ids": ids, "completion_mask": mask,
            "advantages": advantages[:, 0], "old_per_token_logps": old, "ref_per_token_logps": reference,
            "sampling_per_token_logps": sampled, "num_items_in_batch": mask.sum()})

    return evaluated(loss)


losses["trl/grpo"] = trl()
losses["trl/two-sided"] = trl(delta=1.5)
losses["trl/dr_grpo"] = trl(loss_type="dr_grpo")
losses["trl/dapo"] = trl(loss_type="dapo")
losses["trl/cispo"] = trl(loss_type="cispo", epsilon_high=1.3)
losses["trl/sapo"] = trl(loss_type="sapo")
losses["trl/gspo"] = trl(importance_sampling_level="sequence", epsilon_low=.05, epsilon_high=.05)
losses["trl/kl"] = trl(beta=0.3)
losses["trl/kl-weighted"] = trl(beta=0.3, use_bias_correction_kl=True)
losses["trl/high-entropy"] = trl(loss_type="dapo", top_entropy_quantile=0.35)
losses["trl/off-policy-mask"] = trl(off_policy_mask_threshold=0.01)
out["losses"] = losses
json.dump(out, sys.stdout)
print()
