# SPDX-License-Identifier: Apache-2.0
"""The shipped counts of neighbours say what goes together in a language, and nothing of one without a table."""

import pytest

from auditor.engines.neighbours import fit, is_seen, mark_chance


@pytest.mark.parametrize(("one", "other", "tag"), [("will", "be", "en"), ("in", "the", "en"), ("il", "est", "fr")])
def test_no_comma_is_likely_inside_a_phrase(one: str, other: str, tag: str) -> None:
    chance = mark_chance(one, other, tag)
    assert chance is not None and chance < 0.002


@pytest.mark.parametrize(("one", "other", "tag"), [("however", "the", "en"), ("aber", "dass", "de")])
def test_a_comma_is_likely_between_clauses(one: str, other: str, tag: str) -> None:
    chance = mark_chance(one, other, tag)
    assert chance is not None and chance > 0.1


def test_the_word_that_was_meant_fits_better() -> None:
    meant, slip = fit("have", "been", "waiting", "en"), fit("have", "bee", "waiting", "en")
    assert meant is not None and slip is not None and meant - slip > 3
    assert is_seen("have", "been", "en") and not is_seen("have", "bee", "en")


def test_a_language_without_a_table_says_nothing() -> None:
    assert mark_chance("a", "b", "xx") is None
    assert fit("a", "b", "c", "xx") is None
    assert not is_seen("a", "b", "xx")


def test_a_lone_surrogate_is_in_no_word() -> None:
    assert mark_chance("\ud800", "the", "en") is not None
