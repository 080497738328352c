# SPDX-License-Identifier: Apache-2.0
"""Vendors or versions side by side: scores with intervals, paired tests, and where they differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from auditor.comparison import CheckCounts, Comparison, Differing, Part, Report, SystemScore
from auditor.contract import Scorer, Tally
from auditor.engines import significance
from auditor.errors import InputError
from auditor.inspection import Auditor
from auditor.model import Document, DocumentAudit, Segment
from auditor.policy import Weights
from auditor.text.words import word_count
from auditor.totals import Faults

ALPHA = 0.05  # a difference is told from none at this chance of error, after correction for the number of tests
_DIGITS = 4
_LENGTHS = ((1, 10), (11, 20), (21, 40), (41, None))  # words of the source; our judgement
_SHOWN = 20  # segments and documents where they differ most
_FEW = 30  # segments: a difference in a smaller part is left without a winner
_TOUCHED = 10  # segments in which a check found something: with fewer, no system leads in it; our judgement
# What ranks segments and parts, the first that could be made. Source: DESIGN, "the headline figure".
_LEADING = ("quality", "chrf", "adequacy", "points")


_NONE: Counter[str] = Counter()


@dataclass
class System:
    """A system's segments in order with what was found and scored in them."""

    name: str
    segments: list[Segment] = field(default_factory=list)
    tallies: dict[str, list[Tally | None]] = field(default_factory=dict)
    found: dict[int, Counter[str]] = field(default_factory=dict)  # segment -> check -> findings
    words: int = 0
    faults: Faults = field(default_factory=Faults)

    @property
    def checks(self) -> Counter[str]:
        """Findings by check."""
        return sum(self.found.values(), Counter())

    def add(self, audited: DocumentAudit, tallies: Mapping[str, Sequence[Tally | None]], weights: Weights) -> None:
        """Add a document."""
        self.faults.add(audited.faults)
        points = self.tallies.setdefault("points", [])
        for segment in audited.document.segments:
            counted = [one for one in audited.findings.get(segment.id, ()) if one.is_counted]
            words = word_count(segment.translation)
            cost = sum(weights.of(one.severity) for one in counted)
            points.append(Tally(cost, (cost, float(words))))
            if counted:
                self.found[len(self.segments)] = Counter(one.check for one in counted)
            self.segments.append(segment)
            self.words += words
        for name, made in tallies.items():
            self.tallies.setdefault(name, []).extend(made)


class Points(Scorer):
    """Penalty points per 1,000 words, as a score to compare."""

    id = "points"
    better = "lower"
    range = (0.0, float("inf"))

    def signature(self) -> str:
        """What it is."""
        return "points|per 1,000 words|MQM weights|v1"

    def score(self, segments: Sequence[Segment], findings: Mapping[str, Sequence[Any]]) -> Sequence[Tally | None]:
        """Never asked: points are counted from findings."""
        return [None] * len(segments)

    def combine(self, statistics: Sequence[float]) -> float:
        """Points of 1,000 words."""
        return 1000 * statistics[0] / statistics[1] if statistics[1] else 0.0


def gathered(auditor: Auditor, name: str, documents: Iterable[Document]) -> System:
    """A system, audited."""
    made = System(name)
    for document in documents:
        audited, tallies = auditor.inspect(document)
        made.add(audited, tallies, auditor.policy.weights)
    return made


def compared(
    auditor: Auditor,
    systems: Sequence[System],
    *,
    resamples: int = 1000,
    trials: int = 10_000,
    domains: Sequence[str] = (),
) -> Report:
    """The systems against the first one; `domains` names one for each segment, or none.

    Raises InputError when their segments do not match.
    """
    _matching(systems)
    if domains and len(domains) != len(systems[0].segments):
        raise InputError(f"{len(domains)} domains for {len(systems[0].segments)} segments", systems[0].name)
    seed = auditor.policy.seed
    scorers = {scorer.id: scorer for scorer in (*auditor.scorers, Points())}
    tables = {name: _table(name, systems) for name in scorers}
    comparisons = tuple(
        _comparison(scorers[name], table, systems, seed, resamples, trials) for name, table in tables.items() if table
    )
    leading = next(name for name in (*_LEADING, *tables) if tables.get(name))
    return Report(
        systems=tuple(system.name for system in systems),
        segments=len(systems[0].segments),
        words={system.name: system.words for system in systems},
        leading=leading,
        seed=seed,
        resamples=resamples,
        trials=trials,
        comparisons=comparisons,
        parts=tuple(_parts(scorers[leading], tables[leading], systems, (seed, resamples), domains)),
        checks=tuple(_checks(systems, seed, trials)),
        differing=tuple(_differing(scorers[leading], tables[leading], systems)),
        notes=tuple(_notes(scorers.values(), tables, systems)),
        broken=tuple(f"{one.what} in {each.name}: {one.why}" for each in systems for one in each.faults.told()),
    )


