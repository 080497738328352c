# SPDX-License-Identifier: Apache-2.0
"""Which words exist and how frequent they are, by `wordfreq`.

Its lists are kept in the user's cache as tries that are mapped into memory, not
loaded: a list of half a million words is there at once, and takes a few megabytes
that all processes share.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from typing import TYPE_CHECKING, TypeVar

import msgspec

from auditor.languages import profile, tags
from auditor.languages.store import kept, kept_trie

if TYPE_CHECKING:
    from marisa_trie import BytesTrie, RecordTrie

T = TypeVar("T")

_FREQUENT = 3.0  # Zipf from which a word of another language is one a translator leaves behind, not a rarity
_LONG = 5  # letters; shorter words are shared by chance
_USUAL = 3.6  # Zipf from which a word is one that a writer may have meant
_LISTS = {"nb": "nb", "no": "nb", "hr": "sh", "bs": "sh", "sr": "sh"}  # by another tag than the language's own


@lru_cache(maxsize=32768)
def zipf(word: str, tag: str) -> float:
    """The Zipf frequency of a folded word (1 rare, 7 "the"); 0.0 for an unknown word or language.

    The word is looked up as it stands: nothing is tokenised or normalised.
    """
    trie = _frequencies(tag)
    try:
        found = trie.get(word)
    except UnicodeEncodeError:  # a lone surrogate is in no word
        return 0.0
    return found[0][0] if found else 0.0


@lru_cache(maxsize=64)
def _frequencies(tag: str) -> RecordTrie:
    """The best list of a language, word by word its Zipf frequency: small lists begin at 3, large ones at 1."""
    from marisa_trie import RecordTrie

    return kept_trie(
        f"frequencies-{tag}",
        _version(),
        lambda: RecordTrie("<d"),
        lambda: RecordTrie("<d", ((word, (frequency,)) for word, frequency in _read(tag))),
    )


class _Facts(msgspec.Struct, frozen=True):
    """What a list of words says as a whole."""

    letters: str = ""
    least: float = 9.0
    usual: tuple[str, ...] = ()


@cache
def _facts(tag: str) -> _Facts:
    return from_list("facts", tag, _Facts, lambda: _summed_up(_read(tag)))


def from_list(name: str, tag: str, kind: type[T], make: Callable[[], T]) -> T:
    """What is made of the list of a language, kept as long as the list is the same."""
    return kept(f"{name}-{tag}", (_version(), _USUAL), kind, make)


def _summed_up(listed: list[tuple[str, float]]) -> _Facts:
    if not listed:
        return _Facts()
    frequent = {letter for word, _ in listed[:1000] for letter in word if letter.isalpha()}
    usual = tuple(word for word, frequency in listed if frequency >= _USUAL)
    return _Facts("".join(sorted(frequent)), min(frequency for _, frequency in listed), usual)


def _read(tag: str) -> list[tuple[str, float]]:
    """Words with their Zipf frequencies, in order of frequency; none where there is no list of the language itself."""
    import wordfreq

    name = _LISTS.get(tag, tag)
    if name not in wordfreq.available_languages("best"):
        return []  # asked for Sinhala, it would give English
    listed = [(word, math.log10(frequency) + 9) for word, frequency in wordfreq.get_frequency_dict(name).items()]
    wordfreq.get_frequency_dict.cache_clear()  # tens of megabytes that nobody asks for again
    wordfreq.get_frequency_list.cache_clear()
    return listed


@lru_cache(maxsize=4096)
def longer(beginning: str, tag: str) -> float:
    """The Zipf frequency of the most frequent longer word that begins so; 0.0 for none."""
    found = _frequencies(tag).items(beginning)
    return max((frequency for word, (frequency,) in found if word != beginning), default=0.0)


def _version() -> str:
    from importlib.metadata import version

    return version("wordfreq")


def letters(tag: str) -> str:
    """The letters of the thousand most frequent words of a language, sorted."""
    return _facts(tag).letters


@cache
def usual_words(tag: str) -> frozenset[str]:
    """The words of a language from Zipf 3.6 on."""
    return frozenset(_facts(tag).usual)


def most_usual(tag: str, least: float) -> tuple[str, ...]:
    """The words of a language from a Zipf frequency of 3.6 or more on, the most frequent first."""
    return tuple(itertools.takewhile(lambda word: zipf(word, tag) >= least, _facts(tag).usual))


def is_short(tag: str) -> bool:
    """Whether the list of a language ends at Zipf 2.5 or above: a word missing from it says little."""
    return _facts(tag).least >= 2.5


def frequent_in(word: str, script: str) -> str | None:
    """The language written in a script in which a word in lower case is frequent, and most so; None for none.

    Words that three languages or more have are left out: they are shared.
    """
    found = _frequent_words(script).get(word)
    return found[0].decode() if found else None


@cache
def _frequent_words(script: str) -> BytesTrie:
    """Kept in the user's cache, because it takes two seconds to make."""
    from marisa_trie import BytesTrie

    written = [tag for tag in tags() if _is_listed(tag, script)]
    stamp = (_version(), written, _FREQUENT, _LONG)
    return kept_trie(f"words-{script.lower()}", stamp, BytesTrie, lambda: BytesTrie(_frequent(written)))


def _is_listed(tag: str, script: str) -> bool:
    known = profile(tag)
    return known.scripts == (script,) and known.lexicon != "none" and "-" not in tag


def _frequent(written: list[str]) -> Iterable[tuple[str, bytes]]:
    found: dict[str, list[tuple[float, str]]] = {}
    for tag in written:
        for word, frequency in itertools.takewhile(lambda entry: entry[1] >= _FREQUENT, _read(tag)):
            if len(word) >= _LONG and word.isalpha():
                found.setdefault(word, []).append((frequency, tag))
    return ((word, max(having)[1].encode()) for word, having in found.items() if len(having) < 3)
