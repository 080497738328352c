# SPDX-License-Identifier: Apache-2.0
"""A traced text knows where each of its signs stands."""

from hypothesis import given
from hypothesis import strategies as st

from auditor.model import Chars, Span
from auditor.text.traced import Traced, Tracer, traced

PIECES = st.lists(
    st.tuples(st.text("ab \n\r\t", min_size=1, max_size=6), st.sampled_from(["", "<x/>", "\n<y>\n"])), max_size=8
)


def filed(pieces: list[tuple[str, str]]) -> tuple[str, Traced]:
    """A file of the pieces, each with unseen code after it, and the text read from it."""
    whole, runs = "", []
    for text, code in pieces:
        line = whole.count("\n") + 1
        runs.append(Chars(text, len(whole), len(whole) + len(text), line, len(whole) - whole.rfind("\n")))
        whole += text + code
    return whole, traced(runs)


def agrees(whole: str, text: Traced) -> None:
    """Each sign that is no blank is found at its offset, line and column."""
    rows = whole.split("\n")
    place = text.location("x")
    for number, sign in enumerate(text.text):
        if not sign.isspace():
            found = place.within(text.text, Span(number, number + 1))
            assert whole[found.start : found.end] == sign == rows[found.line - 1][found.column - 1]
    ends = [run.at + run.length for run in text.stretches]
    assert [run.at for run in text.stretches] == [0, *ends][: len(ends)] and (not ends or ends[-1] == len(text.text))


@given(PIECES, st.data())
def test_signs_keep_their_places(pieces: list[tuple[str, str]], data: st.DataObject) -> None:
    """Cutting, trimming, collapsing and dividing lose no place."""
    whole, text = filed(pieces)
    agrees(whole, text)
    agrees(whole, text.trimmed())
    agrees(whole, text.collapsed())
    assert text.collapsed().text == " ".join(text.text.split())
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text.text)), min_size=2, max_size=9)))
    made = text.divided(cuts)
    assert "".join(piece.text for piece in made) == text.text[cuts[0] : cuts[-1]]
    for piece in made:
        agrees(whole, piece)


@given(PIECES, st.data())
def test_texts_stand_over_texts(pieces: list[tuple[str, str]], data: st.DataObject) -> None:
    """A text read out of a text that was read out of a file has its places in the file."""
    whole, outer = filed(pieces)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(outer.text)), max_size=6)))
    runs = [Chars(outer.text[a:b], a, b, 1, 1) for a, b in zip(cuts[::2], cuts[1::2], strict=False) if a < b]
    inner = traced(runs).over(outer)
    assert inner.text == "".join(run.text for run in runs)
    agrees(whole, inner)


def test_a_sign_stands_for_its_code() -> None:
    """What an entity wrote is found where the entity stands, as a whole."""
    made = Tracer()
    made.chars(Chars("a", 0, 1, 1, 1))
    made.sign("&", traced([Chars("&amp;", 1, 6, 1, 2)]).location("x"))
    made.chars(Chars("b", 6, 7, 1, 7))
    text = made.made()
    assert text.text == "a&b"
    spans = [Span(1, 2), Span(0, 2), Span(2, 3), Span(1, 1), Span(3, 3)]
    places = [text.location("x").within(text.text, span) for span in spans]
    assert [(p.start, p.end, p.column) for p in places] == [(1, 6, 2), (0, 6, 1), (6, 7, 7), (1, 1, 2), (7, 7, 8)]
