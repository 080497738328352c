# SPDX-License-Identifier: Apache-2.0
"""Marks that a reference gives away: it has the two words side by side, or no such mark at all.

Source: our judgement; measured on outputs of systems beside references.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from auditor.languages import Language

# A word, a mark glued to it, a blank, and the next word. A comma there is a matter of taste.
_MARKED = regex.compile(
    r"(?<![\p{L}\p{M}\p{N}])([\p{L}\p{M}\p{N}]+)(,?[;:!?.\"'’”^@~_|-])[ ](?=\(?([\p{L}\p{M}\p{N}]+))"
)
_SIDE_BY_SIDE = regex.compile(r"(?<![\p{L}\p{M}\p{N}])([\p{L}\p{M}\p{N}]+)[ ](?=([\p{L}\p{M}\p{N}]+))")
# A mark, and all that may be the same in another language.
_KIN = {
    "!": frozenset("!！"),
    "?": frozenset("?？؟;"),
    ";": frozenset(";；؛:：—–|।"),
    ":": frozenset(":：;；—–「『"),
    "'": frozenset("'’‘‚‹›\"“”„«»「」『』`´"),
    '"': frozenset("'’‘‚‹›\"“”„«»「」『』`´"),
}


def added_marks(text: str, source: str, reference: str, language: Language) -> Iterator[tuple[int, int]]:
    """Marks `[start, end)` between two words that the reference has without one, or in a sentence without any."""
    plain = {(match.group(1).casefold(), match.group(2).casefold()) for match in _SIDE_BY_SIDE.finditer(reference)}
    for match in _MARKED.finditer(text):
        word, mark, following = match.group(1).casefold(), match.group(2), match.group(3).casefold()
        if _is_paired(text, mark, match.start(2)) or (mark == "-" and following in language.function_words):
            continue  # "Gas- und Strompreise"
        if mark in "'’" and word[-1] in "sxz":
            continue  # "the judges' decision"
        if mark == "." and (f"{word}." in language.abbreviations or match.group(3)[0].isupper()):
            continue
        is_alone = text.count(mark) == 1 and _is_nowhere_else(mark, source + reference)
        if (word, following) in plain or (is_alone and (mark not in ":;" or word in language.function_words)):
            yield match.span(2)


def _is_nowhere_else(mark: str, others: str) -> bool:
    kin = _KIN.get(mark.lstrip(","))
    return kin is not None and kin.isdisjoint(others)


def _is_paired(text: str, mark: str, at: int) -> bool:
    """Whether a quotation mark has another before it."""
    return mark[-1] in "\"'’”" and any(sign in text[:at] for sign in "\"'‘“„«")
