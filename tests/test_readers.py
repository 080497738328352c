# SPDX-License-Identifier: Apache-2.0
"""Readers keep every offset, and say where an input is broken."""

import csv
import io
import json
from pathlib import Path

import pytest
from formats import read_all
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.contract import ReadRequest
from auditor.errors import InputError
from auditor.model import Document
from auditor.pipeline import Totals, read
from auditor.readers.plain import lines, story
from auditor.readers.tables import CsvReader, JsonLinesReader, TsvReader
from auditor.text.encoding import decode

ANY_TEXT = st.text(st.characters(codec="utf-8", categories=None), max_size=300)


def audited(tmp_path: Path, *paths: Path, input_format: str = "auto", **more: object) -> tuple[list[Document], Totals]:
    totals = Totals()
    request = ReadRequest(tuple(map(str, paths)), language="en", **more)  # type: ignore[arg-type]
    return list(read(request, totals, input_format)), totals


@settings(deadline=None)
@given(text=ANY_TEXT)
def test_story_offsets_are_those_of_the_file(text: str) -> None:
    """What stands at a segment's place in the file is the segment, and its line and column point there."""
    rows = text.split("\n")
    for segment in story(text, "x", "en").segments:
        place = segment.location
        assert place is not None and text[place.start : place.end] == segment.translation
        assert rows[place.line - 1][place.column - 1 :].startswith(segment.translation.split("\n")[0])


@settings(deadline=None)
@given(text=ANY_TEXT)
def test_lines_lose_nothing(text: str) -> None:
    r"""Joined again, lines differ from the text only in \r before \n and in one last line end."""
    assert "\n".join(lines(text)) == text.replace("\r\n", "\n").removesuffix("\n").removesuffix("\r")


def test_lines_do_not_divide_at_other_separators() -> None:
    """U+2028, NEL, form feed and a lone carriage return stand inside a line."""
    assert lines("a\u2028b\x85c\x0cd\re\nf\r\ng") == ["a\u2028b\x85c\x0cd\re", "f", "g"]


@pytest.mark.parametrize(
    ("raw", "encoding", "text"),
    [
        (b"\xef\xbb\xbfcaf\xc3\xa9", "utf-8", "café"),
        (b"\xff\xfeh\x00i\x00", "utf-8", "hi"),
        (b"\xfe\xff\x00h\x00i", "utf-8", "hi"),
        (b"caf\xe9", "cp1252", "café"),
    ],
)
def test_byte_order_mark_wins(raw: bytes, encoding: str, text: str) -> None:
    """A byte order mark overrides the encoding and is left out."""
    assert decode(raw, "x", encoding) == text


def test_bad_byte_is_located() -> None:
    """A byte that is not UTF-8 is named with its offset and line, and the way out."""
    with pytest.raises(InputError, match=r"x:2:4: byte 0xe9 at offset 6 .*--encoding"):
        decode(b"ab\ncaf\xe9", "x", "utf-8")


def test_auto_takes_equal_lines_as_lines(tmp_path: Path) -> None:
    """Two files of as many lines and no blank one are lines; the run says so."""
    one, other = tmp_path / "mt.txt", tmp_path / "source.txt"
    one.write_text("It rains.\nIt snows.\n", encoding="utf-8")
    other.write_text("Il pleut.\r\nIl neige.\r\n", encoding="utf-8")
    documents, totals = audited(tmp_path, one, sources=(str(other),))
    assert [(s.source, s.translation) for d in documents for s in d.segments] == [
        ("Il pleut.", "It rains."),
        ("Il neige.", "It snows."),
    ]
    assert totals.read_as == [f"{one}: read as lines"]


def test_auto_takes_unequal_files_as_stories(tmp_path: Path) -> None:
    """Files of different length are stories, aligned sentence by sentence."""
    one, other = tmp_path / "mt.txt", tmp_path / "source.txt"
    one.write_text("The bridge is closed. It reopens on 5 May.\n", encoding="utf-8")
    other.write_text("Le pont est fermé.\n\nIl rouvre le 5 mai.\n", encoding="utf-8")
    documents, totals = audited(tmp_path, one, sources=(str(other),), source_language="fr")
    assert [s.source for d in documents for s in d.segments] == ["Le pont est fermé.", "Il rouvre le 5 mai."]
    assert totals.read_as == [f"{one}: read as article"]


def test_unequal_lines_are_an_error_that_names_both(tmp_path: Path) -> None:
    """Under `lines`, unequal counts stop that file with both names and counts."""
    one, other = tmp_path / "mt.txt", tmp_path / "source.txt"
    one.write_text("a\nb\n", encoding="utf-8")
    other.write_text("a\n", encoding="utf-8")
    documents, totals = audited(tmp_path, one, input_format="lines", sources=(str(other),))
    assert documents == []
    assert "mt.txt: has 2 lines, but" in totals.errors[0] and "source.txt has 1" in totals.errors[0]


