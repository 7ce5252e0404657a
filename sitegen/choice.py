"""Choices that depend on a seed alone: the same on every machine, and each independent of the others."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")


class Chooser:
    """Makes choices by the hash of the seed and the choice's purpose, so that a new choice changes no
    other.
    """

    def __init__(self, seed: int) -> None:
        self.seed = seed

    def number(self, purpose: str) -> float:
        """A number in [0, 1)."""
        digest = hashlib.blake2b(f"{self.seed}:{purpose}".encode(), digest_size=8).digest()
        return int.from_bytes(digest, "big") / 2**64

    def between(self, low: float, high: float, purpose: str) -> float:
        return low + (high - low) * self.number(purpose)

    def pick(self, options: Sequence[T], purpose: str) -> T:
        """One of ``options``, all alike."""
        return options[int(self.number(purpose) * len(options))]

    def best(self, options: Sequence[T], score: Callable[[T], float], purpose: str, *, noise: float) -> T:
        """The option with the highest score, each shaken by up to ``noise``."""
        shaken = [
            (score(option) + noise * self.number(f"{purpose}:{at}"), -at) for at, option in enumerate(options)
        ]
        return options[-max(shaken)[1]]


def seed_of(prompt: str) -> int:
    """The seed of a prompt: 32 bits of its hash, so that the same prompt gives the same site."""
    return int.from_bytes(hashlib.sha256(prompt.encode("utf-8", "surrogatepass")).digest()[:4], "big")
