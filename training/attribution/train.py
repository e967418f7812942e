"""Trains a reader: python3 train.py --config best --base BERT_FOLDER --data FOLDER --out FILE. See README.md."""

import argparse
import gc
import json
import math
import time
from pathlib import Path

import torch
import torch.nn.functional as F

import decode
from batches import batches, tensors
from configurations import CONFIGURATIONS
from device import DEVICE
from model import from_bert
from units import IGNORE, Pieces, load


def losses(out, batch, names=1.0):
    """Each loss is summed over words and divided by the words of the batch, so that together they are one likelihood."""
    words = batch["present"].sum()
    cross = lambda logits, gold: F.cross_entropy(logits.flatten(0, -2), gold.flatten(), ignore_index=IGNORE, reduction="sum")
    labelled = (batch["roles"] != IGNORE).float()
    anchor = F.binary_cross_entropy_with_logits(out["anchor"], batch["anchors"], reduction="none")
    made = {
        "roles": cross(out["roles"], batch["roles"]) / words,
        "anchor": (anchor * labelled).sum() / words,
        "names": names * cross(out["names"], batch["names"]) / words,
    }
    if "link" in out:
        made["link"] = cross(out["link"], batch["link"]) / words
    return made


def groups(reader, rate, faster):
    """The layers that were there before learn slowly, what is new learns faster."""
    new = ("shape", "quote", "tag.", "place", "roles", "names", "anchor", "link")
    slow, fast = [], []
    for name, p in reader.named_parameters():
        if p.requires_grad:
            (fast if name.startswith(new) else slow).append(p)
    return [{"params": slow, "lr": rate, "top": rate}, {"params": fast, "lr": rate * faster, "top": rate * faster}]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--config", choices=CONFIGURATIONS, required=True)
    parser.add_argument("--base", required=True, help="folder of the pretrained BERT: model.safetensors, vocab.txt")
    parser.add_argument("--data", required=True, help="folder with train.jsonl, train.units.jsonl and so on")
    parser.add_argument("--out", required=True)
    parser.add_argument("--epochs", type=float, default=4)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--faster", type=float, default=5)
    parser.add_argument("--tokens", type=int, default=2048, help="tokens a batch")
    parser.add_argument("--names", action="store_true", help="learn names too, from names.jsonl")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=int, help="units to train on, for a trial")
    parser.add_argument("--begin", help="a checkpoint to go on from")
    options = parser.parse_args()
    torch.manual_seed(options.seed)

    from safetensors.torch import load_file
    base, data = Path(options.base), Path(options.data)
    vocabulary = (base / "vocab.txt").read_text(encoding="utf8").rstrip("\n").split("\n")
    pieces = Pieces(vocabulary)
    config, keep = CONFIGURATIONS[options.config]
    config = {**config, "vocab": len(vocabulary)}
    reader = from_bert(config, load_file(base / "model.safetensors"), keep)
    if options.begin:
        begun = torch.load(options.begin, map_location="cpu")["weights"]
        reader.load_state_dict({k: v for k, v in begun.items() if k != "pieces.weight"}, strict=False)
    reader.to(DEVICE)
    units = load(data / "train.jsonl", data / "train.units.jsonl", pieces)
    if options.names:
        units += load(data / "names.jsonl", data / "names.units.jsonl", pieces, attributions=False, names=True)
    if options.limit:
        units = units[: options.limit]
    dev = load(data / "dev.jsonl", data / "dev.units.jsonl", pieces)
    print(f"{len(units)} units, {sum(len(u.spans) for u in units)} words; {sum(p.numel() for p in reader.parameters())} weights", flush=True)

    gc.freeze()  # the units stay: walking them over and over would take half the time
    steps_each = len(batches(units, pieces, config["mode"], options.tokens, 0))
    total = int(steps_each * options.epochs)
    warm = max(1, total // 20)
    optimizer = torch.optim.AdamW(groups(reader, options.rate, options.faster), weight_decay=0.01, fused=True)
    step, started, sums = 0, time.time(), {}
    for epoch in range(math.ceil(options.epochs)):
        for batch in batches(units, pieces, config["mode"], options.tokens, options.seed * 100 + epoch):
            if step >= total:
                break
            reader.train()
            for group in optimizer.param_groups:
                group["lr"] = group["top"] * (step / warm if step < warm else (total - step) / (total - warm))
            made = tensors([units[at] for at in batch], pieces, config["mode"])
            own = losses(reader(made), made)
            loss = sum(own.values())
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
            optimizer.step()
            step += 1
            for name, value in own.items():
                sums[name] = 0.98 * sums.get(name, value.item()) + 0.02 * value.item()
            if step % 25 == 0:
                print(f"step {step}/{total} {time.time() - started:.0f}s " + " ".join(f"{k} {v:.4f}" for k, v in sums.items()), flush=True)
        torch.save({"config": config, "weights": reader.state_dict()}, options.out)
        rows = decode.attributions(dev, decode.read(reader, dev, pieces))
        with open(options.out + ".dev.jsonl", "w") as file:
            for name, own in rows.items():
                file.write(json.dumps({"id": name, "attributions": own}) + "\n")
        print(f"epoch {epoch + 1} written after {time.time() - started:.0f}s", flush=True)


if __name__ == "__main__":
    main()
