# SPDX-License-Identifier: Apache-2.0
"""A policy made ready: checks and scorers over a document, and the sum of all documents.

`inspect_document` is pure and knows no files.
"""

from __future__ import annotations

import bisect
import datetime
import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate

from auditor import baseline, judge, shelf, suppression
from auditor.contract import Check, DocumentCheck, Rule, Scorer, Tally
from auditor.errors import AuditorError, CheckCrashed
from auditor.model import Audit, Document, DocumentAudit, Fault, Finding, News, NotChecked, Run, Segment, Severity, Span
from auditor.policy import Policy, Suppression, build
from auditor.policy import known as named
from auditor.settings import Settings
from auditor.suppression import covering, suppressed
from auditor.text.words import word_count
from auditor.totals import DIGITS, Totals

Tallies = Mapping[str, Sequence[Tally | None]]  # by scorer: one, or None, for each segment


@dataclass(frozen=True, slots=True)
class Seed:
    """What an auditor is made from in another process."""

    policy: Policy
    today: datetime.date | None

    def ready(self) -> Auditor:
        """The auditor. Raises PolicyError."""
        return Auditor.of(self.policy, today=self.today)


@dataclass(frozen=True)
class Auditor:
    """A policy made ready: its checks and scorers, built once; and what was accepted before."""

    policy: Policy
    rules: tuple[Rule, ...]
    scorers: tuple[Scorer, ...]
    settings: Settings
    today: datetime.date | None = None  # suppressions past their date hold no more; None: they all hold
    accepted: Mapping[str, baseline.Entry] | None = None  # by fingerprint; None: there is no baseline
    root: str = ""  # the folder from which the paths of documents count
    is_partial: bool = False  # only what changed is read: what is not found may still be there
    _overridden: dict[tuple[int, ...], tuple[Rule, ...]] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        policy: Policy,
        settings: Settings | None = None,
        *,
        today: datetime.date | None = None,
        accepted: Mapping[str, baseline.Entry] | None = None,
        root: str = "",
        is_partial: bool = False,
    ) -> Auditor:
        """Build what the policy asks for. Raises PolicyError."""
        on_shelf = shelf.scorers()
        named(policy.scores or (), on_shelf, "scores")
        asked = on_shelf if policy.scores is None else policy.scores
        scorers = tuple(scorer(policy.model) for name, scorer in on_shelf.items() if name in asked)
        rules = tuple(build(policy, shelf.checks()))
        known = Settings(policy) if settings is None else replace(settings, policy=policy)
        made = cls(policy, rules, scorers, known, today, accepted, root, is_partial)
        for number in range(len(policy.override)):
            made.rules_over((number,))  # a wrong name is told before the run
        return made

    def portable(self) -> Seed:
        """What another process needs to inspect as this one does."""
        return Seed(self.policy, self.today)

    def name(self) -> str:
        """One line that changes when what inspecting finds may change, other than by its input."""
        from auditor import __version__

        rules = "\n".join(map(repr, self.rules))
        scorers = "\n".join(scorer.id for scorer in self.scorers)
        digest = hashlib.sha256(f"{rules}\n{scorers}".encode()).hexdigest()[:12]
        return f"auditor {__version__} journal 1 {self.policy.digest()} {digest} {self.today}"

    def rules_over(self, overrides: tuple[int, ...]) -> tuple[Rule, ...]:
        """The checks under some of the policy's overrides, built when first asked for."""
        if not overrides:
            return self.rules
        if overrides not in self._overridden:
            self._overridden[overrides] = tuple(build(self.policy.overridden(overrides), shelf.checks()))
        return self._overridden[overrides]

    def inspect(self, document: Document) -> tuple[DocumentAudit, Tallies]:
        """Findings and scores of one document, and a tally, or None, of each segment for the scores of the run.

        A check or scorer that breaks on a segment is noted in `faults`, and the rest goes on.
        """
        overrides = self.policy.overrides_of(document.path, document.language, document.source_language)
        faults: list[Fault] = []
        found = inspect_document(document, self.rules_over(overrides), faults)
        found = suppressed(document, found, self.policy.suppression, self.today)
        counted = {name: tuple(one for one in each if one.is_counted) for name, each in found.items()}
        scores: dict[str, dict[str, float]] = defaultdict(dict)
        tallies: dict[str, Sequence[Tally | None]] = {}
        for scorer in self.scorers:
            able = [s for s in document.segments if all(getattr(s, need) for need in scorer.needs)]
            made = _scored(scorer, able, counted, faults) if able else []
            by_segment = {segment.id: tally for segment, tally in zip(able, made, strict=True)}
            tallies[scorer.id] = [by_segment.get(segment.id) for segment in document.segments]
            for name, tally in by_segment.items():
                if tally is not None:
                    scores[name][scorer.id] = round(tally.value, DIGITS)
        words = tuple(word_count(segment.translation) for segment in document.segments)
        audited = DocumentAudit(document, found, scores, sum(words), self.points(found), words, tuple(faults))
        return audited, tallies

    def stream(self, documents: Iterable[Document], totals: Totals) -> Iterator[DocumentAudit]:
        """Audit documents one by one, adding to the totals; last comes the settings file, where it is at fault."""
        return self.entered(map(self.inspect, documents), totals)

    def entered(self, inspected: Iterable[tuple[DocumentAudit, Tallies]], totals: Totals) -> Iterator[DocumentAudit]:
        """The same of documents that are inspected already, in input order."""
        for audited, tallies in inspected:
            yield self.enter(audited, tallies, totals)
        yield from self.remarks(totals)

    def enter(
        self, audited: DocumentAudit, tallies: Mapping[str, Sequence[Tally | None]], totals: Totals
    ) -> DocumentAudit:
        """A document as it stands against the baseline, added to the totals."""
        audited = baseline.fingerprinted(audited, totals.fingerprints, self.root)
        if self.accepted is not None:
            audited = baseline.compared(audited, self.accepted, totals.met)
            audited = replace(audited, points=self.points(audited.findings))
        totals.add(audited, tallies, self.scorers)
        totals.used.update(self._used(audited))
        return audited

    def remarks(self, totals: Totals) -> Iterator[DocumentAudit]:
        """The settings file with its suppressions that let nothing pass; nothing where only a part was read."""
        if self.is_partial or not self.policy.suppression:
            return
        ran = [rule.id for rule in self.rules]
        made = suppression.remarks(self.settings, self.today, totals.used, totals.documents.items(), ran)
        if made is not None:
            yield self.enter(made, {}, totals)

    def conclude(self, totals: Totals, inputs: Sequence[str]) -> Audit:
        """The audit of all that passed."""
        from auditor import __version__

        scores = tuple(totals.scores(self.scorers))
        facts = {rule.id: rule.facts() for rule in self.rules}
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
            verdict=judge.judge(self.policy, totals.measured(scores, is_news=self.accepted is not None)),
            points=totals.points,
            points_per_1000_words=totals.density,
            severities=dict(totals.severities),
            checks={name: dict(counts) for name, counts in sorted(totals.checks.items())},
            facts=facts | {name: one for name, one in suppression.FACTS.items() if name in totals.checks},
            scores=scores,
            not_checked=tuple(self._not_checked(totals)),
            errors=tuple(self._errors(totals)),
            suppressed=totals.suppressed,
            news=self.news(totals),
            figures=tuple(totals.figures),
        )

    def news(self, totals: Totals) -> News | None:
        """What the baseline says, where there is one."""
        if self.accepted is None:
            return None
        seen = () if self.is_partial else totals.documents
        return baseline.news(self.accepted, totals.met, seen, self.root, totals.severities.total())

    def points(self, found: Mapping[str, Sequence[Finding]]) -> float:
        """Penalty points of the findings that count."""
        every = (finding for findings in found.values() for finding in findings)
        return sum((self.policy.weights.of(finding.severity) for finding in every if finding.is_counted), 0.0)

    def _used(self, audited: DocumentAudit) -> Iterator[Suppression]:
        passed = [finding for finding in audited.all_findings() if finding.suppressed is not None]
        segments = {segment.id: segment for segment in audited.document.segments} if passed else {}
        for finding in passed:
            yield from covering(audited.document, segments[finding.segment], finding, self.policy.suppression)

    def _errors(self, totals: Totals) -> Iterator[str]:
        yield from totals.errors
        yield from (f"{one.what}: {one.why}" for one in totals.broke())
        if not (totals.errors or totals.segments or self.is_partial):
            yield "nothing to audit: no text was found in the input"

    def _not_checked(self, totals: Totals) -> Iterator[NotChecked]:
        yield from totals.broke()
        yield from (NotChecked(path, "no translated text was found in it") for path in totals.empty)
        made = {scorer.id for scorer in self.scorers}
        for name in shelf.scorers():
            if name not in made:
                yield NotChecked(f"score {name}", "the settings leave it out")
        for scorer in self.scorers:
            if scorer.id not in totals.statistics:
                lacking = f"no {' and '.join(scorer.needs)} was given" if scorer.needs else "no segment could be scored"
                yield NotChecked(f"score {scorer.id}", scorer.missing or lacking)
            elif totals.missing[scorer.id]:
                yield NotChecked(f"score {scorer.id}", f"{totals.missing[scorer.id]} segments could not be scored")


