"""Scores names, exact spans: python3 evaluate_names.py CHECKPOINT BERT_FOLDER DATA_FOLDER TABLE... (TABLE.jsonl with `names`, and its units)"""

import collections
import sys
from pathlib import Path

import torch

from batches import batches, tensors
from device import DEVICE
from model import Reader
from units import NAMES, Pieces, load


def fragments(labels):
    made, last = [], None
    for at, label in enumerate(labels):
        name = NAMES[label]
        if name.startswith("B-"):
            last = [at, at + 1, name[2:]]
            made.append(last)
        elif name.startswith("I-") and last and last[1] == at and last[2] == name[2:]:
            last[1] = at + 1
    return {tuple(it) for it in made}


def viterbi(scores):
    size = len(NAMES)
    legal = torch.full((size, size), -1e4)
    for before in range(size):
        for after in range(size):
            if after == 0 or after % 2 or before in (after, after - 1):
                legal[before, after] = 0
    start = torch.tensor([0.0 if n == 0 or n % 2 else -1e4 for n in range(size)])
    best, back = scores[0] + start, []
    for row in scores[1:]:
        value, index = (best[:, None] + legal).max(0)
        back.append(index)
        best = value + row
    path = [int(best.argmax())]
    for index in reversed(back):
        path.append(int(index[path[-1]]))
    return path[::-1]


@torch.no_grad()
def main(checkpoint, base, data, tables):
    pieces = Pieces((Path(base) / "vocab.txt").read_text(encoding="utf8").rstrip("\n").split("\n"))
    saved = torch.load(checkpoint, map_location="cpu")
    reader = Reader(saved["config"])
    reader.load_state_dict(saved["weights"])
    reader.to(DEVICE)
    reader.eval()
    for table in tables:
        units = load(Path(data) / f"{table}.jsonl", Path(data) / f"{table}.units.jsonl", pieces, attributions=False, names=True)
        right, found, gold = (collections.Counter() for _ in range(3))
        for batch in batches(units, pieces, saved["config"]["mode"], 4096):
            own = [units[at] for at in batch]
            scores = reader(tensors(own, pieces, saved["config"]["mode"]))["names"].log_softmax(-1).cpu()
            for unit, rows in zip(own, scores):
                mine, theirs = fragments(viterbi(rows[: len(unit.spans)])), fragments(unit.names)
                for it in mine:
                    found[it[2]] += 1
                    right[it[2]] += it in theirs
                for it in theirs:
                    gold[it[2]] += 1
        f1 = lambda kinds: 2 * sum(right[k] for k in kinds) / max(1, sum(found[k] + gold[k] for k in kinds))
        kinds = ["PER", "ORG", "LOC"] + (["OTH"] if gold["OTH"] else [])
        print(table, " ".join(f"{k} {f1([k]):.3f}" for k in kinds), f"persons and places {f1(['PER', 'LOC']):.3f} all {f1(kinds):.3f}")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4:])
