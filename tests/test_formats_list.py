# SPDX-License-Identifier: Apache-2.0
"""`auditor formats` lists all there is, from the shelves alone."""

import pytest

from auditor import shelf
from auditor.cli.formats import formats


def test_every_format_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    """Each reader and writer has a line with its suffixes and what it is."""
    formats()
    lines = capsys.readouterr().out.splitlines()
    for name, thing in (*shelf.readers().items(), *shelf.writers().items()):
        line = next(line for line in lines if line.split()[:1] == [name] and all(s in line for s in thing.suffixes))
        assert len(line.split("  ")[-1]) > 5
