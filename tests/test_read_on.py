# SPDX-License-Identifier: Apache-2.0
"""One broken row, cue, message or part costs no other, and lines end in any way."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pytest
from formats import FILES, prove_places, read_all

from auditor.model import Segment
from auditor.text.line_ends import rows

GOOD = FILES / "nitf/story.nitf"


def texts(path: Path) -> tuple[list[Segment], list[str]]:
    """Segments of a file and its errors, read before a good one that must come through."""
    documents, totals = read_all(path, GOOD, language="en")
    assert documents[-1].id == "ferry-0412"
    assert all(error.startswith(str(path)) for error in totals.errors)
    return [segment for document in documents[:-1] for segment in document.segments], totals.errors


LINES = {
    "a.jsonl": ('{"translation": "One."}', '{"translation": "Two."}'),
    "a.tsv": ("translation", "One.", "Two."),
    "a.csv": ("translation", "One.", "Two."),
    "a.srt": ("1", "00:00:01,000 --> 00:00:02,000", "One.", "", "2", "00:00:03,000 --> 00:00:04,000", "Two."),
    "a.vtt": ("WEBVTT", "", "00:01.000 --> 00:02.000", "One.", "", "00:03.000 --> 00:04.000", "Two."),
    "a.ass": (
        "[Events]",
        "Format: Start, End, Text",
        "Dialogue: 0:00:01.00,0:00:02.00,One.",
        "Dialogue: 0:00:03.00,0:00:04.00,Two.",
    ),
    "a.po": ('msgid "a"', 'msgstr "One."', "", 'msgid "b"', 'msgstr "Two."'),
    "a.txt": ("One.", "", "Two."),
    "a.html": ("<p>One.</p>", "<p>Two.</p>"),
    "a.nitf": ("<nitf><body><body.content>", "<p>One.</p>", "<p>Two.</p>", "</body.content></body></nitf>"),
}


@pytest.mark.parametrize("ends", [("\n",), ("\r\n",), ("\r",), ("\r", "\r\n"), ("\n", "\r\n")])
@pytest.mark.parametrize("name", LINES)
def test_lines_end_in_any_way(name: str, ends: tuple[str, ...], tmp_path: Path) -> None:
    """LF, CRLF, CR and mixtures give the same texts, and each stands where its place says."""
    if name == "a.tsv" and "\r" in ends and len(ends) > 1:
        ends = ("\r\n",)  # among other line ends a lone one is text of a cell
    raw = "".join(line + ends[number % len(ends)] for number, line in enumerate(LINES[name]))
    path = tmp_path / name
    path.write_bytes(raw.encode())
    found, errors = texts(path)
    assert [segment.translation for segment in found] == ["One.", "Two."] and not errors
    for segment in found:
        place = segment.location
        assert place is not None
        if place.start is not None:
            assert raw[place.start : place.end] == segment.translation
        if name not in ("a.txt", "a.html"):  # where only \n counts lines
            line = list(rows(raw))[place.line - 1].text
            assert segment.translation in line
            assert place.start is None or line[place.column - 1 :].startswith(segment.translation)


@pytest.mark.parametrize(
    ("name", "text", "said", "message"),
    [
        (
            "a.srt",
            "1\n00:00:01,000 --> 00:00:02,000\nOne.\n\n2\n00:00:0x,000 --> 1\nTwo.\n\n"
            "3\n00:00:09,000 --> 00:00:10,000\nThree.\n",
            ["One.", "Two.", "Three."],
            ":6: not the times of a cue: '00:00:0x,000 --> 1'",
        ),
        (
            "a.srt",
            "1\n00:00:01,000 --> 00:00:02,000\u2028One.\n\n"
            "2\n00:00:09,000 --> 00:00:10,000 X1:10 Y1:5\nGo --> there.\n",
            ["One.", "Go --> there."],
            None,
        ),
        (
            "a.ttml",
            "<tt xmlns='http://www.w3.org/ns/ttml'><body><div><p begin='1s' end='2s'>One.</p>\n"
            "<p begin='x' end='y'>Two.</p></div></body></tt>",
            ["One.", "Two."],
            ":2:1: not a time of TTML: begin='x' (and 1 more times that cannot be read)",
        ),
        (
            "a.vtt",
            "WEBVTT\n\n00:01.000 --> 00:02.000 align:start line: 0\nOne.\n\n00:61.x --> 00:62.000\nTwo.\n",
            ["One.", "Two."],
            ":6: not the times of a cue",
        ),
        (
            "a.ass",
            "[Events]\nFormat: Start, End, Text\nDialogue: 0:00:01.00,0:00:02.00,One.\nDialogue: 9\n"
            "Dialogue: x,y,Two.\nDialogue: 0:00:09.00,0:00:10.00,Three.\n",
            ["One.", "Two.", "Three."],
            ":4: an event that does not fit the Format line of [Events] (and 1 more events that cannot be read)",
        ),
        ("a.ass", "[Script Info]\nTitle: x\n", [], ":1: no section [Events]"),
        (
            "a.po",
            'msgid "a"\nmsgstr "One."\n\nmsgid "b"\nmsgstr ""\n"Tw\n"o."\n\nmsgid "c\nmsgstr "Lost."\n\n'
            'msgid "d"\nmsgstr "Four."\n',
            ["One.", "Four."],
            ":6:1: no message, no comment and no closed string (and 1 more",
        ),
        ("a.tsv", "translation\tid\nOne.\t1\nTwo.\nThree.\t3\n", ["One.", "Three."], ":3: has 1 fields"),
        ("a.csv", "translation,id\nOne.,1\nTwo.\nThree.,3\n", ["One.", "Three."], ":3: has 1 fields"),
        ("a.jsonl", '{"translation": "One."}\n{"translation": 1.5}\nx\n', ["One."], "(and 1 more rows"),
        (
            "a.ninjs",
            '[{"body_text": "One."}, 7, {"body_text": "Two."}]',
            ["One.", "Two."],
            "holds a number where a story",
        ),
        (
            "a.rss",
            "<rss><channel><item><title>One.</title></item>\n<item><title>Caf\udce9.</title></item></channel></rss>",
            ["One."],
            ":2:17: byte 0xe9 at offset 63 is not utf-8",
        ),
    ],
)
def test_one_broken_part_costs_no_other(
    name: str, text: str, said: list[str], message: str | None, tmp_path: Path
) -> None:
    """A bad row, cue, message or item is an error with its line; those around it are audited."""
    path = tmp_path / name
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    found, errors = texts(path)
    assert [segment.translation for segment in found] == said
    if message is None:
        assert not errors
    else:
        assert len(errors) == 1 and message in errors[0]
    for segment in found if name.endswith((".srt", ".vtt", ".ass", ".po")) else []:
        prove_places(text, segment)


def test_a_file_without_translations_is_not_checked(tmp_path: Path) -> None:
    """A template of messages, or a feed without items, is no error, but is named."""
    for name, text in (
        ("a.pot", 'msgid "a"\nmsgstr ""\n'),
        ("a.rss", "<rss><channel/></rss>"),
        ("a.tsv", "translation\n"),
    ):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        _, totals = read_all(path, GOOD)
        assert totals.empty == [str(path)] and not totals.errors


def test_parts_of_a_word_document(tmp_path: Path) -> None:
    """Word and Excel files whose parts hold a DTD are refused, and what stands before a cut is read."""
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as pack:
        pack.writestr("word/document.xml", "<!DOCTYPE a [<!ENTITY a 'b'>]><document><p><t>&a;</t></p></document>")
    assert "is refused" in texts(path)[1][0]
    with zipfile.ZipFile(path, "w") as pack:
        pack.writestr("word/document.xml", "<document><p><t>One.</t></p><p><t>Tw")
        pack.writestr("word/footnotes.xml", "<footnotes><p><t>Note.</t></p></footnotes>")
    found, errors = texts(path)
    assert [segment.translation for segment in found] == ["One.", "Note."] and "document.xml:1:37" in errors[0]


def test_a_cut_archive_gives_what_is_whole(tmp_path: Path) -> None:
    """A zip inside which a member is damaged gives the others; a gzip that is cut gives what XML had ended."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as pack:
        pack.writestr("one.txt", "One is here.")
        pack.writestr("two.txt", "Two is here.")
    path = tmp_path / "a.zip"
    path.write_bytes(out.getvalue().replace(b"Two is here.", b"Two is gone."))
    found, errors = texts(path)
    assert [segment.translation for segment in found] == ["One is here."]
    assert "a.zip!two.txt: cannot be unpacked: Bad CRC-32" in errors[0]
    path = tmp_path / "a.rss.gz"
    feed = "<rss><channel>" + "".join(f"<item><title>Title {n}.</title></item>" for n in range(40_000))
    path.write_bytes(gzip.compress(feed.encode())[:-2000])
    found, errors = texts(path)
    assert found[0].translation == "Title 0." and "cannot be unpacked" in errors[0]
