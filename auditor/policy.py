# SPDX-License-Identifier: Apache-2.0
"""The settings as one frozen Policy: what to check, what to let pass, when to fail.

`settings.py` gathers them from profile, file, environment and command line.
"""

from __future__ import annotations

import datetime
import difflib
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import fields
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any, Literal

import msgspec

from auditor.contract import Rule
from auditor.errors import PolicyError
from auditor.model import Severity
from auditor.rules import HouseRule, shelf_with, verify

Level = Literal["minor", "major", "critical", "never"]


class Weights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Penalty points of one finding. Source: MQM Core severity multipliers."""

    neutral: float = 0.0
    minor: float = 1.0
    major: float = 5.0
    critical: float = 25.0

    def of(self, severity: Severity) -> float:
        """The points of a severity."""
        return float(getattr(self, severity.label))


class Suppression(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """Findings that somebody looked at and lets pass, and why.

    All that is given must hold. `document` and `segment` are ids or patterns
    with `*`; `text` is what the finding marks, to the sign; `pattern` a regular
    expression with a match in the translation that touches what is marked.
    """

    check: str  # an id, or "*"
    reason: str
    document: str | None = None
    segment: str | None = None
    text: str | None = None
    pattern: str | None = None
    until: datetime.date | None = None  # the last day on which it holds


class Override(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """Other settings for some documents: those of any of the paths and any of the languages given.

    Later overrides win over earlier ones; `select` replaces, `ignore` and `checks` add.
    """

    paths: tuple[str, ...] = ()  # patterns with * and **; one without a slash is of the file's name
    languages: tuple[str, ...] = ()  # of the translation, "pt" covers "pt-BR"; or a pair, "fr-en"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    checks: dict[str, dict[str, Any]] = {}

    def covers(self, path: str, language: str | None, source_language: str | None) -> bool:
        """Whether a document of this path and these languages is meant."""
        at_home = not self.paths or any(is_at(path, pattern) for pattern in self.paths)
        return at_home and (not self.languages or any(_speaks(t, language, source_language) for t in self.languages))


class DocumentGates(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """Conditions that each document must meet by itself."""

    max_points: float | None = msgspec.field(default=None, name="max-points")  # per 1,000 words
    min_score: dict[str, float] = msgspec.field(default={}, name="min-score")


class Policy(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What to check and when to fail.

    `select` and `ignore` take check ids; an empty `select` means all that are on
    by default. `checks` holds options by check id, and `severity` there overrides
    the check's own.
    """

    profile: str | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: Level = msgspec.field(default="major", name="fail-on")
    max_points: float | None = msgspec.field(default=None, name="max-points")  # per 1,000 words
    max_findings: dict[str, int] = msgspec.field(default={}, name="max-findings")  # by severity or check
    min_score: dict[str, float] = msgspec.field(default={}, name="min-score")  # of the run
    min_coverage: dict[str, float] = msgspec.field(default={}, name="min-coverage")  # source, reference or a score
    document: DocumentGates = DocumentGates()
    weights: Weights = Weights()
    checks: dict[str, dict[str, Any]] = {}
    scores: tuple[str, ...] | None = None  # to be made; None: all that can be
    override: tuple[Override, ...] = ()
    suppression: tuple[Suppression, ...] = ()
    rules: tuple[HouseRule, ...] = ()  # of the house; on unless `select` leaves them out
    source_language: str | None = msgspec.field(default=None, name="source-language")
    target_language: str | None = msgspec.field(default=None, name="target-language")
    model: str | None = None
    seed: int = 20190405

    def digest(self) -> str:
        """Twelve hexadecimal digits that change when any setting does."""
        return hashlib.sha256(msgspec.json.encode(self, order="sorted")).hexdigest()[:12]

    def overrides_of(self, path: str, language: str | None, source_language: str | None) -> tuple[int, ...]:
        """Which overrides cover a document, in order."""
        return tuple(n for n, one in enumerate(self.override) if one.covers(path, language, source_language))

    def overridden(self, numbers: Iterable[int]) -> Policy:
        """The policy with these overrides laid over it."""
        made = self
        for number in numbers:
            one = self.override[number]
            options = {name: {**made.checks.get(name, {}), **more} for name, more in one.checks.items()}
            made = msgspec.structs.replace(
                made,
                select=one.select or made.select,
                ignore=(*made.ignore, *one.ignore),
                checks={**made.checks, **options},
            )
        return made


