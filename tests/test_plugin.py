# SPDX-License-Identifier: Apache-2.0
"""A package of its own puts a check on the shelf by entry point, as `pip install` would."""

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

PLUGIN = Path(__file__).parent / "plugin"


@pytest.fixture
def installed(tmp_path: Path) -> dict[str, str]:
    """An environment in which the package is installed: its code, and what pip writes beside it."""
    project = tomllib.loads((PLUGIN / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    site = tmp_path / "site"
    facts = site / f"{project['name'].replace('-', '_')}-{project['version']}.dist-info"
    facts.mkdir(parents=True)
    lines = [f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n"]
    (facts / "METADATA").write_text("".join(lines), encoding="utf-8")
    points = "".join(
        f"[{group}]\n" + "".join(f"{name} = {where}\n" for name, where in named.items())
        for group, named in project["entry-points"].items()
    )
    (facts / "entry_points.txt").write_text(points, encoding="utf-8")
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(site), str(PLUGIN)])}


def auditor(environment: dict[str, str], folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "auditor", *words], capture_output=True, text=True, env=environment, cwd=folder
    )


def test_check_of_another_package_is_on_the_shelf(installed: dict[str, str], tmp_path: Path) -> None:
    """It is in the catalogue, explained from its class, and finds."""
    (tmp_path / "story.txt").write_text("The HARBOUR was closed on Monday.\n", encoding="utf-8")
    assert "shouted-harbour" in auditor(installed, tmp_path, "rules").stdout
    assert "The word harbour stands in capitals." in auditor(installed, tmp_path, "explain", "shouted-harbour").stdout
    words = ["check", "story.txt", "--target-language", "en", "--select", "shouted-harbour", "-o", "jsonl=-", "-q"]
    done = auditor(installed, tmp_path, *words)
    found = json.loads(done.stdout)["findings"]
    assert [(one["check"], one["text"], one["suggestion"]) for one in found] == [
        ("shouted-harbour", "HARBOUR", "harbour")
    ]


def test_its_options_are_set_in_the_settings(installed: dict[str, str], tmp_path: Path) -> None:
    """The annotated field is an option like those of our own checks; another name is an error."""
    (tmp_path / "story.txt").write_text("The HARBOUR and the PIER.\n", encoding="utf-8")
    settings = tmp_path / "auditor.toml"
    settings.write_text('select = ["shouted-harbour"]\n[checks.shouted-harbour]\nword = "PIER"\n', encoding="utf-8")
    done = auditor(installed, tmp_path, "check", "story.txt", "--target-language", "en", "-o", "jsonl=-", "-q")
    assert [one["text"] for one in json.loads(done.stdout)["findings"]] == ["PIER"]
    settings.write_text('[checks.shouted-harbour]\nwrod = "PIER"\n', encoding="utf-8")
    done = auditor(installed, tmp_path, "check", "story.txt")
    assert done.returncode == 2 and "did you mean 'word'?" in done.stderr
