# SPDX-License-Identifier: Apache-2.0
"""Finds the source story of a translated one among the stories of another file.

Source: our judgement, after how wires link versions: the same id, a link from one
to the other, else one day and the same names and figures.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from auditor.model import Document

_ANCHOR = regex.compile(r"\p{Nd}+|\p{Lu}[\p{Latin}]{3,}")
_HEAD = 6  # segments in which the names and figures of a story are looked for
_LEAST = 0.34  # shared anchors over all of the smaller story: a third, and two at least
_CLEAR = 1.5  # how many times better the best must be than the next


class Counterparts:
    """The stories of a file, each given out at most once."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._left = dict(enumerate(documents))
        self._alone = len(documents) == 1
        self._anchors = {number: _anchors(document) for number, document in self._left.items()}

    def take(self, document: Document, *, alone: bool = False) -> Document | None:
        """The story that this one goes with; None when none is sure. `alone`: each file holds one story."""
        number = self._linked(document)
        if number is None and alone and self._alone and self._left:
            number = next(iter(self._left))
        if number is None:
            number = self._alike(document)
        return None if number is None else self._left.pop(number)

    def _linked(self, document: Document) -> int | None:
        for number, other in self._left.items():
            if other.id == document.id or other.id == document.original or other.original == document.id:
                return number
        return None

    def _alike(self, document: Document) -> int | None:
        ours = _anchors(document)
        ranked = sorted(((self._likeness(ours, document, number), -number) for number in self._left), reverse=True)
        if not ranked or ranked[0][0] < _LEAST:
            return None
        if len(ranked) > 1 and ranked[1][0] * _CLEAR > ranked[0][0]:
            return None
        return -ranked[0][1]

    def _likeness(self, ours: frozenset[str], document: Document, number: int) -> float:
        days = document.version_date, self._left[number].version_date
        if days[0] and days[1] and _day(days[0]) != _day(days[1]):
            return 0.0
        theirs = self._anchors[number]
        shared = len(ours & theirs)
        if shared < 2:
            return 0.0
        return shared / min(len(ours), len(theirs)) + (days[0] == days[1] and bool(days[0]))


def _anchors(document: Document) -> frozenset[str]:
    text = " ".join(segment.translation for segment in document.segments[:_HEAD])
    return frozenset(word if word.isdecimal() else word.casefold()[:5] for word in _ANCHOR.findall(text))


def _day(date: str) -> str:
    """Year, month and day of a date in either form of ISO 8601."""
    return "".join(sign for sign in date[:10] if sign.isdecimal())[:8]
