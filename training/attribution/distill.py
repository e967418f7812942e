"""Teaches a reader what another knows, a small one what a large one knows or one what it knows itself: python3 distill.py --config fast --teacher CHECKPOINT --base BERT --data FOLDER --out FILE

The small one begins with layers of the large one. It learns from the same documents, with their labels, and from more
news without labels (FOLDER/more.jsonl), where the large one's answers are the labels. See README.md."""

import argparse
import gc
import json
import random
import time
from pathlib import Path

import torch
import torch.nn.functional as F

import decode
from batches import batches, tensors
from configurations import CONFIGURATIONS
from device import DEVICE
from model import Reader, from_reader
from train import groups, losses
from units import Pieces, load

LEAST = 0.25  # words that the teacher thinks begin a cue with this probability are linked by both


def soft(student, teacher, mask):
    """How far the student's answer is from the teacher's, summed over words (Kullback-Leibler)."""
    each = F.kl_div(student.log_softmax(-1), teacher.log_softmax(-1), log_target=True, reduction="none").sum(-1)
    return (each * mask).sum()


def lesson(student, teacher, units, pieces, hard, hidden):
    """The loss of one batch. Cues are those of the labels, and where there are none the teacher's."""
    large = tensors(units, pieces, teacher.config["mode"])
    with torch.no_grad():
        h, _ = teacher.encode(large)
        answer = {"roles": teacher.roles(h), "names": teacher.names(h), "anchor": teacher.anchor(h)[..., 0]}
        own = ((answer["anchor"].sigmoid() > LEAST) & large["present"]).nonzero()
    small = tensors(units, pieces, student.config["mode"])
    labelled = small["cue_unit"], small["cue_anchor"], small["link"]
    known = set(zip(labelled[0].tolist(), labelled[1].tolist()))
    more = [pair for pair in own.tolist() if tuple(pair) not in known]
    unit = torch.cat([labelled[0], torch.tensor([u for u, _ in more], dtype=torch.long, device=DEVICE)])
    anchor = torch.cat([labelled[1], torch.tensor([a for _, a in more], dtype=torch.long, device=DEVICE)])
    small["cue_unit"], small["cue_anchor"] = unit, anchor
    out = student(small)
    present = small["present"].float()
    words = present.sum()
    loss = soft(out["roles"], answer["roles"], present) + soft(out["names"], answer["names"], present)
    target = answer["anchor"].sigmoid()
    loss = loss + (F.binary_cross_entropy_with_logits(out["anchor"], target, reduction="none") * present).sum()
    if len(unit):
        with torch.no_grad():
            link = teacher.link(h, large["present"], unit, anchor)
        loss = loss + soft(out["link"], link, present[unit])
    alike = 1 - F.cosine_similarity(out["words"], h, dim=-1)
    loss = loss / words + hidden * (alike * present).sum() / words
    if hard:
        out["link"] = out["link"][: len(labelled[2])] if "link" in out else None
        if not len(labelled[2]):
            out.pop("link", None)
        loss = loss + hard * sum(losses(out, small).values())
    return loss


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--config", choices=CONFIGURATIONS, default="fast")
    parser.add_argument("--teacher", required=True)
    parser.add_argument("--base", required=True)
    parser.add_argument("--data", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--epochs", type=int, default=2, help="over the labelled documents; the others are read once")
    parser.add_argument("--more", type=int, default=60000, help="paragraphs without labels")
    parser.add_argument("--rate", type=float, default=4e-4)
    parser.add_argument("--faster", type=float, default=2)
    parser.add_argument("--hard", type=float, default=0.5, help="weight of the labels beside the teacher's answers")
    parser.add_argument("--hidden", type=float, default=1.0, help="weight of the words' states being like the teacher's")
    parser.add_argument("--tokens", type=int, default=2048)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--begin", help="a checkpoint of the small one to go on from")
    parser.add_argument("--steps", type=int, help="stop after so many")
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    base, data = Path(options.base), Path(options.data)
    pieces = Pieces((base / "vocab.txt").read_text(encoding="utf8").rstrip("\n").split("\n"))
    saved = torch.load(options.teacher, map_location="cpu")
    teacher = Reader(saved["config"])
    teacher.load_state_dict(saved["weights"])
    teacher.eval()
    config, keep = CONFIGURATIONS[options.config]
    student = from_reader({**config, "vocab": saved["config"]["vocab"]}, teacher, keep)

    if options.begin:
        student.load_state_dict(torch.load(options.begin, map_location="cpu")["weights"])
    teacher.to(DEVICE)
    student.to(DEVICE)
    labelled = load(data / "train.jsonl", data / "train.units.jsonl", pieces)
    labelled += load(data / "names.jsonl", data / "names.units.jsonl", pieces, attributions=False, names=True)
    more = load(data / "more.jsonl", data / "more.units.jsonl", pieces, attributions=False)
    random.Random(options.seed).shuffle(more)
    more = more[: options.more]
    dev = load(data / "dev.jsonl", data / "dev.units.jsonl", pieces)
    plan = [(batch, labelled) for epoch in range(options.epochs) for batch in batches(labelled, pieces, "first", options.tokens, options.seed * 100 + epoch)]
    plan += [(batch, more) for batch in batches(more, pieces, "first", options.tokens, options.seed * 100 + 77)]
    random.Random(options.seed + 1).shuffle(plan)
    plan = plan[: options.steps]
    print(f"{len(labelled)} and {len(more)} units, {len(plan)} steps", flush=True)
    gc.freeze()
    optimizer = torch.optim.AdamW(groups(student, options.rate, options.faster), weight_decay=0.01, fused=True)
    warm, started, mean = len(plan) // 20, time.time(), {}
    for step, (batch, units) in enumerate(plan, 1):
        student.train()
        for group in optimizer.param_groups:
            group["lr"] = group["top"] * (step / warm if step < warm else (len(plan) - step) / (len(plan) - warm))
        loss = lesson(student, teacher, [units[at] for at in batch], pieces, options.hard if units is labelled else 0, options.hidden)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(student.parameters(), 1.0)
        optimizer.step()
        kind = "labelled" if units is labelled else "more"
        mean[kind] = 0.98 * mean.get(kind, loss.item()) + 0.02 * loss.item()
        if step % 50 == 0:
            print(f"step {step}/{len(plan)} {time.time() - started:.0f}s " + " ".join(f"{k} {v:.4f}" for k, v in mean.items()), flush=True)
        if step % 1000 == 0 or step == len(plan):
            torch.save({"config": student.config, "weights": student.state_dict()}, options.out)
            rows = decode.attributions(dev, decode.read(student, dev, pieces))
            with open(options.out + ".dev.jsonl", "w") as file:
                for name, own in rows.items():
                    file.write(json.dumps({"id": name, "attributions": own}) + "\n")


if __name__ == "__main__":
    main()
