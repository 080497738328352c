# SPDX-License-Identifier: Apache-2.0
"""Wordings that a translation took over from its source, by the tables of the language pairs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

import msgspec
import regex

from auditor import __version__
from auditor.errors import AuditorError
from auditor.languages import Language, profile
from auditor.languages.pairs import Entry, Kind, file_text, found_pair, into, read
from auditor.languages.store import kept
from auditor.model import Segment, Severity
from auditor.text.agreement import clashes, misfits, wrong_forms
from auditor.text.phrases import Found, Phrase, Signs, compile_phrase, compile_signs, tokens

_ELIDED = regex.compile(r"\p{L}['\N{RIGHT SINGLE QUOTATION MARK}]$")
_VOWEL = regex.compile(r"[aeiouyhàâèéêëîïôœùûáíóú]", regex.IGNORECASE)
_BEFORE = regex.compile(r"(?<![\p{L}\p{N}'\N{RIGHT SINGLE QUOTATION MARK}-])\p{L}+ $")
_AFTER = regex.compile(r" \p{L}+(?![\p{L}'\N{RIGHT SINGLE QUOTATION MARK}-])")
_STEM = 3  # letters that forms of one word share; unlike words seldom do
_WORDS = 16384  # words of a language whose patterns are kept: those of a day's news


class Wording(NamedTuple):
    """A wrong wording at its place, half-open in the translation, and what the pair says of it."""

    kind: Kind
    start: int
    end: int
    entry: Entry
    suggestion: str | None  # what may stand in its place as it is
    source_span: tuple[int, int] | None
    language: str  # its English name: of the source
    supported: bool  # by words of the source

    @property
    def severity(self) -> Severity | None:
        """The entry's own severity, if it has one."""
        return None if self.entry.severity is None else Severity[self.entry.severity.upper()]

    @property
    def confidence(self) -> float:
        """0..1, higher where the source has the words too. Source: our judgement."""
        return 0.9 if self.supported else 0.75


def told(message: str, wording: Wording, text: str) -> str:
    """The message about a wording, its `{text}`, `{language}`, `{of}` and `{write}` filled in."""
    entry = wording.entry
    written = wording.suggestion or entry.write.replace("|", "” or “")
    return message.format(text=text, language=wording.language, of=entry.of or entry.name, write=written)


@dataclass(frozen=True, slots=True)
class _Ready:
    """An entry and the pair it stands in; its patterns are compiled when they are asked for."""

    kind: Kind
    entry: Entry
    pair: str
    language: str

    @property
    def home(self) -> str:
        """The language it comes from."""
        return self.pair.split("-")[0]

    def is_near(self, text: str) -> bool:
        """Whether words that make it wrong stand in the translation."""
        return any(_has(_phrase(pattern, self.pair, self.language), text) for pattern in self.entry.near)

    def is_right(self, text: str, source: str) -> bool:
        """Whether words that make it right stand in the translation or the source."""
        return any(
            _has(_phrase(pattern, self.pair, self.language), text)
            or (source and _has(_phrase(pattern, self.pair, self.home), source))
            for pattern in self.entry.unless
        )

    def form(self, marked: str, answers: int) -> int | None:
        """Which form of the wrong words stands there, from 0: by the first pattern that has it among as many."""
        for pattern in (*self.entry.wrong, *self.entry.alone):
            phrase = _phrase(pattern, self.pair, self.language)
            choices = phrase.choices() if isinstance(phrase, Phrase) else None
            if choices and len(choices.forms) == answers:
                for form in map(choices.form, tokens(marked)):
                    if form is not None:
                        return form
        return None

    def is_inflected(self) -> bool:
        """Whether a pattern begins with several forms of one word, so that one answer cannot fit them all."""
        for pattern in (*self.entry.wrong, *self.entry.alone):
            phrase = _phrase(pattern, self.pair, self.language)
            choices = phrase.choices() if isinstance(phrase, Phrase) else None
            if choices and len({form[:_STEM] for form in choices.forms}) < len(choices.forms):
                return True
        return False

    def in_source(self, source: str) -> Found | None:
        """Where its words stand in the source."""
        found = (next(_spans(_phrase(pattern, self.pair, self.home), source), None) for pattern in self.entry.origin)
        return next((span for span in found if span is not None), None)


