# SPDX-License-Identifier: Apache-2.0
"""What a comparison says: the structs are its JSON format, and all that its page and its text know."""

from __future__ import annotations

from typing import Literal

import msgspec


class SystemScore(msgspec.Struct, frozen=True, kw_only=True):
    """One score of one system; against the first system: difference, its interval, and the chances of error."""

    system: str
    value: float
    interval: tuple[float, float]
    difference: float | None = None  # to the baseline
    difference_interval: tuple[float, float] | None = None
    p_bootstrap: float | None = None
    p_randomization: float | None = None
    p_corrected: float | None = None  # Holm, of the greater of the two
    verdict: Literal["baseline", "better", "worse", "cannot be told apart"] = "baseline"


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """One score of all systems, in the order given, and the groups that cannot be told apart, the best first."""

    score: str
    better: str
    signature: str
    segments: int
    left_out: int  # segments that not every system has this score for
    systems: tuple[SystemScore, ...]
    clusters: tuple[tuple[str, ...], ...]


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the segments: the leading score of each system there."""

    kind: str  # "length", "document", "domain"
    name: str
    segments: int
    values: dict[str, float | None]
    winner: str | None  # none where the part is small or the best two cannot be told apart


class CheckCounts(msgspec.Struct, frozen=True, kw_only=True):
    """Findings of a check in each system."""

    check: str
    findings: dict[str, int]
    fewest: str | None = None  # the system that leads; none where the best two cannot be told apart


class Differing(msgspec.Struct, frozen=True, kw_only=True):
    """A segment where the systems differ much."""

    id: str
    document: str
    source: str | None
    reference: str | None
    translations: dict[str, str]
    values: dict[str, float]
    findings: dict[str, tuple[str, ...]]


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """Everything a comparison says."""

    version: Literal[1] = 1
    systems: tuple[str, ...]
    segments: int
    words: dict[str, int]
    leading: str
    seed: int
    resamples: int
    trials: int
    comparisons: tuple[Comparison, ...]
    parts: tuple[Part, ...]
    checks: tuple[CheckCounts, ...]
    differing: tuple[Differing, ...]
    notes: tuple[str, ...]
    broken: tuple[str, ...] = ()  # checks and scorers that broke, in which system
