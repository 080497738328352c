# SPDX-License-Identifier: Apache-2.0
"""No text makes a check slow: 100,000 signs of the worst kind take a bounded time.

A linear check needs some hundredths of a second for such a text; one that looks back
from each place needs minutes. The bound lies far above the one and far below the other.
"""

import time

import pytest

from auditor import shelf
from auditor.contract import Check
from auditor.inspection import inspect_document
from auditor.model import Document, Location, Segment

SIZE = 100_000
BOUND = 5.0  # seconds of process time, on a machine that others use too

# One unit again and again: each is the beginning of something that some check looks for the end of.
LONG = {
    "letters": "a",
    "digits": "1",
    "words": "the ",
    "capitals": "Aa ",
    "opened": "(",
    "quoted": "“a ",
    "lines": "a\n",
    "signs": "橋は",
}
SHORT = [
    " ", '" ', ")", "(a) ", "[", "{'a': ", "<a ", "&#", "&amp;", "1,000 ", ". ", "abc. def ", "- ", "/", "www. a ",
    "http :", "a @ ", "%C3", "\\", "a*", "By - (", "Jane Roe (", "Aa Aa, ", "ق ", "bridge was closed ", "9 May ",
    "a-b-", "l ' a ", "=2", "Aa — ", "a1", "A.", "a,a", "?!", "\N{ZERO WIDTH SPACE}", "\N{IDEOGRAPHIC SPACE}", "Ã¢â‚¬",
]  # fmt: skip
TEXTS = {name: (unit * SIZE)[:SIZE] for name, unit in LONG.items()}
TEXTS["pieces"] = "\n".join((unit * SIZE)[: SIZE // len(SHORT)] for unit in SHORT)


@pytest.mark.parametrize("name", shelf.checks())
def test_worst_text_takes_bounded_time(name: str) -> None:
    """Each of the worst texts is looked through in time."""
    for kind, text in TEXTS.items():
        took = seconds(name, text, None)
        assert took < BOUND, f"{kind}: {took:.1f} seconds"


@pytest.mark.parametrize("name", shelf.checks())
def test_worst_text_beside_itself_takes_bounded_time(name: str) -> None:
    """Beside a source of the same kind a tenth of the text must do: what is compared grows faster."""
    for kind, text in TEXTS.items():
        took = seconds(name, text[-SIZE // 10 :], text[-SIZE // 10 :])
        assert took < BOUND, f"{kind}: {took:.1f} seconds"


def seconds(name: str, text: str, source: str | None) -> float:
    """Process time of one check on one segment."""
    place = Location("d", 1, 1, 0, len(text))
    segment = Segment("1", text, source, language="en", source_language="fr" if source else None, location=place)
    began = time.process_time()
    rule = shelf.checks()[name]()
    found = rule.find(segment) if isinstance(rule, Check) else rule.find_in(Document("d", "d", (segment,), "en"))
    sum(1 for _ in found)
    return time.process_time() - began


def test_thousands_of_findings_in_one_segment_take_bounded_time() -> None:
    """A row of a megabyte with a slip in each line is inspected in time: findings are not set against all others."""
    text = "The port port reopened on Monday. " * 8_000
    names = ("doubled-word", "doubled-phrase", "repeated-passage", "punctuation-spacing")
    rules = [shelf.checks()[name]() for name in names]
    document = Document("d", "d", (Segment("1", text, language="en"),), "en", rows=True)
    began = time.process_time()
    found = inspect_document(document, rules)["1"]
    assert time.process_time() - began < 15.0  # two seconds; a minute where each is set against each
    assert sum(finding.check == "doubled-word" for finding in found) == 8_000
