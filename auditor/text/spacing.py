# SPDX-License-Identifier: Apache-2.0
"""Blanks and marks that stand wrong to each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import regex

from auditor.languages import Language, profile

_MARKS = ",.;:!?،؛؟。，、"
_ADDRESS = regex.compile(
    r"(?:https?://|www\.)\S+|\S+@\S+|\b[\w-]+\.(?:com|org|net|co|fr|de|es|it|ru|info|gov|eu|tv|io)\b\S*|[@#]\w\S*"
)
_DOUBLED = regex.compile(
    r"(?<=[\p{L}\p{M}\p{N}\"”»)])(?:,{2,3}|(?<!\.)\.\.(?!\.)|;{2,}|(?<![:\w]):{2,}(?!\w)|،{2,}|。{2,}|、{2,}|，{2,}|؛{2,})(?=\s|$|[\p{Pf}\p{Pe}\"])|(?<=[\p{Lo}\p{Lm}])[。、，]{2,}"
)
_TWO = re.compile(r"[,.;:،。、，؛]{2}")  # a cheap look before it
_RUN = regex.compile(r"(?<=[^\s.!?:。])[ \N{NO-BREAK SPACE}]{2,}(?=\S)|(?<=[.!?:。])[ \N{NO-BREAK SPACE}]{3,}(?=\S)")
_LONELY_APOSTROPHE = regex.compile(
    r"(?<=\p{L})[ ]['’][ ](?=\p{L}{1,3}(?!\p{L}))"
    r"|(?<=\b(?i:[dljmnstc]|qu|un|dell|nell|all|dall|sull|quest))[ ]['’][ ]?(?=\p{L}{2})"
)
_SET = regex.compile(r"(?<=[\p{L}\p{N}\p{Pf}\p{Pe}\"])[,.;:!?](?=\s|$)")  # a mark at its word
_TABLE = regex.compile(r"\t|[|]\s")


def misspaced(text: str, language: Language) -> Iterator[tuple[int, int, str, str]]:
    """Places `(start, end, repair, why)`; none inside web and mail addresses."""
    found = list(_misspaced(text, language))
    addresses = [match.span() for match in _ADDRESS.finditer(text)] if found else []
    for start, end, repair, why in found:
        if not any(first <= start < last for first, last in addresses):
            yield start, end, repair, why


def has_seam(text: str, source: str, language: Language) -> bool:
    """Whether a blank stands before a mark that takes none, in a text that sets most of its marks well.

    Text that was cut or put in by hand or by a model leaves such seams; the source must not be spaced so.
    """
    before = [match.span() for match in _patterns(language.tag)[0].finditer(text)]
    own = [span for span in before if text[max(0, span[0] - 2) : span[1] + 1] not in source]
    return bool(own) and len(before) < len(_SET.findall(text))


def _misspaced(text: str, language: Language) -> Iterator[tuple[int, int, str, str]]:
    before, after = _patterns(language.tag)
    for match in before.finditer(text):
        mark = match.group().lstrip()
        yield match.start(), match.end(), mark, f"A blank stands before “{mark}”."
    for match in after.finditer(text):
        yield match.start(), match.end(), match.group() + " ", f"No blank follows “{match.group()}”."
    for match in _DOUBLED.finditer(text) if _TWO.search(text) else ():
        yield match.start(), match.end(), match.group()[0], f"The mark “{match.group()[0]}” is doubled."
    for match in _LONELY_APOSTROPHE.finditer(text) if " '" in text or " ’" in text else ():
        yield match.start(), match.end(), match.group().strip(), "An apostrophe stands between blanks."
    if not _TABLE.search(text):
        for match in _RUN.finditer(text):
            yield match.start(), match.end(), " ", "Several blanks stand in a row."


@lru_cache(maxsize=64)
def _patterns(tag: str) -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    """Patterns of a blank before a mark that takes none, and of a mark with no blank after it."""
    language = profile(tag)
    tight = "".join(mark for mark in _MARKS if mark not in language.space_before)
    before = (
        rf"(?<=[\p{{L}}\p{{M}}\p{{N}}\"”»)\]%])[ \N{{NO-BREAK SPACE}}]+(?!\.[ \N{{NO-BREAK SPACE}}]\.)[{tight}]"
        r"(?=[\s\"”»’)\]]|$|\p{L})(?!\p{L}\p{Lu}*[):])"
    )
    if not language.spaced:
        return regex.compile(before), regex.compile(r"(?!)")
    comma = r"(?<=\p{L}[\p{L}\p{M}])[,;،؛](?=\p{L})"
    # A stop or question mark glued to the next sentence: lower case, mark, capital and lower case.
    stop = r"(?<=\p{Ll}{3})(?<!Yahoo)[.!?](?=\p{Lu}\p{Ll}{2})" if language.cased else r"(?<=\p{L}{3})[!؟?۔](?=\p{L}{3})"
    return regex.compile(before), regex.compile(rf"{comma}|{stop}")
