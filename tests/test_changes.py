# SPDX-License-Identifier: Apache-2.0
"""Only what changed since a revision, and nothing twice."""

import json
from pathlib import Path

import pytest
from test_cli import run
from test_dropin import commit, git, repository

OLD = "The port was was closed on Monday.\n\nThe mayor saw the ship.\n"
NEW = "It rained on on Tuesday.\n\nThe mayor saw the ship.\n\nThe port was was closed on Monday.\n"


def check(folder: Path, *arguments: str) -> tuple[int, list[str], str]:
    """Status, the marked texts, standard error."""
    done = run(
        "check", *arguments, "--lang-pair", "en", "--select", "doubled-word", "-q", "-o", "jsonl=r.jsonl", cwd=folder
    )
    rows = (folder / "r.jsonl").read_text(encoding="utf-8").splitlines() if (folder / "r.jsonl").exists() else []
    return done.returncode, [one["text"] for row in rows for one in json.loads(row)["findings"]], done.stderr


def test_only_new_sentences_count(tmp_path: Path) -> None:
    """A finding in a sentence that the revision had, wherever it stands now, is not of this change."""
    folder = repository(tmp_path / "r", a=OLD, b="The ship sank sank.\n")
    assert check(folder, "a.txt", "b.txt") == (1, ["was was", "sank sank"], "")
    (folder / "a.txt").write_text(NEW, encoding="utf-8")
    assert check(folder, "a.txt", "b.txt", "--changed-since", "HEAD") == (1, ["on on"], "")
    commit(folder)
    status, found, said = check(folder, "a.txt", "b.txt", "--changed-since", "HEAD")
    assert (status, found) == (0, []) and "nothing changed since HEAD" in said
    assert check(folder, "a.txt", "b.txt", "--changed-since", "HEAD~1")[1] == ["on on"]


def test_new_files_and_more_of_the_same_count(tmp_path: Path) -> None:
    """A file that the revision lacks is new, and so is the second copy of a sentence that it had once."""
    folder = repository(tmp_path / "r", a=OLD)
    (folder / "a.txt").write_text(OLD + "\nThe port was was closed on Monday.\n", encoding="utf-8")
    (folder / "c.txt").write_text("The ship sank sank.\n", encoding="utf-8")
    assert check(folder, "a.txt", "c.txt", "--changed-since", "HEAD")[1] == ["was was", "sank sank"]


def test_rows_and_companions(tmp_path: Path) -> None:
    """Rows are told by source and translation; a changed source file makes its rows new."""
    folder = repository(tmp_path / "r", mt="The port was was closed.\nIt sank sank.\n", source="Un.\nDeux.\n")
    arguments = ("mt.txt", "-s", "source.txt", "--input-format", "lines", "--changed-since", "HEAD")
    assert check(folder, *arguments)[0] == 0
    (folder / "source.txt").write_text("Un.\nTrois.\n", encoding="utf-8")
    assert check(folder, *arguments)[1] == ["sank sank"]


def test_what_git_cannot_answer_is_an_error(tmp_path: Path) -> None:
    """An unknown revision, one that looks like an option, no repository: status 2 with the remedy."""
    folder = repository(tmp_path / "r", a=OLD)
    for revision in ("nowhere", "--output=x"):
        status, _, said = check(folder, "a.txt", f"--changed-since={revision}")
        assert status == 2 and "fetch-depth: 0" in said
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "a.txt").write_text(OLD, encoding="utf-8")
    assert check(tmp_path / "x", "a.txt", "--changed-since", "HEAD")[0] == 2
    assert check(folder, "absent.txt", "--changed-since", "HEAD")[0] == 2


def test_unused_suppressions_are_not_told_by_a_part(tmp_path: Path) -> None:
    """What was not looked at cannot be called unused, nor a baseline's entry fixed."""
    folder = repository(tmp_path / "r", a=OLD)
    (folder / "auditor.toml").write_text(
        '[[suppression]]\ncheck = "doubled-word"\ndocument = "a.txt"\ntext = "was was"\nreason = "x"\n',
        encoding="utf-8",
    )
    (folder / "a.txt").write_text(OLD + "\nIt rained on on Tuesday.\n", encoding="utf-8")
    assert check(folder, "a.txt", "--changed-since", "HEAD")[1] == ["on on"]
    git(folder, "status")


def test_the_cache_changes_nothing_but_time(tmp_path: Path) -> None:
    """With a cold and a warm cache the reports have the bytes of a run without."""
    (tmp_path / "a.txt").write_text(OLD * 3 + NEW, encoding="utf-8")
    made = []
    for more in ((), ("--cache", "c"), ("--cache", "c")):
        done = run(
            "check", "a.txt", "--lang-pair", "en", "-q", *more, "-o", "json=r.json", "-o", "html=r.html", cwd=tmp_path
        )
        assert done.returncode == 1, done.stderr
        made.append([(tmp_path / name).read_bytes() for name in ("r.json", "r.html")])
    assert made[0] == made[1] == made[2]
    assert len([path for path in (tmp_path / "c").rglob("*") if path.is_file()]) == 2  # the result and .gitignore


def test_the_cache_knows_text_settings_and_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another text, another setting or another program is inspected; moved lines and a broken entry are no fault."""
    from auditor import cache
    from auditor.inspection import Auditor
    from auditor.model import Document, Location, Segment
    from auditor.policy import parse

    seen: list[str] = []

    def through(text: str, line: int = 1, **settings: object) -> int:
        auditor = Auditor.of(parse({"select": ["doubled-word"], **settings}, "x"))
        store = cache.Cache(tmp_path / "c", auditor)
        segment = Segment("1", text, document="d", language="en", location=Location("d", line))
        inspect = lambda documents: (seen.append(one.id) or auditor.inspect(one) for one in documents)  # noqa: E731
        [(audited, _)] = store.through([Document("d", "d", (segment,), "en")], inspect)
        assert [one.check for one in audited.all_findings()] == ["doubled-word"]
        assert audited.document.segments[0].location == Location("d", line)
        return store.found

    assert through("It was was so.") == 0 and through("It was was so.", line=9) == 1
    assert through("It is is so.") == 0
    assert through("It was was so.", checks={"doubled-word": {"severity": "minor"}}) == 0
    assert through("It was was so.", suppression=[{"check": "*", "reason": "x"}]) == 0
    for path in (tmp_path / "c").rglob("*"):
        if path.is_file():
            path.write_bytes(b"broken")
    assert through("It was was so.") == 0 and through("It was was so.") == 1
    monkeypatch.setattr(cache, "program", lambda: "another")
    assert through("It was was so.") == 0 and len(seen) == 6


def test_a_cache_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    """Status 2, the folder named."""
    (tmp_path / "a.txt").write_text(OLD, encoding="utf-8")
    (tmp_path / "c").write_text("a file", encoding="utf-8")
    done = run("check", "a.txt", "--cache", "c", cwd=tmp_path)
    assert done.returncode == 2 and "--cache c: cannot be written" in done.stderr
