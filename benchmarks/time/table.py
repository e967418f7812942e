"""The table of the benchmark: table.py DATA FOLDER SYSTEM... [--whole]

FOLDER holds SYSTEM.SET.jsonl, what a system found, and SYSTEM.SET.speed, whose last line is its speed. Without --whole every set
is scored in its two parts; with it, over the documents that the first system has read.
"""

import os
import sys

from split import is_kept

SETS = ("timebank", "aquaint", "meantime")


def without_date_lines(gold, found):
    """The same documents without the expression that is the date line, and without what a system found on it."""
    new_gold, new_found = {}, {}
    for name, document in gold.items():
        lines = [it for it in document["timexes"] if it.get("fd") == "CREATION_TIME"]
        off = [it for it in document["timexes"] if it.get("fd") != "CREATION_TIME"]
        new_gold[name] = dict(document, timexes=off)
        here = found.get(name, {"timexes": []})
        clear = [
            it
            for it in here["timexes"]
            if not any(it["start"] < line["end"] and line["start"] < it["end"] for line in lines)
        ]
        new_found[name] = dict(here, timexes=clear)
    return new_gold, new_found


def main():
    data, folder, *systems = sys.argv[1:]
    whole = "--whole" in systems
    systems = [it for it in systems if it != "--whole"]
    sys.path.insert(0, os.path.join(data, "score"))
    import score_timex

    print(f"{'set':22} {'part':5} {'system':10} {'docs':>4} {'relaxed':>8} {'strict':>7} {'type':>6} {'value':>6}")
    for name in SETS:
        gold = score_timex.load(os.path.join(data, "data", "time", f"{name}.jsonl"))
        found = {it: score_timex.load(os.path.join(folder, f"{it}.{name}.jsonl")) for it in systems}
        read = found[systems[0]]
        parts = {"open": [it for it in gold if not is_kept(it)], "kept": [it for it in gold if is_kept(it)]}
        if whole:
            parts = {"all": [it for it in gold if it in read]}
        for part, names in parts.items():
            for system in systems:
                pair = ({it: gold[it] for it in names}, {it: found[system][it] for it in names if it in found[system]})
                rows = [(name, *pair)]
                if name == "meantime":
                    rows.append(("… without date lines", *without_date_lines(*pair)))
                for label, one, other in rows:
                    it = score_timex.score(one, other)
                    print(
                        f"{label:22} {part:5} {system:10} {it['docs']:4} {100 * it['relaxed_F1']:8.1f} "
                        f"{100 * it['strict_F1']:7.1f} {100 * it['type_F1']:6.1f} {100 * it['value_F1']:6.1f}"
                    )
    print()
    for system in systems:
        for name in SETS:
            with open(os.path.join(folder, f"{system}.{name}.speed"), encoding="utf-8") as speed:
                print(f"{system:10} {name:9} {(speed.read().strip().splitlines() or ['?'])[-1]}")


if __name__ == "__main__":
    main()
