# SPDX-License-Identifier: Apache-2.0
"""Errors put aside, so that one broken row, cue or member does not cost those after it."""

from __future__ import annotations

from auditor.errors import InputError


class Failed:
    """The first error of a file, and how many there were."""

    def __init__(self) -> None:
        self._first: InputError | None = None
        self._count = 0

    def add(self, error: InputError) -> None:
        """Put an error aside."""
        self._first = self._first or error
        self._count += 1

    def __bool__(self) -> bool:
        """Whether anything failed."""
        return self._first is not None

    def judge(self, noun: str) -> None:
        """Raises the first error, once all is read; `noun` is what else could not be read, in the plural."""
        if self._first is not None:
            first, more = self._first, self._count - 1
            said = f"{first.reason} (and {more:,} more {noun} that cannot be read)" if more else first.reason
            raise InputError(said, first.path, first.line, first.column)
