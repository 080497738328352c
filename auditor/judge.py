# SPDX-License-Identifier: Apache-2.0
"""Findings and scores against the policy: the verdict is made here and nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from auditor.model import Figures, Reason, Score, Severity, Verdict
from auditor.policy import Policy

_FEW = 100  # segments: below, an interval is wide and a share moves by whole points; our judgement
_NAMED = 3  # documents named in a reason


@dataclass(frozen=True, slots=True)
class Measured:
    """What the gates are held against. All counts leave out what is suppressed or in the baseline."""

    severities: Mapping[str, int] = field(default_factory=dict)
    checks: Mapping[str, int] = field(default_factory=dict)
    points: float = 0.0  # per 1,000 words
    points_interval: tuple[float, float] | None = None
    segments: int = 0
    scores: Mapping[str, Score] = field(default_factory=dict)
    coverage: Mapping[str, int] = field(default_factory=dict)  # segments that had it
    coverage_intervals: Mapping[str, tuple[float, float] | None] = field(default_factory=dict)
    figures: Sequence[Figures] = ()
    is_news: bool = False  # findings of a baseline are left out


def judge(policy: Policy, measured: Measured) -> Verdict:
    """Every gate of the policy with its limit, the measured value and its interval.

    A gate on a score that could not be made is not passed: it was asked for. The
    value decides, not its interval; the note says when the sample is small or the
    limit lies within the interval.
    """
    reasons = (
        *_severity(policy, measured),
        *_points(policy, measured),
        *_counts(policy, measured),
        *_scores(policy, measured),
        *_coverage(policy, measured),
        *_documents(policy, measured),
    )
    return Verdict(all(reason.passed for reason in reasons), reasons)


def _severity(policy: Policy, measured: Measured) -> Iterator[Reason]:
    if policy.fail_on == "never":
        return
    floor = Severity[policy.fail_on.upper()]
    count = sum(measured.severities.get(severity.label, 0) for severity in Severity if severity >= floor)
    named = f"findings of {policy.fail_on} severity" + ("" if floor is Severity.CRITICAL else " or above")
    yield Reason(_new(named, measured), "0", str(count), count == 0)


def _points(policy: Policy, measured: Measured) -> Iterator[Reason]:
    if policy.max_points is not None:
        value, limit = measured.points, policy.max_points
        named = _new("penalty points per 1,000 words", measured)
        note = _note(limit, measured.points_interval, measured.segments)
        yield Reason(named, f"≤ {limit:g}", f"{value:.1f}", value <= limit, measured.points_interval, note)


def _counts(policy: Policy, measured: Measured) -> Iterator[Reason]:
    labels = {severity.label for severity in Severity}
    for name, most in sorted(policy.max_findings.items()):
        is_severity = name in labels
        count = (measured.severities if is_severity else measured.checks).get(name, 0)
        named = f"findings of {name} severity" if is_severity else f"{name} findings"
        yield Reason(_new(named, measured), f"≤ {most}", str(count), count <= most)


def _scores(policy: Policy, measured: Measured) -> Iterator[Reason]:
    for name, least in sorted(policy.min_score.items()):
        score = measured.scores.get(name)
        if score is None:
            yield Reason(name, f"≥ {least:g}", "not available", False)
            continue
        note = _note(least, score.interval, score.segments)
        yield Reason(name, f"≥ {least:g}", f"{score.value:.4g}", score.value >= least, score.interval, note)


def _coverage(policy: Policy, measured: Measured) -> Iterator[Reason]:
    for name, least in sorted(policy.min_coverage.items()):
        count = measured.coverage.get(name, 0)
        share = count / measured.segments if measured.segments else 0.0
        around = measured.coverage_intervals.get(name)
        text = f"{share:.1%} ({count:,} of {measured.segments:,})"
        note = _note(least, around, measured.segments)
        yield Reason(f"segments with {name}", f"≥ {least:.4g}", text, share >= least, around, note)


def _documents(policy: Policy, measured: Measured) -> Iterator[Reason]:
    gates = policy.document
    if gates.max_points is not None:
        most = gates.max_points
        named = _new("each document: penalty points per 1,000 words", measured)
        yield _each(named, f"≤ {most:g}", measured.figures, lambda one: most - _density(one), _shown_density)
    for name, least in sorted(gates.min_score.items()):
        yield _each(
            f"each document: {name}",
            f"≥ {least:g}",
            measured.figures,
            lambda one, name=name, least=least: one.scores.get(name, float("-inf")) - least,  # type: ignore[misc]
            lambda one, name=name: f"{one.scores[name]:.4g}" if name in one.scores else "not available",  # type: ignore[misc]
        )


def _each(
    gate: str, limit: str, figures: Sequence[Figures], room: Callable[[Figures], float], shown: Callable[[Figures], str]
) -> Reason:
    """A gate of every document: `room` is how far one is from the limit, negative when over it."""
    ranked = sorted(figures, key=lambda one: (room(one), one.document))
    failed = [one for one in ranked if room(one) < 0]
    worst = shown(ranked[0]) if ranked else "not available"
    measured = f"{len(failed):,} of {len(ranked):,} documents fail; the worst has {worst}"
    names = [f"{one.document} ({shown(one)}{_size(one)})" for one in failed[:_NAMED]]
    more = f" and {len(failed) - _NAMED} more" if len(failed) > _NAMED else ""
    return Reason(gate, limit, measured, bool(ranked) and not failed, None, ", ".join(names) + more)


def _density(one: Figures) -> float:
    return 1000 * one.points / one.words if one.words else 0.0


def _shown_density(one: Figures) -> str:
    return f"{_density(one):.1f}"


def _size(one: Figures) -> str:
    return f", only {one.segments} segments" if one.segments < _FEW // 10 else ""


def _new(named: str, measured: Measured) -> str:
    return f"new {named}" if measured.is_news else named


def _note(limit: float, interval: tuple[float, float] | None, segments: int) -> str:
    notes = []
    if segments < _FEW:
        notes.append(f"small sample: {segments} segments")
    if interval is not None and interval[0] < limit < interval[1]:
        notes.append("the limit lies within the interval")
    return "; ".join(notes)
