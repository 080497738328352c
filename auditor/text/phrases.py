# SPDX-License-Identifier: Apache-2.0
"""A small language for wordings, which a linguist can read and write.

    "since # days|weeks"        words, divided by blanks or hyphens; `|` between alternatives
    "realis* a|the? film"       `*` for the rest of a word (also before it), `?` for a word that may be absent
    "has ... years"             `...` for up to three words, `_` for any one
    "the [actual] president"    the part in brackets is what is marked
    "actual !size|fact"         not followed by these words; at the beginning: not preceded
    "^ since # days"            `^` at the beginning of a clause, `$` at its end, `,` for a comma
    "@body"                     a set of words by its name; `#` a number; `Aa` a capitalised word

A lower-case word also fits at the beginning of a clause with its capital; elsewhere
capitals must agree, so that names are not taken for words. In scripts without
blanks what stands side by side follows directly, and `...` is up to six signs.
Matching is bounded: no pattern repeats without a limit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

import regex

from auditor.errors import AuditorError
from auditor.text.words import words

GAP = 3  # words that `...` passes over: an adverb, an article and an adjective
_APOSTROPHE = regex.compile(r"['\N{RIGHT SINGLE QUOTATION MARK}\N{MODIFIER LETTER APOSTROPHE}]")
_GLUE = regex.compile(r"[\s\N{SOFT HYPHEN}\N{HYPHEN}\N{NON-BREAKING HYPHEN}'\N{RIGHT SINGLE QUOTATION MARK}\-]*")
_OPENS = regex.compile(r"[.!?:;…\n\"\N{LEFT DOUBLE QUOTATION MARK}\N{DOUBLE LOW-9 QUOTATION MARK}«»(\[–—]")
_COMMAS = (",", "،", "、")
_UNSEEN = str.maketrans({"\N{ZERO WIDTH NON-JOINER}": None, "İ": "I", "ё": "е", "Ё": "Е"})  # spellings of one word


class Token(NamedTuple):
    """A word, or what stands between apostrophes of one, with what joins it to the word before."""

    text: str
    start: int
    end: int
    glued: bool  # only blanks, hyphens or an apostrophe before it
    comma: bool  # a comma before it
    opens: bool  # first of its clause


@dataclass(frozen=True, slots=True)
class Place:
    """One place of a phrase: which words may stand there."""

    kind: str  # "word", "any", "gap", "number", "name", "not", "comma", "start", "end"
    forms: tuple[str, ...] = ()  # as written, with their `*`
    exact: frozenset[str] = frozenset()
    heads: tuple[str, ...] = ()  # "head*"
    parts: tuple[str, ...] = ()  # "*part*"
    tails: tuple[str, ...] = ()  # "*tail"
    optional: bool = False

    def fits(self, token: Token) -> bool:
        """Whether the word may stand here."""
        if self.kind == "any":
            return True
        if self.kind == "number":
            return token.text[0].isdigit() or token.text.casefold() in self.exact
        if self.kind == "name":
            return token.text[0].isupper()
        return self._has(token.text) or (token.opens and self._has(token.text[0].lower() + token.text[1:]))

    def form(self, token: Token) -> int | None:
        """Which of its forms a word is, counted from 0."""
        return next((n for n, form in enumerate(self.forms) if _place(form).fits(token)), None)

    def _has(self, text: str) -> bool:
        if text in self.exact:
            return True
        if self.heads and text.startswith(self.heads):
            return True
        if self.tails and text.endswith(self.tails):
            return True
        return any(part in text for part in self.parts)


class Found(NamedTuple):
    """Where a phrase stands: the marked part `[start, end)`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """A wording of a language with blanks."""

    places: tuple[Place, ...]
    mark: tuple[int, int]  # half-open, in places
    trigger: Place | None  # a text without any of its words cannot hold the phrase; None where no word is whole

    def find(self, tokens: Sequence[Token], at: Sequence[int] | None = None) -> Iterator[Found]:
        """Every place where it stands, in order, none overlapping another.

        `at` are the places of tokens that fit the trigger, in order, where they are known.
        """
        if at is None and self.trigger is not None:
            at = [number for number, token in enumerate(tokens) if self.trigger.fits(token)]
        after = 0
        for start in range(len(tokens)) if at is None else self._starts(at):
            if start < after:
                continue
            path = self._walk(tokens, 0, start, (start,))
            if path is None:
                continue
            first, last = path[self.mark[0]], path[self.mark[1]]
            if last > first:
                after = max(path[-1], start + 1)
                yield Found(tokens[first].start, tokens[last - 1].end)

    def _starts(self, at: Sequence[int]) -> list[int]:
        """Where the phrase may begin when its trigger stands at these places."""
        before = 0
        for place in self.places:
            if place is self.trigger:
                break
            before += GAP if place.kind == "gap" else place.kind in ("word", "any", "number", "name")
        return sorted({start for place in at for start in range(max(0, place - before), place + 1)})

    def _walk(self, tokens: Sequence[Token], place: int, at: int, path: tuple[int, ...]) -> tuple[int, ...] | None:
        """The token that each place begins at, from here to the end; None where it does not fit."""
        if place == len(self.places):
            return path
        here = self.places[place]
        if here.kind == "gap":
            for passed in range(GAP + 1):
                if passed and not self._is_joined(tokens, at + passed - 1, path):
                    return None
                done = self._walk(tokens, place + 1, at + passed, (*path, at + passed))
                if done:
                    return done
            return None
        if here.kind in ("not", "comma", "start", "end"):
            holds = here.optional or self._holds(here, tokens, at, at == path[0])
            return self._walk(tokens, place + 1, at, (*path, at)) if holds else None
        if at < len(tokens) and self._is_joined(tokens, at, path) and here.fits(tokens[at]):
            done = self._walk(tokens, place + 1, at + 1, (*path, at + 1))
            if done:
                return done
        return self._walk(tokens, place + 1, at, (*path, at)) if here.optional else None

    def _is_joined(self, tokens: Sequence[Token], at: int, path: tuple[int, ...]) -> bool:
        if at >= len(tokens):
            return False
        comma = self.places[len(path) - 2].kind == "comma" if len(path) > 1 else False
        return at == path[0] or tokens[at].glued or (comma and tokens[at].comma)

    def _holds(self, here: Place, tokens: Sequence[Token], at: int, first: bool) -> bool:
        """Whether a condition on what stands before or after holds."""
        if here.kind == "comma":
            return at < len(tokens) and tokens[at].comma
        if here.kind == "start":
            return at < len(tokens) and tokens[at].opens
        if here.kind == "end":
            return at >= len(tokens) or not tokens[at].glued
        if first:
            return at == 0 or not tokens[at].glued or not here.fits(tokens[at - 1])
        return at >= len(tokens) or not tokens[at].glued or not here.fits(tokens[at])

    def choices(self) -> Place | None:
        """The first place of the marked part that has several forms."""
        return next((place for place in self.places[slice(*self.mark)] if len(place.forms) > 1), None)


