"""Passes so many of the documents on standard input on, chosen by their names alone: sample.py COUNT."""

import json
import sys

from split import number

documents = [line for line in sys.stdin if line.strip()]
documents.sort(key=lambda line: number(json.loads(line)["doc_id"])[1:])
sys.stdout.writelines(documents[: int(sys.argv[1])])
