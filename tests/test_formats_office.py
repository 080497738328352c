# SPDX-License-Identifier: Apache-2.0
"""Office documents, Parquet and archives: what is read, and what is refused."""

import gzip
import io
import os
import struct
import sys
import zipfile
from pathlib import Path

import pytest
from formats import FILES, prove_places, read_all, segments

from auditor.errors import InputError
from auditor.readers._choice import choose, is_known


def test_word_document() -> None:
    """Paragraphs, cells, boxes and notes in order, each with its number; what was deleted is not read."""
    found = segments(FILES / "docx/story.docx")
    assert [(s.role, s.translation, s.location and s.location.note) for s in found] == [
        ("headline", "Ferry ran ran aground", "paragraph 1"),
        ("body", "The ferry was was pulled free on Tuesday.", "paragraph 2"),
        ("body", "No one was hurt.", "paragraph 2"),
        ("body", "A box of text.", "paragraph 4"),
        ("body", "A cell.", "paragraph 5"),
        ("caption", "The ferry at the pier.", "paragraph 6"),
        ("body", "A note below.", "footnote 1"),
    ]


def test_workbook() -> None:
    """Rows of the sheet that has the columns, in the house words or mapped ones."""
    found = segments(FILES / "xlsx/copy.xlsx")
    assert [(s.id, s.source, s.translation, s.location and s.location.note) for s in found] == [
        ("a", "Die Fähre ist zu.", "The ferry is is closed.", "sheet 'Copy', row 2"),
        ("b", "Drei", "3", "sheet 'Copy', row 4"),
    ]
    mapped = segments(FILES / "xlsx/copy.xlsx", columns={"translation": "source"})
    assert [s.translation for s in mapped] == ["Die Fähre ist zu.", "Drei"]
    documents, totals = read_all(FILES / "xlsx/copy.xlsx", columns={"translation": "mt"})
    assert not documents and "no sheet has a column 'mt' in its first row; there are: id, source," in totals.errors[0]


def test_workbook_as_its_library_writes_it(tmp_path: Path) -> None:
    """Sheets, gaps and inline strings of openpyxl are read."""
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(["only", "notes"])
    for title in ("One", "Two"):
        sheet = book.create_sheet(title)
        sheet.append([None, "translation", "source"])
        sheet["B5"] = f"Text of {title} & é."
    book.save(tmp_path / "x.xlsx")
    found = segments(tmp_path / "x.xlsx")
    assert [(s.translation, s.source, s.location and s.location.note) for s in found] == [
        ("Text of One & é.", "", "sheet 'One', row 5"),
        ("Text of Two & é.", "", "sheet 'Two', row 5"),
    ]


def test_characters_by_number_in_a_workbook(tmp_path: Path) -> None:
    """What Excel writes as `_x000D_` is a character again, and what stands there literally stays."""
    text = "<row><c t='inlineStr'><is><t>{}</t></is></c></row>"
    with zipfile.ZipFile(tmp_path / "x.xlsx", "w") as pack:
        pack.writestr("xl/workbook.xml", "<workbook xmlns:r='r'><sheets><sheet name='A' r:id='1'/></sheets></workbook>")
        pack.writestr("xl/_rels/workbook.xml.rels", "<a><Relationship Id='1' Target='s.xml'/></a>")
        rows = ("translation", "One_x000D_\nTwo _xD83D__xDE00_ _x005F_x0041_ _x00", "=_xD83D_")
        pack.writestr("xl/s.xml", f"<worksheet>{''.join(map(text.format, rows))}</worksheet>")
    found = segments(tmp_path / "x.xlsx")
    assert [s.translation for s in found] == ["One\r\nTwo \U0001f600 _x0041_ _x00", "=\N{REPLACEMENT CHARACTER}"]


def test_word_document_as_its_library_writes_it(tmp_path: Path) -> None:
    """Runs, tables and styles of python-docx are read."""
    docx = pytest.importorskip("docx")
    made = docx.Document()
    made.add_heading("Ferry aground", 0)
    made.add_paragraph("The ferry ").add_run("sank").bold = True
    made.add_table(1, 1).cell(0, 0).text = "A cell."
    made.save(str(tmp_path / "x.docx"))
    assert [s.translation for s in segments(tmp_path / "x.docx", language="en")] == [
        "Ferry aground",
        "The ferry sank",
        "A cell.",
    ]


