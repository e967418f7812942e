"""Units to tensors: batches of units of like length."""

import random

import torch

from device import DEVICE
from units import IGNORE


def batches(units, pieces, mode, tokens, shuffle=None):
    """Lists of units, each at most `tokens` tokens once padded; in length order, or shuffled by a seed."""
    size = (lambda u: len(u.spans) + 2) if mode == "mean" else (lambda u: sum(map(len, u.pieces)) + 2)
    order = list(range(len(units)))
    if shuffle is None:
        pools = [order]
    else:
        random.Random(shuffle).shuffle(order)
        pools = [order[at : at + 2000] for at in range(0, len(order), 2000)]
    made = []
    for pool in pools:
        pool = sorted(pool, key=lambda at: size(units[at]))
        batch, longest = [], 0
        for at in pool:
            longest = max(longest, size(units[at]))
            if batch and longest * (len(batch) + 1) > tokens:
                made.append(batch)
                batch, longest = [], size(units[at])
            batch.append(at)
        if batch:
            made.append(batch)
    if shuffle is not None:
        random.Random(shuffle + 1).shuffle(made)
    return made


def tensors(units, pieces, mode):
    """One batch."""
    b = len(units)
    n = max(len(u.spans) for u in units)
    mean = mode == "mean"
    t = n + 2 if mean else max(sum(map(len, u.pieces)) for u in units) + 2
    ids = torch.zeros(b, t, dtype=torch.long)
    features = torch.zeros(b, t, 4, dtype=torch.long)
    token_word = torch.zeros(b, t, dtype=torch.long)
    token_present = torch.zeros(b, t, dtype=torch.bool)
    first = torch.zeros(b, n, dtype=torch.long)
    present = torch.zeros(b, n, dtype=torch.bool)
    roles = torch.full((b, n), IGNORE)
    names = torch.full((b, n), IGNORE)
    bag, starts = [], []
    for i, u in enumerate(units):
        row, row_features, at = [pieces.cls], [(0, 0, 0, 0)], 1
        firsts = []
        if mean:
            starts.append(len(bag))
            bag.append(pieces.cls)
        for w, word in enumerate(u.pieces):
            firsts.append(at)
            f = tuple(k + 1 for k in u.features[w])
            if mean:
                starts.append(len(bag))
                bag += word
                row_features.append(f)
                at += 1
            else:
                row += word
                row_features += [f] * len(word)
                at += len(word)
        if mean:
            starts.append(len(bag))
            bag.append(pieces.sep)
            for _ in range(at + 1, t):
                starts.append(len(bag))
                bag.append(0)
        else:
            row.append(pieces.sep)
            ids[i, : len(row)] = torch.tensor(row)
        features[i, : len(row_features)] = torch.tensor(row_features)
        token_present[i, : at + 1] = True
        k = len(u.spans)
        first[i, :k] = torch.tensor(firsts)
        present[i, :k] = True
        if u.roles:
            roles[i, :k] = torch.tensor(u.roles)
        if u.names:
            names[i, :k] = torch.tensor(u.names)
    cues = [(i, anchor, labels) for i, u in enumerate(units) for anchor, labels in u.attributions]
    anchors = torch.zeros(b, n)
    link = torch.full((len(cues), n), IGNORE)
    for k, (i, anchor, labels) in enumerate(cues):
        anchors[i, anchor] = 1.0
        if labels is not None:
            link[k, : len(labels)] = torch.tensor(labels)
    made = {
        "ids": ids, "token_features": features, "token_word": token_word, "token_present": token_present,
        "first": first, "present": present, "roles": roles, "names": names, "anchors": anchors, "link": link,
        "cue_unit": torch.tensor([c[0] for c in cues], dtype=torch.long),
        "cue_anchor": torch.tensor([c[1] for c in cues], dtype=torch.long),
        "bag": torch.tensor(bag, dtype=torch.long), "bag_starts": torch.tensor(starts, dtype=torch.long),
    }
    return {name: tensor.to(DEVICE) for name, tensor in made.items()}
