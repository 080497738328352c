# SPDX-License-Identifier: Apache-2.0
"""Single words of a source that a translation has as they are.

Words that go abroad are frequent in both languages, or in neither; names too. What
was left over is known at home and hardly here. How large the difference must be
depends on whether the language of the source lends its words (English does), and on
what a reference says.

Source: frequencies of `wordfreq`; thresholds our judgement, measured on clean news
into 27 languages and from them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import regex

from auditor.engines.lexicon import is_short, longer, zipf
from auditor.languages import Language, base, profile
from auditor.text.lexical import rare_words
from auditor.text.words import Word, words

_SHORTEST = 3  # letters; shorter words are shared by chance
_FAR = 2.0  # Zipf between the languages from which a function word, or any of no lender, is none of the other
_SHORT = 2.8  # the same of a function word of two letters
_NEAR = 1.3  # the same of a word that is rare here
_NAME = 2.5  # the same of a word with a capital that a reference does without: names are known at home too
_RARE = 2.6  # Zipf in the language of the translation
_COMMON = 4.0  # the same, from which a word is one of its own
_NOUN = 3.3  # Zipf at home, and more than here, from which a word with a capital is a noun left over, no name
_STEM = 6  # letters that a word and the adapted one begin with
_KNOWN = 2.5  # Zipf at home of a word that was adapted
_BEGUN = 2.0  # Zipf of a word here from which the beginning is one of our own
_OPEN = "([{（「『《〈【\"'“„«‘‚‹"
_AFTER = ("", " ", "\u00a0", ",", ".", ";", ":", "!", "?")
_QUOTES = "\"'”“»›’)"


@dataclass(frozen=True, slots=True)
class Beside:
    """A source, a translation and, where there is one, a reference, with the tags of their languages."""

    source: str
    text: str
    source_tag: str | None
    tag: str | None
    reference: str | None = None


def copied_words(beside: Beside, usual: float, unknown: float) -> Iterator[tuple[int, int]]:
    """Words `[start, end)` of the translation that are the source's.

    `usual` and `unknown` are Zipf frequencies in the two languages of a word of a lender.
    """
    ours, theirs = profile(beside.tag), profile(beside.source_tag)
    if base(ours.tag) == base(theirs.tag) or not ours.scripts or not theirs.scripts:
        return
    if theirs.scripts[0] in ours.scripts:
        yield from _in_one_script(beside, usual, unknown)
    elif "Latin" not in theirs.scripts:  # Latin letters stand in any script: names, brands
        for match in _letters(theirs.scripts).finditer(beside.text):
            is_marked = _is_marked(beside.text, match.start()) and not beside.reference
            if match.group() in beside.source and not is_marked and match.group() not in (beside.reference or ""):
                yield match.span()


def _in_one_script(beside: Beside, usual: float, unknown: float) -> Iterator[tuple[int, int]]:
    known = {word.folded for word in words(beside.source)}
    kept = {word.folded for word in words(beside.reference)} if beside.reference else frozenset[str]()
    ours, theirs = profile(beside.tag), profile(beside.source_tag)
    every = words(beside.text)
    for place, word in enumerate(every):
        if word.folded not in known or word.folded in kept or len(word.text) < 2 or not _is_of_letters(word):
            continue
        there, here = _frequency(word, theirs), _frequency(word, ours)
        if theirs.lends:
            is_left = word.text.islower() and there >= usual and here < unknown
        else:
            is_left = _is_left_over(word, there, here, bool(beside.reference), theirs, ours)
        is_function = here < _COMMON and there - here >= (_FAR if len(word.text) >= _SHORTEST else _SHORT)
        is_function &= word.folded in theirs.function_words and word.folded not in ours.function_words
        if not (
            (is_left and len(word.text) >= _SHORTEST) or (is_function and (word.text.islower() or not theirs.lends))
        ):
            continue
        if _is_cited(beside, word) or not _is_alone(beside.text, word, bool(beside.reference)):
            continue
        near = every[max(place - 1, 0) : place] + every[place + 1 : place + 2]
        names = [other for other in near if other.is_capitalised and other.folded not in ours.function_words]
        if names and not beside.reference:
            continue  # "Save the Children": a name
        yield word.start, word.end


def _is_left_over(word: Word, there: float, here: float, is_sure: bool, theirs: Language, ours: Language) -> bool:
    """Whether a word of a language that does not lend was left over; `is_sure`: a reference does without it."""
    if is_short(base(ours.tag)):
        return False  # what the list lacks may be good
    if word.text.islower():
        least = _NEAR if here < _RARE + (0.6 if is_sure else 0) else _FAR
        return there - here >= (1.0 if is_sure and not here else least) and here < _COMMON
    if is_sure:
        return here < _RARE and there - here >= _NAME
    return theirs.capital_nouns and word.is_capitalised and there >= _NOUN and there - here >= _NOUN


def _frequency(word: Word, language: Language) -> float:
    """The Zipf frequency of a word, or of what stands after its article: "l'erosione"."""
    tag = base(language.tag)
    last = word.folded.rpartition("'")[2]
    return zipf(word.folded, tag) or (zipf(last, tag) if len(last) >= _SHORTEST else 0.0)


def _is_of_letters(word: Word) -> bool:
    return word.folded.replace("'", "").isalpha() and word.text[1:].islower()


def _is_alone(text: str, word: Word, is_sure: bool) -> bool:
    """Whether a word is no part of an address, a title or a compound: blanks or marks of sentences around it."""
    before, after = text[max(0, word.start - 1) : word.start], text[word.end : word.end + 1]
    if is_sure and (before in _OPEN or after in _QUOTES):
        return True
    return before in ("", " ", "\u00a0") and after in _AFTER


def _is_cited(beside: Beside, word: Word) -> bool:
    """Whether a word stands directly in brackets or quotation marks, and no reference does without it."""
    return not beside.reference and _is_marked(beside.text, word.start)


def _is_marked(text: str, start: int) -> bool:
    return text[:start][-1:] in tuple(_OPEN)


@lru_cache(maxsize=64)
def _letters(scripts: tuple[str, ...]) -> regex.Pattern[str]:
    listed = "".join(rf"\p{{{script}}}" for script in scripts)
    return regex.compile(rf"[{listed}][{listed}\p{{M}}]*")


def adapted_words(beside: Beside) -> Iterator[tuple[int, int, str]]:
    """Unknown words `(start, end, theirs)` that are the source's with another ending: "regretava" for "regretted".

    No word of the translation's language may begin so: then it would be one of its own.
    """
    ours, theirs = profile(beside.tag), profile(beside.source_tag)
    tag, other = base(ours.tag), base(theirs.tag)
    if tag == other or ours.scripts != theirs.scripts or "none" in (ours.lexicon, theirs.lexicon) or is_short(tag):
        return
    strange = [rare.word for rare in rare_words(beside.text, tag) if not rare.frequency and _is_plain(rare.word)]
    stems = {word.folded[:_STEM]: word for word in words(beside.source) if _is_plain(word)} if strange else {}
    for word in strange:
        meant = stems.get(word.folded[:_STEM])
        if meant is None or meant.folded == word.folded or zipf(meant.folded, other) < _KNOWN:
            continue
        is_kept = beside.reference is not None and word.text in beside.reference
        if longer(word.folded[:_STEM], tag) < _BEGUN and not is_kept and _is_alone(beside.text, word, True):
            yield word.start, word.end, meant.text


def _is_plain(word: Word) -> bool:
    return len(word.text) > _STEM and word.text.islower() and word.text.isalpha()
