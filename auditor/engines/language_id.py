# SPDX-License-Identifier: Apache-2.0
"""Which language a text is in: `langdetect` for documents, `py3langid` for segments."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import regex

_LETTERS = regex.compile(r"[\p{L}\p{M}\s'\N{RIGHT SINGLE QUOTATION MARK}]+")
_SAME = {
    "no": "nb",
    "nn": "nb",
    "zh-cn": "zh",
    "zh-tw": "zh",
    "iw": "he",
    "in": "id",
    "ms": "id",
    "bs": "hr",
    "sr-latn": "hr",
    "gl": "pt",
    "an": "es",
    "mk": "bg",
    "ast": "es",
}
_SAMPLE = 4000  # code points read of a document: more changes nothing
_ENOUGH = 20  # letters; below that every identifier guesses. Source: our judgement


def identify(text: str) -> str | None:
    """The language of a document by `langdetect`, as a primary subtag; None when there are too few letters.

    Capitals are lowered first, because it reads a line in capitals as German
    (langdetect issue 74), and only letters are shown to it; its seed is fixed.
    """
    letters = _only_letters(text[:_SAMPLE])
    if len(letters.replace(" ", "")) < _ENOUGH:
        return None
    detect, error = _langdetect()
    try:
        return merged(detect(letters))
    except error:
        return None


def classify(text: str) -> str | None:
    """The language of a segment by `py3langid`; None when there are too few letters."""
    letters = _only_letters(text)
    if len(letters.replace(" ", "")) < _ENOUGH:
        return None
    return merged(_py3langid()(letters)[0])


def merged(tag: str) -> str:
    """One tag for languages no identifier tells apart reliably (Bokmål and Nynorsk, Malay and Indonesian)."""
    return _SAME.get(tag, tag)


def _only_letters(text: str) -> str:
    return " ".join(" ".join(_LETTERS.findall(text)).split()).lower()


@lru_cache(maxsize=1)
def _langdetect() -> tuple[Any, Any]:
    from langdetect import DetectorFactory, LangDetectException, detect

    DetectorFactory.seed = 0
    return detect, LangDetectException


@lru_cache(maxsize=1)
def _py3langid() -> Any:
    import py3langid

    return py3langid.classify
