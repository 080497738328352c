# SPDX-License-Identifier: Apache-2.0
"""Words that have lost a letter and are words all the same, but not ones that go with their neighbours.

"The dead wer found", "Navy has bee reliable": neither was ever seen beside those words, and with the
letter put back it was, or goes there far better by frequency.

Source: a noisy channel over pairs of words, after Mays, Damerau and Mercer 1991
(doi 10.1016/0306-4573(91)90066-U); thresholds our judgement, measured on news and on systems beside references.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from auditor.engines.lexicon import letters, most_usual, usual_words, zipf
from auditor.engines.neighbours import fit, is_seen
from auditor.languages import Language, base
from auditor.text.lexical import LONGEST, Flaw, is_bound, is_cited, rare_words
from auditor.text.slips import shared_letters
from auditor.text.words import Word, words

_BELOW = 5.0  # Zipf of a word that is looked at where no reference has the one that was meant
_SCARCE = 3.1  # Zipf from which only the most usual words are so much more frequent
_GAP = 2.0  # how much more frequent that one must be, Zipf
_FITS = 3.0  # how much better it must go with its neighbours, log10
_SMALL = 5.5  # Zipf of the words that hold sentences together
_SMALL_GAP, _SMALL_FITS = 1.5, 6.0  # both for one of them: "ben" for "been"
_LONG, _RARE = 6, 2.4  # letters of a word that no list has, and Zipf of the one that may have been meant
_FITS_STRANGE = 2.5  # the second for such a word
_BESIDE_GAP = -0.2  # the same where a reference has it and the translation not: "may" for "many"
_BESIDE_FITS = 2.0
_ENDING_GAP = 1.2  # the first where the letter may be an ending: "ma" for "man"
_SLIP_GAP, _SLIP_FITS = 2.5, 2.5  # both for any slip, where a reference has the word that was meant

Near = tuple[str, str]  # the folded words before and after; empty at the ends


def lost_letters(text: str, language: Language) -> Iterator[Flaw]:
    """Words in lower case that go nowhere near as well with their neighbours as with a letter more."""
    if language.lexicon != "strict":
        return
    tag, found = base(language.tag), words(text)
    for place, word, frequency in rare_words(text, tag, _BELOW):
        if not word.text.islower() or not word.text.isalpha() or not 2 <= len(word.text) <= LONGEST:
            continue
        if word.folded in language.function_words or is_bound(text, word) or is_cited(text, word):
            continue
        near = neighbours(found, place)
        if _is_unit(word, near) or _is_known(word.folded, near, tag):
            continue
        is_strange = not frequency and len(word.text) >= _LONG  # no word at all: the one that was meant may be rare
        usual = _candidates(word.folded, frequency, tag, is_strange=is_strange)
        # A letter at the end may make another form of the word, but not of "been" or "were".
        whole = [one for one in usual if is_strange or not one.startswith(word.folded) or zipf(one, tag) >= _SMALL]
        rated = [(_gain(word.folded, other, near, tag), other) for other in whole]
        gain, meant = max(rated, default=(0.0, ""))
        gap = zipf(meant, tag) - frequency
        least = _FITS_STRANGE if is_strange else _FITS
        if gain >= least and gap >= (_SMALL_GAP if gain >= _SMALL_FITS and zipf(meant, tag) >= _SMALL else _GAP):
            yield Flaw(word.start, word.end, meant)


def is_meant(word: Word, meant: str, near: Near, is_beside: bool, language: Language) -> bool:
    """Whether a word that the reference has not is one that it has, by what stands beside it.

    `is_beside`: the reference has the one that may be meant beside one of the same neighbours.
    """
    tag = base(language.tag)
    if language.lexicon != "strict" or word.is_capitalised or _is_unit(word, near):
        return False
    gap, gain = zipf(meant, tag) - zipf(word.folded, tag), _gain(word.folded, meant, near, tag)
    is_slip = gap >= _SLIP_GAP and gain >= _SLIP_FITS and abs(len(word.folded) - len(meant)) < 2
    if word.folded.startswith(meant) and not is_beside:
        is_slip = False  # "liken" is a word beside "like"; "frome" is none
    if is_slip and not _is_known(word.folded, near, tag):
        return True
    least = _ENDING_GAP if is_beside else _SLIP_GAP
    if not _has_lost_letter(word.folded, meant, is_ending=gap >= least) or gap < _BESIDE_GAP:
        return False
    return gain >= _BESIDE_FITS and (is_beside or not _is_known(word.folded, near, tag))


def _has_lost_letter(word: str, meant: str, *, is_ending: bool) -> bool:
    """Whether a letter was lost; the last one only where it may be (`is_ending`), or is one of two."""
    head = shared_letters(word, meant)
    is_inside = head < len(word) or len(meant) < 3
    return (is_inside or is_ending) and meant[:head] + meant[head + 1 :] == word


def _is_unit(word: Word, near: Near) -> bool:
    """Whether a word may be tied to a figure: "10 cm", "26 th", "par 3"."""
    return len(word.text) < 4 and any(one[:1].isdecimal() for one in near)


def neighbours(found: tuple[Word, ...], place: int) -> Near:
    """The folded words before and after one."""
    after = found[place + 1].folded if place + 1 < len(found) else ""
    return found[place - 1].folded if place else "", after


def _candidates(word: str, frequency: float, tag: str, *, is_strange: bool) -> tuple[str, ...]:
    """The words with a letter more that are frequent enough to have been meant."""
    if frequency >= _SCARCE:
        return _without_a_letter(tag).get(word, ())
    longer = {word[:place] + letter + word[place:] for place in range(len(word) + 1) for letter in letters(tag)}
    if is_strange:
        return tuple(one for one in sorted(longer) if zipf(one, tag) >= _RARE)
    return tuple(sorted(usual_words(tag) & longer))


@cache
def _without_a_letter(tag: str) -> dict[str, tuple[str, ...]]:
    """The most usual words by what is left of each without one of its letters."""
    made: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for word in most_usual(tag, _SCARCE + _GAP):
        for place in range(len(word)):
            made[word[:place] + word[place + 1 :]][word] = None
    return {left: tuple(whole) for left, whole in made.items()}


def _is_known(word: str, near: Near, tag: str) -> bool:
    return is_seen(near[0], word, tag) or is_seen(word, near[1], tag)


def _gain(word: str, meant: str, near: Near, tag: str) -> float:
    """How much better the one word goes between its neighbours than the other, log10; 0.0 where nothing is known."""
    ours, theirs = (fit(near[0], one, near[1], tag) for one in (word, meant))
    return 0.0 if ours is None or theirs is None else theirs - ours