def inspect_document(
    document: Document, rules: Sequence[Rule], faults: list[Fault] | None = None
) -> dict[str, tuple[Finding, ...]]:
    """Findings by segment id, in text order, one for each root cause. Pure.

    A check that breaks is added to `faults`; where there is no such list, it
    raises CheckCrashed, naming check and segment.
    """
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in _all(document, rules, faults):
        found[finding.segment].append(finding)
    shelf_of = {rule.id: rule for rule in rules}
    folded = {segment: fold(findings, shelf_of) for segment, findings in found.items()}
    return folded if document.rows else _once_told(document, folded, shelf_of)


def _once_told(
    document: Document, found: dict[str, tuple[Finding, ...]], rules: Mapping[str, Rule]
) -> dict[str, tuple[Finding, ...]]:
    """The same, but a slip that comes in segment after segment of a story counts once and is then only shown.

    Source: the LISA QA model counts an error that is repeated once; it is mended in one go.
    """
    told = Counter[tuple[str, str]]()
    for segment in document.segments:
        habits = {f.check for f in found.get(segment.id, ()) if rules[f.check].one_slip}
        if habits:
            found[segment.id] = tuple(_counted(f, told) if f.check in habits else f for f in found[segment.id])
    return found


def _counted(finding: Finding, told: Counter[tuple[str, str]]) -> Finding:
    told[finding.check, finding.message] += 1
    is_told = told[finding.check, finding.message] > 1 and finding.severity is Severity.MINOR
    return replace(finding, severity=Severity.NEUTRAL) if is_told else finding


