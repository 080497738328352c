# SPDX-License-Identifier: Apache-2.0
"""Texts that remember, sign by sign, where in a file they were read."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise

from auditor.model import Chars, Location, Stretch

# What stands for a code that stands for something: a placeholder, a picture. No language writes it, no check minds it.
MASK = "\N{WHITE SQUARE WITH ROUNDED CORNERS}"

# What HTML and XML collapse; a no-break space is a character.
_BLANK = " \t\n\r\f"
_COLLAPSES = re.compile(r"[\t\n\r\f]|  ")
_PARTS = re.compile(r"[ \t\n\r\f]+|[^ \t\n\r\f](?:[^ \t\n\r\f]| (?=[^ \t\n\r\f]))*")


@dataclass(frozen=True, slots=True)
class Traced:
    """A text and its stretches: in order, without a gap, none for an empty text."""

    text: str
    stretches: tuple[Stretch, ...] = ()

    def divided(self, cuts: Sequence[int]) -> list[Traced]:
        """The pieces between each two of the cuts, which do not fall; in one pass."""
        pieces = []
        first = cuts[0] if cuts else 0
        index = max(bisect.bisect_right(self.stretches, first, key=lambda run: run.at) - 1, 0)
        done = _Passed()
        for start, end in pairwise(cuts):
            kept: list[Stretch] = []
            while index < len(self.stretches) and self.stretches[index].at < end:
                run = self.stretches[index]
                low, high = max(run.at, start), min(run.at + run.length, end)
                if low < high:
                    if run.length == run.end - run.start:
                        run = done.upto(self.text, run, low)._replace(length=high - low, end=run.start + high - run.at)
                    kept.append(run._replace(at=low - start, length=high - low))
                if self.stretches[index].at + self.stretches[index].length > end:
                    break
                index += 1
            pieces.append(Traced(self.text[start:end], tuple(kept)))
        return pieces

    def cut(self, start: int, end: int) -> Traced:
        """The text `[start, end)` with what belongs to it."""
        return self if (start, end) == (0, len(self.text)) else self.divided((start, end))[0]

    def trimmed(self) -> Traced:
        """The text without blanks at its ends."""
        start = len(self.text) - len(self.text.lstrip())
        return self.cut(start, max(start, len(self.text.rstrip())))

    def collapsed(self) -> Traced:
        """The text as HTML shows it: a run of blanks is one blank, none at the ends."""
        text = self.trimmed()
        if not _COLLAPSES.search(text.text):
            return text
        made = _Collapsed()
        for run in text.stretches:
            made.add(text.text[run.at : run.at + run.length], run)
        return Traced("".join(made.texts), tuple(made.stretches))

    def over(self, outer: Traced) -> Traced:
        """This text, read out of the text of `outer`, with its places in the file of `outer`."""
        cuts = list(chain.from_iterable((run.start, run.end) for run in self.stretches))
        made = Tracer()
        for run, below in zip(self.stretches, outer.divided(cuts)[::2], strict=True):
            piece = self.text[run.at : run.at + run.length]
            if run.length == run.end - run.start:
                made.extend(Traced(piece, below.stretches))
            else:
                made.sign(piece, below.location(""))
        return made.made()

    def location(self, path: str, note: str | None = None) -> Location:
        """Where the text stands. An empty text was read nowhere: line 1 then."""
        if not self.stretches:
            return Location(path, 1, 1, note=note)
        first, last = self.stretches[0], self.stretches[-1]
        return Location(path, first.line, first.column, first.start, last.end, self.stretches, note)


class _Passed:
    """Counts lines within one stretch as cuts go through it, so that no sign is counted twice."""

    def __init__(self) -> None:
        self._run: Stretch | None = None

    def upto(self, text: str, run: Stretch, offset: int) -> Stretch:
        """The stretch from `offset` on."""
        last = self._run
        at = last if last is not None and run.at <= last.at <= offset and last.end == run.end else run
        passed = text[at.at : offset]
        lines = passed.count("\n")
        column = len(passed) - passed.rindex("\n") if lines else at.column + len(passed)
        left, start = run.at + run.length - offset, at.start + offset - at.at
        self._run = Stretch(offset, left, start, run.end, at.line + lines, column)
        return self._run


class _Collapsed:
    """A text as it grows without its double blanks."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.stretches: list[Stretch] = []
        self._at = 0

    def add(self, piece: str, run: Stretch) -> None:
        """The next stretch and its text."""
        exact = run.length == run.end - run.start
        if not exact and piece.strip(_BLANK):
            self._put(piece, run.start, run.end, run.line, run.column)
            return
        line, column = run.line, run.column
        for part in _PARTS.finditer(piece):
            first, last = (run.start + part.start(), run.start + part.end()) if exact else (run.start, run.end)
            text = part.group()
            if text[0] not in _BLANK:
                self._put(text, first, last, line, column)
            elif self.texts and self.texts[-1] == " ":
                self.stretches[-1] = self.stretches[-1]._replace(end=last)
            else:
                self._put(" ", first, last, line, column)
            lines = text.count("\n")
            line, column = line + lines, len(text) - text.rindex("\n") if lines else column + len(text)

    def _put(self, text: str, start: int, end: int, line: int, column: int) -> None:
        self.stretches.append(Stretch(self._at, len(text), start, end, line, column))
        self.texts.append(text)
        self._at += len(text)


