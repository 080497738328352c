# SPDX-License-Identifier: Apache-2.0
"""Huge lines, odd line ends, empty files and tricks: each ends in segments or in an error that says where."""

import io
import os
import time
import zipfile
from pathlib import Path

import pytest
from formats import FILES, read_all, segments

from auditor.cli.options import expanded
from auditor.model import Chars, Span
from auditor.text.blocks import blocks
from auditor.text.traced import traced

HUGE = "word " * 1_000_000
CUE = "00:00:01.000 --> 00:00:02.000\n"
LONG_LINES = {
    "x.txt": "{}",
    "x.jsonl": '{{"translation": "{}"}}\n',
    "x.tsv": "source\ttranslation\na\t{}\n",
    "x.csv": "source,translation\na,{}\n",
    "x.po": 'msgid "a"\nmsgstr "{}"\n',
    "x.srt": "1\n" + CUE + "{}\n",
    "x.vtt": "WEBVTT\n\n" + CUE + "{}\n",
    "x.ass": "[Script Info]\n[Events]\nFormat: Start, End, Text\nDialogue: 0:00:01.00,0:00:02.00,{}\n",
    "x.html": "<p>{}</p>",
    "x.nitf": "<nitf><body><p>{}</p></body></nitf>",
    "x.ninjs": '{{"headline": "a", "body_text": "{}"}}',
}


@pytest.mark.parametrize("name", LONG_LINES)
def test_a_line_of_five_megabytes_is_read(name: str, tmp_path: Path) -> None:
    """Nothing of it is lost, and its last word is found at its place in the file."""
    path = tmp_path / name
    text = LONG_LINES[name].format(f"{HUGE}end")
    path.write_text(text, encoding="utf-8")
    last = segments(path, language="en")[-1]
    assert last.translation == f"{HUGE}end" and last.location is not None
    place = last.location.within(last.translation, Span(len(HUGE), len(HUGE) + 3))
    if place.start is not None:
        assert text[place.start : place.end] == "end"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("x.po", 'msgid "a"\nmsgstr "' + "\\" * 1_000_001 + '"'),
        ("x.srt", "1\n00:00:01,000 --> " + "0" * 1_000_000),
        ("x.vtt", "WEBVTT\n\n" + "-->" * 1_000_000),
        ("x.jsonl", '{"translation": "' + "a" * 1_000_000),
        ("x.csv", 'translation\n"' + "a" * 1_000_000),
        ("x.tsv", "\t" * 1_000_000),
    ],
)
def test_a_huge_broken_line_is_an_error_of_one_line(name: str, text: str, tmp_path: Path) -> None:
    """The message names the line and does not repeat it."""
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    [error] = read_all(path)[1].errors
    assert error.startswith(f"{path}:") and len(error) < len(str(path)) + 800


def test_many_escaped_paragraphs_take_linear_time() -> None:
    """Each passage of escaped HTML is traced from where it stands, not from the start of the text."""
    runs, place = [], 0
    for _ in range(20_000):
        for sign, raw in (("<", "&lt;"), ("p>It sank.", "p>It sank.")):
            runs.append(Chars(sign, place, place + len(raw), 1, place + 1))
            place += len(raw)
    began = time.process_time()
    outer = traced(runs)
    found = [passage.text.over(outer) for passage in blocks(outer.text).made()]
    assert len(found) == 20_000 and found[-1].stretches[0].start == place - len("It sank.")
    assert time.process_time() - began < 15.0  # a second or so; a minute where each looks from the start


FILM = {
    "x.srt": "1\n00:00:01,000 --> 00:00:02,000\nThe ferry\nsank.\n\n2\n00:00:09,000 --> 00:00:12,000\nIt rains.\n",
    "x.vtt": "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nThe ferry\nsank.\n\n00:00:09.000 --> 00:00:12.000\nIt rains.\n",
    "x.ass": (
        "[Script Info]\n[Events]\nFormat: Start, End, Text\nDialogue: 0:00:01.00,0:00:02.00,The ferry sank.\n"
        "Dialogue: 0:00:09.00,0:00:12.00,It rains.\n"
    ),
}


@pytest.mark.parametrize("name", FILM)
@pytest.mark.parametrize("ends", [("\r\n",), ("\r",), ("\n", "\r", "\r\n"), ("\r", "\r\n", "\n")])
def test_subtitles_of_any_line_ends(name: str, ends: tuple[str, ...], tmp_path: Path) -> None:
    """No cue is lost, lines are counted alike, and each text is found at its offset."""
    path = tmp_path / name
    rows = FILM[name].split("\n")
    text = "".join(row + ends[number % len(ends)] for number, row in enumerate(rows[:-1]))
    path.write_text(text, encoding="utf-8", newline="")
    found = segments(path, language="en")
    assert [s.translation for s in found] == ["The ferry sank.", "It rains."]
    want = FILM[name].split("It rains.")[0].count("\n") + 1
    place = found[1].location
    assert place is not None and place.line == want and text[place.start : place.end] == "It rains."


