"""Trains the forest that tells a page's main text: train.py ROWS.jsonl GOLD.json OUT.forest

ROWS: what `cargo run -p onrecord-page --example main_text_rows` prints. GOLD: {page: {"articleBody": …, "url": …}}. A block is main text where
the gold text holds most of its runs of four words. Reports cross-validated scores, folds by host; writes the forest of all pages.
"""
import argparse, hashlib, json, re
from collections import Counter, defaultdict
from urllib.parse import urlsplit

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

WORD = re.compile(r"\w+")
FOLDS = 6
SEEDS = 3
# The feature of the share of links, and where crates/page/src/html/main_text.rs takes a block to point elsewhere.
LINKED, MOST_LINKED = 2, 0.8


def grams(words, n=4):
    if len(words) <= n:
        return [tuple(words)] if words else []
    return list(zip(*(words[i:] for i in range(n))))


def labels(blocks, gold):
    """1 for each block that is main text."""
    words = WORD.findall(gold)
    known, joined = set(grams(words)), " " + " ".join(words) + " "
    own = [WORD.findall(block) for block in blocks]
    held = [sum(gram in known for gram in grams(tokens)) / len(grams(tokens)) if len(tokens) >= 4 else None for tokens in own]
    found = [share is not None and share >= 0.5 for share in held]
    for at, tokens in enumerate(own):
        # A short block counts where it stands in the gold text beside its neighbour.
        if tokens and held[at] is None:
            before = next((own[other][-2:] for other in range(at - 1, max(-1, at - 4), -1) if found[other]), None)
            behind = next((own[other][:2] for other in range(at + 1, min(len(own), at + 4)) if found[other]), None)
            text = " ".join(tokens)
            found[at] = bool(before and f" {' '.join(before)} {text} " in joined) or bool(behind and f" {text} {' '.join(behind)} " in joined)
    places = defaultdict(list)
    for at, tokens in enumerate(own):
        if found[at]:
            places[tuple(tokens)].append(at)
    for tokens, several in places.items():
        # What is printed twice counts where most of the text is around it.
        allowed = max(1, joined.count(f" {' '.join(tokens)} "))
        if len(several) > allowed:
            near = lambda at: sum(len(own[other]) for other in range(max(0, at - 4), min(len(own), at + 5)) if found[other])
            for at in sorted(several, key=lambda at: (-near(at), at))[allowed:]:
                found[at] = False
    return [int(label) for label in found]


def page_score(gold, text):
    g, p = Counter(grams(WORD.findall(gold))), Counter(grams(WORD.findall(text)))
    both = sum((g & p).values())
    return both / sum(p.values()) if p else None, both / sum(g.values()) if g else None


def total(scores):
    precision = [p for p, _ in scores if p is not None]
    recall = [r for _, r in scores if r is not None]
    p, r = sum(precision) / max(1, len(precision)), sum(recall) / max(1, len(recall))
    return 2 * p * r / max(1e-9, p + r), p, r


# What speaks for a block everywhere, by its place in a row of crates/page/src/html/features.rs: the guesses without training, the body in
# the metadata. And what speaks against it everywhere: links, furniture, stamp and byline, prompts, the distance to what was guessed or
# reads as prose, elements (aside, nav, footer, form, figure, button) and names (comment … hidden) around it.
FOR = [41, 171, 172, 174, 175, 178, 179, 181, 182]
AGAINST = [2, *range(18, 25), 25, 26, 27, 29, 30, 45, 46, 47, 49, 50, 56, *range(80, 92), 94, 95, 96, 134, 135, 176, 177, 183, 184]


def forest(x, y, weight, seed):
    monotone = np.zeros(x.shape[1], dtype=int)
    monotone[FOR], monotone[AGAINST] = 1, -1
    model = HistGradientBoostingClassifier(max_iter=100, learning_rate=0.1, max_leaf_nodes=4, min_samples_leaf=60, l2_regularization=5.0,
                                           max_features=0.15, max_bins=63, early_stopping=False, random_state=seed, monotonic_cst=monotone)
    return model.fit(x, y, weight)


