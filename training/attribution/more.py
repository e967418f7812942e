"""Every nth document of a table, its first 12,000 letters: python3 more.py TABLE.jsonl.gz N"""

import json
import sys

from units import lines

for number, row in enumerate(lines(sys.argv[1])):
    if number % int(sys.argv[2]) == 0 and row.get("text"):
        print(json.dumps({"id": row["id"], "text": row["text"][:12000]}))
