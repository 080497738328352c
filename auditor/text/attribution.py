# SPDX-License-Identifier: Apache-2.0
"""The words that say who said it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise, takewhile

import regex

from auditor.languages import Language, profile
from auditor.text.words import Word, words

_QUOTE_END = r"[\"”»“’'‟＂」』]"
_NAME = r"\p{Lu}[\p{L}\p{M}'’-]+\.?"
_NAMES = rf"(?:\s{_NAME}){{0,3}}"
_BREAKS = frozenset('.!?;:\n"“”„«»「」『』()…')
_OPENS = frozenset(",\"”»“’'،")
_CLOSES = frozenset(',.;"“„«،۔।')
_WINDOW = 8  # words between which an attribution that comes again is an echo
_STEM = 4  # letters that two forms of one verb share


def inversions(text: str, language: Language) -> Iterator[tuple[int, int, str | None]]:
    """Spans `(start, end, suggestion)` of attributions in the order of another language."""
    pattern = _inversion(language.tag)
    if pattern is None:
        return
    for match in pattern.finditer(text):
        if match["sure"] is None and _asks(text, match.end()):
            continue
        verb, pronoun = match["verb"], match.groupdict().get("pronoun")
        # The right order is language-bound; where a pronoun stands, "pronoun verb" is right in all that invert.
        yield match.start("whole"), match.end("whole"), f"{pronoun} {verb}" if pronoun and verb else None


def _asks(text: str, end: int) -> bool:
    """Whether the clause that goes on here ends as a question."""
    for mark in text[end : end + 200]:
        if mark in "?？؟":
            return True
        if mark in ".!;\n":
            return False
    return False


@lru_cache(maxsize=64)
def _inversion(tag: str) -> regex.Pattern[str] | None:
    known = profile(tag)
    if not (known.reporting_verbs and (known.inversion_auxiliaries or known.inversion_borrowed)):
        return None
    verbs, auxiliaries = _either(known.reporting_verbs), _either(known.inversion_auxiliaries)
    pronouns, borrowed = _either(known.pronouns), _either(known.inversion_borrowed)
    after_quote = rf"(?<={_QUOTE_END}[,.]?\s{{0,2}}|[,，]{_QUOTE_END}?\s)"
    just_quoted = rf"(?<={_QUOTE_END}[,.]?\s{{1,2}})"
    any_verb = r"\p{Ll}[\p{Ll}\p{M}]{3,}"
    pronoun_parts = [
        rf"{after_quote}(?:{auxiliaries})\s(?<pronoun>{pronouns})\s(?<verb>{verbs})(?!\w){_NAMES}",
        rf"{just_quoted}(?:{auxiliaries})\s(?<pronoun>{pronouns})\s(?<verb>{any_verb})(?!\w){_NAMES}",
    ]
    parts = [
        rf"(?<sure>(?<!\w)(?:{borrowed}|(?:{auxiliaries})-t-(?:{pronouns}))(?!\w)(?:\s(?<verb>{verbs})(?!\w){_NAMES})?)",
        *(() if known.inversion_right else pronoun_parts),
    ]
    if known.inversion_bare:
        parts.append(rf"{just_quoted}(?:{auxiliaries})\s(?<verb>{verbs})(?=\s(?:\p{{Lu}}|\p{{Ll}}+\s\p{{L}})){_NAMES}")
    return regex.compile(rf"(?<whole>{'|'.join(parts)})", regex.IGNORECASE if not known.cased else 0)


def _either(forms: frozenset[str]) -> str:
    """One of the forms; nothing at all for none."""
    return "|".join(regex.escape(form) for form in sorted(forms, key=lambda f: (-len(f), f))) or "(?!)"


def echoes(text: str, language: Language) -> Iterator[tuple[int, int, str | None]]:
    """Spans `(start, end, suggestion)` where an attribution comes again before it has said anything."""
    verbs = language.reporting_verbs
    found = words(text)
    places = [index for index, word in enumerate(found) if word.folded in verbs]
    last = -1
    for one, other in pairwise(places):
        if one <= last or other - one > _WINDOW or _is_broken(text, found[one].end, found[other].start):
            continue
        span = _echo(text, found, one, other, language)
        if span is not None:
            yield span
            last = other


def _echo(
    text: str, found: Sequence[Word], one: int, other: int, language: Language
) -> tuple[int, int, str | None] | None:
    """The span of two verbs of speech, by their numbers, if the second says the first again."""
    first, second, between = found[one], found[other], found[one + 1 : other]
    same = first.folded == second.folded
    if same and one and _is_name(found[one - 1], found[other - 1]):
        return found[one - 1].start, second.end, text[found[other - 1].start : second.end]
    if _is_afterthought(text, first, second, between, language):
        return first.start, second.end, None
    if between and same and _is_framed(text, first.start, second.end):
        return first.start, second.end, None
    apart = bool(between) or not same
    if apart and _is_one_verb(first, second) and all(_is_subject(word, language) for word in between):
        return None if "," in text[first.end : second.start] else (first.start, second.end, None)
    return None


def _is_afterthought(text: str, first: Word, second: Word, between: Sequence[Word], language: Language) -> bool:
    """Whether a pronoun and the same verb follow a whole attribution: "said the poet Jane Roe, she said"."""
    if len(between) < 2 or between[-1].folded not in language.pronouns or between[-1].is_capitalised:
        return False
    tied = text[between[-2].end : between[-1].start].strip() == "," and "," not in text[first.end : between[-2].end]
    ends = text[second.end :].lstrip()[:1] in _CLOSES
    return tied and ends and _is_one_verb(first, second) and text[: first.start].rstrip()[-1:] in _OPENS


def _is_broken(text: str, start: int, end: int) -> bool:
    return not _BREAKS.isdisjoint(text[start:end])


def _is_framed(text: str, start: int, end: int) -> bool:
    """Whether the words stand where an attribution does: after a quotation or comma, and with nothing after them."""
    before, after = text[:start].rstrip()[-1:], text[end:].lstrip()[:1]
    return before in _OPENS and after in _CLOSES and "," not in text[start:end] and ":" not in text[start:end]


def _is_name(one: Word, other: Word) -> bool:
    return one.folded == other.folded and len(one.text) > 1 and one.is_capitalised and other.is_capitalised


def _is_one_verb(one: Word, other: Word) -> bool:
    stem = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one.folded, other.folded, strict=False)))
    return one.folded == other.folded or (stem >= _STEM and 2 * stem > max(len(one.folded), len(other.folded)))


def _is_subject(word: Word, language: Language) -> bool:
    if word.is_capitalised or word.folded in language.pronouns or word.folded in language.inversion_auxiliaries:
        return True
    return len(word.text) <= 2 and word.folded in language.function_words  # "a raconté", "le maire"; not "que"
