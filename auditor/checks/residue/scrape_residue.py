# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.languages import profile
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.furniture import foreign_furniture, furniture


@dataclass(frozen=True)
class ScrapeResidue(Check):
    """A line of the web page was scraped together with the story: "Source link", "Read also: …".

    Looked for as whole lines and sentences, and at the edges of a longer text,
    in the language of the text, of its source, and in English; a line that is not in
    the language of the text, in all.
    Source: our judgement; lines in the profiles (`residue`, `residue_prefixes`).
    """

    id = "scrape-residue"
    mqm = Mqm.ADDITION
    its = Its.ADDITION
    severity = Severity.MAJOR
    explains = ("wrong-language", "untranslated-run")
    bad = (
        Example("The bridge was closed.\nSource link", "Source link"),
        Example("Read also: Storm closes second bridge", "Read also: Storm closes second bridge"),
        Example("The bridge was closed. Click here to read more", "Click here to read more"),
    )
    good = (
        Example("He asked readers to share this article of faith."),
        Example("The source linked the storm to the sea."),
        Example("“Read more,” the teacher told the class."),
    )

    def find(self, segment: Segment) -> Iterator[Finding]:
        languages = (segment.language, segment.source_language, "en")
        found = list(furniture(segment.translation, languages))
        abroad = foreign_furniture(segment.translation, profile(segment.language))
        found += [span for span in abroad if all(span.end <= other.start or other.end <= span.start for other in found)]
        for start, end in sorted(found):
            if (
                segment.source
                and segment.translation[start:end] in segment.source
                and segment.language == segment.source_language
            ):
                continue
            yield self.finding(
                segment, (start, end), "This belongs to the page, not to the story.", suggestion="", confidence=0.9
            )
