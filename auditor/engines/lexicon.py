# SPDX-License-Identifier: Apache-2.0
"""Which words exist and how frequent they are, by `wordfreq`."""

from __future__ import annotations

import itertools
import math
from functools import cache, lru_cache

from auditor.languages import profile, tags
from auditor.languages.store import kept

_FREQUENT = 3.3  # Zipf from which a word of another language is one a translator leaves behind, not a rarity
_LONG = 5  # letters; shorter words are shared by chance


@lru_cache(maxsize=131072)
def zipf(word: str, tag: str) -> float:
    """The Zipf frequency of a folded word (1 rare, 7 "the"); 0.0 for an unknown word or language.

    The word is looked up as it stands: nothing is tokenised or normalised.
    """
    frequency = _frequencies(tag).get(word, 0.0)
    return math.log10(frequency) + 9 if frequency else 0.0


@lru_cache(maxsize=16)
def _frequencies(tag: str) -> dict[str, float]:
    """The best list of a language: small lists begin at Zipf 3, large ones at 1.

    Kept in the user's cache, words of one frequency together: `wordfreq` takes longer
    to load than a story to audit.
    """
    from importlib.metadata import version

    found: dict[str, float] = {}
    bins = list[tuple[float, list[str]]]
    for frequency, words in kept(f"frequencies-{tag}", version("wordfreq"), bins, lambda: _read(tag)):
        found |= dict.fromkeys(words, frequency)
    return found


def _read(tag: str) -> list[tuple[float, list[str]]]:
    import wordfreq

    try:
        listed = wordfreq.get_frequency_dict({"nb": "nb", "no": "nb"}.get(tag, tag))
    except LookupError:
        return []
    return [
        (frequency, [word for word, _ in words])
        for frequency, words in itertools.groupby(listed.items(), key=lambda item: item[1])
    ]


@cache
def letters(tag: str) -> str:
    """The letters of the thousand most frequent words of a language, sorted."""
    frequent = itertools.islice(_frequencies(tag), 1000)  # the list comes in order of frequency
    return "".join(sorted({letter for word in frequent for letter in word if letter.isalpha()}))


@cache
def is_short(tag: str) -> bool:
    """Whether the list of a language ends at Zipf 2.5 or above: a word missing from it says little."""
    return not _frequencies(tag) or math.log10(min(_frequencies(tag).values())) + 9 >= 2.5


@cache
def frequent_words(script: str) -> dict[str, str]:
    """Frequent words of the languages written in a script, each with the language that has it most; lower case.

    Words that three languages or more have are left out: they are shared. Kept in
    the user's cache, because it takes two seconds to make.
    """
    from importlib.metadata import version

    written = [tag for tag in tags() if _is_listed(tag, script)]
    stamp = (version("wordfreq"), written, _FREQUENT, _LONG)
    return kept(f"words-{script.lower()}", stamp, dict[str, str], lambda: _frequent(written))


def _is_listed(tag: str, script: str) -> bool:
    known = profile(tag)
    return known.scripts == (script,) and known.lexicon != "none" and "-" not in tag


def _frequent(written: list[str]) -> dict[str, str]:
    found: dict[str, list[tuple[float, str]]] = {}
    for tag in written:
        for frequency, words in _read(tag):
            if (value := math.log10(frequency) + 9) < _FREQUENT:
                break  # the list comes in order of frequency
            for word in words:
                if len(word) >= _LONG and word.isalpha():
                    found.setdefault(word, []).append((value, tag))
    return {word: max(having)[1] for word, having in found.items() if len(having) < 3}
