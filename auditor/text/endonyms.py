# SPDX-License-Identifier: Apache-2.0
"""What English and a land's own people call its cities: Vienna and Wien, which other languages may leave as they are.

Source: CLDR through Babel: territories and exemplar cities of time zones, likely scripts of territories.
"""

from __future__ import annotations

from contextlib import suppress
from importlib.metadata import version

from auditor.languages.store import kept

_SHORTEST = 4  # letters; shorter names are words of other languages: "Ube", "Aix"
_NO_LANDS = frozenset({"ZZ", "QO", "XA", "XB", "EZ", "UN"})


def endonyms() -> tuple[tuple[str, str, str], ...]:
    """Names in Latin letters with the code of their territory and, of a city, its time zone.

    Kept in the user's cache, because the names of a hundred languages are read for it.
    """
    return kept("endonyms", version("babel"), tuple[tuple[str, str, str], ...], _made)


def _made() -> tuple[tuple[str, str, str], ...]:
    from babel import Locale, UnknownLocaleError
    from babel.core import get_global

    likely, english = get_global("likely_subtags"), Locale.parse("en")
    found = {(name, code, "") for code, name in english.territories.items() if len(code) == 2}
    for zone, territory in get_global("zone_territories").items():
        if zone.count("/") != 1 or zone.startswith(("Etc", "Antarctica")):
            continue
        known = {english.time_zones.get(zone, {}).get("city") or zone.split("/")[-1].replace("_", " ")}
        language, script = likely.get(f"und_{territory}", "und_Zzzz").split("_")[:2]
        if script == "Latn":
            with suppress(UnknownLocaleError):
                known.add(Locale.parse(language).time_zones.get(zone, {}).get("city", ""))
        found |= {(name, territory, zone) for name in known}
    return tuple(sorted(entry for entry in found if len(entry[0]) >= _SHORTEST and entry[1] not in _NO_LANDS))
