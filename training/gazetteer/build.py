#!/usr/bin/env python3
"""Builds crates/reading/data/{countries,leaders}.tsv.

  build.py COUNTRIES.txt TERRITORIES.jsonl LEADERS.tsv OUT_DIR

COUNTRIES.txt is ours: `name|adjectives|capitals|other names`. The Wikidata ids come from opensanctions/rigour's
territories (MIT), the holders of offices from the CIA World Factbook's history (public domain), 2015 to 2026.
A term ends where the next holder's begins; an office without a later holder has no end.
"""

import calendar
import datetime
import json
import re
import sys

PARTICLES = {"von", "van", "de", "der", "al", "bin", "el", "ben", "da", "dos", "di"}
MONTHS = list(calendar.month_name)[1:]


def start_of(row):
    """The day on which a term began, by the Factbook's words; the day it was first listed where it does not say."""
    match = re.search(r"(\d{1,2}) (\w+) (\d{4})", row["since"])
    if match and match[2] in MONTHS:
        return datetime.date(int(match[3]), MONTHS.index(match[2]) + 1, int(match[1])).isoformat()
    return row["first_seen"]


def holder(title_name):
    """Office and name: `President Volodymyr ZELENSKYY` gives (`President`, `Volodymyr Zelenskyy`)."""
    words = title_name.replace(",", " ").split()
    surname = [i for i, w in enumerate(words) if w.isupper() and len(w) > 2 and w not in ("II", "III", "VIII")]
    if not surname:
        return None
    last = surname[-1]
    first = surname[0]
    while first > 0 and (words[first - 1][:1].isupper() or words[first - 1].lower() in PARTICLES):
        if re.fullmatch(r"(President|Minister|King|Queen|Chancellor|Premier|Emir|Sultan|Chairman|Leader|Prince|"
                        r"Emperor|Taoiseach|Governor|General|State|Affairs|Council|Sheikh|Shaykh|Pope)", words[first - 1]):
            break
        first -= 1
    office = " ".join(words[:first])
    name = " ".join(w.capitalize() if w.isupper() and len(w) > 2 else w for w in words[first:last + 1])
    name = re.sub(r'\s*"[^"]*"', "", name)
    name = re.sub(r"\b[A-Z]\.\s*", "", name)
    return office, name


def main():
    countries_file, territories_file, leaders_file, out = sys.argv[1:]
    qids = {}
    for line in open(territories_file, encoding="utf-8"):
        row = json.loads(line)
        if row.get("is_country") or row["name"] in ("Hong Kong", "Greenland", "Palestine"):
            for name in [row["name"], row.get("full_name", "")] + row.get("names_strong", []):
                qids.setdefault(name.lower(), row["qid"])
    alias = {"ivory coast": "côte d'ivoire", "democratic republic of the congo": "congo (kinshasa)", "palestine": "palestinian territories"}
    with open(f"{out}/countries.tsv", "w", encoding="utf-8") as sink:
        sink.write("# name\tadjectives\tcapitals\tother names\tWikidata; built by training/gazetteer/build.py\n")
        for line in open(countries_file, encoding="utf-8"):
            name, adjectives, capitals, others = line.rstrip("\n").split("|")
            keys = [name] + others.split(",") + [alias.get(name.lower(), "")]
            qid = next((qids[k.lower()] for k in keys if k and k.lower() in qids), "")
            if not qid:
                print("no Wikidata id:", name, file=sys.stderr)
            sink.write("\t".join([name, adjectives, capitals, others, qid]) + "\n")
    names = {line.split("|")[0] for line in open(countries_file, encoding="utf-8")}
    factbook = {"Burma": "Myanmar", "Czechia": "Czech Republic", "Korea, North": "North Korea", "Korea, South": "South Korea",
                "Turkey (Turkiye)": "Turkey", "Congo, Democratic Republic of the": "Democratic Republic of the Congo",
                "Congo, Republic of the": "Republic of the Congo", "Gambia, The": "Gambia", "Bahamas, The": "Bahamas",
                "Cote d'Ivoire": "Ivory Coast", "Macedonia": "North Macedonia", "Swaziland": "Eswatini"}
    terms = {}
    lines = open(leaders_file, encoding="utf-8").read().splitlines()
    head = lines[0].split("\t")
    for line in lines[1:]:
        row = dict(zip(head, line.split("\t")))
        country = factbook.get(row["country"], row["country"])
        if country not in names or "Vice" in row["title_name"] or "Deputy" in row["title_name"] or "represented" in row["title_name"]:
            continue
        found = holder(row["title_name"])
        if not found:
            continue
        office, name = found
        terms.setdefault((country, row["role"]), {}).setdefault(name.split()[-1].lower(), []).append((start_of(row), row["last_seen"], office, name))
    with open(f"{out}/leaders.tsv", "w", encoding="utf-8") as sink:
        sink.write("# country\trole\toffice\tname\tfrom\tto (empty: still listed in 2026); built by training/gazetteer/build.py\n")
        for (country, role), holders in sorted(terms.items()):
            rows = sorted((min(r[0] for r in rs), max(r[1] for r in rs), rs[-1][2], rs[-1][3]) for rs in holders.values())
            for i, (since, seen, office, name) in enumerate(rows):
                until = "" if seen >= "2026-05-01" else seen
                if i + 1 < len(rows) and rows[i + 1][0] > since:
                    until = min(filter(None, [until or None, rows[i + 1][0]])) if until else (rows[i + 1][0] if seen < "2026-05-01" else "")
                sink.write("\t".join([country, "state" if role.startswith("chief") else "government", office, name, since, until]) + "\n")


main()
