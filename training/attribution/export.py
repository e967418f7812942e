"""Writes trained readers as the program reads them: python3 export.py BERT_FOLDER OUT_FOLDER NAME=CHECKPOINT...

OUT_FOLDER/pieces-en.bin holds the vocabulary and its vectors, which all readers share; NAME-en.bin the rest. Matrices are
in 8 bits, one scale a row. ../../crates/tagger/src/encoder/file.rs says what stands where."""

import json
import sys
import zlib
from pathlib import Path

import numpy as np
import torch

MAGIC = b"ONRECMD1"
POSITIONS = 416


def rows(matrix):
    """A matrix in 8 bits and the scale of each row."""
    matrix = matrix.float().numpy()
    scale = np.abs(matrix).max(1) / 127
    scale[scale == 0] = 1
    return np.clip(np.rint(matrix / scale[:, None]), -127, 127).astype(np.int8), scale.astype(np.float32)


def write(path, config, tensors):
    header, data = [], b""
    for name, array in tensors.items():
        data += b"\0" * (-len(data) % 64)
        kind = {"float32": "f32", "int8": "i8", "uint8": "u8"}[str(array.dtype)]
        header.append({"name": name, "type": kind, "shape": list(array.shape), "offset": len(data)})
        data += array.tobytes()
    text = json.dumps({"config": config, "crc32": zlib.crc32(data), "tensors": header}, separators=(",", ":")).encode()
    text += b" " * (-(len(MAGIC) + 4 + len(text)) % 64)
    Path(path).write_bytes(MAGIC + len(text).to_bytes(4, "little") + text + data)
    print(f"{path}: {len(data) + len(text) + 12} bytes")


def small(weights, tensors, mine, theirs):
    tensors[mine + (".weight" if mine.split(".")[-1] in ("ln", "ln1", "ln2", "ln3") else "")] = weights[theirs + ".weight"].float().numpy()
    tensors[mine + ".bias"] = weights[theirs + ".bias"].float().numpy()


def big(weights, tensors, mine, theirs):
    tensors[mine], tensors[mine + ".scale"] = rows(weights[theirs + ".weight"])
    tensors[mine + ".bias"] = weights[theirs + ".bias"].float().numpy()


def reader(checkpoint, path, name):
    saved = torch.load(checkpoint, map_location="cpu")
    weights, c = saved["weights"], saved["config"]
    t = {"positions": weights["positions.weight"][:POSITIONS].float().numpy()}
    for feature in ("shape", "quote", "tag", "place"):
        t[feature] = weights[feature + ".weight"][1:].float().numpy()  # number 0 stood for no word
    # What is no word, [CLS] and [SEP], has features of its own.
    t["edge"] = sum(weights[f + ".weight"][0] for f in ("shape", "quote", "tag", "place")).float().numpy()
    small(weights, t, "embed.ln", "ln")
    for i in range(c["layers"]):
        for part in "qkvo":
            big(weights, t, f"layer.{i}.{part}", f"layers.{i}.attention.{part}")
        for part in ("up", "down"):
            big(weights, t, f"layer.{i}.{part}", f"layers.{i}.{part}")
        for part in ("ln1", "ln2"):
            small(weights, t, f"layer.{i}.{part}", f"layers.{i}.{part}")
    for head in ("roles", "names", "anchor"):
        small(weights, t, head, head)
    for part in ("x", "c", "up", "down"):
        big(weights, t, f"link.{part}", f"link.{part}")
    for part in "qkvo":
        big(weights, t, f"link.{part}", f"link.attention.{part}")
    t["link.distance"] = weights["link.distance.weight"].float().numpy()
    for part in ("ln1", "ln2", "ln3"):
        small(weights, t, f"link.{part}", f"link.{part}")
    small(weights, t, "link.out", "link.out")
    config = {k: c[k] for k in ("mode", "layers", "width", "heads", "inner", "vocab", "link")}
    config |= {"name": name, "positions": POSITIONS, "tags": t["tag"].shape[0]}
    write(path, config, t)
    return weights["pieces.weight"]


def main(base, out, named):
    out = Path(out)
    for name, checkpoint in named.items():
        vectors = reader(checkpoint, out / f"{name}-en.bin", name)
    vocabulary = (Path(base) / "vocab.txt").read_bytes().rstrip(b"\n")
    t = {"vocab": np.frombuffer(vocabulary, dtype=np.uint8)}
    t["pieces"], t["pieces.scale"] = rows(vectors)
    write(out / "pieces-en.bin", {"name": "pieces", "vocab": vectors.shape[0], "width": vectors.shape[1]}, t)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], dict(pair.split("=") for pair in sys.argv[3:]))
