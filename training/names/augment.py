"""Copies of real documents in which names are others of the same kind, the same name getting the same stand-in."""
import re

import orgs
from lists import plain

_GENERIC = set("""river lake street avenue road park stadium airport county university college school hospital island islands bridge square
mountains mountain bay station province district church castle palace hill hills beach valley house hall museum creek fort camp center centre
library theatre theater cathedral cemetery peninsula canal sea ocean parish forest courthouse""".split())


class Copy:
    """The stand-ins of one document."""

    def __init__(self, lists, rng, pool, share):
        self.lists, self.rng, self.pool, self.share = lists, rng, pool, share
        self.map, self.people, self.countries, self.kept = {}, {}, {}, set()

    def prepare(self, sentences):
        """Learn who the document's full names are before single names are met."""
        for tokens, spans, _ in sentences:
            for a, b, kind in spans:
                words = tokens[a:b]
                if kind == "PER" and 2 <= len(words) <= 4 and all(re.fullmatch(r"[^\W\d_][\w.'’-]*", w) for w in words):
                    self._full(words)

    def _full(self, words):
        key = words[-1].lower()
        if key not in self.people:
            caps = words[-1].isupper() and len(words[-1]) > 3
            first, last = self.lists.person(self.rng)
            self.people[key] = {"first": words[0].lower(), "to": (first, last), "keep": self.rng.random() > self.share, "caps": caps}
        return self.people[key]

    def _person(self, words):
        if not all(re.fullmatch(r"[^\W\d_][\w.'’-]*", w) for w in words) or len(words) > 4:
            return words
        if len(words) >= 2:
            p = self._full(words)
            if p["keep"]:
                return words
            first, last = p["to"]
            head = first if len(words[0].rstrip(".")) > 1 else first[0] + "."
            if p["first"] != words[0].lower() and len(words[0].rstrip(".")) > 1:
                head = self.map.setdefault(("first", words[0]), self.lists.person(self.rng, "us")[0])
            middle = [w if len(w.rstrip(".")) > 1 or not w[0].isupper() else self.rng.choice("ABCDEFGHJKLMNPRSTW") + w[1:] for w in words[1:-1]]
            middle = [w for w in middle if len(w.rstrip(".")) == 1]
            return head.split() + middle + last.split()
        word = words[0].lower()
        for last, p in self.people.items():
            if p["keep"] and word in (last, p["first"]):
                return words
            if word == last:
                return p["to"][1].split()
            if word == p["first"]:
                return [p["to"][0].split()[0]]
        given = plain(word) in self.lists.first_names
        return self.map.setdefault(("single", word), self.lists.person(self.rng, "us" if given else None)[0 if given else 1].split())

    def _country(self, name):
        if name not in self.countries:
            other = self.lists.country(self.rng)
            for _ in range(20):
                if all(other[k] for k in ("a", "one", "people")):
                    break
                other = self.lists.country(self.rng)
            self.countries[name] = other if self.rng.random() < self.share else None
        return self.countries[name]

    def _place(self, words):
        text = " ".join(words)
        L, rng = self.lists, self.rng
        if text in L.countries:
            to = self._country(text)
            return to["name"].split() if to else words
        if text in L.states:
            return rng.choice(L.states).split()
        if words[-1].lower() in _GENERIC and len(words) > 1:
            if words[-2].lower() in ("of", "the"):
                return words
            stem = rng.choice([L.person(rng, "us")[1], L.person(rng, "uk")[1], L.city(rng)])
            return stem.split() + [words[-1]]
        if words[0] in ("Mount", "Lake", "Fort", "Camp", "Cape", "Port") and len(words) > 1:
            return [words[0]] + L.person(rng, "us")[1].split()
        if plain(text) in L.city_names or (rng.random() < 0.5 and text.istitle() and "of" not in words):
            return L.city(rng).split()
        return words

    def _org(self, words):
        text, rng, L = " ".join(words), self.rng, self.lists
        last = words[-1].lower().rstrip(".")
        for (kind, full), to in list(self.map.items()):
            if kind == "org" and len(full.split()) > len(words) and to != full.split():
                if full.split()[:len(words)] == words and len(to) > 1:
                    return to[:min(len(words), len(to) - 1)]
                if full.split()[-len(words):] == words and len(to) > 1:
                    return to[-len(words):]
        if text in L.countries:
            to = self._country(text)
            return to["name"].split() if to else words
        if len(words) == 1 and words[0].isupper() and 2 <= len(words[0]) <= 6:
            return [rng.choice(self.pool["acronym"])] if rng.random() < 0.5 else [orgs.body(L, rng)[1].replace(" ", "")[:7]]
        if last in ("university", "college", "institute") or words[0] == "University":
            made = orgs.university(L, rng)
        elif last in ("ministry", "department") or words[0] in ("Ministry", "Department"):
            made = orgs.ministry(L, rng)
        elif last == "party":
            made = orgs.party(L, rng)
        elif last == "court":
            made = orgs.court(L, rng)
        elif last in ("hospital", "infirmary"):
            made = orgs.hospital(L, rng)
        elif last in ("inc", "corp", "ltd", "plc", "company", "records", "bank", "airlines", "group", "entertainment", "studios", "corporation"):
            made = orgs.company(L, rng)[0]
        elif last in ("times", "post", "news", "tribune", "journal", "herald", "magazine"):
            made = orgs.media(L, rng)
        elif last in ("union", "association", "council", "agency", "committee", "federation", "society", "commission", "board"):
            made = orgs.body(L, rng)[0]
        elif last in ("regiment", "division", "brigade", "army", "corps", "battalion", "navy", "police"):
            made = orgs.force(L, rng)
        elif len(words) > 1 and rng.random() < 0.6:
            made = rng.choice(self.pool["org"])
        elif rng.random() < 0.5:
            made = rng.choice([orgs.franchise(L, rng), orgs.company(L, rng)[1], orgs.team(L, rng), rng.choice(self.pool["org"])])
        else:
            return words
        return made.split()

    def _other(self, words):
        text, L = " ".join(words), self.lists
        if text in L.nationality:
            country, form = L.nationality[text]
            to = self._country(country)
            return to[form].split() if to else words
        if len(words) > 1 and self.rng.random() < 0.5:
            return self.rng.choice(self.pool["other"]).split()
        return words

    def replace(self, words, kind):
        key = ({"PER": "per", "LOC": "loc", "ORG": "org", "OTH": "oth"}[kind], " ".join(words))
        if key not in self.map:
            if kind in ("LOC", "ORG") and key[1] not in self.lists.countries and self.rng.random() > self.share:
                self.map[key] = words
            else:
                caps = len(words[0]) > 4 and all(w.isupper() for w in words)
                base = [w.title() for w in words] if caps and kind != "OTH" else words
                out = {"PER": self._person, "LOC": self._place, "ORG": self._org, "OTH": self._other}[kind](base)
                self.map[key] = ([w.upper() for w in out] if out is not base else words) if caps else out
        return self.map[key]

    def sentence(self, tokens, spans, spaces, headline):
        out, new, gaps, at = [], [], [], 0

        def copy(upto):
            out.extend(tokens[at:upto])
            gaps.extend(spaces[at:upto])
        for a, b, kind in spans:
            copy(a)
            words = self.replace(tokens[a:b], kind)
            if out and out[-1] in ("a", "an", "A", "An") and words != tokens[a:b]:
                out[-1] = out[-1][0] + ("n" if words[0][0] in "AEIOUaeiou" and not words[0].startswith(("U.", "Uk", "Ur", "Eu")) else "")
            if words == tokens[a:b]:
                new.append((len(out), len(out) + b - a, kind))
                out.extend(words)
                gaps.extend(spaces[a:b])
            else:
                new.append((len(out), len(out) + len(words), kind))
                out.extend(words)
                gaps.extend([True] * (len(words) - 1) + [spaces[b - 1]])
            at = b
        copy(len(tokens))
        if headline:
            out = [w.upper() for w in out]
        return out, new, gaps


def pools(docs):
    """Organizations, short ones in capitals, and other names of the documents, to be drawn as stand-ins."""
    pool = {"org": set(), "acronym": set(), "other": set()}
    for doc in docs:
        for tokens, spans, _ in doc:
            for a, b, kind in spans:
                words = tokens[a:b]
                if kind == "ORG" and b - a == 1 and words[0].isupper() and 2 <= len(words[0]) <= 6:
                    pool["acronym"].add(words[0])
                elif kind == "ORG" and words[0][0].isupper() and not any(w.isupper() and len(w) > 4 for w in words):
                    pool["org"].add(" ".join(words))
                elif kind == "OTH" and b - a > 1 and words[0][0].isupper():
                    pool["other"].add(" ".join(words))
    return {k: sorted(v) for k, v in pool.items()}
