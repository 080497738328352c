# SPDX-License-Identifier: Apache-2.0
"""What can be counted of a translation beside its source, for the estimate of its quality.

Every feature is one number that a reader can be told in words. Those of the
vectors are not a number (`nan`) where the shipped model does not know a language.
Source: features of QuEst (Specia et al. 2013) and of the hallucination detectors in Guerreiro et al. 2023,
those of them that need no translation model.
"""

from __future__ import annotations

import math
import unicodedata
import zlib
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import regex

from auditor.engines.token_vectors import pair_vectors
from auditor.languages import base, profile
from auditor.model import Segment
from auditor.text.skeletons import skeletons, unlike
from auditor.text.words import UNSPACED, has_unspaced

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Table = NDArray[np.float64]

# A feature's name, and what it is called when it is a reason for an estimate.
FEATURES = {
    "similarity": "similarity of source and translation",
    "source_cover": "how much of the source is found in the translation",
    "cover": "how much of the translation is found in the source",
    "source_support": "how well the words of the source are answered",
    "support": "how well the words of the translation are founded",
    "source_run": "a stretch of the source with nothing like it in the translation",
    "run": "a stretch of the translation with nothing like it in the source",
    "source_doubts": "words of the source with nothing like them in the translation",
    "doubts": "words of the translation with nothing like them in the source",
    "source_rare": "rare words in the source",
    "rare": "rare words in the translation",
    "source_length": "length of the source",
    "length_ratio": "length against the source",
    "word_ratio": "number of words against the source",
    "source_word_length": "long words in the source",
    "word_length": "long words in the translation",
    "numbers_lost": "numbers of the source that are missing",
    "numbers_added": "numbers that the source does not have",
    "source_numbers": "numbers in the source",
    "source_capitals": "names in the source",
    "capitals": "capital letters against the source",
    "names_lost": "names of the source that are missing",
    "copied": "words copied from the source",
    "repeated": "words said more often than in the source",
    "compressible": "sameness against the source",
    "longest_run": "the same again and again",
    "marks": "punctuation against the source",
    "source_marks": "punctuation in the source",
    "final_mark": "the mark at the end",
    "names_unheard": "names that sound like nothing on the other side",
    "stems": "beginnings of words that come again",
}
VECTORS = 11  # of the features, the first ones, come from the vectors
_WORD = regex.compile(r"[\p{L}\p{M}]+|\p{N}+")
_FIGURE = regex.compile(r"\p{Nd}+(?:[.,\u00a0\u202f ]\p{Nd}{3}\b)*")
_MARK = regex.compile(r"\p{P}")
_FAR = 4.0  # natural logarithm of a ratio: farther is not told apart
_STEM = 4  # code points that are taken as the beginning of a longer word; our judgement
_LATIN_END = "\u0250"  # what begins before it is Latin
_LONG = 2000  # code points that are compressed and counted: more changes no estimate


class _Side(NamedTuple):
    """What is counted of one text, once for all features that need it."""

    text: str
    words: list[str]
    folded: list[str]
    figures: Counter[str]
    marks: int
    capitals: list[str]
    length: int  # letters and digits; a sign of a script without blanks counts as it is


def table(segments: Sequence[Segment]) -> Table:
    """One row for each segment, one column for each of `FEATURES`, in order; both texts are there."""
    import numpy as np

    if not segments:
        return np.zeros((0, len(FEATURES)))
    surface = np.array([_surface(segment) for segment in segments]).reshape(len(segments), -1)
    return np.hstack([vectors(segments), surface])


def vectors(segments: Sequence[Segment]) -> Table:
    """The first columns of the table, `VECTORS` of them, nan where the model does not know a language."""
    return pair_vectors([(s.source or "", s.translation) for s in segments], [_is_known(s) for s in segments])


def _is_known(segment: Segment) -> bool:
    from auditor.engines.embedding import encoder

    known = encoder().card.languages
    return all(tag is None or base(tag) in known for tag in (segment.language, segment.source_language))


