"""The peer: trafilatura's main text of pages, as onrecord's example prints it: trafilatura_peer.py text|metadata FILE.gz...

Both go from bytes in memory to text; with `metadata` it also finds title, author, outlet and the date of publication, as onrecord
always does. All pages are read once before the clock runs, and unpacking is left out of the time, on standard error: pages, seconds of
the processor, bytes of markup.
"""
import gzip
import json
import pathlib
import sys
import time

import trafilatura

work, *paths = sys.argv[1:]
options = {"text": {}, "metadata": {"with_metadata": True, "output_format": "json"}}[work]
pages = [(pathlib.Path(path).name.split(".")[0], gzip.open(path).read()) for path in paths]
# What is built on first use is built before the clock runs.
for _, page in pages:
    trafilatura.extract(page, include_comments=False, **options)
start = time.process_time()
texts = [(name, trafilatura.extract(page, include_comments=False, **options)) for name, page in pages]
seconds = time.process_time() - start
for name, text in texts:
    if work == "metadata":
        text = json.loads(text)["text"] if text else ""
    print(json.dumps({"page": name, "text": text or ""}))
print(len(pages), seconds, sum(len(page) for _, page in pages), file=sys.stderr)
