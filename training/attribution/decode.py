"""From the reader's scores to attributions: the best legal labels for each cue."""

import torch

from batches import batches, tensors
from device import DEVICE
from units import ROLES

LEGAL = torch.full((7, 7), -1e4, device=DEVICE)
for before in range(7):
    for after in range(7):
        inside = after in (2, 4, 6)
        if not inside or before in (after, after - 1):
            LEGAL[before, after] = 0.0
START = torch.tensor([0.0, 0.0, -1e4, 0.0, -1e4, 0.0, -1e4], device=DEVICE)


def viterbi(scores, lengths):
    """The best legal sequence for each of [cues, words, labels]; `lengths` words of each count."""
    best, back = scores[:, 0] + START, []
    for at in range(1, scores.shape[1]):
        value, index = (best[:, :, None] + LEGAL).max(1)
        going = (at < lengths)[:, None]
        # Past the end the state stands still.
        back.append(torch.where(going, index, torch.arange(7, device=DEVICE)))
        best = torch.where(going, value + scores[:, at], best)
    label = best.argmax(1)
    path = [label]
    for index in reversed(back):
        label = index.gather(1, label[:, None])[:, 0]
        path.append(label)
    return torch.stack(path[::-1], 1)


@torch.no_grad()
def read(reader, units, pieces, threshold=0.5, share=0.0, tokens=4096):
    """Attributions of units: {"anchor", "p", labels, log-probability of the labels} for each unit."""
    reader.eval()
    found = [[] for _ in units]
    for batch in batches(units, pieces, reader.config["mode"], tokens):
        own = [units[at] for at in batch]
        bare = [type(u)(u.document, u.spans, u.features, u.pieces) for u in own]
        data = tensors(bare, pieces, reader.config["mode"])
        out = reader(data)
        p = out["anchor"].sigmoid() * data["present"]
        where = (p > threshold).nonzero()
        if not len(where):
            continue
        link = reader.link(out["words"], data["present"], where[:, 0], where[:, 1]).log_softmax(-1)
        roles = out["roles"].log_softmax(-1)
        joint = link + share * roles[where[:, 0]]
        rows = torch.arange(len(where), device=DEVICE)
        joint[rows, where[:, 1]] -= 1e4
        joint[rows, where[:, 1], 3] += 1e4
        lengths = data["present"].sum(1)[where[:, 0]]
        paths = viterbi(joint, lengths)
        sure = link.gather(2, paths[..., None])[..., 0]
        for k, (u, anchor) in enumerate(where.tolist()):
            n = int(lengths[k])
            found[batch[u]].append({"anchor": anchor, "p": float(p[u, anchor]), "labels": paths[k, :n].tolist(), "sure": sure[k, :n]})
    return found


def spans(unit, labels, begin):
    """The fragments of one role as spans of the text."""
    made = []
    for at, label in enumerate(labels):
        if label == begin:
            made.append([unit.spans[at][0], unit.spans[at][1]])
        elif label == begin + 1 and made:
            made[-1][1] = unit.spans[at][1]
    return made


def attributions(units, found):
    """By document, as the scorer takes them."""
    documents = {}
    for unit, own in zip(units, found):
        rows = documents.setdefault(unit.document, [])
        for it in own:
            row = {role: spans(unit, it["labels"], begin) for role, begin in (("source", 1), ("cue", 3), ("content", 5))}
            if row["content"]:
                rows.append(row)
    return documents
