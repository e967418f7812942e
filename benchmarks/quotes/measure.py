"""Runs a command and writes down what it took: measure.py RESULT.json STDIN STDOUT COMMAND...

A program that tells the time of its own loop over the documents, in a line of JSON on standard error
(`{"read_cpu_s": 1.5, "read_wall_s": 1.6}`: start and loading left out), is taken at its word. Any other is run once more
on no input, and what that takes is taken off. Seconds of the processor are the child's, user and system together; the
peak of memory is the whole process's, loading included.
"""

import json
import os
import subprocess
import sys
import time
from typing import Optional


def run(command: list[str], source: str, target: str) -> dict[str, float]:
    """Runs `command` to its end and gives its seconds, its peak in MiB and, where it tells them, its loop's seconds."""
    with open(source, "rb") as stdin, open(target, "wb") as stdout:
        start = time.perf_counter()
        child = subprocess.Popen(command, stdin=stdin, stdout=stdout, stderr=subprocess.PIPE, text=True)
        assert child.stderr is not None
        told: dict[str, float] = {}
        last = ""
        for line in child.stderr:
            found = timing(line)
            if found is None:
                last = line.strip() or last
                sys.stderr.write(line)
            else:
                told = found
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        sys.exit(f"it ended with {child.returncode}: {last}")
    if not os.path.getsize(target) and target != os.devnull and os.path.getsize(source):
        sys.exit(f"it wrote nothing: {last}")
    # Linux counts ru_maxrss in KiB, macOS in bytes.
    peak = usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    return {"cpu_s": usage.ru_utime + usage.ru_stime, "wall_s": wall, "peak_mib": peak, **told}


def timing(line: str) -> Optional[dict[str, float]]:
    """The loop's seconds, if that is what the line tells."""
    if not line.startswith('{"read_'):
        return None
    try:
        found = json.loads(line)
        return {key: float(found[key]) for key in ("read_cpu_s", "read_wall_s")}
    except (ValueError, KeyError, TypeError):
        return None


def main() -> None:
    result, source, target, *command = sys.argv[1:]
    took = run(command, source, target)
    if "read_cpu_s" not in took:
        nothing = run(command, os.devnull, os.devnull)
        for kind in ("cpu_s", "wall_s"):
            took["read_" + kind] = max(took[kind] - nothing[kind], 1e-3)
    with open(result, "w") as out:
        json.dump(took, out)


if __name__ == "__main__":
    main()
