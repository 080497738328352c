# SPDX-License-Identifier: Apache-2.0
"""The verdict and the settings it rests on."""

from pathlib import Path

import pytest

from auditor import shelf
from auditor.engines.resampling import Bootstrap
from auditor.errors import PolicyError
from auditor.judge import Measured, judge
from auditor.model import Figures, Score, Severity
from auditor.policy import DocumentGates, Policy, Weights, build, parse
from auditor.settings import load


def test_any_major_finding_fails_by_default() -> None:
    """Minor findings pass the default gate, one major or critical one does not."""
    assert judge(Policy(), Measured({"minor": 9})).passed
    assert not judge(Policy(), Measured({"major": 1})).passed
    assert not judge(Policy(), Measured({"critical": 1})).passed


def test_gates_show_limit_and_value() -> None:
    """Each condition stands in the verdict with what was allowed, what was measured and how sure that is."""
    policy = Policy(fail_on="never", max_points=5.0, min_score={"chrf": 50.0, "bleu": 20.0})
    chrf = Score("chrf", 61.234, "run", "chrF2", interval=(58.5, 63.25), segments=400)
    verdict = judge(policy, Measured(points=6.25, points_interval=(4.5, 8.0), segments=400, scores={"chrf": chrf}))
    assert [(r.gate, r.limit, r.measured, r.passed, r.interval, r.note) for r in verdict.reasons] == [
        ("penalty points per 1,000 words", "≤ 5", "6.2", False, (4.5, 8.0), "the limit lies within the interval"),
        ("bleu", "≥ 20", "not available", False, None, ""),
        ("chrf", "≥ 50", "61.23", True, (58.5, 63.25), ""),
    ]


def test_small_samples_are_said_to_be_small() -> None:
    """Under 100 segments a rate carries a note; a count is a count."""
    [points, count] = judge(
        Policy(fail_on="never", max_points=5.0, max_findings={"critical": 0}), Measured(segments=12)
    ).reasons
    assert points.note == "small sample: 12 segments" and count.note == ""


def test_findings_of_a_severity_or_check_have_limits() -> None:
    """A limit of its own for a severity and for a check; with a baseline the new ones are counted."""
    policy = Policy(fail_on="never", max_findings={"critical": 0, "doubled-word": 2})
    verdict = judge(policy, Measured({"critical": 1}, {"doubled-word": 2}, is_news=True))
    assert [(r.gate, r.limit, r.measured, r.passed) for r in verdict.reasons] == [
        ("new findings of critical severity", "≤ 0", "1", False),
        ("new doubled-word findings", "≤ 2", "2", True),
    ]


def test_coverage_counts_segments() -> None:
    """At least a share of the segments had a source."""
    policy = Policy(fail_on="never", min_coverage={"source": 0.95})
    [reason] = judge(policy, Measured(segments=1000, coverage={"source": 940})).reasons
    assert (reason.gate, reason.limit, reason.measured, reason.passed) == (
        "segments with source",
        "≥ 0.95",
        "94.0% (940 of 1,000)",
        False,
    )


def test_each_document_has_its_gates() -> None:
    """One document over the limit fails the run and is named, the worst first."""
    policy = Policy(fail_on="never", document=DocumentGates(max_points=10.0, min_score={"adequacy": 0.5}))
    figures = (
        Figures("a", 30, 1000, 5.0, {"adequacy": 0.9}),
        Figures("b", 5, 100, 5.0, {"adequacy": 0.4}),
        Figures("c", 30, 1000, 12.0, {}),
    )
    points, adequacy = judge(policy, Measured(figures=figures)).reasons
    assert points.measured == "2 of 3 documents fail; the worst has 50.0"
    assert points.note == "b (50.0, only 5 segments), c (12.0)" and not points.passed
    assert adequacy.note == "c (not available), b (0.4, only 5 segments)"


def test_points_are_those_of_mqm() -> None:
    """Neutral 0, minor 1, major 5, critical 25."""
    assert [Weights().of(severity) for severity in Severity] == [0.0, 1.0, 5.0, 25.0]


def test_bootstrap_is_that_of_the_textbook() -> None:
    """The interval of a mean is near the normal one, the same for a seed, and another for another."""
    values = [(n * 7919) % 100 / 100 for n in range(1000)]  # evenly spread over 0..0.99: mean .495, deviation .2887

    def interval(seed: int) -> tuple[float, float]:
        bootstrap = Bootstrap(seed)
        for value in values:
            bootstrap.add({"x": (value, 1.0)})
        made = bootstrap.interval("x", lambda sums: sums[0] / sums[1])
        assert made is not None
        return made

    low, high = interval(1)
    assert low == pytest.approx(0.495 - 1.96 * 0.2887 / 1000**0.5, abs=0.003)
    assert high == pytest.approx(0.495 + 1.96 * 0.2887 / 1000**0.5, abs=0.003)
    assert interval(1) == (low, high) != interval(2)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ('fail-om = "major"', "unknown name 'fail-om'; did you mean 'fail-on'?"),
        ('fail-on = "always"', "Invalid enum value 'always'"),
        ('ignore = ["doubled-wrod"]', "did you mean 'doubled-word'?"),
        ("[max-findings]\ndoubled-wrod = 1", "did you mean 'doubled-word'?"),
        ('[[override]]\nignore = ["doubled-wrod"]', "did you mean 'doubled-word'?"),
        ('[[suppression]]\ncheck = "doubled-wrod"\nreason = "x"', "did you mean 'doubled-word'?"),
        ("[checks.doubled-word]\nname_belov = 2", "did you mean 'name_below'?"),
        ('[checks.doubled-word]\nname_below = "x"', "Expected `float`, got `str`"),
        ('[checks.doubled-word]\nseverity = "bad"', "no severity 'bad'; one of neutral, minor, major, critical"),
    ],
)
def test_wrong_settings_name_the_right_ones(settings: str, message: str, tmp_path: Path) -> None:
    """An unknown key or value is an error with the nearest known one."""
    from auditor.inspection import Auditor

    path = tmp_path / "auditor.toml"
    path.write_text(settings, encoding="utf-8")
    with pytest.raises(PolicyError) as error:
        Auditor.of(load(None, tmp_path))
    assert message in str(error.value)


def test_nearest_settings_win(tmp_path: Path) -> None:
    """The closest auditor.toml or [tool.auditor] above the folder is read, and only that."""
    (tmp_path / "auditor.toml").write_text('fail-on = "minor"', encoding="utf-8")
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.auditor]\nmax-points = 3.0\n", encoding="utf-8")
    assert load(None, inner) == Policy(max_points=3.0)
    assert load(None, tmp_path) == Policy(fail_on="minor")


def test_severity_can_be_set() -> None:
    """`severity` under a check overrides the check's own for that run only."""
    policy = parse({"select": ["doubled-word"], "checks": {"doubled-word": {"severity": "minor"}}}, "x")
    assert build(policy, shelf.checks())[0].severity is Severity.MINOR
    assert shelf.checks()["doubled-word"].severity is Severity.MAJOR
