#!/usr/bin/env python3
"""Writes advantage_factors.json: enumerated expectations of group baselines. Python 3.11, standard library only.

For a softmax policy p = (.5, .3, .2) and rewards (1, 0, 0) the true gradient of E[R] with respect to the logits is
(.25, -.15, -.10). Over all groups of G draws, the mean of A * grad log p has an expectation that is a multiple of it.
"""

import hashlib
import itertools
import json
import math
import os

P, R, TRUTH = (0.5, 0.3, 0.2), (1.0, 0.0, 0.0), 0.25


def group_relative(rewards, std):
    n, mean = len(rewards), sum(rewards) / len(rewards)
    if max(rewards) - min(rewards) < 1e-6:
        return [0.0] * n
    scale = math.sqrt(sum((r - mean) ** 2 for r in rewards) / (n - 1)) + 1e-6 if std else 1.0
    return [(r - mean) / scale for r in rewards]


def leave_one_out(rewards):
    n = len(rewards)
    return [r - (sum(rewards) - r) / (n - 1) for r in rewards]


def max_at_k(rewards, k=2):
    """n times the mean over all sets of k of the largest reward of those that hold a completion."""
    n = len(rewards)
    sets = list(itertools.combinations(range(n), min(k, n)))
    return [n * sum(max(rewards[j] for j in s) for s in sets if i in s) / len(sets) for i in range(n)]


def best_of_group(rewards, std):
    ordered = sorted(rewards, reverse=True)
    if ordered[0] - ordered[1] < 1e-9:
        return [0.0] * len(rewards)
    mean = sum(rewards) / len(rewards)
    scale = math.sqrt(sum((r - mean) ** 2 for r in rewards) / (len(rewards) - 1)) + 1e-6 if std else 1.0
    return [(ordered[0] - ordered[1]) / scale if r == ordered[0] else 0.0 for r in rewards]


RULES = {
    ("best-of-group", "none"): lambda r: best_of_group(r, False),
    ("best-of-group", "std"): lambda r: best_of_group(r, True),
    ("max-at-k", ""): max_at_k,
    ("group-relative", "std"): lambda r: group_relative(r, True),
    ("group-relative", "none"): lambda r: group_relative(r, False),
    ("leave-one-out", ""): leave_one_out,
    ("raw-reward", ""): list,
}

rows = []
for (kind, scale), rule in RULES.items():
    for size in (2, 4):
        first = 0.0
        for actions in itertools.product(range(3), repeat=size):
            probability = math.prod(P[a] for a in actions)
            advantages = rule([R[a] for a in actions])
            first += probability * sum(A * ((a == 0) - P[0]) for A, a in zip(advantages, actions)) / size
        rows.append({"kind": kind, "scale": scale, "groupSize": size, "factor": round(first / TRUTH, 9)})
with open(__file__, "rb") as source:
    digest = hashlib.sha256(source.read()).hexdigest()
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "advantage_factors.json")
with open(path, "w") as out:
    json.dump({"script": os.path.basename(__file__), "sha256": digest, "rows": rows}, out, indent=1)
    out.write("\n")
