# SPDX-License-Identifier: Apache-2.0
"""Marks that a reference gives away: it has the two words side by side, or fewer such marks than the translation.

Source: our judgement; measured on outputs of systems beside references.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from auditor.engines.neighbours import mark_chance
from auditor.languages import Language, base

# A word, a mark glued to it, a blank, and the next word. A comma there is a matter of taste.
_MARKED = regex.compile(
    r"(?<![\p{L}\p{M}\p{N}&])([\p{L}\p{M}\p{N}]+)(,?[;:!?.\"'’”^@~_|-])[ ](?=(?:[-–—][ ]|\()?([\p{L}\p{M}\p{N}]+))"
)
_SIDE_BY_SIDE = regex.compile(r"(?<![\p{L}\p{M}\p{N}])([\p{L}\p{M}\p{N}]+)[ ](?=([\p{L}\p{M}\p{N}]+))")
_SINGLE, _DOUBLE = "'’‘‚‹›`´", '"“”„«»「」『』'
_QUOTES = _SINGLE + _DOUBLE
_QUOTE = regex.compile(rf"(?<![\p{{L}}\p{{N}}])[{_QUOTES}]|[{_QUOTES}](?![\p{{L}}\p{{N}}])")  # no apostrophe
_SUSPENDED = regex.compile(r"[ ]\p{L}+[ ][\p{L}\p{N}]+-")
_VISARGA = regex.compile(r"\p{Devanagari}$")  # a colon stands for it: "पुन:"
# A mark, and all that may be the same in another language.
_KIN = {
    "!": "!！",
    "?": "?？؟;",
    ";": ";；؛:：—–|",
    ":": ":：;；—–「『",
    "'": _QUOTES,
    '"': _QUOTES,
    "-": "-‐‑–—―",
}
_LIKELY = 0.05  # chance of a comma from which a colon or semicolon is as good
_ENDS = 0.02  # chance of a comma below which no sentence ends where a reference has the words side by side
_SELDOM = 0.01  # chance of a comma below which neither a part of a word nor of a phrase ends between two words


def added_marks(text: str, source: str, reference: str, language: Language) -> Iterator[tuple[int, int]]:
    """Marks `[start, end)` between two words that the reference has without one, or one more than anybody else has."""
    plain = {(match.group(1).casefold(), match.group(2).casefold()) for match in _SIDE_BY_SIDE.finditer(reference)}
    for match in _MARKED.finditer(text):
        word, mark, following = match.group(1).casefold(), match.group(2), match.group(3).casefold()
        chance = mark_chance(word, following, base(language.tag))
        if _is_usual(mark, text, match, chance, language):
            continue
        is_one_more = _is_one_more(mark.lstrip(","), text, (source, reference))
        if mark in ":;":
            is_one_more &= word in language.function_words if chance is None else chance < _LIKELY
        if is_one_more or (word, following) in plain:
            yield match.span(2)


def _is_usual(mark: str, text: str, match: regex.Match[str], chance: float | None, language: Language) -> bool:
    """Whether a mark is part of a word, or of a pair that began before it."""
    word, following = match.group(1).casefold(), match.group(3).casefold()
    is_seldom = chance is not None and chance < _SELDOM
    if mark[-1] in _QUOTES and _is_open(text[: match.start(2)], _DOUBLE if mark[-1] in _DOUBLE else _SINGLE):
        return True
    if mark == "-":  # "Gas- und Strompreise", "medium- to long-term"
        is_linked = following in language.function_words and word not in language.function_words and not is_seldom
        return is_linked or _SUSPENDED.match(text, match.end(2)) is not None
    if mark == ":" and _VISARGA.search(match.group(1)):
        return True
    if mark in "'’" and word[-1] in "sxz" and word not in language.function_words:
        return not (
            following in language.function_words and chance is not None and chance < _LIKELY
        )  # "judges' decision"
    if mark == ".":
        ends = match.group(3)[0].isupper() and not (chance is not None and chance < _ENDS)
        return ends or f"{word}." in language.abbreviations
    return False


def _is_one_more(mark: str, text: str, others: tuple[str, str]) -> bool:
    """Whether the text has such a mark more often than source and reference have any that may stand for it."""
    kin = _KIN.get(mark)
    if kin is None:
        return False
    if mark in "!?":  # also inside a name: "Yahoo!News"
        return text.count(mark) > max(sum(map(other.count, kin)) for other in others)
    ours = kin if kin is _QUOTES else mark
    return _count(ours, text) > max(_count(kin, other) for other in others)


def _count(signs: str, text: str) -> int:
    """How often one of the signs stands outside words and figures."""
    return sum(
        sign in signs and not (text[at - 1 : at].isalnum() and text[at + 1 : at + 2].isalnum())
        for at, sign in enumerate(text)
    )


def _is_open(before: str, signs: str) -> bool:
    """Whether a quotation in such signs began that has not ended."""
    found = [match for match in _QUOTE.finditer(before) if match[0] in signs]
    opened = sum(not _ends_word(before[: match.start()]) for match in found)
    return opened > len(found) - opened


def _ends_word(before: str) -> bool:
    return before.rstrip(".,!?…")[-1:].isalnum() and not before[-1:].isspace()
