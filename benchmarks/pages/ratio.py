"""What the runs of pages.sh took on one core, the best of each system, the own one first: ratio.py NAME=FILE...

A FILE holds lines `pages seconds bytes`.
"""
import sys

best = {}
for argument in sys.argv[1:]:
    name, path = argument.split("=", 1)
    rows = [[float(word) for word in line.split()] for line in open(path) if len(line.split()) == 3]
    if rows:
        best[name] = min(rows, key=lambda row: row[1])
rates = {name: pages / seconds for name, (pages, seconds, _) in best.items()}
own = next(iter(rates.values()), None)
for name, (pages, seconds, size) in best.items():
    ratio = "" if rates[name] is own else f"   onrecord is {own / rates[name]:.1f} times as fast"
    print(f"{name:24} {rates[name]:8.1f} pages/s {size / seconds / 1e6:8.1f} MB/s{ratio}")
