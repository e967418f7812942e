"""The sets of names, read alike: sentences of tokens with gold spans, and the sentences as the readers take them.

sets.py conllpp|uner FILE [> SENTENCES.jsonl] writes one object a sentence, `{"id", "doc", "tokens"}`, documents in order:
a reader may look at the whole of a document.
"""

import gzip
import json
import sys
from dataclasses import dataclass, field

# (first token, one past the last, type): PER, ORG, LOC or OTH
Name = tuple[int, int, str]


@dataclass
class Sentence:
    id: str
    doc: str
    tokens: list[str] = field(default_factory=list)
    names: set[Name] = field(default_factory=set)


def sentences(kind: str, path: str) -> list[Sentence]:
    """The sentences of a set: `conllpp` (columns token to tag, -DOCSTART- between documents) or `uner` (number, token, tag)."""
    with (gzip.open if path.endswith(".gz") else open)(path, "rt", encoding="utf-8") as lines:
        found: list[Sentence] = []
        doc, rows = "0", []
        for line in [*lines, ""]:
            line = line.rstrip("\n")
            if line.startswith("# newdoc"):
                doc = line.split("=", 1)[-1].strip()
            elif line.startswith("-DOCSTART-"):
                doc = str(int(doc) + 1)
            elif line and not line.startswith("#"):
                rows.append(line.split("\t" if kind == "uner" else " "))
            elif not line and rows:
                token, tag = (1, 2) if kind == "uner" else (0, -1)
                tags = [row[tag] for row in rows]
                found.append(Sentence(str(len(found)), doc, [row[token] for row in rows], names(tags)))
                rows = []
    return found


def names(tags: list[str]) -> set[Name]:
    """The spans of a row of BIO tags; an I that goes on with nothing begins a span."""
    found: set[Name] = set()
    start, kind = 0, ""
    for i, tag in enumerate([*tags, "O"]):
        mark, _, name = tag.partition("-")
        name = {"MISC": "OTH"}.get(name, name)
        if kind and (mark != "I" or name != kind):
            found.add((start, i, kind))
            kind = ""
        if mark != "O" and not kind:
            start, kind = i, name
    return found


def main() -> None:
    for one in sentences(sys.argv[1], sys.argv[2]):
        print(json.dumps({"id": one.id, "doc": one.doc, "tokens": one.tokens}, ensure_ascii=False))


if __name__ == "__main__":
    main()
