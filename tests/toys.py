"""Pairs of a toy French and a toy English, for tests of the training."""

from __future__ import annotations

import random

Pair = tuple[str, str]


def seeded(seed: int) -> random.Random:
    """A reproducible generator."""
    return random.Random(seed)  # not for secrets


def toy_pairs(count: int, seed: int) -> list[Pair]:
    """Pairs of a toy French with a word order and a vocabulary that can be learnt in seconds."""
    rng = seeded(seed)
    nouns = [
        ("chat", "cat"),
        ("chien", "dog"),
        ("maire", "mayor"),
        ("train", "train"),
        ("livre", "book"),
        ("port", "port"),
    ]
    verbs = [("voit", "sees"), ("aime", "likes"), ("prend", "takes"), ("cherche", "seeks")]
    colours = [("noir", "black"), ("vert", "green"), ("petit", "small"), ("lent", "slow")]
    names = ["Paul", "Karl", "Marta", "Bruno", "Delphine", "Sorbier", "Vidal"]
    pairs = []
    for _ in range(count):
        (a, b), (v, w), (n, m), (c, d) = rng.choice(nouns), rng.choice(verbs), rng.choice(nouns), rng.choice(colours)
        french, english = f"le {a} {v} le {n} {c}", f"the {b} {w} the {d} {m}"
        if rng.random() < 0.5:
            name = rng.choice(names)
            french, english = f"{name} dit que {french}", f"{name} says that {english}"
        if rng.random() < 0.3:
            number = rng.randint(10, 99)
            french, english = f"{french} et {number} amis", f"{english} and {number} friends"
        pairs.append((french[0].upper() + french[1:] + ".", english[0].upper() + english[1:] + "."))
    return pairs
