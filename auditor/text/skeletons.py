# SPDX-License-Identifier: Apache-2.0
"""How a name sounds, in any script: its consonants as digits, so that Трамп, ترامب and トランプ are "Trump".

Source: the classes of Soundex (Russell, US patent 1261167, 1918), kept over the
whole name and laid out for the letters of other scripts; the names that Unicode
gives to the letters of Devanagari, kana and Hangul.
"""

from __future__ import annotations

import functools
import itertools
import unicodedata
from collections.abc import Sequence

import regex
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

_CLASSES = {
    "1": "bfpvбпвфβπφبپفڤבפףו",
    "2": "cgjkqsxzßçşğжгзйкхсцчшщґѓќџγζκξσςχجچحخزژسشصضغقكکگگذثظזחךכקסצץשג",
    "3": "dtþðђћдтδθτتدطדתט",
    "4": "lłлљλلל",
    "5": "mnñмнњμνمنמםנן",
    "6": "rрρرר",
}
_DIGITS = {letter: digit for digit, letters in _CLASSES.items() for letter in letters} | {"ψ": "12", "й": "", "و": ""}
_PAIRS = {"ντ": "δ", "μπ": "β", "γκ": "γ"}  # Greek letters that may be one consonant together
_NAMED = ("DEVANAGARI", "KATAKANA", "HIRAGANA", "HANGUL")
_LIQUID_FREE = ("KATAKANA", "HIRAGANA", "HANGUL")  # one letter for l and r
_BREATH = regex.compile("[хгґχحخهקחכ]")
_ADJECTIVE = regex.compile(r"(?<=\p{Cyrillic}{4})[сc]ьк\p{L}{1,3}$|(?<=\p{Cyrillic}{4})ск\p{L}{1,3}$")
_SPELLINGS = (
    ("dzs", "j"), ("tsch", "ch"), ("sch", "sh"), ("x", "ks"), ("oo", "u"), ("kh", "h"), ("ch", "h"),
    ("ph", "f"), ("ou", "u"), ("w", "v"), ("j", "i"), ("y", "i"), ("ck", "k"), ("c", "k"), ("q", "k"), ("z", "s"),
)  # fmt: skip
_GREEK = regex.compile(r"\p{Greek}")
_GREEK_GLIDE = regex.compile("γ(?=[ιυο])")  # "w" and "y" of other languages: Γουντς, Γιανγκ
_NEAR = 0.66  # of the longer skeleton: a vowel more or less is none, an ending is one consonant


@functools.lru_cache(maxsize=16384)
def skeleton(word: str) -> str:
    """The consonant classes of a word, doubles as one; empty for a word of vowels or of ideographs."""
    digits = ""
    for mark in unicodedata.normalize("NFC" if _is_liquid_free(word) else "NFKD", word.casefold()):
        for digit in _digits(mark):
            if digits[-1:] != digit:
                digits += digit
    return digits.replace("32", "2")  # "ts", "dj", дж


@functools.lru_cache(maxsize=4096)
def _digits(mark: str) -> str:
    known = _DIGITS.get(mark)
    if known is not None or mark.isascii():
        return known or ""
    parts = unicodedata.name(mark, "").split()  # none of what is newer than the table of Python
    if not parts or parts[0] not in _NAMED:
        return ""
    script, last = parts[0], parts[-1]
    sound = last.casefold()
    if last in ("ANUSVARA", "CANDRABINDU"):
        return "5"
    if last in ("VIRAMA", "NUKTA", "VISARGA", "MARK"):
        return ""
    head = _DIGITS.get(sound[:1], "")
    if script == "HANGUL" and len(sound) > 1:
        head += _DIGITS.get(sound[-1], "")
    head = "5" if sound == "n" else head
    return head.replace("4", "6") if script in _LIQUID_FREE else head


def _is_liquid_free(word: str) -> bool:
    """Whether it is written in kana or Hangul, which have one letter for l and r."""
    return any("ぁ" <= mark <= "ヿ" or "가" <= mark <= "힣" for mark in word)


