"""Days of publication against the gold: score.py DATES.tsv FOLDER SYSTEM... reads FOLDER/SYSTEM.jsonl.

Accuracy is the share of pages whose day is right; P is over the pages answered, R is right / (right + unanswered). The pages are cut
in two by a hash of their host, and both halves are shown beside the whole: what was looked at while the rules were written is the half
`looked at`, of the other only the total.
"""

import hashlib
import json
import sys
from urllib.parse import urlparse


def half(address: str) -> str:
    host = urlparse(address).netloc.lower().removeprefix("www.")
    return "other half" if hashlib.sha1(host.encode()).digest()[0] % 2 == 0 else "looked at"


def line(name: str, part: str, gold: dict[str, str], found: dict[str, str]) -> str:
    right = sum(found.get(page) == day for page, day in gold.items())
    answered = sum(bool(found.get(page)) for page in gold)
    missed = len(gold) - answered
    precision, recall = right / max(answered, 1), right / max(right + missed, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return f"{name:20} {part:10} {len(gold):5} {right:5}  {right / len(gold):.3f}  {precision:.3f}  {recall:.3f}  {f1:.3f}"


def main() -> None:
    table, folder, *systems = sys.argv[1:]
    with open(table, encoding="utf-8") as file:
        rows = [row.rstrip("\n").split("\t") for row in file][1:]
    gold = {page.removesuffix(".gz").removesuffix(".html"): (day, half(url)) for page, day, url in rows}
    print(f"{'day of publication':20} {'':10} {'pages':>5} {'right':>5}  {'acc':5}  {'P':5}  {'R':5}  {'F1':5}  ms a page")
    for system in systems:
        with open(f"{folder}/{system}.jsonl", encoding="utf-8") as file:
            answers = [json.loads(row) for row in file]
        found = {row["page"]: (row["published"] or "")[:10] for row in answers}
        mean = {key: sum(row[key] for row in answers) / len(answers) / 1000 for key in answers[0] if key.endswith("us")}
        if "us" in mean:
            took = f"{mean['us']:.2f} beyond parsing ({mean['parse_us']:.1f})"
        else:
            took = f"{mean['all_us']:.1f}, {mean['all_us'] - mean['parse_us']:.1f} beyond parsing"
        print(f"{line(system, 'all', {page: day for page, (day, _) in gold.items()}, found)}  {took}")
        for part in ("looked at", "other half"):
            print(line("", part, {page: day for page, (day, own) in gold.items() if own == part}, found))


if __name__ == "__main__":
    main()
