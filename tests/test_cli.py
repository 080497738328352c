# SPDX-License-Identifier: Apache-2.0
"""The command: what it prints, writes and returns."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

GARBLED = "The port was was closed on Monday, the mayor of the town said.\n"
CLEAN = "The port was closed on Monday, the mayor of the town said.\n"


def run(*arguments: str | Path, stdin: bytes = b"", cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, as a user starts it."""
    command = [sys.executable, "-m", "auditor", *map(str, arguments)]
    done = subprocess.run(command, input=stdin, capture_output=True, cwd=cwd)
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(GARBLED, encoding="utf-8")
    return path


def test_exit_status(story: Path, tmp_path: Path) -> None:
    """0 passed, 1 the gate failed, 2 could not audit; --exit-zero forgives only the gate."""
    clean, bad = tmp_path / "clean.txt", tmp_path / "bad.txt"
    clean.write_text(CLEAN, encoding="utf-8")
    bad.write_bytes(b"\xff\xfe\xff")
    english = ("--lang-pair", "en")
    assert run("check", clean, *english).returncode == 0
    assert run("check", story, *english).returncode == 1
    assert run("check", story, *english, "--exit-zero").returncode == 0
    assert run("check", story, *english, "--fail-on", "critical").returncode == 0
    assert run("check", bad, *english, "--exit-zero").returncode == 2
    absent = run("check", tmp_path / "absent.txt")
    assert absent.returncode == 2 and "PASSED" not in absent.stdout and "INCOMPLETE" in absent.stdout
    assert run("check", "-", stdin=b"").returncode == 2
    assert run("check", story, "--no-such-option").returncode == 2


def test_nothing_to_audit_is_never_passed(tmp_path: Path) -> None:
    """No report of a run that read no text says that it passed, and the status is 2."""
    (tmp_path / "empty.txt").write_text("\n", encoding="utf-8")
    targets = [
        part for form in ("json", "html", "markdown", "sarif", "junit", "github") for part in ("-o", f"{form}=r.{form}")
    ]
    done = run("check", "empty.txt", *targets, "-o", "text=-", cwd=tmp_path)
    assert done.returncode == 2 and "nothing to audit" in done.stderr
    assert "INCOMPLETE" in done.stdout and "PASSED" not in done.stdout
    for form in ("json", "markdown", "sarif", "junit", "github"):
        assert "nothing to audit" in (tmp_path / f"r.{form}").read_text(encoding="utf-8"), form
    assert "Incomplete</h1>" in (tmp_path / "r.html").read_text(encoding="utf-8")


def test_broken_input_loses_nothing(story: Path, tmp_path: Path) -> None:
    """The good file beside a broken one is audited, the broken one named, and the status is 2."""
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"abc\xe9")
    done = run("check", bad, story, "--lang-pair", "en")
    assert done.returncode == 2
    assert "doubled-word" in done.stdout and "byte 0xe9 at offset 3" in done.stderr


def test_standard_output_is_only_the_report(story: Path) -> None:
    """With a machine format on standard output nothing else is printed there."""
    done = run("check", story, "--lang-pair", "en", "-o", "jsonl=-")
    [row] = [json.loads(line) for line in done.stdout.splitlines()]
    [finding] = row["findings"]
    assert GARBLED[finding["location"]["start"] : finding["location"]["end"]] == finding["text"] == "was was"
    assert (finding["check"], finding["severity"], finding["suggestion"]) == ("doubled-word", "major", "was")


def test_reports_are_the_same_bytes_each_time(story: Path, tmp_path: Path) -> None:
    """Same input, same policy: every report has the same bytes, and stands whole under its name."""
    made = []
    for number in "12":
        folder = tmp_path / number
        folder.mkdir()
        names = [folder / f"report.{suffix}" for suffix in ("html", "json", "jsonl")]
        run("check", story, "--lang-pair", "en", *(part for name in names for part in ("-o", str(name))))
        made.append([name.read_bytes() for name in names])
        assert sorted(path.name for path in folder.iterdir()) == ["report.html", "report.json", "report.jsonl"]
    assert made[0] == made[1]


def test_json_keeps_its_schema(story: Path, tmp_path: Path) -> None:
    """The JSON document validates against the schema that `auditor schema` prints."""
    import jsonschema

    schema = json.loads(run("schema").stdout)
    document = json.loads(run("check", story, "--lang-pair", "en", "-o", "json=-").stdout)
    jsonschema.validate(document, schema)
    assert document["verdict"]["passed"] is False


