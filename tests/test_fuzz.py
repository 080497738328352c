# SPDX-License-Identifier: Apache-2.0
"""A small sample of `benchmarks/fuzz.py`: the whole audit keeps its promises on texts that nobody would write."""

import importlib.util
import random
from pathlib import Path
from types import ModuleType

import pytest

from auditor.checks.fluency.doubled_word import DoubledWord
from auditor.inspection import Auditor
from auditor.model import Segment
from auditor.policy import Policy


@pytest.fixture(scope="module")
def fuzz() -> ModuleType:
    """The script as a module."""
    path = Path(__file__).parent.parent / "benchmarks" / "fuzz.py"
    spec = importlib.util.spec_from_file_location("fuzz", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("seed", range(4))
def test_a_round_finds_nothing(fuzz: ModuleType, seed: int) -> None:
    """No exception, spans inside and in order, the same result again and alone, as rows and as stories."""
    case = fuzz._case(random.Random(seed), fuzz._pieces())
    assert fuzz._told(case, Auditor.of(Policy())) == ""


def test_a_check_that_breaks_is_found_and_made_small(fuzz: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault on one word is told, and the case that shows it shrinks to that word."""
    find = DoubledWord.find

    def breaks(self: DoubledWord, segment: Segment) -> object:
        if "bridge" in segment.translation:
            raise ValueError("a bridge")
        return find(self, segment)

    monkeypatch.setattr(DoubledWord, "find", breaks)
    auditor = Auditor.of(Policy(select=("doubled-word",), scores=()))
    case = fuzz.Case(("Nobody was hurt.", "The bridge was closed."), (None, None), (None, None), "en", None)
    told = fuzz._told(case, auditor)
    assert told == "check doubled-word: ValueError: a bridge"
    assert fuzz._smaller(case, auditor, told).texts == ("bridge",)
