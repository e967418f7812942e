"""Real sentences with names: wikigold, and GUM's free genres with the names among its entity mentions."""
import calendar
import gzip
import re

FREE_GENRES = {"news", "interview", "bio", "voyage", "speech", "textbook", "vlog", "conversation"}
TITLES = set("""mr mrs ms miss dr sir dame lord lady king queen prince princess president vice chancellor premier minister prime
    senator congressman congresswoman representative governor mayor judge justice general gen colonel col major captain capt
    lieutenant lt sergeant sgt admiral professor prof pope cardinal bishop archbishop father brother sister saint rev reverend
    rabbi sheikh imam emperor empress duke duchess count baron secretary ambassador chairman coach commander chief director
    commissioner attorney speaker doctor aunt uncle mom dad grandma grandpa grandmother grandfather mother mum private
    corporal officer detective inspector superintendent president-elect ex-president first lady rear staff deputy
    host moderator interviewer mr. mrs. ms. dr. gen. col. lt. sgt. capt. prof. rev. st. sen. rep. gov. maj. adm.""".split())
INNER = {"of", "the", "de", "la", "del", "van", "von", "der", "den", "bin", "al", "-", "–", "el", "du", "da", "di", "dos", "'s", "’s"}
_ORG_INNER = {"and", "&", "for", "in", "on"}
_TYPES = {"person": "PER", "animal": "PER", "place": "LOC", "organization": "ORG", "event": "OTH", "object": "OTH",
          "abstract": "OTH", "plant": None, "substance": None, "time": None}


def _trim_titles(tokens, a, b):
    while b - a > 1 and tokens[a].lower() in TITLES:
        a += 1
    return a, b


def wikigold(path):
    """Documents of (tokens, spans, spaces) sentences; person titles cut off."""
    from text import natural_spaces
    docs, doc, rows = [], [], []
    for line in open(path, encoding="utf-8"):
        parts = line.rstrip("\n").split("\t")
        if len(parts) == 3:
            rows.append(parts[1:])
            continue
        if rows:
            tokens, spans = [r[0] for r in rows], []
            if tokens[0] == "-DOCSTART-":
                if doc:
                    docs.append(doc)
                doc = []
            else:
                for i, (_, tag) in enumerate(rows):
                    kind = tag[2:].replace("MISC", "OTH")
                    if tag.startswith("B-") or (tag.startswith("I-") and (not spans or spans[-1][1] != i)):
                        spans.append([i, i + 1, kind])
                    elif tag.startswith("I-"):
                        spans[-1][1] = i + 1
                for s in spans:
                    if s[2] == "PER":
                        s[0], s[1] = _trim_titles(tokens, s[0], s[1])
                doc.append((tokens, [tuple(s) for s in spans], natural_spaces(tokens)))
        rows = []
    if doc:
        docs.append(doc)
    return docs