@dataclass(frozen=True, slots=True)
class Signs:
    """A wording of a language without blanks."""

    pattern: regex.Pattern[str]
    trigger: tuple[str, ...]  # a text without any of these cannot hold it

    def find(self, text: str) -> Iterator[Found]:
        """Every place where it stands, in order, none overlapping another."""
        if any(part in text for part in self.trigger):
            for match in self.pattern.finditer(text):
                group = "mark" if "mark" in self.pattern.groupindex else 0
                yield Found(match.start(group), match.end(group))


@lru_cache(maxsize=4096)
def _gap(between: str) -> tuple[bool, bool, bool]:
    """Of what stands between two words: whether it ties them, has a comma, opens a sentence."""
    comma = any(mark in between for mark in _COMMAS)
    return _GLUE.fullmatch(between) is not None, comma, _OPENS.search(between) is not None


@lru_cache(maxsize=65536)
def _seen(word: str) -> str:
    return word.translate(_UNSEEN)


@lru_cache(maxsize=256)
def tokens(text: str) -> tuple[Token, ...]:
    """The words of a text for phrases: divided at apostrophes too, joiners taken out."""
    found: list[Token] = []
    end = 0
    for word in words(text):
        place = word.start
        for part in (word.text,) if word.text.isalnum() else _APOSTROPHE.split(word.text):
            glued, comma, opens = _gap(text[end:place])
            found.append(
                Token(
                    part if part.isascii() else _seen(part), place, place + len(part), glued, comma, opens or not found
                )
            )
            end = place + len(part)
            place = end + 1
    return tuple(token for token in found if token.text)


def compile_phrase(pattern: str, sets: Mapping[str, Sequence[str]], numbers: frozenset[str]) -> Phrase:
    """A phrase from its pattern. Raises AuditorError for one that is not well formed."""
    places: list[Place] = []
    first = last = None
    items = _items(pattern)
    if items.count("[") > 1 or items.count("[") != items.count("]"):
        raise AuditorError(f"pattern “{pattern}” marks one part at most, with both brackets")
    for item in items:
        if item == "[":
            first = len(places)
        elif item == "]":
            last = len(places)
        else:
            places += _places(item, sets, numbers)
    fixed = [p for p in places if p.kind == "word" and not p.optional and not p.parts and not p.tails]
    # The longest words are the rarest: looking for many costs no more than for one.
    trigger = max(fixed, key=lambda p: sum(map(len, p.forms)) / len(p.forms), default=None)
    return Phrase(tuple(places), (first or 0, len(places) if last is None else last), trigger)


