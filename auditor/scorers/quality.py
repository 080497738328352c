# SPDX-License-Identifier: Apache-2.0
"""The quality estimate and the chance of a critical error: both additive, so both can say why."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from auditor.contract import Scorer, Tally
from auditor.languages import base, profile
from auditor.model import Finding, Segment, Severity
from auditor.text.additive import Model, weights
from auditor.text.foreign import script_pattern
from auditor.text.likeness import likeness
from auditor.text.quality_features import FEATURES, table

if TYPE_CHECKING:
    from auditor.text.additive import Numbers

_WEIGHTS = "quality"
_NEVER_GOOD = 20.0  # the most that a copy, a loop or the wrong language gets. Source: our judgement
_GUARDED = frozenset({"copied-source", "wrong-language", "looping-text", "empty-translation"})
_COPIED, _LOOP = 0.8, 5  # share of words copied; times that a pair of words comes too often; our judgement
_ENOUGH = 4  # words, below which a copy may be a name
# What a sure finding takes from the sum, in standard deviations of people's judgements; our judgement.
_COST = {Severity.NEUTRAL: 0.0, Severity.MINOR: 0.05, Severity.MAJOR: 0.3, Severity.CRITICAL: 1.0}
# What it adds to the log-odds of a critical error.
_NATS = {Severity.NEUTRAL: 0.0, Severity.MINOR: 0.0, Severity.MAJOR: 1.5, Severity.CRITICAL: 4.0}
_PRIOR = math.log(1 / 19)  # one sentence in twenty; our judgement
_MOST_ODDS = 8.0  # nats: no sum of features is surer than 3,000 to 1
_LIKE, _LIKE_WEIGHT = 0.65, 4.0  # an ordinary likeness to a reference, and what one of 1 more adds; our judgement
_LIKE_COVER = 0.15  # of it that is each of the covers by the vectors
_REASONS = 3


@dataclass(frozen=True, slots=True)
class Cause:
    """One reason of an estimate: what, and how many points of 100 it adds or takes."""

    what: str
    points: float


@dataclass(frozen=True, slots=True)
class Estimate:
    """Quality 0..100, the interval that holds nine of ten human judgements, and the chance of a critical error."""

    value: float
    low: float
    high: float
    critical: float
    reasons: tuple[Cause, ...]


class Quality(Scorer):
    """What people would give the translation, 0 to 100, as direct assessment of its adequacy.

    A sum of curves over what can be counted of the two texts, fitted for seven
    pairs of languages and once for all others, less what findings cost; read as
    the mean that people gave to such sums. A copy, a loop, an empty text or one in
    the wrong language can never be good. With a reference, likeness to it counts
    too. The run is the mean over segments.

    Estimates of different pairs are not to be ranked against each other: people
    judged each pair on its own. Of one segment it says little, its interval is
    wide; of many it says which are worth a look.
    Source: MLQE-PE (Fomicheva et al. 2022); figures in reports/quality.md.
    """

    id = "quality"
    needs = ("source",)
    range = (0.0, 100.0)

    def signature(self) -> str:
        """The recipe and the pairs that it was fitted for."""
        pairs = ",".join(sorted(name for name in weights(_WEIGHTS).quality if "-" in name))
        return f"quality|additive|pairs:{pairs}|reference:likeness|model:static|v1"

    def score(self, segments: Sequence[Segment], findings: Mapping[str, Sequence[Finding]]) -> list[Tally | None]:
        """One value for each segment; None where the two are of one language or have no letter."""
        made = estimates(segments, findings)
        return [None if one is None else Tally(one.value, (one.value, 1.0)) for one in made]


class Critical(Scorer):
    """The chance that the translation has a critical error, 0 to 1: says something else, too little, or too much.

    It counts what was found and what is broken on the whole: unrelated, cut,
    joined or looping text. One sentence in twenty is taken to be so beforehand.
    Source: fitted to good rows of MLQE-PE against the same rows broken on purpose, corpora/recipes/train_quality.py.
    """

    id = "critical"
    needs = ("source",)
    better = "lower"
    range = (0.0, 1.0)

    def signature(self) -> str:
        """The recipe and the odds beforehand."""
        return "critical|additive|prior:0.05|model:static|v1"

    def score(self, segments: Sequence[Segment], findings: Mapping[str, Sequence[Finding]]) -> list[Tally | None]:
        """One value for each segment; None where there is no estimate of its quality."""
        made = estimates(segments, findings)
        return [None if one is None else Tally(one.critical, (one.critical, 1.0)) for one in made]


def estimates(segments: Sequence[Segment], findings: Mapping[str, Sequence[Finding]]) -> list[Estimate | None]:
    """An estimate for each segment with its main reasons; None where it cannot be made."""
    able = tuple(segment for segment in segments if _is_judgeable(segment))
    facts = _facts(able)
    made = {}
    for name in sorted({_names(segment, row)[0] for segment, row in zip(able, facts, strict=True)}):
        rows = [place for place, one in enumerate(able) if _names(one, facts[place])[0] == name]
        model = weights(_WEIGHTS).quality[name]
        shares = model.shares(facts[rows])
        for row, own in zip(rows, shares, strict=True):
            made[able[row].id, row] = (model, own)
    chances = _critical(able, facts)
    by_segment = {
        id(segment): _estimate(segment, facts[row], made[segment.id, row], chances[row], findings.get(segment.id, ()))
        for row, segment in enumerate(able)
    }
    return [by_segment.get(id(segment)) for segment in segments]


@lru_cache(maxsize=2)
def _facts(segments: tuple[Segment, ...]) -> Numbers:
    """The features, counted once for both scorers."""
    return table(segments)


def _is_judgeable(segment: Segment) -> bool:
    """Whether there is a source that says something, and the two are not of one language."""
    if not any(char.isalnum() for char in segment.source or ""):
        return False
    return not segment.language or base(segment.language) != base(segment.source_language)


def _names(segment: Segment, row: Numbers) -> tuple[str, str]:
    """The models of a segment, of its quality and of a critical error."""
    other = "any" if math.isfinite(row[0]) else "blind"
    pair = f"{base(segment.source_language)}-{base(segment.language)}"
    return (pair if pair in weights(_WEIGHTS).quality else other), other


def _critical(segments: Sequence[Segment], facts: Numbers) -> list[float]:
    """Log-odds of a critical error by the features, at even odds beforehand."""
    models = weights(_WEIGHTS).critical
    sums = {name: model.intercept + model.shares(facts).sum(axis=1) for name, model in models.items()}
    return [float(sums[_names(segment, facts[row])[1]][row]) for row, segment in enumerate(segments)]


def _estimate(
    segment: Segment, row: Numbers, part: tuple[Model, Numbers], odds: float, findings: Sequence[Finding]
) -> Estimate:
    model, shares = part
    counted = [finding for finding in findings if finding.is_counted]
    causes = dict(zip(FEATURES.values(), map(float, shares), strict=True))
    causes["what was found in the text"] = -min(sum(_COST[f.severity] * f.confidence for f in counted), 3.0)
    if segment.reference:
        causes["likeness to the reference"] = _LIKE_WEIGHT * (_like(segment) - _LIKE)
    total = model.intercept + sum(causes.values())
    value, low, high = _read(model, total)
    nats = odds + _PRIOR + sum(_NATS[f.severity] * f.confidence for f in counted)
    reasons = [Cause(what, round(value - _read(model, total - share)[0], 1)) for what, share in _main(causes)]
    guard = next(_guards(segment, row, counted), None)
    if guard is not None:
        low, value, high = 0.0, min(value / 100 * _NEVER_GOOD, _NEVER_GOOD), min(high, _NEVER_GOOD * 2)
        nats = max(nats, 3.0)  # 19 of 20
        reasons = [Cause(guard, round(value - _read(model, total)[0], 1)), *reasons[: _REASONS - 1]]
    chance = 1 / (1 + math.exp(-min(max(nats, -_MOST_ODDS), _MOST_ODDS)))
    return Estimate(value, low, high, chance, tuple(reasons))


def _main(causes: Mapping[str, float]) -> list[tuple[str, float]]:
    heaviest = sorted(causes.items(), key=lambda cause: -abs(cause[1]))
    return [(what, share) for what, share in heaviest[:_REASONS] if share]


def _read(model: Model, total: float) -> tuple[float, float, float]:
    import numpy as np

    value, low, high = model.read(np.array([total]))
    return float(value[0]), float(low[0]), float(high[0])


def _like(segment: Segment) -> float:
    """Likeness to the reference, in writing and, where the vectors know the language, in what is said."""
    text, reference = segment.translation, segment.reference or ""
    written = likeness(text, reference)
    row = _facts((Segment("", text, reference, language=segment.language, source_language=segment.language),))[0]
    covers = float(row[1] + row[2])
    return written if not math.isfinite(covers) else (1 - 2 * _LIKE_COVER) * written + _LIKE_COVER * covers


def _guards(segment: Segment, row: Numbers, findings: Sequence[Finding]) -> Iterator[str]:
    """Why the translation cannot be good, whatever else is counted."""
    facts = dict(zip(FEATURES, row.tolist(), strict=True))
    letters = [char for char in segment.translation if char.isalpha()]
    if not letters and not any(char.isdigit() for char in segment.translation):
        yield "the translation is empty"
    for finding in findings:
        if finding.check in _GUARDED:
            yield f"found: {finding.check}"
    if facts["copied"] >= _COPIED and segment.translation.count(" ") >= _ENOUGH - 1:
        yield "copied from the source"
    if facts["longest_run"] >= _LOOP and facts["repeated"] > 0.4:
        yield "says one thing again and again"
    own = script_pattern(profile(segment.language).scripts)
    if own is not None and len(letters) > 20 and sum(own.match(char) is not None for char in letters) < len(letters) / 4:
        yield "not in the script of its language"
