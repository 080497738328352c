# SPDX-License-Identifier: Apache-2.0
"""People of the world's news in all our scripts: `people.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def people() -> dict[str, tuple[str, ...]]:
    """Surname, as English writes it, to the forms under which papers name its bearer."""
    table = tomllib.loads((files(__package__) / "people.toml").read_text(encoding="utf-8"))
    return {name: tuple(forms) for name, forms in table.items()}
