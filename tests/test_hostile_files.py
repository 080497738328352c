# SPDX-License-Identifier: Apache-2.0
"""Files that no one writes by hand: lines of megabytes, three kinds of line ends, nothing at all, links in a ring."""

from pathlib import Path

import pytest
from formats import read_all

from auditor.cli.options import expanded

LINE = "The ferry was late again on Monday "
XLIFF = (
    '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="a" source-language="en" '
    'target-language="de" datatype="plaintext"><body><trans-unit id="1"><source>A.</source><target>{}</target>'
    "</trans-unit></body></file></xliff>"
)
TMX = (
    '<tmx version="1.4"><header srclang="en"/><body><tu><tuv xml:lang="en"><seg>A.</seg></tuv>'
    '<tuv xml:lang="de"><seg>{}</seg></tuv></tu></body></tmx>'
)
ASS = (
    "[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
    "Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,{}\n"
)
WRAPPED = {
    "a.txt": "{}",
    "a.jsonl": '{{"translation": "{}"}}\n{{"translation": "Two."}}\n',
    "a.tsv": "source\ttranslation\nA.\t{}\n",
    "a.csv": 'source,translation\nA.,"{}"\n',
    "a.po": 'msgid "a"\nmsgstr "{}"\n',
    "a.srt": "1\n00:00:01,000 --> 00:00:02,000\n{}\n",
    "a.vtt": "WEBVTT\n\n00:01.000 --> 00:02.000\n{}\n",
    "a.ass": ASS,
    "a.html": "<html><body><p>{}</p></body></html>",
    "a.xlf": XLIFF,
    "a.tmx": TMX,
    "a.nitf": "<nitf><body><body.content><p>{}</p></body.content></body></nitf>",
    "a.rss": '<rss version="2.0"><channel><item><guid>1</guid><description>{}</description></item></channel></rss>',
    "a.json": '{{"version":"https://jsonfeed.org/version/1.1","title":"x","items":[{{"id":"1","content_text":"{}"}}]}}',
}


@pytest.mark.parametrize("name", WRAPPED)
def test_a_line_of_five_megabytes(name: str, tmp_path: Path) -> None:
    """It is read as it stands, whole."""
    path = tmp_path / name
    long = LINE * (5_000_000 // len(LINE))
    path.write_text(WRAPPED[name].format(long), encoding="utf-8")
    documents, totals = read_all(path, language="de")
    assert not totals.errors
    assert any(long.strip() in segment.translation for document in documents for segment in document.segments)


@pytest.mark.parametrize(
    "name", ["a.txt", "a.jsonl", "a.tsv", "a.csv", "a.po", "a.srt", "a.vtt", "a.ass", "a.html", "a.xlf"]
)
def test_line_ends_of_three_kinds(name: str, tmp_path: Path) -> None:
    """Lines end as each of three systems ends them; U+2028 ends none. The second segment is found at its line."""
    path = tmp_path / name
    text = WRAPPED[name].format("One\u2028and a half.") + "\n"
    raw = "".join(row + end for row, end in zip(text.split("\n"), ("\r\n", "\n", "\r\n", "\n") * 4, strict=False))
    path.write_bytes(raw.encode())
    documents, totals = read_all(path, language="en")
    assert not totals.errors
    found = [segment for document in documents for segment in document.segments]
    place = next(segment for segment in found if segment.translation.startswith("One")).location
    assert place is not None
    assert "One\u2028and a half." in raw.split("\n")[place.line - 1]


@pytest.mark.parametrize("raw", [b"", b"\0" * 50, b"\xff\xfe", b"\xed\xa0\x80", b"{", b"<", b"\x1f\x8b"])
@pytest.mark.parametrize("name", WRAPPED)
def test_next_to_nothing(name: str, raw: bytes, tmp_path: Path) -> None:
    """What holds no text is an empty story or an error that names the file; the file beside is read."""
    path, beside = tmp_path / f"x{name}", tmp_path / "good.txt"
    path.write_bytes(raw)
    beside.write_text("The ferry was late.", encoding="utf-8")
    documents, totals = read_all(path, beside)
    assert documents[-1].path == str(beside) and documents[-1].segments
    assert all(str(path) in error for error in totals.errors)


def test_folders_that_link_to_themselves(tmp_path: Path) -> None:
    """A folder with links to itself, to its parent and to nowhere is walked once."""
    inner = tmp_path / "feed"
    inner.mkdir()
    (inner / "a.txt").write_text("The ferry was late.", encoding="utf-8")
    (inner / "again").symlink_to(inner, target_is_directory=True)
    (inner / "up").symlink_to(tmp_path, target_is_directory=True)
    (inner / "gone").symlink_to(tmp_path / "nowhere", target_is_directory=True)
    assert [Path(path).name for path in expanded([str(tmp_path)])] == ["a.txt"]
