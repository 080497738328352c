# SPDX-License-Identifier: Apache-2.0
"""The door for Python: what the page says runs, and calls do not meddle with each other."""

import doctest
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import auditor
from auditor import (
    Audit,
    Auditor,
    AuditorError,
    Document,
    InputError,
    Policy,
    PolicyError,
    Segment,
    audit,
    stream,
)

PAGE = Path(__file__).parent.parent / "docs" / "library.md"


def test_page_runs(tmp_path: Path) -> None:
    """Every example of the library's page gives what it says."""
    names = {"getfixture": {"tmp_path": tmp_path}.__getitem__}
    failed, tried = doctest.testfile(str(PAGE), module_relative=False, globs=names, encoding="utf-8")
    assert failed == 0 and tried > 10


def test_spark_recipe_runs() -> None:
    """The function for `mapInArrow` on the page about long runs works over batches of Arrow."""
    pytest.importorskip("pyarrow", reason="needs the extra parquet")
    failed, tried = doctest.testfile(str(PAGE.with_name("scale.md")), module_relative=False, encoding="utf-8")
    assert failed == 0 and tried > 5


def test_importing_is_cheap() -> None:
    """`import auditor` loads none of its own modules, nor msgspec."""
    code = "import sys, auditor; print([n for n in sys.modules if n.startswith('auditor.') or n == 'msgspec'])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("name", auditor.__all__)
def test_public_name(name: str) -> None:
    """Every public name is there and documented."""
    assert getattr(auditor, name).__doc__
    assert name in dir(auditor)


def test_package_is_typed() -> None:
    """The marker of PEP 561 is in the package."""
    assert (Path(auditor.__file__).parent / "py.typed").is_file()


def test_notebook_escapes() -> None:
    """Text of the input cannot become markup in a notebook."""
    shown = audit("The <b>bridge was was</b> closed & open.", language="en")._repr_html_()
    assert "<mark>was was</mark>" in shown
    assert "<b>bridge" not in shown and "&lt;b&gt;bridge" in shown


def test_notebook_of_a_clean_text_has_no_table() -> None:
    """A verdict and figures are all there is to show of a clean text."""
    assert "<table" not in audit("Nobody was hurt.", language="en")._repr_html_()


@pytest.mark.parametrize("beside", [["One."], ["One.", "Two.", "Three."]])
def test_lists_must_match(beside: list[str]) -> None:
    """Too few or too many sources are an error, not a silent loss."""
    with pytest.raises(InputError):
        audit(["Eins.", "Zwei."], beside, language="de", source_language="en")


def test_a_story_beside_a_list_is_an_error() -> None:
    """A story has a story beside it."""
    with pytest.raises(AuditorError, match="one string"):
        audit("Eins. Zwei.", ["One.", "Two."], language="de", source_language="en")


@pytest.mark.parametrize(
    ("translation", "source", "said"),
    [
        (["Eins.", None], None, "translation: segment 2 is a NoneType, not text"),
        (["Eins."], [float("nan")], "source: segment 1 is a float, not text"),
        (b"Eins.", None, "translation: segment 1 is a int, not text"),
        (["Eins."], "One.", "beside a list stand lists"),
    ],
)
def test_what_is_no_text_is_named(translation: object, source: object, said: str) -> None:
    """What comes from a table with holes in it is told by segment; a missing source is none."""
    with pytest.raises(AuditorError, match=said):
        audit(translation, source, language="de", source_language="en")  # type: ignore[arg-type]
    assert audit(["Eins."], [None], language="de").run.segments == 1  # type: ignore[list-item]


def test_a_prompt_shows_no_more_than_it_holds() -> None:
    """The plain representation says what came out, without every check's facts and every segment."""
    shown = repr(audit(["The bridge was was closed."] * 50, language="en"))
    assert "doubled-word" in shown and len(shown) < 4000


def test_one_auditor_serves_many_threads() -> None:
    """Documents inspected by eight threads of one `Auditor` are what one thread makes of them, scores and all."""
    auditor = Auditor.of(Policy())
    documents = [
        Document(f"d{number}", f"d{number}", (segment,), "en", "de")
        for number in range(40)
        for segment in [
            Segment(
                f"s{number}",
                f"The mayor said said that {number} bridges were closed.",
                f"Der Bürgermeister sagte, dass {number + number % 2} Brücken gesperrt seien.",
                language="en",
                source_language="de",
            )
        ]
    ]
    alone = [repr(auditor.inspect(document)) for document in documents]
    with ThreadPoolExecutor(8) as pool:
        assert [repr(made) for made in pool.map(Auditor.of(Policy()).inspect, documents)] == alone


def test_a_wrong_key_is_named() -> None:
    """A key that no setting has raises PolicyError."""
    with pytest.raises(PolicyError, match="fail-no"):
        audit("Eins.", policy={"fail-no": "major"})


def test_environment_has_no_say(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Neither a settings file nearby nor the environment changes a call."""
    (tmp_path / "auditor.toml").write_text('fail-on = "never"\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AUDITOR_FAIL_ON", "never")
    assert not audit("He was was there.", language="en").verdict.passed


def test_a_story_beside_its_source() -> None:
    """Two strings are aligned sentence by sentence."""
    result = audit(
        "Es regnet. Die Brücke ist zu.", "It rains. The bridge is closed.", language="de", source_language="en"
    )
    sources = [segment.source for one in result.documents for segment in one.document.segments]
    assert sources == ["It rains.", "The bridge is closed."]


def test_nothing_to_audit() -> None:
    """An empty list is an audit of nothing."""
    assert audit([]).run.segments == 0
    assert list(stream([])) == []


def test_threads_do_not_meddle() -> None:
    """Calls in several threads give what they give alone."""
    texts = [f"The mayor said said that {number} bridges were closed." for number in range(12)]

    def made(text: str) -> Audit:
        return audit(text, language="en")

    alone = [made(text) for text in texts]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(made, texts)) == alone
