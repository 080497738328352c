# SPDX-License-Identifier: Apache-2.0
"""What shows, without a source, that a text was cut off."""

from __future__ import annotations

from auditor.engines.lexicon import longer, zipf
from auditor.languages import Language, base
from auditor.text.pairing import Placed, marks, unpaired
from auditor.text.words import Word

_RARE = 2.5  # Zipf below which the last word may be a piece of a longer one
_MORE = 2.0  # how much more frequent the longer word is; 0 such ends in 16,000 of clean news, 20 in 150 cut ones


def is_piece(text: str, last: Word, language: Language) -> bool:
    """Whether the text ends on the beginning of a frequent word: "outside the polic"."""
    if language.lexicon == "none" or not last.text.isalpha() or text[last.end :].strip():
        return False
    if language.cased and not last.text.islower():
        return False
    tag = base(language.tag)
    here = zipf(last.folded, tag)
    return here < _RARE and longer(last.folded, tag) >= max(3.5, here + _MORE)


def is_left_open(text: str, language: Language) -> bool:
    """Whether the last quotation mark or bracket of the text opens and nothing closes it."""
    placed = [Placed(0, 0, mark) for mark in marks(text, language)]
    return bool(placed) and placed[-1].mark.side == "opens" and placed[-1] in unpaired(placed, 0)
