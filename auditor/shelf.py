# SPDX-License-Identifier: Apache-2.0
"""Finds what stands on a shelf: ours by walking the package, others' by entry point."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from functools import cache
from importlib.metadata import entry_points
from types import ModuleType
from typing import TypeVar

from auditor.contract import Check, DocumentCheck, Reader, Rule, Scorer, Writer
from auditor.errors import AuditorError

T = TypeVar("T")


@cache
def checks() -> dict[str, type[Rule]]:
    """Every check by id, sorted by id."""
    found: list[type[Rule]] = [*_standing("checks", Check), *_standing("checks", DocumentCheck)]  # type: ignore[type-abstract]
    return _by_name(found, "id")


@cache
def readers() -> dict[str, type[Reader]]:
    """Every reader by the name of its format."""
    return _by_name(list(_standing("readers", Reader)), "name")  # type: ignore[type-abstract]


@cache
def scorers() -> dict[str, type[Scorer]]:
    """Every scorer by id."""
    return _by_name(list(_standing("scorers", Scorer)), "id")  # type: ignore[type-abstract]


@cache
def writers() -> dict[str, type[Writer]]:
    """Every writer by the name of its format."""
    return _by_name(list(_standing("writers", Writer)), "format")  # type: ignore[type-abstract]


def _standing(shelf: str, kind: type[T]) -> Iterator[type[T]]:
    modules = list(_walk(importlib.import_module(f"auditor.{shelf}")))
    for entry in entry_points(group=f"auditor.{shelf}"):
        modules += _walk(entry.load())
    for module in modules:
        for thing in vars(module).values():
            own = inspect.isclass(thing) and issubclass(thing, kind) and thing.__module__ == module.__name__
            if own and not (inspect.isabstract(thing) or thing.__name__.startswith("_")):
                yield thing


def _walk(package: ModuleType) -> Iterator[ModuleType]:
    yield package
    if hasattr(package, "__path__"):
        for info in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            yield importlib.import_module(info.name)


def _by_name(things: list[type[T]], key: str) -> dict[str, type[T]]:
    named: dict[str, type[T]] = {}
    for thing in things:
        name = getattr(thing, key)
        if named.setdefault(name, thing) is not thing:
            raise AuditorError(f"two things on one shelf are called {name!r}: {named[name]} and {thing}")
    return dict(sorted(named.items()))
