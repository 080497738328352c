# SPDX-License-Identifier: Apache-2.0
"""Damaged files of every format end in documents or in a located error, soon.

A few hundred in each run; `AUDITOR_MUTATIONS=10000 pytest tests/test_mutations.py` makes that many.
"""

import importlib.util
import io
import os
import random
import re
import socket
import time
import zipfile
from pathlib import Path

import pytest
from formats import FILES, read_all

from auditor.model import Span
from auditor.pipeline import inspect_document
from auditor.policy import Policy, build
from auditor.shelf import checks

COUNT = int(os.environ.get("AUDITOR_MUTATIONS", "240"))
LONGEST = 10.0  # seconds for one file
BATCH = 40
PARQUET = importlib.util.find_spec("pyarrow") is not None  # without it the format is refused by name, not read
SEEDS = sorted(path for path in FILES.rglob("*") if path.is_file() and (PARQUET or path.suffix != ".parquet"))
TRICKS = (
    b"<", b">", b"&", b'"', b"'", b"\\", b"\0", b"\xff", b"\xe9", b"\r", b"\n\n", b"]]>", b"<!--", b"-->", b"<![CDATA[",
    b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///dev/null'>]>", b"&b;", b"&nbsp;", b"&#0;", b"&#x110000;", b"\xed\xa0\x80",
    b'\\ud83d', b"[" * 400, b"<g>" * 400, b"{" * 400, b"\xef\xbb\xbf", b"\xff\xfe", b"\x0c", b"\xe2\x80\xa8", b"--> ",
    b'encoding="utf-16"', b'encoding="cp037"', b"msgid ", b"1e999", b"-1", b"9" * 40, b"\xf3\xa0\x81\x81", b"\x85",
)  # fmt: skip


SIGNS = (
    "&amp;",
    "&amp;amp;",
    " ",
    "\n",
    "\u2028",
    "\N{ZERO WIDTH SPACE}",
    "\U0001f600",
    "e\u0301",
    "\u202e",
    "{0}",
    "%s",
    "x" * 5000,
)


def wounded(path: Path, other: Path, random_: random.Random) -> bytes:
    """The file, or a member of it if it is an archive, with wounds; one in three keeps its form."""
    raw, more = path.read_bytes(), other.read_bytes()
    if zipfile.is_zipfile(path) and random_.random() < 0.7:
        with zipfile.ZipFile(path) as pack:
            inside = {name: pack.read(name) for name in pack.namelist()}
        name = random_.choice(sorted(inside))
        inside[name] = mutated(inside[name], more, random_)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
            for name, content in inside.items():
                pack.writestr(name, content)
        return out.getvalue()
    if random_.random() < 0.35:
        text = raw.decode("latin-1")
        words = [match.end() for match in re.finditer(r"[a-z]{3}(?=[a-z ])", text)] or [0]
        for place in sorted(random_.sample(words, min(3, len(words))), reverse=True):
            text = text[:place] + random_.choice(SIGNS).encode().decode("latin-1") + text[place:]
        return text.encode("latin-1")
    return mutated(raw, more, random_)


def mutated(raw: bytes, other: bytes, random_: random.Random) -> bytes:
    """The bytes with one to four wounds."""
    for _ in range(random_.randint(1, 4)):
        start = random_.randrange(len(raw) + 1)
        end = min(len(raw), start + random_.choice((0, 1, 2, 8, 64, 512)))
        kind = random_.randrange(6)
        if kind == 0:
            raw = raw[:start] + random_.choice(TRICKS) + raw[end:]
        elif kind == 1:
            raw = raw[:start] + raw[end:]
        elif kind == 2:
            raw = raw[:start] + raw[start:end] * random_.choice((2, 3, 50)) + raw[end:]
        elif kind == 3:
            raw = raw[:start]
        elif kind == 4:
            place = random_.randrange(len(other) + 1)
            raw = raw[:start] + other[place : place + random_.randint(0, 400)] + raw[end:]
        else:
            raw = raw[:start] + bytes(random_.randrange(256) for _ in range(end - start)) + raw[end:]
    return raw


@pytest.mark.parametrize("batch", range((COUNT + BATCH - 1) // BATCH))
def test_damage_is_survived(batch: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No traceback, no wait, no network; every error names its file, and every place lies in it."""

    def refuse(*_: object) -> None:
        raise AssertionError("a reader reached for the network")

    monkeypatch.setattr(socket, "socket", refuse)
    rules = build(Policy(), checks())
    random_ = random.Random(batch)
    for number in range(min(BATCH, COUNT - batch * BATCH)):
        seed, other = random_.choice(SEEDS), random_.choice(SEEDS)
        path = tmp_path / f"{number}{''.join(seed.suffixes)}"
        path.write_bytes(wounded(seed, other, random_))
        start = time.monotonic()
        documents, totals = read_all(path, language="en")
        assert all(str(path) in error for error in totals.errors), totals.errors
        for document in documents:
            for segment in document.segments:
                place = segment.location
                assert place is not None
                for end in range(len(segment.translation) + 1):
                    found = place.within(segment.translation, Span(max(0, end - 1), end))
                    assert found.line >= 1 and found.column >= 1
                    if found.start is not None:
                        assert 0 <= found.start <= (found.end or 0)
        if number % 8 == 0:
            for document in documents:
                inspect_document(document, rules)
        assert time.monotonic() - start < LONGEST, seed
