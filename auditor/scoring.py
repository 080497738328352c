# SPDX-License-Identifier: Apache-2.0
"""The metrics people expect, of whole files: sacreBLEU's with several references, ours, COMET's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Literal

import msgspec

from auditor.engines import comet, sacre, significance
from auditor.errors import InputError
from auditor.inspection import Auditor
from auditor.model import Document, Segment
from auditor.policy import Policy
from auditor.readers.plain import lines
from auditor.readers.plain import load as loaded
from auditor.totals import Faults

_LONGEST = 60  # words: past it, sacreBLEU's TER takes seconds a segment. Source: measured, minutes at 81 words
_CHUNK = 256
_OURS = ("adequacy", "quality", "fluency")
_DIGITS = 4


class Texts(msgspec.Struct, frozen=True, kw_only=True):
    """Line files in step."""

    translations: tuple[str, ...]
    sources: tuple[str, ...] | None
    references: tuple[tuple[str, ...], ...]  # one tuple for each file


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked for."""

    tokenize: str | None = None
    lowercase: bool = False
    ter: bool = True
    comet: tuple[str, ...] = ()
    offline: bool = False
    resamples: int = 1000
    language: str | None = None
    source_language: str | None = None


class Metric(msgspec.Struct, frozen=True, kw_only=True):
    """One score of the file."""

    name: str
    value: float
    interval: tuple[float, float] | None
    better: Literal["higher", "lower"]
    segments: int
    signature: str


class Scores(msgspec.Struct, frozen=True, kw_only=True):
    """All of them, and what to bear in mind."""

    version: Literal[1] = 1
    segments: int
    metrics: tuple[Metric, ...]
    notes: tuple[str, ...]
    broken: tuple[str, ...] = ()  # checks and scorers that broke


def load(translation: str, source: str | None, references: Sequence[str], encoding: str) -> Texts:
    """Line files in step. Raises InputError when one has another number of lines, or there is none."""
    texts = tuple(lines(loaded(translation, encoding)))
    if not texts:
        raise InputError("nothing to score: no line was found", translation)

    def beside(path: str) -> tuple[str, ...]:
        rows = tuple(lines(loaded(path, encoding)))
        if len(rows) != len(texts):
            raise InputError(f"has {len(rows)} lines, but {translation} has {len(texts)}", path)
        return rows

    return Texts(
        translations=texts,
        sources=None if source is None else beside(source),
        references=tuple(beside(path) for path in references),
    )


def scored(texts: Texts, request: Request, policy: Policy) -> Scores:
    """Every score that can be made. Raises MissingExtra for COMET without its package."""
    notes, faults = list(_notes(texts)), Faults()
    metrics = [*_sacre(texts, request, policy.seed, notes), *_ours(texts, request, policy, notes, faults)]
    for name in request.comet:
        values, more = comet.scores(name, texts.sources, texts.translations, texts.references, request)
        notes += more
        metrics.append(
            Metric(
                name=f"comet {name}",
                value=_rounded(sum(values) / len(values)),
                interval=_interval([[value, 1.0] for value in values], _mean, policy.seed, request.resamples),
                better="higher",
                segments=len(values),
                signature=comet.signature(name),
            )
        )
    broken = tuple(f"{one.what}: {one.why}" for one in faults.told())
    return Scores(segments=len(texts.translations), metrics=tuple(metrics), notes=tuple(notes), broken=broken)


def as_text(report: Scores, width: int) -> Iterator[str]:
    """A line for each score."""
    longest = max((len(one.name) for one in report.metrics), default=0)
    for one in report.metrics:
        digits = width if one.value > 1.5 else width + 2  # of scores from 0 to 1 as many digits count
        around = "" if one.interval is None else f" [{one.interval[0]:.{digits}f}, {one.interval[1]:.{digits}f}]"
        yield f"{one.name:{longest}} = {one.value:.{digits}f}{around}  {one.signature}\n"


def as_latex(report: Scores, width: int) -> Iterator[str]:
    """A table for a paper, the signatures in a comment below."""
    yield "\\begin{tabular}{lr}\n\\hline\nMetric & Score \\\\\n\\hline\n"
    for one in report.metrics:
        digits = width if one.value > 1.5 else width + 2
        around = "" if one.interval is None else f" $\\pm$ {(one.interval[1] - one.interval[0]) / 2:.{digits}f}"
        arrow = "$\\uparrow$" if one.better == "higher" else "$\\downarrow$"
        yield f"{_tex(one.name)} {arrow} & {one.value:.{digits}f}{around} \\\\\n"
    yield "\\hline\n\\end{tabular}\n"
    for one in report.metrics:
        yield f"% {one.name}: {one.signature}\n"


