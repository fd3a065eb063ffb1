#!/usr/bin/env python3
"""Kills, faults and hostile input, for as long as one likes; a table of class, tries, failures.

    Tests/Campaigns/campaign.py .build/release/assay --minutes 60
    Tests/Campaigns/campaign.py .build/release/assay --minutes 5 --only readers,flags

What failed is kept in `campaign-failures/`, with the command that shows it. The exit code is 1 if anything did.
A failure is a signal that nobody sent, a trap, a command that does not end, an error that is not one line, a result
that differs from that of an undisturbed run, or a program that gets out of its sandbox.
"""
import argparse, base64, gzip, hashlib, json, os, random, re, shutil, signal, struct, subprocess, sys, tempfile, threading, time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
ALLOWED = {0, 1, 2, 64, 65, 75, 130}
LIMIT = 30


class Campaign:
    def __init__(self, tool, minutes, seed, folder):
        self.tool, self.random, self.folder = str(Path(tool).resolve()), random.Random(seed), Path(folder)
        self.end = time.time() + 60 * minutes
        self.table, self.lock = {}, threading.Lock()
        self.failures = Path("campaign-failures").resolve()
        self.folders, self.files = {}, []
        self.environment = dict(os.environ, ASSAY_CACHE=str(self.folder / "cache"))

    def count(self, kind, tries=1):
        with self.lock:
            row = self.table.setdefault(kind, [0, 0])
            row[0] += tries

    def fail(self, kind, why, command, files=()):
        with self.lock:
            self.table.setdefault(kind, [0, 0])[1] += 1
            number = sum(row[1] for row in self.table.values())
            target = self.failures / f"{number:04d}-{kind.replace(' ', '-')}"
            target.mkdir(parents=True, exist_ok=True)
            (target / "what.txt").write_text(f"{why}\n{' '.join(map(str, command))}\n")
            for file in files:
                if Path(file).exists() and Path(file).is_file(): shutil.copy(file, target)
            print(f"FAILED {kind}: {why[:300]}\n  {' '.join(map(str, command))[:300]}", flush=True)

    def run(self, command, timeout=LIMIT, **options):
        options.setdefault("env", self.environment)
        return subprocess.run(
            [self.tool, *map(str, command)], stdin=subprocess.DEVNULL, capture_output=True, timeout=timeout, **options)

    def judge(self, kind, command, files=(), timeout=LIMIT, stops=False, **options):
        """Runs a command that may fail, but only in one line and by itself; `stops` if it may go on until SIGTERM."""
        self.count(kind)
        process = subprocess.Popen(
            [self.tool, *map(str, command)], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env=self.environment, **options)
        try:
            out, errors = process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            if stops:
                process.terminate()
                try:
                    out, errors = process.communicate(timeout=20)
                    if process.returncode in ALLOWED: return process.returncode, errors
                    self.fail(kind, f"SIGTERM gave {process.returncode}", command, files)
                except subprocess.TimeoutExpired:
                    process.kill(); process.communicate()
                    self.fail(kind, "goes on 20 s after SIGTERM", command, files)
                return None, b""
            process.kill(); process.communicate()
            self.fail(kind, f"does not end within {timeout} s", command, files)
            return None, b""
        text = errors.decode(errors="replace")
        if process.returncode not in ALLOWED:
            self.fail(kind, f"exit code {process.returncode}: {text[-300:]}", command, files)
        elif process.returncode not in (0, 64) and not any(
            line.startswith(("assay: ", "Error: ")) for line in text.splitlines()
        ) and text.strip():
            self.fail(kind, f"no line that says what is wrong: {text[-300:]}", command, files)
        elif any(ord(c) < 32 and c not in "\n\t\r\x1b" for c in text):
            self.fail(kind, f"raw control characters: {text[-300:]!r}", command, files)
        elif any(len(line) > 5000 for line in text.splitlines()):
            self.fail(kind, "a message of more than 5000 characters", command, files)
        return process.returncode, errors

    def left(self): return self.end - time.time()

    def report(self):
        print(f"\n{'class':34}{'tries':>9}{'failures':>10}")
        for kind, (tries, failures) in sorted(self.table.items()): print(f"{kind:34}{tries:9}{failures:10}")
        return sum(row[1] for row in self.table.values())


# Kills -------------------------------------------------------------------------------------------------------------

TINY = ["--set", "size=femto", "--completions-every", "1", "--checkpoint-every", "0.05", "--workers", "1"]
TASK = "tasks=[{task: {kind: chain}, difficulties: [1, 2]}]"


def digest(folder, names):
    """What must not differ: every file of results and checkpoints, but for clock times and who ran it."""
    found = hashlib.sha256()
    for name in names:
        for path in sorted(Path(folder).glob(name)):
            if path.is_dir() or path.name in ("run.json", "files.sha256"): continue
            data = path.read_bytes()
            if path.suffix in (".jsonl", ".json"): data = re.sub(rb'"(wall_s\w*|seconds)":[-+.e0-9]+', b"", data)
            found.update(path.relative_to(folder).as_posix().encode() + hashlib.sha256(data).digest())
    return found.hexdigest()


