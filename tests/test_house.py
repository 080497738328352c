# SPDX-License-Identifier: Apache-2.0
"""The house keeps its floors, its weight and its names."""

import inspect
import subprocess
import sys
from pathlib import Path

import pytest

from auditor import shelf
from auditor.languages import profile, tags

HOUSE = Path(inspect.getfile(shelf)).parent
HEAVY = (
    "torch",
    "transformers",
    "sentence_transformers",
    "ray",
    "pyarrow",
    "wordfreq",
    "langdetect",
    "py3langid",
    "sacrebleu",
    "ftfy",
)


def test_shelves_load_nothing_heavy() -> None:
    """Loading every shelf in a fresh interpreter imports no heavy library."""
    code = (
        "import sys; from auditor import shelf, cli;"
        "shelf.checks(); shelf.readers(); shelf.scorers(); shelf.writers();"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("name", shelf.checks())
def test_check_stands_where_its_name_says(name: str) -> None:
    """A check's file and class bear its id, and its docstring names a source."""
    rule = shelf.checks()[name]
    assert Path(inspect.getfile(rule)).stem == name.replace("-", "_")
    assert rule.__name__ == name.title().replace("-", "")
    assert "Source:" in (inspect.getdoc(rule) or "")
    assert set(rule.explains) <= set(shelf.checks())


@pytest.mark.parametrize("path", sorted(HOUSE.rglob("*.py")), ids=str)
def test_file_is_short_and_licensed(path: Path) -> None:
    """No file is over 400 lines, and each names its licence."""
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 400
    assert text.startswith("# SPDX-License-Identifier: Apache-2.0\n")


def test_languages_of_the_promise() -> None:
    """There is a profile for every language the README promises."""
    promised = [
        "en",
        "fr",
        "de",
        "es",
        "it",
        "pt",
        "pt-BR",
        "nl",
        "pl",
        "cs",
        "ro",
        "ru",
        "uk",
        "bg",
        "el",
        "tr",
        "ar",
        "he",
        "fa",
        "hi",
        "zh",
        "ja",
        "ko",
        "vi",
        "id",
        "sv",
        "fi",
        "hu",
    ]
    assert set(promised) <= set(tags())


@pytest.mark.parametrize("tag", tags())
def test_profile(tag: str) -> None:
    """A profile is well formed: its tag is its file name, its lists are lower case and name their sources."""
    known = profile(tag)
    assert known.tag == tag and known.sources and known.scripts
    for words in (known.abbreviations, known.function_words, known.credit_words, known.repeats, known.reporting_verbs):
        assert all(word == word.lower() and word == word.strip() for word in words)
    assert all(mark.endswith(".") for mark in known.abbreviations)
