"""The reader: a small encoder with heads for roles, names and cues, and a layer that links source and content to a cue."""

import math

import torch
import torch.nn as nn
import torch.nn.functional as F

from units import NAMES, PLACES, QUOTES, ROLES, SHAPES, TAGS

BUCKETS = 32


def buckets(most=256):
    """Number of the bucket of each distance from -most to most."""
    def of(d):
        edges = [(8, None), (12, 9), (16, 10), (24, 11), (32, 12), (48, 13), (64, 14)]
        a = abs(d)
        for edge, number in edges:
            if a <= edge:
                n = a if number is None else number
                break
        else:
            n = 15
        return n + (16 if d < 0 else 0)
    return torch.tensor([of(d) for d in range(-most, most + 1)])


class Attention(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.q, self.k, self.v, self.o = (nn.Linear(width, width) for _ in range(4))

    def forward(self, x, mask, drop=0.0):
        b, n, d = x.shape
        split = lambda y: y.view(b, n, self.heads, d // self.heads).transpose(1, 2)
        y = F.scaled_dot_product_attention(split(self.q(x)), split(self.k(x)), split(self.v(x)), attn_mask=mask)
        return self.o(y.transpose(1, 2).reshape(b, n, d))


class Layer(nn.Module):
    """A layer of BERT: normalised after each step."""

    def __init__(self, width, heads, inner, drop):
        super().__init__()
        self.attention = Attention(width, heads)
        self.up, self.down = nn.Linear(width, inner), nn.Linear(inner, width)
        self.ln1, self.ln2 = (nn.LayerNorm(width, eps=1e-12) for _ in range(2))
        self.drop = nn.Dropout(drop)

    def forward(self, x, mask):
        x = self.ln1(x + self.drop(self.attention(x, mask)))
        return self.ln2(x + self.drop(self.down(F.gelu(self.up(x)))))


class Link(nn.Module):
    """For one cue of a unit: which words are its source, which its content."""

    def __init__(self, width, inside, heads, inner, drop):
        super().__init__()
        self.x, self.c = nn.Linear(width, inside), nn.Linear(width, inside)
        self.distance = nn.Embedding(BUCKETS, inside)
        self.attention = Attention(inside, heads)
        self.up, self.down = nn.Linear(inside, inner), nn.Linear(inner, inside)
        self.ln1, self.ln2, self.ln3 = (nn.LayerNorm(inside, eps=1e-5) for _ in range(3))
        self.out = nn.Linear(inside, len(ROLES))
        self.drop = nn.Dropout(drop)
        self.register_buffer("buckets", buckets(), persistent=False)

    def forward(self, words, present, unit, anchor):
        """words: [units, words, width]; unit and anchor: one number for each cue. Gives [cues, words, roles]."""
        x, c = self.x(words), self.c(words)
        n = words.shape[1]
        away = torch.arange(n, device=words.device)[None, :] - anchor[:, None]
        z = x[unit] + c[unit, anchor][:, None, :] + self.distance(self.buckets[away.clamp(-256, 256) + 256])
        mask = present[unit][:, None, None, :]
        z = z + self.drop(self.attention(self.ln1(z), mask))
        z = z + self.drop(self.down(F.gelu(self.up(self.ln2(z)))))
        return self.out(self.ln3(z))


class Reader(nn.Module):
    def __init__(self, config):
        super().__init__()
        c = self.config = config
        w, drop = c["width"], c.get("drop", 0.1)
        self.pieces = nn.Embedding(c["vocab"], w)
        self.pieces.weight.requires_grad = False  # shared by all models that ship
        self.positions = nn.Embedding(c["positions"], w)
        self.shape, self.quote = nn.Embedding(SHAPES + 1, w), nn.Embedding(QUOTES + 1, w)
        self.tag, self.place = nn.Embedding(TAGS + 1, w), nn.Embedding(PLACES + 1, w)
        for e in (self.shape, self.quote, self.tag, self.place):
            nn.init.zeros_(e.weight)
        self.ln = nn.LayerNorm(w, eps=1e-12)
        self.layers = nn.ModuleList(Layer(w, c["heads"], c["inner"], drop) for _ in range(c["layers"]))
        self.drop = nn.Dropout(drop)
        self.roles, self.names, self.anchor = nn.Linear(w, len(ROLES)), nn.Linear(w, len(NAMES)), nn.Linear(w, 1)
        k = c["link"]
        self.link = Link(w, k["width"], k["heads"], k["inner"], drop)

    def encode(self, batch):
        if self.config["mode"] == "mean":
            b, n = batch["token_word"].shape
            x = F.embedding_bag(batch["bag"], self.pieces.weight, batch["bag_starts"], mode="mean").view(b, n, -1)
        else:
            x = self.pieces(batch["ids"])
        x = x + self.positions.weight[None, : x.shape[1]]
        f = batch["token_features"]
        # Number 0 is no word; the others are one up.
        x = x + self.shape(f[..., 0]) + self.quote(f[..., 1]) + self.tag(f[..., 2]) + self.place(f[..., 3])
        x = self.drop(self.ln(x))
        mask = batch["token_present"][:, None, None, :]
        states = []
        for layer in self.layers:
            x = layer(x, mask)
            states.append(x)
        index = batch["first"][..., None].expand(-1, -1, x.shape[-1])
        return x.gather(1, index), states

    def forward(self, batch):
        h, states = self.encode(batch)
        h = self.drop(h)
        out = {"words": h, "roles": self.roles(h), "names": self.names(h), "anchor": self.anchor(h)[..., 0]}
        if len(batch["cue_unit"]):
            out["link"] = self.link(h, batch["present"], batch["cue_unit"], batch["cue_anchor"])
        return out


def from_bert(config, weights, keep=None):
    """A reader that begins with the layers `keep` of a BERT's weights; the inner width may be cut to its strongest units."""
    reader = Reader(config)
    get = lambda name: weights[name].float()
    with torch.no_grad():
        reader.pieces.weight.copy_(get("embeddings.word_embeddings.weight"))
        kind = get("embeddings.token_type_embeddings.weight")[0]
        reader.positions.weight.copy_(get("embeddings.position_embeddings.weight")[: config["positions"]] + kind)
        reader.ln.weight.copy_(get("embeddings.LayerNorm.weight"))
        reader.ln.bias.copy_(get("embeddings.LayerNorm.bias"))
        for layer, number in zip(reader.layers, keep or range(config["layers"])):
            p = f"encoder.layer.{number}."
            for mine, theirs in (("q", "attention.self.query"), ("k", "attention.self.key"), ("v", "attention.self.value"), ("o", "attention.output.dense")):
                linear = getattr(layer.attention, mine)
                linear.weight.copy_(get(p + theirs + ".weight"))
                linear.bias.copy_(get(p + theirs + ".bias"))
            up, up_bias, down = get(p + "intermediate.dense.weight"), get(p + "intermediate.dense.bias"), get(p + "output.dense.weight")
            strength = up.norm(dim=1) * down.norm(dim=0)
            best = strength.topk(config["inner"]).indices.sort().values
            layer.up.weight.copy_(up[best])
            layer.up.bias.copy_(up_bias[best])
            layer.down.weight.copy_(down[:, best])
            layer.down.bias.copy_(get(p + "output.dense.bias"))
            for mine, theirs in (("ln1", "attention.output.LayerNorm"), ("ln2", "output.LayerNorm")):
                getattr(layer, mine).weight.copy_(get(p + theirs + ".weight"))
                getattr(layer, mine).bias.copy_(get(p + theirs + ".bias"))
    return reader


def from_reader(config, other, keep):
    """A smaller reader that begins with some layers of another, and with all that lies before and behind them."""
    reader = Reader(config)
    own, theirs = reader.state_dict(), other.state_dict()
    for name in own:
        if not name.startswith("layers.") and own[name].shape == theirs[name].shape:
            own[name].copy_(theirs[name])
    with torch.no_grad():
        for layer, number in zip(reader.layers, keep):
            old = other.layers[number]
            layer.attention.load_state_dict(old.attention.state_dict())
            layer.ln1.load_state_dict(old.ln1.state_dict())
            layer.ln2.load_state_dict(old.ln2.state_dict())
            best = (old.up.weight.norm(dim=1) * old.down.weight.norm(dim=0)).topk(config["inner"]).indices.sort().values
            layer.up.weight.copy_(old.up.weight[best])
            layer.up.bias.copy_(old.up.bias[best])
            layer.down.weight.copy_(old.down.weight[:, best])
            layer.down.bias.copy_(old.down.bias)
    return reader
