# SPDX-License-Identifier: Apache-2.0
"""What a run adds up while documents pass, and what it comes to in the end."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from auditor.contract import Scorer, Tally
from auditor.engines.resampling import Bootstrap
from auditor.judge import Measured
from auditor.model import Document, DocumentAudit, Fault, Figures, NotChecked, Score
from auditor.policy import Policy, Suppression, Weights
from auditor.text.seen import Seen

Statistics = dict[str, list[float]]
DIGITS = 4  # of a score: finer differences mean nothing and differ between machines
_FEWEST = 5  # segments: an interval of fewer says nothing


@dataclass
class Faults:
    """What broke: the first of each check or scorer, and on how many segments."""

    first: dict[str, Fault] = field(default_factory=dict)
    segments: Counter[str] = field(default_factory=Counter)

    def add(self, faults: Iterable[Fault]) -> None:
        """Count them."""
        for fault in faults:
            self.first.setdefault(fault.what, fault)
            self.segments[fault.what] += 1

    def told(self) -> Iterator[NotChecked]:
        """Checks and scorers that broke, on how many segments, and how on the first."""
        for what, first in sorted(self.first.items()):
            count = self.segments[what]
            where = f"segment {first.segment}" + (f" and {count - 1} more" if count > 1 else "")
            yield NotChecked(what, f"it broke on {where}: {first.why}; please report this")


@dataclass
class Totals:
    """Counts of the findings that count, sums of scores, and what went wrong."""

    seed: int = 0
    weights: Weights = Weights()  # noqa: RUF009  frozen
    covers: frozenset[str] = frozenset()  # what has a gate on its coverage
    documents: dict[str, str] = field(default_factory=dict)  # id -> path
    segments: int = 0
    words: int = 0
    points: float = 0.0
    checks: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    languages: set[str] = field(default_factory=set)
    statistics: Statistics = field(default_factory=dict)
    scored: Counter[str] = field(default_factory=Counter)
    missing: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)
    faults: Faults = field(default_factory=Faults)
    read_as: list[str] = field(default_factory=list)
    empty: list[str] = field(default_factory=list)  # files in which no translated text was found
    suppressed: int = 0
    used: set[Suppression] = field(default_factory=set)
    fingerprints: Seen = field(default_factory=Seen)  # contents seen
    met: set[str] = field(default_factory=set)  # fingerprints of the baseline
    coverage: Counter[str] = field(default_factory=Counter)
    figures: list[Figures] = field(default_factory=list)
    _sums: Statistics = field(default_factory=dict)  # of the last document
    _bootstrap: Bootstrap | None = None

    @classmethod
    def of(cls, policy: Policy) -> Totals:
        """Nothing yet, to be added up under a policy."""
        return cls(policy.seed, policy.weights, frozenset(policy.min_coverage))

    def add(
        self, audited: DocumentAudit, tallies: Mapping[str, Sequence[Tally | None]], scorers: Sequence[Scorer]
    ) -> None:
        """Add a document; consecutive batches of one document are one.

        There is a tally, or None, for each segment. Without tallies scores are only counted.
        """
        self._count(audited)
        self.points += audited.points
        if audited.document.settings:
            return
        self._describe(audited.document)
        self.words += audited.words
        is_same = bool(self.figures) and self.figures[-1].document == audited.document.id
        if not is_same:
            self._sums = {}
        for name, made in tallies.items():
            for tally in made:
                self._sum(name, tally)
        self._resample(audited, tallies)
        before = self.figures.pop() if is_same else Figures(audited.document.id, 0, 0, 0.0, {})
        self.figures.append(
            Figures(
                before.document,
                before.segments + len(audited.document.segments),
                before.words + audited.words,
                before.points + audited.points,
                {s.id: round(s.combine(self._sums[s.id]), DIGITS) for s in scorers if s.id in self._sums},
            )
        )

    def scores(self, scorers: Iterable[Scorer]) -> Iterator[Score]:
        """The scores of the run with their intervals."""
        for scorer in scorers:
            if scorer.id in self.statistics:
                value = round(scorer.combine(self.statistics[scorer.id]), DIGITS)
                count = self.scored[scorer.id]
                around = self._interval(scorer.id, scorer.combine, count)
                yield Score(scorer.id, value, "run", scorer.signature(), interval=around, segments=count)

    def measured(self, scores: Iterable[Score], *, is_news: bool = False) -> Measured:
        """What the judge needs."""
        return Measured(
            severities=self.severities,
            checks={name: counts.total() for name, counts in self.checks.items()},
            points=self.density,
            points_interval=self._interval("points", _density, self.segments),
            segments=self.segments,
            scores={score.scorer: score for score in scores},
            coverage={name: self.coverage[name] for name in self.covers},
            coverage_intervals={name: self._interval(f"has {name}", _share, self.segments) for name in self.covers},
            figures=self.figures,
            is_news=is_news,
        )

    @property
    def severities(self) -> Counter[str]:
        """Findings that count, by severity."""
        return sum(self.checks.values(), Counter())

    @property
    def density(self) -> float:
        """Penalty points per 1,000 words."""
        return _density((self.points, self.words))

    def broke(self) -> Iterator[NotChecked]:
        """Checks and scorers that broke."""
        return self.faults.told()

    def _count(self, audited: DocumentAudit) -> None:
        self.faults.add(audited.faults)
        for finding in audited.all_findings():
            if finding.is_counted:
                self.checks[finding.check][finding.severity.label] += 1
            elif finding.suppressed is not None:
                self.suppressed += 1

    def _describe(self, document: Document) -> None:
        self.documents.setdefault(document.id, document.path)
        self.segments += len(document.segments)
        pair = "-".join(filter(None, (document.source_language, document.language or "und")))
        self.languages.add(pair + (" (detected)" if document.detected else ""))

    def _sum(self, name: str, tally: Tally | None) -> None:
        if tally is None:
            self.missing[name] += 1
            return
        self.scored[name] += 1
        for sums in (self.statistics, self._sums):
            have = sums.setdefault(name, [0.0] * len(tally.statistics))
            have[:] = [a + b for a, b in zip(have, tally.statistics, strict=True)]

    def _resample(self, audited: DocumentAudit, tallies: Mapping[str, Sequence[Tally | None]]) -> None:
        if self._bootstrap is None:
            self._bootstrap = Bootstrap(self.seed)
        for place, segment in enumerate(audited.document.segments):
            had = {"source"} if segment.source else set()
            had |= {"reference"} if segment.reference else set()
            had |= audited.scores.get(segment.id, {}).keys()
            self.coverage.update(had)
            found = audited.findings.get(segment.id, ())
            points = sum(self.weights.of(finding.severity) for finding in found if finding.is_counted)
            row: dict[str, Sequence[float]] = {"points": (points, float(audited.segment_words[place]))}
            row |= {f"has {name}": (float(name in had), 1.0) for name in self.covers}
            for name, made in tallies.items():
                if (tally := made[place]) is not None:
                    row[name] = tally.statistics
            self._bootstrap.add(row)

    def _interval(
        self, name: str, combine: Callable[[Sequence[float]], float], segments: int
    ) -> tuple[float, float] | None:
        if self._bootstrap is None or segments < _FEWEST:
            return None
        made = self._bootstrap.interval(name, combine)
        return None if made is None else (round(made[0], DIGITS), round(made[1], DIGITS))


def _density(sums: Sequence[float]) -> float:
    return 1000 * sums[0] / sums[1] if sums[1] else 0.0


def _share(sums: Sequence[float]) -> float:
    return sums[0] / sums[1]
