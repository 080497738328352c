# SPDX-License-Identifier: Apache-2.0
"""What is remembered of a run of any length."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from auditor.text import seen
from auditor.text.seen import Seen


@given(st.lists(st.text(st.characters(codec=None, categories=None), max_size=3)))
def test_it_counts_as_a_counter_does(texts: list[str]) -> None:
    """Every text is counted by itself, whatever its signs."""
    counter: Counter[str] = Counter()
    made = Seen()
    for text in texts:
        counter[text] += 1
        assert made.add(text) == counter[text]


def test_it_grows_and_then_stays(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    """Nothing is lost when the table grows; once it is at its largest, what is new is not kept."""
    monkeypatch.setattr(seen, "_MOST", 4096)
    made = Seen()
    assert all(made.add(str(number)) == 1 for number in range(2730))
    assert all(made.add(str(number)) == 2 for number in range(2730))
    assert made.add("new") == made.add("new") == 1
