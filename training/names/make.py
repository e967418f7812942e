"""Makes the name tagger's training documents: `python3 training/names/make.py DATA OUT` (see README.md)."""
import collections
import json
import os
import random
import sys

import augment
import fill
import lists as free_lists
import real
import text

SEED = 20250301
SENTENCES = 30            # about so many paragraphs a document
AUGMENTED_WORDS = 150_000
TEMPLATE_WORDS = 80_000
GUM_FULL = {"news", "interview", "bio", "speech", "voyage"}
CAPITAL_HEADLINES = 0.08   # of the short sentences in copies


def words(doc):
    return sum(len(p[0].split()) for p in doc)


def chunks(docs, size):
    """Documents cut or put together to about `size` sentences."""
    out, held = [], []
    for doc in docs:
        if len(held) + len(doc) > size * 1.4 and held:
            out.append(held)
            held = []
        held = held + doc
        while len(held) > size * 1.4:
            out.append(held[:size])
            held = held[size:]
        if len(held) >= size * 0.8:
            out.append(held)
            held = []
    return out + ([held] if held else [])


def grouped(pieces, rng):
    """Now and then two or three sentences share a paragraph."""
    out = []
    for t, names in pieces:
        if out and rng.random() < 0.25 and len(out[-1][0]) < 400 and out[-1][0][-1:] in '.?!"':
            base, held = out[-1]
            out[-1] = (base + " " + t, held + [[a + len(base) + 1, b + len(base) + 1, k] for a, b, k in names])
        else:
            out.append((t, names))
    return out


def main(data, out):
    repository = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
    rng = random.Random(SEED)
    lists = free_lists.Lists(data, repository)
    nationality = {n.lower() for n in lists.nationality} | {w.lower() for w in free_lists.OTHER_NATIONALITY}
    wiki = real.wikigold(os.path.join(data, "entities", "wikigold.conllu"))
    gum, dropped = real.gum(os.path.join(data, "syntax", "en_gum-ud-train.conllu.gz"), nationality, set(lists.countries), GUM_FULL, rng)
    documents = []

    def add(source, sentences):
        documents.append((source, sentences))
    real_docs = [("wikigold", d) for d in chunks(wiki, SENTENCES)] + [("gum", d) for d in chunks(gum, SENTENCES)]
    for source, doc in real_docs:
        add(source, doc)
    pool = augment.pools(wiki + gum)
    made, turn = 0, 0
    while made < AUGMENTED_WORDS:
        base = [("wikigold", d) for d in wiki] if turn % 3 < 2 else [("gum", d) for d in gum]
        copies = []
        for _, d in base:
            copy = augment.Copy(lists, rng, pool, 0.9)
            copy.prepare(d)
            copies.append([copy.sentence(*s, headline=len(s[0]) < 16 and rng.random() < CAPITAL_HEADLINES) for s in d if s[1] or rng.random() < 0.6])
        for doc in chunks([c for c in copies if c], SENTENCES):
            if made < AUGMENTED_WORDS:
                add(base[0][0] + "-augmented", doc)
                made += sum(len(s[0]) for s in doc)
        turn += 1
    finished = []
    for source, doc in documents:
        keep_tokens = len(finished) % 10 == 9
        pieces = [text.join(t, s, None if keep_tokens else gaps) for t, s, gaps in doc]
        finished.append((source, *text.paragraphs(pieces if keep_tokens else grouped(pieces, rng))))
    made = 0
    templates = fill.load(os.path.join(os.path.dirname(os.path.abspath(__file__)), "templates"))
    deck, held = [], []
    while made < TEMPLATE_WORDS:
        if not deck:
            deck = [(name, block) for name, blocks in templates.items() for block in blocks for _ in range(SHARES.get(name, 1))]
            rng.shuffle(deck)
        name, block = deck.pop()
        story = fill.Story(lists, rng)
        lines = block
        if name.startswith("lines"):
            lines = rng.sample(block, min(len(block), rng.randint(8, 14)))
        told = [p for p in story.tell(lines) if p[0].strip()]
        if name not in ("sport",):
            told = grouped(told, rng)
        held += told
        if len(held) >= SENTENCES - 6:
            t, names = text.paragraphs(held)
            if len(finished) % 10 == 9:
                t, names = text.tokenise(t, names)
            finished.append(("template", t, names))
            made += len(t.split())
            held = []
    os.makedirs(out, exist_ok=True)
    counts, total = collections.defaultdict(collections.Counter), collections.Counter()
    with open(os.path.join(out, "train.jsonl"), "w", encoding="utf-8") as f:
        for i, (source, t, names) in enumerate(finished):
            names = sorted(names)
            assert all(0 <= a < b <= len(t) and t[a:b].strip() == t[a:b] for a, b, _ in names), (source, names)
            assert all(x[1] <= y[0] for x, y in zip(names, names[1:])), source
            f.write(json.dumps({"id": f"{source}-{i:05}", "text": t, "names": names, "source": source}, ensure_ascii=False) + "\n")
            counts[source]["documents"] += 1
            counts[source]["words"] += len(t.split())
            for _, _, kind in names:
                counts[source][kind] += 1
    print(f"{'source':20}" + "".join(f"{k:>10}" for k in ("documents", "words", "PER", "ORG", "LOC", "OTH")))
    for source, c in counts.items():
        total += c
        print(f"{source:20}" + "".join(f"{c[k]:>10}" for k in ("documents", "words", "PER", "ORG", "LOC", "OTH")))
    print(f"{'all':20}" + "".join(f"{total[k]:>10}" for k in ("documents", "words", "PER", "ORG", "LOC", "OTH")))
    print("sentences of GUM left out as unsure:", dropped)


# How often the templates of a file come relative to the others.
SHARES = {"sport": 2, "world": 3, "web": 5, "finance": 2, "home": 3, "lines_news": 14}

if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: make.py DATA OUT")
    main(*sys.argv[1:])
