# SPDX-License-Identifier: Apache-2.0
"""Slips of the pen: words that are none, or next to none, and one slip away from a far more frequent word.

How much more frequent depends on the kind of slip and the place: two letters the
other way round are seldom a word of their own; a letter too many, too few or wrong
may be one, and at the ends of a word an inflection.

Source: kinds of slips after Damerau 1964 (doi 10.1145/363958.363994); lists of
`wordfreq`; thresholds our judgement, measured on clean news in 27 languages.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from auditor.engines.lexicon import frequent_in, from_list, is_short, letters, usual_words, zipf
from auditor.languages import Language, base
from auditor.text.lexical import LONGEST, NEARLY_UNKNOWN, Flaw, is_bound, is_cited, rare_words
from auditor.text.sentences import sentences
from auditor.text.words import Word

_BELOW = 3.1  # Zipf; slips of the most usual words are found on the web as often ("thier", "untill")
_AS_GOOD = 4.6  # gap of Zipf at which even another ending is a slip
_SECONDED = 4.3  # gap where a list leaks: inflection and compounds make words that it lacks
_SECONDED_END = 5.0  # the same at the ends of words
_DOUBLED = 2.5  # gap for letters doubled or not: "untill", "comission"
_SWAPPED = {3: 4.5, 4: 3.0}  # gap for two neighbours the other way round, by letters; 2.5 for longer words
_FAMILIAR = 3.4  # Zipf of a word of which a long one may be a swap of letters, whatever the gap
_FAMILIAR_IN_SHORT = 5.0  # the same where the list is short: what Greek and Hebrew inflect is mostly missing
_LETTER = 3.0  # gap for a letter too few; 2.7 in a long word
_OTHER = 4.0  # gap for another letter
_ALIKE = 2.6  # gap for a letter that sounds like the right one: "apparantly", "absense"
_SOUNDS = (frozenset("aeiouy"), frozenset("cs"), frozenset("mn"))
_UNKNOWN = 3.6  # gap for a letter too many, and for any slip in a long word that the list does not know at all
_SHUFFLED = 5.0  # gap for letters in any order: "yersa"; 6.0 where there are but four, or another is the first


def mistyped(text: str, language: Language) -> Iterator[Flaw]:
    """Slips among the words in lower case, and at the head of a sentence."""
    if language.lexicon == "none":
        return
    tag, is_strict = base(language.tag), language.lexicon == "strict"
    for _, word, frequency in rare_words(text, tag, _BELOW):
        if not word.text[1:].islower() or not _is_of_letters(word.folded) or not 3 <= len(word.text) <= LONGEST:
            continue
        if word.is_capitalised and not (is_strict and _is_first(text, word, tag)):
            continue
        if is_bound(text, word) or is_cited(text, word):
            continue
        repair = repaired(word.folded, tag, is_strict=is_strict)
        if repair is None:
            continue
        if "'" in word.folded and not ("'" in repair and frequency):
            continue  # lists have no words that are bound by an apostrophe
        if word.is_capitalised and not _is_plain(word.folded, repair, tag):
            continue
        if _is_abroad(word.folded, language.scripts[0], tag):
            continue  # left in another language, not misspelt
        yield Flaw(word.start, word.end, repair.capitalize() if word.is_capitalised else repair)


def _is_of_letters(word: str) -> bool:
    return word.replace("'", "").isalpha()


def _is_abroad(word: str, script: str, tag: str) -> bool:
    other = frequent_in(word, script)
    return other not in (None, tag) and zipf(word, other) >= 4.0


def _is_first(text: str, word: Word, tag: str) -> bool:
    return any(span.start <= word.start and not text[span.start : word.start].strip() for span in sentences(text, tag))


def _is_plain(word: str, repair: str, tag: str) -> bool:
    """Whether a capital at the head of a sentence is no name's: an unknown word beside one of the most usual."""
    return zipf(word, tag) < 2.6 and zipf(repair, tag) >= 5.0 and word[:1] == repair[:1]


