# SPDX-License-Identifier: Apache-2.0
"""Wordings that a translation took over from its source, by the tables of the language pairs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from auditor.errors import AuditorError
from auditor.languages import base, profile
from auditor.languages.pairs import Entry, Kind, into, pair, read
from auditor.model import Segment, Severity
from auditor.text.phrases import Found, Phrase, Signs, compile_phrase, compile_signs, tokens


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
class _Compiled:
    """An entry with its patterns made ready."""

    kind: Kind
    entry: Entry
    origin_language: str
    wrong: tuple[Phrase | Signs, ...]
    alone: tuple[Phrase | Signs, ...]
    near: tuple[Phrase | Signs, ...]
    origin: tuple[Phrase | Signs, ...]
    unless: tuple[Phrase | Signs, ...]  # looked for in the translation
    unless_origin: tuple[Phrase | Signs, ...]  # the same, looked for in the source


@dataclass(frozen=True, slots=True)
class _Book:
    """The entries that may apply to a translation, by the words that call for them."""

    exact: dict[str, list[int]]  # folded word -> entries
    heads: dict[str, list[tuple[str, int]]]  # first three letters -> whole head and entry
    signs: tuple[int, ...]  # entries of languages without blanks: each looks for itself
    entries: tuple[_Compiled, ...]

    def called(self, text: str) -> list[int]:
        """The entries whose words the text has, in the order of the file."""
        if not self.exact and not self.heads:
            return list(self.signs)
        folded = {token.text.casefold() for token in tokens(text)}
        chosen = {number for word in folded & self.exact.keys() for number in self.exact[word]}
        for word in folded:
            for length in (1, 2, 3):
                for head, number in self.heads.get(word[:length], ()):
                    if word.startswith(head):
                        chosen.add(number)
        return sorted(chosen)


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
    found = [
        hit
        for number in book.called(text)
        for hit in _hits(book.entries[number], text, source if source_language else "")
    ]
    kept: list[Wording] = []
    for hit in sorted(found, key=lambda hit: (hit.start, -hit.end)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return tuple(kept)


def _hits(one: _Compiled, text: str, source: str) -> Iterator[Wording]:
    in_source = None
    if source and one.origin:
        in_source = next((span for phrase in one.origin for span in _spans(phrase, source)), None)
        if in_source is None or any(_has(phrase, source) for phrase in one.unless_origin):
            return
    supported = in_source is not None or any(_has(phrase, text) for phrase in one.near)
    for phrase in (*one.wrong, *one.alone) if supported else one.alone:
        for found in _spans(phrase, text):
            if any(_has(other, text) for other in one.unless):
                return
            yield Wording(
                one.kind,
                found.start,
                found.end,
                one.entry,
                _suggestion(one.entry.write, found, text),
                None if in_source is None else (in_source.start, in_source.end),
                profile(one.origin_language).name,
                in_source is not None,
            )


def _spans(phrase: Phrase | Signs, text: str) -> Iterator[Found]:
    return phrase.find(tokens(text)) if isinstance(phrase, Phrase) else phrase.find(text)


def _has(phrase: Phrase | Signs, text: str) -> bool:
    return next(_spans(phrase, text), None) is not None


def _suggestion(write: str, found: Found, text: str) -> str | None:
    """What may replace the marked words: the answer to the form that stands there, with its capital."""
    if "…" in write or "(" in write:
        return None
    choices = write.split("|")
    if len(choices) > 1 and (found.choice is None or found.choice >= len(choices)):
        return None
    chosen = choices[found.choice or 0] if len(choices) > 1 else write
    return chosen[:1].upper() + chosen[1:] if text[found.start].isupper() else chosen


@cache
def _book(source_language: str | None, language: str) -> _Book:
    """The entries of the pair; of all pairs into the language when no source language is declared."""
    if source_language is None:
        entries = [one for name in into(language) for one in _compiled(name, language) if one.alone or one.near]
    else:
        entries = list(_compiled(f"{base(source_language)}-{language}", language, source_language))
    exact: dict[str, list[int]] = {}
    heads: dict[str, list[tuple[str, int]]] = {}
    signs: list[int] = []
    for number, one in enumerate(entries):
        for phrase in (*one.wrong, *one.alone):
            if isinstance(phrase, Signs):
                signs.append(number)
                continue
            if phrase.trigger is None:
                raise AuditorError(
                    f"languages/pairs: “{one.entry.name}”: a pattern needs a word that begins as written"
                )
            for word in phrase.trigger.exact:
                exact.setdefault(word.casefold(), []).append(number)
            for head in phrase.trigger.heads:
                heads.setdefault(head.casefold()[:3], []).append((head.casefold(), number))
    return _Book(exact, heads, tuple(dict.fromkeys(signs)), tuple(entries))


def _compiled(name: str, language: str, source_language: str | None = None) -> Iterator[_Compiled]:
    """The entries of a pair, compiled. Raises AuditorError that names the file and the entry."""
    known = read(name) if source_language is None else pair(source_language, language)
    if known is None:
        return
    origin_language = source_language or name.split("-")[0]
    for kind, entry in known.entries():
        try:
            made = _Compiled(
                kind,
                entry,
                origin_language,
                wrong=_compile(entry.wrong, known.sets, language),
                alone=_compile(entry.alone, known.sets, language),
                near=_compile(entry.near, known.sets, language),
                origin=_compile(entry.origin, known.sets, origin_language),
                unless=_compile(entry.unless, known.sets, language),
                unless_origin=_compile(entry.unless, known.sets, origin_language),
            )
        except AuditorError as error:
            raise AuditorError(f"languages/pairs/{name}.toml: {kind} “{entry.name}”: {error}") from error
        yield made


def _compile(patterns: tuple[str, ...], sets: dict[str, tuple[str, ...]], language: str) -> tuple[Phrase | Signs, ...]:
    known = profile(language)
    numbers = frozenset(word for word in known.number_words if " " not in word)
    make = compile_phrase if known.spaced else compile_signs
    return tuple(make(pattern, sets, numbers) for pattern in patterns)
