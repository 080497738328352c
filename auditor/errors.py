# SPDX-License-Identifier: Apache-2.0
"""Everything that can go wrong, in one tree.

    AuditorError
    ├── InputError      a file or row cannot be read; knows path, line and column
    ├── PolicyError     a setting is wrong; knows its key
    ├── MissingExtra    an optional package is not installed; knows the pip line
    └── CheckCrashed    a check broke on a segment; knows both

A bad translation is never an error: it is a finding.
"""

from __future__ import annotations


class AuditorError(Exception):
    """Something stopped the audit; the message names thing, place and remedy."""


class InputError(AuditorError):
    """An input cannot be read. `line` and `column` count from 1."""

    def __init__(self, message: str, path: str, line: int | None = None, column: int | None = None) -> None:
        self.path, self.line, self.column, self.reason = path, line, column, message
        place = ":".join(str(part) for part in (path, line, column) if part is not None)
        super().__init__(f"{place}: {message}")


class PolicyError(AuditorError):
    """A setting is unknown or has a wrong value. `key` is its dotted name."""

    def __init__(self, message: str, key: str) -> None:
        self.key = key
        super().__init__(f"{key}: {message}")


class MissingExtra(AuditorError):
    """A feature needs a package that the light install leaves out."""

    def __init__(self, feature: str, extra: str) -> None:
        self.extra = extra
        super().__init__(
            f"{feature} needs an optional package; install it with: pip install 'translation-auditor[{extra}]'"
        )


class CheckCrashed(AuditorError):
    """A check raised on a segment: a fault of ours, not of the text."""

    def __init__(self, check: str, segment: str, cause: Exception) -> None:
        self.check, self.segment, self.cause = check, segment, cause
        super().__init__(f"check {check} broke on segment {segment}: {type(cause).__name__}: {cause}")

    def __reduce__(self) -> tuple[type[CheckCrashed], tuple[str, str, Exception]]:
        """Let it travel between processes."""
        return CheckCrashed, (self.check, self.segment, self.cause)
