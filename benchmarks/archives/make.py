"""Makes a web archive of so many packed megabytes of HTML pages: make.py MEGABYTES OUT PAGE.gz..."""
import gzip, sys

size, out, paths = int(sys.argv[1]) * 10**6, sys.argv[2], sys.argv[3:]
pages = [(gzip.open(path).read(), path.rsplit("/", 1)[-1]) for path in paths]
written, number = 0, 0
with open(out + ".part", "wb") as archive:
    while written < size:
        body, name = pages[number % len(pages)]
        # A mark of its own in each, so that no two are the same capture.
        content = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body + b"<!-- %d -->" % number
        head = (f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://h{number % 97}.example/{number}/{name}\r\n"
                f"WARC-Date: 2031-05-02T20:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
                f"Content-Length: {len(content)}\r\n\r\n")
        written += archive.write(gzip.compress(head.encode() + content + b"\r\n\r\n", 6))
        number += 1
import os
os.rename(out + ".part", out)
print(f"{out}: {number} records of {len(pages)} pages, {written / 1e6:.0f} MB", file=sys.stderr)
