# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.languages import profile
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.markup import shards


@dataclass(frozen=True)
class PlaceholderResidue(Check):
    """A placeholder, a tag or a piece of a template was left in the copy: "{{name}}", "<br>", "%s".

    What the source has too is let alone: it is then the story's own.
    Source: check catalogue of peers (placeholders, markup bleed); HTML Living Standard for names of tags.
    """

    id = "placeholder-residue"
    mqm = Mqm.MARKUP
    its = Its.MARKUP
    severity = Severity.MAJOR
    explains = ("punctuation-spacing", "glued-words", "non-word", "foreign-word", "doubled-word", "untranslated-run")
    bad = (
        Example("The minister met {{name}} on Monday.", "{{name}}"),
        Example("The harbour <br/> stays closed.", "<br/>"),
        Example("The harbour [[IMAGE_2]] stays closed.", "[[IMAGE_2]]"),
        Example("They counted %(count)s ships.", "%(count)s"),
    )
    good = (
        Example("The price rose by 5 % so far."),
        Example("Water boils if p < 1 and t > 99."),
        Example("He wrote: [the mayor] must go."),
        Example("It cost $1 million."),
        Example("“I <3 this town,” the poster said."),
    )

    def find(self, segment: Segment) -> Iterator[Finding]:
        text = segment.translation
        for start, end in shards(text, profile(segment.language)):
            if segment.source and text[start:end] in segment.source:
                continue
            message = f"A piece of markup or a template was left in the text: “{text[start:end][:40]}”."
            yield self.finding(segment, (start, end), message, suggestion="", confidence=0.97)
