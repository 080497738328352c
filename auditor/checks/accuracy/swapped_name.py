# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import DocumentCheck, Example
from auditor.languages import base
from auditor.model import Document, Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.exchanged_names import exchanged_names
from auditor.text.exchanged_places import Exchange, exchanged
from auditor.text.known_people import counted
from auditor.text.name_swaps import Swap, swaps
from auditor.text.name_words import LENDER
from auditor.text.names import kept
from auditor.text.places import fold, mentioned


@dataclass(frozen=True)
class SwappedName(DocumentCheck):
    """A name of the translation stands where the source has another: Rome for Madrid, Ralph Lyle for Rupert Lyle.

    Both must be strange: ours to the whole source story, theirs to our sentence.
    Places are known by name, adjective, capital and large city in both languages;
    other words count as names when both languages have them about as often, and
    scripts are compared by how a name sounds. A place answers only to a place, a country also to a continent or
    a union that stands about where it stood.
    People of the world's news are known by name in any script. Where neither side is
    English, whose list of words alone knows the names of the whole world, a word that
    is neither a place nor one of them is minor.
    Source: CLDR names of territories and cities; `people` of the languages; Soundex classes for other scripts;
    frequencies of `wordfreq`, thresholds our judgement on clean news.
    """

    id = "swapped-name"
    mqm = Mqm.MISTRANSLATION
    its = Its.INCONSISTENT_ENTITIES
    severity = Severity.MAJOR
    explains = ("added-place",)
    bad = (
        Example(
            "Le ministre est arrivé à Rome lundi.", "Rome", "fr", "The minister arrived in Madrid on Monday.", "en"
        ),
        Example("Die Sprecherin Erika Lyle widersprach.", "Erika", "de", "The spokesman Rupert Lyle disagreed.", "en"),
        Example("Посол Франции уехал.", "Франции", "ru", "The ambassador of Brazil has left.", "en"),
        Example(
            "Die europäischen Behörden schwiegen.", "europäischen", "de", "The Dutch authorities were silent.", "en"
        ),
    )
    good = (
        Example(
            "Le ministre est arrivé dans la capitale française.", None, "fr", "The minister arrived in Paris.", "en"
        ),
        Example("Der britische Botschafter sprach.", None, "de", "The ambassador of the United Kingdom spoke.", "en"),
        Example("Президент Вашингтонского клуба ушёл.", None, "ru", "The president of the Washington club left.", "en"),
        Example("Il signor Wooster è partito.", None, "it", "Mr. Wooster has left.", "en"),
    )

    def find_in(self, document: Document) -> Iterator[Finding]:
        for segment in document.segments:
            if segment.source and segment.translation:
                yield from self._find(segment, segment.source, document)

    def _find(self, segment: Segment, source: str, document: Document) -> Iterator[Finding]:
        sides = source, segment.source_language, segment.translation, segment.language
        # What another sentence of the story speaks of is said outright, not swapped.
        found = [swap for swap in swaps(*sides) if not _is_elsewhere(swap, document)]
        found = found or [swap for swap in exchanged_names(*sides) if not _is_elsewhere(swap, document)][:1]
        for swap in found:
            ours, theirs = swap.ours, swap.theirs
            is_sure = swap.listed or LENDER in (base(segment.source_language), base(segment.language))
            yield self.finding(
                segment,
                (ours.start, ours.end),
                _message(theirs.text, ours.text),
                source_span=(theirs.start, theirs.end),
                confidence=0.85 if swap.listed or swap.anchored else 0.75,
                severity=None if is_sure else Severity.MINOR,
            )
        for one in () if found else exchanged(*sides):
            if not _is_of_story(one, segment, document):
                spans = (one.ours.start, one.ours.end), (one.theirs.start, one.theirs.end)
                message = _message(source[slice(*spans[1])], segment.translation[slice(*spans[0])])
                yield self.finding(segment, spans[0], message, source_span=spans[1], confidence=0.8)


def _message(there: str, said: str) -> str:
    return f"The source has “{there}”, the translation “{said}”."


def _is_of_story(one: Exchange, segment: Segment, document: Document) -> bool:
    """Whether another sentence of the source speaks of our place."""
    others = (other for other in document.segments if other.source and other is not segment)
    spoken = (mentioned(other.source or "", other.source_language) for other in others)
    return any(one.ours.codes & counts.keys() for counts in spoken)


def _is_elsewhere(swap: Swap, document: Document) -> bool:
    """Whether another sentence of the source has our name; to the letter where a neighbour vouches for the swap."""
    sources = [(other.source, other.source_language) for other in document.segments if other.source]
    people = counted(swap.ours.text).keys()
    if people:
        return any(people & counted(source).keys() for source, _ in sources)
    if swap.anchored:
        return any(fold(swap.ours.text) in fold(source) for source, _ in sources)
    return any(kept(swap.ours, source, tag) for source, tag in sources)
