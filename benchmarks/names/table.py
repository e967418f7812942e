"""Exact span F1 by type, side by side: table.py conllpp|uner GOLD FOLDER SYSTEM...

FOLDER holds, for each system, SYSTEM.jsonl (`{"id", "names": [[first, past the last, type]]}` a sentence) and what its runs took,
SYSTEM.1.json and so on (measure.py). A name is right if its first token, its last and its type are. Words are the
tokens with a letter or a digit, for all systems alike; of several runs the quickest counts.
"""

import json
import re
import sys
from pathlib import Path

from sets import Name, sentences

COLUMNS: dict[str, set[str]] = {
    "PER": {"PER"},
    "ORG": {"ORG"},
    "LOC": {"LOC"},
    "PER+LOC": {"PER", "LOC"},
    "PER+ORG+LOC": {"PER", "ORG", "LOC"},
    "OTH": {"OTH"},
}


def f1(gold: list[set[Name]], found: list[set[Name]], kinds: set[str]) -> tuple[float, float, float]:
    """Precision, recall and F1 over the names of some types."""
    gold = [{one for one in names if one[2] in kinds} for names in gold]
    found = [{one for one in names if one[2] in kinds} for names in found]
    right = sum(len(a & b) for a, b in zip(gold, found))
    p = right / max(sum(map(len, found)), 1)
    r = right / max(sum(map(len, gold)), 1)
    return p, r, 2 * p * r / (p + r) if p + r else 0.0


def main() -> None:
    kind, path, folder, *systems = sys.argv[1:]
    sents = sentences(kind, path)
    gold = [one.names for one in sents]
    columns = {name: kinds for name, kinds in COLUMNS.items() if any(name[2] in kinds for names in gold for name in names)}
    words = sum(bool(re.search(r"\w", token)) for one in sents for token in one.tokens)
    print(f"== {kind}: {len(sents)} sentences, {words} words, {sum(map(len, gold))} names; exact spans, F1 (precision/recall)")
    print(f"{'system':21}" + "".join(f"{name:>20}" for name in columns) + f"{'words/CPU s':>13}{'words/s':>9}{'MiB':>6}")
    for system in systems:
        rows = map(json.loads, (Path(folder) / f"{system}.jsonl").read_text("utf-8").splitlines())
        by_id = {row["id"]: {(a, b, c) for a, b, c in row["names"]} for row in rows}
        found = [by_id.get(one.id, set()) for one in sents]
        cells = ""
        for kinds in columns.values():
            p, r, f = f1(gold, found, kinds)
            cells += f"{f'{f:.3f} ({p:.3f}/{r:.3f})':>20}"
        runs = [json.loads(one.read_text()) for one in sorted(Path(folder).glob(f"{system}.*.json"))]
        cpu, wall = (min(run[key] for run in runs) for key in ("read_cpu_s", "read_wall_s"))
        print(f"{system:21}{cells}{words / cpu:13,.0f}{words / wall:9,.0f}{max(run['peak_mib'] for run in runs):6.0f}")


if __name__ == "__main__":
    main()
