"""The readers that are trained: their sizes, and which layers of the pretrained encoder they begin with."""

LINK = {"width": 128, "heads": 4, "inner": 256}
COMMON = {"width": 384, "heads": 12, "positions": 512, "link": LINK}

CONFIGURATIONS = {
    "best": ({**COMMON, "name": "best", "mode": "first", "layers": 6, "inner": 1536}, [0, 1, 2, 3, 4, 5]),
    "fast": ({**COMMON, "name": "fast", "mode": "mean", "layers": 3, "inner": 768}, [0, 2, 5]),
}
