# SPDX-License-Identifier: Apache-2.0
"""The words that say who said it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from os.path import commonprefix

import regex

from auditor.languages import Language, profile
from auditor.text.words import Word, words

_QUOTE_END = r"[\"”»“’'‟＂」』]"
_NAME = r"\p{Lu}[\p{L}\p{M}'’-]+\.?"
_NAMES = rf"(?:\s{_NAME}){{0,3}}"
_BREAKS = frozenset(".!?;:\n\"“”„«»「」『』()…")
_OPENS = frozenset(",\"”»“’'،")
_CLOSES = frozenset(",.;\"“„«،۔।")
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
    for one, other in zip(places, places[1:], strict=False):
        if one <= last or other - one > _WINDOW or _is_broken(text, found[one].end, found[other].start):
            continue
        between = found[one + 1 : other]
        if found[one].folded == found[other].folded and one and _is_name(found[one - 1], found[other - 1]):
            yield found[one - 1].start, found[other].end, text[found[other - 1].start : found[other].end]
            last = other
        elif between and found[one].folded == found[other].folded and _is_framed(text, found[one].start, found[other].end):
            yield found[one].start, found[other].end, None
            last = other
        elif (between or found[one].folded != found[other].folded) and _is_one_verb(found[one], found[other]) and all(
            _is_subject(word, language) for word in between
        ):
            if "," not in text[found[one].end : found[other].start]:
                yield found[one].start, found[other].end, None
                last = other


def _is_broken(text: str, start: int, end: int) -> bool:
    return not _BREAKS.isdisjoint(text[start:end])


def _is_framed(text: str, start: int, end: int) -> bool:
    """Whether the words stand where an attribution does: after a quotation or comma, and with nothing after them."""
    before, after = text[:start].rstrip()[-1:], text[end:].lstrip()[:1]
    return before in _OPENS and after in _CLOSES and "," not in text[start:end] and ":" not in text[start:end]


def _is_name(one: Word, other: Word) -> bool:
    return one.folded == other.folded and len(one.text) > 1 and one.is_capitalised and other.is_capitalised


def _is_one_verb(one: Word, other: Word) -> bool:
    stem = len(commonprefix([one.folded, other.folded]))
    return one.folded == other.folded or (stem >= _STEM and 2 * stem > max(len(one.folded), len(other.folded)))


def _is_subject(word: Word, language: Language) -> bool:
    if word.is_capitalised or word.folded in language.pronouns or word.folded in language.inversion_auxiliaries:
        return True
    return len(word.text) <= 3 and word.folded in language.function_words  # "a raconté", "le maire"