def gum(path, demonyms, countries, whole, rng):
    """(documents, dropped): documents of sure (tokens, spans, spaces) sentences; `demonyms` are nationality words, lower case.

    Genres in `whole` are taken whole; of the others, that speak more than they name, a quarter of the sentences without names."""
    docs, doc, genre, dropped, rows, ranges = [], [], "", 0, [], {}
    for line in gzip.open(path, "rt", encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("# newdoc"):
            if doc:
                docs.append(_settle(doc))
            doc, genre = [], ""
        elif line.startswith("# meta::genre = "):
            genre = line.split("= ")[1]
        elif line and line[0] != "#":
            cols = line.split("\t")
            if "-" in cols[0]:
                a, b = map(int, cols[0].split("-"))
                ranges.update({k: k == b and "SpaceAfter=No" not in cols[9] for k in range(a, b + 1)})
            elif "." not in cols[0]:
                rows.append(cols)
        elif not line and rows:
            if genre in FREE_GENRES:
                sentence = _gum_sentence(rows, ranges, demonyms)
                if sentence:
                    tokens, spans, spaces = sentence
                    spans = [(a, b, "LOC" if " ".join(tokens[a:b]) in countries else k) for a, b, k in spans]
                    if spans or rng.random() < (0.5 if genre in whole else 0.15):
                        doc.append((tokens, spans, spaces))
                else:
                    dropped += 1
            rows, ranges = [], {}
    if doc:
        docs.append(_settle(doc))
    return docs, dropped


_OPEN = re.compile(r"\((\d+)-([a-z]+)-[^()]*(\))?|(\d+)\)")


def _entities(rows):
    """Entity mentions of a sentence as (first, end, type), outer ones first."""
    found, stack = [], []
    for i, cols in enumerate(rows):
        value = next((p[7:] for p in cols[9].split("|") if p.startswith("Entity=")), "")
        for m in _OPEN.finditer(value):
            if m.group(3):
                found.append((i, i + 1, m.group(2)))
            elif m.group(1):
                stack.append((m.group(1), i, m.group(2)))
            else:
                for k in range(len(stack) - 1, -1, -1):
                    if stack[k][0] == m.group(4):
                        _, a, kind = stack.pop(k)
                        found.append((a, i + 1, kind))
                        break
    return sorted(found, key=lambda e: (e[0], -e[1]))


def _gum_sentence(rows, ranges, demonyms):
    tokens = [c[1] for c in rows]
    heads = [int(c[6]) - 1 for c in rows]
    proper = [c[4] in ("NNP", "NNPS") or c[3] == "PROPN" for c in rows]
    spaces = [ranges.get(i + 1, "SpaceAfter=No" not in c[9]) for i, c in enumerate(rows)]
    taken, spans, times = [False] * len(rows), [], [False] * len(rows)
    candidates = []
    for a, b, kind in _entities(rows):
        if kind == "time":
            times[a:b] = [True] * (b - a)
        head = next((i for i in range(a, b) if not a <= heads[i] < b), a)
        candidates.append((a, b, kind, head))
    for a, b, kind, head in candidates:
        label = _TYPES.get(kind)
        if not label or not proper[head]:
            continue
        lo = hi = head
        inner = INNER | (_ORG_INNER if label != "PER" else set())
        if label == "PER":
            inner = inner - {"of", "the", "'s", "’s"}
        conj = {i for i in range(a, b) if rows[i][7].startswith("conj") and heads[i] == head}

        def reach(step, limit):
            at = head
            while True:
                nxt = at + step
                if step * (limit - nxt) < 0:
                    return at
                k = nxt
                while step * (limit - k) > 0 and not proper[k] and (tokens[k].lower() in inner or tokens[k] == "."):
                    k += step
                if step * (limit - k) < 0 or not proper[k] and not (
                        rows[k][4] == "CD" and step > 0 and label != "PER" and k == nxt):
                    return at
                between = range(min(at, k) + 1, max(at, k))
                if k in conj or abs(k - at) > 4 or any(tokens[j] in ("and", "&", ",") and k in conj for j in between):
                    return at
                at = k
        lo, hi = reach(-1, a), reach(1, b - 1) + 1
        if label == "PER":
            for i in range(hi - 1, lo - 1, -1):
                if tokens[i].lower() in TITLES:
                    lo = max(lo, i + 1)
                    break
            if lo >= hi:
                continue
            if rows[head][4] == "NNPS" or tokens[hi - 1].lower() in demonyms:
                label = "OTH"
        elif hi - lo == 1 and tokens[lo].lower() in demonyms:
            label = "OTH"
        while lo < hi and not proper[lo]:
            lo += 1
        if lo >= hi or any(taken[lo:hi]) or any(times[lo:hi]):
            continue
        if tokens[lo:hi] == ["I"] or not any(ch.isupper() for t in tokens[lo:hi] for ch in t):
            continue
        if kind in ("abstract", "object", "event") and any(_capital(tokens, i) and not proper_title(tokens[i]) for i in (lo - 1, hi)):
            return None  # a title of which only a part is of proper nouns
        if label == "PER" and hi - lo == 1 and tokens[hi:hi + 2] in (["of", "the"], ["of", "The"]):
            return None  # "Man of the Match"
        taken[lo:hi] = [True] * (hi - lo)
        spans.append((lo, hi, label))
    for i, c in enumerate(rows):
        if taken[i]:
            continue
        low = tokens[i].lower()
        if low in demonyms and tokens[i][0].isupper():
            spans.append((i, i + 1, "OTH"))
            taken[i] = True
        elif proper[i] and not times[i] and low.rstrip(".") not in TITLES and low not in CALENDAR:
            return None
        elif c[3] == "ADJ" and i and tokens[i][0].isupper() and tokens[i - 1] not in '."“:' and not tokens[i].isupper():
            return None
    return tokens, sorted(spans), spaces


def proper_title(token):
    return token.lower().rstrip(".") in TITLES


def _capital(tokens, i):
    return 0 < i < len(tokens) and tokens[i][0].isupper() and tokens[i - 1] not in ('"', "“", ".", ":") and tokens[i] != "I"


def _settle(doc):
    """A name that is somebody's in the document is never a work or an event there."""
    people = {t for tokens, spans, _ in doc for a, b, k in spans if k == "PER" for t in tokens[a:b] if len(t) > 2}
    return [(tokens, [(a, b, "PER" if k == "OTH" and all(t in people for t in tokens[a:b]) else k) for a, b, k in spans], spaces)
            for tokens, spans, spaces in doc]


CALENDAR = {word.lower() for word in [*calendar.day_name, *calendar.month_name, *calendar.month_abbr, "Sept"] if word}
