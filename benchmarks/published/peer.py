"""htmldate on pages: peer.py extensive|fast PAGE.gz... Prints a line of JSON a page: its day, its microseconds, and those of parsing."""

import gzip
import json
import os
import sys
import time

from htmldate import find_date
from htmldate.utils import load_html


def main() -> None:
    mode, *paths = sys.argv[1:]
    for path in paths:
        with gzip.open(path) as file:
            markup = file.read()
        start = time.perf_counter()
        tree = load_html(markup)
        parsed = time.perf_counter()
        day = find_date(markup, original_date=True, extensive_search=mode == "extensive") if tree is not None else None
        ended = time.perf_counter()
        name = os.path.basename(path).removesuffix(".gz").removesuffix(".html")
        row = {"page": name, "published": day, "parse_us": (parsed - start) * 1e6, "all_us": (ended - parsed) * 1e6}
        print(json.dumps(row))


if __name__ == "__main__":
    main()
