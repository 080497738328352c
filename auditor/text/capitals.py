# SPDX-License-Identifier: Apache-2.0
"""Capitals that are missing, and capitals where none belongs."""

from __future__ import annotations

import re
from collections.abc import Iterator

import regex

from auditor.engines.lexicon import zipf
from auditor.languages import Language, base
from auditor.text.words import words

# Particles of names, in any language.
_PARTICLES = frozenset(["al", "bin", "da", "de", "del", "di", "dos", "du", "ibn", "ten", "ter", "van", "von", "zu"])
_OPENING = regex.compile(r"[\s\"'“”„«»‘’‹›(\[\-–—*•¿¡]*")
_LOWER = regex.compile(r"\p{Ll}[\p{L}\p{M}]*")
_AFTER_WORD = frozenset(["", " ", ",", "-", "'", "’", ".", "\N{NO-BREAK SPACE}"])
_BRAND = regex.compile(r"[-'’]\p{Lu}|-?[\p{N}@/_]|[.][\p{L}\p{N}]")  # d'Artagnan, e-Estonia, example.com
_ENDED = regex.compile(r"[.!?…][\p{Pf}\p{Pe}\"'\s]*$")
_AFTER = regex.compile(r"(?<=\p{Ll}{2}[.!?][\"”»)]?)\s+(?=\p{Ll})")
# A call or a question in the middle of a sentence: only the end of a long word counts.
_ASKED = regex.compile(r"(?<=\p{Ll}{3})[?!]\s(?P<next>\p{Ll}{2,})(?![\p{L}\p{N}'’-])")
_INNER = regex.compile(
    r"(?<![\p{L}\p{N}@#./_-])(?:\p{Lu}?\p{Ll}+\p{Lu}\p{Ll}*|\p{Lu}{2}\p{Ll}{1,})"
    r"(?![\p{L}\p{N}@/_-]|\.\p{L})"
)
_INSIDE = regex.compile(r"[[:lower:]][[:upper:]]")  # a cheap look before the dear one
_TWO = re.compile(r"[A-Z]{2}[a-z]")
_CAPITAL = regex.compile(r"(?<= )\p{Lu}\p{Ll}+(?= \p{Ll}+(?![\p{L}'’-]))")
_BRANDED = regex.compile(r"\p{Ll}\p{Lu}|\p{Lu}\p{Ll}\p{Lu}|\p{Lu}{3}|\p{Lu}{2}s$")  # iPhone, IoT, UEFAn, PCs
_FREQUENT = 3.5  # Zipf: a word this frequent is no invented name. Source: our judgement, the 20,000 commonest words
_NAMES = regex.compile(r"(?:Mc|Mac|De|Di|Du|La|Le|Lo|Van|Von|O|Fitz|Al|El|Ben|Bin|Abd|San|Des|Del)\p{Lu}")


def lower_start(text: str, language: Language) -> tuple[int, int] | None:
    """The first word, if it begins with a small letter and is no particle, address or brand."""
    if not language.cased:
        return None
    start = _OPENING.match(text).end()  # type: ignore[union-attr]  # matches nothing at least
    match = _LOWER.match(text, pos=start)
    if match is None or not match.group().islower():
        return None
    if text[match.end() : match.end() + 1] not in _AFTER_WORD or _BRAND.match(text, match.end()):
        return None
    if start and (text[start - 1] in "'’‘(" or text[:start].rstrip().endswith(("-", "–", "—"))):
        return None  # 's Avonds, a remark, a list, a speech that goes on: "– kérdezte"
    following = text[match.end() :].lstrip()
    if following[:1].isupper() and match.group() in _PARTICLES:
        return None  # "de la Roca", "van Dijk"
    return match.span()


def starts_upper(text: str) -> bool:
    """Whether the first letter, quotation marks and brackets passed over, is a capital."""
    start = _OPENING.match(text).end()  # type: ignore[union-attr]
    return text[start : start + 1].isupper()


def has_ended(text: str) -> bool:
    """Whether a text ends as a sentence does."""
    return _ENDED.search(text[-12:]) is not None


def is_sentence(text: str, least: int) -> bool:
    """Whether a text ends as a sentence does and has at least so many words."""
    return has_ended(text) and len(words(text)) >= least


def lower_after_question(text: str, language: Language) -> Iterator[tuple[int, int]]:
    """Words in small letters after a question or exclamation mark that ends a sentence, outside quotation marks."""
    if not language.cased or ("? " not in text and "! " not in text):
        return
    for match in _ASKED.finditer(text):
        if not _is_quoted(text, match.start()):
            yield match.span("next")


def _is_quoted(text: str, at: int) -> bool:
    before = text[:at]
    return (
        before.count('"') % 2 == 1
        or sum(before.count(sign) for sign in "“„«‘‚") > sum(before.count(sign) for sign in "”»’")
        or not {"—", "–", "(", "¿", "¡"}.isdisjoint(before)
    )


def inner_capitals(text: str, language: Language) -> Iterator[tuple[int, int, str]]:
    """Words `(start, end, repair)` with a capital inside that are frequent words without it."""
    if not language.cased:
        return
    if not (_INSIDE.search(text) or _TWO.search(text)):
        return
    tag = base(language.tag)
    for match in _INNER.finditer(text):
        word = match.group()
        if _NAMES.match(word) or _BRANDED.match(word):
            continue  # names of families, and abbreviations with an ending: MPs, UEFAn
        if zipf(word.lower(), tag) < _FREQUENT or _is_joined(word, tag):
            continue
        yield match.start(), match.end(), word.lower() if word[0].islower() else word.capitalize()


def _is_joined(word: str, tag: str) -> bool:
    """Whether both parts are words: a brand such as JavaScript, or two words glued, which another check tells."""
    cut = next((place for place in range(1, len(word)) if word[place].isupper() and word[place - 1].islower()), 0)
    return cut > 1 and len(word) - cut > 1 and min(zipf(word[:cut].lower(), tag), zipf(word[cut:].lower(), tag)) >= 2.5


def _is_title(text: str) -> bool:
    """Whether half of the words have a capital: a headline in the English manner."""
    found = words(text)
    return 2 * sum(word.is_capitalised for word in found) >= len(found)


def stray_capitals(text: str, language: Language) -> Iterator[tuple[int, int, str]]:
    """Function words `(start, end, repair)` with a capital in the middle of a sentence, small letters around."""
    if not language.cased or not language.function_words or language.syllabic:
        return
    for match in _CAPITAL.finditer(text):
        word, folded = match.group(), match.group().lower()
        if folded not in language.function_words or folded in language.capital_words:
            continue
        before = text[max(0, match.start() - 40) : match.start() - 1].rpartition(" ")[2]
        if before.isalpha() and before.islower() and not _is_title(text):
            yield match.start(), match.end(), word.lower()
