"""The table of the benchmark: table.py GOLD FOUND [--errors N]

GOLD is what gold.py wrote, FOUND what the example `event_dates` did. A report of an event is paired with the annotated mention that its
trigger overlaps, a statement with the mention of speech that its cue overlaps. An error is shown of open documents only.
"""

import json
import os
import sys
from datetime import date

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "time"))
from split import number

OUTCOMES = ("day", "within", "abstained", "wrong", "right not to say", "said though unknown")


def is_kept(document):
    """Whether the errors of this document are never read: half of all, and all of the third that `time.sh` keeps."""
    return number(document)[0] % 6 in (0, 1, 3)


def outcome(when, mention):
    """What becomes of a pair. `when` is None or `(first, last)` with None for an open end."""
    if mention["first"] is None:
        return "right not to say" if when is None else "said though unknown"
    if when is None:
        return "abstained"
    first, last = (date.fromisoformat(mention[it]) for it in ("first", "last"))
    from_, to = (date.fromisoformat(it) if it else edge for it, edge in zip(when, (date.min, date.max)))
    if first == last:
        if from_ == to == first:
            return "day"
        return "within" if from_ <= first <= to and (to - from_).days <= 7 else "wrong"
    # A month or a year: right where what was found lies in it.
    return "day" if first <= from_ and to <= last else "wrong"


def pairs_of(found, gold):
    """Each finding with the mention that it overlaps, each mention once."""
    used, pairs = set(), []
    for it in sorted(found, key=lambda it: it["span"]):
        near = [
            number
            for number, mention in enumerate(gold)
            if mention["start"] < it["span"][1] and it["span"][0] < mention["end"] and number not in used
        ]
        if near:
            used.add(near[0])
            pairs.append((it, gold[near[0]]))
    return pairs


def row(label, part, system, outcomes):
    counts = [outcomes.count(it) for it in OUTCOMES]
    right = counts[0] + counts[1] + counts[4]
    share = 100 * right / len(outcomes) if outcomes else 0
    print(f"{label:11} {part:5} {system:14} {len(outcomes):5} " + " ".join(f"{it:9}" for it in counts) + f" {share:7.1f}")


def main():
    gold_path, found_path, *rest = sys.argv[1:]
    errors = int(rest[1]) if rest[:1] == ["--errors"] else 0
    with open(gold_path, encoding="utf-8") as file:
        gold = json.load(file)
    with open(found_path, encoding="utf-8") as file:
        found = {it["id"]: it for it in map(json.loads, file)}
    print(
        f"{'':11} {'part':5} {'':14} {'pairs':>5} {'day right':>9} {'within 8d':>9} {'abstained':>9} {'wrong':>9} "
        f"{'unk., no':>9} {'unk., yes':>9} {'right %':>7}"
    )
    for label, key, speech in (("events", "events", None), ("statements", "statements", True)):
        for part in ("open", "kept"):
            ours, baseline = [], []
            for name in sorted(it for it in gold if is_kept(it) == (part == "kept")):
                document = gold[name]
                mentions = [it for it in document["mentions"] if speech is None or it["speech"] == speech]
                for it, mention in pairs_of(found[name][key], mentions):
                    ours.append(outcome(it["when"], mention))
                    baseline.append(outcome((document["day"], document["day"]), mention))
                    if part == "open" and ours[-1] in ("wrong", "abstained", "said though unknown") and errors > 0:
                        errors -= 1
                        print(f"  {ours[-1]}: {name} {document['day']} {mention} {it}")
            row(label, part, "Onrecord", ours)
            row(label, part, "always the day", baseline)


if __name__ == "__main__":
    main()
