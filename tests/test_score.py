# SPDX-License-Identifier: Apache-2.0
"""The metrics people expect: sacreBLEU's numbers to the digit, and ours beside them."""

import json
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from test_cli import run
from typer.testing import CliRunner

from auditor import shelf
from auditor.cli import app
from auditor.contract import Scorer
from auditor.engines import comet
from auditor.errors import AuditorError, MissingExtra

TEXTS = {
    "en": (
        ["The port was closed on Monday.", "It rained; nobody came (almost).", "Prices rose by 3.5% in May."],
        ["The port closed Monday.", "It rained and almost nobody came.", "Prices rose 3.5 percent in May."],
        ["The harbour was shut on Monday.", "It was raining, nobody came.", "In May, prices went up by 3.5%."],
    ),
    "de": (
        ["Der Hafen wurde am Montag geschlossen.", "Es regnete, fast niemand kam.", "Die Preise stiegen um 3,5 %."],
        ["Am Montag schloss der Hafen.", "Es regnete und kaum jemand kam.", "Die Preise stiegen um 3,5 Prozent."],
        ["Der Hafen ist seit Montag zu.", "Bei Regen kam fast niemand.", "Um 3,5 % stiegen die Preise."],
    ),
    "zh": (
        ["港口星期一关闭了。", "下雨了，几乎没有人来。", "五月物价上涨百分之三点五。"],
        ["港口于星期一关闭。", "下着雨，几乎没人来。", "五月份物价上涨了3.5%。"],
        ["星期一港口关了。", "天下雨，没什么人来。", "物价五月涨了百分之三点五。"],
    ),
    "ru": (
        ["Порт закрыли в понедельник.", "Шёл дождь, почти никто не пришёл.", "Цены выросли на 3,5 %."],
        ["В понедельник порт закрылся.", "Шёл дождь, и мало кто пришёл.", "Цены поднялись на 3,5 процента."],
        ["Порт закрыт с понедельника.", "Из-за дождя почти никого не было.", "Рост цен составил 3,5 %."],
    ),
}


def files(folder: Path, language: str) -> list[str]:
    """The texts of a language as three files."""
    names = []
    for name, rows in zip(("mt.txt", "r1.txt", "r2.txt"), TEXTS[language], strict=True):
        (folder / name).write_text("\n".join(rows) + "\n", encoding="utf-8")
        names.append(str(folder / name))
    return names


@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize("tokenize", [None, "13a", "intl", "char", "zh", "none"])
@pytest.mark.parametrize("references", [1, 2])
def test_numbers_are_those_of_sacrebleu(language: str, tokenize: str | None, references: int, tmp_path: Path) -> None:
    """BLEU, chrF, chrF++ and TER of whole files equal sacreBLEU's, signatures too."""
    from sacrebleu.metrics import BLEU, CHRF, TER

    from auditor import scoring
    from auditor.policy import Policy

    mt, *rest = files(tmp_path, language)
    texts = scoring.load(mt, None, rest[:references], "utf-8")
    request = scoring.Request(tokenize=tokenize, language=language, resamples=0)
    made = {one.name: one for one in scoring.scored(texts, request, Policy(select=("doubled-word",))).metrics}
    translations, given = TEXTS[language][0], list(TEXTS[language][1 : 1 + references])
    theirs = {
        "BLEU": BLEU(tokenize=tokenize, trg_lang=language),
        "chrF": CHRF(),
        "chrF++": CHRF(word_order=2),
        "TER": TER(case_sensitive=True),
    }
    for name, metric in theirs.items():
        assert made[name].value == pytest.approx(metric.corpus_score(translations, given).score, abs=1e-9)
        assert made[name].signature.startswith(str(metric.get_signature()))


def test_bleu_is_the_published_number(tmp_path: Path) -> None:
    """The example of sacreBLEU's own README: BLEU 48.53."""
    rows = {
        "mt": ["The dog bit the man.", "It wasn't surprising.", "The man had just bitten him."],
        "a": ["The dog bit the man.", "It was not unexpected.", "The man bit him first."],
        "b": ["The dog had bit the man.", "No one was surprised.", "The man had bitten the dog."],
    }
    for name, texts in rows.items():
        (tmp_path / f"{name}.txt").write_text("\n".join(texts) + "\n", encoding="utf-8")
    done = run("score", "mt.txt", "-r", "a.txt", "-r", "b.txt", "--lang-pair", "en", cwd=tmp_path)
    assert done.stdout.startswith("BLEU    = 48.53  nrefs:2|case:mixed|")