class _Called(NamedTuple):
    """A pattern of an entry that a word of the text calls for."""

    entry: int
    pattern: str
    alone: bool  # needs no support


class _Index(msgspec.Struct, frozen=True):
    """By which words patterns are called for; what none calls for applies to any text."""

    exact: dict[str, list[int]]  # folded word -> patterns
    heads: dict[str, list[tuple[str, int]]]  # first three letters -> whole head and pattern


@dataclass(frozen=True, slots=True)
class _Book:
    """The patterns that may apply to a translation, by the words that call for them."""

    by_word: Callable[[str], tuple[int, ...]] | None  # the patterns that a word calls for; None: any text may have all
    patterns: tuple[_Called, ...]
    entries: tuple[_Ready, ...]

    def called(self, text: str) -> Mapping[int, list[int] | None]:
        """The patterns whose words the text has, each with the places of those words."""
        if self.by_word is None:
            return dict.fromkeys(range(len(self.patterns)))
        places: dict[int, list[int]] = {}
        for place, token in enumerate(tokens(text)):
            for number in self.by_word(token.text):
                places.setdefault(number, []).append(place)
        return places


def wordings(segment: Segment, kind: Kind) -> Iterator[Wording]:
    """The wrong wordings of one kind in a segment, in text order; each word is in one at most.

    With a source of a declared language its words decide; without, only what the
    context in the translation makes wrong, from any language when none is declared.
    """
    if segment.translation and segment.language:
        found = _all(segment.translation, segment.source or "", segment.language, segment.source_language)
        yield from (one for one in found if one.kind == kind)


