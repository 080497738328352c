# SPDX-License-Identifier: Apache-2.0
"""Saved results under another policy: what is selected, suppressed, accepted and allowed, without any model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from auditor import judge, shelf
from auditor.inspection import Auditor
from auditor.model import Audit, DocumentAudit, Finding, NotChecked, Severity
from auditor.suppression import suppressed
from auditor.totals import Totals


@dataclass(frozen=True)
class Reckoning:
    """A policy, and the results that are judged under it."""

    auditor: Auditor
    saved: Audit

    def documents(self, audited: Iterable[DocumentAudit], totals: Totals) -> Iterator[DocumentAudit]:
        """The documents with the findings this policy asks for, marked anew, added to the totals."""
        for one in audited:
            if not one.document.settings:
                yield self.auditor.enter(self._again(one), {}, totals)
        yield from self.auditor.remarks(totals)

    def audit(self, totals: Totals) -> Audit:
        """The saved audit with counts and verdict of this policy; scores are those that were saved."""
        policy = self.auditor.policy
        scores = {one.document: one.scores for one in self.saved.figures}
        figures = tuple(replace(one, scores=scores.get(one.document, {})) for one in totals.figures)
        measured = totals.measured(self.saved.scores, is_news=self.auditor.accepted is not None)
        facts = {**{rule.id: rule.facts() for rule in self.auditor.rules}, **self.saved.facts}
        return replace(
            self.saved,
            run=replace(self.saved.run, policy=policy.digest(), seed=policy.seed),
            verdict=judge.judge(policy, replace(measured, figures=figures)),
            points=totals.points,
            points_per_1000_words=totals.density,
            severities=dict(totals.severities),
            checks={name: dict(counts) for name, counts in sorted(totals.checks.items())},
            facts=facts,
            not_checked=(*self.saved.not_checked, *self._not_run()),
            suppressed=totals.suppressed,
            news=self.auditor.news(totals),
            figures=figures,
        )

    def _not_run(self) -> Iterator[NotChecked]:
        known = {one.what for one in self.saved.not_checked}
        for rule in self.auditor.rules:
            what = f"check {rule.id}"
            if rule.id not in self.saved.facts and what not in known:
                yield NotChecked(what, "it did not run when these results were made")

    def _again(self, audited: DocumentAudit) -> DocumentAudit:
        document, policy = audited.document, self.auditor.policy
        overrides = policy.overrides_of(document.path, document.language, document.source_language)
        rules = self.auditor.rules_over(overrides)
        wanted = {rule.id for rule in rules} | self._unknown()
        options = policy.overridden(overrides).checks
        graded = ((name, more["severity"]) for name, more in options.items() if "severity" in more)
        severities = {name: Severity[str(label).upper()] for name, label in graded}
        found = {
            name: kept
            for name, findings in audited.findings.items()
            if (kept := tuple(_cleared(one, severities) for one in findings if one.check in wanted))
        }
        marked = suppressed(document, found, policy.suppression, self.auditor.today)
        return replace(audited, findings=marked, points=self.auditor.points(marked))

    def _unknown(self) -> set[str]:
        """Checks of packages that are not installed here: their findings stand, nothing can ask for them."""
        return set(self.saved.facts) - set(shelf.checks())


def _cleared(finding: Finding, severities: dict[str, Severity]) -> Finding:
    severity = severities.get(finding.check, finding.severity)
    return replace(finding, severity=severity, suppressed=None, known=None)