def test_forms_and_notes(tmp_path: Path) -> None:
    """Text, JSON and LaTeX say the same; what was not scored, left out or odd is said on standard error."""
    mt, r1, _ = files(tmp_path, "en")
    Path(mt).write_text("\n".join([*TEXTS["en"][0], "", " ".join(["word"] * 70)]) + "\n", encoding="utf-8")
    Path(r1).write_text("\n".join([*TEXTS["en"][1], "Nothing.", "A word."]) + "\n", encoding="utf-8")
    text = run("score", mt, "-r", r1, "--lang-pair", "en")
    notes = text.stderr
    assert "TER leaves out 1 segments over 60 words" in notes and "1 of 5 translations are empty" in notes
    assert "adequacy was not scored: no source was given" in notes and "small sample" in notes
    metrics = {
        one["name"]: one
        for one in json.loads(run("score", mt, "-r", r1, "--lang-pair", "en", "-f", "json").stdout)["metrics"]
    }
    assert metrics["TER"]["segments"] == 4 and metrics["TER"]["signature"].endswith("|longest:60")
    assert f"chrF    = {metrics['chrF']['value']:.2f} [" in text.stdout
    latex = run("score", mt, "-r", r1, "--lang-pair", "en", "-f", "latex").stdout
    assert "chrF++ $\\uparrow$ &" in latex and "TER $\\downarrow$ &" in latex and "% BLEU: nrefs:1" in latex


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("-r", "short.txt"), "has 1 lines, but mt.txt has 3"),
        (("-s", "short.txt"), "has 1 lines, but mt.txt has 3"),
        (("-r", "r1.txt", "--tokenize", "nonsense"), "BLEU's tokenizer, nonsense"),
        (("-f", "xml"), "one of text, json, latex"),
        (("-r", "absent.txt"), "cannot be read"),
    ],
)
def test_errors_name_the_remedy(arguments: tuple[str, ...], message: str, tmp_path: Path) -> None:
    """Files out of step and unknown names are status 2."""
    files(tmp_path, "en")
    (tmp_path / "short.txt").write_text("One.\n", encoding="utf-8")
    done = run("score", "mt.txt", *arguments, cwd=tmp_path)
    assert done.returncode == 2 and message in done.stderr and "Traceback" not in done.stderr


class Model:
    """Stands for a COMET model: it scores everything alike, as the guards expect."""

    encoder = SimpleNamespace(tokenizer=lambda text: {"input_ids": text.split()})

    def __init__(self, needs: bool) -> None:
        self.needs = needs

    def requires_references(self) -> bool:
        """Whether it is no quality estimation."""
        return self.needs

    def predict(self, rows: list[dict[str, str]], **_: Any) -> dict[str, list[float]]:
        """One number for each row."""
        assert all(("ref" in row) is self.needs for row in rows)
        return {"scores": [0.5] * len(rows)}


@pytest.fixture
def package(monkeypatch: pytest.MonkeyPatch) -> None:
    """A package `comet` with one model that needs references and one that does not."""
    module = ModuleType("comet")
    module.download_model = lambda name: name  # type: ignore[attr-defined]
    module.load_from_checkpoint = lambda path, **_: Model("qe" not in path)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "comet", module)
    comet._model.cache_clear()


ASKED = SimpleNamespace(offline=False, language="en", source_language="tlh")


def test_comet_says_what_misleads_it(package: None) -> None:
    """A copied source, an empty line, a cut text and a language never seen are said beside the figure."""
    sources, translations = ["a b", "c", "x"], ["a b", "", "word " * 600]
    values, notes = comet.scores("some-qe", sources, translations, [], ASKED)
    assert values == [0.5, 0.5, 0.5]
    said = " ".join(notes)
    assert "1 translations are the source itself" in said and "1 translations are empty" in said
    assert "1 segments are over 512 pieces" in said and "never saw tlh" in said


def test_comet_asks_for_what_it_needs(package: None) -> None:
    """A model without its source or reference is an error that says which; of several references one is used."""
    with pytest.raises(AuditorError, match="needs the source"):
        comet.scores("some-qe", None, ["x"], [], ASKED)
    with pytest.raises(AuditorError, match="needs a reference"):
        comet.scores("some-da", ["y"], ["x"], [], ASKED)
    assert "only the first of 2 references" in " ".join(comet.scores("some-da", ["y"], ["x"], [["r"], ["q"]], ASKED)[1])


def test_comet_without_its_package_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message has the line that installs it."""
    monkeypatch.setitem(sys.modules, "comet", None)
    comet._model.cache_clear()
    with pytest.raises(MissingExtra, match=r"pip install 'translation-auditor\[comet\]'"):
        comet.scores("some-model", ["y"], ["x"], [], ASKED)


def test_a_scorer_that_breaks_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its score is missing, the line names it and how it broke, and the status is 2."""

    def broken(self: Scorer, segments: object, findings: object) -> list[None]:
        raise ZeroDivisionError("faint")

    monkeypatch.setattr(shelf.scorers()["fluency"], "score", broken)
    [translation, *_] = files(tmp_path, "en")
    done = CliRunner().invoke(app, ["score", translation, "--lang-pair", "en"])
    assert done.exit_code == 2 and "score fluency: it broke on segment 1 and 2 more: ZeroDivisionError" in done.output