@lru_cache(maxsize=4096)
def repaired(word: str, tag: str, *, is_strict: bool) -> str | None:
    """The word that a folded one is a slip of; None for none. `is_strict`: the list of the language is complete."""
    here = zipf(word, tag)
    there, swap = max(((zipf(other, tag), other) for other in _swaps(word)), default=(0.0, ""))
    if swap and not is_strict and _is_inflection(word, swap):
        there = there if there - here >= _SECONDED else 0.0
    least = _FAMILIAR_IN_SHORT if is_short(tag) else _FAMILIAR
    if len(word) >= 6 and here < NEARLY_UNKNOWN and there >= least:
        return swap
    if is_short(tag):
        return None  # a word that the list lacks may be any
    if there - here >= _SWAPPED.get(len(word), 2.5) and (is_strict or there >= _FAMILIAR):
        return swap
    if len(word) < 4 or not (is_strict or here < NEARLY_UNKNOWN):
        return None
    near = usual_words(tag).intersection(_slips(word, letters(tag)))
    rated = ((zipf(other, tag) - here - _least_gap(word, other, here, is_strict=is_strict), other) for other in near)
    beyond, usual = max(rated, default=(-1.0, ""))
    if beyond >= 0:
        return usual
    return _far_slip(word, tag, here) if is_strict else None


def _is_inflection(word: str, swap: str) -> bool:
    """Whether letters were swapped where endings and prefixes differ: Finnish -it and -ti, Hungarian le- and el-.

    Source: first letters are mistyped least often (Yannakoudakis and Fawthrop 1983, doi 10.1016/0306-4573(83)90045-6).
    """
    return word[:1] != swap[:1] or word[-1:] != swap[-1:]


def _far_slip(word: str, tag: str, here: float) -> str | None:
    """The usual word with other letters doubled, or with the same letters in another order."""
    single = _single(tag).get(_undoubled(word), "")
    if single and single != word and len(word) > 5 and zipf(single, tag) - here >= _DOUBLED:
        return single
    shuffled = _sorted(tag).get(_sorted_key(word), "")
    least = _SHUFFLED + (len(word) < 5 or shuffled[:1] != word[:1])
    return shuffled if shuffled and zipf(shuffled, tag) - here >= least else None


def _least_gap(word: str, usual: str, here: float, *, is_strict: bool) -> float:
    """How much more frequent the usual word must be."""
    head, shorter = shared_letters(word, usual), min(len(word), len(usual))
    # Inflection changes the ends of words and adds to them, prefixes their heads; slips fall anywhere.
    is_end = head == len(word) if len(word) < len(usual) else head >= shorter - 2
    if is_end or shared_letters(word[::-1], usual[::-1]) >= shorter - 1:
        return _AS_GOOD if is_strict else _SECONDED_END
    if not is_strict:
        return _SECONDED
    if len(word) != len(usual):
        if _undoubled(word) == _undoubled(usual):
            return _DOUBLED
        return _LETTER - 0.3 * (len(word) > 8) if len(word) < len(usual) else _UNKNOWN
    if len(word) >= 6 and _sounds_alike(word, usual):
        return _ALIKE
    return _UNKNOWN if len(word) >= 6 and here == 0 else _OTHER


def shared_letters(one: str, other: str) -> int:
    """How many letters two words begin with alike."""
    return next(
        (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def _sounds_alike(word: str, usual: str) -> bool:
    changed = next({one, other} for one, other in zip(word, usual, strict=True) if one != other)
    return any(changed <= letters for letters in _SOUNDS)


@cache
def _single(tag: str) -> dict[str, str]:
    """The most usual word for each one without its doubled letters."""
    return from_list("undoubled", tag, dict[str, str], lambda: {_undoubled(word): word for word in _rising(tag)})


@cache
def _sorted(tag: str) -> dict[str, str]:
    """The most usual word for each set of letters."""
    return from_list("shuffled", tag, dict[str, str], lambda: {_sorted_key(word): word for word in _rising(tag)})


def _rising(tag: str) -> list[str]:
    """The usual words, the most frequent last."""
    return sorted(usual_words(tag), key=lambda word: (zipf(word, tag), word))


def _sorted_key(word: str) -> str:
    return "".join(sorted(word))


def _undoubled(word: str) -> str:
    return "".join(letter for place, letter in enumerate(word) if not place or word[place - 1] != letter)


def _swaps(word: str) -> Iterator[str]:
    """The word with two neighbouring letters the other way round."""
    for place in range(len(word) - 1):
        if word[place] != word[place + 1]:
            yield word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def _slips(word: str, alphabet: str) -> Iterator[str]:
    """The word with a letter left out, put in or changed."""
    for place in range(len(word) + 1):
        head, tail = word[:place], word[place:]
        if tail:
            yield head + tail[1:]
        for letter in alphabet:
            yield head + letter + tail
            yield head + letter + tail[1:]
