# SPDX-License-Identifier: Apache-2.0
"""Who is a woman and who is a man by the word that stands with them, and the pronouns that follow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from auditor.languages import Language
from auditor.model import Span
from auditor.text.words import Word, words

_NAME = regex.compile(r"(?:\p{Lu}[\p{L}\p{M}'’-]+)(?:\s\p{Lu}[\p{L}\p{M}'’.-]+)+")


def mismatched(text: str, spans: Sequence[Span], language: Language) -> Iterator[tuple[int, int, str]]:
    """Pronouns `(start, end, person)` of one gender where the only person about is of the other.

    The sentence and the three before it must speak of one gender alone, by title
    or noun, and the sentence must name one person at most.
    """
    found = words(text)
    for number, span in enumerate(spans):
        inside = [word for word in found if span.start <= word.start < span.end]
        women = [word for word in inside if word.folded in language.feminine]
        men = [word for word in inside if word.folded in language.masculine]
        if bool(women) == bool(men) or len(_NAME.findall(text, span.start, span.end)) > 1:
            continue
        person = (women or men)[0]
        wrong = language.masculine_pronouns if women else language.feminine_pronouns
        other = language.masculine if women else language.feminine
        start = spans[max(0, number - 3)].start
        before = {word.folded for word in found if start <= word.start < span.start}
        before |= {word.folded for word in inside if word.start < person.start}
        if before & (other | wrong):
            continue
        pronoun = _after(inside, person, wrong)
        if pronoun is not None:
            yield pronoun.start, pronoun.end, person.text


def _after(inside: Sequence[Word], person: Word, wrong: frozenset[str]) -> Word | None:
    return next((word for word in inside if word.start > person.end and word.folded in wrong), None)
