# SPDX-License-Identifier: Apache-2.0
"""Lines that a web page puts around a story."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

import regex

from auditor.engines.lexicon import zipf
from auditor.languages import Language, base, profile, tags
from auditor.model import Span
from auditor.text.foreign import foreign_share, is_known
from auditor.text.sentences import sentences
from auditor.text.words import UNSPACED, words

_EDGE = ' \t\r.!:…>»→|*•·-–—<[]()\N{NO-BREAK SPACE}"“”'
_STRUCTURE = regex.compile(r".{2,80}(?:>>|»»|＞＞|→)\s*$|.{0,30}\(\s*0\s*\)\s*$")
_SENTENCE_END = regex.compile(r"[.!?…。؟।”»\")]\s")
_ENDED = regex.compile(r"[.!?…。؟।”»\")]\s{0,2}$|\p{Lo}\s$")
_NEXT_SENTENCE = regex.compile(r"\s+(?:[\"“„«‘'(]\s?)?\p{Lu}")
_LONGEST = 90  # code points of a line that begins like furniture; sentences of a story run longer
_LONGEST_WORDS = 14
_LONG_WORD = 10  # letters: "Quellenlink"; our judgement
_SHORT_WORD = 7  # "Reklama"
_USUAL = 4.0  # Zipf of a word that begins a sentence and is no name
_CLEAR = 4  # signs of a phrase without blanks that is nothing else
_PARTICLES = frozenset("的者人了是在和与及は がをにのもとでへやかすしさせ")  # and する with its forms
_FIRST_WORD = regex.compile(r"\p{L}[\p{L}\p{M}]*")


def furniture(text: str, languages: tuple[str | None, ...]) -> Iterator[Span]:
    """Spans of page furniture in a text: whole lines, whole sentences, and phrases at its edges."""
    tables = _tables(languages)
    if not tables.lines:
        return
    place = 0
    for line in _straight(text).split("\n"):
        yield from _in_line(text, place, place + len(line), languages[0], tables)
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


class Tables(NamedTuple):
    """What page furniture looks like in a set of languages, lower case; phrases longest first."""

    lines: frozenset[str]
    prefixes: tuple[str, ...]
    phrases: tuple[str, ...]  # at the edges of a line
    between: tuple[str, ...]  # after a sentence
    long_words: tuple[str, ...]  # at the start of a line
    short_words: tuple[str, ...]  # the same, where the word after them is a usual one
    cased: bool
    tag: str


def _in_line(text: str, start: int, end: int, tag: str | None, tables: Tables) -> Iterator[Span]:
    line = text[start:end]
    bare = line.strip().lower()
    if not bare:
        return
    if _is_furniture(line, tables.lines, tables.prefixes):
        yield _trimmed(text, start, end)
        return
    if bare.startswith(tables.prefixes):
        lead = next((p for p in tables.prefixes if p.endswith(":") and bare.startswith(p)), "")
        if lead:  # "Read also:" before a whole sentence of the story: only the words of the page
            first = start + len(line) - len(line.lstrip())
            yield Span(first, first + len(lead))
            return
    spans = sentences(line, tag)
    inner = [
        span for span in spans if len(spans) > 1 and _is_furniture(line[slice(*span)], tables.lines, tables.prefixes)
    ]
    for first, last in inner or _at_edges(line, tables):
        yield Span(start + first, start + last)


def _at_edges(line: str, tables: Tables) -> Iterator[Span]:
    """Phrases at the start and the end of a line and after its sentences, without a stop between."""
    lowered = line.lower()
    if len(lowered) != len(line):  # a letter that grows would shift every place: the Turkish dotted capital I
        lowered = "".join(sign.lower()[:1] for sign in line)
    for place in (0, *(match.end() for match in _SENTENCE_END.finditer(line))):
        # A long word may open a line by itself; a short one may be the subject of the sentence.
        phrase = _standing(lowered, place, tables.between if place else tables.phrases + tables.long_words)
        after = place + len(phrase)
        if phrase and (line[place].isupper() or not tables.cased) and _is_over(line, after, tables.cased):
            yield Span(place, after)
        elif not place or not tables.cased:
            after = place + _run_on(line, lowered, place, tables)
            if after > place:
                yield Span(place, after)
    end = len(line.rstrip())
    if lowered[:end].endswith(tables.phrases):
        start = end - len(next(phrase for phrase in tables.phrases if lowered[:end].endswith(phrase)))
        if start and _ENDED.search(line[max(0, start - 3) : start]):
            yield Span(start, end)


def _run_on(line: str, lowered: str, place: int, tables: Tables) -> int:
    """The length of a phrase at a place that a sentence of the story follows with nothing to tell but its own words."""
    if not tables.cased:
        phrase = _standing(lowered, place, tables.between)
        follows = line[place + len(phrase) : place + len(phrase) + 1]
        clear = len(phrase) >= _CLEAR and UNSPACED.search(phrase) and follows.isalpha() and follows not in _PARTICLES
        return len(phrase) if clear else 0
    phrase = _standing(lowered, place, tables.short_words)
    after = _NEXT_SENTENCE.match(line, place + len(phrase)) if phrase and line[place].isupper() else None
    if after is None:
        return 0
    word = _FIRST_WORD.match(line, after.end() - 1)
    # "Reklama Apple" has a name after it, "Reklama Podana" the first word of a sentence
    return len(phrase) if word and zipf(word[0].casefold(), tables.tag) >= _USUAL else 0


def _is_over(line: str, end: int, cased: bool) -> bool:
    """Whether a sentence of the story begins after a phrase: a capital tells; else a colon, a blank, another script."""
    colon = line[end : end + 1] in (":", "：")
    if cased:
        return _NEXT_SENTENCE.match(line, end + colon) is not None
    other = line[end - 1].isascii() and not line[end : end + 1].isascii()
    return (colon and line[end - 1].isascii()) or other or line[end : end + 1].isspace()


def _standing(lowered: str, place: int, phrases: tuple[str, ...]) -> str:
    """The longest phrase that stands at a place, or nothing."""
    if not lowered.startswith(phrases, place):
        return ""
    return next(phrase for phrase in phrases if lowered.startswith(phrase, place))


def _is_furniture(line: str, lines: frozenset[str], prefixes: tuple[str, ...]) -> bool:
    bare = line.strip(_EDGE).lower()
    if bare in lines or any(
        part.strip(_EDGE) in lines for part in bare.split("|") if "|" in bare and part.strip(_EDGE)
    ):
        return True
    stripped = line.strip().lower()
    if len(stripped) > _LONGEST or len(stripped.split()) > _LONGEST_WORDS:
        return False
    if _is_chain(bare, lines, prefixes):
        return True
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
def _tables(languages: tuple[str | None, ...]) -> Tables:
    profiles = [profile(tag) for tag in dict.fromkeys(languages)]
    lines = frozenset(_straight(line) for known in profiles for line in known.residue)
    prefixes = tuple(_straight(prefix) for known in profiles for prefix in known.residue_prefixes)
    # At an edge without a stop between, a phrase of two words or more, or of four signs where blanks divide nothing.
    leads = {prefix[:-1].rstrip() for prefix in prefixes if prefix.endswith(":")}
    phrases = [line for line in lines | leads if " " in line or (len(line) > 3 and UNSPACED.search(line))]
    # Between two sentences a word may stand alone: "… the vote. Advertisement The mayor …".
    cased = profile(languages[0]).cased
    between = {*lines, *phrases} if cased else phrases
    long_words = [line for line in lines if " " not in line and len(line) >= _LONG_WORD]
    short_words = [line for line in lines if " " not in line and _SHORT_WORD <= len(line) < _LONG_WORD]
    return Tables(
        lines,
        prefixes,
        _longest_first(phrases),
        _longest_first(between),
        _longest_first(long_words),
        _longest_first(short_words),
        cased,
        base(languages[0]),
    )


def _longest_first(phrases: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(phrases, key=lambda phrase: (-len(phrase), phrase)))
