"""Units of documents with their labels: what the reader is shown, and what it shall answer."""

import bisect
import gzip
import json
import unicodedata
from dataclasses import dataclass, field

ROLES = ["O", "B-S", "I-S", "B-Q", "I-Q", "B-C", "I-C"]
NAMES = ["O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC", "B-OTH", "I-OTH"]
IGNORE = -100
MOST_PIECES = 6
SHAPES, QUOTES, TAGS, PLACES = 8, 4, 64, 4


@dataclass
class Unit:
    """A paragraph, word by word. `labels` holds one list of role labels for each attribution, by its anchor."""

    document: str
    spans: list  # (start, end) of each word, code points
    features: list  # (shape, quote, tag, place) of each word
    pieces: list  # piece ids of each word
    roles: list = field(default_factory=list)
    names: list = field(default_factory=list)
    attributions: list = field(default_factory=list)  # (anchor word, labels)


class Pieces:
    """BERT's uncased WordPiece, a word at a time."""

    def __init__(self, vocabulary):
        self.ids = {piece: number for number, piece in enumerate(vocabulary)}
        self.cache = {}
        self.unknown, self.cls, self.sep = self.ids["[UNK]"], self.ids["[CLS]"], self.ids["[SEP]"]

    def of(self, word):
        found = self.cache.get(word)
        if found is None:
            found = self.cache[word] = self._split(word)[:MOST_PIECES] or [self.unknown]
        return found

    def _split(self, word):
        letters = []
        for c in unicodedata.normalize("NFD", word.lower()):
            kind = unicodedata.category(c)
            if kind == "Mn" or kind.startswith("C") or c == "\ufffd":
                continue
            if kind.startswith("P") or 33 <= ord(c) <= 47 or 58 <= ord(c) <= 64 or 91 <= ord(c) <= 96 or 123 <= ord(c) <= 126:
                letters += [" ", c, " "]
            elif 0x4E00 <= ord(c) <= 0x9FFF or 0x3400 <= ord(c) <= 0x4DBF or 0xF900 <= ord(c) <= 0xFAFF:
                letters += [" ", c, " "]
            else:
                letters.append(" " if c.isspace() else c)
        ids = []
        for part in "".join(letters).split():
            ids += self._greedy(part)
        return ids

    def _greedy(self, part):
        if len(part) > 100:
            return [self.unknown]
        ids, start = [], 0
        while start < len(part):
            for end in range(len(part), start, -1):
                piece = ("##" if start else "") + part[start:end]
                if piece in self.ids:
                    ids.append(self.ids[piece])
                    start = end
                    break
            else:
                return [self.unknown]
        return ids


def lines(path):
    with (gzip.open if str(path).endswith(".gz") else open)(path, "rt", encoding="utf8") as file:
        return [json.loads(line) for line in file if line.strip()]


def load(table, dump, pieces, attributions=True, names=False):
    """Units of a table of documents and its dump by the example `units`; labels where the table has them."""
    documents = {row["id"]: row for row in lines(table)}
    units = []
    for row in lines(dump):
        document = documents[row["id"]]
        own = [cut(row["id"], document["text"], words, pieces) for words in row["units"]]
        own = [unit for unit in own if unit.spans]
        if attributions:
            label_attributions(own, document["attributions"])
        else:
            for unit in own:
                unit.roles = [IGNORE] * len(unit.spans)
        if names:
            label_names(own, document["names"])
        else:
            for unit in own:
                unit.names = [IGNORE] * len(unit.spans)
        units += own
    return units


def cut(document, text, words, pieces):
    return Unit(
        document,
        [(w[0], w[1]) for w in words],
        [tuple(w[2:6]) for w in words],
        [pieces.of(text[w[0] : w[1]]) for w in words],
    )


def covered(unit, starts, span):
    """The words of a unit that a span touches, as a range."""
    start, end = span
    first = bisect.bisect_right(starts, start) - 1
    first = max(first, 0)
    while first < len(starts) and unit.spans[first][1] <= start:
        first += 1
    last = bisect.bisect_left(starts, end)
    return range(first, last)


def label_attributions(units, attributions):
    starts = [[s for s, _ in unit.spans] for unit in units]
    for unit in units:
        unit.roles = [0] * len(unit.spans)
    for attribution in attributions:
        if not attribution["cue"] or not attribution["content"]:
            continue
        for unit, own in zip(units, starts):
            labels = None
            for role, number in (("source", 1), ("cue", 3), ("content", 5)):
                for span in attribution[role]:
                    if span[1] <= unit.spans[0][0] or span[0] >= unit.spans[-1][1]:
                        continue
                    words = covered(unit, own, span)
                    if not words:
                        continue
                    labels = labels or [0] * len(unit.spans)
                    for at in words:
                        labels[at] = number + (at > words[0])
            if labels is None:
                continue
            for at, label in enumerate(labels):
                # A word that two attributions share keeps its first label; only sources are shared.
                if label and not unit.roles[at]:
                    unit.roles[at] = label
            if 3 in labels:
                unit.attributions.append((labels.index(3), labels))


def label_names(units, names):
    starts = [[s for s, _ in unit.spans] for unit in units]
    for unit in units:
        unit.names = [0] * len(unit.spans)
    for start, end, kind in names:
        number = NAMES.index("B-" + kind)
        for unit, own in zip(units, starts):
            if end <= unit.spans[0][0] or start >= unit.spans[-1][1]:
                continue
            words = covered(unit, own, (start, end))
            for at in words:
                unit.names[at] = number + (at > words[0])