def _matching(systems: Sequence[System]) -> None:
    first = systems[0]
    if not first.segments:
        raise InputError("nothing to compare: no text was found", first.name)
    for other in systems[1:]:
        if len(other.segments) != len(first.segments):
            raise InputError(
                f"has {len(other.segments)} segments, but {first.name} has {len(first.segments)}: "
                "give aligned lines (--input-format lines) or rows of the same ids",
                other.name,
            )
        for number, (ours, theirs) in enumerate(zip(first.segments, other.segments, strict=True), 1):
            if ours.source != theirs.source:
                raise InputError(f"segment {number} has another source than in {first.name}", other.name)


Table = dict[int, tuple[Tally, ...]]  # segment -> a tally for each system


def _table(name: str, systems: Sequence[System]) -> Table:
    columns = [system.tallies.get(name, []) for system in systems]
    if not all(columns):
        return {}
    rows = enumerate(zip(*columns, strict=True))
    return {number: row for number, row in rows if all(tally is not None for tally in row)}


def _comparison(
    scorer: Scorer, table: Table, systems: Sequence[System], seed: int, resamples: int, trials: int
) -> Comparison:
    names = [system.name for system in systems]
    statistics = [[row[place].statistics for row in table.values()] for place in range(len(names))]
    values = [_total(scorer, one) for one in statistics]
    samples = significance.bootstrapped(statistics, scorer.combine, seed, resamples)
    rows: list[dict[str, Any]] = [
        {"system": name, "value": _rounded(value), "interval": _around(sample)}
        for name, value, sample in zip(names, values, samples, strict=True)
    ]
    chances = []
    for place in range(1, len(names)):
        difference = values[place] - values[0]
        mixed = significance.exchanged(statistics[0], statistics[place], scorer.combine, seed, trials)
        rows[place] |= {
            "difference": _rounded(difference),
            "difference_interval": _around([b - a for a, b in zip(samples[0], samples[place], strict=True)]),
            "p_bootstrap": significance.bootstrap_p(samples[0], samples[place], difference),
            "p_randomization": significance.exchange_p(*mixed, difference),
        }
        chances.append(max(rows[place]["p_bootstrap"], rows[place]["p_randomization"]))
    for row, chance in zip(rows[1:], significance.holm(chances), strict=True):
        is_up = (row["difference"] > 0) == (scorer.better == "higher")
        told = "better" if is_up else "worse"
        row |= {"p_corrected": chance, "verdict": told if chance < ALPHA else "cannot be told apart"}
    return Comparison(
        score=scorer.id,
        better=scorer.better,
        signature=scorer.signature(),
        segments=len(table),
        left_out=len(systems[0].segments) - len(table),
        systems=tuple(msgspec.convert(_rounded_chances(row), SystemScore) for row in rows),
        clusters=tuple(_clusters(scorer, names, values, samples)),
    )


def _clusters(
    scorer: Scorer, names: Sequence[str], values: Sequence[float], samples: Sequence[Sequence[float]]
) -> list[tuple[str, ...]]:
    order = sorted(range(len(names)), key=lambda place: -values[place] if scorer.better == "higher" else values[place])
    pairs = [(a, b) for at, a in enumerate(order) for b in order[at + 1 :]]
    raw = [significance.bootstrap_p(samples[a], samples[b], values[a] - values[b]) for a, b in pairs]
    told = {pair for pair, chance in zip(pairs, significance.holm(raw), strict=True) if chance < ALPHA}
    place_of = {name: place for place, name in enumerate(names)}
    return significance.clusters(
        [names[place] for place in order], lambda above, below: (place_of[above], place_of[below]) in told
    )


def _parts(
    scorer: Scorer, table: Table, systems: Sequence[System], drawn: tuple[int, int], domains: Sequence[str]
) -> Iterator[Part]:
    """By length, by domain, and the documents where they differ most; `drawn` is seed and resamples."""
    segments = systems[0].segments

    def grouped(kind: str, named: Callable[[int], str]) -> list[Part]:
        groups: dict[str, list[int]] = {}
        for number in table:
            groups.setdefault(named(number), []).append(number)
        return [
            _part(kind, name, scorer, [table[number] for number in numbers], systems, *drawn)
            for name, numbers in groups.items()
        ]

    lengths = {number: word_count(segments[number].source or segments[number].translation) for number in table}
    by_length = {part.name: part for part in grouped("length", lambda number: _length(lengths[number]))}
    yield from (by_length[name] for name in map(_length, (1, 11, 21, 41)) if name in by_length)
    if domains:
        yield from sorted(grouped("domain", lambda number: domains[number]), key=lambda part: part.name)
    if len({segments[number].document for number in table}) > 1:
        made = grouped("document", lambda number: segments[number].document)
        yield from sorted(made, key=lambda part: -_spread(part.values.values()))[:_SHOWN]


