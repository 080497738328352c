# SPDX-License-Identifier: Apache-2.0
"""Words that have lost a letter and are words all the same, but not ones that go with their neighbours.

"The dead wer found", "Navy has bee reliable": neither was ever seen beside those words, and with the
letter put back it was, or goes there far better by frequency.

Source: a noisy channel over pairs of words, after Mays, Damerau and Mercer 1991
(doi 10.1016/0306-4573(91)90066-U); thresholds our judgement, measured on news and on systems beside references.
"""

from __future__ import annotations

from collections.abc import Iterator

from auditor.engines.lexicon import letters, usual_words, zipf
from auditor.engines.neighbours import fit, is_seen
from auditor.languages import Language, base
from auditor.text.lexical import LONGEST, Flaw, is_bound, is_cited, rare_words
from auditor.text.slips import shared_letters
from auditor.text.words import Word, words

_BELOW = 4.2  # Zipf of a word that is looked at where no reference has the one that was meant
_GAP = 2.0  # how much more frequent that one must be, Zipf
_FITS = 3.0  # how much better it must go with its neighbours, log10
_BESIDE_GAP = -0.2  # the same where a reference has it and the translation not: "may" for "many"
_BESIDE_FITS = 2.0

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
        if _is_known(word.folded, near, tag):
            continue
        usual = sorted(usual_words(tag).intersection(_longer(word.folded, letters(tag))))
        rated = [(_gain(word.folded, other, near, tag), other) for other in usual]
        best = max(((gain, other) for gain, other in rated if zipf(other, tag) - frequency >= _GAP), default=(0.0, ""))
        if best[0] >= _FITS:
            yield Flaw(word.start, word.end, best[1])


def has_lost_letter(word: Word, meant: str, near: Near, language: Language) -> bool:
    """Whether a word that the reference has not is one that it has, but for a letter inside."""
    tag = base(language.tag)
    if language.lexicon != "strict" or word.is_capitalised or near[0][:1].isdecimal():
        return False
    head = shared_letters(word.folded, meant)
    is_ending = head == len(word.folded) and len(meant) > 3
    if is_ending or meant[:head] + meant[head + 1 :] != word.folded:
        return False
    if zipf(meant, tag) - zipf(word.folded, tag) < _BESIDE_GAP or _is_known(word.folded, near, tag):
        return False
    return _gain(word.folded, meant, near, tag) >= _BESIDE_FITS


def neighbours(found: tuple[Word, ...], place: int) -> Near:
    """The folded words before and after one."""
    after = found[place + 1].folded if place + 1 < len(found) else ""
    return found[place - 1].folded if place else "", after


def _longer(word: str, alphabet: str) -> set[str]:
    return {word[:place] + letter + word[place:] for place in range(len(word) + 1) for letter in alphabet}


def _is_known(word: str, near: Near, tag: str) -> bool:
    return is_seen(near[0], word, tag) or is_seen(word, near[1], tag)


def _gain(word: str, meant: str, near: Near, tag: str) -> float:
    """How much better the one word goes between its neighbours than the other, log10; 0.0 where nothing is known."""
    ours, theirs = (fit(near[0], one, near[1], tag) for one in (word, meant))
    return 0.0 if ours is None or theirs is None else theirs - ours
