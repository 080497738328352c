# SPDX-License-Identifier: Apache-2.0
"""Datelines at the head of a source and its translation: "BAY CITY – ", "BAY CITY, May 3 (XYZ) - ".

Source: Associated Press Stylebook, datelines: the place in capitals, first in the story, before a dash.
"""

from __future__ import annotations

import regex

from auditor.languages import profile
from auditor.model import Span
from auditor.text.names import same_name
from auditor.text.places import fold, mentioned
from auditor.text.words import words

_TAIL = r"(?:,[^()\n–—:]{1,30})?(?:\s?\([^()\n]{1,40}\))?\s?(?:[–—]|--?\s|:\s)"
_THEIRS = regex.compile(rf"(?P<place>\p{{Lu}}[\p{{Lu}}\p{{M}}.'’ -]{{2,30}}?){_TAIL}")
_OURS = regex.compile(rf"(?P<place>\p{{L}}[\p{{L}}\p{{M}}.'’ -]{{2,30}}?){_TAIL}")
_BEGINNING = 4  # letters that two spellings of one place share, as a rule


def changed_dateline(source: str, source_tag: str | None, text: str, tag: str | None) -> tuple[Span, Span] | None:
    """The places of two datelines, ours and theirs, where ours is a known one and another; else None."""
    if not (profile(source_tag).cased and profile(tag).cased):
        return None
    theirs = _THEIRS.match(source)
    ours = _OURS.match(text) if theirs is not None else None
    if theirs is None or ours is None or not _is_other(ours["place"], tag, theirs["place"], source_tag):
        return None
    return Span(*ours.span("place")), Span(*theirs.span("place"))


def _is_other(ours: str, tag: str | None, theirs: str, source_tag: str | None) -> bool:
    here, there = mentioned(ours.title(), tag), mentioned(theirs.title(), source_tag)
    if not here or here.keys() & there.keys():
        return False
    pairs = [(one.text.title(), other.text.title()) for one in words(ours) for other in words(theirs)]
    return not any(same_name(*pair) or _begins(*pair) for pair in pairs)


def _begins(one: str, other: str) -> bool:
    return fold(one)[:_BEGINNING] == fold(other)[:_BEGINNING]
