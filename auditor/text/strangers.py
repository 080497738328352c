# SPDX-License-Identifier: Apache-2.0
"""Single words of another script than the text's."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from auditor.languages import Language
from auditor.text.foreign import script_pattern

_LATIN_WORD = regex.compile(r"(?<![\p{L}\p{N}.@#$/_\-+:=(\"“«„‘'])\p{Ll}{4,}(?![\p{L}\p{N}.@/_\-+:=)\"”»’'])")
_SIGNS = regex.compile(
    r"(?<![\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}(（\"“«„‘'「『])[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}]+"
)
_BESIDE_NAME = regex.compile(r"\p{Lu}\p{Latin}*[^\p{L}]{1,2}$")
_BEFORE_NAME = regex.compile(r"[^\p{L}]{1,2}\p{Lu}\p{Latin}+")
_QUOTED = frozenset("(（[\"“«„‘'「『)）]\"”»’'」』")


def strangers(text: str, language: Language) -> Iterator[tuple[int, int]]:
    """Latin words in lower case in a text of another script; East Asian signs in a text of letters.

    What stands in brackets or quotation marks is cited, not left over.
    """
    own = script_pattern(language.scripts)
    if own is None or text.isascii():
        return
    if language.latin_loans:
        return
    for match in (_SIGNS if "Latin" in language.scripts else _LATIN_WORD).finditer(text):
        start, end = match.span()
        if own.match(text[start]) is not None:
            continue
        near = text[:start].rstrip()[-1:] + text[end:].lstrip()[:1]
        if _BESIDE_NAME.search(text[:start]) or _BEFORE_NAME.match(text, end):
            continue  # a phrase of that language, not a word left over
        if _QUOTED.isdisjoint(near) and not _is_set_off(text, start, end):
            yield start, end


def _is_set_off(text: str, start: int, end: int) -> bool:
    """Whether the stranger is most of its line: a whole line is another check's affair."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    line = text[first : len(text) if last < 0 else last]
    return 3 * (end - start) > len(line.strip())
