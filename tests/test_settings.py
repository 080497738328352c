# SPDX-License-Identifier: Apache-2.0
"""Where settings come from, and which documents they cover."""

import tomllib
from pathlib import Path

import pytest

from auditor import shelf
from auditor.cli.options import settings
from auditor.errors import PolicyError
from auditor.inspection import Auditor
from auditor.model import Document, Segment
from auditor.policy import build, is_at, parse
from auditor.settings import VARIABLES, flat, gather, profiles
from auditor.totals import Totals


def test_each_layer_lies_over_the_one_before(tmp_path: Path) -> None:
    """Defaults, profile, file, environment, command line: the last one that speaks is heard, and named."""
    path = tmp_path / "auditor.toml"
    path.write_text('profile = "wire"\nmax-points = 7.0\n[min-score]\nchrf = 40\nbleu = 20\n', encoding="utf-8")
    environment = {"AUDITOR_MIN_SCORE": "chrf=50", "AUDITOR_IGNORE": "stray-stop, doubled-word", "HOME": "x"}
    known = gather(None, tmp_path, environment, {"seed": 7, "model": None})
    policy = known.policy
    assert (policy.fail_on, policy.max_points, policy.seed) == ("critical", 7.0, 7)
    assert policy.min_score == {"chrf": 50.0, "bleu": 20.0}
    assert policy.ignore == ("stray-stop", "doubled-word")
    assert known.origins == {
        "fail-on": "profile wire",
        "max-points": str(path),
        "profile": str(path),
        "min-score.chrf": "AUDITOR_MIN_SCORE",
        "min-score.bleu": str(path),
        "ignore": "AUDITOR_IGNORE",
        "seed": "command line",
    }
    assert flat(policy)["min-score.chrf"] == 50.0


@pytest.mark.parametrize(
    ("environment", "message"),
    [
        ({"AUDITOR_FAILON": "major"}, "did you mean AUDITOR_FAIL_ON?"),
        ({"AUDITOR_MAX_POINTS": "few"}, "'few' is not a number"),
        ({"AUDITOR_MIN_SCORE": "chrf"}, "'chrf' is not NAME=NUMBER"),
        ({"AUDITOR_PROFILE": "wires"}, "did you mean 'wire'?"),
        ({"AUDITOR_CONFIG": "/nowhere/auditor.toml"}, "cannot read the settings"),
    ],
)
def test_wrong_variables_are_told(environment: dict[str, str], message: str, tmp_path: Path) -> None:
    """A variable that is nearly one of ours, or has no usable value, stops the run."""
    with pytest.raises(PolicyError) as error:
        gather(None, tmp_path, environment)
    assert message in str(error.value)


def test_others_variables_are_left_alone(tmp_path: Path) -> None:
    """A variable that only begins like ours is somebody else's."""
    assert gather(None, tmp_path, {"AUDITOR_REPORT_FOLDER": "x", "AUDITOR_DEBUG": "1"}).origins == {}


