# SPDX-License-Identifier: Apache-2.0
"""The street: read, align, inspect, judge. `inspect_document` is pure and knows no files."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from auditor import judge, shelf
from auditor.align import align
from auditor.contract import Check, DocumentCheck, Reader, ReadRequest, Rule, Scorer, Tally
from auditor.engines.language_id import identify
from auditor.errors import AuditorError, CheckCrashed, InputError
from auditor.languages import profile
from auditor.match import Counterparts
from auditor.model import Audit, Document, DocumentAudit, Finding, NotChecked, Run, Score, Segment
from auditor.policy import Policy, build
from auditor.readers._choice import choose
from auditor.readers.plain import lines, load, story
from auditor.text.traced import joined
from auditor.text.words import word_count

_SAMPLE = 4000  # code points the identifier reads of a document: more changes nothing


@dataclass
class Totals:
    """What a run adds up as documents pass."""

    documents: set[str] = field(default_factory=set)
    segments: int = 0
    words: int = 0
    points: float = 0.0
    checks: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    languages: set[str] = field(default_factory=set)
    statistics: dict[str, list[float]] = field(default_factory=dict)
    missing: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)
    read_as: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Auditor:
    """A policy made ready: its checks and scorers, built once."""

    policy: Policy
    rules: tuple[Rule, ...]
    scorers: tuple[Scorer, ...]

    @classmethod
    def of(cls, policy: Policy) -> Auditor:
        """Build what the policy asks for. Raises PolicyError."""
        scorers = tuple(scorer(policy.model) for scorer in shelf.scorers().values())
        return cls(policy, tuple(build(policy, shelf.checks())), scorers)

    def inspect(self, document: Document) -> tuple[DocumentAudit, dict[str, Sequence[Tally | None]]]:
        """Findings and scores of one document, and the tallies for the scores of the run."""
        found = inspect_document(document, self.rules)
        scores: dict[str, dict[str, float]] = defaultdict(dict)
        tallies: dict[str, Sequence[Tally | None]] = {}
        for scorer in self.scorers:
            able = [s for s in document.segments if all(getattr(s, need) for need in scorer.needs)]
            made = scorer.score(able, found) if able else []
            tallies[scorer.id] = made
            for segment, tally in zip(able, made, strict=True):
                if tally is not None:
                    scores[segment.id][scorer.id] = tally.value
        every = [finding for findings in found.values() for finding in findings]
        return DocumentAudit(
            document,
            found,
            scores,
            sum(word_count(segment.translation) for segment in document.segments),
            sum(self.policy.weights.of(finding.severity) for finding in every),
        ), tallies

    def stream(self, documents: Iterator[Document], totals: Totals) -> Iterator[DocumentAudit]:
        """Audit documents one by one, adding to the totals."""
        for document in documents:
            audited, tallies = self.inspect(document)
            _add(totals, audited)
            for name, made in tallies.items():
                for tally in made:
                    if tally is None:
                        totals.missing[name] += 1
                        continue
                    sums = totals.statistics.setdefault(name, [0.0] * len(tally.statistics))
                    sums[:] = [a + b for a, b in zip(sums, tally.statistics, strict=True)]
            yield audited

    def conclude(self, totals: Totals, inputs: Sequence[str]) -> Audit:
        """The audit of all that passed."""
        from auditor import __version__

        severities: Counter[str] = Counter()
        for counts in totals.checks.values():
            severities.update(counts)
        density = 1000 * totals.points / totals.words if totals.words else 0.0
        scores = tuple(
            Score(s.id, s.combine(totals.statistics[s.id]), "run", s.signature())
            for s in self.scorers
            if s.id in totals.statistics
        )
        return Audit(
            run=Run(
                __version__,
                tuple(inputs),
                tuple(totals.read_as),
                tuple(sorted(totals.languages)),
                self.policy.digest(),
                self.policy.seed,
                len(totals.documents),
                totals.segments,
                totals.words,
            ),
            verdict=judge.judge(self.policy, severities, density, {score.scorer: score.value for score in scores}),
            points=totals.points,
            points_per_1000_words=density,
            severities=dict(severities),
            checks={name: dict(counts) for name, counts in sorted(totals.checks.items())},
            facts={rule.id: rule.facts() for rule in self.rules},
            scores=scores,
            not_checked=tuple(self._not_checked(totals)),
            errors=tuple(totals.errors),
        )

    def _not_checked(self, totals: Totals) -> Iterator[NotChecked]:
        for scorer in self.scorers:
            if scorer.id not in totals.statistics:
                lacking = f"no {' and '.join(scorer.needs)} was given" if scorer.needs else "no segment could be scored"
                yield NotChecked(f"score {scorer.id}", scorer.missing or lacking)
            elif totals.missing[scorer.id]:
                yield NotChecked(f"score {scorer.id}", f"{totals.missing[scorer.id]} segments could not be scored")


def inspect_document(document: Document, rules: Sequence[Rule]) -> dict[str, tuple[Finding, ...]]:
    """Findings by segment id, in text order, one for each root cause. Pure.

    Raises CheckCrashed when a check breaks, naming check and segment.
    """
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in _all(document, rules):
        found[finding.segment].append(finding)
    shelf_of = {rule.id: rule for rule in rules}
    return {segment: fold(findings, shelf_of) for segment, findings in found.items()}


def fold(findings: Sequence[Finding], rules: Mapping[str, Rule]) -> tuple[Finding, ...]:
    """Put each finding under the one that explains it; the rest stay, by place, graver first."""
    ordered = sorted(findings, key=lambda f: (f.span.start, -f.span.end, -f.severity, f.check))
    cause: dict[int, int] = {}
    for index, finding in enumerate(ordered):
        for other, candidate in enumerate(ordered):
            if other == index or cause.get(other) is not None or not candidate.span.touches(finding.span):
                continue
            known = finding.check in rules[candidate.check].explains
            yields = rules[finding.check].gives_way and not rules[candidate.check].gives_way
            if known or yields:
                cause[index] = other
                break
    kept = []
    for index, finding in enumerate(ordered):
        if index not in cause:
            below = tuple(ordered[other] for other, top in sorted(cause.items()) if top == index)
            kept.append(replace(finding, explains=below) if below else finding)
    return tuple(kept)


def _all(document: Document, rules: Sequence[Rule]) -> Iterator[Finding]:
    stories = [document]
    if document.rows:
        stories = [replace(document, segments=(segment,)) for segment in document.segments]
    checks = [rule for rule in rules if isinstance(rule, Check)]
    # Segment by segment, so that what one check has learned of a text serves the next.
    for segment in document.segments:
        for check in checks:
            yield from _guarded(check, segment.id, check.find(segment))
    for rule in rules:
        if isinstance(rule, DocumentCheck):
            for one in stories:
                place = one.segments[0].id if one.segments else document.id
                yield from _guarded(rule, place, rule.find_in(one))


def _guarded(rule: Rule, place: str, found: Iterator[Finding]) -> Iterator[Finding]:
    try:
        yield from found
    except AuditorError:
        raise
    except Exception as error:  # the one broad except: a crash is reported with its place
        raise CheckCrashed(rule.id, place, error) from error


def read(request: ReadRequest, totals: Totals, input_format: str = "auto") -> Iterator[Document]:
    """Every document of the paths, languages settled. An unreadable input is noted, the rest goes on."""
    for path in request.paths:
        try:
            reader = _reader(request, path, input_format, totals)
            others = _companions(request, path) if reader.stories else []
            for document in _matched(reader.read(request, path), others):
                yield _settled(_beside(document, request, path) if reader.name == "article" else document)
        except InputError as error:
            totals.errors.append(str(error))


def _reader(request: ReadRequest, path: str, input_format: str, totals: Totals) -> Reader:
    shelf_of = shelf.readers()
    name = input_format
    if name == "auto":
        name = choose(path).name
        if name == "article" and _are_lines(request, path):
            name = "lines"
    if name not in shelf_of:
        raise InputError(f"no input format {name!r}; known: auto, {', '.join(shelf_of)}", path)
    totals.read_as.append(f"{path}: read as {name}")
    return shelf_of[name]()


def _are_lines(request: ReadRequest, path: str) -> bool:
    place = request.paths.index(path)
    beside = [group[place] for group in (request.sources, request.references) if place < len(group)]
    if not beside:
        return False
    texts = [lines(load(name, request.encoding)) for name in (path, *beside)]
    same = len({len(rows) for rows in texts}) == 1
    return same and all(row.strip() for rows in texts for row in rows)


def _beside(document: Document, request: ReadRequest, path: str) -> Document:
    """A story with its source or reference story beside it, sentence by sentence."""
    place = request.paths.index(path)
    for side, group, tag in (
        ("source", request.sources, request.source_language),
        ("reference", request.references, request.language),
    ):
        if place < len(group):
            other = story(load(group[place], request.encoding), group[place], tag)
            document = pair_stories(_settled(document), _settled(other), side)
    return document


def _companions(request: ReadRequest, path: str) -> list[tuple[str, Counterparts]]:
    """The stories of the files beside one of stories, by what they are to it."""
    place = request.paths.index(path)
    found = []
    for side, group, tag in (
        ("source", request.sources, request.source_language),
        ("reference", request.references, request.language),
    ):
        if place < len(group):
            own = ReadRequest((group[place],), language=tag, encoding=request.encoding)
            found.append((side, Counterparts(list(choose(group[place])().read(own, group[place])))))
    return found


def _matched(documents: Iterator[Document], others: Sequence[tuple[str, Counterparts]]) -> Iterator[Document]:
    """Stories with the one that each goes with beside it, sentence by sentence; alone where none is sure."""
    if not others:
        yield from documents
        return
    for document, alone in _counted(documents):
        for side, counterparts in others:
            other = counterparts.take(document, alone=alone)
            if other is not None:
                document = pair_stories(_settled(document), _settled(other), side)
        yield document


def _counted(documents: Iterator[Document]) -> Iterator[tuple[Document, bool]]:
    """Documents, and of each whether it is the only one; one that came before an error is not lost."""
    held, count = None, 0
    try:
        for document in documents:
            if held is not None:
                yield held, False
            held, count = document, count + 1
    except InputError:
        if held is not None:
            yield held, count == 1
        raise
    if held is not None:
        yield held, count == 1


def pair_stories(document: Document, other: Document, side: str) -> Document:
    """The first story with the sentences of the second beside its own, as `source` or `reference`."""
    ours, theirs = document.segments, other.segments
    if not ours or not theirs:
        return document
    paired: list[Segment] = []
    expansion = profile(document.language).relative_length / profile(other.language).relative_length
    for bead in align([s.translation for s in theirs], [s.translation for s in ours], expansion=expansion):
        text = " ".join(s.translation for s in theirs[bead.source_start : bead.source_end])
        mine = ours[bead.start : bead.end]
        merged = _merged(mine) if mine else _gap(document, paired, len(paired))
        language = other.language if side == "source" else merged.source_language
        merged = replace(merged, aligned=True, source_language=language)
        paired.append(replace(merged, source=text) if side == "source" else replace(merged, reference=text))
    return replace(document, segments=tuple(paired), source_language=other.language if side == "source" else None)


def _merged(segments: Sequence[Segment]) -> Segment:
    first, last = segments[0], segments[-1]
    if len(segments) == 1 or first.location is None or last.location is None:
        return first
    if first.location.stretches or first.location.start is None:
        between = ["\n" if a.paragraph != b.paragraph else " " for a, b in pairwise(segments)]
        places = [segment.location or first.location for segment in segments]
        text, place = joined([segment.translation for segment in segments], places, between)
        return replace(first, translation=text, location=place if first.location.stretches else first.location)
    gaps = [
        " " * ((b.location.start or 0) - (a.location.end or 0)) if a.location and b.location else " "
        for a, b in pairwise(segments)
    ]
    gaps = [
        "\n" * len(gap) if a.paragraph != b.paragraph else gap
        for gap, (a, b) in zip(gaps, pairwise(segments), strict=True)
    ]
    text = first.translation + "".join(gap + s.translation for gap, s in zip(gaps, segments[1:], strict=True))
    return replace(first, translation=text, location=replace(first.location, end=last.location.end))


def _gap(document: Document, before: Sequence[Segment], number: int) -> Segment:
    model = before[-1] if before else document.segments[0]
    place = model.location
    if place is not None:
        edge = place.end if before else place.start
        place = replace(place, start=edge, end=edge, stretches=(), notes=())
    return replace(
        model, id=f"{document.id}:gap-{number + 1}", translation="", location=place, source=None, reference=None
    )


def _settled(document: Document) -> Document:
    """The document with its languages declared or recognised."""
    if document.language or not document.segments:
        return document
    sample = "\n".join(segment.translation for segment in document.segments)[:_SAMPLE]
    tag = identify(sample)
    if tag is None:
        return document
    if document.rows or len(document.segments) == 0 or document.segments[0].location is None:
        segments = tuple(replace(segment, language=segment.language or tag) for segment in document.segments)
        return replace(document, segments=segments, language=tag, detected=True)
    return replace(
        document, segments=tuple(replace(s, language=tag) for s in document.segments), language=tag, detected=True
    )


def _add(totals: Totals, audited: DocumentAudit) -> None:
    document = audited.document
    totals.documents.add(document.id)
    totals.segments += len(document.segments)
    totals.words += audited.words
    totals.points += audited.points
    pair = "-".join(filter(None, (document.source_language, document.language or "und")))
    totals.languages.add(pair + (" (detected)" if document.detected else ""))
    for finding in audited.all_findings():
        totals.checks[finding.check][finding.severity.label] += 1
