# SPDX-License-Identifier: Apache-2.0
"""Ray gives what a local run gives, and loses nothing with a worker. Skipped without the extra `ray`."""

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from auditor.errors import AuditorError
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


def test_files_in_and_parquet_out(tmp_path: Path) -> None:
    """Ray Data inspects files where they lie; the rows are those of a local run, stories whole and in order."""
    from pyarrow import parquet

    for place in range(3):
        with (tmp_path / f"{place}.jsonl").open("w", encoding="utf-8") as out:
            for number in range(700):  # stories larger than a task
                row = {"id": f"{place}-{number}", "document": f"story-{number // 500}", "target_language": "en"}
                text = f"The bridge was was closed on day {number}." if number % 9 == 0 else "Nobody was hurt."
                out.write(json.dumps(row | {"translation": text}) + "\n")
    paths = [str(path) for path in sorted(tmp_path.glob("*.jsonl"))]
    policy = Policy(select=("doubled-word", "repeated-passage", "number-mismatch"), scores=())
    local = tmp_path / "local.parquet"
    command = [sys.executable, "-m", "auditor", "check", *paths, "-q", "--exit-zero", "-o", f"parquet={local}"]
    (tmp_path / "auditor.toml").write_text(
        'select = ["doubled-word", "repeated-passage", "number-mismatch"]\nscores = []\n', encoding="utf-8"
    )
    subprocess.run(command, check=True, cwd=tmp_path)
    cluster.inspect_files(paths, str(tmp_path / "out"), Auditor.of(policy), workers=1)
    wanted = {row["id"]: bare(row) for row in parquet.read_table(local).to_pylist()}
    got = parquet.read_table(tmp_path / "out").to_pylist()
    assert len(got) == len(wanted) == 2100
    assert {row["id"]: bare(row) for row in got} == wanted
    assert sum("doubled-word" in row["findings"] for row in got) == 3 * 78
    with pytest.raises(AuditorError, match="holds files already"):
        cluster.inspect_files(paths, str(tmp_path / "out"), Auditor.of(policy), workers=1)


def bare(row: dict[str, str]) -> dict[str, object]:
    """A row without the fingerprints, which count in the whole of a run."""
    findings = [{**one, "fingerprint": ""} for one in json.loads(row["findings"])]
    return {**row, "findings": findings}


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    """A broken file and a wrong address end in an error of ours that names them."""
    (tmp_path / "broken.jsonl").write_text('{"translation": "Gut."}\n{"translation":\n', encoding="utf-8")
    with pytest.raises(AuditorError, match=r"broken\.jsonl:2:"):
        cluster.inspect_files([str(tmp_path / "broken.jsonl")], str(tmp_path / "out"), Auditor.of(POLICY), workers=1)
    with pytest.raises(AuditorError, match=r"--ray-address 127\.0\.0\.1:9: no cluster answers"):
        next(cluster.inspected(Auditor.of(POLICY), stories(1), address="127.0.0.1:9"))
