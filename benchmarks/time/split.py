"""Which third of a set is kept from those who write rules, and which documents make up its sample."""

import hashlib


def number(document):
    """A number that the document's name alone decides."""
    return hashlib.sha256(document.encode()).digest()


def is_kept(document):
    """Whether the errors of this document are never read."""
    return number(document)[0] % 3 == 0
