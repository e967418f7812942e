"""Trains the forest that tells a copied page's main text line by line: train.py COPIED.jsonl GOLD.json LINE_ROWS OUT.forest

COPIED: what `cargo run -p onrecord-page --example copied_text` prints. GOLD: {page: {"articleBody": …, "url": …}}. LINE_ROWS: the built example
`line_rows`. More pages to learn from, whose main text the program tells by their markup, come by --more COPIED.jsonl MAIN_TEXT.jsonl PAGES.tsv, where
MAIN_TEXT is what `--example main_text` prints and PAGES has a page, anything and its address a line. With --folds DIR it first trains on five sixths of the hosts, six times, and writes DIR/fold-N.forest and DIR/held_out.jsonl: each
page with the forest that has not seen its host, for `copied_main`.
"""
import argparse, hashlib, json, random, subprocess, tempfile
from bisect import bisect_right
from collections import Counter, defaultdict
from pathlib import Path
from urllib.parse import urlsplit

import lightgbm
import numpy as np

from labels import labelled, lines_of

FOLDS = 6
SEEDS = 4
TREES = 150
# What the ways to paste a page count.
WORTH = {"page": 1.0, "even": 0.5, "part": 0.3, "story": 0.2}
# What a page counts whose main text is told by its markup, and the least characters of such a text.
MORE_WORTH, LEAST_TEXT = 0.5, 400
# A label that the markup told is left out where the known main texts speak against it with this score (odds of seven to one).
CONTRADICTED = 2.0


def layouts(text, main, headline):
    """Texts as people paste them: the page with its blank lines, with none or one between any two lines; a part of it around the story; and the story alone.

    `main` and `headline` say which lines are the story and its headline; the result is (name, lines, whether a blank line stands before each).
    """
    lines = lines_of(text)
    gaps = [bool(at) and text[lines[at - 1][1] : start].count("\n") > 1 for at, (start, _) in enumerate(lines)]
    everything = list(range(len(lines)))
    chance = random.Random(hashlib.sha256(text.encode()).hexdigest())
    own = [at for at in everything if main[at]]
    yield "page", everything, gaps
    yield "even", everything, [chance.random() < 0.5] * len(lines)
    if own:
        above = [at for at in headline if at <= own[0]]
        top = above[-1] if above else own[0]
        first = max(0, top - chance.choice([0, 2, 5, 12, 30]))
        last = min(len(lines), own[-1] + 1 + chance.choice([0, 2, 5, 12, 30]))
        yield "part", list(range(first, last)), gaps if chance.random() < 0.5 else [False] * len(lines)
        yield "story", [at for at in everything if at == top or main[at]], [True] * len(lines)


class Page:
    """One text to learn from: its lines' labels and weights, its fold."""

    def __init__(self, name, layout, fold, text, labels, weights, is_told):
        self.id, self.layout, self.fold, self.text, self.is_told = f"{name}#{layout}", layout, fold, text, is_told
        self.labels, self.weights = labels, weights

    def split(self, lines):
        """Gives each piece of a line that is read in pieces the line's label, and its part of the weight."""
        starts = [start for start, _ in lines_of(self.text)]
        line_of = [bisect_right(starts, start) - 1 for start, _ in lines]
        pieces = Counter(line_of)
        self.labels, self.weights = [self.labels[at] for at in line_of], [self.weights[at] / pieces[at] for at in line_of]


def pages_of(copied, bodies, fold_of, worth, is_told=False):
    """The texts to learn from; `bodies` are the main texts, known or told by the markup (`is_told`), `worth` the weight of a page."""
    for page in copied:
        told = labelled(page, bodies[page["page"]])
        text, name, left_out = told["text"], told["page"], told["left_out"]
        flags = [False] * len(text)
        for start, end in told["main"]:
            flags[start:end] = [True] * (end - start)
        lines = lines_of(text)
        sizes = [sum(not char.isspace() for char in text[start:end]) for start, end in lines]
        main = [sum(flag and not char.isspace() for flag, char in zip(flags[start:end], text[start:end])) * 2 > size for (start, end), size in zip(lines, sizes)]
        headline = [at for at, line in enumerate(lines) if line in left_out]
        for layout, chosen, gaps in layouts(text, main, headline):
            own = "".join(("\n\n" if gaps[at] else "\n") * bool(place) + text[slice(*lines[at])] for place, at in enumerate(chosen))
            total = sum(sizes[at] for at in chosen)
            share = worth * WORTH[layout]
            weights = [share * (sizes[at] + 40) / (total + 3000) for at in chosen]
            yield Page(name, layout, fold_of[name], own, [int(main[at]) for at in chosen], weights, is_told)


def host(url):
    return urlsplit(url).netloc.removeprefix("www.")


def number_of(name):
    return int(hashlib.sha256(name.encode()).hexdigest(), 16)


