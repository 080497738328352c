# SPDX-License-Identifier: Apache-2.0
"""Quotations: whether a text has any, and who is said to have said it.

Source: Unicode Quotation_Mark property and Pd (dash) for dialogue; verbs of speech
from the profiles.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import regex

from auditor.languages import profile
from auditor.text.words import Word, words

_MARKS = regex.compile(
    r"[\p{Quotation_Mark}«»]|(?:^|\n)\s*[—–-]\s|&\s?(?:quot|#\s?39|#\s?34|ldquo|rdquo|laquo|raquo)|<<|>>|``|''"
)
_PAIR = regex.compile(r"“([^“”]{12,}?)”|\"([^\"]{12,}?)\"|«([^«»]{12,}?)»|„([^„“”]{12,}?)[“”]|「([^「」]{6,}?)」")
_OPEN_VERB = frozenset("\"”“»«’',،—–-")  # what stands before a verb that its subject follows: ”, said Roe
_OPEN_SUBJECT = _OPEN_VERB | frozenset(("", ".", "!", "?", ":", ";", "…", "\n"))
_OPEN_SPEECH = frozenset(("", ".", "!", "?", ":", ",", "،", "：", "，", "。", "—", "–", "-", "\n"))
_MARKS_OF_END = frozenset((".", ",", "!", "?", "،", "؟", "。", "，", "！", "？", "…"))
_LEAST_WORDS = 6  # in a quotation that is speech and not a title or a word "so called"


class Speaker(NamedTuple):
    """A name beside a verb of speech, `[start, end)`: all words with a capital that stand together there."""

    start: int
    end: int
    name: str


def has_marks(text: str) -> bool:
    """Whether a text has any sign that may open or close speech: marks, dashes of dialogue, their remains."""
    return bool(_MARKS.search(text))


def quoted(text: str) -> Iterator[tuple[int, int]]:
    """Spans of whole quotations long enough to be speech, marks included."""
    for match in _PAIR.finditer(text):
        inside = next(group for group in match.groups() if group is not None)
        if len(words(inside)) >= _LEAST_WORDS or not inside.isascii():
            yield match.span()


def is_speech(text: str, start: int, end: int) -> bool:
    """Whether a quotation is a sentence: a capital or a mark before it opens it, and a mark closes it; no title.

    >>> is_speech('He was "in a really dark place" then.', 7, 31)
    False
    """
    before, inside, after = text[:start].rstrip()[-1:], text[start + 1 : end - 1].strip(), text[end:].lstrip()[:1]
    closed = inside[-1:] in _MARKS_OF_END
    return (inside[:1].isupper() and closed) or (before in _OPEN_SPEECH and (closed or after in _MARKS_OF_END))


@lru_cache(maxsize=64)
def speakers(text: str, tag: str | None) -> tuple[Speaker, ...]:
    """Names with a capital directly beside a verb of speech, before or after it."""
    language = profile(tag)
    if not language.cased or not language.reporting_verbs:
        return ()
    every, found = words(text), []
    for place, word in enumerate(every):
        if word.folded not in language.reporting_verbs:
            continue
        for near in (place - 1, place - 2, place + 1):
            name = every[near] if 0 <= near < len(every) else None
            if name is None or not name.is_capitalised or len(name.text) < 3:
                continue
            if (
                near == place - 2
                and every[place - 1].folded not in language.inversion_auxiliaries | language.function_words
            ):
                continue  # "Roe a déclaré"
            if near > place and text[: word.start].rstrip()[-1:] not in _OPEN_VERB:
                continue  # "told The Gazette": who is told
            first, second = sorted((word, name), key=lambda one: one.start)
            if text[first.end : second.start].strip(" \u00a0\u202f") not in ("", every[place - 1].text):
                continue
            if name.folded not in language.function_words and name.folded not in language.pronouns:
                start, end = _run(text, every, near, -1), _run(text, every, near, 1)
                if near < place and text[: every[start].start].rstrip()[-1:] not in _OPEN_SUBJECT:
                    continue  # "a professor at the Wooster School said": not the school
                found.append(Speaker(every[start].start, every[end].end, text[every[start].start : every[end].end]))
    return tuple(dict.fromkeys(found))


def _run(text: str, every: Sequence[Word], place: int, step: int) -> int:
    """The last word of the run of words with a capital that a place is in, in one direction."""
    while 0 <= place + step < len(every) and every[place + step].is_capitalised:
        first, second = sorted((every[place], every[place + step]), key=lambda word: word.start)
        if text[first.end : second.start].strip(" \u00a0-.") or len(text[first.end : second.start]) > 2:
            break
        place += step
    return place
