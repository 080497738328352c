# SPDX-License-Identifier: Apache-2.0
"""Additive models read from JSON: the estimate is a sum of one curve for each feature, so each can say its share.

A curve is straight between its knots and level beyond them. It counts from the
mean of the training text: a feature that is unknown (`nan`) adds nothing.
Source: generalised additive models, Hastie and Tibshirani 1986.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import msgspec

from auditor.text.trees import Trees

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]


class Model(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Curves, one for each feature, and how their sum is read.

    `scale` holds sums and the values they stand for, both rising; `low` and `high`
    are what is added to a value at these for the ends of its interval.
    """

    intercept: float
    knots: tuple[tuple[float, ...], ...]
    heights: tuple[tuple[float, ...], ...]
    scale: tuple[tuple[float, ...], tuple[float, ...]] = ((), ())
    low: tuple[float, ...] = ()
    high: tuple[float, ...] = ()

    def shares(self, table: Numbers) -> Numbers:
        """What each feature adds: the shape of `table`, one row for each segment."""
        import numpy as np

        made = np.zeros_like(table)
        for column, (knots, heights) in enumerate(zip(self.knots, self.heights, strict=True)):
            if knots:
                values = table[:, column]
                known = np.isfinite(values)
                made[known, column] = np.interp(values[known], knots, heights)
        return made

    def read(self, total: float) -> tuple[float, float, float]:
        """The value a sum with the intercept stands for, 0..100, and the low and the high end of its interval."""
        places, values = self.scale
        after = min(max(bisect_right(places, total), 1), len(places) - 1)
        share = (total - places[after - 1]) / (places[after] - places[after - 1])
        share = min(max(share, 0.0), 1.0)
        value, low, high = (
            ends[after - 1] + share * (ends[after] - ends[after - 1]) for ends in (values, self.low, self.high)
        )
        return value, max(value + low, 0.0), min(value + high, 100.0)


class Weights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file of weights. Models by pair of languages; `any` for others, `blind` where there are no vectors.

    `quality` is read from curves, which can say their shares; `critical`, the log-odds of an error, from trees.
    """

    features: tuple[str, ...]
    quality: dict[str, Model]
    critical: dict[str, Trees]
    data: str
    licence: str


@cache
def weights(name: str) -> Weights:
    """The weights in `models/NAME/`."""
    return msgspec.json.decode((files("auditor") / "models" / name / "weights.json").read_bytes(), type=Weights)
