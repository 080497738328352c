# SPDX-License-Identifier: Apache-2.0
"""A file of stories beside another: who goes with whom, and places that stay true."""

from pathlib import Path

import pytest
from formats import FILES, prove_places, read_all
from hypothesis import given
from hypothesis import strategies as st

from auditor.match import Counterparts
from auditor.model import Chars, Document, Segment, Span
from auditor.text.traced import joined, traced


def test_feeds_are_matched_by_id_and_by_likeness() -> None:
    """One story by its id, one by its day, names and figures; the third has no counterpart and stands alone."""
    path = FILES / "pairs/lakeside.xml"
    documents, totals = read_all(path, sources=(str(FILES / "pairs/seeblick.xml"),))
    assert not totals.errors
    assert [(d.id, d.source_language, [s.source for s in d.segments]) for d in documents] == [
        ("ferry-1", "de", ["Fähre lief auf Grund", "Die Fähre wurde freigeschleppt.", "Niemand wurde verletzt."]),
        (
            "l-9",
            "de",
            [
                "Brücke in Auental gesperrt",
                "Die Brücke in Auental bleibt bis 5. Mai gesperrt.",
                "Das sagte Lena Fictus.",
            ],
        ),
        ("l-10", None, [None, None]),
    ]
    text = path.read_text(encoding="utf-8")
    for document in documents:
        for segment in document.segments:
            prove_places(text, segment)


def test_two_single_stories_go_together(tmp_path: Path) -> None:
    """Where each file holds one story they are a pair, whatever their formats and ids."""
    other = tmp_path / "faehre.html"
    other.write_text('<html lang="de"><h1>Fähre</h1><p>Sie sank.</p></html>', encoding="utf-8")
    mine = tmp_path / "ferry.nitf"
    mine.write_text('<nitf xml:lang="en"><body><hl1>Ferry</hl1><p>It sank.</p></body></nitf>', encoding="utf-8")
    [document] = read_all(mine, sources=(str(other),))[0]
    assert [(s.source, s.translation) for s in document.segments] == [("Fähre", "Ferry"), ("Sie sank.", "It sank.")]


def story(name: str, text: str, **facts: str) -> Document:
    return Document(name, "x", (Segment("1", text),), **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("mine", "others", "match"),
    [
        (story("a", "x", original="b"), [story("c", "x"), story("b", "x")], "b"),
        (story("a", "x"), [story("b", "x", original="a"), story("c", "x")], "b"),
        (story("a", "Lena Fictus, 12"), [story("b", "Lena Fictus, 12"), story("c", "Lena Fictus, 12")], None),
        (story("a", "Lena Fictus, 12"), [story("b", "Lena Fictus, 12"), story("c", "Karl Fictus, 99")], "b"),
        (
            story("a", "Lena Fictus, 12", version_date="2024-04-12"),
            [story("b", "Lena Fictus, 12", version_date="20240413T10"), story("c", "Karl, 1")],
            None,
        ),
        (story("a", "Nothing"), [story("b", "Nothing"), story("c", "More")], None),
    ],
)
def test_a_match_is_sure_or_none(mine: Document, others: list[Document], match: str | None) -> None:
    """A link or an id decides; likeness must be clear and of one day."""
    found = Counterparts(others).take(mine)
    assert (found.id if found else None) == match


@given(st.lists(st.text("ab \n", min_size=1, max_size=5), min_size=1, max_size=5))
def test_joined_texts_keep_their_places(texts: list[str]) -> None:
    """Segments that one source sentence answers to are one text whose signs stand where they stood."""
    whole, places, kept = "", [], []
    for text in texts:
        whole += "<p>"
        run = Chars(text, len(whole), len(whole) + len(text), whole.count("\n") + 1, len(whole) - whole.rfind("\n"))
        places.append(traced([run]).location("x"))
        kept.append(text)
        whole += text
    text, place = joined(kept, places, [" "] * (len(kept) - 1))
    assert text == " ".join(kept)
    offset = 0
    for part, own in zip(kept, places, strict=True):
        for number in range(len(part)):
            found = place.within(text, Span(offset + number, offset + number + 1))
            assert found == own.within(part, Span(number, number + 1))
        offset += len(part) + 1
