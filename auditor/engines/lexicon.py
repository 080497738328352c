# SPDX-License-Identifier: Apache-2.0
"""Which words exist and how frequent they are, by `wordfreq`."""

from __future__ import annotations

import itertools
import math
from functools import lru_cache


def zipf(word: str, tag: str) -> float:
    """The Zipf frequency of a folded word (1 rare, 7 "the"); 0.0 for an unknown word or language.

    The word is looked up as it stands: nothing is tokenised or normalised.
    """
    frequency = _frequencies(tag).get(word, 0.0)
    return math.log10(frequency) + 9 if frequency else 0.0


@lru_cache(maxsize=8)
def _frequencies(tag: str) -> dict[str, float]:
    """The best list of a language: small lists begin at Zipf 3, large ones at 1."""
    import wordfreq

    try:
        return dict(wordfreq.get_frequency_dict({"nb": "nb", "no": "nb"}.get(tag, tag)))
    except LookupError:
        return {}


@lru_cache(maxsize=8)
def letters(tag: str) -> str:
    """The letters of the thousand most frequent words of a language, sorted."""
    frequent = itertools.islice(_frequencies(tag), 1000)  # the list comes in order of frequency
    return "".join(sorted({letter for word in frequent for letter in word if letter.isalpha()}))


@lru_cache(maxsize=8)
def is_short(tag: str) -> bool:
    """Whether the list of a language ends at Zipf 2.5 or above: a word missing from it says little."""
    return not _frequencies(tag) or math.log10(min(_frequencies(tag).values())) + 9 >= 2.5
