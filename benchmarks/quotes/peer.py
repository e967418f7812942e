"""A peer over a table of documents: peer.py textacy|baseline|spacy < DOCS.jsonl > ATTRIBUTIONS.jsonl

`textacy`: its direct quotations in each paragraph, those of one cue made one. `baseline`: our own rules over spaCy's
parse (`baseline.py`). `spacy`: the whole small pipeline, document by document as they come, and nothing made of it:
the yardstick of speed. The other two are given all paragraphs at once, their quickest way. Documents come in and
attributions go out as score_attribution.py takes them, in code points.
"""

import json
import re
import sys
from collections.abc import Callable, Iterator
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from baseline import Attribution, attributions
from spacy_models import load, told

Document = dict[str, Any]


def paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a text that hold something, each with where it begins."""
    for found in re.finditer(r"[^\n]*\S[^\n]*", text):
        yield found.start(), found.group()


def direct_quotations(paragraph: Doc) -> list[Attribution]:
    """textacy's quotations of one paragraph, the fragments of one cue together; none where it gives the paragraph up."""
    from textacy.extract.triples import direct_quotations as quotations

    by_cue: dict[tuple[int, ...], Attribution] = {}
    try:
        for speaker, cue, content in quotations(paragraph):
            one = by_cue.setdefault(tuple(token.i for token in cue), {"source": [], "cue": [], "content": []})
            one["source"] = one["source"] or [(token.idx, token.idx + len(token)) for token in speaker]
            one["cue"] = [(token.idx, token.idx + len(token)) for token in cue]
            one["content"].append((content.start_char, content.end_char))
    except ValueError:  # an odd number of quotation marks
        pass
    return list(by_cue.values())


def by_paragraph(nlp: Language, documents: list[Document], find: Callable[[Doc], list[Attribution]]) -> list[list[Attribution]]:
    """What `find` finds in each paragraph of each document, offsets counted from the document's start."""
    pieces = ((piece, (number, start)) for number, one in enumerate(documents) for start, piece in paragraphs(one["text"]))
    found: list[list[Attribution]] = [[] for _ in documents]
    for paragraph, (number, start) in nlp.pipe(pieces, as_tuples=True):
        for one in find(paragraph):
            found[number].append({role: [(s + start, e + start) for s, e in spans] for role, spans in one.items()})
    return found


def main() -> None:
    system = sys.argv[1]
    documents = [json.loads(line) for line in sys.stdin if line.strip()]
    # Neither set of rules asks for names, so neither pays for them.
    nlp = load("sm", () if system == "spacy" else ("ner",))
    find = {"textacy": direct_quotations, "baseline": attributions}.get(system)
    if find is not None:
        find(nlp("“The ferry will sail,” the harbour master said."))
    with told():
        if find is not None:
            found = by_paragraph(nlp, documents, find)
        else:
            found = [[] for one in documents if nlp(one["text"])]
    for one, result in zip(documents, found):
        print(json.dumps({"id": one["id"], "attributions": result}))


if __name__ == "__main__":
    main()
