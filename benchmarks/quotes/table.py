"""One line a system, side by side: table.py FOLDER SYSTEM...

FOLDER holds, for each system, SYSTEM.score.json (score_attribution.py --json) and what its runs took, SYSTEM.1.json and
so on (measure.py). Words are counted as the scorer counts them, for all systems alike; of several runs the quickest
counts, as a busy machine only ever slows one down. The ratio is to spaCy's whole pipeline in the same run.
"""

import json
import sys
from pathlib import Path
from typing import Optional

YARDSTICK = "spacy"


def took(folder: Path, system: str) -> Optional[dict[str, float]]:
    """The quickest run's seconds and the highest peak; nothing for a system that did not run."""
    runs = [json.loads(one.read_text()) for one in folder.glob(f"{system}.[0-9]*.json")]
    if not runs:
        return None
    return {
        "cpu": min(run["read_cpu_s"] for run in runs),
        "wall": min(run["read_wall_s"] for run in runs),
        "peak": max(run["peak_mib"] for run in runs),
    }


def main() -> None:
    folder, systems = Path(sys.argv[1]), sys.argv[2:]
    yardstick = took(folder, YARDSTICK)
    print(
        f"{'':17}{'linked':^17}{'linked F1 by kind':^24}{'speech':>7}{'content':^14}{'words a second':^17}{'times':>6}{'peak':>6}"
    )
    print(
        f"{'system':17}{'P':>5}{'R':>6}{'F1':>6}{'direct':>8}{'mixed':>7}{'indirect':>9}{'R':>7}{'exact':>7}{'soft':>7}"
        f"{'CPU':>9}{'wall':>8}{'spaCy':>6}{'MiB':>6}"
    )
    for system in systems:
        used = took(folder, system)
        score = folder / f"{system}.score.json"
        if used is None or not score.exists():
            continue
        of = json.loads(score.read_text())
        whole = of["all"]
        if whole["pred"]:
            p, r, f = (100 * one for one in whole["linked"])
            kinds = [100 * of[kind]["linked"][2] for kind in ("direct", "mixed", "indirect")]
            speech = 100 * of["speech"]["linked"]
            exact, soft = (100 * whole[key][2] for key in ("exact", "soft"))
            cells = f"{p:5.1f}{r:6.1f}{f:6.1f}{kinds[0]:8.1f}{kinds[1]:7.1f}{kinds[2]:9.1f}{speech:7.1f}{exact:7.1f}{soft:7.1f}"
        else:  # the yardstick, which attributes nothing
            cells = " " * 62
        words = of["words"]
        ratio = f"{yardstick['cpu'] / used['cpu']:6.2f}" if yardstick else f"{'':6}"
        print(f"{system:17}{cells}{words / used['cpu']:9,.0f}{words / used['wall']:8,.0f}{ratio}{used['peak']:6.0f}")


if __name__ == "__main__":
    main()