def test_a_lone_return_in_a_header_is_said(tmp_path: Path) -> None:
    """Where a carriage return alone ends no line, a header that holds one is an error, not nothing."""
    path = tmp_path / "x.tsv"
    path.write_text("translation\rOne.\nTwo.\n", encoding="utf-8", newline="")
    assert read_all(path)[1].errors == [f"{path}:1: the header holds a carriage return, which alone ends no line here"]


ROWS = {
    "x.txt": "a{}b c.",
    "x.jsonl": '{{"translation": "a{}b c."}}',
    "x.tsv": "translation\na{}b c.",
    "x.csv": "translation\na{}b c.",
    "x.po": 'msgid "x"\nmsgstr "a{}b c."',
    "x.srt": "1\n" + CUE + "a{}b c.",
    "x.vtt": "WEBVTT\n\n" + CUE + "a{}b c.",
}


@pytest.mark.parametrize("name", ROWS)
@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\x85"])
def test_separators_of_unicode_end_no_line(name: str, sign: str, tmp_path: Path) -> None:
    """They stand in the text, and what follows keeps its line."""
    path = tmp_path / name
    path.write_text(ROWS[name].format(sign), encoding="utf-8", newline="")
    found = segments(path, language="en")
    assert "".join(s.translation for s in found) == f"a{sign}b c." or name == "x.txt"
    assert {s.location.line for s in found if s.location} == {ROWS[name].count("\n") + 1}


NAMES = [
    "txt", "jsonl", "tsv", "csv", "po", "pot", "srt", "vtt", "ass", "html", "xhtml", "xlf", "tmx", "nitf", "rss",
    "atom", "xml", "json", "ninjs", "docx", "xlsx", "zip", "sdlxliff",
]  # fmt: skip


@pytest.mark.parametrize("raw", [b"", b" \r\n\n", b"\xef\xbb\xbf", b"\0" * 20])
@pytest.mark.parametrize("suffix", NAMES)
def test_an_empty_file_is_an_error(suffix: str, raw: bytes, tmp_path: Path) -> None:
    """A delivery that came as nothing is said, whatever its format, beside others that are read."""
    path = tmp_path / f"x.{suffix}"
    path.write_bytes(raw)
    documents, totals = read_all(path, FILES / "nitf/story.nitf", language="en")
    assert documents[-1].id == "ferry-0412"
    assert totals.errors or (b"\0" in raw and documents[0].segments), "passed over in silence"
    assert all(str(path) in error for error in totals.errors) and len(totals.errors) < 2


XML = {
    "x.xlf": '<xliff version="1.2"><file source-language="en" target-language="de"><body><trans-unit id="1"><source>a'
    "</source><target>{}</target></trans-unit></body></file></xliff>",
    "y.xlf": '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="en" trgLang="de">'
    '<file id="f"><unit id="u"><segment><source>a</source><target>{}</target></segment></unit></file></xliff>',
    "x.tmx": '<tmx version="1.4"><header srclang="en"/><body><tu><tuv xml:lang="en"><seg>a</seg></tuv>'
    '<tuv xml:lang="de"><seg>{}</seg></tuv></tu></body></tmx>',
    "x.nitf": "<nitf><body><p>{}</p></body></nitf>",
    "x.rss": "<rss><channel><item><title>{}</title></item></channel></rss>",
    "x.atom": '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>{}</title></entry></feed>',
    "g2.xml": '<newsItem guid="a"><contentMeta><headline>{}</headline></contentMeta></newsItem>',
    "1.xml": "<NewsML><NewsItem><NewsLines><HeadLine>{}</HeadLine></NewsLines></NewsItem></NewsML>",
    "x.docx": "<document><body><p><r><t>{}</t></r></p></body></document>",
    "x.xlsx": "<workbook><sheets><sheet>{}</sheet></sheets></workbook>",
}
PARTS = {"x.docx": "word/document.xml", "x.xlsx": "xl/workbook.xml"}
TRICKS = {
    "external entity": ('<!DOCTYPE a [<!ENTITY b SYSTEM "file://{secret}">]>', "&b;"),
    "external DTD": ('<!DOCTYPE a SYSTEM "file://{secret}">', "&b;"),
    "parameter entity": ('<!DOCTYPE a [<!ENTITY % b SYSTEM "file://{secret}"> %b;]>', "x"),
    "laughs": ('<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>', "&b;" * 50),
    "depth": ("", "<b>" * 5_000),
    "NUL": ("", "a\0b"),
    "surrogate": ("", "&#xD800;"),
}


