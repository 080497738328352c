# SPDX-License-Identifier: Apache-2.0
"""What CLDR says of one locale itself, as Babel ships it.

Babel's own loader resolves what a locale inherits in place, in tables that other
locales share: after Hebrew was asked for, Hindi has Hebrew months "standing alone".
So the locale's file is read for itself.
Source: babel/localedata.py, `Alias` and `LocaleDataDict`.
"""

from __future__ import annotations

import pickle
from functools import cache
from typing import Any

from auditor.languages import base

_WRITTEN = {"nb": "no"}  # CLDR has Bokmål as Norwegian, and in its own file next to nothing


@cache
def own(tag: str) -> dict[str, Any]:
    """The tables of the locale of a primary tag without what it inherits; empty for an unknown one."""
    from babel import localedata

    name = _WRITTEN.get(base(tag), base(tag))
    if not localedata.exists(name):
        return {}
    with open(localedata.resolve_locale_filename(name), "rb") as file:
        data: dict[str, Any] = pickle.load(file)
    return data


def table(data: Any, *path: Any) -> dict[Any, Any]:
    """A table along a path of keys; empty for what is missing or only points to another."""
    for key in path:
        data = data.get(key) if isinstance(data, dict) else None
        data = data[1] if isinstance(data, tuple) else data  # an alias with what the locale adds to it
    return data if isinstance(data, dict) else {}
