# SPDX-License-Identifier: Apache-2.0
"""Words that a translator left in the language they came in.

Lists made from the web hold words of other languages too, in quotations and by
mistake: what tells is how much more frequent a word is in its own. Of human news
translated into 16 languages (NTREX-128, 350,000 words) the rules below mark a word
in about 20,000, half of them left over indeed.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from auditor.engines.lexicon import frequent_in, is_short, letters, zipf
from auditor.languages import Language, base
from auditor.text.lexical import is_bound, is_cited, is_explained, rare_words
from auditor.text.words import Word, words

_OFTEN = ("en", "de", "fr", "it", "es", "pt")  # what wire copy is most often translated from, in Latin letters
_HARDLY = 2.0  # Zipf; a word of another language that long lists of the web hold, in quotations and by mistake
_APART = 2.5  # how much more frequent it is in its own
_UNLISTED = 2.9  # Zipf that a word may have which a short list leaves out
_LESS = 3.1  # Zipf below which a word may be a stranger all the same, if it is far more frequent elsewhere
_NOUN = 3.0  # Zipf of a German noun; one that other languages have is a name
_PAIR_APART, _PAIR_SUM = 1.0, 2.2  # two English words side by side are a phrase, and need less each

_TOWNS = (
    "au",
    "ach",
    "bach",
    "berg",
    "burg",
    "dorf",
    "feld",
    "furt",
    "hausen",
    "heim",
    "hofen",
    "ingen",
    "stadt",
    "stedt",
    "tal",
)
_REACH = 30  # code points of a phrase on either side

Leftover = tuple[int, int, str]  # start, end, the tag of its language


class _Stranger(NamedTuple):
    """Where a word is at home: the language in which it is most frequent, how frequent there, and how much more so."""

    home: str
    there: float
    apart: float


def leftovers(text: str, language: Language) -> Iterator[Leftover]:
    """Words next to unknown in the language and frequent in another of the same script.

    Neighbours of one language are one leftover.
    """
    for start, end, home in _joined(text, language):
        if not _is_lent(text, start, end, language):
            yield start, end, home


def _is_lent(text: str, start: int, end: int, language: Language) -> bool:
    """Whether the words are part of a phrase that any language takes over."""
    words_there = text[start:end].casefold()
    near = text[max(0, start - _REACH) : end + _REACH].casefold()
    return any(words_there in phrase and phrase in near for phrase in language.loan_phrases)


def _joined(text: str, language: Language) -> Iterator[Leftover]:
    start = end = -1
    home = ""
    found = {*_lone(text, language), *_phrases(text, language), *_nouns(text, language), *_respelled(text, language)}
    for first, last, other in sorted(found):
        if other == home and text[end:first] == " ":
            end = last
            continue
        if home:
            yield start, end, home
        start, end, home = first, last, other
    if home:
        yield start, end, home


def _lone(text: str, language: Language) -> Iterator[Leftover]:
    """Single words in lower case."""
    tag = base(language.tag)
    if language.lexicon == "none" or len(language.scripts) != 1:
        return
    for _, word, frequency in rare_words(text, tag, _LESS):
        if len(word.text) < 4 or not word.text.islower() or not word.text.isalpha():
            continue
        home = _home(word.folded, frequency, language)
        if home and word.folded not in language.function_words and _is_free(text, word):
            yield word.start, word.end, home


def _home(word: str, here: float, language: Language) -> str | None:
    """The language to which a word of this frequency belongs that is a stranger here; None for none."""
    tag = base(language.tag)
    if language.scripts == ("Latin",) and not language.lends:
        found = _stranger(word, tag)
        if found.there >= (4.5 if found.home == "en" else 4.2) and found.apart >= (2.2 if found.home == "en" else 2.4):
            return found.home
    other = frequent_in(word, language.scripts[0]) if len(word) >= 5 and here < _HARDLY else None
    if not other or other == tag:
        return None
    there = zipf(word, other)
    if is_short(tag):
        return other if other == "en" and there >= 3.9 else None
    unknown = not here and language.lexicon == "strict" and other != "en"
    return other if (there - here >= _APART if here >= 1.3 else there >= 3.3 or unknown) else None


@lru_cache(maxsize=8192)
def _stranger(word: str, tag: str) -> _Stranger:
    here = zipf(word, tag) or (_UNLISTED if is_short(tag) else 0.0)
    there, home = max((zipf(word, other), other) for other in _OFTEN if other != tag)
    return _Stranger(home, there, there - here)


def _phrases(text: str, language: Language) -> Iterator[Leftover]:
    """Two English words side by side, each of them more frequent in English: "safety net"."""
    tag = base(language.tag)
    if language.lends or language.scripts != ("Latin",) or not letters(tag):
        return
    for one, other in pairwise(words(text)):
        both = (one, other)
        if text[one.end : other.start] != " " or not all(_is_plain(word, language) for word in both):
            continue
        found = [_stranger(word.folded, tag) for word in both]
        apart = [stranger.apart for stranger in found]
        english = all(stranger.home == "en" for stranger in found)
        if english and min(apart) >= _PAIR_APART and sum(apart) >= _PAIR_SUM and _is_prose(text, *both):
            yield from ((word.start, word.end, "en") for word in both)


def _is_free(text: str, *group: Word) -> bool:
    return not (is_explained(text, group[-1]) or any(is_cited(text, word) or is_bound(text, word) for word in group))


def _is_prose(text: str, one: Word, other: Word) -> bool:
    """Whether two words are no part of an English name: "Doctor Who and the Daleks"."""
    before, after = text[: one.start].split()[-1:], text[other.end :].split()[:1]
    return _is_free(text, one, other) and not all(word[0][0].isupper() for word in (before, after) if word)


def _is_plain(word: Word, language: Language) -> bool:
    return (
        len(word.text) > 2
        and word.text.isascii()
        and word.text.islower()
        and word.folded not in language.function_words
    )


def _nouns(text: str, language: Language) -> Iterator[Leftover]:
    """German nouns with their capital among words in lower case; a name is known elsewhere or has others beside it."""
    tag = base(language.tag)
    if tag == "de" or language.capital_nouns or not language.cased:
        return
    found = words(text)
    for place, _, frequency in rare_words(text, tag, 0.1):
        word = found[place]
        if frequency or len(word.text) < 4 or not (word.is_capitalised and word.text[1:].islower()):
            continue
        before, after = found[place - 1] if place else None, found[place + 1] if place + 1 < len(found) else None
        lone = before is not None and before.text.islower() and text[before.end : word.start] == " "
        if before is None or zipf(before.folded, tag) < _NOUN:
            continue  # "Produkt und Umwelt": part of a name
        if (
            not lone
            or (after is not None and after.is_capitalised)
            or word.folded.endswith(_TOWNS)
            or not _is_free(text, word)
        ):
            continue
        others = (other for other in _OFTEN if other not in ("de", tag))
        if zipf(word.folded, "de") >= _NOUN and all(zipf(word.folded, other) < _HARDLY for other in others):
            yield word.start, word.end, "de"


def _respelled(text: str, language: Language) -> Iterator[Leftover]:
    """Words of a neighbour in the letters of the language: Russian "случается" as "случається" in Ukrainian.

    Source: none in 160,000 words of human Ukrainian (NTREX-128, TICO-19, Mozilla) but one.
    """
    tag, other = base(language.tag), language.respelled_from
    if not other:
        return
    for _, word, frequency in rare_words(text, tag, 0.1):
        if frequency or len(word.text) < 6 or not word.text.islower() or not _is_free(text, word):
            continue
        if any(form != word.folded and zipf(form, other) >= 3.0 for form in _forms(word.folded, language)):
            yield word.start, word.end, other


def _forms(word: str, language: Language) -> Iterator[str]:
    """The word in the spelling of the neighbour, with each of the endings it may have there."""
    letters_there = str.maketrans(language.respelled_letters)
    yield word.translate(letters_there)
    for own, theirs in language.respelled_endings.items():
        if word.endswith(own):
            yield word.removesuffix(own).translate(letters_there) + theirs