@pytest.mark.parametrize("trick", TRICKS)
@pytest.mark.parametrize("name", XML)
def test_no_reader_of_xml_is_tricked(name: str, trick: str, tmp_path: Path) -> None:
    """Entities, DTDs and depth are an error with its place; nothing of the file beside is seen."""
    secret = tmp_path / "secret"
    secret.write_text("SECRET", encoding="utf-8")
    above, inside = TRICKS[trick]
    raw = (above.format(secret=secret) + XML[name].format(inside)).encode()
    path = tmp_path / name
    if name in PARTS:
        with zipfile.ZipFile(path, "w") as pack:
            pack.writestr(PARTS[name], raw)
    else:
        path.write_bytes(raw)
    documents, totals = read_all(path, FILES / "nitf/story.nitf")
    assert "SECRET" not in repr(documents)
    [error] = totals.errors
    assert error.startswith(f"{path}!{PARTS[name]}:1:" if name in PARTS else f"{path}:1:")
    assert documents[-1].id == "ferry-0412"


@pytest.mark.parametrize("name", ["x.jsonl", "x.ninjs"])
def test_a_lone_surrogate_of_json_is_text(name: str, tmp_path: Path) -> None:
    """What JSON can write and no encoding can is kept for the checks, and found in the file."""
    path = tmp_path / name
    path.write_text(
        r'{"headline": "a", "body_text": "One \ud83d two."}'.replace(
            '"body_text"', '"translation"' if name == "x.jsonl" else '"body_text"'
        ),
        encoding="utf-8",
    )
    found = segments(path, language="en")[-1]
    assert found.translation == "One \ud83d two." and found.location is not None
    if name == "x.ninjs":
        place = found.location.within(found.translation, Span(4, 5))
        assert path.read_text(encoding="utf-8")[place.start : place.end] == r"\ud83d"


def packed(name: str, size: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr("xl/workbook.xml", "<workbook/>")
        with pack.open(name, "w") as file:
            file.write(b"<sst>")
            for _ in range(size >> 20):
                file.write(b" " * (1 << 20))
    return out.getvalue()


def test_a_bomb_in_a_workbook_is_refused(tmp_path: Path) -> None:
    """A part that swells is an error that names it."""
    path = tmp_path / "x.xlsx"
    path.write_bytes(packed("xl/sharedStrings.xml", 65 << 20))
    [error] = read_all(path)[1].errors
    assert error.startswith(f"{path}!xl/sharedStrings.xml: ") and "zip bomb" in error


def test_a_folder_that_links_to_itself(tmp_path: Path) -> None:
    """Links to folders are not followed, a link to nothing is an error, a pipe is passed over."""
    (tmp_path / "a").mkdir()
    (tmp_path / "a/story.txt").write_text("It sank.", encoding="utf-8")
    os.symlink(tmp_path, tmp_path / "a/again")
    os.symlink(tmp_path / "a/x.txt", tmp_path / "a/x.txt")
    os.mkfifo(tmp_path / "a/pipe.txt")
    paths = list(expanded([str(tmp_path)]))
    assert [os.path.relpath(path, tmp_path) for path in paths] == ["a/story.txt", "a/x.txt"]
    documents, totals = read_all(*paths, language="en")
    assert len(documents) == 1 and len(totals.errors) == 1 and "x.txt: cannot be read" in totals.errors[0]


@pytest.mark.parametrize("codec", ["undefined", "idna", "punycode", "rot13", "hex", "nonesuch"])
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("x.html", '<html><head><meta charset="{}"></head><p>caf\xe9</p></html>'),
        ("x.xhtml", '<?xml version="1.0" encoding="{}"?><html><p>caf\xe9</p></html>'),
        ("x.po", 'msgid ""\nmsgstr "Content-Type: text/plain; charset={}\\n"\nmsgid "a"\nmsgstr "caf\xe9"\n'),
        ("x.nitf", '<?xml version="1.0" encoding="{}"?><nitf><body><p>caf\xe9</p></body></nitf>'),
    ],
)
def test_what_is_no_encoding_is_refused(name: str, text: str, codec: str, tmp_path: Path) -> None:
    """A file that declares a codec of another kind is an error that names it, and the next file is read."""
    path = tmp_path / name
    path.write_bytes(text.format(codec).encode("latin-1"))
    documents, totals = read_all(path, FILES / "nitf/story.nitf")
    assert len(documents) == 1 and len(totals.errors) == 1
    assert totals.errors[0].startswith(f"{path}") and (codec in totals.errors[0] or "is not" in totals.errors[0])
