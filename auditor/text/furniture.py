# SPDX-License-Identifier: Apache-2.0
"""Lines that a web page puts around a story."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

import regex

from auditor.languages import Language, profile, tags
from auditor.model import Span
from auditor.text.sentences import sentences
from auditor.text.foreign import foreign_share, is_known
from auditor.text.words import UNSPACED, words

_EDGE = ' \t\r.!:…>»→|*•·-–—<[]()\N{NO-BREAK SPACE}"“”'
_STRUCTURE = regex.compile(r".{2,80}(?:>>|»»|＞＞|→)\s*$|.{0,30}\(\s*0\s*\)\s*$")
_LONGEST = 90  # code points of a line that begins like furniture; sentences of a story run longer
_LONGEST_WORDS = 14


def furniture(text: str, languages: tuple[str | None, ...]) -> Iterator[Span]:
    """Spans of page furniture in a text: whole lines, whole sentences, and phrases at its edges."""
    lines, prefixes, edges = _tables(languages)
    if not lines:
        return
    place = 0
    for line in _straight(text).split("\n"):
        yield from _in_line(text, place, place + len(line), languages[0], lines, prefixes, edges)
        place += len(line) + 1


def foreign_furniture(text: str, language: Language) -> Iterator[Span]:
    """A whole line that is page furniture in some other language: one with few words that this language knows."""
    place = 0
    for line in _straight(text).split("\n"):
        if 3 < len(line.strip()) <= _LONGEST and _is_strange(line, language):
            lines, prefixes = _all_lines()
            if _is_furniture(line, lines, prefixes):
                yield _trimmed(text, place, place + len(line))
        place += len(line) + 1


def _is_strange(line: str, language: Language) -> bool:
    """Whether at most every second word is known, or the script is not the language's."""
    found = words(line)
    if not found or len(found) > _LONGEST_WORDS:
        return False
    return foreign_share(line, language) > 0.5 or 2 * sum(is_known(word, language) for word in found) <= len(found)


@cache
def _all_lines() -> tuple[frozenset[str], tuple[str, ...]]:
    """The lines and the prefixes of every profile; a lone word says too little in a language that is not its own."""
    profiles = [profile(tag) for tag in tags()]
    lines = {_straight(line) for known in profiles for line in known.residue}
    prefixes = {_straight(prefix) for known in profiles for prefix in known.residue_prefixes}
    return (
        frozenset(line for line in lines if " " in line or UNSPACED.search(line)),
        tuple(sorted(prefix for prefix in prefixes if " " in prefix or UNSPACED.search(prefix))),
    )


def _straight(text: str) -> str:
    """The text with one kind of apostrophe, each sign in its place."""
    return text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")


def _in_line(
    text: str,
    start: int,
    end: int,
    tag: str | None,
    lines: frozenset[str],
    prefixes: tuple[str, ...],
    edges: regex.Pattern[str],
) -> Iterator[Span]:
    line = text[start:end]
    if not line.strip():
        return
    if _is_furniture(line, lines, prefixes):
        yield _trimmed(text, start, end)
        return
    spans = sentences(line, tag)
    hit = False
    lead = next((prefix for prefix in prefixes if prefix.endswith(":") and line.strip().lower().startswith(prefix)), "")
    if lead:  # "Read also:" before a whole sentence of the story: only the words of the page
        first = start + len(line) - len(line.lstrip())
        yield Span(first, first + len(lead))
        return
    for first, last in spans:
        if len(spans) > 1 and _is_furniture(line[first:last], lines, prefixes):
            yield Span(start + first, start + last)
            hit = True
    if not hit:
        for match in edges.finditer(line):
            yield _trimmed(text, start + match.start(), start + match.end())


def _is_furniture(line: str, lines: frozenset[str], prefixes: tuple[str, ...]) -> bool:
    bare = line.strip(_EDGE).lower()
    if bare in lines or any(
        part.strip(_EDGE) in lines for part in bare.split("|") if "|" in bare and part.strip(_EDGE)
    ):
        return True
    if _is_chain(bare, lines, prefixes):
        return True
    stripped = line.strip().lower()
    if len(stripped) > _LONGEST or len(stripped.split()) > _LONGEST_WORDS:
        return False
    return stripped.startswith(prefixes) or (
        _STRUCTURE.match(stripped) is not None and any(word in stripped for word in lines if len(word) > 6)
    )


def _is_chain(bare: str, lines: frozenset[str], prefixes: tuple[str, ...]) -> bool:
    """Whether the line is several of them one after the other, blanks or signs between."""
    first = next((cut for cut in _cuts(bare) if bare[:cut] in lines), 0)
    if not first:
        return False
    rest = bare[first:].strip(_EDGE)
    return rest in lines or (len(rest) <= _LONGEST and rest.startswith(prefixes)) or _is_chain(rest, lines, prefixes)


def _cuts(text: str) -> Iterator[int]:
    """Where a word ends, the last one first."""
    return (place for place in range(len(text) - 1, 1, -1) if text[place].isspace() and not text[place - 1].isspace())


def _trimmed(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    return Span(start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip()))


@lru_cache(maxsize=64)
def _tables(languages: tuple[str | None, ...]) -> tuple[frozenset[str], tuple[str, ...], regex.Pattern[str]]:
    profiles = [profile(tag) for tag in dict.fromkeys(languages)]
    lines = frozenset(_straight(line) for known in profiles for line in known.residue)
    prefixes = tuple(_straight(prefix) for known in profiles for prefix in known.residue_prefixes)
    cased = profile(languages[0]).cased
    # At an edge without a stop between, a phrase of two words or more, or of four signs where blanks divide nothing.
    phrases = _either(line for line in lines if " " in line or (len(line) > 3 and UNSPACED.search(line)))
    # Between two sentences a word may stand alone: "… the vote. Advertisement The mayor …".
    alone = _either(lines)
    # What follows begins a sentence of its own: a capital tells; without capitals a blank must do.
    before = r"(?=\s+[\"“„«‘'(]?\p{Lu})" if cased else r"(?=\s)"
    ended = r"(?<=[.!?…。؟।”»\")]\s)"
    edges = (
        rf"^(?i:{phrases}):?{before}",
        rf"{ended}(?i:{alone if cased else phrases}):?{before}",
        rf"(?<=[.!?…。؟।”»\")]\s{{0,2}}|(?<=\p{{Lo}})\s)(?i:{phrases})\s*$",
    )
    return lines, prefixes, regex.compile("|".join(edges))


def _either(phrases: Iterable[str]) -> str:
    return "|".join(regex.escape(phrase) for phrase in sorted(phrases, key=lambda p: (-len(p), p))) or "(?!)"
