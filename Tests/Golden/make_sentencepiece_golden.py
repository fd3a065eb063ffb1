#!/usr/bin/env python3
"""Adds SentencePiece's vocabularies to tokenizers/: three forms of tokenizer.json, and pieces with scores.

Pinned versions, checked at start: tokenizers 0.23.3, sentencepiece 0.2.3.

    make_sentencepiece_golden.py [output folder, by default tokenizers beside this script]

A vocabulary of 1500 pieces is trained on the fragments of make_tokenizer_golden.py, characters that are rare left to
bytes. Files:

    sp-prepend.json      as transformers converts Llama 2: a normalizer puts the mark before every part
    sp-metaspace.json    as it converts Mistral 7B v0.3: a pre-tokenizer puts the mark before the first part
    sp-words.json        a pre-tokenizer that divides words, and a token that is normalized
    sp-pieces.json       pieces, scores and types, and the vocabulary as `tokenizer.model` in base64
    sp-expected.json     the ids of the package tokenizers for a megabyte, and of sentencepiece for lines of it
"""
import base64
import collections
import hashlib
import io
import json
import pathlib
import sys

import sentencepiece
import tokenizers
from tokenizers import AddedToken, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

from make_tokenizer_golden import contents, megabyte

assert tokenizers.__version__ == "0.23.3", tokenizers.__version__
assert sentencepiece.__version__ == "0.2.3", sentencepiece.__version__


def train():
    out = io.BytesIO()
    text = megabyte(99, 400_000).replace("\0", "")
    counts = collections.Counter(text)
    text = "".join(c for c in text if counts[c] > 300)
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter([line for line in text.split("\n") if line]), model_writer=out, vocab_size=1500,
        model_type="bpe", byte_fallback=True, character_coverage=1.0, normalization_rule_name="identity",
        remove_extra_whitespaces=False, add_dummy_prefix=True, split_digits=True, max_sentence_length=100_000,
        allow_whitespace_only_pieces=True, minloglevel=2)
    return out.getvalue()


def generate_merges(pieces, scores):
    """transformers' convert_slow_tokenizer.generate_merges."""
    ids = {piece: i for i, piece in enumerate(pieces)}
    merges = []
    for piece, score in zip(pieces, scores):
        local = []
        for cut in range(1, len(piece)):
            left, right = piece[:cut], piece[cut:]
            if left in ids and right in ids:
                local.append((left, right, score))
        merges.extend(sorted(local, key=lambda x: (ids[x[0]], ids[x[1]])))
    merges.sort(key=lambda x: (x[2], len(x[0]), len(x[1])), reverse=True)
    return [(left, right) for left, right, _ in merges]


def build(form, pieces, merges):
    tokenizer = Tokenizer(models.BPE(
        vocab={piece: i for i, piece in enumerate(pieces)}, merges=merges, unk_token="<unk>", fuse_unk=True,
        byte_fallback=True))
    steps = [decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse()]
    if form == "prepend":
        tokenizer.normalizer = normalizers.Sequence([normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")])
    else:
        tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(
            replacement="▁", prepend_scheme="first" if form == "metaspace" else "always", split=form == "words")
    tokenizer.decoder = decoders.Sequence(steps + [decoders.Strip(" ", 1, 0)])
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A", pair="<s> $A <s> $B", special_tokens=[("<s>", 1)])
    tokenizer.add_special_tokens([AddedToken(t, normalized=False) for t in ("<unk>", "<s>", "</s>")])
    tokenizer.add_special_tokens([AddedToken("<|im_end|>", normalized=False)])
    tokenizer.add_tokens([AddedToken("<tool>", normalized=form == "words")])
    if form == "prepend":
        # What is looked for in the normalized text begins with the mark.
        tokenizer.add_tokens([AddedToken("<|im_start|>", normalized=True)])
    return tokenizer


def main():
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent / "tokenizers")
    model = train()
    processor = sentencepiece.SentencePieceProcessor(model_proto=model)
    count = processor.get_piece_size()
    pieces = [processor.id_to_piece(i) for i in range(count)]
    scores = [processor.get_score(i) for i in range(count)]
    types = [
        2 if processor.is_unknown(i) else 3 if processor.is_control(i) else 6 if processor.is_byte(i) else 1
        for i in range(count)
    ]
    merges = generate_merges(pieces, scores)
    text = megabyte(7)
    lines = [line for line in text.replace("\0", "").split("\n")]
    ids = processor.encode(lines)
    expected = {
        "made_by": "make_sentencepiece_golden.py",
        "script_sha256": hashlib.sha256(pathlib.Path(__file__).read_bytes()).hexdigest(),
        "text_sha256": hashlib.sha256(text.encode()).hexdigest(),
        "lines_count": sum(map(len, ids)), "lines_sha256": contents([i for line in ids for i in line]),
        "tokenizers": {},
    }
    for form in ("prepend", "metaspace", "words"):
        tokenizer = build(form, pieces, merges)
        saved = tokenizer.to_str()
        (folder / f"sp-{form}.json").write_text(saved)
        tokenizer = Tokenizer.from_str(saved)
        ids = tokenizer.encode(text, add_special_tokens=False).ids
        skipped = tokenizer.decode(ids, skip_special_tokens=True)
        kept = tokenizer.decode(ids, skip_special_tokens=False)
        shuffled = [(i * 7919) % len(ids) for i in range(100_000)]
        broken = tokenizer.decode([ids[i] for i in shuffled], skip_special_tokens=False)
        tokenizer.encode_special_tokens = True
        plain = tokenizer.encode(text, add_special_tokens=False).ids
        expected["tokenizers"][f"sp-{form}"] = {
            "count": len(ids), "prefix": ids[:60], "ids_sha256": contents(ids),
            "plain_count": len(plain), "plain_sha256": contents(plain),
            "decoded_sha256": hashlib.sha256(skipped.encode()).hexdigest(),
            "kept_sha256": hashlib.sha256(kept.encode()).hexdigest(),
            "broken_sha256": hashlib.sha256(broken.encode()).hexdigest(),
        }
        print(form, tokenizer.get_vocab_size(), len(ids), len(plain), kept == text)
    (folder / "sp-pieces.json").write_text(json.dumps({
        "pieces": pieces, "scores": scores, "types": types, "model": base64.b64encode(model).decode()}))
    (folder / "sp-expected.json").write_text(json.dumps(expected, indent=1) + "\n")


if __name__ == "__main__":
    main()
