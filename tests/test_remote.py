# SPDX-License-Identifier: Apache-2.0
"""Inputs named by a URI, and results as Parquet. Skipped without the extra `parquet`."""

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest

from auditor.cli.options import expanded
from auditor.contract import ReadRequest
from auditor.engines import remote
from auditor.errors import MissingExtra
from auditor.pipeline import read
from auditor.policy import Policy
from auditor.totals import Totals

pytest.importorskip("pyarrow", reason="needs the extra parquet")
ROW = '{"id": "1", "translation": "The bridge was was closed.", "target_language": "en"}\n'


def test_folder_of_a_store(tmp_path: Path) -> None:
    """A folder is the files in it, sorted, with odd names and in gzip; what is read is what a path gives."""
    (tmp_path / "a b é.jsonl").write_text(ROW, encoding="utf-8")
    (tmp_path / "c.jsonl.gz").write_bytes(gzip.compress(ROW.replace('"1"', '"2"').encode()))
    paths = list(expanded([tmp_path.as_uri() + "/"]))
    assert paths == [tmp_path.as_uri() + "/a%20b%20%C3%A9.jsonl", tmp_path.as_uri() + "/c.jsonl.gz"]
    totals = Totals.of(Policy())
    found = [segment for document in read(ReadRequest(tuple(paths)), totals) for segment in document.segments]
    assert [segment.id for segment in found] == ["1", "2"] and not totals.errors
    assert {segment.translation for segment in found} == {"The bridge was was closed."}


@pytest.mark.parametrize("name", ["file:///no/such/file.jsonl", "nowhere://store/file.jsonl"])
def test_what_is_not_there_is_named(name: str) -> None:
    """An object that is not there and a store that nobody knows are errors of that input."""
    totals = Totals.of(Policy())
    assert list(read(ReadRequest((name,)), totals)) == []
    assert [error.startswith(name) for error in totals.errors] == [True]


def test_a_drive_is_no_store() -> None:
    """A path of Windows is a path."""
    assert not remote.is_remote("c:/feed.jsonl") and not remote.is_remote("c://feed.jsonl")
    assert remote.is_remote("s3://wire/feed.jsonl")


def test_parquet_of_a_store_needs_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without pyarrow the pip line is told."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtra, match=r"pip install 'translation-auditor\[parquet\]'"):
        remote.stream("s3://wire/feed.jsonl")
    with pytest.raises(MissingExtra):
        list(remote.listed("s3://wire/"))


def test_results_as_parquet(tmp_path: Path) -> None:
    """A row for each segment, with what the JSON lines say of it."""
    from pyarrow import parquet

    rows = tmp_path / "rows.jsonl"
    clean = {"id": "2", "document": "d", "translation": "Nobody was hurt.", "target_language": "en"}
    rows.write_text(ROW + json.dumps(clean) + "\n", encoding="utf-8")
    out = [f"{form}={tmp_path / f'out.{form}'}" for form in ("parquet", "jsonl")]
    command = [sys.executable, "-m", "auditor", "check", str(rows), "-q", "--exit-zero", "-o", out[0], "-o", out[1]]
    subprocess.run(command, check=True)
    lines = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    made = parquet.read_table(tmp_path / "out.parquet").to_pylist()
    assert [(row["id"], row["document"], row["faults"]) for row in made] == [("1", "", "[]"), ("2", "d", "[]")]
    for row, line in zip(made, lines, strict=True):
        assert json.loads(row["findings"]) == line["findings"] and json.loads(row["scores"]) == line["scores"]
    assert [finding["check"] for finding in json.loads(made[0]["findings"])] == ["doubled-word"]
