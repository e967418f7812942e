"""Leaves rare pieces out of a BERT's vocabulary: python3 prune.py BERT_FOLDER OUT_FOLDER LEAST TABLE.jsonl[.gz]...

Pieces that the tables' texts need fewer than LEAST times go; words that had them are spelt with shorter ones. Single
letters stay, so that nothing becomes unknown that was not. A third of BERT's pieces are never needed by English news."""

import collections
import re
import sys
from pathlib import Path

from units import Pieces, lines


def main(base, out, least, tables):
    from safetensors.torch import load_file, save_file

    vocabulary = (Path(base) / "vocab.txt").read_text(encoding="utf8").rstrip("\n").split("\n")
    pieces = Pieces(vocabulary)
    words = collections.Counter()
    for table in tables:
        for row in lines(table):
            words.update(re.findall(r"\w+|[^\w\s]", row.get("text") or ""))
    counts = collections.Counter()
    for word, times in words.items():
        for piece in pieces.of(word):
            counts[piece] += times
    special = {"[PAD]", "[UNK]", "[CLS]", "[SEP]"}
    short = lambda piece: len(piece.removeprefix("##")) == 1 and ord(piece[-1]) < 0x250
    kept = [n for n, piece in enumerate(vocabulary) if piece in special or counts[n] >= least or short(piece)]
    weights = load_file(Path(base) / "model.safetensors")
    name = "embeddings.word_embeddings.weight"
    weights[name] = weights[name][kept].contiguous()
    Path(out).mkdir(parents=True, exist_ok=True)
    save_file(weights, Path(out) / "model.safetensors")
    (Path(out) / "vocab.txt").write_text("\n".join(vocabulary[n] for n in kept), encoding="utf8")
    print(f"{len(kept)} of {len(vocabulary)} pieces stay")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4:])