def fold(findings: Sequence[Finding], rules: Mapping[str, Rule]) -> tuple[Finding, ...]:
    """Put each finding under the one that explains it; the rest stay, by place, graver first."""
    ordered = sorted(findings, key=lambda f: (f.span.start, -f.span.end, -f.severity, f.check))
    cause: dict[int, int] = {}
    first: dict[tuple[str, str], int] = {}
    places = defaultdict[str, list[int]](list)
    for index, finding in enumerate(ordered):
        places[finding.check].append(index)
    by_check = {name: _Spans(ordered, found) for name, found in places.items()}
    for index, finding in enumerate(ordered):
        if rules[finding.check].one_slip:
            top = _top(cause, first.setdefault((finding.check, finding.message), index))
            if top != index:
                cause[index] = top
                continue
        over = (
            other
            for name, made in by_check.items()
            if _accounts(rules[name], rules[finding.check])
            for other in made.touching(finding.span)
            if other != index and other not in cause
        )
        if (best := min(over, default=None)) is not None:
            cause[index] = best
    below = defaultdict[int, list[Finding]](list)
    for other in sorted(cause):
        below[_top(cause, other)].append(ordered[other])
    return tuple(
        replace(finding, explains=tuple(below[index])) if index in below else finding
        for index, finding in enumerate(ordered)
        if index not in cause
    )


def _accounts(rule: Rule, other: Rule) -> bool:
    """Whether a finding of the one rule is the cause of one of the other that it touches."""
    return other.id in rule.explains or (other.gives_way and not rule.gives_way)


class _Spans:
    """The spans of one check in their order, for looking up which of thousands touch another."""

    def __init__(self, ordered: Sequence[Finding], places: Sequence[int]) -> None:
        self._places = places
        self._spans = [ordered[place].span for place in places]
        self._starts = [span.start for span in self._spans]
        self._reach = list(accumulate((span.end for span in self._spans), max))

    def touching(self, span: Span) -> Iterator[int]:
        """Places of the findings whose spans touch this one, in order."""
        last = bisect.bisect_right(self._starts, span.end)
        for number in range(bisect.bisect_left(self._reach, span.start), last):
            if self._spans[number].touches(span):
                yield self._places[number]


def _top(cause: Mapping[int, int], index: int) -> int:
    """The finding at the end of the chain of causes."""
    while index in cause:
        index = cause[index]
    return index


def _all(document: Document, rules: Sequence[Rule], faults: list[Fault] | None) -> list[Finding]:
    checks = [(rule, rule.find) for rule in rules if isinstance(rule, Check)]
    wide = [(rule, rule.find_in) for rule in rules if isinstance(rule, DocumentCheck)]
    made: list[Finding] = []
    # Segment by segment, so that what one check has learned of a text serves the next.
    for segment in document.segments:
        for check, find in checks:
            try:
                made.extend(find(segment))
            except Exception as error:  # the one broad except: a crash is reported with its place
                _note(check, segment.id, error, faults)
        if document.rows:
            made.extend(_of_story(replace(document, segments=(segment,)), wide, faults))
    if not document.rows:
        made.extend(_of_story(document, wide, faults))
    return made


def _of_story(
    story: Document,
    rules: Sequence[tuple[DocumentCheck, Callable[[Document], Iterator[Finding]]]],
    faults: list[Fault] | None,
) -> Iterator[Finding]:
    for rule, find in rules:
        try:
            yield from find(story)
        except Exception as error:  # the same, of a story
            _note(rule, story.segments[0].id if story.segments else story.id, error, faults)


def _note(rule: Rule, place: str, error: Exception, faults: list[Fault] | None) -> None:
    if isinstance(error, AuditorError):
        raise error
    if faults is None:
        raise CheckCrashed(rule.id, place, error) from error
    faults.append(Fault(f"check {rule.id}", place, f"{type(error).__name__}: {error}"))


def _scored(
    scorer: Scorer, segments: Sequence[Segment], found: Mapping[str, Sequence[Finding]], faults: list[Fault]
) -> Sequence[Tally | None]:
    """The tallies of all segments; where the scorer breaks, one by one, to leave out those that break it."""
    try:
        return scorer.score(segments, found)
    except AuditorError:
        raise
    except Exception as error:  # as with checks
        if len(segments) == 1:
            faults.append(Fault(f"score {scorer.id}", segments[0].id, f"{type(error).__name__}: {error}"))
            return [None]
    return [tally for segment in segments for tally in _scored(scorer, [segment], found, faults)]
