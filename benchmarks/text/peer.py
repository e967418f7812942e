"""The peers over copied pages: peer.py NAME < PAGES.jsonl, NAME one of density, justext, trafilatura.

None of them is made for text without markup, which is the case that nobody serves. `density` is a baseline of ours after the published
idea of jusText (Pomikálek 2011), with its published limits: a line is judged by its length and its share of function words, and one that is
neither good nor bad by the lines around it. `justext` and `trafilatura` are the packages, given each line as a paragraph of an otherwise
empty page; where a peer gives back text, a line is main text where that text holds it.
"""
import html
import json
import re
import sys
import time

FUNCTION_WORDS = set(
    """a about after all also an and any are as at be because been before being but by can could did do does down for from had has have he her here
    him his how i if in into is it its just like made make many may me more most much my new no not now of on one only or other our out over people
    said same say says she should since so some such than that the their them then there these they this those through time to too two under up
    us very was way we well were what when where which while who will with would year years you your""".split()
)
# jusText's published limits: characters of a short and of a long line, and shares of function words.
SHORT, LONG, LOW, HIGH = 70, 200, 0.30, 0.32


def lines_of(text):
    return [(found.start(), found.end()) for found in re.finditer(r"\S(?:[^\n]*\S)?", text)]


def density(lines):
    def alone(line):
        words = re.findall(r"\w+", line.lower())
        share = sum(word in FUNCTION_WORDS for word in words) / max(1, len(words))
        if "\xa9" in line:
            return "bad"
        if len(line) < SHORT:
            return "short"
        if share >= HIGH:
            return "good" if len(line) > LONG else "near"
        return "near" if share >= LOW else "bad"

    kinds = [alone(line) for line in lines]

    def nearest(places, passed):
        return next((kinds[at] for at in places if kinds[at] not in passed), "bad")

    def sides(at, passed):
        return nearest(range(at - 1, -1, -1), passed), nearest(range(at + 1, len(kinds)), passed)

    # Short lines first, by the nearest lines that are good or bad; where these differ, one that is nearly good decides.
    settled = {}
    for at, kind in enumerate(kinds):
        if kind == "short":
            far, close = sides(at, ("short", "near")), sides(at, ("short",))
            leans = any(own == "bad" and beside == "near" for own, beside in zip(far, close))
            settled[at] = "good" if far == ("good", "good") or far != ("bad", "bad") and leans else "bad"
    for at, kind in settled.items():
        kinds[at] = kind
    # Then those that are nearly good, unless both sides are bad.
    settled = {at: "bad" if sides(at, ("near",)) == ("bad", "bad") else "good" for at, kind in enumerate(kinds) if kind == "near"}
    for at, kind in settled.items():
        kinds[at] = kind
    return [kind == "good" for kind in kinds]


def page_of(lines):
    return "<html><head><title></title></head><body>" + "".join(f"<p>{html.escape(line)}</p>\n" for line in lines) + "</body></html>"


def justext_lines(lines):
    import justext

    told = justext.justext(page_of(lines).encode(), justext.get_stoplist("English"), encoding="utf-8")
    kept = {" ".join(paragraph.text.split()) for paragraph in told if not paragraph.is_boilerplate}
    return [" ".join(line.split()) in kept for line in lines]


def trafilatura_lines(lines):
    import trafilatura

    text = trafilatura.extract(page_of(lines), include_comments=False, include_tables=True) or ""
    kept = {" ".join(line.split()) for line in text.split("\n")}
    return [" ".join(line.split()) in kept for line in lines]


def main():
    peer = {"density": density, "justext": justext_lines, "trafilatura": trafilatura_lines}[sys.argv[1]]
    pages = [json.loads(line) for line in sys.stdin]
    peer(["Share", "The canal was shut on Monday, the port of Halvik said."])
    start, words = time.process_time(), 0
    for page in pages:
        text = page["text"]
        spans = lines_of(text)
        main_lines = peer([text[first:last] for first, last in spans])
        words += len(text.split())
        print(json.dumps({"page": page["page"], "main": [span for span, is_main in zip(spans, main_lines) if is_main]}))
    seconds = time.process_time() - start
    print(f"{seconds:.3f} s of the processor, {words} words", file=sys.stderr)


if __name__ == "__main__":
    main()
