# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.negation import beside, denied
from auditor.text.opposites import turned


@dataclass(frozen=True)
class SwappedOpposite(Check):
    """A word was turned into its opposite: south for north, wife for husband, approved for rejected.

    The sentence must have one of the two and its source only the other; where one
    of them denies something, "not approved" may be "rejected". Minor for imports and exports: one country's are
    the other's.
    Source: words of the profiles (`opposites`), our selection; measured on clean news.
    """

    id = "swapped-opposite"
    mqm = Mqm.MISTRANSLATION
    its = Its.MISTRANSLATION
    severity = Severity.MAJOR
    bad = (
        Example("Die Expedition zog nach Süden.", "Süden", "de", "The expedition moved north.", "en"),
        Example("O poeta agradeceu ao marido.", "marido", "pt", "The poet thanked her wife.", "en"),
        Example("A proposta foi aprovada.", "aprovada", "pt", "The proposal was rejected.", "en"),
    )
    good = (
        Example("Die Expedition zog nach Norden.", None, "de", "The expedition moved north.", "en"),
        Example("A proposta não foi aprovada.", None, "pt", "The proposal was rejected.", "en"),
        Example(
            "Von Süden nach Norden zog die Kolonne.", None, "de", "The column went from the south to the north.", "en"
        ),
        Example("Südkorea protestierte.", None, "de", "Seoul protested.", "en"),
    )

    def find(self, segment: Segment) -> Iterator[Finding]:
        source, text = segment.source, segment.translation
        if not source or not text:
            return
        for theirs, ours in beside(source, segment.source_language, text, segment.language):
            original, sentence = source[slice(*theirs)], text[slice(*ours)]
            for one, other in turned(original, segment.source_language, sentence, segment.language):
                denials = len(denied(sentence, segment.language)), len(denied(original, segment.source_language))
                if denials[0] != denials[1] and one.meaning not in _FAMILY_AND_PLACE:
                    continue
                message = f"The source has {original[other.start : other.end]}, this is its opposite."
                yield self.finding(
                    segment,
                    (ours.start + one.start, ours.start + one.end),
                    message,
                    confidence=0.8,
                    severity=Severity.MINOR if one.meaning in _TRADE else None,
                    source_span=(theirs.start + other.start, theirs.start + other.end),
                )


_TRADE = frozenset({"import", "export"})
# what stays what it is under a denial
_FAMILY_AND_PLACE = frozenset({
    "north", "south", "east", "west", "husband", "wife", "son", "daughter", "brother", "sister", "father", "mother",
    "morning", "evening",
})  # fmt: skip
