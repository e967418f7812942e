"""Stories from templates: slots become names of random people, places and bodies, with their spans.

A template is lines; a slot is {KIND[n][modifiers]} where n ties slots of one story together: {p1} Ann Berg, {s1} Berg.
`[a|b]` chooses; a line that begins with `*3-8 ` comes that often, each time with new unnumbered slots. Modifiers: `^`
upper case; `~` lower case; `!` no name (the text only). Kinds are the keys of `Story.KINDS`; `{3-9}` is a number, `{=PER:Text}` a name as it stands.
"""
import calendar
import os
import re

import orgs
from lists import CAPITALIZED_ORGS, OTHER_NATIONALITY, REGIONS

_SLOT = re.compile(r"\{([^{}]*)\}")
MONTHS = list(calendar.month_name)[1:]
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


def load(folder):
    """Templates of every .txt file there: {file stem: [[line]]}; blank lines part templates, `#` begins a comment."""
    out = {}
    for name in sorted(os.listdir(folder)):
        if name.endswith(".txt"):
            text = open(os.path.join(folder, name), encoding="utf-8").read()
            blocks = [[l for l in b.split("\n") if l and not l.startswith("#")] for b in re.split(r"\n\s*\n", text)]
            out[name[:-4]] = [b for b in blocks if b]
    return out