def _side(text: str) -> _Side:
    text = text[:_LONG]
    found = _WORD.findall(UNSPACED.sub(r" \g<0> ", text) if has_unspaced(text) else text)
    return _Side(
        text,
        found,
        [word.casefold() for word in found],
        Counter(map(_plain, _FIGURE.findall(text))),
        len(_MARK.findall(text)),
        [word for word in found[1:] if word[0].isupper()],
        sum(map(len, found)),
    )


def _plain(figure: str) -> str:
    return "".join(str(unicodedata.decimal(sign)) for sign in figure if sign.isdecimal())


def _surface(segment: Segment) -> list[float]:
    theirs, ours = _side(segment.source or ""), _side(segment.translation)
    expansion = profile(segment.language).relative_length / profile(segment.source_language).relative_length
    count, source_count = max(len(ours.words), 1), max(len(theirs.words), 1)
    lost, added = theirs.figures - ours.figures, ours.figures - theirs.figures
    known, own = set(theirs.folded), set(ours.folded)
    lower = [word for word in ours.words if word.islower() and len(word) > 3]
    names = [word.casefold() for word in theirs.capitals if len(word) > 3]
    return [
        math.log(theirs.length + 1),
        _logarithm(ours.length + 1, (theirs.length + 1) * expansion),
        _logarithm(count, source_count),
        theirs.length / source_count,
        ours.length / count,
        float(lost.total()),
        float(added.total()),
        float(theirs.figures.total()),
        len(theirs.capitals) / source_count,
        len(ours.capitals) / count - len(theirs.capitals) / source_count,
        sum(name not in own for name in names) / len(names) if names else 0.0,
        sum(word in known for word in lower) / len(lower) if lower else 0.0,
        len(known) / source_count - len(own) / count,
        _sameness(ours.text) - _sameness(theirs.text),
        float(_longest_run(ours.folded) - _longest_run(theirs.folded)),
        (ours.marks - theirs.marks) / math.sqrt(source_count),
        theirs.marks / source_count,
        float(_is_closed(ours.text)) - float(_is_closed(theirs.text)),
        _unheard(theirs, ours),
        _stems(ours.folded) - _stems(theirs.folded),
    ]


def _unheard(theirs: _Side, ours: _Side) -> float:
    """How far the names of a text in Latin letters are from what is heard in one in others; nan for other pairs."""
    if _is_latin(theirs) == _is_latin(ours):
        return math.nan
    named, other = (theirs, ours) if _is_latin(theirs) else (ours, theirs)
    names = [word for word in named.capitals if len(word) > 3]
    heard = skeletons(other.text) if names else []
    far = [value for value in (unlike(name, heard) for name in names) if value == value]
    return sum(far) / len(far) if far else math.nan


def _is_latin(side: _Side) -> bool:
    return 2 * sum(word[0] < _LATIN_END for word in side.words) > len(side.words)


def _stems(folded: Sequence[str]) -> float:
    """Share of the longer words that begin as another does: a text that loops inflects what it says again."""
    stems = [word[:_STEM] for word in folded if len(word) > _STEM]
    return 1.0 - len(set(stems)) / len(stems) if stems else 0.0


def _logarithm(one: float, other: float) -> float:
    return min(max(math.log(one / other), -_FAR), _FAR)


def _sameness(text: str) -> float:
    """0 for a text that cannot be made shorter, towards 1 for one that says one thing again and again."""
    raw = text.encode("utf-8", "replace")
    return 1.0 - (len(zlib.compress(raw, 6)) - 8) / (len(raw) + 1)


def _longest_run(folded: Sequence[str]) -> int:
    """How often the commonest pair of words comes, beyond once."""
    return max(Counter(pairwise(folded)).values(), default=1) - 1


def _is_closed(text: str) -> bool:
    last = text.rstrip()[-1:]
    return bool(last) and unicodedata.category(last)[0] == "P"