def _length(words: int) -> str:
    for low, high in _LENGTHS:
        if high is not None and words <= high:
            return f"{low} to {high} words"
    return f"{_LENGTHS[-1][0]} words or more"


def _part(
    kind: str,
    name: str,
    scorer: Scorer,
    rows: Sequence[tuple[Tally, ...]],
    systems: Sequence[System],
    seed: int,
    resamples: int,
) -> Part:
    statistics = [[row[place].statistics for row in rows] for place in range(len(systems))]
    values = [_total(scorer, one) for one in statistics]
    winner = None
    if len(rows) >= _FEW and len(systems) > 1:
        order = sorted(range(len(systems)), key=lambda place: values[place], reverse=scorer.better == "higher")
        first, second = order[:2]
        pair = significance.bootstrapped([statistics[first], statistics[second]], scorer.combine, seed, resamples)
        if significance.bootstrap_p(pair[0], pair[1], values[first] - values[second]) < ALPHA:
            winner = systems[first].name
    shown = {system.name: _rounded(value) for system, value in zip(systems, values, strict=True)}
    return Part(kind=kind, name=name, segments=len(rows), values={**shown}, winner=winner)


def _checks(systems: Sequence[System], seed: int, trials: int) -> Iterator[CheckCounts]:
    """Each check, the most frequent first, with the system that has fewest of it where that is more than chance."""
    totals = [system.checks for system in systems]
    names = sorted({name for counts in totals for name in counts}, key=lambda n: (-sum(c[n] for c in totals), n))
    leads: dict[str, tuple[str, float]] = {}  # check -> system, chance
    for name in names:
        first, second = sorted(range(len(systems)), key=lambda place: totals[place][name])[:2]
        touched = sorted({number for system in systems for number, counts in system.found.items() if name in counts})
        if len(touched) < _TOUCHED:
            continue
        # To exchange a segment in which neither found anything changes nothing: the others are enough.
        ours, theirs = (
            [(float(systems[place].found.get(number, _NONE)[name]),) for number in touched] for place in (first, second)
        )
        mixed = significance.exchanged(ours, theirs, lambda sums: sums[0], seed, trials)
        leads[name] = systems[first].name, significance.exchange_p(*mixed, totals[second][name] - totals[first][name])
    chances = significance.holm([chance for _, chance in leads.values()])
    told = {name: lead for (name, (lead, _)), chance in zip(leads.items(), chances, strict=True) if chance < ALPHA}
    for name in names:
        findings = {system.name: counts[name] for system, counts in zip(systems, totals, strict=True)}
        yield CheckCounts(check=name, findings=findings, fewest=told.get(name))


def _differing(scorer: Scorer, table: Table, systems: Sequence[System]) -> Iterator[Differing]:
    ranked = sorted(table, key=lambda number: (-_spread([tally.value for tally in table[number]]), number))
    for number in ranked[:_SHOWN]:
        row = table[number]
        if not _spread([tally.value for tally in row]):
            return
        segment = systems[0].segments[number]
        yield Differing(
            id=segment.id,
            document=segment.document,
            source=segment.source,
            reference=segment.reference,
            translations={system.name: system.segments[number].translation for system in systems},
            values={system.name: _rounded(tally.value) for system, tally in zip(systems, row, strict=True)},
            findings={system.name: tuple(sorted(system.found.get(number, ()))) for system in systems},
        )


def _notes(scorers: Iterable[Scorer], tables: Mapping[str, Table], systems: Sequence[System]) -> Iterator[str]:
    whole = len(systems[0].segments)
    for scorer in scorers:
        table = tables[scorer.id]
        if not table:
            yield f"{scorer.id} was not scored: " + (
                f"no {' and '.join(scorer.needs)} was given" if scorer.needs else scorer.missing or "nothing could be"
            )
        elif len(table) < whole:
            why = f", over {scorer.longest} words long" if hasattr(scorer, "longest") else ""
            gone = f"{whole - len(table):,} of {whole:,} segments{why}"
            yield f"{scorer.id} leaves out {gone}: not every system has it there"
    if whole < 100:
        yield f"small sample: {whole} segments; a difference must be large to be told"
    for other in systems[1:]:
        if all(a.translation == b.translation for a, b in zip(systems[0].segments, other.segments, strict=True)):
            yield f"{other.name} has the same text as {systems[0].name}"


def _total(scorer: Scorer, statistics: Sequence[Sequence[float]]) -> float:
    return scorer.combine([sum(column) for column in zip(*statistics, strict=True)])


def _around(values: Sequence[float]) -> tuple[float, float]:
    low, high = significance.interval(values)
    return _rounded(low), _rounded(high)


def _spread(values: Iterable[float | None]) -> float:
    known = [value for value in values if value is not None]
    return max(known) - min(known) if known else 0.0


def _rounded(value: float) -> float:
    return round(value, _DIGITS) + 0.0


def _rounded_chances(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: round(value, 6) if key.startswith("p_") else value for key, value in row.items()}
