"""A baseline of our own writing: who said what by a few rules over spaCy's dependency parse of one paragraph.

A verb of a short list is a cue; its subject is the source; its clausal complement, and any quotation that touches it
or stands beside the verb, is the content. "According to" is the one cue that is no verb. Nothing is learned or tuned
on a data set.
"""

from collections.abc import Iterable
from typing import Optional

from spacy.tokens import Doc, Token

Spans = list[tuple[int, int]]
Attribution = dict[str, Spans]

# Verbs that take words or a thought as their object.
CUES = frozenset(
    """say tell add state announce claim argue insist warn note write tweet ask reply respond declare explain report
    admit acknowledge deny promise vow pledge suggest remark complain contend assert allege maintain predict recall joke
    testify confirm concede conclude urge demand propose reveal agree believe think hope expect fear know feel want find
    show indicate describe call observe stress emphasize point accuse""".split()
)
# Of these, the ones whose infinitive is a content: "vowed to return".
INTENT = frozenset("promise vow pledge agree want hope expect propose demand claim urge ask call tell".split())
OPENING, CLOSING = "“„«", "”»"


def attributions(doc: Doc) -> list[Attribution]:
    """The attributions of one paragraph, in the order of their cues."""
    quotes = quotations(doc)
    quoted = {i for first, last in quotes for i in range(first, last + 1)}
    found = []
    for token in doc:
        if token.i in quoted:
            continue
        one = None
        if token.pos_ == "VERB" and token.lemma_.lower() in CUES:
            one = of_verb(token, quotes)
        elif token.lower_ == "according":
            one = of_according(token)
        if one is not None:
            found.append(one)
    carry_on(doc, quotes, found)
    told = [{role: spans(doc, tokens) for role, tokens in one.items()} for one in found]
    return [one for one in told if one["content"]]


def quotations(doc: Doc) -> list[tuple[int, int]]:
    """The quotations, each from its opening mark to its closing one; a mark left open closes with the paragraph."""
    found, start = [], None
    for token in doc:
        opens = token.text in OPENING or token.text == "``"
        closes = token.text in CLOSING or token.text == "''"
        if token.text == '"':
            opens, closes = start is None, start is not None
        if opens and start is None:
            start = token.i
        elif closes and start is not None:
            found.append((start, token.i))
            start = None
    if start is not None:
        found.append((start, len(doc) - 1))
    return found


def of_verb(verb: Token, quotes: list[tuple[int, int]]) -> Optional[dict[str, set[int]]]:
    source = subject(verb)
    cue = {verb.i} | {
        child.i for child in verb.children if child.dep_ in ("aux", "auxpass", "neg", "prt") and abs(child.i - verb.i) < 4
    }
    wanted = ("ccomp", "xcomp") if verb.lemma_ in INTENT else ("ccomp",)
    content: set[int] = set()
    for child in verb.children:
        if child.dep_ in wanted:
            content |= tree(child)
    if not content and verb.dep_ in ("parataxis", "ccomp") and source:
        # "The ferry, he said, will sail": the parse hangs the cue under what was said.
        content = tree(verb.head) - tree(verb)
    touched = [quote for quote in quotes if touches(quote, content)]
    if not content:
        touched = [quote for quote in quotes if beside(quote, verb)]
    for first, last in touched:
        content |= set(range(first, last + 1))
    content -= cue | source
    if not content or not (source or touched):
        return None
    return {"source": source, "cue": cue, "content": content}


def of_according(token: Token) -> Optional[dict[str, set[int]]]:
    to = next((child for child in token.children if child.lower_ == "to"), None)
    named = next((child for child in to.children if child.dep_ == "pobj"), None) if to is not None else None
    if to is None or named is None:
        return None
    source, cue = tree(named), {token.i, to.i}
    content = {other.i for other in token.sent} - source - cue
    return {"source": source, "cue": cue, "content": content} if content else None


def subject(verb: Token) -> set[int]:
    """The words of a verb's subject: its own, its agent's, the noun of "who", or that of the verb it is joined to."""
    for child in verb.children:
        if child.dep_ == "nsubj":
            if child.lower_ in ("who", "which", "that") and verb.dep_ == "relcl":
                return {token.i for token in verb.head.subtree if token.i < child.i and token.text != ","}
            return tree(child)
        if child.dep_ == "agent":
            return {token.i for noun in child.children if noun.dep_ == "pobj" for token in noun.subtree}
    joined = verb.dep_ in ("conj", "advcl", "xcomp") and verb.head.pos_ in ("VERB", "AUX")
    return subject(verb.head) if joined else set()


def carry_on(doc: Doc, quotes: list[tuple[int, int]], found: list[dict[str, set[int]]]) -> None:
    """Gives each quotation that nobody has to the last cue before it whose content is quoted: "X," he said. "Y."."""
    for first, last in quotes:
        span = set(range(first, last + 1))
        if any(span & one["content"] for one in found):
            continue
        before = [one for one in found if min(one["cue"]) < first]
        if not before or doc[first].sent.start != first:
            continue
        content = before[-1]["content"]
        if any(start in content for start, _ in quotes) or doc[first - 1].text == ":":
            content |= span


def tree(token: Token) -> set[int]:
    return {other.i for other in token.subtree}


def touches(quote: tuple[int, int], content: set[int]) -> bool:
    return any(i in content for i in range(quote[0] + 1, quote[1]))


def beside(quote: tuple[int, int], verb: Token) -> bool:
    """Whether a quotation has an end in the verb's sentence, or opens right after it."""
    return verb.sent.start - 1 <= quote[1] and quote[0] <= verb.sent.end


def spans(doc: Doc, tokens: Iterable[int]) -> Spans:
    """The runs of tokens as spans of characters, without the commas and stops at their ends."""
    runs: list[list[int]] = []
    for i in sorted(tokens):
        if runs and i == runs[-1][-1] + 1:
            runs[-1].append(i)
        else:
            runs.append([i])
    found = []
    for run in runs:
        while run and bare(doc[run[0]]):
            run.pop(0)
        while run and bare(doc[run[-1]]):
            run.pop()
        if any(doc[i].is_alpha or doc[i].is_digit or doc[i].like_num for i in run):
            found.append((doc[run[0]].idx, doc[run[-1]].idx + len(doc[run[-1]])))
    return found


def bare(token: Token) -> bool:
    return token.is_space or token.is_punct and not token.is_quote
