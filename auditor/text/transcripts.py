# SPDX-License-Identifier: Apache-2.0
"""What a transcript has and a story has not: labels of voices, remarks in brackets, times."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import regex

from auditor.languages import profile

_TIME = r"[\[(<]?\d{1,2}:\d{2}:\d{2}(?:[.,]\d{1,3})?[\])>]?(?=\s|$)"


def labels(text: str, tags: tuple[str | None, ...]) -> Iterator[tuple[int, int]]:
    """Labels at heads of lines ("Speaker 2:", "[00:01:15]") and remarks in brackets ("[inaudible]")."""
    heads, remarks = _patterns(tags)
    if ":" in text or "：" in text:
        for match in heads.finditer(text):
            said = match.group()
            yield match.end() - len(said.lstrip()), match.start() + len(said.rstrip())
    if "[" in text or "(" in text or "（" in text or "［" in text:
        for match in remarks.finditer(text):
            yield match.span()


@lru_cache(maxsize=64)
def _patterns(tags: tuple[str | None, ...]) -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    known = [profile(tag) for tag in dict.fromkeys(tags)]
    speakers = "|".join(sorted(map(regex.escape, frozenset().union(*(k.speaker_words for k in known))))) or "(?!)"
    notes = "|".join(sorted(map(regex.escape, frozenset().union(*(k.transcript_notes for k in known))))) or "(?!)"
    heads = (
        rf"(?m:^)[ \t]*(?:(?i:{speakers})\s?(?:\#?\d{{1,2}}|[A-F])\s?[:：]"
        rf"|(?:(?i:{speakers})\s?\d{{0,2}}\s?)?{_TIME}\s?:?(?=\s*\p{{L}}))"
    )
    # A stage direction in round brackets may be the reporter's own; square ones are the typist's.
    remarks = rf"[\[［](?i:{notes})(?:\s\d{{1,2}}:\d{{2}}(?::\d{{2}})?)?[\]］]"
    remarks += r"|\((?i:inaudible|unintelligible|crosstalk)\)"
    return regex.compile(heads), regex.compile(remarks)
