# SPDX-License-Identifier: Apache-2.0
"""Rules of a house, written in TOML: no Python, and full citizens of the audit.

In the settings, or in a file that they name (`rules = ["house.toml"]`):

    [[rules]]
    id = "no-strongman"
    kind = "existence"                     # existence, substitution, repetition or pair
    words = ["strongman", "strongmen"]     # whole words; "strong*" goes on with any letters
    message = "The stylebook has no “{text}”."
    severity = "minor"
    languages = ["en"]
    bad = [{ text = "The strongman left.", flagged = "strongman" }]
    good = ["The strong man left."]

`existence` flags words or a `pattern`; `substitution` has a table `swap` of what is
wrong and what is right; `repetition` flags words, or any word, that come again
`within` so many words; `pair` looks for a pattern in the `source` and says what the
translation `must` or `must-not` have: `$1` there is the first group of the source.
Examples are checked when the settings are read. Patterns are those of the `regex`
library; one that runs for more than a second stops the audit with its name.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, ClassVar, Literal

import msgspec
import regex

from auditor.contract import Check, Rule
from auditor.contract import Example as Shown
from auditor.errors import PolicyError
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.words import UNSPACED, words

_ID = regex.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_LONGEST = 1.0  # seconds a pattern may run on one segment; a sound one takes less than a thousandth


class Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """A text with what the rule must flag in it; `flagged` is empty where something is missing."""

    text: str
    flagged: str | None = None
    source: str | None = None
    language: str | None = None


class HouseRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """One rule as the file has it."""

    id: str
    kind: Literal["existence", "substitution", "repetition", "pair"]
    message: str = ""  # {text} is what is flagged, {repair} what to write instead
    severity: Literal["neutral", "minor", "major", "critical"] = "minor"
    languages: tuple[str, ...] = ()  # of the translation, "pt" covers "pt-BR"; or a pair, "fr-en"; empty: all
    category: Mqm = Mqm.INCONSISTENT
    its: Its = Its.NON_CONFORMANCE
    words: tuple[str, ...] = ()
    pattern: str | None = None
    swap: dict[str, str] = {}
    within: int = 1  # words from one to the other: 1 is side by side
    source: str | None = None
    must: str | None = None
    must_not: str | None = msgspec.field(default=None, name="must-not")
    match_case: bool = msgspec.field(default=False, name="match-case")
    bad: tuple[Example, ...] = ()
    good: tuple[Example | str, ...] = ()

    def speaks_of(self, segment: Segment) -> bool:
        """Whether a segment is in one of the languages of the rule."""
        if not self.languages:
            return True
        ours, theirs = _tags(segment.language), _tags(segment.source_language)
        return any(
            tag.lower() in ours or any(tag.lower() == f"{one}-{other}" for one in theirs for other in ours)
            for tag in self.languages
        )


def expanded(table: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """Settings in which the files that `rules` names stand as their rules. Raises PolicyError.

    Names are relative to the folder of the settings.
    """
    found = table.get("rules")
    if not isinstance(found, list):
        return dict(table)
    made: list[Any] = []
    for one in found:
        made += _of_file(folder / one) if isinstance(one, str) else [one]
    return {**table, "rules": made}


def _of_file(path: Path) -> list[Any]:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise PolicyError(f"cannot read the rules: {error}", str(path)) from error
    others = sorted(table.keys() - {"rules"})
    if others or not isinstance(table.get("rules"), list):
        wrong = f"unknown name {others[0]!r}" if others else "no rules"
        raise PolicyError(f"{wrong}; a file of rules holds [[rules]] and nothing else", str(path))
    return list(table["rules"])


def verify(rules: Sequence[HouseRule], where: str) -> None:
    """Raise PolicyError for a rule that says too little or too much, or does not keep its examples."""
    seen: set[str] = set()
    for one in rules:
        place = f"{where}: rule {one.id}"
        if not _ID.fullmatch(one.id) or one.id in seen:
            raise PolicyError("ids are lower case, words divided by hyphens, each used once", place)
        seen.add(one.id)
        for lack in _lacks(one):
            raise PolicyError(lack, place)
        _keeps_examples(one, place)


def _lacks(one: HouseRule) -> Iterator[str]:
    if one.kind == "existence" and not (one.words or one.pattern):
        yield "an existence rule needs words or a pattern"
    if one.kind == "substitution" and not one.swap:
        yield "a substitution rule needs a table swap"
    if one.kind == "pair" and not (one.source and (one.must or one.must_not)):
        yield "a pair rule needs a source, and must or must-not"
    if one.kind == "repetition" and one.within < 1:
        yield "within counts words and is 1 at least"
    for key, text in (("pattern", one.pattern), ("source", one.source), ("must", one.must), ("must-not", one.must_not)):
        try:
            regex.compile(text or "")
        except regex.error as error:
            yield f"{key} {text!r} is no regular expression: {error}"


def _keeps_examples(one: HouseRule, place: str) -> None:
    check = _kind(one)()
    for example in (*one.bad, *one.good):
        wanted = example.flagged if isinstance(example, Example) and example in one.bad else None
        shown = Example(text=example) if isinstance(example, str) else example
        found = [shown.text[finding.span.start : finding.span.end] for finding in check.find(_segment(one, shown))]
        if wanted is None and example in one.bad:
            if not found:
                raise PolicyError(f"the bad example {shown.text!r} is not flagged", place)
        elif found[:1] != ([] if wanted is None else [wanted]):
            said = repr(found[0]) if found else "nothing"
            raise PolicyError(f"in the example {shown.text!r} it flags {said}, not {wanted or 'nothing'!r}", place)


def _segment(one: HouseRule, example: Example) -> Segment:
    first = one.languages[0] if one.languages else "en"
    source, _, own = first.rpartition("-") if "-" in first and len(first.rpartition("-")[2]) == 2 else ("", "", first)
    paired = bool(source) and own.islower()
    language = example.language or (own if paired else first)
    return Segment(
        "example", example.text, example.source, language=language, source_language=source if paired else None
    )


def shelf_with(rules: Sequence[HouseRule], shelf: Mapping[str, type[Rule]]) -> dict[str, type[Rule]]:
    """The shelf with the rules of the house on it, sorted by id. Raises PolicyError when an id is taken."""
    made: dict[str, type[Rule]] = dict(shelf)
    for one in rules:
        if one.id in shelf:
            raise PolicyError("a check of this id stands on the shelf already", f"rule {one.id}")
        made[one.id] = _kind(one)
    return dict(sorted(made.items()))


@dataclass(frozen=True)
class _House(Check):
    """What the four kinds share; a class is made for each rule."""

    rule: ClassVar[HouseRule]

    def find(self, segment: Segment) -> Iterator[Finding]:
        if self.rule.speaks_of(segment):
            yield from self._found(segment)

    def _found(self, segment: Segment) -> Iterator[Finding]:
        raise NotImplementedError

    def _flag(
        self, segment: Segment, span: tuple[int, int], repair: str | None = None, source: tuple[int, int] | None = None
    ) -> Finding:
        text = segment.translation[span[0] : span[1]]
        said = self.rule.message or _MESSAGES[self.rule.kind]
        message = said.replace("{text}", text).replace("{repair}", repair or "")
        return self.finding(segment, span, message, suggestion=repair, source_span=source)

    def __reduce__(self) -> tuple[Any, ...]:
        """Let it travel between processes, though its class was made in one of them."""
        return _again, (self.rule, self.severity)


_MESSAGES = {
    "existence": "“{text}” is not wanted here.",
    "substitution": "It is “{repair}”, not “{text}”.",
    "repetition": "“{text}” comes again.",
    "pair": "The translation does not follow the source as the rule asks.",
}


@dataclass(frozen=True)
class _Existence(_House):
    def _found(self, segment: Segment) -> Iterator[Finding]:
        for match in _wanted(self.rule).finditer(segment.translation, timeout=_LONGEST):
            if match.end() > match.start():
                yield self._flag(segment, match.span())


@dataclass(frozen=True)
class _Substitution(_House):
    def _found(self, segment: Segment) -> Iterator[Finding]:
        for match in _phrases(tuple(self.rule.swap), self.rule.match_case).finditer(segment.translation):
            said, repair = match.group(), self._right(match.group())
            if said != repair:
                capital = said[:1].isupper() and repair[:1].islower() and not said.isupper()
                yield self._flag(segment, match.span(), repair[0].upper() + repair[1:] if capital else repair)

    def _right(self, said: str) -> str:
        keys = (key for key in self.rule.swap if _phrases((key,), self.rule.match_case).fullmatch(said))
        return self.rule.swap[max(keys, key=len)]


@dataclass(frozen=True)
class _Repetition(_House):
    def _found(self, segment: Segment) -> Iterator[Finding]:
        said = [word for word in words(segment.translation) if not self.rule.words or self._is_meant(word.text)]
        place = {word.start: number for number, word in enumerate(words(segment.translation))}
        last: dict[str, int] = {}
        for word in said:
            key = word.text if self.rule.match_case else word.folded
            if place[word.start] - last.get(key, -self.rule.within - 1) <= self.rule.within:
                yield self._flag(segment, (word.start, word.end))
            last[key] = place[word.start]

    def _is_meant(self, word: str) -> bool:
        return _phrases(self.rule.words, self.rule.match_case).fullmatch(word) is not None


@dataclass(frozen=True)
class _Pair(_House):
    def _found(self, segment: Segment) -> Iterator[Finding]:
        if not segment.source:
            return
        for match in _compiled(self.rule.source or "", self.rule.match_case).finditer(segment.source, timeout=_LONGEST):
            if self.rule.must and not self._has(self.rule.must, match, segment.translation):
                end = len(segment.translation)
                yield self._flag(segment, (end, end), source=match.span())
            if self.rule.must_not:
                wrong = self._pattern(self.rule.must_not, match).finditer(segment.translation, timeout=_LONGEST)
                for one in wrong:
                    yield self._flag(segment, one.span(), source=match.span())

    def _has(self, pattern: str, match: regex.Match[str], text: str) -> bool:
        return self._pattern(pattern, match).search(text, timeout=_LONGEST) is not None

    def _pattern(self, pattern: str, match: regex.Match[str]) -> regex.Pattern[str]:
        filled = _GROUP.sub(lambda group: regex.escape(_group(match, int(group[1]))), pattern)
        return _compiled(filled, self.rule.match_case)


_GROUP = regex.compile(r"\$(\d)")  # never of use in a pattern: nothing follows the end of a text


def _group(match: regex.Match[str], number: int) -> str:
    return (match.group(number) or "") if number <= (match.re.groups or 0) else ""


_KINDS: Mapping[str, type[_House]] = {
    "existence": _Existence,
    "substitution": _Substitution,
    "repetition": _Repetition,
    "pair": _Pair,
}


def _kind(one: HouseRule) -> type[_House]:
    facts = {
        "__doc__": one.message or _MESSAGES[one.kind],
        "__module__": __name__,
        "rule": one,
        "id": one.id,
        "mqm": one.category,
        "its": one.its,
        "severity": Severity[one.severity.upper()],
        "bad": tuple(_shown(one, example) for example in one.bad),
        "good": tuple(_shown(one, example) for example in one.good),
    }
    return type("".join(map(str.title, one.id.split("-"))), (_KINDS[one.kind],), facts)


def _shown(one: HouseRule, example: Example | str) -> Shown:
    known = Example(text=example) if isinstance(example, str) else example
    segment = _segment(one, known)
    return Shown(known.text, known.flagged, segment.language or "und", known.source, segment.source_language)


def _again(one: HouseRule, severity: Severity) -> _House:
    made = _kind(one)()
    object.__setattr__(made, "severity", severity)
    return made


def _wanted(one: HouseRule) -> regex.Pattern[str]:
    return _compiled(one.pattern, one.match_case) if one.pattern else _phrases(one.words, one.match_case)


@lru_cache(maxsize=1000)
def _compiled(pattern: str, match_case: bool) -> regex.Pattern[str]:
    return regex.compile(pattern, 0 if match_case else regex.IGNORECASE)


@lru_cache(maxsize=1000)
def _phrases(phrases: tuple[str, ...], match_case: bool) -> regex.Pattern[str]:
    """Whole words and phrases; a star is any letters, a blank any blanks, and one kind of apostrophe is the other."""
    parts = []
    for phrase in sorted(phrases, key=lambda phrase: (-len(phrase), phrase)):
        body = regex.escape(phrase).replace(r"\*", r"[\p{L}\p{M}]*").replace(r"\ ", r"\s+").replace("'", "['’]")
        before = "" if UNSPACED.match(phrase[:1]) else r"(?<![\p{L}\p{M}\p{N}])"
        after = "" if UNSPACED.match(phrase[-1:]) else r"(?![\p{L}\p{M}\p{N}])"
        parts.append(f"{before}{body}{after}")
    return _compiled("|".join(parts) or "(?!)", match_case)


def _tags(tag: str | None) -> tuple[str, str]:
    known = (tag or "und").replace("_", "-").lower()
    return known, known.split("-")[0]
