# SPDX-License-Identifier: Apache-2.0
"""Slips of the pen that a reference gives away: it has the word that was meant, the translation has it not.

Source: our judgement; frequencies of `wordfreq`; measured on outputs of systems beside references.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from auditor.engines.lexicon import is_short, zipf
from auditor.languages import Language, base
from auditor.text.lexical import LONGEST, NEARLY_UNKNOWN, Flaw, is_bound
from auditor.text.lost_letters import is_meant, neighbours
from auditor.text.slips import shared_letters
from auditor.text.words import Word, words

_GAP = 1.5  # Zipf between the word that was meant and the one that stands there
_SURE = 3.0  # the same where the word that was meant stands elsewhere too, or is the same but for its end
_NO_WORD = 3.8  # Zipf below which a word in small letters may be a slip of so usual a one: "ws" for "was"
_RARE = 2.5  # the same where it may be an inflection: "heared"
_NAME_GAP = 3.0  # the same of a capitalised word: names are spelt in more ways than one
_USUAL = 4.8  # Zipf from which a word is hardly a slip: "ad" for "had" is below
_MOST = 400  # strange words of a segment that are looked at: bounds the work on texts that have nothing in common
_LONG = 7  # letters from which two slips may fall in one word


def slips_beside(text: str, reference: str, source: str, language: Language) -> Iterator[Flaw]:
    """Words of a text that nobody else has, close to one that only the reference has."""
    if language.lexicon == "none" or not language.scripts:
        return
    ours, theirs = words(text), words(reference)
    if Counter(word.folded for word in ours) == Counter(word.folded for word in theirs):
        return
    missing = Counter(word.folded for word in theirs) - Counter(word.folded for word in ours)
    known = {word.folded for word in theirs} | {word.folded for word in words(source)}
    tag, pairs = base(language.tag), _neighbours(theirs)
    usual = sorted(pairs, key=lambda other: (-zipf(other, tag), other))
    strange = [(place, word) for place, word in enumerate(ours) if word.folded not in known and _is_plain(word)]
    for place, word in strange[:_MOST]:
        is_tied = is_bound(text, word)
        if is_tied and zipf(word.folded, tag) >= NEARLY_UNKNOWN:
            continue  # "mid-sized", an address; not "mid-szed"
        near = neighbours(ours, place)
        is_usual = word.folded in language.function_words or zipf(word.folded, tag) >= _USUAL
        for meant in usual:
            if not is_slip(word.folded, meant):
                continue
            is_left_out = meant in missing
            is_beside = any(near[0] == one or near[1] == other for one, other in pairs[meant])
            if is_left_out and not is_tied and is_meant(word, meant, near, is_beside, language):
                yield Flaw(word.start, word.end, meant)
                break
            if is_usual or (is_tied and (not is_left_out or _is_other_form(word.folded, meant))):
                continue
            if not is_left_out and _is_other_form(word.folded, meant):
                continue
            least = _GAP if is_left_out else _SURE
            if _is_meant(word, meant, least, near in pairs[meant], language):
                yield Flaw(word.start, word.end, meant.capitalize() if word.is_capitalised else meant)
                break


def _neighbours(found: Sequence[Word]) -> dict[str, set[tuple[str, str]]]:
    """What stands before and after each word."""
    made: dict[str, set[tuple[str, str]]] = {}
    padded = ["", *(word.folded for word in found), ""]
    for before, word, after in zip(padded, padded[1:], padded[2:], strict=False):
        made.setdefault(word, set()).add((before, after))
    return made


def _is_plain(word: Word) -> bool:
    tail = word.text[1:] or word.text
    return word.folded.replace("'", "").isalpha() and tail.islower() and len(word.text) <= LONGEST


def _is_meant(word: Word, meant: str, least: float, is_in_place: bool, language: Language) -> bool:
    """Whether the word is so much rarer than the one of the reference that it is none of its own."""
    tag = base(language.tag)
    here, there = zipf(word.folded, tag), zipf(meant, tag)
    if there - here < least or (is_short(tag) and not here and there < 4.0):
        return False
    if word.is_capitalised and there - here < _NAME_GAP:
        return False
    if is_in_place:
        return language.lexicon == "strict" or not _is_other_form(word.folded, meant)
    is_form = _is_other_form(word.folded, meant)
    if language.lexicon == "strict" and there - here >= _SURE and here < (_RARE if is_form else _NO_WORD):
        return True
    return here < NEARLY_UNKNOWN and len(word.text) > 3 and not is_form


def _is_other_form(word: str, meant: str) -> bool:
    """Whether the two differ at their ends alone: an inflection as well as a slip."""
    head = shared_letters(word, meant)
    return head >= min(len(word), len(meant)) - 2 and head >= 3


def is_slip(word: str, meant: str) -> bool:
    """Whether one slip, or two in a long word, make the one of the other."""
    most = 2 if min(len(word), len(meant)) >= _LONG else 1
    if word == meant or ("'" in word) != ("'" in meant) or abs(len(word) - len(meant)) > most or len(meant) < 2:
        return False
    is_shuffled = len(word) == len(meant) > 3 and word[0] == meant[0] and sorted(word) == sorted(meant)
    return is_shuffled or _slips_between(word, meant) <= most


def _slips_between(one: str, other: str) -> int:
    """Letters put in, left out, changed, or two neighbours the other way round (optimal string alignment)."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for place, letter in enumerate(one, 1):
        row = [place]
        for spot, sign in enumerate(other, 1):
            best = min(last[spot] + 1, row[-1] + 1, last[spot - 1] + (letter != sign))
            if place > 1 and spot > 1 and letter == other[spot - 2] and one[place - 2] == sign:
                best = min(best, before[spot - 2] + 1)
            row.append(best)
        before, last = last, row
    return last[-1]
