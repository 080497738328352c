# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import regex

from auditor.contract import DocumentCheck, Example
from auditor.engines.lexicon import zipf
from auditor.languages import Language, base, profile
from auditor.model import Document, Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.sentences import is_unfinished
from auditor.text.truncation import is_left_open, is_piece
from auditor.text.words import Word, word_count, words

_ENDED = regex.compile(r"[.!?…。！？؟।][\p{Pf}\p{Pe}\p{Pi}\"'\s*]*$")
_PROSE = 8  # words of a paragraph that is a sentence at least; our judgement
_OPEN_END = regex.compile(r"[\p{L}\p{M}\p{N},،、]")
_CLOSED_END = regex.compile(r"[\p{L}\p{M}\p{N}][\p{Pf}\p{Pe}\"“]+\s*$")  # no stop, inside or after
_HEADLINE_END = regex.compile(r"^[^。！？]{0,60}\p{Hiragana}$")  # Japanese headlines end in particles: "…を"


@dataclass(frozen=True)
class TruncatedText(DocumentCheck):
    """The text breaks off before its end.

    Beside a source: the source ends its sentence and the translation does not.
    Alone: a paragraph ends without a mark, on a word that no sentence ends with, on
    the beginning of a word, or inside a quotation; or the last paragraph of a story
    does whose others had their stops. Where as much is said as the source says, only
    the stop is missing. A reference that ends with a stop says that there should be one.
    Source: check catalogue of peers (truncation); MQM Core, truncation; limits our judgement.
    """

    id = "truncated-text"
    mqm = Mqm.TRUNCATION
    its = Its.OMISSION
    severity = Severity.MAJOR
    explains = ("non-word", "split-word", "foreign-word", "lost-clause")
    bad = (
        Example(
            "Le maire a annoncé que le pont serait fermé jusqu'à la",
            "la",
            "fr",
            "The mayor said the bridge would be closed until the weekend.",
            "en",
        ),
        Example("The mayor said that the bridge would stay closed until the", "the"),
        Example("Two vans had stopped outside the polic", "polic"),
        Example("The mayor told the council: “We will never agree to this plan", "plan"),
    )
    good = (
        Example("Le pont est fermé.", None, "fr", "The bridge is closed.", "en"),
        Example("Pont fermé à Ville-Basse", None, "fr", "Bridge closed in Lower Town", "en"),
        Example("« Le pont est fermé »", None, "fr", "“The bridge is closed.”", "en"),
        Example("Bridge to stay closed until the end of the month"),
    )

    shortest: int = 20  # code points; below, it is a label
    least: float = 0.75  # share of the expected length below which a missing end is a loss
    whole: float = 0.9  # share from which an end on a whole word lacks no more than its stop
    habit: int = (
        3  # sentences of a story that may lack a stop for no other reason; with more it is how the story writes
    )

    def find_in(self, document: Document) -> Iterator[Finding]:
        found = list(self._found(document))
        habit = sum(finding.severity < self.severity for finding in found) > self.habit
        yield from (finding for finding in found if not habit or finding.severity >= self.severity)

    def _found(self, document: Document) -> Iterator[Finding]:
        paragraphs = [list(group) for _, group in groupby(document.segments, key=lambda segment: segment.paragraph)]
        prose = _prose(paragraphs)
        ends = len(prose) >= 4 and sum(_is_ended(one[-1]) for one in prose) >= 0.7 * len(prose)
        for paragraph in paragraphs:
            for place, segment in enumerate(paragraph):
                ended = _is_ended(paragraph[place - 1]) if place else ends
                if place == len(paragraph) - 1 or segment.source:
                    last = ends and paragraph is prose[-1]
                    yield from self._broken_off(segment, ended, last)

    def _broken_off(self, segment: Segment, ended: bool, closing: bool) -> Iterator[Finding]:
        text = segment.translation
        found = words(text)
        stopped = _ENDED.search(segment.reference or "") is not None  # then this language would have the stop too
        is_open = _OPEN_END.match(text.rstrip()[-1:]) or (stopped and _CLOSED_END.search(text))
        if len(text) < self.shortest or segment.role != "body" or not found or not is_open:
            return
        last, language = found[-1], profile(segment.language)
        if not language.final_stops:
            return
        unfinished = is_unfinished(last.text, language)
        # A comma at the end is how some feeds divide sentences; a letter is not.
        lost_end = text.rstrip()[-1:] not in ",،、" and (stopped or _ENDED.search(segment.source or "") is not None)
        piece = not segment.source and is_piece(text, last, language)
        opened = text.rstrip()[-1:].isalpha() and is_left_open(text, language)
        cut = unfinished or piece or closing or opened or self._is_cut(text, last, ended, language)
        alone = not segment.source and cut
        if not (lost_end or alone):
            return
        start = last.start if unfinished or language.spaced else max(last.start, last.end - 4)
        share = self._share(segment) if lost_end else 0.0
        headline = unfinished and alone and segment.paragraph == 0 and _HEADLINE_END.search(text) is not None
        sure = (unfinished and not headline) or piece or closing or (lost_end and share < self.least)
        whole = not (sure or stopped) and share >= self.whole and self._is_whole(last, language)
        message = "The source ends its sentence here, the translation breaks off."
        if whole or (stopped and not sure):
            message = (
                f"The {'reference' if stopped else 'source'} ends its sentence with a stop, the translation without."
            )
        yield self.finding(
            segment,
            (start, last.end),
            message if lost_end else f"The text breaks off at “{last.text}”.",
            severity=self.severity if sure else Severity.NEUTRAL if whole else Severity.MINOR,
            confidence=0.9 if unfinished and lost_end else 0.7,
        )

    def _is_whole(self, last: Word, language: Language) -> bool:
        """Whether the last word is known, or nobody can tell."""
        return language.lexicon == "none" or not language.spaced or zipf(last.folded, base(language.tag)) > 0

    def _is_cut(self, text: str, last: Word, ended: bool, language: Language) -> bool:
        """Whether prose that had its stops so far ends without one, on a function word or on a piece of a word."""
        if not ended or text[last.end :].strip() or (language.cased and not last.text.islower()):
            return False
        if last.folded in language.function_words:
            return True
        return language.lexicon != "none" and zipf(last.folded, base(language.tag)) < 3.0

    def _share(self, segment: Segment) -> float:
        """The length of the translation over the one that its source lets expect."""
        expansion = profile(segment.language).relative_length / profile(segment.source_language).relative_length
        return len(segment.translation) / max(len(segment.source or "") * expansion, 1.0)


def _is_ended(segment: Segment) -> bool:
    return _ENDED.search(segment.translation) is not None


def _prose(paragraphs: Sequence[Sequence[Segment]]) -> list[Sequence[Segment]]:
    """The paragraphs of a plain text that are more than a label or a line of the page."""
    last = [one for one in paragraphs if one[-1].role == "body"]
    if not all(one[-1].location and one[-1].location.start is not None for one in last):
        return []
    return [one for one in last if sum(word_count(segment.translation) for segment in one) >= _PROSE]
