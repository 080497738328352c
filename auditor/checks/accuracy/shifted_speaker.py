# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.names import is_named_in, same_name
from auditor.text.quotations import speakers
from auditor.text.words import words


@dataclass(frozen=True)
class ShiftedSpeaker(Check):
    """Someone else is said to have said it: another name of the same sentence stands beside the verb of speech.

    Both names must be in both texts: a name that is not is another check's.
    Source: our judgement; verbs of speech from the profiles.
    """

    id = "shifted-speaker"
    mqm = Mqm.MISTRANSLATION
    its = Its.INCONSISTENT_ENTITIES
    severity = Severity.MAJOR
    bad = (
        Example(
            "Interrogé par Lyle, Wooster a déclaré que le pont était sûr.",
            "Wooster",
            "fr",
            "Asked by Wooster, Lyle declared that the bridge was safe.",
            "en",
        ),
        Example("Lyle sagte, Wooster sei gegangen.", "Lyle", "de", "Wooster said that Lyle had left.", "en"),
    )
    good = (
        Example("Lyle sagte, Wooster sei gegangen.", None, "de", "Lyle said that Wooster had left.", "en"),
        Example("Wooster sei gegangen, sagte Lyle.", None, "de", "Lyle said that Wooster had left.", "en"),
        Example("Lyle sagte es Wooster.", None, "de", "The mayor told it to Wooster, and Lyle agreed.", "en"),
    )

    def find(self, segment: Segment) -> Iterator[Finding]:
        if not segment.source or not segment.translation:
            return
        ours = speakers(segment.translation, segment.language)
        theirs = speakers(segment.source, segment.source_language) if len(ours) == 1 else ()
        if len(theirs) != 1:
            return
        one, other = ours[0], theirs[0]
        mine, named = _parts(one.name), _parts(other.name)
        if not mine or not named or any(same_name(part, name) for part in mine for name in named):
            return
        if all(is_named_in(part, segment.source) for part in mine) and all(
            is_named_in(name, segment.translation) for name in named
        ):
            yield self.finding(
                segment,
                (one.start, one.end),
                f"In the source {other.name} says this.",
                source_span=(other.start, other.end),
                confidence=0.8,
            )


def _parts(name: str) -> list[str]:
    """The words of a name that are long enough to compare."""
    return [word.text for word in words(name) if len(word.text) > 3]
