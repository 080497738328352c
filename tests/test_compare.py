# SPDX-License-Identifier: Apache-2.0
"""Systems side by side: sacreBLEU's tests to the digit, known truths found, hostile text inert."""

import json
import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_cli import run
from typer.testing import CliRunner

from auditor import shelf
from auditor.cli import app
from auditor.contract import Check
from auditor.engines import significance
from auditor.model import Finding, Segment
from auditor.scorers.sacre import Bleu, Chrf

REFERENCES = [
    f"The {thing} in the {place} was {done} on {day}, the {who} said in a short statement."
    for thing, done in (("port", "closed"), ("bridge", "opened"), ("mill", "sold"), ("ferry", "painted"))
    for place, who in (("north", "mayor"), ("old town", "owner"), ("valley", "council"))
    for day in ("Monday", "Tuesday", "a Sunday in May", "Friday morning")
]
SOURCES = [f"Quelle Nummer {number} mit etwas Text darin." for number in range(len(REFERENCES))]


def worsened(share: float, seed: int) -> list[str]:
    """The references with this share of their words replaced."""
    chance = random.Random(seed)
    return [" ".join("thing" if chance.random() < share else word for word in text.split(" ")) for text in REFERENCES]


GOOD, SAME, BAD = worsened(0.05, 1), worsened(0.05, 2), worsened(0.4, 3)


