# SPDX-License-Identifier: Apache-2.0
"""Where the settings come from: defaults, a profile, the nearest file, the environment, the command line.

Each lays its keys over the ones before; tables are merged key by key, lists replaced.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec

from auditor.errors import PolicyError
from auditor.policy import Policy, parse
from auditor.rules import expanded

_PREFIX = "AUDITOR_"
_HEADER = re.compile(r"^\s*\[\[\s*(?:tool\s*\.\s*auditor\s*\.\s*)?suppression\s*\]\]", re.MULTILINE)

# Environment variable -> setting; lists are divided by commas, tables written name=value,name=value.
VARIABLES: Mapping[str, str] = {
    f"{_PREFIX}PROFILE": "profile",
    f"{_PREFIX}SELECT": "select",
    f"{_PREFIX}IGNORE": "ignore",
    f"{_PREFIX}FAIL_ON": "fail-on",
    f"{_PREFIX}SCORES": "scores",
    f"{_PREFIX}MAX_POINTS": "max-points",
    f"{_PREFIX}MAX_FINDINGS": "max-findings",
    f"{_PREFIX}MIN_SCORE": "min-score",
    f"{_PREFIX}MIN_COVERAGE": "min-coverage",
    f"{_PREFIX}SOURCE_LANGUAGE": "source-language",
    f"{_PREFIX}TARGET_LANGUAGE": "target-language",
    f"{_PREFIX}MODEL": "model",
    f"{_PREFIX}SEED": "seed",
}
_CONFIG = f"{_PREFIX}CONFIG"  # the settings file, where --config does not name one
_LISTS = ("select", "ignore", "scores")
_TABLES = ("max-findings", "min-score", "min-coverage")
_NUMBERS = ("max-points", "seed")


@dataclass(frozen=True, slots=True)
class Settings:
    """A policy, where each of its values came from, and the file with its text."""

    policy: Policy
    origins: Mapping[str, str] = field(default_factory=dict)  # "min-score.chrf" -> "auditor.toml"; without defaults
    path: str | None = None
    text: str = ""

    def suppression_lines(self) -> tuple[int, ...]:
        """The line, from 1, on which each suppression of the file begins; all are 1 where they cannot be told."""
        found = tuple(self.text.count("\n", 0, match.start()) + 1 for match in _HEADER.finditer(self.text))
        wanted = len(self.policy.suppression)
        return found if len(found) == wanted else (1,) * wanted


def gather(
    path: Path | None, start: Path, environment: Mapping[str, str], options: Mapping[str, Any] | None = None
) -> Settings:
    """All settings. `options` are those of the command line, by key of the file.

    The closest file above `start` is read where none is named, and only that. Raises PolicyError.
    """
    found = path or (Path(environment[_CONFIG]) if environment.get(_CONFIG) else nearest(start))
    text, table = ("", {}) if found is None else _read(found)
    shown = "" if found is None else str(found)
    if found is not None:
        parse(table, shown)  # by itself, so that an error names the file
    layers: list[tuple[str, Mapping[str, Any]]] = [(shown, table), *_variables(environment)]
    layers.append(("command line", {key: value for key, value in (options or {}).items() if value is not None}))
    profile = next((layer["profile"] for _, layer in reversed(layers) if layer.get("profile")), None)
    if profile is not None:
        layers.insert(0, (f"profile {profile}", profile_table(profile)))
    merged: dict[str, Any] = {}
    origins: dict[str, str] = {}
    for origin, layer in layers:
        for key, value in layer.items():
            if isinstance(value, Mapping):
                merged[key] = _laid_over(merged.get(key, {}), value)
                origins |= {f"{key}.{inner}": origin for inner in value}
            else:
                merged[key] = value
                origins[key] = origin
    return Settings(parse(merged, "settings"), origins, None if found is None else str(found), text)


def load(path: Path | None, start: Path) -> Policy:
    """The policy of a file, or of the nearest one above `start`, or the defaults; the environment is not asked."""
    return gather(path, start, {}).policy


@cache
def profiles() -> tuple[str, ...]:
    """The names of the profiles, sorted."""
    folder = files("auditor") / "profiles"
    return tuple(sorted(one.name.removesuffix(".toml") for one in folder.iterdir() if one.name.endswith(".toml")))


def profile_table(name: str) -> Mapping[str, Any]:
    """The settings of a profile. Raises PolicyError when there is none of the name."""
    if name not in profiles():
        near = difflib.get_close_matches(name, profiles(), n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"known: {', '.join(profiles())}"
        raise PolicyError(f"no profile {name!r}; {hint}", "profile")
    return tomllib.loads((files("auditor") / "profiles" / f"{name}.toml").read_text(encoding="utf-8"))


def nearest(start: Path) -> Path | None:
    """The closest `auditor.toml`, or `pyproject.toml` with a `[tool.auditor]`, in or above a folder."""
    for folder in (start, *start.parents):
        if (folder / "auditor.toml").is_file():
            return folder / "auditor.toml"
        project = folder / "pyproject.toml"
        if project.is_file() and "[tool.auditor" in project.read_text(encoding="utf-8", errors="replace"):
            return project
    return None


def flat(policy: Policy) -> dict[str, Any]:
    """Every value of a policy by dotted key, in the order of its fields."""
    made: dict[str, Any] = {}
    for key, value in msgspec.to_builtins(policy).items():
        if isinstance(value, dict) and value:
            made |= {f"{key}.{inner}": each for inner, each in value.items()}
        else:
            made[key] = value
    return made


def _read(path: Path) -> tuple[str, Mapping[str, Any]]:
    try:
        text = path.read_text(encoding="utf-8")
        table = tomllib.loads(text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise PolicyError(f"cannot read the settings: {error}", str(path)) from error
    if path.name == "pyproject.toml":
        table = table.get("tool", {}).get("auditor", {})
    return text, expanded(table, path.parent)


def _variables(environment: Mapping[str, str]) -> list[tuple[str, Mapping[str, Any]]]:
    for name in sorted(environment):
        if name.startswith(_PREFIX) and name not in VARIABLES and name != _CONFIG:
            near = difflib.get_close_matches(name, VARIABLES, n=1, cutoff=0.9)  # others' variables may begin so too
            if near:
                raise PolicyError(f"unknown environment variable; did you mean {near[0]}?", name)
    layers: list[tuple[str, Mapping[str, Any]]] = []
    for name, key in VARIABLES.items():
        if environment.get(name):
            layers.append((name, {key: _value(key, environment[name], name)}))
    return layers


def _value(key: str, text: str, name: str) -> Any:
    if key in _LISTS:
        return [part.strip() for part in text.split(",") if part.strip()]
    try:
        if key in _TABLES:
            pairs = (part.partition("=") for part in text.split(",") if part.strip())
            return {left.strip(): (int if key == "max-findings" else float)(right) for left, _, right in pairs}
        return (int if key == "seed" else float)(text) if key in _NUMBERS else text
    except ValueError as error:
        raise PolicyError(f"{text!r} is not {'NAME=NUMBER' if key in _TABLES else 'a number'}", name) from error


def _laid_over(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    both = (key for key in above if isinstance(above[key], Mapping) and isinstance(below.get(key), Mapping))
    return {**below, **above, **{key: _laid_over(below[key], above[key]) for key in both}}