def probability(models, x):
    """The mean of the models' scores, as a probability: what the written forest gives."""
    return 1 / (1 + np.exp(-np.mean([model.decision_function(x) for model in models], axis=0)))


def write(models, name, out):
    base = np.mean([model._baseline_prediction.ravel()[0] for model in models])
    out.write(f"forest {name}\nb {base:.5f}\n")
    for model in models:
        for (predictor,) in model._predictors:
            nodes, stack = predictor.nodes, [0]
            out.write("t\n")
            while stack:
                node = nodes[stack.pop()]
                if node["is_leaf"]:
                    out.write(f"l {node['value'] / len(models):.5f}\n")
                else:
                    out.write(f"s {node['feature_idx']} {node['num_threshold']:.6g}\n")
                    stack += [node["right"], node["left"]]


def main():
    parser = argparse.ArgumentParser()
    for name in ("rows", "gold", "out"):
        parser.add_argument(name)
    parser.add_argument("--predictions", help="write the cross-validated texts here")
    args = parser.parse_args()
    gold = json.load(open(args.gold))
    pages = [page for page in map(json.loads, open(args.rows)) if page["page"] in gold and page["blocks"]]
    host = lambda page: urlsplit(gold[page["page"]]["url"]).netloc.removeprefix("www.")
    hosts = sorted({host(page) for page in pages}, key=lambda name: hashlib.sha256(name.encode()).hexdigest())
    fold_of = {name: number % FOLDS for number, name in enumerate(hosts)}
    folds = np.array([fold_of[host(page)] for page in pages for _ in page["blocks"]])
    x = np.array([block["features"] for page in pages for block in page["blocks"]], dtype=np.float32)
    y, weight = [], []
    for page in pages:
        texts = [block["text"] for block in page["blocks"]]
        y += labels(texts, gold[page["page"]]["articleBody"])
        size = len(WORD.findall(gold[page["page"]]["articleBody"]))
        weight += [(len(WORD.findall(text)) + 8) / (size + 200) for text in texts]
    y, weight = np.array(y), np.array(weight)
    weight /= weight.mean()
    bounds = np.cumsum([0] + [len(page["blocks"]) for page in pages])

    def report(name, chosen):
        for half, keep in (("all", lambda n: True), ("A", lambda n: n % 2 == 0), ("B", lambda n: n % 2 == 1)):
            scores = []
            for number, page in enumerate(pages):
                if keep(fold_of[host(page)]):
                    text = "\n".join(block["text"] for block, holds in zip(page["blocks"], chosen[bounds[number]:bounds[number + 1]]) if holds)
                    scores.append(page_score(gold[page["page"]]["articleBody"], text))
            print(f"{name:28} {half:4} F1 %.4f P %.4f R %.4f" % total(scores), flush=True)

    print(len(pages), "pages", len(y), "blocks", x.shape[1], "features", int(y.sum()), "main")
    report("labels themselves", y == 1)
    is_pointer = x[:, LINKED] > MOST_LINKED
    found = np.zeros(len(y))
    for fold in range(FOLDS):
        train = folds != fold
        models = [forest(x[train], y[train], weight[train], seed) for seed in range(SEEDS)]
        found[~train] = probability(models, x[~train])
    for least in (0.4, 0.45, 0.5, 0.55, 0.6):
        report(f"cross-validated, from {least}", (found >= least) & ~is_pointer)
    if args.predictions:
        with open(args.predictions, "w") as out:
            for number, page in enumerate(pages):
                span = slice(bounds[number], bounds[number + 1])
                rows = [[block["text"], int(label), round(float(own), 3)] for block, label, own in zip(page["blocks"], y[span], found[span])]
                out.write(json.dumps({"page": page["page"], "fold": fold_of[host(page)], "blocks": rows}) + "\n")
    models = [forest(x, y, weight, seed) for seed in range(SEEDS)]
    report("all pages, trained on them", (probability(models, x) >= 0.5) & ~is_pointer)
    with open(args.out, "w") as out:
        out.write(f"# Made by training/main_text from {len(pages)} pages, {len(y)} blocks; see its README.\n")
        write(models, "blocks", out)


if __name__ == "__main__":
    main()
