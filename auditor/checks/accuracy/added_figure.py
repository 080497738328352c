# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import DocumentCheck, Example
from auditor.model import Document, Finding, Severity
from auditor.mqm import Its, Mqm
from auditor.text.added_figures import added_figures


@dataclass(frozen=True)
class AddedFigure(DocumentCheck):
    """The translation gives a year or a percentage that the source, in the whole story, does not.

    In figures or words, a year also with two digits, as a decade or century, or in another calendar: any of them is
    enough to let it alone. Figures that stand where the source has others are found by `number-mismatch`.
    Source: our judgement; measured on news in 27 languages.
    """

    id = "added-figure"
    mqm = Mqm.ADDITION
    its = Its.NUMBERS
    severity = Severity.MAJOR
    bad = (
        Example("Der Vertrag von 1997 soll geändert werden.", "1997", "de", "The treaty is to be changed.", "en"),
        Example("The bridge was closed in 2013.", "2013", "en", "A ponte foi encerrada.", "pt"),
        Example("Die Löhne sanken um 4 %.", "4 %", "de", "Wages fell.", "en"),
    )
    good = (
        Example("Der Vertrag von 1997 soll geändert werden.", None, "de", "The '97 treaty is to be changed.", "en"),
        Example("Ils en sont sûrs à 100 %.", None, "fr", "They are sure of it.", "en"),
        Example("In den 1930er Jahren wurde sie gebaut.", None, "de", "It was built in the thirties.", "en"),
        Example("The bridge was closed in 2018.", None, "en", "橋は平成30年に閉鎖された。", "ja"),
    )

    def find_in(self, document: Document) -> Iterator[Finding]:
        for segment in document.segments:
            if not segment.source or not segment.translation:
                continue
            sides = segment.source, segment.source_language, segment.translation, segment.language
            for one in added_figures(*sides):
                said = segment.translation[slice(*one)]
                digits = "".join(sign for sign in said if sign.isdecimal())
                if not any(other.source and digits in other.source for other in document.segments):
                    yield self.finding(
                        segment, (one.start, one.end), f"The source does not say “{said}”.", confidence=0.8
                    )
