# SPDX-License-Identifier: Apache-2.0
"""What translators from one language into another get wrong: `pairs/<source>-<target>.toml`.

A file holds entries by the check that reads them. An entry says which wording is
wrong in the translation, what in the source it comes from, and what to write. Its
patterns are those of `auditor.text.phrases`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import msgspec

from auditor.errors import AuditorError
from auditor.languages.store import kept

Kind = Literal["false-friend", "calque", "literal-idiom", "calqued-order", "calqued-function-word"]
KINDS: tuple[Kind, ...] = ("false-friend", "calque", "literal-idiom", "calqued-order", "calqued-function-word")


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One wrong wording and the conditions that make it wrong."""

    wrong: tuple[str, ...] = ()  # wrong when the source has `origin`, or `near` stands in the segment
    alone: tuple[str, ...] = ()  # wrong without a source too: the context is in the pattern
    near: tuple[str, ...] = ()  # words of the translation that make `wrong` wrong without a source
    origin: tuple[str, ...] = ()  # one of these must be in the source, where there is one
    unless: tuple[str, ...] = ()  # words of the translation or the source that make it right
    # What to write instead: "a|b" answers to "x|y" of a pattern, form by form. Hints, which replace nothing: what has
    # "…" or "(…)", and one answer to several forms of a word ("takes|took").
    write: str
    of: str = ""  # the words of the source as a reader knows them: "réaliser un film"
    severity: Literal["minor", "major"] | None = None  # the check's, if not said
    source: str  # key of the work in `sources` that names it

    def __post_init__(self) -> None:
        if not self.wrong and not self.alone:
            raise ValueError("needs a pattern in `wrong` or `alone`")
        if self.wrong and not self.origin and not self.near:
            raise ValueError("`wrong` needs `origin` or `near`; what is wrong by itself stands in `alone`")

    @property
    def name(self) -> str:
        """What a message about the entry calls it: its first pattern."""
        return (*self.wrong, *self.alone)[0]


class Pair(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, rename="kebab"):
    """The entries of one pair of languages."""

    sources: dict[str, str]  # key -> work cited
    sets: dict[str, tuple[str, ...]] = {}  # words that patterns share: "@set"
    false_friend: tuple[Entry, ...] = ()
    calque: tuple[Entry, ...] = ()
    literal_idiom: tuple[Entry, ...] = ()
    calqued_order: tuple[Entry, ...] = ()
    calqued_function_word: tuple[Entry, ...] = ()

    def entries(self) -> Iterator[tuple[Kind, Entry]]:
        """Every entry with its kind, in the order of the file."""
        for kind in KINDS:
            for entry in getattr(self, kind.replace("-", "_")):
                yield kind, entry


@cache
def names() -> tuple[str, ...]:
    """Every pair that has a file, sorted: `fr-en`."""
    return tuple(sorted(e.name[:-5] for e in _folder().iterdir() if e.name.endswith(".toml")))


def pair(source: str, target: str) -> Pair | None:
    """The entries from one language into another; regions fall back on their language. None without a file.

    Raises AuditorError that names file, entry and field.
    """
    return next((read(name) for name in found_pair(source, target)), None)


def found_pair(source: str, target: str) -> tuple[str, ...]:
    """The name of the file for two languages, if there is one."""
    known = {name.lower(): name for name in names()}
    wanted = (f"{a}-{b}" for b in _lineage(target) for a in _lineage(source))
    return next(((known[name],) for name in wanted if name in known), ())


def into(target: str) -> tuple[str, ...]:
    """The names of all pairs into a language, sorted."""
    return tuple(name for name in names() if name.split("-", 1)[1].lower() in _lineage(target))


@cache
def read(name: str) -> Pair:
    """The pair of a file by its name. Raises AuditorError that names file, entry and field."""
    return kept(f"pair-{name}", file_text(name), Pair, lambda: parse(file_text(name), f"languages/pairs/{name}.toml"))


@cache
def file_text(name: str) -> str:
    """The file of a pair by its name, as it stands."""
    return str((_folder() / f"{name}.toml").read_text(encoding="utf-8"))


def parse(toml: str, where: str) -> Pair:
    """A pair from the text of its file; `where` names it in errors. Raises AuditorError."""
    try:
        table: dict[str, Any] = tomllib.loads(toml)
        made = msgspec.convert(table, Pair)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise AuditorError(f"{where}: {error}") from error
    for kind, entry in made.entries():
        if entry.source not in made.sources:
            raise AuditorError(f"{where}: {kind} “{entry.name}”: no work {entry.source!r} in `sources`")
    return made


def _folder() -> Any:  # importlib's Traversable has no stable home across Python 3.11 to 3.14
    return files("auditor.languages") / "pairs"


def _lineage(tag: str) -> tuple[str, ...]:
    """A tag and what it falls back on, lower case: `pt-br`, `pt`."""
    parts = tag.replace("_", "-").lower().split("-")
    return tuple("-".join(parts[:n]) for n in range(len(parts), 0, -1))