def test_columns_and_pairs(tmp_path: Path) -> None:
    """Columns can be mapped, and a pair of languages is read with or without a region."""
    feed = tmp_path / "feed.jsonl"
    feed.write_text('{"mt": "O porto fechou.", "src": "The port closed."}\n', encoding="utf-8")
    done = run("check", feed, "--columns", "translation=mt,source=src", "--lang-pair", "en-pt-BR", "-o", "jsonl=-")
    row = json.loads(done.stdout)
    assert (row["source_language"], row["language"], row["source"]) == ("en", "pt-BR", "The port closed.")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("check", "x.txt", "--select", "doubled-wrod"), "did you mean 'doubled-word'?"),
        (("check", "x.txt", "--min-score", "chrf"), "'chrf' is not NAME=VALUE"),
        (("check", "x.txt", "--min-score", "chrf=high"), "'high' is not a number"),
        (("check", "x.txt", "-o", "report.xyz"), "no such format; known: csv, docx, esa"),
        (("explain", "doubled"), "did you mean 'doubled-word'?"),
    ],
)
def test_errors_name_the_remedy(arguments: tuple[str, ...], message: str, tmp_path: Path) -> None:
    """A wrong option is named with what would be right; no traceback is shown."""
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == 2 and message in done.stderr and "Traceback" not in done.stderr


def test_rules_and_explain_teach() -> None:
    """Every check is listed, and explained with examples, options and how to silence it."""
    listed = run("rules").stdout
    assert "doubled-word" in listed and "linguistic-conventions/grammar" in listed
    explained = run("explain", "doubled-word").stdout
    assert all(word in explained for word in ("Flagged:", "Not flagged:", "name_below = 3.5", "--ignore doubled-word"))


def test_rules_of_the_house_are_listed_and_explained(tmp_path: Path) -> None:
    """A rule of the settings stands among the checks, said to be of the house and not measured."""
    (tmp_path / "auditor.toml").write_text(
        '[[rules]]\nid = "no-quay"\nkind = "existence"\nwords = ["quay"]\nmessage = "We say wharf."\n'
        'bad = [{ text = "The quay.", flagged = "quay" }]\ngood = ["The wharf."]\n',
        encoding="utf-8",
    )
    [line] = [one for one in run("rules", cwd=tmp_path).stdout.splitlines() if one.startswith("no-quay ")]
    assert "We say wharf." in line and "(rule of the house)" in line
    shown = run("explain", "no-quay", cwd=tmp_path).stdout
    assert "The quay." in shown and "not measured" in shown and "per 1,000 words" not in shown
    assert "did you mean 'no-quay'?" in run("explain", "no-quays", cwd=tmp_path).stderr


def test_hostile_text_is_spelled_out(tmp_path: Path) -> None:
    """Terminal escapes and direction marks of the text never reach the terminal raw."""
    path = tmp_path / "evil.txt"
    path.write_text("The \x1b[31mport\u202e was was closed.\n", encoding="utf-8")
    done = run("check", path, "--lang-pair", "en")
    assert "\x1b" not in done.stdout and "\u202e" not in done.stdout
    assert "U+202E" in done.stdout and "U+001B" in done.stdout


def test_story_beside_its_source(tmp_path: Path) -> None:
    """A wrong figure is found beside the source story, with its place in both texts."""
    translation, source = tmp_path / "mt.txt", tmp_path / "source.txt"
    translation.write_text("Bridge closed\n\nThe port lost 74 ships. It rained.\n", encoding="utf-8")
    source.write_text("Pont fermé\n\nLe port a perdu 47 navires.\n\nIl pleuvait.\n", encoding="utf-8")
    done = run("check", translation, "-s", source, "--lang-pair", "fr-en", "-o", "jsonl=-")
    found = [
        (f["check"], f["text"], row["source"][f["source_start"] : f["source_end"]])
        for row in map(json.loads, done.stdout.splitlines())
        for f in row["findings"]
    ]
    assert found == [("number-mismatch", "74", "47")]


def test_an_address_without_its_engine_is_refused(story: Path) -> None:
    """An option that would have no effect is an error that says what it belongs to."""
    done = run("check", story, "--ray-address", "head:6379")
    assert done.returncode == 2 and "--engine ray" in done.stderr
