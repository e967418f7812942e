"""spaCy's names on given tokens: peer.py sm|md < SENTENCES.jsonl > NAMES.jsonl

Its scheme is brought to the sets': PERSON is PER; GPE, LOC and FAC are LOC; NORP is OTH; what else it finds is left out.
A span's leading "the" and trailing "'s" go, as its scheme keeps them and the sets' do not. Only what names need runs.
"""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "quotes"))

from spacy.tokens import Doc, Span  # noqa: E402

from spacy_models import load, told  # noqa: E402

KINDS = {"PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC", "NORP": "OTH"}


def name(span: Span) -> tuple[int, int, str]:
    first, last = span.start, span.end
    if last - first > 1 and span.doc[first].lower_ == "the":
        first += 1
    if last - first > 1 and span.doc[last - 1].lower_ in ("'s", "’s"):
        last -= 1
    return first, last, KINDS[span.label_]


def main() -> None:
    sentences = [json.loads(line) for line in sys.stdin if line.strip()]
    nlp = load(sys.argv[1], ("tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "senter"))
    with told():
        docs = (Doc(nlp.vocab, words=one["tokens"]) for one in sentences)
        found = [[name(span) for span in doc.ents if span.label_ in KINDS] for doc in nlp.pipe(docs)]
    for one, names in zip(sentences, found):
        print(json.dumps({"id": one["id"], "names": names}))


if __name__ == "__main__":
    main()
