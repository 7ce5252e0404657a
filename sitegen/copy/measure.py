"""How long texts are and where their sentences end, also in writing without spaces."""

from __future__ import annotations

import re

SENTENCE_END = re.compile(r"(?<=[.?:;])\s+|(?<=[。？])\s*")
# Kana and Chinese characters stand without spaces; about two of them make a word.
UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
CHARACTERS_OF_A_WORD = 2
SPACE_BEHIND_STOP = re.compile(r"(?<=[。？])\s+(?=\S)")


def words_in(text: str) -> int:
    """The number of words; of writing without spaces, an estimate by its length."""
    return len(UNSPACED.sub(" ", text).split()) + len(UNSPACED.findall(text)) // CHARACTERS_OF_A_WORD


def sentences_in(text: str) -> set[str]:
    """Sentences in lower case; single words may come again, and so may a name or a price."""
    parts = (part.strip(" .?:;。？").lower() for part in SENTENCE_END.split(text))
    return {part for part in parts if len(part) >= 8 and (" " in part or UNSPACED.search(part))}


def close_up(text: str) -> str:
    """Without the space behind a full stop that is as wide as a letter: “。 ” is no Japanese."""
    return SPACE_BEHIND_STOP.sub("", text)
