# SPDX-License-Identifier: Apache-2.0
"""Bootstrap over segments as they stream by, and paired tests; numpy is loaded only here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

DRAWS = 1000  # resamples. Source: sacreBLEU's default for its paired tests
_CHUNK = 256  # segments whose weights are drawn together: part of the recipe, for the same seed gives the same weights
_LEVEL = 95.0  # per cent


class Bootstrap:
    """Sums of statistics, each segment taken a random number of times in each of the resamples.

    The times a segment is taken are Poisson(1), so that segments need not be kept.
    Source: Hanley and MacGibbon 2006, Chamandy et al. 2012 (Poisson bootstrap).
    """

    def __init__(self, seed: int, draws: int = DRAWS) -> None:
        self.seed, self.draws = seed, draws
        self._rows: list[Mapping[str, Sequence[float]]] = []
        self._sums: dict[str, NDArray[numpy.float64]] = {}
        self._random: Any = None

    def add(self, statistics: Mapping[str, Sequence[float]]) -> None:
        """The statistics of one segment by name of the series."""
        self._rows.append(statistics)
        if len(self._rows) == _CHUNK:
            self._flush()

    def interval(self, name: str, combine: Callable[[Sequence[float]], float]) -> tuple[float, float] | None:
        """Where 95 % of the resampled values lie; None where there are no values."""
        import numpy

        self._flush()
        if name not in self._sums:
            return None
        values = [combine(row) for row in self._sums[name].tolist() if any(row)]
        if not values:
            return None
        low, high = numpy.percentile(values, [(100 - _LEVEL) / 2, (100 + _LEVEL) / 2])
        return float(low), float(high)

    def _flush(self) -> None:
        if not self._rows:
            return
        import numpy

        if self._random is None:
            self._random = numpy.random.Generator(numpy.random.PCG64(self.seed))
        weights = _poisson()[self._random.integers(0, 1 << 16, (self.draws, _CHUNK), dtype=numpy.uint16)]
        weights = weights[:, : len(self._rows)].astype(numpy.float64)
        for name in dict.fromkeys(name for row in self._rows for name in row):
            size = next(len(row[name]) for row in self._rows if name in row)
            values = numpy.array([row.get(name, (0.0,) * size) for row in self._rows], dtype=numpy.float64)
            self._sums[name] = self._sums.get(name, 0.0) + weights @ values
        self._rows = []


def _poisson() -> NDArray[numpy.uint8]:
    """65,536 values that are distributed as Poisson(1): one random number of 16 bits picks one."""
    import math

    import numpy

    shares = [math.exp(-1) / math.factorial(times) for times in range(9)]
    edges = numpy.round(numpy.cumsum(shares) * (1 << 16)).astype(int)
    table = numpy.full(1 << 16, 8, dtype=numpy.uint8)
    for times in range(8, -1, -1):
        table[: edges[times]] = times
    return table
