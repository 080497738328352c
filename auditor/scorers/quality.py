# SPDX-License-Identifier: Apache-2.0
"""The quality estimate, additive so that it can say why, and the chance of a critical error."""

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
from auditor.text.quality_features import FEATURES, table, vectors

if TYPE_CHECKING:
    from auditor.text.additive import Numbers

_WEIGHTS = "quality"
_NEVER_GOOD = 20.0  # what a text with a critical error is worth, a copy or a loop at most. Source: our judgement
_GUARDED = frozenset({"copied-source", "wrong-language", "looping-text", "empty-translation"})
_COPIED, _LOOP = 0.8, 5  # share of words copied; times that a pair of words comes too often; our judgement
_ENOUGH = 4  # words, below which a copy may be a name
# What a sure finding takes from the sum, in standard deviations of people's judgements; our judgement.
_COST = {Severity.NEUTRAL: 0.0, Severity.MINOR: 0.05, Severity.MAJOR: 0.3, Severity.CRITICAL: 1.0}
# What it adds to the log-odds of a critical error.
_NATS = {Severity.NEUTRAL: 0.0, Severity.MINOR: 0.5, Severity.MAJOR: 3.0, Severity.CRITICAL: 5.0}
_PRIOR = math.log(1 / 19)  # one sentence in twenty; our judgement
_MOST_ODDS = 8.0  # nats: no sum of features is surer than 3,000 to 1
_LIKE, _LIKE_WEIGHT = 0.65, 4.0  # an ordinary likeness to a reference, and what one of 1 more adds; our judgement
_BESIDE = 0.25  # what the curves count for beside a reference, which knows better; our judgement
_LIKE_COVER = 0.15  # of it that is each of the covers by the vectors
_DOUBT, _MOST_DOUBT = 0.8, 2.0  # nats for a quality one deviation under the usual, and how many count; our judgement
_CAUGHT = math.log(19)  # nats of a critical error that a guard is sure of at least; our judgement
# Longer texts have more errors: what a logarithm of length takes, of pairs that the curves were not fitted to or
# beyond the lengths that they were. Source: ESA 2024 and DA of 2022 and 2023, which agree on about one.
_PER_LENGTH, _ORDINARY = 1.0, 4.5  # 4.5: 90 letters
_REASONS = 3
_LENGTH = list(FEATURES).index("source_length")


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
        return f"quality|additive|pairs:{pairs}|reference:likeness|model:static|v2"

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
        return "critical|trees|prior:0.05|model:static|v3"

    def score(self, segments: Sequence[Segment], findings: Mapping[str, Sequence[Finding]]) -> list[Tally | None]:
        """One value for each segment; None where there is no estimate of its quality."""
        made = estimates(segments, findings)
        return [None if one is None else Tally(one.critical, (one.critical, 1.0)) for one in made]


def estimates(segments: Sequence[Segment], findings: Mapping[str, Sequence[Finding]]) -> list[Estimate | None]:
    """An estimate for each segment with its main reasons; None where it cannot be made."""
    able = tuple(segment for segment in segments if _is_judgeable(segment))
    made = _estimates(able, tuple(tuple(findings.get(segment.id, ())) for segment in able))
    by_segment = {id(segment): one for segment, one in zip(able, made, strict=True)}
    return [by_segment.get(id(segment)) for segment in segments]


@lru_cache(maxsize=1)
def _estimates(segments: tuple[Segment, ...], findings: tuple[tuple[Finding, ...], ...]) -> tuple[Estimate, ...]:
    """The same of segments that can be judged, once for both scorers."""
    facts = table(segments)
    names = [_names(segment, row) for segment, row in zip(segments, facts, strict=True)]
    known = weights(_WEIGHTS)
    quality = {name: known.quality[name].shares(facts) for name in {one for one, _ in names}}
    critical = {name: known.critical[name].total(facts) for name in {other for _, other in names}}
    return tuple(
        _estimate(
            segments[row], facts[row], (known.quality[one], quality[one][row]), critical[other][row], findings[row]
        )
        for row, (one, other) in enumerate(names)
    )


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


def _estimate(
    segment: Segment, row: Numbers, part: tuple[Model, Numbers], odds: float, findings: Sequence[Finding]
) -> Estimate:
    model, shares = part
    counted = [finding for finding in findings if finding.is_counted]
    trust = _BESIDE if segment.reference else 1.0
    causes = dict(zip(FEATURES.values(), (trust * float(share) for share in shares), strict=True))
    causes[FEATURES["source_length"]] -= _PER_LENGTH * _beyond(model, float(row[_LENGTH]))
    causes["what was found in the text"] = -min(sum(_COST[f.severity] * f.confidence for f in counted), 3.0)
    if segment.reference:
        causes["likeness to the reference"] = _LIKE_WEIGHT * (_like(segment) - _LIKE)
    total = model.intercept + sum(causes.values())
    nats = odds + _PRIOR + sum(_NATS[f.severity] * f.confidence for f in counted)
    nats -= _DOUBT * min(max(total, -_MOST_DOUBT), _MOST_DOUBT)
    guard = next(_guards(segment, row, counted), None)
    nats = nats if guard is None else max(nats, _CAUGHT)
    chance = 1 / (1 + math.exp(-min(max(nats, -_MOST_ODDS), _MOST_ODDS)))
    said, low, high = model.read(total)
    reasons = [Cause(what, round(said - model.read(total - share)[0], 1)) for what, share in _main(causes)]
    # What has a critical error is no good, however sound the rest: from even odds on the estimate goes there.
    value = said - trust * max(2 * chance - 1, 0.0) * max(said - _NEVER_GOOD, 0.0)
    if guard is not None:
        value, high = min(said / 100 * _NEVER_GOOD, _NEVER_GOOD), _NEVER_GOOD * 2
    if chance > 0.5:
        low = 0.0
        reasons = [Cause(guard or "likely a critical error", round(value - said, 1)), *reasons[: _REASONS - 1]]
    return Estimate(value, min(low, value), max(high, value), chance, tuple(reasons))


def _beyond(model: Model, length: float) -> float:
    """How far a source is longer than the model has seen; from the ordinary where it is for any pair."""
    fitted = any(model is one for name, one in weights(_WEIGHTS).quality.items() if "-" in name)
    return max(length - model.knots[_LENGTH][-1], 0.0) if fitted else length - _ORDINARY


def _main(causes: Mapping[str, float]) -> list[tuple[str, float]]:
    heaviest = sorted(causes.items(), key=lambda cause: -abs(cause[1]))
    return [(what, share) for what, share in heaviest[:_REASONS] if share]


def _like(segment: Segment) -> float:
    """Likeness to the reference, in writing and, where the vectors know the language, in what is said."""
    text, reference = segment.translation, segment.reference or ""
    written = likeness(text, reference)
    row = vectors([Segment("", text, reference, language=segment.language, source_language=segment.language)])[0]
    covers = float(row[1] + row[2])
    return written if not math.isfinite(covers) else (1 - 2 * _LIKE_COVER) * written + _LIKE_COVER * covers


def _guards(segment: Segment, row: Numbers, findings: Sequence[Finding]) -> Iterator[str]:
    """Why the translation cannot be good, whatever else is counted."""
    facts = dict(zip(FEATURES, row.tolist(), strict=True))
    letters = "".join(filter(str.isalpha, segment.translation))
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
    if own is not None and len(letters) > 20 and len(own.findall(letters)) < len(letters) / 4:
        yield "not in the script of its language"
