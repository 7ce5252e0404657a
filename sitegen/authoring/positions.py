"""Where each key and value of a JSON text stands; ``json`` itself tells it for syntax errors only."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

TOKEN = re.compile(r'"(?:\\.|[^"\\])*"|[{}\[\],:]|[^\s{}\[\],:"]+')

END = "]"

Location = tuple[str | int, ...]


@dataclass
class Positions:
    """``keys`` and ``values`` map a path of keys and indexes to (line, column); ``twice`` are keys that
    repeat one."""

    keys: dict[Location, tuple[int, int]] = field(default_factory=dict)
    values: dict[Location, tuple[int, int]] = field(default_factory=dict)
    twice: list[Location] = field(default_factory=list)

    def of(self, location: Location) -> tuple[int, int]:
        """Of the value there; of what stands around it if there is none."""
        for end in range(len(location), -1, -1):
            if location[:end] in self.values:
                return self.values[location[:end]]
        return 1, 1

    def of_key(self, location: Location) -> tuple[int, int]:
        return self.keys.get(location) or self.of(location)


def read_positions(text: str) -> Positions:
    """Positions in ``text``, which must be JSON."""
    positions = Positions()
    _value(_tokens(text), (), positions)
    return positions


def place_of(text: str, offset: int) -> tuple[int, int]:
    """Line and column, from 1, of an offset into ``text``."""
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def _tokens(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    for match in TOKEN.finditer(text):
        yield match.group(), place_of(text, match.start())


def _value(tokens: Iterator[tuple[str, tuple[int, int]]], at: Location, positions: Positions) -> str:
    """Read one value; returns its first word, which is ``]`` for the end of an empty list."""
    word, place = next(tokens)
    if word != END:
        positions.values[at] = place
    if word == "{":
        _members(tokens, at, positions)
    elif word == "[":
        _items(tokens, at, positions)
    return word


def _members(tokens: Iterator[tuple[str, tuple[int, int]]], at: Location, positions: Positions) -> None:
    for word, place in tokens:
        if word == "}":
            return
        if word == ",":
            continue
        here = (*at, str(json.loads(word)))
        if here in positions.keys:
            positions.twice.append(here)
        positions.keys[here] = place
        next(tokens)  # the colon
        _value(tokens, here, positions)


def _items(tokens: Iterator[tuple[str, tuple[int, int]]], at: Location, positions: Positions) -> None:
    number = 0
    while _value(tokens, (*at, number), positions) != END:
        number += 1
        if next(tokens)[0] == END:
            return
