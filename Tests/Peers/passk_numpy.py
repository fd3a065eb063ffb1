"""pass@k with a bootstrap over problems: `assay passk` beside the same in numpy.

    python Tests/Peers/passk_numpy.py [--problems 10000] [--samples 10000] [--draws 10000] [--rounds 3]

Writes a CSV of counts, times `assay passk` on it (start of the process, reading and printing included) and numpy
on the same counts in memory, in turn, and prints both times, the ratio and the largest difference of the
estimates. numpy does what people write: the unbiased estimator as a product over attempts, vectorized over
problems (Chen et al. 2021), and as many resamples as fit in memory at once. Two ways of resampling are
timed, and the faster one is quoted: fancy indexing of the matrix [problems, k], and multinomial weights times
the matrix, which uses numpy's BLAS on all cores.
"""

import argparse
import json
import os
import subprocess
import tempfile
import time

import numpy as np


def pass_at_k(n, c, k):
    """1 - C(n-c, k)/C(n, k) for arrays of c, as a product over the right samples or over the attempts."""
    n, c = np.asarray(n, float), np.asarray(c, float)
    terms = np.arange(k)
    out = np.empty(len(c))
    for start in range(0, len(c), 512):  # a block of problems, so that memory stays small
        block = slice(start, start + 512)
        wrong = np.maximum(n[block, None] - c[block, None] - terms, 0)
        with np.errstate(divide="ignore"):
            out[block] = -np.expm1((np.log(wrong) - np.log(n[block, None] - terms)).sum(axis=1))
    return out


def by_index(values, draws, generator):
    """Fancy indexing: every draw picks the rows of as many problems as there are."""
    means = np.empty((draws, values.shape[1]))
    for draw in range(draws):
        means[draw] = values[generator.integers(0, len(values), len(values))].mean(axis=0)
    return means


def by_weights(values, draws, generator):
    """Counts of each problem in a draw, times the matrix."""
    size = len(values)
    means = np.empty((draws, values.shape[1]))
    for start in range(0, draws, 250):
        stop = min(draws, start + 250)
        picks = generator.integers(0, size, (stop - start, size))
        picks += size * np.arange(stop - start)[:, None]
        weights = np.bincount(picks.ravel(), minlength=(stop - start) * size)
        means[start:stop] = weights.reshape(-1, size) @ values / size
    return means


def numpy_run(n, c, ks, draws, resample):
    began = time.perf_counter()
    values = np.stack([pass_at_k(n, c, k) for k in ks], axis=1)
    estimated = time.perf_counter()
    means = resample(values, draws, np.random.default_rng(7))
    np.quantile(means, [0.025, 0.975], axis=0)
    ended = time.perf_counter()
    return values.mean(axis=0), estimated - began, ended - estimated


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--problems", type=int, default=10_000)
    parser.add_argument("--samples", type=int, default=10_000)
    parser.add_argument("--draws", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--assay", default=".build/release/assay")
    options = parser.parse_args()
    ks = sorted({max(1, int(k)) for k in np.geomspace(1, options.samples, 24)})[-20:]
    generator = np.random.default_rng(1)
    c = generator.binomial(options.samples, generator.beta(0.4, 1.2, options.problems))
    n = np.full(options.problems, options.samples)
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "counts.csv")
        with open(path, "w") as file:
            file.write("problem,n,c\n")
            file.writelines(f"p{i},{options.samples},{x}\n" for i, x in enumerate(c))
        command = [options.assay, "passk", path, "--json", "--bootstrap", str(options.draws)]
        command += ["--k", ",".join(map(str, ks))]
        ours, theirs = [], {"index": [], "weights": []}
        for _ in range(options.rounds):
            began = time.perf_counter()
            found = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
            ours.append(time.perf_counter() - began)
            for name, resample in ("index", by_index), ("weights", by_weights):
                means, estimate, bootstrap = numpy_run(n, c, ks, options.draws, resample)
                theirs[name].append((estimate + bootstrap, estimate, bootstrap))
    gap = max(abs(np.array(found["pass_at_k"]) - means))
    print(f"{options.problems} problems x {options.samples} samples, {len(ks)} k, {options.draws} draws")
    print(f"assay             {np.median(ours):8.2f} s  (process and reading included)")
    for name, times in theirs.items():
        total, estimate, bootstrap = np.median(np.array(times), axis=0)
        print(f"numpy by {name:8s} {total:8.2f} s  (estimates {estimate:.2f}, bootstrap {bootstrap:.2f})")
    best = min(np.median([t[0] for t in times]) for times in theirs.values())
    print(f"ratio             {best / np.median(ours):8.1f}  (faster numpy / assay)")
    print(f"largest difference of the estimates: {gap:.1e}")


if __name__ == "__main__":
    main()
