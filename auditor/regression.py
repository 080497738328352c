# SPDX-License-Identifier: Apache-2.0
"""Whether quality fell against earlier results: paired bootstrap over the segments that both have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from auditor import shelf
from auditor.baseline import home
from auditor.engines import significance
from auditor.errors import AuditorError
from auditor.model import Audit, DocumentAudit, Reason
from auditor.policy import Weights

_ALPHA = 0.05
_DRAWS = 1000
_FEW = 100  # segments; our judgement, as in the judge


class Seen(NamedTuple):
    """What counts of a segment."""

    points: float
    words: int
    scores: Mapping[str, float]


Segments = dict[tuple[str, str, int], Seen]


def segments(documents: Iterable[DocumentAudit], weights: Weights, root: str) -> Segments:
    """The segments by document and source, or by document and id where there is no source.

    What is in a baseline counts here: it was there before, or it was not.
    """
    seen: Segments = {}
    times: Counter[tuple[str, str]] = Counter()
    for audited in documents:
        if audited.document.settings:
            continue
        name = home(audited.document.id, root)
        for segment, words in zip(audited.document.segments, audited.segment_words, strict=True):
            key = (name, f"source {segment.source}" if segment.source else f"id {segment.id}")
            times[key] += 1
            found = (one for one in audited.findings.get(segment.id, ()) if one.suppressed is None)
            points = sum(weights.of(one.severity) for one in found)
            seen[(*key, times[key])] = Seen(points, words, audited.scores.get(segment.id, {}))
    return seen


def reasons(before: Segments, after: Segments, then: Audit, now: Audit, seed: int) -> Iterator[Reason]:
    """A gate for the points and one for each score that both have by one recipe: not significantly worse.

    Raises AuditorError when no segment is in both.
    """
    shared = [key for key in after if key in before]
    if not shared:
        raise AuditorError("no segment of the earlier results is in these: nothing can be compared")
    left = len(after) - len(shared)
    rows = [((before[k].points, float(before[k].words)), (after[k].points, float(after[k].words))) for k in shared]
    yield _reason("penalty points per 1,000 words", rows, _density, "lower", left, seed)
    recipes = {one.scorer: one.signature for one in then.scores}
    for one in now.scores:
        if one.scorer not in recipes:
            continue
        if recipes[one.scorer] != one.signature:
            text = "not compared: the recipe of the score has changed"
            yield Reason(f"{one.scorer} against earlier results", "not significantly worse", text, False)
            continue
        pairs = [(before[k].scores.get(one.scorer), after[k].scores.get(one.scorer)) for k in shared]
        made = [((a, 1.0), (b, 1.0)) for a, b in pairs if a is not None and b is not None]
        better = shelf.scorers()[one.scorer].better if one.scorer in shelf.scorers() else "higher"
        if made:
            yield _reason(f"mean {one.scorer} of a segment", made, _mean, better, len(after) - len(made), seed)


def _reason(
    name: str,
    rows: Sequence[tuple[tuple[float, float], tuple[float, float]]],
    combine: significance.Combine,
    better: str,
    left: int,
    seed: int,
) -> Reason:
    sides = [[row[side] for row in rows] for side in (0, 1)]
    old, new = (combine([sum(column) for column in zip(*side, strict=True)]) for side in sides)
    samples = significance.bootstrapped(sides, combine, seed, _DRAWS)
    gaps = [b - a for a, b in zip(*samples, strict=True)]
    chance = significance.bootstrap_p(samples[0], samples[1], new - old)
    is_worse = (new > old) if better == "lower" else (new < old)
    notes = [f"effect size {_effect(rows):+.2f} (d of the pairs), {len(rows):,} pairs"]
    if left:
        notes.append(f"{left:,} segments have no pair")
    if len(rows) < _FEW:
        notes.append("small sample")
    low, high = significance.interval(gaps)
    return Reason(
        f"{name} against earlier results",
        "not significantly worse",
        f"{old:.4g} to {new:.4g}: {new - old:+.4g} (p {'< 0.001' if chance < 0.001 else f'{chance:.3f}'})",
        not (is_worse and chance < _ALPHA),
        (round(low, 4), round(high, 4)),
        "; ".join(notes),
    )


def _effect(rows: Sequence[tuple[tuple[float, float], tuple[float, float]]]) -> float:
    """Mean of the differences in units of their deviation. Source: Cohen 1988, d for paired samples."""
    gaps = [new[0] - old[0] for old, new in rows]
    mean = sum(gaps) / len(gaps)
    deviation = (sum((gap - mean) ** 2 for gap in gaps) / max(len(gaps) - 1, 1)) ** 0.5
    return mean / deviation if deviation else 0.0


def _density(sums: Sequence[float]) -> float:
    return 1000 * sums[0] / sums[1] if sums[1] else 0.0


def _mean(sums: Sequence[float]) -> float:
    return sums[0] / sums[1] if sums[1] else 0.0