def test_a_limit_of_nothing_is_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Zero on the command line is a value; what was not given is none."""
    monkeypatch.chdir(tmp_path)
    known = settings(None, {"max-points": 0.0, "seed": 0, "model": None, "select": (), "min-score": {}})
    assert (known.policy.max_points, known.policy.seed) == (0.0, 0)
    assert set(known.origins) == {"max-points", "seed"}


def test_every_profile_is_a_policy() -> None:
    """Each profile parses, and sets something."""
    assert profiles() == ("heuristic", "lenient", "strict", "wire")
    for name in profiles():
        assert gather(None, Path("/"), {"AUDITOR_PROFILE": name}).origins["fail-on"] == f"profile {name}"
    assert "fail-on" in VARIABLES.values()


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"override": [{"path": ["x"]}]}, "settings: override 1: unknown name 'path'; did you mean 'paths'?"),
        ({"suppression": [{"check": "x", "reason": " "}]}, "suppression 1: reason is empty"),
        ({"suppression": [{"check": "x"}]}, "missing required field `reason`"),
        ({"suppression": [{"check": "x", "reason": "y", "pattern": "("}]}, "is no regular expression"),
        ({"suppression": [{"check": "x", "reason": "y", "untill": 1}]}, "did you mean 'until'?"),
        ({"document": {"max-point": 1}}, "did you mean 'max-points'?"),
        ({"min-coverage": {"source": 95}}, "95 is not a share from 0 to 1"),
    ],
)
def test_wrong_tables_are_told(table: dict[str, object], message: str) -> None:
    """A wrong key inside a table is named with its place and the nearest known one."""
    with pytest.raises(PolicyError) as error:
        parse(table, "settings")
    assert message in str(error.value)


@pytest.mark.parametrize(
    ("path", "pattern", "expected"),
    [
        ("feed/sport/a.txt", "sport/**", True),
        ("feed/sport/x/a.txt", "sport/**", True),
        ("transport/a.txt", "sport/**", False),
        ("feed/a.txt", "*.txt", True),
        ("feed/a.txt", "feed/*.txt", True),
        ("feed/x/a.txt", "feed/*.txt", False),
        ("feed/x/a.txt", "feed/**/*.txt", True),
        ("feed/a.txt", "feed/**/*.txt", True),
        ("/abs/feed/a.txt", "/feed/**", False),
        ("./a.txt", "./a.txt", True),
        ("a+b.txt", "a+b.txt", True),
    ],
)
def test_path_patterns(path: str, pattern: str, expected: bool) -> None:
    """`*` stays within a name, `**` goes over folders, a pattern without a slash is of the name."""
    assert is_at(path, pattern) is expected


def test_overrides_cover_paths_and_languages() -> None:
    """An override changes checks, options and severity of the documents it covers and of no other."""
    policy = parse(
        {
            "select": ["doubled-word", "stray-stop"],
            "override": [
                {"paths": ["sport/**"], "ignore": ["stray-stop"]},
                {"languages": ["pt", "fr-en"], "checks": {"doubled-word": {"severity": "minor"}}},
            ],
        },
        "x",
    )
    auditor = Auditor.of(policy)
    text = "The port was was closed. by the mayor on Monday."

    def found(path: str, language: str, source_language: str | None = None) -> list[tuple[str, str]]:
        segment = Segment("1", text, language=language)
        audited, _ = auditor.inspect(Document(path, path, (segment,), language, source_language))
        return [(finding.check, finding.severity.label) for finding in audited.all_findings()]

    assert found("a.txt", "en") == [("doubled-word", "major"), ("stray-stop", "major")]
    assert found("feed/sport/a.txt", "en") == [("doubled-word", "major")]
    assert found("a.txt", "en", "fr") == [("doubled-word", "minor"), ("stray-stop", "major")]
    assert policy.overrides_of("sport/x", "pt-BR", None) == (0, 1)
    assert shelf.checks()["doubled-word"].severity.label == "major"


def test_the_page_on_settings_is_whole() -> None:
    """It names every environment variable, and its example is a policy whose names all exist."""
    page = (Path(__file__).parent.parent / "docs" / "settings.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in page for name in VARIABLES)
    example = page.split("```toml\n")[1].split("```")[0]
    policy = parse(tomllib.loads(example), "docs/settings.md")
    assert build(policy, shelf.checks()) and Auditor.of(policy).policy.override[0].paths == ("sport/**",)


def test_scores_can_be_left_out() -> None:
    """Only the scores asked for are made; the others are said not to be; a wrong name is told."""
    auditor = Auditor.of(gather(None, Path("/"), {"AUDITOR_SCORES": "chrf"}).policy)
    assert [scorer.id for scorer in auditor.scorers] == ["chrf"]
    left = [one for one in auditor.conclude(Totals(), ["x"]).not_checked if one.why == "the settings leave it out"]
    assert "score fluency" in [one.what for one in left] and "score chrf" not in [one.what for one in left]
    assert Auditor.of(gather(None, Path("/"), {"AUDITOR_PROFILE": "heuristic"}).policy).scorers == ()
    with pytest.raises(PolicyError, match="did you mean 'chrf'"):
        Auditor.of(parse({"scores": ["chrff"]}, "x"))
