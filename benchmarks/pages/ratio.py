"""What the runs of pages.sh took, the best of each system: ratio.py NAME=FILE... A FILE holds lines `pages seconds bytes`."""
import sys

best = {}
for argument in sys.argv[1:]:
    name, path = argument.split("=", 1)
    rows = [[float(word) for word in line.split()] for line in open(path) if len(line.split()) == 3]
    if rows:
        best[name] = min(rows, key=lambda row: row[1])
for name, (pages, seconds, size) in best.items():
    print(f"{name:12} {pages / seconds:8.1f} pages/s {size / seconds / 1e6:8.1f} MB/s  (one core, best of the runs)")
if len(best) > 1:
    rates = [pages / seconds for pages, seconds, _ in best.values()]
    print(f"ratio to the peer: {rates[0] / rates[1]:.1f}")
