# SPDX-License-Identifier: Apache-2.0
"""How a name sounds, in any script: its consonants as digits, so that Трамп, ترامب and トランプ are "Trump".

Source: the classes of Soundex (Russell, US patent 1261167, 1918), kept over the
whole name and laid out for the letters of other scripts; the names that Unicode
gives to the letters of Devanagari, kana and Hangul.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

_CLASSES = {
    "1": "bfpvбпвфβπφبپفڤבפףו",
    "2": "cgjkqsxzßçşğжгзйкхцчшщґѓќџγζκξσςχجچحخزژسشصضغقكکگگذثظזחךכקסצץשג",
    "3": "dtþðђћдтδθτتدطדתט",
    "4": "lłлљλلל",
    "5": "mnñмнњμνمنמםנן",
    "6": "rрρرר",
}
_DIGITS = {letter: digit for digit, letters in _CLASSES.items() for letter in letters} | {"ψ": "12", "й": "", "و": ""}
_NAMED = ("DEVANAGARI", "KATAKANA", "HIRAGANA", "HANGUL")
_LIQUID_FREE = ("KATAKANA", "HIRAGANA", "HANGUL")  # one letter for l and r
_NEAR = 0.66  # of the longer skeleton: a vowel more or less is none, an ending is one consonant


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """The consonant classes of a word, doubles as one; empty for a word of vowels or of ideographs."""
    digits = ""
    for mark in unicodedata.normalize("NFKD" if not _is_hangul(word) else "NFC", word.casefold()):
        for digit in _digits(mark):
            if digits[-1:] != digit:
                digits += digit
    return digits.replace("32", "2")  # "ts", "dj", дж


def _is_hangul(word: str) -> bool:
    return any("가" <= mark <= "힣" for mark in word)


@lru_cache(maxsize=4096)
def _digits(mark: str) -> str:
    known = _DIGITS.get(mark)
    if known is not None or mark.isascii():
        return known or ""
    script, *rest = unicodedata.name(mark, "").split()[:1] + unicodedata.name(mark, "").split()[-1:]
    if script not in _NAMED or not rest:
        return ""
    sound = rest[0].casefold()
    if rest[0] in ("ANUSVARA", "CANDRABINDU"):
        return "5"
    if rest[0] in ("VIRAMA", "NUKTA", "VISARGA", "MARK"):
        return ""
    head = _DIGITS.get(sound[:1], "")
    if script == "HANGUL" and len(sound) > 1:
        head += _DIGITS.get(sound[-1], "")
    head = "5" if sound == "n" else head
    return head.replace("4", "6") if script in _LIQUID_FREE else head


def _is_liquid_free(word: str) -> bool:
    return any("ぁ" <= mark <= "ヿ" or "가" <= mark <= "힣" for mark in word)


def sounds_alike(one: str, other: str) -> bool:
    """Whether two words may be one name: equal skeletons, or one an ending or a consonant away.

    >>> sounds_alike("Washington", "Вашингтоном"), sounds_alike("Berlin", "Москва")
    (True, False)
    """
    first, second = skeleton(one), skeleton(other)
    if _is_liquid_free(one) or _is_liquid_free(other):
        first, second = first.replace("4", "6"), second.replace("4", "6")
    if not first or not second:
        return False
    if first == second:
        return True
    shorter, longer = sorted((first, second), key=len)
    if len(shorter) < 2:
        return False
    if longer.startswith(shorter) and len(longer) - len(shorter) <= 2:
        return True
    return len(shorter) > 2 and Levenshtein.normalized_similarity(first, second) >= _NEAR
