"""MEANTIME's stories with the days of their events: gold.py ARCHIVE OUT

Writes OUT/documents.jsonl (`{"id", "text", "date"}`, the text put together from the tokens) and OUT/gold.json: for each document its day
and its mentions of events that the corpus knows the time of, `{"start", "end", "speech", "first", "last"}`; `first` and `last` are null
where the annotators found that the time is not known. Offsets are code points.
"""

import calendar
import json
import os
import re
import sys
import tarfile
import xml.etree.ElementTree as tree

CLOSE = set(". , ; : ! ? ) ] % ” 's 'S n't 're 've 'll 'd 'm ’s ’ '".split())
OPEN = set("( [ $ £ € US$ # “".split())
MARKS = {"``": "“", "''": "”"}


def text_of(root):
    """The text, and where each token stands in it. The title and the date line stand alone, the rest is one paragraph."""
    text, places, sentence, before, open_mark = "", {}, None, None, False
    for token in root.iter("token"):
        number, word = int(token.get("sentence")), token.text or ""
        word = MARKS.get(word, word)
        if word == '"':
            word, open_mark = ("”", False) if open_mark else ("“", True)
        if sentence is not None and number != sentence:
            text += "\n\n" if sentence < 2 else " "
        elif before is not None and word not in CLOSE and before not in OPEN:
            text += " "
        places[token.get("t_id")] = (len(text), len(text) + len(word))
        text += word
        sentence, before = number, word
    return text, places


def days(time):
    """The first and last day of an anchor, `(None, None)` where it is marked as unknown; None for what is no anchor."""
    match = re.fullmatch(r"([\dX]{4})(?:-([\dX]{1,2}))?(?:-([\dX]{1,2}))?", time.strip())
    if not match:
        return None
    year, month, day = ((int(it) if it and it.isdigit() else None) for it in match.groups())
    if year is None:
        return None, None
    if month is None:
        return f"{year}-01-01", f"{year}-12-31"
    if day is None:
        return f"{year}-{month:02}-01", f"{year}-{month:02}-{calendar.monthrange(year, month)[1]}"
    return f"{year}-{month:02}-{day:02}", f"{year}-{month:02}-{day:02}"


def creation_day(root):
    for time in root.iter("TIMEX3"):
        if time.get("functionInDocument") == "CREATION_TIME" and re.match(r"\d{4}-\d\d-\d\d", time.get("value")):
            return time.get("value")[:10]
    return None


def mentions_of(root, places, instances):
    spans = {}
    for mention in root.iter("EVENT_MENTION"):
        tokens = [places[it.get("t_id")] for it in mention.iter("token_anchor")]
        if tokens:
            spans[mention.get("m_id")] = (min(it[0] for it in tokens), max(it[1] for it in tokens))
    events = {it.get("m_id"): it for it in root.iter("EVENT") if it.get("instance_id")}
    found = []
    for link in root.iter("REFERS_TO"):
        target = link.find("target")
        event = events.get(target.get("m_id")) if target is not None else None
        time = days(instances.get(event.get("instance_id"), "")) if event is not None else None
        if time is None:
            continue
        for source in link.iter("source"):
            if source.get("m_id") in spans:
                start, end = spans[source.get("m_id")]
                speech = event.get("class") == "SPEECH_COGNITIVE"
                found.append({"start": start, "end": end, "speech": speech, "first": time[0], "last": time[1]})
    return sorted(found, key=lambda it: (it["start"], it["end"]))


def main():
    archive, out = sys.argv[1:]
    with tarfile.open(archive) as tar:
        files = {it.name: tar.extractfile(it).read().decode() for it in tar.getmembers() if it.isfile()}
    table = next(text for name, text in files.items() if name.endswith("list_instances.csv"))
    rows = [line.split("\t") for line in table.splitlines()]
    instances = {row[0]: row[7] for row in rows if len(row) > 7 and row[1] == "EVENT"}
    gold = {}
    with open(os.path.join(out, "documents.jsonl"), "w", encoding="utf-8") as documents:
        for name in sorted(it for it in files if "/intra_cross-doc_annotation/" in it and it.endswith(".xml")):
            root = tree.fromstring(files[name])
            corpus, file = name.split("/")[-2:]
            identity, day = f"{corpus}__{file[:-4]}", creation_day(root)
            if day is None:
                continue
            text, places = text_of(root)
            gold[identity] = {"day": day, "mentions": mentions_of(root, places, instances)}
            documents.write(json.dumps({"id": identity, "text": text, "date": day}, ensure_ascii=False) + "\n")
    with open(os.path.join(out, "gold.json"), "w", encoding="utf-8") as file:
        json.dump(gold, file)


if __name__ == "__main__":
    main()
