# SPDX-License-Identifier: Apache-2.0
"""Renews the catalogues of the HTML page: `python auditor/writers/catalogues/renew.py`.

Collects what the templates and their helpers say, keeps the translations there
are, drops what is no longer said, and compiles. Prints what still lacks a
translation and ends with 1 if anything does; running it twice changes nothing.
"""

from __future__ import annotations

import io
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

HERE = Path(__file__).parent
KEYWORDS = {"_": None, "say": None, "term": None, "noun": (1, 2)}
HEADER = "# SPDX-License-Identifier: Apache-2.0\n# The words of the HTML page; renewed by renew.py, translated by hand."

_DATED = (  # lines of a head that change without a change
    b'"Report-Msgid-Bugs-To',
    b'"POT-Creation-Date',
    b'"PO-Revision-Date',
    b'"Last-Translator',
    b'"Language-Team',
    b'"Generated-By',
)


def said() -> Catalog:
    """Every message of the templates and of the modules beside them."""
    made = Catalog(project="auditor", charset="utf-8")
    for path in sorted(HERE.parent.iterdir()):
        method = {".jinja": "jinja2", ".py": "python"}.get(path.suffix)
        if method is None:
            continue
        options = {"trimmed": "false", "newstyle_gettext": "false"} if method == "jinja2" else {}
        for _, message, _, _ in extract_from_file(method, path, KEYWORDS, options=options):
            made.add(message)
    return made


def renew(tag: str, messages: Catalog) -> list[str]:
    """Write the catalogue of a language and its compiled form; what it does not translate."""
    path = HERE / tag / "LC_MESSAGES" / "page.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    known = Catalog(tag)
    if path.exists():
        with path.open("rb") as stream:
            known = read_po(stream, tag)
    made = Catalog(tag, project="auditor", version="page", charset="utf-8", header_comment=HEADER, fuzzy=False)
    for message in messages:
        if message.id:
            found = known.get(message.id[0] if isinstance(message.id, tuple) else message.id)
            made.add(message.id, found.string if found else None)
    with path.open("wb") as stream:
        write_po(stream, made, width=120, sort_output=True, omit_header=False, include_lineno=False)
    kept = [line for line in path.read_bytes().splitlines(keepends=True) if not line.startswith(_DATED)]
    path.write_bytes(b"".join(kept))
    path.with_suffix(".mo").write_bytes(compiled(path, tag))
    return [str(message.id) for message in made if message.id and not _is_full(message.string)]


def compiled(path: Path, tag: str) -> bytes:
    """The compiled form of a catalogue, without a date in it."""
    with path.open("rb") as stream:
        catalogue = read_po(stream, tag)
    catalogue.creation_date = catalogue.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    made = io.BytesIO()
    write_mo(made, catalogue)
    return made.getvalue()


def _is_full(text: object) -> bool:
    return all(text) if isinstance(text, (tuple, list)) else bool(text)


def main() -> int:
    """Renew every language."""
    messages = said()
    lacking = {tag: renew(tag, messages) for tag in ("ar", "de", "es", "fr")}
    for tag, missing in lacking.items():
        print(f"{tag}: {len(messages)} messages, {len(missing)} without translation")
        for one in missing if "-v" in sys.argv else ():
            print(f"  {one}")
    return 1 if any(lacking.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
