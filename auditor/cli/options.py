# SPDX-License-Identifier: Apache-2.0
"""What the options of several verbs say, read the same way in each."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from auditor.engines import remote
from auditor.errors import AuditorError
from auditor.readers._choice import is_known
from auditor.settings import Settings, gather


def settings(config: Path | None, options: Mapping[str, Any]) -> Settings:
    """The settings of a run from here: file, environment and these options, those that are empty left out."""
    return gather(config, Path.cwd(), os.environ, {key: value for key, value in options.items() if value or value == 0})


def today() -> datetime.date:
    """The day on which suppressions are judged; SOURCE_DATE_EPOCH sets it, for runs that must be repeatable.

    Source: reproducible-builds.org, SOURCE_DATE_EPOCH.
    """
    given = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        return datetime.datetime.fromtimestamp(int(given), datetime.UTC).date() if given else datetime.date.today()
    except (ValueError, OverflowError, OSError) as error:
        raise AuditorError(f"SOURCE_DATE_EPOCH: {given!r} is not a time in seconds") from error


def ids(values: Iterable[str]) -> tuple[str, ...]:
    """Names, divided by commas or by repeating the option."""
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


def assignment(text: str) -> tuple[str, str]:
    """`NAME=VALUE` in two. Raises AuditorError."""
    name, mark, value = text.partition("=")
    if not mark or not name or not value:
        raise AuditorError(f"{text!r} is not NAME=VALUE")
    return name, value


def limits(option: str, values: Iterable[str]) -> dict[str, float]:
    """`NAME=NUMBER` as a table. Raises AuditorError."""
    made = {}
    for text in values:
        name, value = assignment(text)
        try:
            made[name] = float(value)
        except ValueError as error:
            raise AuditorError(f"{option} {text}: {value!r} is not a number") from error
    return made


def pair(text: str | None) -> tuple[str | None, str | None]:
    """Languages of source and translation from `fr-en`, `en-pt-BR`, `pt-BR-en` or `en`."""
    if not text:
        return None, None
    parts = text.replace(">", "-").split("-")
    if len(parts) == 1:
        return None, parts[0]
    # A region is in capitals or four letters long: pt-BR is one language, en-pt-BR a pair.
    if len(parts) == 2 and parts[1].isupper():
        return None, text
    first = 2 if parts[1].isupper() else 1
    return "-".join(parts[:first]), "-".join(parts[first:])


def expanded(paths: Iterable[str]) -> Iterator[str]:
    """The paths, a folder as the files in it that some reader knows, sorted.

    Linked folders are not entered, so that no loop is walked; pipes and devices
    are passed over. A folder that cannot be listed stands for itself: reading it
    says why.
    """
    for path in paths:
        if remote.is_remote(path):
            yield from remote.listed(path)
        elif path != "-" and os.path.isdir(path):
            yield from sorted(_inside(path))
        else:
            yield path


def _inside(folder: str) -> Iterator[str]:
    closed: list[OSError] = []
    for inner, _, names in os.walk(folder, onerror=closed.append):
        for path in (os.path.join(inner, name) for name in names):
            if (os.path.isfile(path) or os.path.islink(path)) and is_known(path):
                yield path
    yield from (os.fspath(error.filename) for error in closed)
