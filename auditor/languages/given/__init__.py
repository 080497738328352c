# SPDX-License-Identifier: Apache-2.0
"""Given names that tell who is a woman and who is a man: `names.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

Gender = Literal["feminine", "masculine"]


@cache
def genders() -> dict[str, Gender]:
    """Given name, as written, to the only gender it is borne by."""
    table = tomllib.loads((files(__package__) / "names.toml").read_text(encoding="utf-8"))
    women, men = frozenset(table["feminine"]), frozenset(table["masculine"])
    return dict.fromkeys(women - men, "feminine") | dict.fromkeys(men - women, "masculine")