@pytest.mark.parametrize("scorer", [Bleu(), Chrf()], ids=["bleu", "chrf"])
@pytest.mark.parametrize("other", [SAME, BAD], ids=["alike", "worse"])
def test_tests_are_those_of_sacrebleu(scorer: Bleu | Chrf, other: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The p-values of paired bootstrap and approximate randomization are sacreBLEU's to the digit."""
    from sacrebleu import significance as theirs
    from sacrebleu.metrics import BLEU, CHRF

    monkeypatch.setenv("SACREBLEU_SEED", "12345")
    metric = BLEU() if scorer.id == "bleu" else CHRF()
    a, b = (metric._extract_corpus_statistics(texts, [REFERENCES]) for texts in (GOOD, other))
    values = [scorer.combine([float(sum(column)) for column in zip(*table, strict=True)]) for table in (a, b)]
    difference = values[1] - values[0]
    pair = significance.bootstrapped([a, b], scorer.combine, 12345, 1000)
    mixed = significance.exchanged(a, b, scorer.combine, 12345, 2000)
    ours = significance.bootstrap_p(*pair, difference), significance.exchange_p(*mixed, difference)
    for kind, draws, made in (("bs", 1000, ours[0]), ("ar", 2000, ours[1])):
        test = theirs.PairedTest([("a", GOOD), ("b", other)], {"m": metric}, [REFERENCES], kind, draws)
        _, scores = test()
        result = next(value for name, value in scores.items() if name != "System")[1]
        assert result.score == pytest.approx(values[1], abs=1e-9)
        assert made == pytest.approx(result.p_value, abs=1e-9)


def test_clusters_hold_what_cannot_be_told_apart() -> None:
    """A cut stands only where everything above differs from everything below."""
    told = {("a", "c"), ("a", "d"), ("b", "c"), ("b", "d")}
    assert significance.clusters("abcd", lambda x, y: (x, y) in told) == [("a", "b"), ("c", "d")]
    assert significance.clusters("abcd", lambda x, y: (x, y) in told - {("b", "c")}) == [("a", "b", "c", "d")]
    assert significance.clusters("ab", lambda x, y: True) == [("a",), ("b",)]


def test_holm_is_that_of_the_paper() -> None:
    """Each p-value times the number of tests left, never below one before it, never above one."""
    assert significance.holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert significance.holm([0.9, 0.8]) == [1.0, 1.0] and significance.holm([]) == []


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three systems with source and reference."""
    path = tmp_path_factory.mktemp("compare")
    for name, rows in (("good", GOOD), ("same", SAME), ("bad", BAD), ("source", SOURCES), ("reference", REFERENCES)):
        (path / f"{name}.txt").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def compare(folder: Path, *more: str) -> dict[str, object]:
    """The report as JSON."""
    arguments = ("--lang-pair", "de-en", "--select", "doubled-word", "--resamples", "300", "--trials", "500")
    done = run("compare", *more, *arguments, "-o", "json=r.json", "-o", "text=-", "-o", "html=r.html", cwd=folder)
    assert done.returncode == 0, done.stderr
    report: dict[str, object] = json.loads((folder / "r.json").read_text(encoding="utf-8"))
    return report | {"shown": done.stdout, "page": (folder / "r.html").read_text(encoding="utf-8")}


def test_the_worse_system_is_told_and_the_equal_is_not(folder: Path) -> None:
    """Against the first system: worse, or not to be told apart; groups and the segments that differ most follow."""
    report = compare(folder, "good.txt", "same.txt", "bad.txt", "-r", "reference.txt")
    chrf = next(one for one in report["comparisons"] if one["score"] == "chrf")  # type: ignore[attr-defined]
    assert [one["verdict"] for one in chrf["systems"]] == ["baseline", "cannot be told apart", "worse"]
    assert sorted(map(sorted, chrf["clusters"])) == [["bad.txt"], ["good.txt", "same.txt"]]
    low, high = chrf["systems"][2]["difference_interval"]
    assert low <= chrf["systems"][2]["difference"] <= high < 0
    assert report["leading"] == "chrf" and len(report["differing"]) == 20  # type: ignore[arg-type]
    assert "cannot be told apart" in str(report["shown"]) and "small sample: 48 segments" in str(report["shown"])
    assert "adequacy was not scored: no source was given" in str(report["shown"])


def test_equal_runs_give_equal_bytes(folder: Path) -> None:
    """The same systems and seed give the same report."""
    first, second = (compare(folder, "good.txt", "bad.txt", "-r", "reference.txt") for _ in "12")
    assert first == second


def test_systems_must_be_in_step(folder: Path, tmp_path: Path) -> None:
    """Another number of segments, one system alone, one twice: status 2, the file named."""
    short = tmp_path / "short.txt"
    short.write_text("One line.\n", encoding="utf-8")
    done = run("compare", "good.txt", short, cwd=folder)
    assert done.returncode == 2 and "short.txt: has 1 segments, but good.txt has 48" in done.stderr
    assert run("compare", "good.txt", cwd=folder).returncode == 2
    assert "tell them apart" in run("compare", "good.txt", "good.txt", cwd=folder).stderr
    assert "48 lines" in run("compare", "good.txt", "bad.txt", "-s", short, cwd=folder).stderr


def test_the_page_is_inert(tmp_path: Path) -> None:
    """Hostile text in every place of the page is text."""
    hostile = "<script>alert(1)</script> \x1b[31m \u202e {{ 7*7 }} ' onload=x"
    for name, text in (("a", hostile), ("b", "Fine."), ("s", f"{hostile} s"), ("r", f"{hostile} r")):
        (tmp_path / f"{name}.txt").write_text(f"{text}\n" * 3, encoding="utf-8")
    names = ("--name", "<b>one</b>", "--name", "two")
    page = str(compare(tmp_path, "a.txt", "b.txt", "-s", "s.txt", "-r", "r.txt", *names)["page"])
    assert "<script" not in page and "<b>one" not in page and "{{ 7*7 }}" in page
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", page)
    assert "default-src 'none'" in page and not re.search(r'(src|href)="', page)


def test_domains_and_checks_have_leaders(folder: Path, tmp_path: Path) -> None:
    """Who leads in each domain, and who has fewest findings of a check; none where it cannot be told."""
    doubled = [f"{text} again again" for text in GOOD]
    (folder / "doubled.txt").write_text("\n".join(doubled) + "\n", encoding="utf-8")
    (folder / "domains.txt").write_text("news\n" * 40 + "speech\n" * 8, encoding="utf-8")
    report = compare(folder, "good.txt", "doubled.txt", "-r", "reference.txt", "--domain", "domains.txt")
    parts = {part["name"]: part for part in report["parts"] if part["kind"] == "domain"}  # type: ignore[attr-defined]
    assert {name: part["segments"] for name, part in parts.items()} == {"news": 40, "speech": 8}
    assert parts["news"]["winner"] == "good.txt" and parts["speech"]["winner"] is None  # too few there
    checks = {one["check"]: one for one in report["checks"]}  # type: ignore[attr-defined]
    assert checks["doubled-word"]["findings"]["doubled.txt"] >= 48 and checks["doubled-word"]["fewest"] == "good.txt"
    assert "doubled-word" in str(report["shown"]) and "good.txt leads" in str(report["shown"])
    (folder / "domains.txt").write_text("news\n", encoding="utf-8")
    done = run("compare", "good.txt", "bad.txt", "--domain", "domains.txt", cwd=folder)
    assert done.returncode == 2 and "1 domains for 48 segments" in done.stderr


def test_a_check_that_breaks_is_said(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The comparison names the check and the system, is written all the same, and ends with status 2."""

    def broken(self: Check, segment: Segment) -> Iterator[Finding]:
        raise ValueError("twelve")

    monkeypatch.setattr(shelf.checks()["doubled-word"], "find", broken)
    monkeypatch.chdir(folder)
    arguments = ["compare", "good.txt", "bad.txt", "--lang-pair", "en", "--select", "doubled-word", "-o", "b.html"]
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == 2 and "check doubled-word in bad.txt: it broke on segment" in done.output
    assert "check doubled-word in good.txt" in (folder / "b.html").read_text(encoding="utf-8")