def rows_of(pages, line_rows):
    """The features of the pages' lines."""
    with tempfile.TemporaryDirectory() as folder:
        given = "".join(json.dumps({"id": page.id, "text": page.text}) + "\n" for page in pages)
        subprocess.run([line_rows, f"{folder}/rows"], input=given.encode(), check=True)
        told = [json.loads(line) for line in open(f"{folder}/rows.jsonl")]
        flat = np.fromfile(f"{folder}/rows.f32", dtype="<f4")
    for page, own in zip(pages, told):
        if len(own["lines"]) != len(page.labels):
            page.split(own["lines"])
    return flat.reshape(-1, max(own["features"] for own in told))


def forest(x, y, weight, seed):
    model = lightgbm.LGBMClassifier(n_estimators=TREES, learning_rate=0.08, num_leaves=6, min_child_samples=60, reg_lambda=5.0, colsample_bytree=0.3,
                                    max_bin=63, n_jobs=1, random_state=seed, deterministic=True, force_row_wise=True, verbose=-1)
    return model.fit(x, y, sample_weight=weight / weight.mean())


def write(models, name, out):
    """Writes the mean of some models' scores as one forest, in the form that crates/page/src/forest.rs reads."""
    out.write(f"forest {name}\nb 0\n")
    for model in models:
        for tree in model.booster_.dump_model()["tree_info"]:
            out.write("t\n")
            stack = [tree["tree_structure"]]
            while stack:
                node = stack.pop()
                if "leaf_value" in node:
                    out.write(f"l {node['leaf_value'] / len(models):.5f}\n")
                else:
                    out.write(f"s {node['split_feature']} {node['threshold']:.6g}\n")
                    stack += [node["right_child"], node["left_child"]]


class Trainer:
    """Trains forests on all pages, or on all folds but one."""

    def __init__(self, pages, line_rows):
        self.rows = rows_of(pages, line_rows)
        self.folds = np.array([page.fold for page in pages for _ in page.labels])
        self.y = np.array([label for page in pages for label in page.labels])
        self.weight = np.array([weight for page in pages for weight in page.weights])
        self.is_told = np.array([page.is_told for page in pages for _ in page.labels])
        print(len(pages), "texts", *self.rows.shape, "lines and features", flush=True)

    def contradicted(self, known):
        """The lines whose label the markup told, and whose score by a forest that has learnt from the known main texts alone says the contrary."""
        sure = known & ~self.is_told
        scores = forest(self.rows[sure], self.y[sure], self.weight[sure], 0).predict(self.rows, raw_score=True)
        return self.is_told & (np.abs(scores) > CONTRADICTED) & ((scores > 0) != (self.y == 1))

    def write(self, left_out, path, note=""):
        """Writes a forest, learnt without one fold, or from all pages."""
        known = self.folds != (-1 if left_out is None else left_out)
        known &= ~self.contradicted(known)
        models = [forest(self.rows[known], self.y[known], self.weight[known], seed) for seed in range(SEEDS)]
        with open(path, "w") as out:
            out.write(note)
            write(models, "lines", out)


def main():
    parser = argparse.ArgumentParser()
    for name in ("copied", "gold", "line_rows", "out"):
        parser.add_argument(name)
    parser.add_argument("--folds", metavar="DIR", help="cross-validate by host, and write the forests here")
    parser.add_argument("--more", nargs=3, metavar=("COPIED", "MAIN_TEXT", "PAGES"), help="pages whose main text is told by their markup")
    args = parser.parse_args()
    gold = json.load(open(args.gold))
    copied = [page for page in map(json.loads, open(args.copied)) if page["page"] in gold and page["text"]]
    hosts = sorted({host(gold[page["page"]]["url"]) for page in copied}, key=number_of)
    fold_of_host = {name: number % FOLDS for number, name in enumerate(hosts)}
    fold_of = {name: fold_of_host.get(host(page["url"])) for name, page in gold.items()}
    pages = list(pages_of(copied, {name: page["articleBody"] for name, page in gold.items()}, fold_of, 1.0))
    if args.more:
        more, told, places = ([line for line in open(path)] for path in args.more)
        address = {row[0].removesuffix(".gz").removesuffix(".html"): row[2].strip() for row in (line.split("\t") for line in places) if len(row) > 2}
        bodies = defaultdict(str)
        for own in map(json.loads, told):
            bodies[own["page"]] += own["text"]
        more = [page for page in map(json.loads, more) if len(bodies[page["page"]]) >= LEAST_TEXT and page["page"] in address]
        pages += pages_of(more, bodies, {name: fold_of_host.get(host(url), number_of(host(url)) % FOLDS) for name, url in address.items()}, MORE_WORTH, is_told=True)
    trainer = Trainer(pages, args.line_rows)
    if args.folds:
        out = Path(args.folds).resolve()
        out.mkdir(parents=True, exist_ok=True)
        for fold in range(FOLDS):
            trainer.write(fold, out / f"fold-{fold}.forest")
        held_out = [{"page": page["page"], "text": page["text"], "model": str(out / f"fold-{fold_of[page['page']]}.forest")} for page in copied]
        (out / "held_out.jsonl").write_text("".join(json.dumps(page) + "\n" for page in held_out))
    trainer.write(None, args.out, f"# Made by training/pasted_text from {len(trainer.y)} lines of {len(pages)} texts; see its README.\n")


if __name__ == "__main__":
    main()
