# SPDX-License-Identifier: Apache-2.0
"""Ray gives what a local run gives, and loses nothing with a worker. Skipped without the extra `ray`."""

import contextlib
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from auditor.inspection import Auditor
from auditor.model import Document, Segment
from auditor.parallel import Result
from auditor.policy import Policy

ray = pytest.importorskip("ray", reason="needs the extra ray")

from auditor import cluster  # noqa: E402  after the skip

POLICY = Policy(select=("doubled-word", "number-mismatch"))
pytestmark = pytest.mark.filterwarnings("default")  # of Ray's own


def stories(count: int) -> Iterator[Document]:
    """Documents of two segments."""
    for number in range(count):
        name = f"story-{number}"
        pairs = (("Der Hafen Hafen ist zu.", "The port is closed."), (f"Es sind {number}.", f"They are {number + 1}."))
        segments = tuple(
            Segment(f"{name}:{place}", text, source, document=name, language="de", source_language="en")
            for place, (text, source) in enumerate(pairs)
        )
        yield Document(name, name, segments, "de", "en")


def test_equal_to_local_with_a_worker_killed() -> None:
    """The same results in the same order, though a worker dies half-way."""
    auditor = Auditor.of(POLICY)
    wanted = [Result.of(*auditor.inspect(document)) for document in stories(3000)]
    before, got = _workers(), []
    for each in cluster.inspected(auditor, stories(3000)):
        got.append(Result.of(*each))
        if len(got) == 1000:
            ours = _workers() - before
            assert ours
            os.kill(min(ours), signal.SIGKILL)
    assert got == wanted


def _workers() -> set[int]:
    """The processes that inspect for Ray at this moment."""
    found = set()
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                if b"ray::_inspect" in (entry / "cmdline").read_bytes():
                    found.add(int(entry.name))
    return found


def test_parquet_in_and_out(tmp_path: Path) -> None:
    """Ray Data inspects a table where it lies; findings and scores are the local ones."""
    import pyarrow
    from pyarrow import parquet

    rows = [
        {
            "id": segment.id,
            "document": segment.document,
            "translation": segment.translation,
            "source": segment.source,
            "target_language": "de",
            "source_language": "en",
        }
        for document in stories(40)
        for segment in document.segments
    ]
    table = pyarrow.Table.from_pylist(rows)
    parquet.write_table(table, tmp_path / "in.parquet")
    auditor = Auditor.of(POLICY)
    cluster.inspect_parquet(str(tmp_path / "in.parquet"), str(tmp_path / "out"), auditor, workers=1)
    got = parquet.read_table(tmp_path / "out").to_pylist()
    wanted = cluster.table_inspected(table, cluster.seed_of(auditor)).to_pylist()
    assert sorted(map(repr, got)) == sorted(map(repr, wanted)) and len(got) == 80
    assert all("doubled-word" in row["findings"] for row in wanted if row["id"].endswith(":0"))
