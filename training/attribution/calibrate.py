"""Fits how sure Onrecord is: python3 calibrate.py GOLD.jsonl PREDICTED.jsonl --scorer score_attribution.py

PREDICTED is what the example `attributions` writes: each attribution with the basis and evidence of its certainty. An
attribution is right where the scorer links it: content alike by four fifths, and the right source. A logistic
regression over the evidence and its square roots comes first, then a curve through eight groups of equal size. Prints
both for each basis, and the expected calibration error in ten bins: of the certainties as they were written, and of a fit on
one half of the documents for the other half, over six ways of halving. The program must keep every candidate for
a fit: build it with `LEAST` at nought in `crates/reading/src/statements/trained.rs`."""

import argparse
import importlib.util

import numpy as np

from units import lines

KNOTS = 8


def right(scorer, gold, rows):
    """Which of a document's attributions are linked, one to one, and which were scored."""
    doc = scorer.Doc(gold["text"])
    theirs = [a for a in (scorer.Att(doc, row) for row in gold["attributions"]) if a.c]
    mine = [(n, scorer.Att(doc, row)) for n, row in enumerate(rows)]
    mine = [(n, a) for n, a in mine if a.c]

    def linked(g, p):
        alike = scorer.jac(g.c, p.c)
        return alike if alike >= 0.8 and scorer.source_ok(g, p) else None

    matched = scorer.match(theirs, [a for _, a in mine], linked)
    return {mine[p][0] for p in matched.values()}, {n for n, _ in mine}


def spread_out(evidence, basis):
    """What the regression sees: the first four with their square roots where they are log-probabilities."""
    x = np.array(evidence, float)
    if basis.startswith("rules"):
        return x
    root = np.sqrt(np.maximum(-x[:, :4], 0))
    return np.c_[x[:, 0], root[:, 0], x[:, 1], root[:, 1], x[:, 2], root[:, 2], root[:, 3], x[:, 4], x[:, 5]]


def logistic(x, y, ridge=1.0):
    """Weights, offset last, by Newton's method on standardised features."""
    mean, spread = x.mean(0), x.std(0) + 1e-9
    z = np.c_[(x - mean) / spread, np.ones(len(x))]
    w, r = np.zeros(z.shape[1]), ridge * np.eye(z.shape[1])
    r[-1, -1] = 0
    for _ in range(50):
        p = 1 / (1 + np.exp(-z @ w))
        w = w + np.linalg.solve((z * (p * (1 - p))[:, None]).T @ z + r, z.T @ (y - p) - r @ w)
    return np.r_[w[:-1] / spread, w[-1] - (w[:-1] * mean / spread).sum()]


def score(w, x):
    return 1 / (1 + np.exp(-(x @ w[:-1] + w[-1])))


def curve(p, y):
    """The mean score and the share that is right of groups of equal size, never falling."""
    edges = np.quantile(p, np.linspace(0, 1, KNOTS + 1))
    groups = [(p >= low) & (p <= high) for low, high in zip(edges[:-1], edges[1:])]
    return np.array([p[g].mean() for g in groups]), np.maximum.accumulate([y[g].mean() for g in groups])


def error(sure, y):
    """Expected calibration error in ten bins."""
    bins = np.clip((sure * 10).astype(int), 0, 9)
    return sum(abs(sure[bins == k].sum() - y[bins == k].sum()) for k in range(10)) / len(y)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold")
    parser.add_argument("predicted")
    parser.add_argument("--scorer", required=True)
    options = parser.parse_args()
    found = importlib.util.spec_from_file_location("scorer", options.scorer)
    scorer = importlib.util.module_from_spec(found)
    found.loader.exec_module(scorer)
    gold = {row["id"]: row for row in lines(options.gold)}
    rows = {}
    for number, row in enumerate(lines(options.predicted)):
        ok, scored = right(scorer, gold[row["id"]], row["attributions"])
        for n in sorted(scored):
            a = row["attributions"][n]
            rows.setdefault(a["basis"], []).append((number, a["evidence"], n in ok, a["certainty"]))
    written = np.array([(c, y) for own in rows.values() for _, _, y, c in own], float)
    print(f"as written: calibration error {error(written[:, 0], written[:, 1]):.4f} over {len(written)}")
    for basis, own in rows.items():
        document, y = np.array([d for d, *_ in own]), np.array([y for _, _, y, _ in own], float)
        x = spread_out([e for _, e, _, _ in own], basis)
        print(f"{basis}: {len(y)}, right {y.mean():.3f}")
        if len(y) < 200:
            continue
        crossed = []
        for seed in range(6):
            half = np.random.RandomState(seed).permutation(document.max() + 1)[document] % 2
            sure = np.zeros(len(y))
            for side in (0, 1):
                learn = half == side
                w = logistic(x[learn], y[learn])
                sure[~learn] = np.interp(score(w, x[~learn]), *curve(score(w, x[learn]), y[learn]))
            crossed.append(error(sure, y))
        w = logistic(x, y)
        print("  across halves:", f"{np.mean(crossed):.4f}")
        print("  weights:", ", ".join(f"{v:.3f}" for v in w))
        print("  curve:", ", ".join(f"({a:.3f}, {b:.3f})" for a, b in zip(*curve(score(w, x), y))))


if __name__ == "__main__":
    main()
