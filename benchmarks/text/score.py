"""Character scores of main text and boilerplate in copied pages: score.py LABELLED.jsonl NAME=PREDICTIONS.jsonl...

LABELLED: what `training/pasted_text/train.py --labelled` writes, a page `{"page", "text", "main": [[start, end], …], "left_out": […]}`.
PREDICTIONS: `{"page", "main": [[start, end], …]}`, in code points. White space is not counted, nor are the lines that only say the
headline (`left_out`): they are news, and the known main text leaves them out. Boilerplate is all that is not main text. Counts are summed
over the pages, then divided; "page F1" is the mean over the pages of the boilerplate's own F1.
"""
import json
import sys


def flags(spans, length):
    found = [False] * length
    for start, end in spans:
        found[start:end] = [True] * (end - start)
    return found


def counts(page, predicted):
    """True positives, false positives, false negatives and true negatives of the main text."""
    text = page["text"]
    main, left_out = flags(page["main"], len(text)), flags(page["left_out"], len(text))
    own = flags(predicted, len(text))
    table = [0, 0, 0, 0]
    for at, char in enumerate(text):
        if not char.isspace() and not left_out[at]:
            table[(0 if main[at] else 1) if own[at] else (2 if main[at] else 3)] += 1
    return table


def f1(hits, wrong, missed):
    if not hits:
        return (1.0 if wrong == missed == 0 else 0.0), 0.0, 0.0
    return 2 * hits / (2 * hits + wrong + missed), hits / (hits + wrong), hits / (hits + missed)


def row(pages, predictions):
    tables = [counts(page, predictions.get(page["page"], [])) for page in pages]
    tp, fp, fn, tn = (sum(column) for column in zip(*tables))
    each = [f1(t[3], t[2], t[1])[0] for t in tables]
    return f1(tn, fn, fp), f1(tp, fp, fn), sum(each) / len(each), tables


def main():
    pages = [json.loads(line) for line in open(sys.argv[1])]
    characters = sum(len("".join(page["text"].split())) for page in pages)
    print(f"{len(pages)} pages, {characters} characters")
    print(f"{'':34} boilerplate F1     P     R   main text F1     P     R   page F1")
    for argument in sys.argv[2:]:
        name, path = argument.split("=", 1)
        predictions = {own["page"]: own["main"] for own in map(json.loads, open(path))}
        boilerplate, text, mean, _ = row(pages, predictions)
        print(f"{name:34} {boilerplate[0]:14.3f} {boilerplate[1]:5.3f} {boilerplate[2]:5.3f} {text[0]:14.3f} {text[1]:5.3f} {text[2]:5.3f} {mean:9.3f}")


if __name__ == "__main__":
    main()