@lru_cache(maxsize=4096)  # each of the checks that read a kind asks for the same segments
def _all(text: str, source: str, language: str, source_language: str | None) -> tuple[Wording, ...]:
    book = _book(source_language, language)
    called: dict[int, list[tuple[_Called, list[int] | None]]] = {}
    for number, at in sorted(book.called(text).items()):
        called.setdefault(book.patterns[number].entry, []).append((book.patterns[number], at))
    found: list[Wording] = []
    for entry, patterns in called.items():
        found += _hits(book.entries[entry], patterns, text, source if source_language else "")
    kept: list[Wording] = []
    for hit in sorted(found, key=lambda hit: (hit.start, -hit.end)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return tuple(kept)


def _hits(one: _Ready, patterns: list[tuple[_Called, list[int] | None]], text: str, source: str) -> Iterator[Wording]:
    found = [
        (hit, called.alone)
        for called, at in patterns
        for hit in _spans(_phrase(called.pattern, one.pair, one.language), text, at)
    ]
    if not found:
        return
    in_source = one.in_source(source) if source else None
    if (source and one.entry.origin and in_source is None) or one.is_right(text, source):
        return
    supported = in_source is not None or one.is_near(text)
    span = None if in_source is None else (in_source.start, in_source.end)
    name = profile(one.home).name
    for hit, alone in found:
        if alone or supported:
            write = _suggestion(one, text, hit)
            place, suggestion = (hit, None) if write is None else _fitted(text, hit, write, one.language)
            yield Wording(one.kind, *place, one.entry, suggestion, span, name, span is not None)


def _spans(phrase: Phrase | Signs, text: str, at: list[int] | None = None) -> Iterator[Found]:
    return phrase.find(tokens(text), at) if isinstance(phrase, Phrase) else phrase.find(text)


def _has(phrase: Phrase | Signs, text: str) -> bool:
    return next(_spans(phrase, text), None) is not None


def _suggestion(one: _Ready, text: str, hit: Found) -> str | None:
    """What may replace the marked words: the answer to the form that stands there, with the capital of its clause."""
    write = one.entry.write
    if "|" in write:
        answers = write.split("|")
        form = one.form(text[hit.start : hit.end], len(answers))
        if form is None:
            return None
        write = answers[form]
    elif one.is_inflected():
        return None
    if "…" in write or "(" in write:
        return None
    opens = text[hit.start].isupper() and any(token.opens for token in tokens(text) if token.start == hit.start)
    return write[:1].upper() + write[1:] if opens else write


def _fitted(text: str, hit: Found, write: str, language: str) -> tuple[Found, str | None]:
    """A replacement and what it replaces: with the small word beside it where both have to change.

    "an eventual risk" becomes "a possible risk", "assisté le match" "assisté au match".
    Nothing where we cannot say how: "l'issue", "la problème".
    """
    start, end = hit
    known = profile(language)
    if _ELIDED.search(text[:start]) and not _VOWEL.match(write):
        return hit, None
    if before := _BEFORE.search(text[:start]):
        for begin, stop, repair in _misfits(before.group() + write, known):
            if begin == 0:
                start, write = before.start(), repair and repair + (before.group() + write)[stop:]
                break
    if write and (after := _AFTER.match(text[end:])):
        for begin, stop, repair in _misfits(write + after.group(), known):
            if stop > len(write):
                end, write = end + after.end(), repair and write[:begin] + repair
                break
    return (Found(start, end), write) if write else (hit, None)


def _misfits(text: str, language: Language) -> Iterator[tuple[int, int, str]]:
    """Small words that do not go with the word after them, and what both become, if that can be said."""
    for find in (wrong_forms, clashes, misfits):
        yield from ((start, end, repair) for start, end, repair, _ in find(text, language))


@cache
def _book(source_language: str | None, language: str) -> _Book:
    """The entries of the pair; of all pairs into the language when no source language is declared.

    Which words call for them is kept: to make all patterns ready takes longer than most stories.
    Raises AuditorError that names the file and the entry of a pattern that is not well formed.
    """
    chosen = into(language) if source_language is None else found_pair(source_language, language)
    entries: list[_Ready] = []
    patterns: list[_Called] = []
    seen: set[tuple[Kind, str]] = set()  # the pairs share many
    for name in chosen:
        for kind, entry in read(name).entries():
            wrong = entry.wrong if source_language or entry.near else ()
            for pattern, alone in (*((p, False) for p in wrong), *((p, True) for p in entry.alone)):
                if (kind, pattern) in seen and source_language is None:
                    continue
                seen.add((kind, pattern))
                patterns.append(_Called(len(entries), pattern, alone))
            entries.append(_Ready(kind, entry, name, language))
    stamp = (__version__, *(file_text(name) for name in chosen), sorted(_numbers(language)))
    name = f"wordings-{source_language or ''}-{language}"
    index = kept(name, stamp, _Index, lambda: _indexed(patterns, entries))
    exact, heads = index.exact, index.heads

    @lru_cache(maxsize=_WORDS)
    def by_word(word: str) -> tuple[int, ...]:
        folded = word.casefold()
        numbers = list(exact.get(folded, ()))
        for length in (1, 2, 3):
            numbers += (number for head, number in heads.get(folded[:length], ()) if folded.startswith(head))
        return tuple(dict.fromkeys(numbers))

    return _Book(by_word if exact or heads else None, tuple(patterns), tuple(entries))


def _indexed(patterns: list[_Called], entries: list[_Ready]) -> _Index:
    made = _Index({}, {})
    for number, called in enumerate(patterns):
        one = entries[called.entry]
        try:
            phrase = _phrase(called.pattern, one.pair, one.language)
            if isinstance(phrase, Signs):
                continue
            if phrase.trigger is None:
                raise AuditorError(f"pattern “{called.pattern}” needs a word that begins as written")
        except AuditorError as error:
            raise AuditorError(f"languages/pairs/{one.pair}.toml: {one.kind} “{one.entry.name}”: {error}") from error
        for word in phrase.trigger.exact:
            made.exact.setdefault(word.casefold(), []).append(number)
        for head in phrase.trigger.heads:
            made.heads.setdefault(head.casefold()[:3], []).append((head.casefold(), number))
    return made


@cache
def _phrase(pattern: str, name: str, language: str) -> Phrase | Signs:
    """A pattern of a pair made ready for a language of it. Raises AuditorError."""
    make = compile_phrase if profile(language).spaced else compile_signs
    return make(pattern, read(name).sets, _numbers(language))


@cache
def _numbers(language: str) -> frozenset[str]:
    return frozenset(word for word in profile(language).number_words if " " not in word)
