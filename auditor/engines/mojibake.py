# SPDX-License-Identifier: Apache-2.0
"""Text decoded with the wrong encoding: found by `ftfy`, which is never let to change it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import regex

# A run that could be mojibake: signs that are not ASCII, with what stands between them.
_RUN = regex.compile(r"[^\x00-\x7f]+(?:[ \x00-\x1f]?[^\x00-\x7f]+)*")
_WORDS = regex.compile(r"\S+(?:[ \t]\S+)*")
# UTF-8 of kana and Han read as Shift-JIS: half-width kana and rare kanji in a row.
_SHIFT_JIS = regex.compile(r"(?:[縺繧繝荳莉譁蜿邨][\p{Han}\p{Katakana}\p{Hiragana}\uff61-\uff9f｡-ﾟ・�]?){1,}")
_SHIFT_JIS_ONLY = regex.compile(r"[縺繧繝\uff61-\uff9f]")  # rare as Han, certain as the rest of kana
# UTF-8 of Cyrillic read as Windows-1251: Р or С, then a sign from its upper control half, again and again.
_CYRILLIC_PAIRS = re.compile(r"(?:[РС][ЂЃ‚ѓ„…†‡€‰ЉЊЌЋЏђ‘’“”•–—™љњќћџ\xa0ЎўЈ¤Ґ¦§Ё©Є«¬\xad®Ї°±Ііґµ¶·ё№є»јЅѕї]){2,}")
_LATIN_PAIRS = re.compile(
    r"(?:[ÃÂÅÄÐÑØÙÎÏ][\x80-\xbf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122])|â[\x80\u20ac][\x80-\xbf\u0152-\u0192\u02c6-\u02dc\u2013-\u2122\"]?|[æçèéåäêëì][\x80-\xbf\u0152-\u0192\u02c6-\u02dc\u2013-\u2122]{2}"
)


def mojibake(text: str) -> Iterator[tuple[int, int, str | None]]:
    """Spans `(start, end, repair)`; the repair is None when ftfy knows none. Nearby runs are one."""
    if text.isascii():
        return
    spans: list[tuple[int, int]] = []
    pairs = sum(1 for _ in _LATIN_PAIRS.finditer(text))
    for match in _RUN.finditer(text) if pairs else ():
        inside = pairs > 1 or text[match.end() : match.end() + 1].isalpha()
        if _is_bad(match.group(), inside):
            pair = _LATIN_PAIRS.search(text, match.start(), match.end())
            spans.append((pair.start() if pair and pair.start() > match.start() else match.start(), match.end()))
    spans += [match.span() for match in _SHIFT_JIS.finditer(text) if _SHIFT_JIS_ONLY.search(match.group())]
    spans += [match.span() for match in _CYRILLIC_PAIRS.finditer(text)]
    for start, end in _joined(sorted(spans), text):
        yield start, end, _repaired(text[start:end])


def _is_bad(run: str, inside: bool) -> bool:
    """Whether ftfy finds the run unlikely, or it is exactly a letter and stands inside a word or among its like.

    "PÅ»" at the end of a Swedish quotation is no Polish letter.
    """
    if not _LATIN_PAIRS.search(run):
        return False
    from ftfy.badness import is_bad

    repaired = _repaired(run)
    return (
        is_bad(run) or (repaired is not None and len(repaired) < len(run)) or (inside and _redecoded(run) is not None)
    )


def _repaired(run: str) -> str | None:
    from ftfy import fix_encoding

    fixed = str(fix_encoding(run))
    return fixed if fixed != run else _redecoded(run)


def _redecoded(run: str) -> str | None:
    """The letters whose UTF-8 bytes were read as Windows-1252, where all of the run is that: "Ä™" is "ę".

    ftfy leaves short runs alone; two bytes that are exactly one letter are no chance.
    """
    for encoding in ("sloppy-windows-1252", "sloppy-windows-1251"):
        try:
            text = run.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
        # Letters of two bytes only: three make a Han sign of « é, no-break space, » » too.
        if text.isalpha() and len(text) < len(run) and max(text) < "\u0800":
            return text
    return None


def _joined(spans: list[tuple[int, int]], text: str) -> Iterator[tuple[int, int]]:
    """Runs with at most a word between them are one piece of damage."""
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start - merged[-1][1] <= 3 and "\n" not in text[merged[-1][1] : start]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    yield from merged
