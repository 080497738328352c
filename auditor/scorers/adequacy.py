# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import regex

from auditor.contract import Scorer, Tally
from auditor.languages import base, profile
from auditor.model import Finding, Segment
from auditor.text.foreign import script_pattern
from auditor.text.words import words

# Chance = 1 / (1 + exp(-(a + b * cosine))). Fitted to the shipped model on news of 27 languages: a sentence
# beside its own translation against beside that of the next sentence. Source: our measurement, reports/quality.md.
_CHANCE = (-4.0, 12.0)
_LATIN = regex.compile(r"\p{Latin}")
_COPIED = 4  # words in a row that the source has as they stand: names and titles are mostly shorter; our judgement


class Adequacy(Scorer):
    """How likely the translation says what its source says, 0 to 1, by the similarity of their vectors.

    With the shipped model the value is a chance: that this text rather than the
    translation of a neighbouring sentence belongs to the source, were both as
    likely beforehand. It falls by the share of the translation that is copied
    from the source, which is masked before the two are compared. With another
    model it is the cosine (a negative one is 0). The run is the mean over segments.

    Good at wrong, shifted and unrelated sentences; blind to word order and
    negation, weak on small omissions; no ranking of good translations.
    Source: cosine of sentence vectors, Reimers and Gurevych 2019; masking of
    untranslated words, XLMRScore 2022; the map from cosine to chance is ours.
    """

    id = "adequacy"
    needs = ("source",)
    range = (0.0, 1.0)

    def signature(self) -> str:
        """The model by the name it was asked for, and how its cosine is read."""
        if self._is_shipped:
            return f"adequacy|chance:{_CHANCE[0]}:{_CHANCE[1]}|masked:yes|model:{self.model or 'static'}|v2"
        return f"adequacy|cosine|masked:yes|model:{self.model}|v2"

    @property
    def _is_shipped(self) -> bool:
        return self.model in (None, "static")

    def score(self, segments: Sequence[Segment], findings: Mapping[str, Sequence[Finding]]) -> list[Tally | None]:
        """One value for each segment; None where either side has no letter or digit."""
        from auditor.engines.embedding import similarities

        able = [has_content(segment.source or "") and has_content(segment.translation) for segment in segments]
        masked = [without_copies(segment) if fit else ("", 0.0) for segment, fit in zip(segments, able, strict=True)]
        cosines = similarities(self.model, [s.source or "" for s in segments], [text for text, _ in masked])
        made: list[Tally | None] = []
        for fit, cosine, (text, share) in zip(able, cosines, masked, strict=True):
            if not fit:
                made.append(None)
                continue
            value = (self._reading(cosine) if has_content(text) else 0.0) * (1.0 - share)
            made.append(Tally(value, (value, 1.0)))
        return made

    def _reading(self, cosine: float) -> float:
        if not self._is_shipped:
            return max(cosine, 0.0)
        return 1.0 / (1.0 + math.exp(-(_CHANCE[0] + _CHANCE[1] * cosine)))


def has_content(text: str) -> bool:
    """Whether there is a letter or a digit."""
    return any(char.isalnum() for char in text)


def without_copies(segment: Segment) -> tuple[str, float]:
    """The translation without what was copied from its source, and the share of its letters that went.

    Copied is a run of words in the source's order with two lower-case ones among
    them, or a word of the source in a script, not the Latin one, that the language
    does not write in.
    Between texts of one language nothing is.
    """
    text, source = segment.translation, segment.source or ""
    if segment.language and base(segment.language) == base(segment.source_language):
        return text, 0.0
    spans = [*_copied_runs(text, source), *_foreign_words(text, source, segment.language)]
    if not spans:
        return text, 0.0
    gone = {place for start, end in spans for place in range(start, end)}
    left = "".join(" " if place in gone else char for place, char in enumerate(text))
    letters = sum(char.isalnum() for char in text)
    return left, 1.0 - sum(char.isalnum() for char in left) / letters


def _copied_runs(text: str, source: str) -> list[tuple[int, int]]:
    ours, theirs = words(text), [word.folded for word in words(source)]
    known = {tuple(theirs[place : place + _COPIED]) for place in range(len(theirs) - _COPIED + 1)}
    spans = []
    for place in range(len(ours) - _COPIED + 1):
        run = ours[place : place + _COPIED]
        if sum(word.text.islower() for word in run) >= 2 and tuple(word.folded for word in run) in known:
            spans.append((run[0].start, run[-1].end))
    return spans


def _foreign_words(text: str, source: str, language: str | None) -> list[tuple[int, int]]:
    own = script_pattern(profile(language).scripts)
    if own is None:
        return []
    strange = [word for word in words(text) if word.text[0].isalpha() and own.match(word.text[0]) is None]
    there = {word.folded for word in words(source)} if strange else set()
    # Latin names and commands stand as they are in every script: for them only the run counts.
    return [(w.start, w.end) for w in strange if w.folded in there and _LATIN.match(w.text) is None]