class Tracer:
    """Builds a traced text from left to right."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._stretches: list[Stretch] = []
        self._next = (-1, -1, -1)  # offset, line and column at which an exact piece would go on with the last
        self.length = 0

    def chars(self, run: Chars) -> None:
        """Add a piece as it was read."""
        self.extend(Traced(run.text, (Stretch(0, len(run.text), *run[1:]),)))

    def sign(self, text: str, place: Location) -> None:
        """Add a text that one thing of the file stands for."""
        start = place.start or 0
        end = start if place.end is None else place.end
        self.extend(Traced(text, (Stretch(0, len(text), start, end, place.line, place.column),)))

    def extend(self, traced: Traced) -> None:
        """Add a traced text."""
        place = self.length
        self._texts.append(traced.text)
        self.length += len(traced.text)
        for run in traced.stretches if traced.text else ():
            self._append(run._replace(at=run.at + place), traced.text[run.at : run.at + run.length])

    def made(self) -> Traced:
        """What was built."""
        return Traced("".join(self._texts), tuple(self._stretches))

    def _append(self, run: Stretch, text: str) -> None:
        exact = run.length == run.end - run.start
        if exact and (run.start, run.line, run.column) == self._next:
            last = self._stretches[-1]
            self._stretches[-1] = last._replace(length=last.length + run.length, end=run.end)
        else:
            self._stretches.append(run)
        lines = text.count("\n")
        column = len(text) - text.rindex("\n") if lines else run.column + len(text)
        self._next = (run.end, run.line + lines, column) if exact else (-1, -1, -1)


def joined(texts: Sequence[str], places: Sequence[Location], between: Sequence[str]) -> tuple[str, Location]:
    """Texts of one file as one, with its place; `between` stands between each two of them."""
    made, notes = Tracer(), list(places[0].notes)
    for number, (text, place) in enumerate(zip(texts, places, strict=True)):
        if number:
            last = places[number - 1]
            made.sign(between[number - 1], Location("", last.line, last.column, last.end or 0, place.start or 0))
            notes += [(offset + made.length, note) for offset, note in place.notes]
        made.extend(Traced(text, place.stretches))
    whole = made.made()
    return whole.text, replace(whole.location(places[0].path, places[0].note), notes=tuple(notes))


def traced(runs: Iterable[Chars]) -> Traced:
    """The runs as one text."""
    made = Tracer()
    for run in runs:
        made.chars(run)
    return made.made()