def _sacre(texts: Texts, request: Request, seed: int, notes: list[str]) -> Iterator[Metric]:
    if not texts.references:
        notes.append("BLEU, chrF, chrF++ and TER were not scored: no reference was given")
        return
    for name, metric in sacre.metrics(request.language, request.tokenize, lowercase=request.lowercase, ter=request.ter):
        chosen = list(range(len(texts.translations)))
        if name == "TER":
            chosen = [n for n in chosen if _longest(texts, n) <= _LONGEST]
            left = len(texts.translations) - len(chosen)
            if left:
                notes.append(
                    f"TER leaves out {left:,} segments over {_LONGEST} words: its search takes minutes on them"
                )
            if not chosen:
                continue
        references = [[rows[n] for n in chosen] for rows in texts.references]
        statistics = sacre.statistics(metric, [texts.translations[n] for n in chosen], references)
        yield Metric(
            name=name,
            value=sacre.value(metric, statistics),
            interval=_interval(statistics, partial(sacre.combined, metric), seed, request.resamples),
            better="lower" if name == "TER" else "higher",
            segments=len(chosen),
            signature=str(metric.get_signature()) + (f"|longest:{_LONGEST}" if name == "TER" else ""),
        )


def _ours(texts: Texts, request: Request, policy: Policy, notes: list[str], faults: Faults) -> Iterator[Metric]:
    auditor = Auditor.of(policy)
    scorers = {scorer.id: scorer for scorer in auditor.scorers if scorer.id in _OURS}
    auditor = Auditor(policy, auditor.rules, tuple(scorers.values()), auditor.settings)
    made: dict[str, list[tuple[float, ...]]] = {name: [] for name in scorers}
    for first in range(0, len(texts.translations), _CHUNK):
        segments = tuple(
            Segment(
                str(number + 1),
                texts.translations[number],
                texts.sources[number] if texts.sources else None,
                texts.references[0][number] if texts.references else None,
                language=request.language,
                source_language=request.source_language,
            )
            for number in range(first, min(first + _CHUNK, len(texts.translations)))
        )
        document = Document("", "", segments, request.language, request.source_language, rows=True)
        audited, tallies = auditor.inspect(document)
        faults.add(audited.faults)
        for name, each in tallies.items():
            made[name] += [tally.statistics for tally in each if tally is not None]
    for name in _OURS:
        if name not in scorers:
            continue
        statistics = made[name]
        if not statistics:
            lacking = f"no {' and '.join(scorers[name].needs)} was given" if scorers[name].needs else "nothing to score"
            notes.append(f"{name} was not scored: {scorers[name].missing or lacking}")
            continue
        yield Metric(
            name=name,
            value=_rounded(scorers[name].combine([sum(column) for column in zip(*statistics, strict=True)])),
            interval=_interval(statistics, scorers[name].combine, policy.seed, request.resamples),
            better="lower" if scorers[name].better == "lower" else "higher",
            segments=len(statistics),
            signature=scorers[name].signature(),
        )


def _notes(texts: Texts) -> Iterator[str]:
    empty = sum(not text.strip() for text in texts.translations)
    if empty:
        yield f"{empty:,} of {len(texts.translations):,} translations are empty; they count in every score"
    for number, rows in enumerate(texts.references, 1):
        blank = sum(not row.strip() for row in rows)
        if blank:
            yield f"reference {number} has {blank:,} empty lines: are the files in step?"
    if texts.sources:
        copied = sum(a == b and a.strip() != "" for a, b in zip(texts.sources, texts.translations, strict=True))
        if copied:
            yield f"{copied:,} of {len(texts.translations):,} translations are the source itself"
    if len(texts.translations) < 100:
        yield f"small sample: {len(texts.translations)} segments"


def _interval(
    statistics: Sequence[Sequence[float]], combine: significance.Combine, seed: int, resamples: int
) -> tuple[float, float] | None:
    if resamples < 40 or len(statistics) < 5:
        return None
    [values] = significance.bootstrapped([statistics], combine, seed, resamples)
    low, high = significance.interval(values)
    return _rounded(low), _rounded(high)


def _mean(sums: Sequence[float]) -> float:
    return sums[0] / sums[1]


def _longest(texts: Texts, number: int) -> int:
    every = (texts.translations[number], *(rows[number] for rows in texts.references))
    return max(len(text.split()) for text in every)


def _rounded(value: float) -> float:
    return round(value, _DIGITS) + 0.0


def _tex(text: str) -> str:
    return "".join(f"\\{sign}" if sign in "&%$#_{}" else "\\textasciitilde{}" if sign == "~" else sign for sign in text)
