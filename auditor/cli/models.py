# SPDX-License-Identifier: Apache-2.0
"""`auditor models`: what is in the wheel, and what it is worth."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from importlib.resources.abc import Traversable

import msgspec
import typer

from auditor.errors import AuditorError


class ModelCard(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The facts of a shipped model, from the `model.toml` beside its weights."""

    name: str
    title: str
    kind: str
    licence: str
    languages: tuple[str, ...]
    data: tuple[str, ...]  # origins of the training text, each with its licence
    figures: tuple[str, ...]  # measured, each with what on
    not_good_at: tuple[str, ...]
    dimensions: int = 0  # of an embedding: numbers in a vector
    pieces: int = 0  # of an embedding: vectors
    chance: tuple[float, float, float, float] | None = None  # how a cosine is read, see `log_odds`
    megabytes: float = 0.0  # on disk, of the whole folder


def models() -> None:
    """List the shipped models: size, licence, languages, data, figures."""
    for card in cards():
        typer.echo(_shown(card))


def cards() -> list[ModelCard]:
    """Every shipped model, sorted by name. Raises AuditorError when a card is broken."""
    found = []
    for folder in sorted((files("auditor") / "models").iterdir(), key=lambda entry: entry.name):
        card = folder / "model.toml"
        if card.is_file():
            try:
                table = tomllib.loads(card.read_text(encoding="utf-8"))
                found.append(msgspec.convert(table | {"megabytes": _size(folder) / 1e6}, ModelCard))
            except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
                raise AuditorError(f"models/{folder.name}/model.toml: {error}") from error
    return found


def _size(folder: Traversable) -> int:
    return sum(len(entry.read_bytes()) for entry in folder.iterdir() if entry.is_file())


def _shown(card: ModelCard) -> str:
    pieces = f", {card.pieces:,} pieces of {card.dimensions} dimensions" if card.pieces else ""
    lines = [
        f"{card.name}: {card.title}",
        f"  kind       {card.kind}{pieces}, {card.megabytes:.2f} MB",
        f"  licence    {card.licence}",
        f"  languages  {len(card.languages)}: {' '.join(card.languages)}",
    ]
    for heading, entries in (("data", card.data), ("figures", card.figures), ("not for", card.not_good_at)):
        lines += [f"  {heading if not place else '':<9}  {entry}" for place, entry in enumerate(entries)]
    return "\n".join(lines)