def compile_signs(pattern: str, sets: Mapping[str, Sequence[str]], numbers: frozenset[str]) -> Signs:
    """A wording without blanks from its pattern. Raises AuditorError when it says nothing that could be looked for."""
    parts: list[str] = []
    trigger: tuple[str, ...] = ()
    for item in _items(pattern):
        bare = item.rstrip("?").lstrip("!")
        choices = _forms(bare, sets)
        if item in _SIGNS:
            parts.append(_SIGNS[item])
        elif item == "#":
            parts.append(r"(?:[\p{N}.,]++|" + "|".join(map(regex.escape, sorted(numbers, key=len, reverse=True))) + ")")
        elif item.startswith("!"):
            parts.append(("(?!" if parts else "(?<!") + "|".join(map(regex.escape, choices)) + ")")
        else:
            parts.append("(?:" + "|".join(map(_whole, choices)) + ")" + ("?" if item.endswith("?") else ""))
            if not item.endswith("?") and (not trigger or min(map(len, choices)) > min(map(len, trigger))):
                trigger = tuple(choices)
    if not trigger:
        raise AuditorError(f"pattern “{pattern}” needs a word of its own")
    try:
        return Signs(regex.compile("".join(parts)), trigger)
    except regex.error as error:
        raise AuditorError(f"pattern “{pattern}”: {error}") from error


_SIGNS = {
    "[": "(?P<mark>",
    "]": ")",
    "...": r"[^\s。、，．！？!?,.「」『』（）()]{0,6}?",
    "_": r"[^\s。、，．！？!?,.「」『』（）()]",
    "^": r"(?:(?<=[\s。、，！？!?,.「『（(])|^)",
    "$": r"(?=[\s。、，！？!?,.」』）)]|$)",
    ",": "[、，,]",
}


def _whole(form: str) -> str:
    """A literal that is not cut out of a longer word in katakana."""
    before = r"(?<![\p{Katakana}ー])" if regex.match(r"\p{Katakana}", form) else ""
    after = r"(?![\p{Katakana}ー])" if regex.search(r"[\p{Katakana}ー]$", form) else ""
    return before + regex.escape(form) + after


def _items(pattern: str) -> list[str]:
    return regex.findall(r"\[|\]|[^\s\[\]]+", pattern)


def _places(item: str, sets: Mapping[str, Sequence[str]], numbers: frozenset[str]) -> Iterator[Place]:
    """The places that one item of a pattern makes; a word with an apostrophe makes several."""
    single = {"...": "gap", "_": "any", "Aa": "name", "^": "start", "$": "end", ",": "comma"}
    if item in single or item == ",?":
        yield Place(single[item[0] if item == ",?" else item], optional=item == ",?")
    elif item in ("#", "#?"):
        yield Place("number", exact=numbers, optional=item.endswith("?"))
    else:
        bare, kind = item.removeprefix("!"), "not" if item.startswith("!") else "word"
        bare, optional = bare.removesuffix("?"), bare.endswith("?")
        if _APOSTROPHE.search(bare):
            if "|" in bare or optional or kind == "not":
                raise AuditorError(f"“{item}”: a word with an apostrophe stands alone in its place")
            yield from (_place(part) for part in _APOSTROPHE.split(bare) if part)
            return
        yield _place("|".join(_forms(bare, sets)), kind, optional)


def _forms(item: str, sets: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The alternatives of an item, sets filled in."""
    try:
        return tuple(form for part in item.split("|") for form in (sets[part[1:]] if part.startswith("@") else (part,)))
    except KeyError as error:
        raise AuditorError(f"“{item}”: no set of this name") from error


@cache
def _place(form: str, kind: str = "word", optional: bool = False) -> Place:
    forms = tuple(part.translate(_UNSEEN) for part in form.split("|"))
    if not all(part.strip("*") and part.strip("*").isalnum() for part in forms):
        raise AuditorError(f"“{form}”: an alternative is no word")
    return Place(
        kind,
        forms,
        frozenset(part for part in forms if "*" not in part),
        tuple(part[:-1] for part in forms if part.endswith("*") and not part.startswith("*")),
        tuple(part[1:-1] for part in forms if part.endswith("*") and part.startswith("*")),
        tuple(part[1:] for part in forms if part.startswith("*") and not part.endswith("*")),
        optional,
    )
