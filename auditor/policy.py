# SPDX-License-Identifier: Apache-2.0
"""Settings: `auditor.toml`, or `[tool.auditor]` of a `pyproject.toml`, as one frozen Policy."""

from __future__ import annotations

import difflib
import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any, Literal

import msgspec

from auditor.contract import Rule
from auditor.errors import PolicyError
from auditor.model import Severity

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


class Policy(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What to check and when to fail.

    `select` and `ignore` take check ids; an empty `select` means all that are on
    by default. `checks` holds options by check id, and `severity` there overrides
    the check's own.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: Level = msgspec.field(default="major", name="fail-on")
    max_points: float | None = msgspec.field(default=None, name="max-points")  # per 1,000 words
    min_score: dict[str, float] = msgspec.field(default={}, name="min-score")
    weights: Weights = Weights()
    checks: dict[str, dict[str, Any]] = {}
    source_language: str | None = msgspec.field(default=None, name="source-language")
    target_language: str | None = msgspec.field(default=None, name="target-language")
    model: str | None = None
    seed: int = 20190405

    def digest(self) -> str:
        """Twelve hexadecimal digits that change when any setting does."""
        return hashlib.sha256(msgspec.json.encode(self, order="sorted")).hexdigest()[:12]


def load(path: Path | None, start: Path) -> Policy:
    """The policy of a file, or the nearest one above `start`, or the defaults.

    The closest file wins and is not merged with others. Raises PolicyError for an
    unknown key or a wrong value, PolicyError too when a named file is not there.
    """
    found = path or _nearest(start)
    if found is None:
        return Policy()
    try:
        table = tomllib.loads(found.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise PolicyError(f"cannot read the settings: {error}", str(found)) from error
    if found.name == "pyproject.toml":
        table = table.get("tool", {}).get("auditor", {})
    return parse(table, str(found))


def parse(table: Mapping[str, Any], where: str) -> Policy:
    """Settings as a Policy; `where` names them in errors."""
    _known(table, [field.encode_name for field in msgspec.structs.fields(Policy)], where)
    try:
        return msgspec.convert(dict(table), Policy)
    except msgspec.ValidationError as error:
        raise PolicyError(str(error), where) from error


def build(policy: Policy, shelf: Mapping[str, type[Rule]]) -> list[Rule]:
    """The checks a policy asks for, with their options, sorted by id. Raises PolicyError."""
    for key in (*policy.select, *policy.ignore, *policy.checks):
        _known([key], shelf, "checks")
    chosen = policy.select or [name for name, check in shelf.items() if check.default]
    return [_instance(shelf[name], policy) for name in sorted(set(chosen) - set(policy.ignore))]


def _instance(check: type[Rule], policy: Policy) -> Rule:
    options = dict(policy.checks.get(check.id, {}))
    severity = options.pop("severity", None)
    where = f"checks.{check.id}"
    _known(options, [field.name for field in fields(check)], where)  # type: ignore[arg-type]
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


def _known(keys: Any, allowed: Any, where: str) -> None:
    for key in keys:
        if key not in allowed:
            near = difflib.get_close_matches(key, list(allowed), n=1)
            hint = f"; did you mean {near[0]!r}?" if near else f"; known: {', '.join(allowed) or 'none'}"
            raise PolicyError(f"unknown name {key!r}{hint}", where)


def _nearest(start: Path) -> Path | None:
    for folder in (start, *start.parents):
        if (folder / "auditor.toml").is_file():
            return folder / "auditor.toml"
        project = folder / "pyproject.toml"
        if project.is_file() and "[tool.auditor" in project.read_text(encoding="utf-8", errors="replace"):
            return project
    return None
