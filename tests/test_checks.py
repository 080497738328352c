# SPDX-License-Identifier: Apache-2.0
"""Every check keeps the promises of its examples, and no text breaks one."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor import shelf
from auditor.contract import Check, Example
from auditor.model import Document, Finding, Location, Segment
from auditor.text.sentences import sentences

CHECKS = shelf.checks()
EXAMPLES = [(name, example) for name, rule in CHECKS.items() for example in (*rule.bad, *rule.good)]
ANY_TEXT = st.text(st.characters(codec=None, categories=None), max_size=200)
LANGUAGES = st.sampled_from(["en", "fr", "ar", "ja", "ru", "und"])


def run(name: str, segment: Segment) -> list[Finding]:
    rule = CHECKS[name]()
    if isinstance(rule, Check):
        return list(rule.find(segment))
    placed = replace(segment, location=Location("d", 1, 1, 0, len(segment.translation)))
    return list(rule.find_in(Document("d", "d", (placed,), segment.language)))


@pytest.mark.parametrize(("name", "example"), EXAMPLES, ids=[f"{n}-{i}" for i, (n, _) in enumerate(EXAMPLES)])
def test_example(name: str, example: Example) -> None:
    """A bad example is flagged on the words it names; a good one is not flagged."""
    segment = Segment(
        "1", example.text, example.source, language=example.language, source_language=example.source_language
    )
    found = [example.text[finding.span.start : finding.span.end] for finding in run(name, segment)]
    assert found[:1] == ([] if example.flagged is None else [example.flagged])


@pytest.mark.parametrize("name", CHECKS)
def test_more_good_examples_than_bad(name: str) -> None:
    """A check shows at least as much that must stay silent as it flags."""
    assert CHECKS[name].bad and len(CHECKS[name].good) >= 2


@pytest.mark.parametrize("name", CHECKS)
@settings(max_examples=40, deadline=None)
@given(text=ANY_TEXT, source=st.none() | ANY_TEXT, language=LANGUAGES)
def test_any_text(name: str, text: str, source: str | None, language: str) -> None:
    """No text breaks a check, and every span lies inside its text."""
    for finding in run(name, Segment("1", text, source, language=language, source_language="de")):
        assert 0 <= finding.span.start <= finding.span.end <= len(text)
        if finding.source_span:
            assert 0 <= finding.source_span.start <= finding.source_span.end <= len(source or "")


@settings(max_examples=100, deadline=None)
@given(text=ANY_TEXT, language=LANGUAGES)
def test_sentences_are_in_order(text: str, language: str) -> None:
    """Sentences come in order, do not overlap and hold no outer blanks."""
    place = 0
    for span in sentences(text, language):
        assert place <= span.start < span.end <= len(text)
        assert text[span.start : span.end] == text[span.start : span.end].strip()
        place = span.end


def test_findings_do_not_depend_on_order() -> None:
    """A check keeps no state: segments in another order give the same findings."""
    segments = [Segment(str(i), e.text, e.source, language=e.language) for i, (_, e) in enumerate(EXAMPLES)]
    shuffled = random.Random(1).sample(segments, len(segments))
    for name in CHECKS:
        by_id = {segment.id: run(name, segment) for segment in segments}
        assert by_id == {segment.id: run(name, segment) for segment in shuffled}
