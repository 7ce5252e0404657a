"""How alike the words of two sites are.

The measure is Dice's coefficient of word shingles: of each site's visible text all runs of five words are
taken, without the name of the business; twice the shared runs are divided by the runs of both. 0 is nothing
in common, 1 is the same words. Like difflib's ratio it is twice what matches over everything, but it does not
depend on the order of sections, and five words are more than the labels that all sites of a language share.

Broder, A. Z.: On the resemblance and containment of documents. SEQUENCES 1997.
"""

from __future__ import annotations

import re

from tests.sitegen.prompts.scoring import Reading, plain, visible

RUN = 5
UNSPACED = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")


def shingles(reading: Reading) -> frozenset[tuple[str, ...]]:
    """The runs of words in the main parts of all pages; characters where a script has no spaces."""
    runs: set[tuple[str, ...]] = set()
    for page in reading.pages.values():
        for main in page.iter("main"):
            text = visible(main).replace(plain(reading.site.plan.brief.name), " ")
            words = re.findall(r"[^\W_]+", UNSPACED.sub(lambda match: f" {match.group()} ", text))
            runs.update(tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1))
    return frozenset(runs)


def similarity(first: frozenset[tuple[str, ...]], second: frozenset[tuple[str, ...]]) -> float:
    """0 to 1; two sites without any run of words have nothing in common."""
    total = len(first) + len(second)
    return 2 * len(first & second) / total if total else 0.0
