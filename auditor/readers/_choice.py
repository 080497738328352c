# SPDX-License-Identifier: Apache-2.0
"""Which reader a file gets: by its suffix, and by how it begins where the suffix does not tell."""

from __future__ import annotations

from auditor import shelf
from auditor.contract import Reader
from auditor.engines.files import MEMBER, head
from auditor.engines.xml import root_name
from auditor.errors import InputError


def choose(path: str) -> type[Reader]:
    """The reader for an input; plain text where nothing else is recognised.

    Raises InputError for XML or JSON of a kind that no reader knows, and for a
    file that cannot be opened.
    """
    known = shelf.readers()
    name = path.lower().removesuffix(".gz")
    own = [reader for reader in known.values() if name.endswith(tuple(reader.suffixes) or ("\0",))]
    if len(own) == 1:
        return own[0]
    start = head(path)
    told = [reader for reader in own or known.values() if reader.sniff(start)]
    if told or own:
        return (told or own)[0]
    shared = {suffix for reader in known.values() for suffix in reader.shared if name.endswith(suffix)}
    if shared and start.strip():
        raise InputError(_unknown(start, shared.pop()), path, 1)
    return known["article"]


def is_known(path: str) -> bool:
    """Whether a file found in a folder is of a kind that some reader knows. Raises nothing."""
    name = path.lower().removesuffix(".gz")
    readers = shelf.readers().values()
    if any(name.endswith(tuple(reader.suffixes) or ("\0",)) for reader in readers):
        return MEMBER not in path or not name.endswith(".zip")
    if not any(name.endswith(suffix) for reader in readers for suffix in reader.shared):
        return False
    try:
        start = head(path)
    except InputError:
        return True  # the reading will say what is wrong
    return any(reader.sniff(start) for reader in readers)


def _unknown(start: bytes, suffix: str) -> str:
    name, space = root_name(start)
    if name:
        return f"XML of a kind that no reader knows: its root is <{name}>{f' of {space}' if space else ''}"
    return f"no reader knows a {suffix} file that begins like this; say which with --input-format"
