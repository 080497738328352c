# SPDX-License-Identifier: Apache-2.0
"""How much a translation is like a reference of it, in what it says and how it is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import regex

_TOKEN = regex.compile(r"[\p{L}\p{M}]+|\p{N}+|[^\s\p{L}\p{M}\p{N}]")
_ORDERS = (
    1,
    2,
    3,
    4,
    6,
)  # signs, blanks among them. Source: Popović 2015, who leaves blanks out; every order costs time
_WORD_ORDERS = (1, 2)  # Source: Popović 2017, chrF++
_BETA = 1.5  # recall counts more: between Popović 2015 and 2016, for repeats and for losses
_MOST = 4000  # code points that are compared


def likeness(translation: str, reference: str) -> float:
    """0 for nothing in common to 1 for the same: the mean F of runs of signs and of words and marks, case counted.

    Blanks count, so that "word ." is not "word.".

    >>> likeness("The port is shut.", "The port is shut."), likeness("xyz", "The port")
    (1.0, 0.0)
    """
    one, other = " ".join(translation[:_MOST].split()), " ".join(reference[:_MOST].split())
    ours, theirs = _TOKEN.findall(one), _TOKEN.findall(other)
    parts = [(_runs(one, order), _runs(other, order)) for order in _ORDERS]
    parts += [(_runs(ours, order), _runs(theirs, order)) for order in _WORD_ORDERS]
    values = [_f(mine, wanted) for mine, wanted in parts if wanted]
    return sum(values) / len(values) if values else 0.0


def _runs(items: Sequence[str], order: int) -> Counter[object]:
    if isinstance(items, str):
        return Counter(items[place : place + order] for place in range(len(items) - order + 1))
    rows: Iterable[object] = zip(*(items[place:] for place in range(order)), strict=False)
    return Counter(rows)


def _f(mine: Counter[object], wanted: Counter[object]) -> float:
    common = (mine & wanted).total()
    if not common:
        return 0.0
    precision, recall = common / mine.total(), common / wanted.total()
    return (1 + _BETA**2) * precision * recall / (_BETA**2 * precision + recall)