def kills(c):
    root = c.folder / "kills"
    root.mkdir()
    base = root / "base"
    pretrain = ["train", *TINY, "--set", "supervised.tokens=300000", "--set", "name=base"]
    done = c.run([*pretrain, "--out", base], timeout=600)
    if done.returncode != 0: return c.fail("kills", done.stderr.decode()[-300:], pretrain)
    start = next((base / "checkpoints").glob("step-*"))
    pairs = root / "pairs.jsonl"
    pairs.write_text("".join(json.dumps({"prompt": f"{i} + 1 =", "chosen": f" {i + 1}", "rejected": f" {i}"}) + "\n"
                             for i in range(1, 60)))
    policy = ["train", *TINY, "--set", "method=policy-gradient", "--set", f"from={start}", "--set", TASK, "--set", "name=rl",
              "--set", "policy.problems=8", "--set", "policy.steps=60"]
    runs = {
        "pretrain": (pretrain, ["checkpoints/**/*", "metrics.jsonl"]),
        "sft": (["train", *TINY, "--set", "method=sft", "--set", f"from={start}", "--set", TASK, "--set", "name=sft",
                 "--set", "supervised.tokens=100000"], ["checkpoints/**/*", "metrics.jsonl"]),
        "policy-gradient": (policy, ["checkpoints/**/*", "metrics.jsonl", "completions.jsonl"]),
        "critic": ([*policy, "--set", "policy.advantage.kind=gae"], ["checkpoints/**/*", "metrics.jsonl"]),
        "adapter": ([*policy, "--set", "lora.rank=4"], ["checkpoints/**/*", "metrics.jsonl"]),
        "preference": (["train", *TINY, "--set", "method=preference", "--set", f"from={start}", "--set",
                        f"tasks=[{{task: {{kind: trl, file: {pairs}}}}}]", "--set", "name=dpo", "--set",
                        "preference.steps=40", "--set", "preference.pairs=4"], ["checkpoints/**/*", "metrics.jsonl"]),
        "study": (["study", "run", "sharpening", "--scale", "smoke", "--force", "--skip-gates", "--no-cache", "--seeds", "2",
                   "--set", "scales.smoke.pretrain_tokens=60000", "--set", "scales.smoke.steps=8", "--set",
                   "scales.smoke.problems=8", "--set", "scales.smoke.evaluation_problems=12", "--set",
                   "scales.smoke.samples=16", "--workers", "1"], ["tables/*", "report.md"]),
    }
    known, seconds = {}, {}
    for name, (command, names) in runs.items():
        began = time.time()
        done = c.run([*command, "--out", root / name], timeout=900)
        seconds[name] = time.time() - began
        if done.returncode != 0:
            c.fail(f"kill {name}", done.stderr.decode()[-300:], command)
            continue
        known[name] = digest(root / name, names)
    evaluation = ["eval", "--model", start, "--task", "chain", "--difficulties", "1,2", "--problems", "256", "--workers", "1",
                  "--samples-per-problem", "64", "--save"]
    began = time.time()
    c.run([*evaluation, root / "whole.jsonl"], timeout=600)
    seconds["eval"] = time.time() - began
    whole = (root / "whole.jsonl").read_bytes()
    share = c.left() * 0.15 + time.time()
    while time.time() < share:
        name = c.random.choice([*known, "eval"])
        target = root / "victim"
        for path in (target, Path(f"{target}.partial")):
            if path.is_dir(): shutil.rmtree(path)
            elif path.exists(): path.unlink()
        is_eval = name == "eval"
        command = [*evaluation, target] if is_eval else [*runs[name][0], "--out", target]
        tries = c.random.randint(1, 4)
        resume = []
        for _ in range(tries):
            process = subprocess.Popen(
                [c.tool, *map(str, command), *resume], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE, env=c.environment)
            try:
                process.wait(c.random.uniform(0, max(0.2, seconds[name])))
            except subprocess.TimeoutExpired:
                process.send_signal(c.random.choice([signal.SIGKILL, signal.SIGKILL, signal.SIGTERM, signal.SIGINT]))
                try:
                    process.wait(20)
                except subprocess.TimeoutExpired:
                    process.kill(); process.wait()
                    c.fail(f"kill {name}", "goes on 20 s after a signal", command)
            c.count(f"kill {name}")
            errors = process.stderr.read().decode(errors="replace")
            if process.returncode not in (0, 75, 130, -9, -15, -2):
                c.fail(f"kill {name}", f"{process.returncode}: {errors[-400:]}", command)
                break
            begun = (Path(f"{target}.partial") if is_eval else target).exists()
            resume = ["--resume"] if begun else []
        if is_eval and not Path(f"{target}.partial").exists(): resume = []
        done = c.run([*command, *resume], timeout=900)
        if done.returncode != 0:
            c.fail(f"kill {name}", f"does not resume: {done.stderr.decode()[-300:]}", command)
        elif is_eval and target.read_bytes() != whole:
            c.fail("kill eval", "the samples differ from an undisturbed evaluation's", command)
        elif not is_eval and digest(target, runs[name][1]) != known[name]:
            c.fail(f"kill {name}", "the result differs from an undisturbed run's", command)
        elif not is_eval and (left := [p for p in target.rglob("*.part*") if "results" not in p.name]):
            c.fail(f"kill {name}", f"left behind: {left[0]}", command)


