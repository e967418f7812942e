"""Sentences with names, and turning them into natural text or into text of tokens joined by spaces.

A sentence is (tokens, spans): spans are (first token, end token, type). A piece of text is (text, names) with
names [start, end, type] in code points.
"""
import re

_NO_SPACE_BEFORE = {".", ",", ";", ":", "?", "!", ")", "]", "}", "%", "'s", "'S", "n't", "N'T", "'re", "'ve", "'ll",
                    "'d", "'m", "’s", "...", "''", "”", "’"}
_NO_SPACE_AFTER = {"(", "[", "{", "$", "``", "“", "‘", "£", "€"}


def join(tokens, spans, spaces=None):
    """Tokens and spans to (text, names); `spaces[i]` tells whether a space follows token i (all True if absent)."""
    text, starts, ends = "", [], []
    for i, token in enumerate(tokens):
        starts.append(len(text))
        text += token
        ends.append(len(text))
        if i + 1 < len(tokens) and (spaces is None or spaces[i]):
            text += " "
    return text, [[starts[a], ends[b - 1], kind] for a, b, kind in spans]


def natural_spaces(tokens):
    """Where a writer would put spaces between the tokens: for sources that keep none of their own."""
    spaces, open_quote = [], False
    for i, token in enumerate(tokens):
        after = i + 1 < len(tokens)
        nxt = tokens[i + 1] if after else ""
        space = True
        if token == '"':
            open_quote = not open_quote
            if open_quote:
                space = False
        if token in _NO_SPACE_AFTER or nxt in _NO_SPACE_BEFORE:
            space = False
        if nxt == '"' and open_quote:
            space = False
        if token == "'" and i and tokens[i - 1].endswith("s"):
            space = True
        elif nxt == "'" and token.endswith("s"):
            space = False
        spaces.append(space)
    return spaces


_TOKEN = re.compile(
    r"(?:[A-Z]\.)+[A-Z]?(?![a-z])\.?|(?:Mr|Mrs|Ms|Dr|St|Gen|Col|Lt|Sen|Rep|Gov|Prof|Inc|Corp|Co|Ltd|Jr|No|vs)\."
    r"|\d{4}-\d\d-\d\d|[+-]?[\d]+(?:[.,:/-]\d+)*(?:st|nd|rd|th|am|pm|m|km|kg)?"
    r"|(?<=\w)n't\b|\w+(?=n't\b)|(?<=\w)'(?:s|re|ve|ll|d|m)\b|[^\W\d_]+(?:['-][^\W\d_]+)*?(?='(?:s|re|ve|ll|d|m)\b)"
    r"|\w+(?:[-'&.]\w+)*|\.\.\.|--|\S")


def tokenise(text, names):
    """The same text as tokens joined by spaces, in the manner of the 1990s newswire corpora; paragraphs stay."""
    cuts = sorted({0, len(text)} | {p for a, b, _ in names for p in (a, b)})
    out, moved = [], {}
    length, fresh = 0, True
    for lo, hi in zip(cuts, cuts[1:]):
        for part in re.finditer(r"\n\n|[^\n]+|\n", text[lo:hi]):
            if "\n" in part.group():
                out.append("\n\n")
                length += 2
                fresh = True
                continue
            for m in _TOKEN.finditer(text, lo + part.start(), lo + part.end()):
                if not fresh:
                    out.append(" ")
                    length += 1
                fresh = False
                moved.setdefault(("s", lo), length)
                out.append(m.group())
                length += len(m.group())
                moved[("e", hi)] = length
    return "".join(out), [[moved[("s", a)], moved[("e", b)], kind] for a, b, kind in names]


def paragraphs(pieces):
    """Pieces of text to one text, a paragraph each."""
    text, names = "", []
    for piece, spans in pieces:
        if text:
            text += "\n\n"
        names += [[a + len(text), b + len(text), kind] for a, b, kind in spans]
        text += piece
    return text, names
