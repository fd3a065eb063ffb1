#!/usr/bin/env python3
"""Runs `assay bench` and bench_peers.py in turn (A B A B ...) and prints their ratios as a Markdown table.

    compare.py [--modes train,rollout,grpo] [--shapes tiny,small,smollm2] [--rounds 3] [--steps N]
               [--assay .build/release/assay] [--python PYTHON] [--threads 2] [--patience 60] [--output peers.json]

A ratio is made inside one round, from two runs minutes apart, so that drift of the machine cancels.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
MODES = ("train", "rollout", "grpo")
# (steps of assay, steps of the peer, warm-up of the peer); assay always warms up by two steps
STEPS = {"tiny": (10, 8, 2), "small": (8, 4, 1), "smollm2": (3, 2, 1)}
QUIET = 0.1


def names(known):
    def parse(text):
        found = [n for n in text.split(",") if n]
        for n in found:
            if n not in known:
                raise argparse.ArgumentTypeError(f"{n} is not one of {', '.join(known)}")
        return found

    return parse


def run(command):
    shown = " ".join(command)
    result = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if result.returncode:
        tail = "\n".join(result.stderr.strip().splitlines()[-5:])
        raise RuntimeError(f"{shown}: status {result.returncode}\n{tail}")
    lines = [line for line in result.stdout.splitlines() if line.startswith("{")]
    if len(lines) != 1:
        raise RuntimeError(f"{shown}: {len(lines)} JSON lines, expected one")
    return json.loads(lines[0])


def busy():
    """The share of the machine that other processes use, over half a second; None where it is not known."""

    def ticks():
        with open("/proc/stat") as f:
            values = [int(v) for v in f.readline().split()[1:9]]
        return sum(values), values[3] + values[4]

    try:
        before = ticks()
        time.sleep(0.5)
        after = ticks()
    except OSError:
        return None
    return round(1 - (after[1] - before[1]) / max(1, after[0] - before[0]), 3)


def alone(command, patience):
    """Waits for a quiet machine, at most `patience` seconds: PyTorch's threads lose far more than their share of
    the time to a busy core, so a disturbed round flatters assay."""
    end = time.monotonic() + patience
    share = busy()
    while share is not None and share > QUIET and time.monotonic() < end:
        time.sleep(2)
        share = busy()
    if share is not None and share > QUIET:
        print(f"other processes use {100 * share:.0f} % of the machine: do not trust this round", file=sys.stderr)
    return {**run(command), "busy_before": share}


def figure(x):
    return f"{x:,.0f}".replace(",", " ") if x >= 1000 else f"{x:.1f}"


def row(entry):
    ratios, a, b = entry["ratios"], entry["assay"], entry["peer"]
    middle = lambda lines: statistics.median(x["tokens_per_s_median"] for x in lines)
    shares = [x["roof_share"] for x in a if x.get("roof_share") is not None]
    cells = [
        f"**{statistics.median(ratios):.2f}×**",
        f"{min(ratios):.2f}–{max(ratios):.2f}",
        entry["mode"],
        entry["shape"],
        figure(middle(a)),
        figure(middle(b)),
        b[0]["peer"],
        f"{100 * statistics.median(shares):.0f} %" if shares else "",
        str(len(ratios)),
    ]
    return "| " + " | ".join(cells) + " |"


HEADER = (
    "| ratio | min–max | mode | shape | assay, tokens/s | peer, tokens/s | peer | share of the roof | rounds |\n"
    "| ---: | ---: | --- | --- | ---: | ---: | --- | ---: | ---: |"
)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--modes", type=names(MODES), default=list(MODES))
    p.add_argument("--shapes", type=names(tuple(STEPS)), default=list(STEPS))
    p.add_argument("--rounds", type=int, default=3)
    p.add_argument("--steps", type=int, help="the same count for both, in place of the defaults by shape")
    p.add_argument("--warmup", type=int, help="steps that the peer does before those counted")
    p.add_argument("--assay", default=os.path.join(".build", "release", "assay"))
    p.add_argument("--python", default=sys.executable)
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--patience", type=float, default=60, help="seconds to wait for other processes to finish")
    p.add_argument("--output", default="peers.json", help="where to write all numbers as JSON")
    a = p.parse_args()
    if a.rounds < 1 or (a.steps is not None and a.steps < 1):
        p.error("--rounds and --steps must be at least 1")
    if a.rounds < 3:
        print("fewer than 3 rounds say little about the spread", file=sys.stderr)
    if not os.access(a.assay, os.X_OK):
        p.error(f"{a.assay} is no executable: swift build -c release, or --assay")

    entries, failures = [], []
    for mode in a.modes:
        for shape in a.shapes:
            ours, theirs, warmup = STEPS[shape]
            if a.steps:
                ours = theirs = a.steps
            if a.warmup is not None:
                warmup = a.warmup
            entry = {"mode": mode, "shape": shape, "ratios": [], "assay": [], "peer": []}
            own = [a.assay, "bench", mode, "--shape", shape, "--steps", str(ours), "--workers", str(a.threads)]
            peer = [a.python, "-B", os.path.join(HERE, "bench_peers.py"), mode, "--shape", shape]
            peer += ["--steps", str(theirs), "--warmup", str(warmup), "--threads", str(a.threads)]
            # Of the peer's ways to train, the faster counts.
            peers = [peer, peer + ["--compile"]] if mode == "train" else [peer]
            try:
                for i in range(a.rounds):
                    first = alone(own, a.patience)
                    second = max(
                        (alone(command, a.patience) for command in peers),
                        key=lambda line: line["tokens_per_s_median"],
                    )
                    entry["assay"].append(first)
                    entry["peer"].append(second)
                    entry["ratios"].append(first["tokens_per_s_median"] / second["tokens_per_s_median"])
                    print(f"{mode} {shape} {i + 1}/{a.rounds}: {entry['ratios'][-1]:.2f}", file=sys.stderr)
            except (RuntimeError, OSError) as error:
                failures.append(str(error))
                print(error, file=sys.stderr)
            if entry["ratios"]:
                entries.append(entry)

    body = {
        "when": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "rounds": a.rounds,
        "threads": a.threads,
        "comparisons": [
            {
                "mode": e["mode"],
                "shape": e["shape"],
                "ratio_median": statistics.median(e["ratios"]),
                "ratio_min": min(e["ratios"]),
                "ratio_max": max(e["ratios"]),
                **e,
            }
            for e in entries
        ],
        "failures": failures,
    }
    with open(a.output + ".part", "w") as f:
        json.dump(body, f, indent=1, sort_keys=True)
        f.write("\n")
    os.replace(a.output + ".part", a.output)
    print(HEADER)
    for e in entries:
        print(row(e))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