# Disks -------------------------------------------------------------------------------------------------------------

def disks(c):
    """A disk that fills up after so many bytes, a folder that cannot be written: an error, and what was there stays."""
    root = c.folder / "disks"
    root.mkdir()
    command = ["train", *TINY, "--set", "supervised.tokens=200000", "--set", "name=base"]
    c.run([*command, "--out", root / "whole"], timeout=600)
    known = digest(root / "whole", ["checkpoints/**/*", "metrics.jsonl"])
    rows = root / "rows.jsonl"
    rows.write_text("".join(json.dumps({"problem": i % 50, "correct": i % 3 == 0}) + "\n" for i in range(2000)))
    until = time.time() + c.left() * 0.05
    number = 0
    while time.time() < until:
        number += 1
        target = root / f"full-{number}"
        blocks = c.random.randint(1, 400)
        limited = ["bash", "-c", f'ulimit -f {blocks}; exec "$@"', "bash", c.tool, *map(str, command), "--out", str(target)]
        c.count("disk full")
        done = subprocess.run(limited, capture_output=True, env=c.environment, timeout=120)
        if done.returncode not in (0, 1, 65):
            c.fail("disk full", f"{done.returncode}: {done.stderr.decode()[-300:]}", limited)
            continue
        resume = ["--resume"] if (target / "config.yaml").exists() else []
        done = c.run([*command, "--out", target, *resume], timeout=120)
        if done.returncode != 0 or digest(target, ["checkpoints/**/*", "metrics.jsonl"]) != known:
            c.fail("disk full", f"does not go on: {done.stderr.decode()[-300:]}", command)
        shutil.rmtree(target, ignore_errors=True)
        for sink in (["passk", rows, "--problem", "problem", "--correct", "correct"], ["doctor"], ["list"],
                     ["passk", rows, "--problem", "problem", "--correct", "correct", "--json"]):
            c.count("output to a full disk")
            with open("/dev/full", "w") as full:
                done = subprocess.run([c.tool, *map(str, sink)], stdout=full, stderr=subprocess.PIPE, env=c.environment)
            if done.returncode != 1:
                c.fail("output to a full disk", f"exit code {done.returncode}", sink)


# Damage ------------------------------------------------------------------------------------------------------------

def flip(c, path):
    data = bytearray(path.read_bytes())
    if not data: return
    kind = c.random.randrange(3)
    if kind == 0: data[c.random.randrange(len(data))] ^= 1 << c.random.randrange(8)
    elif kind == 1: del data[c.random.randrange(len(data)):]
    else: data[c.random.randrange(len(data)):] = b"\0" * 64
    if bytes(data) == path.read_bytes(): data[0] ^= 1
    path.write_bytes(bytes(data))


def damage(c):
    """Stages, checkpoints and caches with a wrong bit: made again, or refused; never another number."""
    root = c.folder / "damage"
    root.mkdir()
    study = ["study", "run", "sharpening", "--scale", "smoke", "--force", "--skip-gates", "--seeds", "2", "--arms",
             "base,rl_id", "--set", "scales.smoke.pretrain_tokens=60000", "--set", "scales.smoke.steps=6", "--set",
             "scales.smoke.problems=8", "--set", "scales.smoke.evaluation_problems=12", "--set", "scales.smoke.samples=16"]
    done = c.run([*study, "--out", root / "whole"], timeout=900)
    if done.returncode != 0: return c.fail("damage", done.stderr.decode()[-300:], study)
    names = ["tables/*", "report.md"]
    known = digest(root / "whole", names)
    cache, kept = c.folder / "cache" / "stages", root / "cache"
    shutil.copytree(cache, kept)
    train = ["train", *TINY, "--set", "supervised.tokens=200000", "--set", "name=base"]
    c.run([*train, "--out", root / "run"], timeout=600)
    until = time.time() + c.left() * 0.1
    while time.time() < until:
        target = root / "victim"
        shutil.rmtree(target, ignore_errors=True)
        shutil.rmtree(cache)
        shutil.copytree(kept, cache)
        where = c.random.choice(["cache", "runs", "checkpoint"])
        c.count(f"damaged {where}")
        if where == "checkpoint":
            shutil.copytree(root / "run", target)
            files = [p for p in target.glob("checkpoints/**/*") if p.is_file()]
            victim = c.random.choice(files)
            flip(c, victim)
            model = victim.parent
            done = c.run(["model", "score", model, "--text", "1 + 2"], timeout=60)
            resumed = c.run([*train, "--out", target, "--resume"], timeout=120)
            if done.returncode != 65: c.fail("damaged checkpoint", f"{victim.name} is believed", ["model", "score", model])
            if resumed.returncode not in (0, 65) or (resumed.returncode == 0 and victim.name != "files.sha256"):
                c.fail("damaged checkpoint", f"{victim.name}: resume gave {resumed.returncode}", train)
            continue
        if where == "runs": shutil.copytree(root / "whole", target)
        place = cache if where == "cache" else target / "runs"
        victim = c.random.choice([p for p in place.rglob("*") if p.is_file()])
        flip(c, victim)
        if where == "runs": (target / "results.h5").unlink()
        done = c.run([*study, "--out", target, *(["--resume"] if where == "runs" else [])], timeout=900)
        if done.returncode != 0:
            c.fail(f"damaged {where}", f"{victim.name}: {done.stderr.decode()[-300:]}", study)
        elif digest(target, names) != known:
            c.fail(f"damaged {where}", f"{victim.relative_to(place)}: other results", study)


