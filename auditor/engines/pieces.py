# SPDX-License-Identifier: Apache-2.0
"""The pieces of texts, by way of their words: each word is divided once, and then looked up.

A tokenizer that lower-cases, replaces single characters and then looks at one
word at a time says of a word what it says of it in any text. Its own library goes
through the text once for each replacement; here one table does. The pieces are the
same, in about a quarter of the time.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import regex

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Pieces = Callable[[Sequence[str]], list[list[int]]]
_MOST = 65536  # words kept: more than a day's news has in one language
_ONE_SIGN = re.compile(r"\[[^\[\]&|~^]+\]|\\u[0-9A-Fa-f]{4}|[^\\.^$*+?{}\[\]|()]")  # a class of characters, or one


def pieces_of(tokenizer: Tokenizer) -> Pieces:
    """What turns texts into the numbers of their pieces, special ones left out."""
    try:
        normalizer = json.loads(tokenizer.normalizer.__getstate__())
        divider = json.loads(tokenizer.pre_tokenizer.__getstate__())
        return _by_words(tokenizer, normalizer["normalizers"], divider)
    except (AttributeError, KeyError, TypeError, ValueError):  # of another make
        return lambda texts: _by_library(tokenizer, texts)


def _by_library(tokenizer: Tokenizer, texts: Sequence[str]) -> list[list[int]]:
    # Lone surrogates are no text to the library.
    whole = [text if text.isascii() else text.encode("utf-8", "replace").decode() for text in texts]
    return [made.ids for made in tokenizer.encode_batch_fast(whole, add_special_tokens=False)]


def _by_words(tokenizer: Tokenizer, steps: Sequence[dict[str, object]], divider: dict[str, object]) -> Pieces:
    """Raises KeyError, TypeError or ValueError for a tokenizer of another make."""
    if [step["type"] for step in steps[:2]] != ["NFKC", "Lowercase"] or not divider["invert"]:
        raise ValueError("another make")
    signs = _Signs([(_pattern(step), str(step["content"])) for step in steps[2:]])
    divide = regex.compile(divider["pattern"]["Regex"]).findall  # type: ignore[index]
    model = tokenizer.model
    known: dict[str, tuple[int, ...]] = {}

    def pieces(text: str) -> list[int]:
        plain = text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).lower().translate(signs)
        made: list[int] = []
        for word in divide(plain):
            ids = known.get(word)
            if ids is None:
                if len(known) >= _MOST:
                    known.clear()
                ids = known[word] = tuple(piece.id for piece in model.tokenize(word))
            made += ids
        return made

    return lambda texts: [pieces(text) for text in texts]


class _Signs(dict[int, str]):
    """What stands for each character after all steps, worked out when it first comes up."""

    def __init__(self, steps: Sequence[tuple[re.Pattern[str], str]]) -> None:
        super().__init__()
        self._steps = steps

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        for pattern, content in self._steps:
            sign = pattern.sub(content, sign)
        self[code] = sign
        return sign


def _pattern(step: dict[str, object]) -> re.Pattern[str]:
    """The single characters that a step replaces, none of them ASCII."""
    pattern = step["pattern"]["Regex"]  # type: ignore[index]
    if step["type"] != "Replace" or not _ONE_SIGN.fullmatch(pattern):
        raise ValueError("another make")
    return re.compile(pattern)
