# SPDX-License-Identifier: Apache-2.0
"""Boosted trees read from JSON: each asks a few questions of the form "is this feature above that?" and adds a number.

All leaves of one level ask the same question, so the answers, read as binary digits, are the number of the leaf.
What the model does not know (`nan`) is above nothing.
Source: oblivious trees, Kohavi and Li 1995; as in CatBoost, Prokhorenkova et al. 2018.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]


class Trees(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """Trees of one depth: by tree the column and the threshold of each question, and 2 to the depth leaves.

    The first question is the highest binary digit of a leaf's number.
    """

    intercept: float
    columns: tuple[tuple[int, ...], ...]
    thresholds: tuple[tuple[float, ...], ...]
    leaves: tuple[tuple[float, ...], ...]

    def total(self, table: Numbers) -> Numbers:
        """The sum over all trees with the intercept: one number for each row of features."""
        import numpy as np

        columns, thresholds, powers, starts, leaves = self._arrays
        answers = table[:, columns] > thresholds
        places = answers @ powers + starts
        made: Numbers = self.intercept + np.asarray(leaves[places].sum(axis=1))
        return made

    @cached_property
    def _arrays(self) -> tuple[NDArray[np.intp], Numbers, NDArray[np.intp], NDArray[np.intp], Numbers]:
        import numpy as np

        leaves = np.array(self.leaves)
        powers = 2 ** np.arange(len(self.columns[0]))[::-1].astype(np.intp)
        starts = np.arange(len(leaves)) * leaves.shape[1]
        return np.array(self.columns, np.intp), np.array(self.thresholds), powers, starts, leaves.ravel()
