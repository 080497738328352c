# SPDX-License-Identifier: Apache-2.0
"""Where a text denies something, by the lists of the profiles.

Three lists: `negators` deny a clause; `idle_negators` are phrases in which they do
not ("not only"); `denials` may say a denial of another language in other words
("refuse", "without", "un-"). What is surely denied on one side must have something
that may deny it on the other.

Source: our judgement, after the grammars of the languages; measured on clean news.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import regex

from auditor.languages import Language, profile
from auditor.model import Span
from auditor.text.sentences import sentences
from auditor.text.words import first_letters

_ANY = r"[\p{L}\p{M}\p{N}\N{ZERO WIDTH NON-JOINER}]*"
_FAR = r"[^\p{L}\p{N}.!?;:]+(?:[\p{L}\p{M}\p{N}'-]+[^\p{L}\p{N}.!?;:]+){0,8}?"
_BETWEEN = 3  # words between two negators of one denial: "no lo sabe nadie", "ne le sait pas"
_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'"})
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")
_ALONE = regex.compile(r"\s*[.!?,;…！？。、，—–]")  # what follows a "no" that is a sentence of its own
_OPENING = regex.compile(r"(?:^|[.!?:…\n\"“„«‘'(\[¿¡—–-])[^\p{L}\p{N}]*$")
_LONGEST = 28  # code points between blanks in a language without compounds; addresses apart, clean news has no more
_BEFORE = 6  # code points before a capital that are looked at
_NUMERO = regex.compile(r"\.\s?\p{Nd}")  # "No. 81" is a number
_CLAUSE = regex.compile(r"[.!?;:…。！？；،؛؟।—–()\n]|,(?=\s)|，")


class Denial(NamedTuple):
    """A negator, or several of one denial, `[start, end)`."""

    start: int
    end: int


@lru_cache(maxsize=64)
def _pattern(tag: str, key: str) -> regex.Pattern[str] | None:
    language = profile(tag)
    forms = getattr(language, key)
    if not forms:
        return None
    listed = "|".join(_form(form) for form in sorted(forms, key=lambda form: (-len(form), form)))
    firsts = first_letters(form.translate(_APOSTROPHES) for form in forms)
    return regex.compile(
        f"(?:{listed})"
        if not language.spaced
        else rf"{firsts}(?<![\p{{L}}\p{{M}}\p{{N}}])(?:{listed})(?![\p{{L}}\p{{M}}\p{{N}}])"
    )


def _form(form: str) -> str:
    """A form as a pattern: "*" is any letters, "..." up to eight words, punctuation of clauses left out."""
    return _FAR.join(_part(part.strip()) for part in form.split("..."))


def _part(form: str) -> str:
    return _ANY.join(regex.escape(part).replace(r"\ ", r"\s") for part in form.translate(_APOSTROPHES).split("*"))


def _folded(text: str) -> str:
    """Lower case where that keeps the length, one kind of apostrophe."""
    lower = text.lower()
    return (lower if len(lower) == len(text) else text).translate(_APOSTROPHES)


@lru_cache(maxsize=64)
def denied(text: str, tag: str | None) -> tuple[Denial, ...]:
    """What a text surely denies, in order; several negators of one clause are one denial, and "no, we did not"."""
    found: list[Denial] = []
    for start, end in _negators(text, profile(tag)):
        between = text[found[-1].end : start] if found else ""
        near = bool(found) and len(_WORD.findall(between)) <= _BETWEEN
        if near and (_ALONE.match(between) or not _CLAUSE.search(between)):
            found[-1] = Denial(found[-1].start, end)
        else:
            found.append(Denial(start, end))
    return tuple(found)


def _opens(text: str, start: int) -> bool:
    """Whether a sentence or a quotation begins at a place, as far as the few signs before it tell."""
    return _OPENING.search(text[max(0, start - _BEFORE) : start]) is not None


def is_sure(text: str, denial: Denial, tag: str | None) -> bool:
    """Whether a denial is a word of the list as it stands: ne-, -maz, ない are often parts of other words."""
    language, said = profile(tag), _folded(text[denial.start : denial.end])
    listed = {form.translate(_APOSTROPHES) for form in language.negators}
    return language.spaced and any(word in listed or "n't" in word for word in said.split())


def _negators(text: str, language: Language) -> list[tuple[int, int]]:
    pattern = _pattern(language.tag, "negators")
    if pattern is None:
        return []
    folded = _folded(text)
    found = [match.span() for match in pattern.finditer(folded) if not _NUMERO.match(folded, match.end())]
    if language.cased:  # Newport, Newman: a capital inside a sentence is a name's
        found = [span for span in found if not text[span[0]].isupper() or _opens(text, span[0])]
    idle = _pattern(language.tag, "idle_negators")
    if found and idle is not None:
        spans = [match.span() for match in idle.finditer(folded, overlapped=True)]
        found = [(start, end) for start, end in found if not any(a < end and start < b for a, b in spans)]
    return found


@lru_cache(maxsize=64)
def may_deny(text: str, tag: str | None) -> int:
    """How many words of a text may deny something, idle ones too."""
    folded, language = _folded(text), profile(tag)
    if not language.spaced:  # a text that was divided into words has them still: ませ ん
        folded = "".join(folded.split())
    pattern, idle = _pattern(language.tag, "negators"), _idle_words(language.tag)
    spans = {match.start() for match in pattern.finditer(folded)} if pattern else set()
    pattern = _pattern(language.tag, "denials")
    if pattern is None:
        return len(spans)
    weak = {match.start() for match in pattern.finditer(folded) if not (idle and idle.fullmatch(match.group()))}
    if weak and idle and not language.spaced:  # 反 in 反映 is no word; 変わらない may still say "not change"
        long = tuple(form for form in language.denials if len(form) > 1)
        looks = (match for match in idle.finditer(folded) if not any(form in match.group() for form in long))
        weak -= {place for match in looks for place in range(*match.span())}
    return len(spans | weak)


@lru_cache(maxsize=64)
def _idle_words(tag: str) -> regex.Pattern[str] | None:
    """Single words that only look like a denial: "under*" beside "un*"."""
    forms = sorted(form for form in profile(tag).idle_negators if " " not in form)
    return regex.compile("|".join(map(_form, forms))) if forms else None


def knows_denials(tag: str | None) -> bool:
    """Whether the profile has the lists."""
    language = profile(tag)
    return bool(language.negators and language.denials)


def is_run_together(text: str, tag: str | None) -> bool:
    """Whether blanks are lost, so that a denial may stand inside a word; never where words are joined freely."""
    language = profile(tag)
    return language.spaced and not language.compounds and any(len(word) > _LONGEST for word in text.split())


def are_paired(source: str, source_tag: str | None, text: str, tag: str | None) -> bool:
    """Whether both texts have as many sentences, so that each stands beside its own."""
    return len(sentences(source, source_tag)) == len(sentences(text, tag))


def beside(source: str, source_tag: str | None, text: str, tag: str | None) -> list[tuple[Span, Span]]:
    """Sentences of the source with ours beside them, or all beside all where there are not as many."""
    if are_paired(source, source_tag, text, tag):
        return list(zip(sentences(source, source_tag), sentences(text, tag), strict=True))
    whole = Span(len(text) - len(text.lstrip()), len(text.rstrip()))
    return [(Span(0, len(source)), whole)]
