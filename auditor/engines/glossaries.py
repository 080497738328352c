# SPDX-License-Identifier: Apache-2.0
"""Terminology from files: CSV, TBX 2.0 (basic) and 3, TOML, or one term a line.

- `.csv`, `.tsv`: a header of language tags (`en,fr`); forms of one cell are divided
  by `|`, and one that begins with `!` is forbidden;
- `.tbx`, `.xml`: concepts with their terms by language; terms whose status is
  deprecated or superseded are forbidden. Read without entities and network;
- `.toml`: tables `[[term]]` with a list of forms for each language tag, and
  `forbidden = { fr = ["…"] }`;
- anything else: one term a line, in no language, for what must be kept.

Source: ISO 30042:2008 (TBX) and TBX-Basic of LISA; ISO 30042:2019 for version 3.
"""

from __future__ import annotations

import csv
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

from auditor.engines import xml
from auditor.errors import InputError, PolicyError
from auditor.languages import base

_CONCEPTS = ("termEntry", "conceptEntry")
_SECTIONS = ("langSet", "langSec")
_OUT = ("deprecated", "superseded", "forbidden")  # what a status that forbids a term begins with
Forms = Mapping[str, tuple[str, ...]]


class Term(NamedTuple):
    """One concept: its forms by language tag, the first of each the usual one, and forms no one may use."""

    forms: Forms
    forbidden: Forms

    def allowed(self, tag: str | None) -> tuple[str, ...]:
        """The forms of a language: of the tag itself, or of its primary part."""
        return _of(self.forms, tag)

    def banned(self, tag: str | None) -> tuple[str, ...]:
        """The forbidden forms of a language."""
        return _of(self.forbidden, tag)


def _of(forms: Forms, tag: str | None) -> tuple[str, ...]:
    exact = (tag or "und").replace("_", "-").lower()
    return forms.get(exact) or forms.get(base(tag), ())


@lru_cache(maxsize=32)
def glossary(path: str, option: str) -> tuple[Term, ...]:
    """The terms of a file. Raises PolicyError for one that cannot be read; `option` names the setting."""
    try:
        return tuple(_read(Path(path)))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, csv.Error, InputError, ValueError) as error:
        raise PolicyError(f"cannot read the terms of {path!r}: {error}", option) from error


@lru_cache(maxsize=1)
def bodies() -> tuple[Term, ...]:
    """The glossary of international bodies that comes with the house."""
    return tuple(_toml((files("auditor.glossaries") / "bodies.toml").read_text(encoding="utf-8")))


def _read(path: Path) -> Iterator[Term]:
    if path.suffix in (".csv", ".tsv"):
        yield from _csv(path)
    elif path.suffix in (".tbx", ".xml"):
        yield from _tbx(path)
    elif path.suffix == ".toml":
        yield from _toml(path.read_text(encoding="utf-8"))
    else:
        for line in path.read_text(encoding="utf-8-sig").splitlines():
            if line.strip() and not line.startswith("#"):
                yield Term({"und": (line.strip(),)}, {})


def _csv(path: Path) -> Iterator[Term]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t" if path.suffix == ".tsv" else ",")
        for row in rows:
            forms: defaultdict[str, list[str]] = defaultdict(list)
            forbidden: defaultdict[str, list[str]] = defaultdict(list)
            for tag, cell in row.items():
                for form in (cell or "").split("|") if isinstance(cell, str) and tag else ():
                    (forbidden if form.strip().startswith("!") else forms)[tag].append(form.strip().lstrip("! "))
            yield _term(forms, forbidden)


def _toml(text: str) -> Iterator[Term]:
    for entry in tomllib.loads(text).get("term", []):
        forbidden = entry.get("forbidden", {})
        forms = {tag: listed for tag, listed in entry.items() if tag != "forbidden"}
        yield _term(forms, forbidden)


def _tbx(path: Path) -> Iterator[Term]:
    with path.open("rb") as stream:
        for concept in xml.elements(stream, str(path), _CONCEPTS):
            forms: defaultdict[str, list[str]] = defaultdict(list)
            forbidden: defaultdict[str, list[str]] = defaultdict(list)
            for section in concept.descendants(*_SECTIONS):
                tag = section.get(xml.LANG) or section.get("lang") or "und"
                for group in section.descendants("tig", "ntig", "termSec"):
                    (forbidden if _is_out(group) else forms)[tag] += [term.text for term in group.descendants("term")]
            yield _term(forms, forbidden)


def _is_out(group: xml.Node) -> bool:
    notes = (note.text.strip().lower() for note in group.descendants("termNote", "administrativeStatus"))
    return any(note.startswith(_OUT) for note in notes)


def _term(forms: Mapping[str, Any], forbidden: Mapping[str, Any]) -> Term:
    return Term(_listed(forms), _listed(forbidden))


def _listed(forms: Mapping[str, Any]) -> Forms:
    """Tags in lower case, forms as tuples without empty ones."""
    found: dict[str, tuple[str, ...]] = {}
    for tag, listed in forms.items():
        every = [listed] if isinstance(listed, str) else list(listed)
        if not all(isinstance(form, str) for form in every):
            raise ValueError(f"a form of {tag!r} is no text")
        if any(form.strip() for form in every):
            found[tag.strip().replace("_", "-").lower()] = tuple(form.strip() for form in every if form.strip())
    return found
