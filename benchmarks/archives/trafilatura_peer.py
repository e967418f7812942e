"""trafilatura over the records of a web archive, on one thread, as its users run it: trafilatura_peer.py WARC PAGES"""
import itertools, sys, time
from fastwarc.warc import ArchiveIterator, WarcRecordType
import trafilatura

path, count = sys.argv[1], int(sys.argv[2])
pages = records = 0
begun, cpu = time.time(), time.process_time()
with open(path, "rb") as stream:
    for record in itertools.islice(ArchiveIterator(stream, record_types=WarcRecordType.response, parse_http=True), count):
        body = record.reader.read()
        records += len(body)
        pages += trafilatura.bare_extraction(body, with_metadata=True) is not None
seconds, cpu = time.time() - begun, time.process_time() - cpu
print(f"trafilatura {trafilatura.__version__}: {pages} pages of {count}; {seconds:.2f} s ({cpu:.2f} s of the processor), "
      f"{count / cpu:.1f} pages/s, {records / 1e6 / cpu:.1f} MB of records/s of the processor")
