"""Which characters of a copied page are its main text, told by aligning the page's words with those of the known main text.

labels.py COPIED.jsonl GOLD.json prints the pages with their labels: `{"page", "text", "main": [[start, end], …], "left_out": […]}`, in code
points; `left_out` are the lines that only say the headline, which is news and no part of the known main text.
"""
import json
import re
import sys
from difflib import SequenceMatcher

WORD = re.compile(r"\w+")
# A run of fewer words in common counts only where it fills a line, or lies beside a longer run of that line.
RUN = 4
# A line of so many words whose runs of four words are nearly all in the main text is main text, though out of order.
MOVED_WORDS, MOVED_SHARE = 8, 0.8


def grams(words, n=4):
    return list(zip(*(words[at:] for at in range(n))))


def lines_of(text):
    """The start and end of every line that holds anything, without white space at the ends."""
    return [(found.start(), found.end()) for found in re.finditer(r"\S(?:[^\n\r\u2028\u2029]*\S)?", text)]


def main_characters(text, gold):
    """One flag a character: whether it is main text."""
    found = [(match.start(), match.end(), match.group()) for match in WORD.finditer(text)]
    words, known = [word for _, _, word in found], WORD.findall(gold)
    line_of, lines = [], lines_of(text)
    at = 0
    for start, _, _ in found:
        while lines[at][1] <= start:
            at += 1
        line_of.append(at)
    members = [[] for _ in lines]
    for number, line in enumerate(line_of):
        members[line].append(number)
    main, used = [False] * len(words), [False] * len(known)
    short = []
    for own, other, size in SequenceMatcher(None, words, known, autojunk=False).get_matching_blocks():
        if size >= RUN:
            main[own : own + size] = [True] * size
            used[other : other + size] = [True] * size
        elif size:
            short.append((own, size))
    for own, size in short:
        for line in {line_of[number] for number in range(own, own + size)}:
            inside = [number for number in members[line] if own <= number < own + size]
            rest = [number for number in members[line] if number not in inside]
            if not rest or sum(main[number] for number in rest) * 2 > len(rest):
                for number in inside:
                    main[number] = True
    # What the page has in another order than the known text.
    unused = {gram for gram, taken in zip(grams(known), grams(used)) if not any(taken)}
    for own in members:
        if len(own) >= MOVED_WORDS and not any(main[number] for number in own):
            own_grams = grams([words[number] for number in own])
            if sum(gram in unused for gram in own_grams) >= MOVED_SHARE * len(own_grams):
                for number in own:
                    main[number] = True
    flags = [False] * len(text)
    for line, (start, end) in enumerate(lines):
        own = members[line]
        for place, number in enumerate(own):
            if main[number]:
                # Marks belong to the word before them; those that open a line, to its first word.
                first = start if place == 0 else found[number][0]
                last = found[own[place + 1]][0] if place + 1 < len(own) else end
                flags[first:last] = [True] * (last - first)
                if place and not main[own[place - 1]]:
                    # An opening mark belongs to the word behind it.
                    back = found[number][0]
                    while back > 0 and text[back - 1] in "“\"'‘([":
                        back -= 1
                        flags[back] = True
    return flags


def squeeze(text):
    return "".join(char for char in text.casefold() if char.isalnum())


def headline_lines(text, headline, flags):
    """The lines that only say the headline, and are not in the known main text: they are news, and counted on neither side."""
    wanted = squeeze(headline or "")
    lines = []
    if len(wanted) > 8:
        for start, end in lines_of(text):
            own = squeeze(text[start:end])
            same = own == wanted or len(own) * 2 > len(wanted) and (wanted.startswith(own) or own.startswith(wanted) and len(own) < 1.5 * len(wanted))
            if same and not any(flags[start:end]):
                lines.append((start, end))
    return lines


def spans(flags):
    found, start = [], None
    for at, flag in enumerate(flags + [False]):
        if flag and start is None:
            start = at
        elif not flag and start is not None:
            found.append([start, at])
            start = None
    return found


def labelled(page, gold):
    flags = main_characters(page["text"], gold)
    left_out = headline_lines(page["text"], page["headline"], flags)
    return {"page": page["page"], "text": page["text"], "main": spans(flags), "left_out": left_out}


def main():
    gold = json.load(open(sys.argv[2]))
    for page in map(json.loads, open(sys.argv[1])):
        if page["page"] in gold and page["text"]:
            print(json.dumps(labelled(page, gold[page["page"]]["articleBody"])))


if __name__ == "__main__":
    main()
