# SPDX-License-Identifier: Apache-2.0
"""The verdict and the settings it rests on."""

from pathlib import Path

import pytest

from auditor import shelf
from auditor.errors import PolicyError
from auditor.judge import judge
from auditor.model import Severity
from auditor.policy import Policy, Weights, build, load, parse


def test_any_major_finding_fails_by_default() -> None:
    """Minor findings pass the default gate, one major or critical one does not."""
    assert judge(Policy(), {"minor": 9}, 40.0, {}).passed
    assert not judge(Policy(), {"major": 1}, 5.0, {}).passed
    assert not judge(Policy(), {"critical": 1}, 25.0, {}).passed


def test_gates_show_limit_and_value() -> None:
    """Each condition stands in the verdict with what was allowed and what was measured."""
    policy = Policy(fail_on="never", max_points=5.0, min_score={"chrf": 50.0, "bleu": 20.0})
    verdict = judge(policy, {}, 6.25, {"chrf": 61.234})
    assert [(r.gate, r.limit, r.measured, r.passed) for r in verdict.reasons] == [
        ("penalty points per 1,000 words", "≤ 5", "6.2", False),
        ("bleu", "≥ 20", "not available", False),
        ("chrf", "≥ 50", "61.23", True),
    ]


def test_points_are_those_of_mqm() -> None:
    """Neutral 0, minor 1, major 5, critical 25."""
    assert [Weights().of(severity) for severity in Severity] == [0.0, 1.0, 5.0, 25.0]


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ('fail-om = "major"', "unknown name 'fail-om'; did you mean 'fail-on'?"),
        ('fail-on = "always"', "Invalid enum value 'always'"),
        ('ignore = ["doubled-wrod"]', "did you mean 'doubled-word'?"),
        ("[checks.doubled-word]\nname_belov = 2", "did you mean 'name_below'?"),
        ('[checks.doubled-word]\nname_below = "x"', "Expected `float`, got `str`"),
        ('[checks.doubled-word]\nseverity = "bad"', "no severity 'bad'; one of neutral, minor, major, critical"),
    ],
)
def test_wrong_settings_name_the_right_ones(settings: str, message: str, tmp_path: Path) -> None:
    """An unknown key or value is an error with the nearest known one."""
    path = tmp_path / "auditor.toml"
    path.write_text(settings, encoding="utf-8")
    with pytest.raises(PolicyError) as error:
        build(load(None, tmp_path), shelf.checks())
    assert message in str(error.value)


def test_nearest_settings_win(tmp_path: Path) -> None:
    """The closest auditor.toml or [tool.auditor] above the folder is read, and only that."""
    (tmp_path / "auditor.toml").write_text('fail-on = "minor"', encoding="utf-8")
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "a" / "pyproject.toml").write_text('[tool.auditor]\nmax-points = 3.0\n', encoding="utf-8")
    assert load(None, inner) == Policy(max_points=3.0)
    assert load(None, tmp_path) == Policy(fail_on="minor")


def test_severity_can_be_set() -> None:
    """`severity` under a check overrides the check's own for that run only."""
    policy = parse({"select": ["doubled-word"], "checks": {"doubled-word": {"severity": "minor"}}}, "x")
    assert build(policy, shelf.checks())[0].severity is Severity.MINOR
    assert shelf.checks()["doubled-word"].severity is Severity.MAJOR
