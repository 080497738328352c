# SPDX-License-Identifier: Apache-2.0
"""A story and its source, sentence beside sentence where both sides of a segment have as many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import regex

from auditor.model import Document, Segment, Span
from auditor.text.sentences import sentences
from auditor.text.words import words

_STOPS = regex.compile(r"[.!?。！？।؟\n]+")
_LONG = 10  # code points; five words of a script without blanks


class Pair(NamedTuple):
    """A sentence of a segment's translation, its span there, and what stands beside it."""

    segment: Segment
    span: Span
    text: str
    source: str

    @property
    def key(self) -> tuple[str, ...]:
        """The words of the translation, folded."""
        return tuple(word.folded for word in words(self.text))

    @property
    def source_key(self) -> tuple[str, ...]:
        """The words of the source, folded."""
        return tuple(word.folded for word in words(self.source))


def sentence_pairs(document: Document) -> Iterator[Pair]:
    """All pairs in order; a segment whose sides do not have as many sentences is one pair."""
    for segment in document.segments:
        if not segment.source or not segment.translation.strip():
            continue
        ours = sentences(segment.translation, segment.language)
        theirs = sentences(segment.source, segment.source_language)
        if len(ours) == len(theirs):
            for one, other in zip(ours, theirs, strict=True):
                yield Pair(segment, one, segment.translation[slice(*one)], segment.source[slice(*other)])
        else:
            yield Pair(segment, Span(0, len(segment.translation)), segment.translation, segment.source)


def may_repeat(texts: Iterable[str]) -> bool:
    """Whether something of ten code points or more between two stops comes twice: a cheap look first."""
    seen: set[str] = set()
    for text in texts:
        for piece in _STOPS.split(text):
            plain = piece.strip().casefold()
            if len(plain) >= _LONG and plain in seen:
                return True
            seen.add(plain)
    return False
