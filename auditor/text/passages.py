# SPDX-License-Identifier: Apache-2.0
"""Sentences and lines of a story, folded for comparing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import regex
from rapidfuzz import fuzz

from auditor.languages import Language, profile
from auditor.model import Segment
from auditor.text.sentences import sentences
from auditor.text.words import Word, word_count, words

_DASHES = regex.compile(r"\p{Pd}")
_MARKS = regex.compile(r"[\p{Pi}\p{Pf}\p{Ps}\p{Pe}\"'.,;:!?]+")
_LABEL = regex.compile(r"[\p{L}\p{M} ]{1,15}[:：/]")  # "Photo: …", "摄影：…"
_FIGURES = regex.compile(r"\p{Nd}+")
_ALIKE = 93.0  # percent of rapidfuzz' ratio. Source: near-duplicate lines on 128 languages of clean news
_HEAD = 6  # signs by which the beginning of a passage is known again
_LABEL_LETTERS = 12  # letters after the copy: "(archive)", 「資料写真」
_CREDIT = 60  # code points; longer, it says more than who took the picture


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence or line with what it is compared by."""

    text: str
    folded: str
    figures: tuple[str, ...]
    start: int
    end: int
    in_headline: bool
    is_line: bool  # a whole line, not a sentence in a paragraph
    is_credit: bool  # "Photo by Jane Roe (XYZ)": two pictures may share one
    source: str | None

    def source_differs(self, other: Passage) -> bool:
        """Whether the sources of the two say different things: then the likeness is another defect."""
        return bool(self.source and other.source) and self.source != other.source and self.folded == other.folded


def fold(text: str) -> str:
    """Lower case, one dash, no quotation marks or stops, single blanks."""
    return " ".join(_MARKS.sub(" ", _DASHES.sub("-", text)).casefold().split())


def passages(segment: Segment) -> Iterator[Passage]:
    """The sentences of a segment."""
    text = segment.translation
    for start, end in sentences(text, segment.language):
        piece = text[start:end]
        whole = text[:start].rpartition("\n")[2].strip() == "" and text[end:].partition("\n")[0].strip() == ""
        figures = tuple(_FIGURES.findall(piece))
        yield Passage(
            piece,
            fold(piece),
            figures,
            start,
            end,
            segment.role == "headline",
            whole,
            is_credit(piece, profile(segment.language)),
            segment.source,
        )


def is_credit(text: str, language: Language) -> bool:
    """Whether a short text says who took a picture or wrote a story: two pictures may share it."""
    if len(text) >= _CREDIT:
        return False
    lowered, known = text.lower(), language.credit_words
    starts = any(lowered.startswith(word) and not lowered[len(word) :][:1].isalpha() for word in known)
    return starts or _LABEL.match(text) is not None


def is_copy(one: str, other: str) -> bool:
    """Whether two folded texts differ in spelling only, or in one word or sign of ten at most.

    "The east pier at dawn" and "The west pier at dawn" are two captions.
    """
    if fuzz.ratio(one, other) < _ALIKE:
        return False
    spaced = " " in one
    ours, theirs = (Counter(one.split()), Counter(other.split())) if spaced else (Counter(one), Counter(other))
    apart = max((ours - theirs).total(), (theirs - ours).total())
    return apart <= max(ours.total(), theirs.total()) // (10 if spaced else 20)


def inner_repeats(text: str, least: int) -> Iterator[tuple[int, int, int]]:
    """Places `(start, again, end)` where a run of words in one line comes again at once, nearly alike.

    Only halves of a line or a tail of it are tried: a caption printed twice.
    """
    place = 0
    for line in text.split("\n"):
        found = words(line)
        if word_count(line) >= 2 * least:
            repeat = _doubled_tail(line, found, least) if len(found) >= 2 * least else _doubled_half(line)
            if repeat is not None:
                yield place + repeat[0], place + repeat[1], place + len(line.rstrip())
        place += len(line) + 1


def whole_again(text: str, least: int) -> tuple[int, int, int] | None:
    """A text `(start, again, end)` that is one passage twice, marks and a few letters of a label apart."""
    head = text.lstrip()[:_HEAD]
    if len(head) < _HEAD or text.find(head, _HEAD) < 0 or word_count(text) < 2 * least:
        return None
    places = [place for place, sign in enumerate(text) if sign.isalnum()]
    letters = "".join(text[place] for place in places)
    again = letters.find(letters[: _HEAD - 2], len(letters) // 3)
    rest = len(letters) - 2 * again
    if again < 0 or not -2 <= rest <= _LABEL_LETTERS or len(text) < 4 * _HEAD:
        return None
    alike = next((n for n, (a, b) in enumerate(zip(letters, letters[again:], strict=False)) if a != b), len(letters))
    if alike < again - 1:
        return None
    return 0, places[again], len(text.rstrip())


def _doubled_half(line: str) -> tuple[int, int] | None:
    """The same for a line without blanks between words: its second half is its first again."""
    middle = len(line.strip()) // 2
    for cut in sorted(range(max(1, middle - 3), min(len(line) - 1, middle + 4)), key=lambda place: abs(place - middle)):
        one, other = line[:cut], line[cut:]
        if (
            one[:2] == other.lstrip()[:2]
            and _FIGURES.findall(one) == _FIGURES.findall(other)
            and is_copy(fold(one), fold(other))
        ):
            return 0, cut + len(other) - len(other.lstrip())
    return None


def _doubled_tail(line: str, found: tuple[Word, ...], least: int) -> tuple[int, int] | None:
    """Where a line ends with a passage said twice in a row: starts of both copies."""
    folded = [word.folded for word in found]
    last = len(found)
    for size in range(least, last // 2 + 1):
        again = last - size
        # the copy must begin with the same two words, or it is no copy
        for start in (again - size, again - size - 1, again - size + 1):
            if start < 0 or folded[start : start + 2] != folded[again : again + 2]:
                continue
            one, other = line[found[start].start : found[again].start], line[found[again].start :]
            if _FIGURES.findall(one) == _FIGURES.findall(other) and is_copy(fold(one), fold(other)):
                return found[start].start, found[again].start
    return None