# Readers -----------------------------------------------------------------------------------------------------------

def seal(content):
    return content + b"\nassay sha256 " + hashlib.sha256(content).hexdigest().encode() + b"\n"


def corpus(c):
    """Files of every kind that is read, each with the commands that read it."""
    root = c.folder / "corpus"
    root.mkdir()
    made = []
    def add(name, data, *commands):
        path = root / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        made.append((name, path.read_bytes(), commands))
    rows = [{"problem": f"p{i // 6}", "correct": i % 3 == 0, "score": i / 7, "response": f"x {i}", "arm": "ab"[i % 2]}
            for i in range(60)]
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    passk = ["passk", "FILE", "--bootstrap", "20"]
    add("rows.jsonl", lines, [*passk, "--problem", "problem", "--correct", "correct"])
    add("rows.csv", "problem,correct\n" + "".join(f"{r['problem']},{r['correct']}\n" for r in rows),
        [*passk, "--problem", "problem", "--correct", "correct"])
    add("counts.csv", "problem,n,c\n" + "".join(f"p{i},20,{i % 20}\n" for i in range(30)), passk)
    add("human-eval.jsonl", "".join(json.dumps({
        "task_id": f"HumanEval/{i // 4}", "completion": "x", "result": "passed", "passed": i % 2 == 0}) + "\n"
        for i in range(40)), passk)
    add("evalplus.json", json.dumps({"eval": {f"HumanEval/{i}": [
        {"task_id": f"HumanEval/{i}", "solution": "x", "base_status": "pass", "plus_status": "fail"}] * 4
        for i in range(8)}}), passk)
    add("lm-eval.jsonl", "".join(json.dumps({
        "doc_id": i, "doc": {"question": "q"}, "target": "1", "resps": [["1", "2"]], "filtered_resps": ["1"],
        "filter": "none", "metrics": ["exact_match"], "exact_match": float(i % 2)}) + "\n" for i in range(20)), passk)
    log = json.dumps({"version": 2, "status": "success", "eval": {"task": "t", "model": "m", "dataset": {}, "config": {"epochs": 2}},
                      "samples": [{"id": i // 2, "epoch": 1 + i % 2, "input": "q", "target": "a",
                                   "scores": {"match": {"value": "CI"[i % 2]}}} for i in range(20)]})
    add("inspect.json", log, passk)
    with zipfile.ZipFile(root / "x.eval", "w", zipfile.ZIP_DEFLATED) as archive:
        whole = json.loads(log)
        archive.writestr("header.json", json.dumps({k: v for k, v in whole.items() if k != "samples"}))
        for sample in whole["samples"]:
            archive.writestr(f"samples/{sample['id']}_epoch_{sample['epoch']}.json", json.dumps(sample))
    add("inspect.eval", (root / "x.eval").read_bytes(), passk)
    add("counts.csv.gz", gzip.compress(made[2][1], mtime=0), passk)
    add("traces.jsonl", "".join(json.dumps({"id": f"e{i}", "env": {"id": "g"}, "errors": [], "traces": [{
        "task": {"type": "T", "data": {"idx": i // 4}, "key": f"k{i // 4}"}, "errors": [],
        "rewards": {"right": {"score": i % 2, "weight": 1.0}}}]}) + "\n" for i in range(20)), passk)
    add("bigcode.json", json.dumps({str(i): [[j, {"passed": j % 2 == 0, "completion_id": j}] for j in range(4)]
                                    for i in range(8)}), passk)
    add("old-evalplus.json", json.dumps({"date": "d", "hash": "h", "eval": {f"HumanEval/{i}": {
        "nfiles": 2, "base": [["success", []], ["failed", []]], "plus": [["success", []], ["failed", []]]}
        for i in range(8)}}), passk)
    curve = "run,step,accuracy\n" + "".join(
        f"{r},{s},{0.2 + 0.6 / (1 + 2.7 ** (2 - s / 20)) + 0.01 * ((s * 7 + r) % 3)}\n" for r in range(3) for s in range(0, 100, 8))
    fit = ["fit", "sigmoid", "FILE", "--x", "step", "--y", "accuracy", "--bootstrap", "10"]
    add("curve.csv", curve, fit)
    add("arms.csv", "arm,seed,value\n" + "".join(f"{'ab'[i % 2]},{i // 2},{0.5 + 0.01 * i}\n" for i in range(16)),
        ["compare", "FILE", "--arm", "arm", "--value", "value", "--unit", "seed", "--bootstrap", "50"])
    add("config.yaml", "method: policy-gradient\nname: x\npolicy:\n  steps: 3\n  reward: {kind: correctness}\ntasks:\n"
        "  - {task: {kind: chain}, difficulties: [1, 2]}\n", ["config", "check", "FILE"])
    add("arms.yaml", "kind: arms\nid: mine\n", ["config", "check", "FILE", "--study", "arms"])
    add("gsm8k.jsonl", "".join(json.dumps({"question": f"How many? {i}", "answer": f"so\n#### {i}"}) + "\n" for i in range(5)),
        ["config", "check", "GSM"])
    made[-1] = (made[-1][0], made[-1][1], (["task", "generate", "gsm8k", "--set", "file=FILE", "--count", "3"],))
    results = c.folder / "damage" / "whole" / "results.h5"
    if results.exists():
        content = results.read_bytes()
        content = content[:content.rfind(b"\nassay sha256 ")]
        commands = (["inspect", "FILE"], ["export", "FILE", "--format", "tidy"], ["export", "FILE", "--format", "json"],
                    ["export", "FILE", "--format", "npy", "--output", "OUT"], ["merge", "FILE", "--out", "OUT.h5"],
                    ["passk", "FILE", "--bootstrap", "10"], ["study", "analyze", "FILE", "--out", "OUT"])
        made.append(("results.h5", content, commands))
        made.append(("sealed.h5", content, commands))
    model = next((c.folder / "damage" / "run" / "checkpoints").glob("step-*"), None)
    if model:
        for name in ("config.json", "model.safetensors", "generation_config.json"):
            if (model / name).exists():
                made.append((f"model:{name}", (model / name).read_bytes(), (["model", "score", "MODEL", "--text", "1 + 2 ="],)))
        for template in sorted((HERE.parent / "Golden" / "templates").glob("*.jinja")):
            add(f"template-{template.name}", template.read_bytes(),
                ["sample", model, "--prompt", "1", "--max-tokens", "1", "--chat", "--chat-template", "FILE"])
        c.folders["model"] = model
    golden = HERE.parent / "Golden"
    for name in ("types", "llama", "qwen2", "qwen3"):
        add(f"{name}.gguf", (golden / "gguf" / f"{name}.gguf").read_bytes(), ["model", "inspect", "FILE"],
            ["sample", "--model", "FILE", "--prompt", "a b", "--max-tokens", "1"])
    pieces = json.loads((golden / "tokenizers" / "sp-pieces.json").read_text())
    score = ["model", "score", "MODEL", "--text", "hello the \u00e9 x"]
    c.folders["spm"] = tiny(root / "spm", 1510)
    made.append(("spm:tokenizer.model", base64.b64decode(pieces["model"]), (score,)))
    for form in ("prepend", "metaspace", "words"):
        made.append(("spm:tokenizer.json", (golden / "tokenizers" / f"sp-{form}.json").read_bytes(), (score,)))
    made.append(("spm:tokenizer.json", (golden / "tokenizers" / "llama-cpp.json").read_bytes(), (score,)))
    base = root / "base"
    shutil.copytree(golden / "families" / "llama_untied", base)
    letters = {chr(33 + i): i for i in range(90)} | {f"<{i}>": i for i in range(90, 104)}
    (base / "tokenizer.json").write_text(json.dumps({
        "added_tokens": [], "normalizer": None, "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": False},
        "post_processor": None, "decoder": {"type": "ByteLevel"}, "model": {"type": "BPE", "vocab": letters, "merges": []}}))
    (base / "tokenizer_config.json").write_text(json.dumps({"eos_token": "<90>"}))
    for name in ("dora_rslora", "patterns", "saved", "regex"):
        c.folders[name] = golden / "adapters" / name
        for file in ("adapter_config.json", "adapter_model.safetensors"):
            made.append((f"{name}:{file}", (c.folders[name] / file).read_bytes(),
                         (["model", "score", "MODEL", "--base", base, "--text", "abc"],)))
    rows = [{"problem": f"p {i}", "answer": i, "solution": f"so \\boxed{{{i}}}"} for i in range(8)]
    def task(kind): return ["task", "generate", kind, "--set", "file=FILE", "--count", "3"]
    add("array.json", json.dumps(rows, indent=1), task("math"))
    add("trl.jsonl", "".join(json.dumps({"prompt": r["problem"], "solution": r["solution"]}) + "\n" for r in rows), task("trl"))
    add("verl.jsonl", "".join(json.dumps({
        "data_source": "math_dapo", "ability": "MATH", "extra_info": {"index": str(i)},
        "prompt": [{"role": "user", "content": [{"type": "text", "text": r["problem"]}]}],
        "reward_model": {"style": "rule-lighteval/MATH_v2", "ground_truth": [str(r["answer"])]}}) + "\n"
        for i, r in enumerate(rows)), task("verl"))
    add("semicolons.csv", "problem;n;c;chance\n" + "".join(f"p{i};20;{i % 20};0,05\n" for i in range(30)), passk,
        ["passk", "FILE", root / "counts.csv", "--pool", "--bootstrap", "20"])
    add("columns.csv", "N,D,loss\n" + "".join(
        f"{n},{d},{1.8 + 400 / n ** 0.34 + 900 / d ** 0.3:.4f}\n" for n in (1e7, 3e7, 1e8, 3e8) for d in (1e9, 4e9, 9e9, 3e10)),
        ["fit", "--formula", "E + A/N^alpha + B/D^beta", "FILE", "--y", "loss", "--bootstrap", "5", "--multi-start", "2"])
    return [one for one in made if not c.files or any(part in one[0] for part in c.files)]


def tiny(folder, vocabulary):
    """A Llama of one layer with small weights, whose tokenizer is still missing."""
    folder.mkdir()
    width, inner = 8, 8
    shapes = {"model.embed_tokens.weight": [vocabulary, width], "model.norm.weight": [width]}
    layer = {"self_attn.q_proj": [width, width], "self_attn.k_proj": [width, width], "self_attn.v_proj": [width, width],
             "self_attn.o_proj": [width, width], "mlp.gate_proj": [inner, width], "mlp.up_proj": [inner, width],
             "mlp.down_proj": [width, inner], "input_layernorm": [width], "post_attention_layernorm": [width]}
    shapes |= {f"model.layers.0.{name}.weight": shape for name, shape in layer.items()}
    header, data = {}, b""
    for name, shape in shapes.items():
        count = shape[0] * (shape[1] if len(shape) > 1 else 1)
        values = struct.pack(f"<{count}f", *(((i * 37) % 19 - 9) / 50 for i in range(count)))
        header[name] = {"dtype": "F32", "shape": shape, "data_offsets": [len(data), len(data) + len(values)]}
        data += values
    text = json.dumps(header).encode()
    (folder / "model.safetensors").write_bytes(struct.pack("<Q", len(text)) + text + data)
    (folder / "config.json").write_text(json.dumps({
        "architectures": ["LlamaForCausalLM"], "model_type": "llama", "vocab_size": vocabulary, "hidden_size": width,
        "intermediate_size": inner, "num_hidden_layers": 1, "num_attention_heads": 2, "num_key_value_heads": 2,
        "max_position_embeddings": 512, "rms_norm_eps": 1e-5, "tie_word_embeddings": True, "bos_token_id": 1, "eos_token_id": 2}))
    (folder / "tokenizer_config.json").write_text(json.dumps({
        "bos_token": "<s>", "eos_token": "</s>", "tokenizer_class": "LlamaTokenizer"}))
    return folder


WORDS = [b"null", b"NaN", b"1e999", b"-1", b"9223372036854775807", b"18446744073709551616", b"[", b"]", b"{", b"}", b'"', b"\\",
         b",", b"\n", b"\r\n", b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"true", b"0.1", b"\xe2\x80\xae", b"[" * 2000, b"'" * 50, b": ",
         b"&a [*a]", b"<<: ", b"e" * 5000, b"-" * 30, b"1" * 400]


def mutate(random, data):
    data = bytearray(data)
    for _ in range(random.choice([1, 1, 1, 2, 3, 8])):
        at = random.randrange(len(data) + 1)
        kind = random.randrange(7)
        if kind == 0 and data: data[at % len(data)] ^= 1 << random.randrange(8)
        elif kind == 1 and data: data[at % len(data)] = random.randrange(256)
        elif kind == 2: del data[at:at + random.choice([1, 4, 32, 1000])]
        elif kind == 3: data[at:at] = random.choice(WORDS)
        elif kind == 4:
            word = random.choice(WORDS); data[at:at + len(word)] = word
        elif kind == 5:
            source = random.randrange(len(data) + 1); data[at:at] = data[source:source + random.choice([1, 8, 64])]
        else:
            numbers = list(re.finditer(rb"-?\d+(\.\d+)?", bytes(data[:20000])))
            if numbers:
                found = random.choice(numbers)
                data[found.start():found.end()] = random.choice([w for w in WORDS if w[:1] in b"-0123456789n"])
    return bytes(data)


def readers(c, share=0.8):
    made = corpus(c)
    until = time.time() + c.left() * share
    def work(number):
        own = random.Random(f"{c.random.random()} {number}")
        place = c.folder / f"readers-{number}"
        place.mkdir()
        while time.time() < until:
            name, data, commands = own.choice(made)
            changed = mutate(own, data)
            path = place / name.split(":")[-1]
            if name == "sealed.h5": changed = seal(changed)
            if ":" in name:
                folder = place / "model"
                shutil.rmtree(folder, ignore_errors=True)
                shutil.copytree(c.folders[name.split(":")[0]], folder)
                (folder / "files.sha256").unlink(missing_ok=True)
                path = folder / name.split(":")[1]
            path.write_bytes(changed)
            out = place / "out"
            filled = [str(part).replace("FILE", str(path)).replace("OUT", str(out)).replace("MODEL", str(place / "model"))
                      for part in own.choice(commands)]
            c.judge(f"read {name}", filled, [path])
            shutil.rmtree(out, ignore_errors=True)
    with ThreadPoolExecutor(os.cpu_count()) as pool: list(pool.map(work, range(os.cpu_count())))


# Flags and settings ------------------------------------------------------------------------------------------------

NUMBERS = ["0", "-1", "1", "2", "3", "1e-17", "1e-300", "0.5", "0.9999999999999999", "1", "1e308", "nan", "inf", "-inf", "2147483648",
           "4294967296", "1000000000", "9223372036854775807", "-9223372036854775808", "1e30", "-1e308", "", "x", "0x10", "1,2", "1_000"]


def flags(c):
    root = c.folder / "flags"
    root.mkdir()
    model = getattr(c, "model", None)
    place = c.folder / "corpus"
    if not place.exists(): corpus(c)
    tree = json.loads(c.run(["--experimental-dump-help"]).stdout)["command"]
    base = {
        "passk": ["passk", place / "rows.jsonl", "--problem", "problem", "--correct", "correct"],
        "fit": ["fit", "sigmoid", place / "curve.csv", "--x", "step", "--y", "accuracy", "--bootstrap", "10"],
        "compare": ["compare", place / "arms.csv", "--arm", "arm", "--value", "value", "--unit", "seed"],
        "power": ["power", "--seeds", "5", "--effect", "0.5"],
        "sample": ["sample", model, "--prompt", "1 + 2 =", "--max-tokens", "4"],
        "eval": ["eval", "--model", model, "--problems", "2", "--samples-per-problem", "2", "--difficulties", "1"],
        "bench": ["bench", "train", "--shape", "tiny", "--steps", "1"],
        "sandbox": ["sandbox", place / "hello.py"],
        "task generate": ["task", "generate", "chain", "--count", "2"],
        "model score": ["model", "score", model, "--text", "1 + 2"],
        "train": ["train", *TINY, "--set", "supervised.tokens=3000", "--overwrite", "--out", root / "run"],
        "study run": ["study", "run", "sharpening", "--scale", "smoke", "--dry-run"],
        "export": ["export", place / "results.h5"],
    }
    (place / "hello.py").write_text("print(1)\n")
    jobs = []
    def walk(command, names):
        here = [*names, command["commandName"]]
        key = " ".join(here[1:])
        if key in base:
            for argument in command.get("arguments", []):
                if argument["kind"] != "option": continue
                flag = "--" + next((n["name"] for n in argument["names"] if n["kind"] == "long"), "")
                if flag in ("--", "--help", "--out", "--save", "--figure", "--output", "--config"): continue
                for value in NUMBERS: jobs.append(("flags", [*base[key], f"{flag}={value}"]))
        for sub in command.get("subcommands", []): walk(sub, here)
    walk(tree, [])
    for method in ("pretrain", "sft", "policy-gradient", "preference"):
        shown = c.run(["config", "check", "/dev/null"]).stdout.decode()
        start = [] if method == "pretrain" else ["--set", f"from={model}"]
        tiny = ["train", *TINY, "--set", f"method={method}", *start, "--set", TASK, "--set", "supervised.tokens=3000", "--set",
                "policy.steps=1", "--set", "preference.steps=1", "--overwrite"]
        for key in setting_paths(shown):
            for value in NUMBERS: jobs.append(("settings", [*tiny, "--set", f"{key}={value}"]))
        for slot, kinds in (("policy.advantage", "advantages"), ("policy.loss", "losses"), ("policy.reward", "rewards"),
                            ("policy.sampler", "samplers"), ("supervised.optimizer", "optimizers"), ("tasks", "tasks")):
            if method != "policy-gradient": continue
            listed = c.run(["list", kinds]).stdout.decode()
            for kind in re.findall(r"^  ([a-z0-9-]+)(?: \(.*?\))?:", listed, re.M):
                page = c.run(["explain", kind]).stdout.decode()
                for key in re.findall(r"^    ([a-z_]+): (?:-?[0-9.e+-]+|true|false)$", page, re.M):
                    for value in NUMBERS:
                        if slot == "tasks":
                            given = ["--set", f"tasks=[{{task: {{kind: {kind}, {key}: {value or chr(34) * 2}}}}}]"]
                        else: given = ["--set", f"{slot}={{kind: {kind}, {key}: {value or chr(34) * 2}}}"]
                        jobs.append(("settings of components", [*tiny, *given]))
    c.random.shuffle(jobs)
    until = time.time() + max(60, c.left() * 0.9)
    def work(job):
        if time.time() > until: return
        kind, command = job
        own = root / f"{threading.get_ident()}"
        if command[0] == "train" and "--out" not in command: command = [*command, "--out", own]
        c.judge(kind, command, timeout=8, stops=True)
        shutil.rmtree(own, ignore_errors=True)
    with ThreadPoolExecutor(os.cpu_count()) as pool: list(pool.map(work, jobs))


def setting_paths(yaml):
    """The paths of the scalar settings of a resolved configuration."""
    paths, stack = [], []
    for line in yaml.splitlines():
        match = re.match(r"^( *)([a-z_]+):(.*)$", line)
        if not match: continue
        depth, key, value = len(match[1]) // 2, match[2], match[3].strip()
        stack = stack[:depth] + [key]
        if value and key != "kind" and not value.startswith("["): paths.append(".".join(stack))
    return paths


# Sandbox -----------------------------------------------------------------------------------------------------------

def sandbox(c):
    text = (HERE / "hostile.py").read_text()
    parts = re.split(r"^#--- (\w+)\n", text, flags=re.M)[1:]
    programs = list(zip(parts[::2], parts[1::2]))
    prelude, programs = programs[0][1], programs[1:]
    place = Path(tempfile.mkdtemp(prefix="assay-hostile-"))
    place.chmod(0o755)
    mark = Path("/var/tmp/assay-hostile")
    users = [("root", [])] if os.geteuid() == 0 else [("an ordinary user", [])]
    if os.geteuid() == 0 and shutil.which("setpriv"):
        users.append(("an ordinary user", ["setpriv", "--reuid", "12345", "--regid", "12345", "--clear-groups"]))
    for user, become in users:
        for name, code in programs:
            path = place / f"{name}.py"
            path.write_text(prelude + code)
            command = [*become, c.tool, "sandbox", "--seconds", "3", str(path)]
            kind = f"hostile programs as {user}"
            c.count(kind)
            began = time.time()
            secret = dict(c.environment, SECRET_TOKEN="open sesame", HOME="/tmp")
            try:
                done = subprocess.run(command, capture_output=True, timeout=60, env=secret)
            except subprocess.TimeoutExpired:
                c.fail(kind, f"{name} does not end", command, [path]); continue
            out = done.stdout.decode(errors="replace")
            if "ESCAPED" in out or "sesame" in out: c.fail(kind, f"{name}: {out[:300]}", command, [path])
            elif done.returncode not in (0, 1): c.fail(kind, f"{name}: exit code {done.returncode}", command, [path])
            elif time.time() - began > 12: c.fail(kind, f"{name} took {time.time() - began:.0f} s", command, [path])
            elif mark.exists(): c.fail(kind, f"{name} wrote {mark}", command, [path]); mark.unlink()
        left = [p for p in os.listdir("/tmp") if p.startswith("assay-sandbox")]
        if left: c.fail(kind, f"left behind: {left}", [])
    began = time.time()
    while (left := [p for p in Path("/proc").glob("[0-9]*/comm") if comm(p) == "bwrap"]) and time.time() - began < 20:
        time.sleep(0.1)
    if left: c.fail(kind, f"{len(left)} processes are left", [])
    shutil.rmtree(place)


def comm(path):
    try: return path.read_text().strip()
    except OSError: return ""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tool", help="the program, such as .build/release/assay")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--only", default="sandbox,kills,disks,damage,readers,flags")
    parser.add_argument("--files", default="", help="readers: only files whose names contain one of these, comma-separated")
    given = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="assay-campaign-")
    os.chmod(folder, 0o755)
    c = Campaign(given.tool, given.minutes, given.seed, folder)
    c.files = [part for part in given.files.split(",") if part]
    print(f"seed {given.seed}, {given.minutes:g} minutes", flush=True)
    try:
        for name in given.only.split(","):
            began = time.time()
            {"sandbox": sandbox, "kills": kills, "disks": disks, "damage": damage, "readers": readers, "flags": flags}[name](c)
            print(f"{name} took {time.time() - began:.0f} s", flush=True)
    except KeyboardInterrupt:
        pass
    failures = c.report()
    shutil.rmtree(folder, ignore_errors=True)
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