class Story:
    """One story's names; `fill` gives (text, names) of a line."""

    def __init__(self, lists, rng):
        self.lists, self.rng, self.held = lists, rng, {}
        self.month, self.year = rng.choice(MONTHS), rng.choice([1994, 1995, 1996, 1996, 1997, 1998, 2003, 2009, 2014, 2019, 2023, 2025])
        self.day, self.weekday = rng.randint(1, 28), rng.choice(DAYS)
        self.home = lists.country(rng)

    def _tied(self, key, number, make):
        if not number:
            return make()
        if (key, number) not in self.held:
            self.held[key, number] = make()
        return self.held[key, number]

    def _country(self, number):
        if number == "0":
            return self.home
        if number and ("city-country", number) in self.held:
            return self.held["city-country", number]
        taken = {v["name"] for (k, _), v in self.held.items() if k == "country"}

        def make():
            for _ in range(9):
                c = self.lists.country(self.rng)
                if c["a"] and c["name"] not in taken:
                    return c
            return c
        return self._tied("country", number, make)

    def _person(self, number, origin=None):
        return self._tied("person", number, lambda: self.lists.person(self.rng, origin))

    def _city(self, number):
        return self._tied("city", number, lambda: self.lists.city(self.rng))

    def _team(self, number):
        return self._tied("team", number, lambda: orgs.team(self.lists, self.rng))

    def slot(self, kind, number):
        """(text, type or None) of one slot."""
        rng, L = self.rng, self.lists
        if kind in ("p", "s", "f", "i", "j"):
            first, last = self._person(number)
            return {"p": f"{first} {last}", "s": last, "f": first.split()[0], "i": f"{first[0]}. {last}",
                    "j": f"{last}, {first}"}[kind], "PER"
        if kind in ("pn", "sn", "in"):  # a person of country n, or of a new one (then followed by nothing)
            c = self._country(number)
            first, last = L.person(rng, c["origin"], accents=0.1)
            return {"pn": f"{first} {last}", "sn": last, "in": f"{first[0]}. {last}"}[kind], "PER"
        if kind in ("n", "a", "one", "people", "cap"):
            c = self._country(number)
            if kind == "n":
                return c["name"], "LOC"
            if kind == "cap":
                return c["cap"] or c["name"], "LOC"
            return c[kind] or c["a"] or c["name"], "OTH" if c[kind] or c["a"] else "LOC"
        if kind == "c":
            return self._city(number), "LOC"
        if kind == "cn":  # a city of country n
            c = self._country(number)
            return self._tied("cityof", number, lambda: L.city(rng, c)), "LOC"
        if kind == "r":
            return self._tied("region", number, lambda: rng.choice(REGIONS)), "LOC"
        if kind == "st":
            return self._tied("state", number, lambda: rng.choice(L.states)), "LOC"
        if kind == "usc":
            return self._tied("usc", number, lambda: orgs.us_team(L, rng)), "LOC"
        if kind == "eat":
            return self._tied("eat", number, lambda: orgs.eatery(L, rng)), "LOC"
        if kind == "v":
            return self._tied("venue", number, lambda: orgs.venue(L, rng)), "LOC"
        if kind == "x":
            return self._tied("other", number, lambda: rng.choice(OTHER_NATIONALITY)), "OTH"
        if kind == "t":
            return self._team(number), "ORG"
        if kind == "nt":  # a nickname: Eagles
            return self._tied("nick", number, lambda: rng.choice(orgs.NICKNAMES)), "ORG"
        if kind == "cap_org":
            return self._tied("cap_org", number, lambda: rng.choice(CAPITALIZED_ORGS)), "ORG"
        if kind == "cos":
            return self._tied("co", number, lambda: orgs.company(L, rng))[1], "ORG"
        if kind == "co":
            return self._tied("co", number, lambda: orgs.company(L, rng))[0], "ORG"
        if kind == "big":  # (full, acronym) bodies
            return self._tied("body", number, lambda: orgs.body(L, rng))[0], "ORG"
        if kind == "acr":
            return self._tied("body", number, lambda: orgs.body(L, rng))[1], "ORG"
        if kind in orgs.MAKERS:
            return self._tied(kind, number, lambda: orgs.MAKERS[kind](L, rng)), "ORG"
        if kind in orgs.OTHERS:
            return self._tied(kind, number, lambda: orgs.OTHERS[kind](L, rng)), "OTH"
        plain = {
            "day": lambda: self.weekday, "oday": lambda: rng.choice(DAYS), "month": lambda: rng.choice(MONTHS), "year": lambda: str(self.year - rng.randint(0, 9)),
            "iso": lambda: f"{self.year}-{MONTHS.index(self.month) + 1:02}-{self.day:02}", "date": lambda: f"{self.month} {self.day}",
            "mon": lambda: self.month[:3], "dd": lambda: str(self.day), "yyyy": lambda: str(self.year),
            "set": lambda: " ".join(self._set() for _ in range(rng.choice([2, 2, 2, 3, 3, 4]))),
            "low": lambda: " ".join(f"{a}-{b}" for a, b in ((15, rng.randint(0, 13)) for _ in range(rng.choice([2, 3])))),
            "goal": lambda: f"{rng.choice([0, 0, 1, 1, 1, 2, 2, 3, 4])}", "dec": lambda: f"{rng.randint(1, 99)}.{rng.randint(0, 99):02}",
            "deca": lambda: f"{rng.randint(0, 60)}.{rng.randint(0, 9)}", "pct": lambda: f".{rng.randint(250, 690)}",
            "ord": lambda: self._ordinal(rng.randint(1, 90)), "let": lambda: rng.choice("ABCDEFGHJKLMNPRSTW"),
            "mins": lambda: f"{rng.randint(1, 4)}:{rng.randint(10, 59)}.{rng.randint(0, 99):02}", "hour": lambda: f"{rng.randint(1, 12)}",
            "money": lambda: f"{rng.randint(1, 900)}.{rng.randint(0, 9)}", "big#": lambda: f"{rng.randint(1, 99)},{rng.randint(0, 999):03}",
            "row": lambda: " ".join(str(rng.randint(0, 30)) for _ in range(rng.choice([6, 7, 7]))),
            "frac": lambda: rng.choice(["1/2", "1/4", "3/8", "5/8", "7/8", "3/4"]), "year2": lambda: f"{self.year % 100:02}",
            "phone": lambda: f"+{rng.randint(1, 99)} {rng.randint(1, 99)} {rng.randint(100, 999)} {rng.randint(1000, 9999)}",
            "number": lambda: rng.choice("two three four five six seven eight nine ten a dozen".split()[:9]),
            "nth": lambda: rng.choice("first second third fourth fifth sixth seventh eighth ninth 10th 11th 12th".split()),
            "job": lambda: rng.choice(orgs.JOBS), "pos": lambda: rng.choice(orgs.POSITIONS), "good": lambda: rng.choice(orgs.GOODS), "crime": lambda: rng.choice(orgs.CRIMES),
            "sector": lambda: rng.choice(orgs.SECTORS),
        }
        if kind in plain:
            return plain[kind](), None
        m = re.fullmatch(r"(\d+)-(\d+)", kind)
        if m:
            return str(rng.randint(int(m.group(1)), int(m.group(2)))), None
        raise ValueError("unknown slot: " + kind)

    def _set(self):
        a, b = self.rng.choice([(6, 0), (6, 1), (6, 2), (6, 3), (6, 4), (7, 5), (7, 6), (4, 6), (3, 6), (2, 6), (6, 7)])
        tie = f" ({self.rng.choice(['7-4', '7-5', '8-6', '10-8', '7-2'])})" if {a, b} == {6, 7} and self.rng.random() < 0.6 else ""
        return f"{a}-{b}{tie}"

    @staticmethod
    def _ordinal(n):
        return f"{n}{'th' if 10 <= n % 100 <= 20 else {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10, 'th')}"

    def fill(self, line):
        while True:
            m = re.search(r"\[([^\[\]]*\|[^\[\]]*)\]", line)
            if not m:
                break
            line = line[:m.start()] + self.rng.choice(m.group(1).split("|")) + line[m.end():]
        line = re.sub("  +", " ", line).replace(" ,", ",").replace(" .", ".").strip()
        while True:  # a slot within a name as it stands: {=LOC:Mount {s1!}}
            m = re.search(r"(\{=[^{}]*)\{([^{}]*)\}", line)
            if not m:
                break
            line = line[:m.end(1)] + self.fill("{" + m.group(2) + "}")[0] + line[m.end():]
        text, names, at = "", [], 0
        for m in _SLOT.finditer(line):
            text += line[at:m.start()]
            at = m.end()
            body = m.group(1)
            if body.startswith("="):
                kind, value = body[1:].split(":", 1)
                value = value[:-1].upper() if value.endswith("^") else value
            else:
                mods = "".join(ch for ch in body if ch in "^!~")
                core = body.rstrip("^!~")
                k = re.fullmatch(r"([a-z_#]+?)(\d*)", core)
                value, kind = self.slot(k.group(1), k.group(2)) if k and core != "year2" else self.slot(core, "")
                if "^" in mods:
                    value = value.upper()
                if "~" in mods:
                    value = value.lower()
                if "!" in mods:
                    kind = None
            if kind:
                if re.search(r"\b[Aa] $", text) and value[0] in "AEIOUaeiou" and not value.startswith(("U.", "Uk", "Ur", "Eu")):
                    text = text[:-1] + "n "
                if value.endswith(".") and line[at:at + 1] == ".":
                    at += 1
                names.append([len(text), len(text) + len(value), kind])
                value = value if text or "~" in body else value[:1].upper() + value[1:]
            elif not text or text.endswith((". ", "? ")):
                value = value[:1].upper() + value[1:]
            text += value
        return text + line[at:], names

    def tell(self, lines):
        out = []
        for line in lines:
            m = re.match(r"\*(\d+)-(\d+) ", line)
            for _ in range(self.rng.randint(int(m.group(1)), int(m.group(2))) if m else 1):
                out.append(self.fill(line[m.end():] if m else line))
        return out
