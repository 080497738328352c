# SPDX-License-Identifier: Apache-2.0
"""Which language a text is in: `langdetect` for documents, `py3langid` for segments."""

from __future__ import annotations

import struct
from functools import cache, lru_cache, partial
from typing import TYPE_CHECKING, Any

import regex

from auditor.languages.store import kept, kept_array, kept_trie

if TYPE_CHECKING:
    from marisa_trie import BytesTrie

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
    from importlib.metadata import version

    from langdetect import DetectorFactory, LangDetectException, detect, detector_factory
    from marisa_trie import BytesTrie

    stamp = version("langdetect")
    tags = kept("langdetect", stamp, list[str], lambda: list(_profiles().langlist))
    made = DetectorFactory()
    made.langlist = tags
    made.word_lang_prob_map = _Odds(kept_trie("langdetect", stamp, BytesTrie, _packed), len(tags))
    DetectorFactory.seed = 0
    detector_factory._factory = made
    return detect, LangDetectException


class _Odds(dict[str, list[float]]):
    """The odds of each language by a run of letters, unpacked when they are asked for.

    `langdetect` reads fifty-five files of profiles before its first answer, which takes
    longer than to audit a story; mapped into memory they are there at once.
    """

    def __init__(self, trie: BytesTrie, size: int) -> None:
        super().__init__()
        self._trie, self._size = trie, size

    def __contains__(self, run: object) -> bool:
        try:
            return run in self._trie
        except UnicodeEncodeError:  # a lone surrogate
            return False

    def __missing__(self, run: str) -> list[float]:
        odds = [0.0] * self._size
        for place, value in struct.iter_unpack("<Bd", self._trie[run][0]):
            odds[place] = value
        self[run] = odds
        return odds


def _profiles() -> Any:
    from langdetect import detector_factory

    detector_factory.init_factory()
    return detector_factory._factory


def _packed() -> BytesTrie:
    from marisa_trie import BytesTrie

    listed = _profiles().word_lang_prob_map.items()
    return BytesTrie(
        (run, b"".join(struct.pack("<Bd", place, value) for place, value in enumerate(odds) if value))
        for run, odds in listed
    )


@lru_cache(maxsize=1)
def _py3langid() -> Any:
    """`py3langid` over tables mapped into memory: to unpack its model takes as long as to audit a story."""
    from importlib.metadata import version

    from py3langid.langid import LanguageIdentifier

    names = ("odds", "priors", "classes", "moves", "rows", "features")
    odds, priors, classes, moves, rows, features = (
        kept_array(f"py3langid-{name}", version("py3langid"), partial(_part, place)) for place, name in enumerate(names)
    )
    made = LanguageIdentifier(
        odds, priors, classes.tolist(), memoryview(moves.data), features.tolist(), tk_row=rows.tolist()
    )
    return made.classify


def _part(place: int) -> Any:
    import numpy as np

    return np.asarray(_model()[place])


@cache
def _model() -> Any:
    from py3langid.langid import MODEL_DIR, MODEL_FILE
    from py3langid.modelio import load_model

    return load_model(MODEL_DIR / MODEL_FILE)
