# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.languages import profile
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.attribution import inversions


@dataclass(frozen=True)
class InversionCalque(Check):
    """The words that attribute a quotation keep the order of another language: "does it declared".

    French, German, Spanish and others turn verb and subject round after a quotation
    (« a-t-il déclaré »); word for word that is an auxiliary, a pronoun and a
    participle, or an auxiliary and a participle before the name. Questions and
    conditions ("had he said so, …") are let alone.
    Source: fluency study on 26,540 clean English segments; words in the profiles.
    """

    id = "inversion-calque"
    mqm = Mqm.GRAMMAR
    its = Its.GRAMMAR
    severity = Severity.MAJOR
    explains = ("said-twice", "non-word", "foreign-word", "untranslated-run")
    bad = (
        Example("“We will rebuild the bridge,” does it declared.", "does it declared"),
        Example("“It held,” has he said on Monday.", "has he said"),
        Example("“It held,” a-t-il said.", "a-t-il said"),
    )
    good = (
        Example("“Has he said when?” she asked."),
        Example("Nor did he say why."),
        Example("Had he said so, they would have left."),
        Example("« Le pont tient », a-t-il déclaré.", None, "fr"),
        Example("„Die Brücke hält“, hat er gesagt.", None, "de"),
    )

    def find(self, segment: Segment) -> Iterator[Finding]:
        text = segment.translation
        for start, end, suggestion in inversions(text, profile(segment.language)):
            message = "The words that name the speaker keep the word order of another language."
            yield self.finding(segment, (start, end), message, suggestion=suggestion, confidence=0.92)
