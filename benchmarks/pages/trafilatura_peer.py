"""The peer: trafilatura's main text of pages, as onrecord's example prints it: trafilatura_peer.py FILE.gz...

All pages are read once before the clock runs, and unpacking is left out of the time, on standard error: pages, seconds of the processor, bytes of markup.
"""
import gzip
import json
import pathlib
import sys
import time

import trafilatura

pages = [(pathlib.Path(path).name.split(".")[0], gzip.open(path).read()) for path in sys.argv[1:]]
# What is built on first use is built before the clock runs.
for _, page in pages:
    trafilatura.extract(page, include_comments=False)
start = time.process_time()
texts = [(name, trafilatura.extract(page, include_comments=False)) for name, page in pages]
seconds = time.process_time() - start
for name, text in texts:
    print(json.dumps({"page": name, "text": text or ""}))
print(len(pages), seconds, sum(len(page) for _, page in pages), file=sys.stderr)
