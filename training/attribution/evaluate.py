"""Scores a trained reader on dev over thresholds: python3 evaluate.py CHECKPOINT --base BERT --data FOLDER --scorer score_attribution.py --cues FILE"""

import argparse
import importlib.util
from pathlib import Path

import torch

import decode
from device import DEVICE
from model import Reader
from units import Pieces, lines, load


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint")
    parser.add_argument("--base", required=True)
    parser.add_argument("--data", required=True)
    parser.add_argument("--scorer", required=True)
    parser.add_argument("--cues", required=True)
    parser.add_argument("--thresholds", default="0.3,0.4,0.5,0.6")
    parser.add_argument("--share", default="0")
    options = parser.parse_args()
    found = importlib.util.spec_from_file_location("scorer", options.scorer)
    scorer = importlib.util.module_from_spec(found)
    found.loader.exec_module(scorer)
    data = Path(options.data)
    pieces = Pieces((Path(options.base) / "vocab.txt").read_text(encoding="utf8").split("\n"))
    saved = torch.load(options.checkpoint, map_location="cpu")
    reader = Reader(saved["config"])
    reader.load_state_dict(saved["weights"])
    reader.to(DEVICE)
    dev = load(data / "dev.jsonl", data / "dev.units.jsonl", pieces)
    gold = {row["id"]: row for row in lines(data / "dev.jsonl")}
    cues = set(Path(options.cues).read_text(encoding="utf8").split())
    best = (0, None)
    for share in map(float, options.share.split(",")):
        read = decode.read(reader, dev, pieces, threshold=0.1, share=share)
        for threshold in map(float, options.thresholds.split(",")):
            kept = [[it for it in own if it["p"] > threshold] for own in read]
            out = scorer.score(gold, decode.attributions(dev, kept), cues)
            linked = out["all"]["linked"]
            print(f"share {share} threshold {threshold}: linked " + " ".join(f"{100 * x:.1f}" for x in linked)
                  + " | " + " ".join(f"{kind} {100 * out[kind]['linked'][2]:.1f}" for kind in ("direct", "mixed", "indirect"))
                  + f" | speech {100 * out['speech']['linked']:.1f} | fragments "
                  + "/".join(f"{100 * out['fragment'][role][2]:.1f}" for role in ("source", "cue", "content"))
                  + f" | J {100 * out['all']['j80'][2]:.1f} source {100 * out['source_acc_on_j80']:.1f}", flush=True)
            best = max(best, (linked[2], (share, threshold)))
    print("best", best)


if __name__ == "__main__":
    main()
