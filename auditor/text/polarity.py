# SPDX-License-Identifier: Apache-2.0
"""Negations that do not go together, told by lists of words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.languages import Language
from auditor.model import Span
from auditor.text.sentences import sentences
from auditor.text.words import Word, words

_REACH = 3  # words between a negated verb and the second negation; further off it may belong to another verb
_SUBJECT = 8  # words of a subject that begins with "any"; a longer one has a verb of its own


def _phrase(found: Sequence[Word], at: int, known: frozenset[str]) -> int:
    """How many words from `at` on are an entry of the list: 0, 1 or 2."""
    for size in (2, 1):
        if at + size <= len(found) and " ".join(word.folded for word in found[at : at + size]) in known:
            return size
    return 0


def negated_any(text: str, language: Language) -> Iterator[tuple[int, int]]:
    """From "any" at the head of a sentence to the negated verb it is the subject of."""
    for span in _candidates(text, language, language.polarity_words):
        found = [word for word in words(text) if span.start <= word.start < span.end]
        if not found or found[0].folded not in language.polarity_words:
            continue
        for at in range(1, min(len(found), _SUBJECT + 1)):
            gap = text[found[at - 1].end : found[at].start]
            if not gap.isspace() or found[at].folded in language.relatives:
                break
            size = _phrase(found, at, language.negated_verbs)
            if size:
                yield found[0].start, found[at + size - 1].end
                break


def doubled_negation(text: str, language: Language) -> Iterator[tuple[int, int]]:
    """From a negated verb to a negative word that is its object or subject, or from a negative subject to its verb."""
    for span in _candidates(text, language, language.negative_words):
        found = [word for word in words(text) if span.start <= word.start < span.end]
        at = 0
        while at < len(found):
            subject = _phrase(found, at, language.negative_words)
            denied = at + subject if subject else at
            size = _phrase(found, denied, language.negated_verbs)
            if size and subject:
                # A bare negator may belong to the next word: "kein nicht lösbares Problem".
                has_verb = size > 1 or not found[denied].text.isalpha()
                if has_verb and text[found[denied - 1].end : found[denied].start].isspace():
                    yield found[at].start, found[denied + size - 1].end
            elif size:
                other = _second(text, found, at + size, language)
                if other is not None:
                    yield found[at].start, found[other].end
            at += subject + size or 1


def _second(text: str, found: Sequence[Word], start: int, language: Language) -> int | None:
    for at in range(start, min(len(found), start + _REACH + 1)):
        if not text[found[at - 1].end : found[at].start].isspace() or found[at].folded in language.relatives:
            return None
        size = _phrase(found, at, language.negative_words)
        if size:
            return at + size - 1
    return None


def _candidates(text: str, language: Language, known: frozenset[str]) -> Iterator[Span]:
    if not known or not language.negated_verbs:
        return
    lowered = text.lower()
    if any(word in lowered for word in known):
        yield from sentences(text, language.tag)
