# SPDX-License-Identifier: Apache-2.0
"""Saved results: printed again to the byte, judged again without models."""

import json
from pathlib import Path

import pytest
from test_cli import run

STORY = "Bridge closed\n\nThe port was was closed. It lost 74 ships.\n\nThe mayor saw &amp;quot;the the ship.\n"
SOURCE = "Pont fermé\n\nLe port était fermé. Il a perdu 47 navires.\n\nLe maire a vu le navire.\n"
PAGE = "<html lang=en><body><h1>Port closed</h1><p>The port &amp; the mill <b>was was</b> closed.</p></body></html>"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A story beside its source, a page and rows, audited once."""
    path = tmp_path_factory.mktemp("saved")
    (path / "a.txt").write_text(STORY, encoding="utf-8")
    (path / "s.txt").write_text(SOURCE, encoding="utf-8")
    (path / "p.html").write_text(PAGE, encoding="utf-8")
    rows: list[dict[str, str]] = [{"translation": "A lone \ud83d was was here."}]
    rows += [{"translation": f"The port was was closed {n}.", "reference": "The port was shut."} for n in range(300)]
    (path / "r.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    (path / "auditor.toml").write_text(
        '[[suppression]]\ncheck = "doubled-word"\ntext = "the the"\nreason = "a ship"\n'
        '[[suppression]]\ncheck = "stray-stop"\nreason = "not in use"\n[weights]\nmajor = 4.2\n',
        encoding="utf-8",
    )
    for name, more in (
        ("a", ("a.txt", "-s", "s.txt", "--lang-pair", "fr-en")),
        ("p", ("p.html",)),
        ("r", ("r.jsonl",)),
    ):
        pair = () if "--lang-pair" in more else ("--lang-pair", "en")
        targets = [part for form in FORMATS for part in ("-o", f"{form}={name}.1.{form}")]
        done = run("check", *more, *pair, "-o", f"json={name}.json", *targets, cwd=path)
        assert done.returncode == 1, done.stderr
    return path


FORMATS = ("json", "jsonl", "text", "html")


@pytest.mark.parametrize("name", ["a", "p", "r"])
@pytest.mark.parametrize("form", FORMATS)
def test_reports_are_the_same_from_saved_results(folder: Path, name: str, form: str) -> None:
    """`auditor report` writes what `auditor check` wrote, to the byte."""
    done = run("report", f"{name}.json", "-o", f"{form}={name}.2.{form}", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert (folder / f"{name}.2.{form}").read_bytes() == (folder / f"{name}.1.{form}").read_bytes()


def test_a_page_from_saved_results_has_its_options(folder: Path, tmp_path: Path) -> None:
    """Language and assets of the page are chosen as in a run."""
    page = tmp_path / "page.html"
    more = ("--report-language", "de", "--assets", "external")
    assert run("report", folder / "r.json", "-o", page, *more, cwd=folder).returncode == 0
    assert '<html lang="de"' in page.read_text(encoding="utf-8") and (tmp_path / "report.css").is_file()


@pytest.mark.parametrize("name", ["a", "p", "r"])
def test_the_same_policy_gives_the_same_results(folder: Path, name: str) -> None:
    """Judged again under the same settings nothing changes, not even an interval."""
    done = run("gate", f"{name}.json", "-o", f"json={name}.3.json", "-q", cwd=folder)
    assert done.returncode == 1, done.stderr
    assert (folder / f"{name}.3.json").read_bytes() == (folder / f"{name}.json").read_bytes()


def test_another_policy_gives_another_verdict(folder: Path, tmp_path: Path) -> None:
    """Checks left out, severities, suppressions and limits are those of the new settings."""
    results = folder / "a.json"
    assert run("gate", results, "--fail-on", "never", cwd=folder).returncode == 0
    done = run("gate", results, "--ignore", "doubled-word", "--min-score", "adequacy=1.5", cwd=folder)
    assert done.returncode == 1 and "adequacy" in done.stdout and "doubled-word" not in done.stdout
    config = tmp_path / "auditor.toml"
    config.write_text('select = ["doubled-word"]\n[checks.doubled-word]\nseverity = "minor"\n', encoding="utf-8")
    done = run("gate", results, "--config", config, cwd=folder)
    assert done.returncode == 0 and "2 findings" in done.stdout  # the suppression is not in these settings


@pytest.mark.parametrize("text", ["", "{}", "[1]", '{"version": 2}', "\xff"])
def test_other_files_are_refused(text: str, tmp_path: Path) -> None:
    """A file that does not hold results is status 2 and says what would be right."""
    path = tmp_path / "x.json"
    path.write_text(text, encoding="latin-1")
    for verb in (("gate",), ("report", "-o", "text=-")):
        done = run(verb[0], path, *verb[1:])
        assert done.returncode == 2 and "auditor check -o json=PATH" in done.stderr


def test_nothing_audited_is_no_pass(tmp_path: Path) -> None:
    """Results without a segment are status 2 under any gate."""
    (tmp_path / "empty.txt").write_text("\n\n", encoding="utf-8")
    assert run("check", "empty.txt", "-o", "json=r.json", cwd=tmp_path).returncode == 2
    assert run("gate", "r.json", "--fail-on", "never", "--exit-zero", cwd=tmp_path).returncode == 2