class _Sounds(dict[int, str]):
    """For `str.translate`: of each letter its class, of each mark that ends a word a blank; filled as they are met."""

    def __missing__(self, code: int) -> str:
        mark = chr(code)
        is_letter = mark.isalpha() or unicodedata.category(mark)[0] == "M"
        made = self[code] = _digits(mark) if is_letter and not "\u3400" <= mark <= "\u9fff" else " "
        return made


_SOUNDS = _Sounds()
# The blocks of Indic scripts are laid out alike: a letter stands as far into its own as its kin into Devanagari's.
# Source: The Unicode Standard, chapter 12, after ISCII.
_INDIC = regex.compile("[\u0980-\u0d7f]")
_DEVANAGARI, _BLOCK = 0x900, 0x80


def skeletons(text: str) -> list[str]:
    """The skeletons of two consonants or more in a text of any script, each once, in order; nothing of ideographs.

    >>> skeletons("બર્લિન માં"), skeletons("Berlin")
    (['1645'], ['1645'])
    """
    text = _INDIC.sub(lambda found: chr(_DEVANAGARI + ord(found[0]) % _BLOCK), text)
    words = unicodedata.normalize("NFKD", text.casefold()).translate(_SOUNDS).split()
    made = ("".join(digit for digit, _ in itertools.groupby(word)).replace("32", "2") for word in words)
    return [word for word in dict.fromkeys(made) if len(word) > 1]


def unlike(name: str, among: Sequence[str]) -> float:
    """How far a name sounds otherwise than the nearest of some skeletons, 0 (the same) to 1; nan where it has none."""
    own = skeletons(name)
    if not own:
        return float("nan")
    found = process.extractOne(own[0], among, scorer=Levenshtein.normalized_similarity)
    return 1.0 - found[1] if found else 1.0


def sounds_alike(one: str, other: str) -> bool:
    """Whether two words may be one name: equal skeletons, or one an ending or a consonant away.

    >>> sounds_alike("Washington", "Вашингтоном"), sounds_alike("Berlin", "Москва")
    (True, False)
    """
    merged = _is_liquid_free(one) or _is_liquid_free(other)
    return any(_are_near(first, second, merged) for first in _readings(one) for second in _readings(other))


@functools.lru_cache(maxsize=16384)
def respelt(word: str) -> str:
    """A folded Latin word in one of the spellings that transcriptions choose between.

    >>> respelt("wladimir") == respelt("vladimir"), respelt("khan") == respelt("han")
    (True, True)
    """
    for one, other in _SPELLINGS:
        word = word.replace(one, other)
    return word


def sounds_the_same(one: str, other: str) -> bool:
    """Whether two words have one skeleton, of two consonants or more."""
    return any(len(reading) > 1 and reading in _readings(other) for reading in _readings(one))


@functools.lru_cache(maxsize=16384)
def _readings(word: str) -> tuple[str, ...]:
    """Skeletons with and without the breath: "h" may be х, г or nothing, "gh" is silent or not, "w" is "v" or none."""
    folded = word.casefold()
    ways = [
        folded,
        folded.replace("gh", ""),
        _BREATH.sub("", folded),
        folded.replace("h", "k"),
        folded.replace("w", "v"),
    ]
    if "j" in folded:
        ways.append(folded.replace("j", "y"))
    if _ADJECTIVE.search(folded):
        ways.append(_ADJECTIVE.sub("", folded))
    if "th" in folded:
        ways.append(folded.replace("th", "z"))
    if _GREEK.search(folded):
        heard = functools.reduce(lambda text, pair: text.replace(*pair), _PAIRS.items(), folded)
        ways += [heard, _GREEK_GLIDE.sub("", heard)]
    return tuple(dict.fromkeys(skeleton(way) for way in ways))


def _are_near(first: str, second: str, merged: bool) -> bool:
    if merged:
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