def test_parquet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows of the columns of tables; without pyarrow the pip line is said."""
    path = FILES / "parquet/rows.parquet"
    if pytest.importorskip("pyarrow"):
        found = segments(path)
        assert [(s.translation, s.source) for s in found] == [
            ("The ferry is is closed.", "Die Fähre ist zu."),
            ("Good night.", None),
        ]
        broken = tmp_path / "x.parquet"
        broken.write_bytes(path.read_bytes()[:200])
        assert "is no readable Parquet file" in read_all(broken)[1].errors[0]
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    documents, totals = read_all(path, FILES / "nitf/story.nitf")
    assert len(documents) == 1 and str(path) in totals.errors[0]
    assert "pip install 'translation-auditor[parquet]'" in totals.errors[0]


def test_archive() -> None:
    """Members are read as in a folder; a broken one is said, unknown ones are passed over."""
    documents, totals = read_all(FILES / "zip/feeds.zip")
    assert [document.id.rpartition("!")[2] for document in documents] == [
        "ferry-0412",
        "ferry-1",
        "fish-2",
        "rss/feed.xml#3",
    ]
    assert len(totals.errors) == 1 and "feeds.zip!nitf/truncated.nitf:3:1: not well-formed XML" in totals.errors[0]


def test_archives_hold_office_documents_and_gzip(tmp_path: Path) -> None:
    """A document that is itself an archive, and a packed feed, are read inside an archive."""
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as pack:
        pack.write(FILES / "docx/story.docx", "a/story.docx")
        pack.writestr("feed.xml.gz", gzip.compress((FILES / "rss/feed.xml").read_bytes()))
    found = segments(tmp_path / "x.zip")
    assert found[0].translation == "Ferry ran ran aground" and found[-1].translation == "Plain text with a &#39; scar."


def test_gzip_keeps_places(tmp_path: Path) -> None:
    """A packed file is read by the suffix below; places are those of the text inside."""
    path = tmp_path / "feed.xml.gz"
    raw = (FILES / "rss/feed.xml").read_bytes()
    path.write_bytes(gzip.compress(raw))
    assert choose(str(path)).name == "rss"
    for segment in segments(path):
        prove_places(raw.decode(), segment)


def bomb() -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack,
        pack.open("word/document.xml", "w", force_zip64=True) as file,
    ):
        file.write(b"<document><p><t>")
        for _ in range(100):
            file.write(b"a" * (1 << 20))
    return out.getvalue()


def lying(raw: bytes) -> bytes:
    """An archive whose member says it is encrypted."""
    at = raw.index(b"PK\x01\x02")
    flags = struct.unpack("<H", raw[at + 8 : at + 10])[0] | 1
    return raw[: at + 8] + struct.pack("<H", flags) + raw[at + 10 :]


@pytest.mark.parametrize(
    ("name", "raw", "message"),
    [
        ("bomb.docx", bomb, "zip bomb"),
        ("bomb.nitf.gz", lambda: gzip.compress(b"<nitf>" + b"a" * (100 << 20)), "zip bomb"),
        (
            "cut.nitf.gz",
            lambda: gzip.compress((FILES / "nitf/story.nitf").read_bytes())[:-20],
            "cannot be unpacked: Compressed file ended",
        ),
        ("not.nitf.gz", lambda: b"<nitf/>", "cannot be unpacked: Not a gzipped file"),
        ("not.docx", lambda: b"PK\x03\x04 no", "is no zip archive"),
        ("locked.zip", lambda: lying((FILES / "zip/feeds.zip").read_bytes()), "encrypted"),
        ("empty.xlsx", lambda: (FILES / "zip/feeds.zip").read_bytes(), "is no Excel workbook"),
        ("empty.docx", lambda: (FILES / "zip/feeds.zip").read_bytes(), "is no Word document"),
    ],
)
def test_bad_archives_are_errors(name: str, raw: object, message: str, tmp_path: Path) -> None:
    """Bombs, cuts, locks and mere suffixes are refused by name; the file beside is read."""
    path = tmp_path / name
    path.write_bytes(raw())  # type: ignore[operator]
    documents, totals = read_all(path, FILES / "nitf/story.nitf")
    assert documents[-1].id == "ferry-0412"
    assert len(totals.errors) == 1 and message in totals.errors[0] and str(path) in totals.errors[0]


def test_loops_and_absent_files_are_errors(tmp_path: Path) -> None:
    """A link to itself, a folder and a name that is not there are errors."""
    loop = tmp_path / "loop.nitf"
    os.symlink(loop, loop)
    (tmp_path / "folder.nitf").mkdir()
    for name in ("loop.nitf", "folder.nitf", "absent.nitf", "absent.zip", "absent.xml"):
        assert "cannot be read" in read_all(tmp_path / name)[1].errors[0]


def test_what_a_folder_may_hold(tmp_path: Path) -> None:
    """In a folder only files that a reader knows are taken; JSON and XML of other kinds are passed over."""
    for name, known in (
        ("a.gold.json", False),
        ("b.json", True),
        ("c.xml", True),
        ("d.xml", False),
        ("e.png", False),
        ("f.po", True),
    ):
        path = tmp_path / name
        text = {"b.json": '{"headline": "x", "body_text": "y"}', "c.xml": "<nitf/>", "d.xml": "<recipe/>"}.get(
            name, "{}"
        )
        path.write_text(text, encoding="utf-8")
        assert is_known(str(path)) is known


def test_an_unknown_format_is_named(tmp_path: Path) -> None:
    """XML and JSON that no reader knows are errors when they are asked for by name."""
    path = tmp_path / "x.xml"
    path.write_text("<recipe/>", encoding="utf-8")
    with pytest.raises(InputError, match="its root is <recipe>"):
        choose(str(path))