def test_unreadable_input_does_not_stop_the_rest(tmp_path: Path) -> None:
    """A broken file is reported and the next one still read."""
    bad, good = tmp_path / "bad.txt", tmp_path / "good.txt"
    bad.write_bytes(b"\xff\xff\xff")
    good.write_text("It rains.", encoding="utf-8")
    documents, totals = audited(tmp_path, bad, tmp_path / "absent.txt", good)
    assert [s.translation for d in documents for s in d.segments] == ["It rains."]
    assert len(totals.errors) == 2 and "cannot be read" in totals.errors[1]


CELL = st.text(st.characters(codec="utf-8", categories=None, exclude_characters="\0"), max_size=20)
CELLS = st.lists(st.tuples(CELL, CELL), min_size=1, max_size=5)


@settings(deadline=None, max_examples=50)
@given(rows=CELLS)
def test_csv_round_trip(rows: list[tuple[str, str]], tmp_path_factory: pytest.TempPathFactory) -> None:
    """Quoted line ends, quotes and commas come back as they were."""
    path = tmp_path_factory.mktemp("csv") / "feed.csv"
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerows([("source", "translation"), *rows])
    path.write_bytes(out.getvalue().encode())
    found = list(CsvReader().read(ReadRequest((str(path),)), str(path)))
    assert [(s.source, s.translation) for d in found for s in d.segments] == rows


@settings(deadline=None, max_examples=50)
@given(rows=CELLS)
def test_jsonl_round_trip(rows: list[tuple[str, str]], tmp_path_factory: pytest.TempPathFactory) -> None:
    """Every string that JSON can hold comes back."""
    path = tmp_path_factory.mktemp("jsonl") / "feed.jsonl"
    path.write_text("\n".join(json.dumps({"mt": t, "src": s}) for s, t in rows), encoding="utf-8")
    request = ReadRequest((str(path),), columns={"translation": "mt", "source": "src"})
    found = list(JsonLinesReader().read(request, str(path)))
    assert [(s.source, s.translation) for d in found for s in d.segments] == rows


@pytest.mark.parametrize(
    ("reader", "text", "message"),
    [
        (CsvReader, "source,translation\na,b\nc\n", ":3: has 1 fields, but the header has 2"),
        (CsvReader, 'source,translation\na,"b\n', ":2: not CSV: unexpected end of data"),
        (CsvReader, "source,source\na,b\n", ":1: two columns of the header have one name"),
        (CsvReader, "a,b\n1,2\n", ":1: no column 'translation'; there are: a, b"),
        (TsvReader, "translation\tid\na\n", ":2: has 1 fields, but the header has 2"),
        (JsonLinesReader, '{"translation": "a"}\n{"translation": \n', ":2:17: not JSON"),
        (JsonLinesReader, "[1]\n", ":1: holds a list, not an object"),
        (JsonLinesReader, '{"translation": 1.5}\n', ":1: column 'translation' holds a float, not text"),
        (JsonLinesReader, "[" * 100_000, ":1: not readable: nested too deeply"),
    ],
)
def test_broken_rows_are_located(reader: type, text: str, message: str, tmp_path: Path) -> None:
    """A ragged, unclosed or mistyped row is an error with its line."""
    path = tmp_path / "x"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as error:
        list(reader().read(ReadRequest((str(path),)), str(path)))
    assert message in str(error.value)


def test_rows_of_one_document_stay_together(tmp_path: Path) -> None:
    """Consecutive rows of one `document` are a story; NUL and huge fields pass."""
    path = tmp_path / "feed.tsv"
    huge = "x" * 200_000
    path.write_text(f'document\ttranslation\na\tOne "\0".\na\t{huge}\nb\tThree.\n', encoding="utf-8")
    documents, _ = audited(tmp_path, path)
    assert [(d.id, len(d.segments), d.rows) for d in documents] == [("a", 2, False), ("b", 1, False)]
    assert documents[0].segments[1].translation == huge


def test_rows_before_a_broken_one_are_audited(tmp_path: Path) -> None:
    """A broken row loses neither what came before it nor what comes after; the first is named, the others counted."""
    path = tmp_path / "feed.jsonl"
    path.write_text(
        '{"translation": "One."}\n{"translation": "Two."}\n{oops\n[]\n{"translation": "Three."}\n', encoding="utf-8"
    )
    documents, totals = audited(tmp_path, path)
    assert [s.translation for d in documents for s in d.segments] == ["One.", "Two.", "Three."]
    assert "feed.jsonl:3:2: not JSON" in totals.errors[0] and "(and 1 more rows" in totals.errors[0]


def test_ids_that_stand_twice_in_a_table(tmp_path: Path) -> None:
    """Both rows are audited, under ids of their own, and the second is said; in two stories one id is no double."""
    path = tmp_path / "x.jsonl"
    path.write_text('{"id": "a", "translation": "He was was here."}\n{"id": "a", "translation": "Fine."}\n', "utf-8")
    documents, totals = read_all(path)
    assert [segment.id for document in documents for segment in document.segments] == ["a", "a~2"]
    assert f"{path}:2: 1 ids stand twice, first 'a'" in totals.errors[0]
    rows = ('{"id": "a", "document": "one", "translation": "x"}', '{"id": "a", "document": "two", "translation": "y"}')
    path.write_text("\n".join(rows), "utf-8")
    assert not read_all(path)[1].errors