def parse(table: Mapping[str, Any], where: str) -> Policy:
    """Settings as a Policy; `where` names them in errors. Raises PolicyError."""
    for name, kind in _TABLES.items():
        for number, inner in enumerate(_tables(table, name), 1):
            place = where if name is None else f"{where}: {name}" + (f" {number}" if name in _LISTS else "")
            known(inner, [field.encode_name for field in msgspec.structs.fields(kind)], place)
    try:
        policy = msgspec.convert(dict(table), Policy)
    except msgspec.ValidationError as error:
        raise PolicyError(str(error), where) from error
    verify(policy.rules, where)
    for number, one in enumerate(policy.suppression, 1):
        _usable(one, f"{where}: suppression {number}")
    for name, least in policy.min_coverage.items():
        if not 0 <= least <= 1:
            raise PolicyError(f"{least:g} is not a share from 0 to 1", f"{where}: min-coverage.{name}")
    return policy


_LISTS = ("override", "suppression", "rules")
_TABLES: Mapping[str | None, type[msgspec.Struct]] = {
    None: Policy,
    "weights": Weights,
    "document": DocumentGates,
    "override": Override,
    "suppression": Suppression,
    "rules": HouseRule,
}


def _tables(table: Mapping[str, Any], name: str | None) -> list[Mapping[str, Any]]:
    found = table if name is None else table.get(name, {})
    return [one for one in (found if isinstance(found, list | tuple) else [found]) if isinstance(one, Mapping)]


def _usable(one: Suppression, where: str) -> None:
    if not one.reason.strip():
        raise PolicyError("reason is empty: say why this may pass", where)
    if one.pattern is not None:
        try:
            re.compile(one.pattern)
        except re.error as error:
            raise PolicyError(f"pattern {one.pattern!r} is no regular expression: {error}", where) from error


def build(policy: Policy, shelf: Mapping[str, type[Rule]]) -> list[Rule]:
    """The checks a policy asks for, with their options, sorted by id. Raises PolicyError."""
    shelf = shelf_with(policy.rules, shelf) if policy.rules else shelf
    for key in (*policy.select, *policy.ignore, *policy.checks):
        known([key], shelf, "checks")
    for one in policy.suppression:
        known([one.check], [*shelf, "*"], "suppression")
    known(policy.max_findings, [*(severity.label for severity in Severity), *shelf], "max-findings")
    chosen = policy.select or [name for name, check in shelf.items() if check.default]
    return [_instance(shelf[name], policy) for name in sorted(set(chosen) - set(policy.ignore))]


def _instance(check: type[Rule], policy: Policy) -> Rule:
    options = dict(policy.checks.get(check.id, {}))
    severity = options.pop("severity", None)
    where = f"checks.{check.id}"
    known(options, [field.name for field in fields(check)], where)  # type: ignore[arg-type]
    try:
        made: Rule = msgspec.convert(options, check)
    except (msgspec.ValidationError, TypeError) as error:
        raise PolicyError(str(error), where) from error
    if severity is not None:
        try:
            object.__setattr__(made, "severity", Severity[str(severity).upper()])
        except KeyError as error:
            raise PolicyError(f"no severity {severity!r}; one of neutral, minor, major, critical", where) from error
    return made


def known(keys: Any, allowed: Any, where: str) -> None:
    """Raises PolicyError for a key that is not among those allowed, with the nearest that is."""
    for key in keys:
        if key not in allowed:
            near = difflib.get_close_matches(key, list(allowed), n=1)
            hint = f"; did you mean {near[0]!r}?" if near else f"; known: {', '.join(allowed) or 'none'}"
            raise PolicyError(f"unknown name {key!r}{hint}", where)


def is_at(path: str, pattern: str) -> bool:
    """Whether a path, or the end of it, is of a pattern: `*` within a name, `**` over folders.

    >>> is_at("feed/sport/a.txt", "sport/**"), is_at("feed/a.txt", "*.txt"), is_at("sports/a.txt", "sport/*")
    (True, True, False)
    """
    return _glob(pattern).search("/" + str(PurePosixPath(path.replace("\\", "/")))) is not None


@lru_cache(maxsize=1000)
def _glob(pattern: str) -> re.Pattern[str]:
    parts = re.split(r"(\*\*/|\*\*|\*|\?)", pattern.removeprefix("./"))
    signs = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    head = "^/" if pattern.startswith("/") else "(?:^|/)"
    return re.compile(head + "".join(signs.get(part, re.escape(part)) for part in parts).removeprefix("/") + "$")


def _speaks(tag: str, language: str | None, source_language: str | None) -> bool:
    language, source_language = (language or "und").lower(), (source_language or "und").lower()
    own = [language, language.split("-")[0]]
    from_tags = [source_language, source_language.split("-")[0]]
    return tag.lower() in own or tag.lower() in {f"{one}-{other}" for one in from_tags for other in own}
