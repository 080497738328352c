# SPDX-License-Identifier: Apache-2.0
"""A story and its source, sentence beside sentence where both sides of a segment have as many."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from auditor.model import Document, Segment, Span
from auditor.text.sentences import sentences
from auditor.text.words import words


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
