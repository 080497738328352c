# SPDX-License-Identifier: Apache-2.0
"""Sentences that say again what a neighbour has said, by the stems they share.

Source: our judgement after clean news of 27 languages: a sentence of a story brings
something new; one whose content words nearly all stood in one of the sentences just
before it does not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import regex

from auditor.languages import Language
from auditor.model import Segment, Span
from auditor.text.passages import is_credit
from auditor.text.sentences import sentences
from auditor.text.words import has_unspaced

_QUOTE = frozenset('"“”„«»「」『』')
_STOPS = frozenset(".…。।۔)")
_MARKS = ".,;:!?…()[]'’–—/،؛؟।%$€£"
_STEM = 5  # letters of a word that are compared: endings and suffixes of most languages fall away
_SHORT = 3  # letters; shorter words are small words in nearly all languages
_SIGNS = regex.compile(r"[\p{Han}\p{Katakana}ー]+|\p{Nd}+")


class Said(NamedTuple):
    """A sentence of a story and what it says: stems and figures; none for speech, headlines and items of lists."""

    segment: int
    span: Span
    stems: frozenset[str]


def said(segments: Sequence[Segment], language: Language) -> Iterator[Said]:
    """The sentences of the body of a story with their stems."""
    for number, segment in enumerate(segments):
        if segment.role not in ("body", "caption"):
            continue
        for span in sentences(segment.translation, segment.language):
            text = segment.translation[span.start : span.end]
            plain = text[-1] in _STOPS and _QUOTE.isdisjoint(text) and not is_credit(text, language)
            yield Said(number, span, _stems(text, language) if plain else frozenset())


def _stems(text: str, language: Language) -> frozenset[str]:
    """The content words of a sentence cut to their stems; pairs of signs where blanks divide nothing."""
    size, least = _stem(language), _SHORT if language.cased else 2
    small = language.function_words
    folded = [bare for word in text.casefold().replace("-", " ").split() if (bare := word.strip(_MARKS))]
    if language.spaced:
        return frozenset(
            word.replace(".", "").replace(",", "") if word[0].isdigit() else word[:size]
            for word in folded
            if word[0].isdigit() or (len(word) >= least and word not in small)
        )
    runs = _SIGNS.findall(text)
    signs = {run[at : at + 2] for run in runs if not run[0].isdigit() for at in range(max(1, len(run) - 1))}
    figures = {run for run in runs if run[0].isdigit()}
    return frozenset(signs | figures | {word for word in folded if not has_unspaced(word)})


@lru_cache(maxsize=64)
def _stem_of(scripts: tuple[str, ...]) -> int:
    # A Hangul block is a syllable, an Arabic or Hebrew word has no vowels: shorter stems.
    return 2 if "Hangul" in scripts else 4 if {"Arabic", "Hebrew"} & set(scripts) else _STEM


def _stem(language: Language) -> int:
    return _stem_of(language.scripts)


def restates(later: Said, earlier: Said, gap: int, language: Language) -> bool:
    """Whether the later sentence says nothing that the earlier, `gap` sentences before, has not said.

    `share` is the part of its stems that the earlier has, `likeness` the part of both
    sentences' stems that they have in common. A figure that is new is news; a figure
    that comes again is a hint.
    """
    common = later.stems & earlier.stems
    figures = {stem for stem in later.stems if stem[0].isdigit()}
    if len(common) < 3 or figures - earlier.stems:
        return False
    share, likeness = len(common) / len(later.stems), len(common) / len(later.stems | earlier.stems)
    if not language.spaced or language.syllabic:  # pairs of signs and syllables meet by chance
        return gap == 1 and len(common) >= 2 * _LEAST and share >= 0.85 and likeness >= 0.5
    if gap > 1:
        return share >= 0.85 and likeness >= 0.6 and len(common) >= _LEAST + 1
    strict = {2: 0.15, 4: 0.1}.get(_stem(language), 0.0)  # short stems meet by chance
    if any(len(figure) > 1 for figure in figures):
        return len(common) >= _LEAST and share >= 0.6 + strict and likeness >= 0.3 + strict
    return any(len(common) >= least and share >= part and likeness >= alike + strict for least, part, alike in _ENOUGH)


# Stems in common, their share, the likeness: any of these is enough, and no neighbours of NTREX-128 reach them.
_ENOUGH = ((3, 0.75, 0.5), (4, 0.66, 0.4), (5, 0.75, 0.28))
_LEAST = 4  # stems where a figure is one of them, or a sentence stands between; half the pairs of signs
