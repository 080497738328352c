# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Mapping, Sequence

import regex

from auditor.contract import Scorer, Tally
from auditor.languages import base, profile
from auditor.model import Finding, Segment
from auditor.text.foreign import is_strange
from auditor.text.words import words

_LATIN = regex.compile(r"\p{Latin}")
_COPIED = 4  # words in a row that the source has as they stand: names and titles are mostly shorter; our judgement


class Adequacy(Scorer):
    """How likely the translation says what its source says, 0 to 1, by the similarity of their vectors.

    With the shipped model the value is a chance: that this text rather than the
    translation of the next sentence belongs to the source, were both as likely
    beforehand. It falls by the share of the translation that is copied from the
    source, which is masked before the two are compared. With another model it is
    the cosine (a negative one is 0). The run is the mean over segments.

    Good at wrong, shifted and unrelated sentences; blind to word order and
    negation, weak on small omissions; no ranking of good translations. Absent for
    languages the model does not know.
    Source: cosine of sentence vectors, Reimers and Gurevych 2019; masking of
    untranslated words, XLMRScore 2022; from cosine to chance: our measurement,
    reports/quality.md.
    """

    id = "adequacy"
    needs = ("source",)
    range = (0.0, 1.0)

    def signature(self) -> str:
        """The model by the name it was asked for, and how its cosine is read."""
        from auditor.engines.embedding import SHIPPED, encoder

        chance = encoder(self.model).card.chance
        reading = "cosine" if chance is None else "chance:" + ",".join(f"{number:g}" for number in chance)
        return f"adequacy|{reading}|masked:yes|model:{self.model or SHIPPED}|v2"

    def score(self, segments: Sequence[Segment], findings: Mapping[str, Sequence[Finding]]) -> list[Tally | None]:
        """One value for each segment; None where a side has no letter or digit, or a language is not known."""
        from auditor.engines.embedding import chances, encoder

        known = encoder(self.model).card.languages
        able = [segment for segment in segments if _is_judgeable(segment, known)]
        masked = [without_copies(segment) for segment in able]
        made = chances(self.model, [s.source or "" for s in able], [text for text, _ in masked])
        values = [
            chance * (1.0 - share) if has_content(text) else 0.0
            for chance, (text, share) in zip(made, masked, strict=True)
        ]
        tallies = {id(segment): Tally(value, (value, 1.0)) for segment, value in zip(able, values, strict=True)}
        return [tallies.get(id(segment)) for segment in segments]


def _is_judgeable(segment: Segment, known: frozenset[str]) -> bool:
    """Whether both sides say something in languages the model knows; of an undeclared one that is assumed."""
    if not (has_content(segment.source or "") and has_content(segment.translation)):
        return False
    return not known or all(tag is None or base(tag) in known for tag in (segment.language, segment.source_language))


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
    there = set(theirs)
    if sum(word.folded in there for word in ours) < _COPIED:
        return []
    known = {tuple(theirs[place : place + _COPIED]) for place in range(len(theirs) - _COPIED + 1)}
    spans = []
    for place in range(len(ours) - _COPIED + 1):
        run = ours[place : place + _COPIED]
        if sum(word.text.islower() for word in run) >= 2 and tuple(word.folded for word in run) in known:
            spans.append((run[0].start, run[-1].end))
    return spans


def _foreign_words(text: str, source: str, language: str | None) -> list[tuple[int, int]]:
    scripts = profile(language).scripts
    strange = [word for word in words(text) if is_strange(word.text[0], scripts)]
    there = {word.folded for word in words(source)} if strange else set()
    # Latin names and commands stand as they are in every script: for them only the run counts.
    return [(w.start, w.end) for w in strange if w.folded in there and _LATIN.match(w.text) is None]
