# SPDX-License-Identifier: Apache-2.0
"""Catalogues and subtitles: messages, cues, and places."""

from pathlib import Path

import polib
import pysubs2
import pytest
from formats import FILES, prove_places, read_all, segments
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.model import Span
from auditor.readers._choice import choose

NAMES = ("po/strings.po", "srt/film.srt", "vtt/film.en.vtt", "ass/film.ass", "ttml/film.ttml")


@pytest.mark.parametrize("name", NAMES)
def test_places_are_true(name: str) -> None:
    """Every sign stands where its segment says, behind escapes, tags and times."""
    assert choose(str(FILES / name)).name == name.split("/")[0]
    text = (FILES / name).read_bytes().decode()
    for segment in segments(FILES / name):
        prove_places(text, segment, also=(r"\303\244", r"\h"))


def test_messages_of_a_catalogue() -> None:
    """Translated messages beside their originals, plural forms apart; untranslated and obsolete ones left out."""
    found = segments(FILES / "po/strings.po")
    assert {(s.source_language, s.language) for s in found} == {("en", "de")}
    assert [(s.source, s.translation, s.location and s.location.note) for s in found] == [
        ("The ferry is closed.", "Die Fähre ist ist geschlossen.", None),
        ("Open the file “%s”.", 'Öffnen Sie die "Datei" %s.', "msgctxt 'menu'"),
        ("%d ship", "%d Schiff", "msgstr[0]"),
        ("%d ships", "%d Schiffe Schiffe", "msgstr[1]"),
        ("New", "Neu\tä", None),
    ]


def test_a_flag_silences_a_message(tmp_path: Path) -> None:
    """`no-auditor` silences all, `no-` and a check that one; flags of gettext silence nothing."""
    path = tmp_path / "x.po"
    text = '#, fuzzy, no-c-format, no-doubled-word\nmsgid "a"\nmsgstr "b"\n#, no-auditor\nmsgid "c"\nmsgstr "d"\n\n'
    path.write_text(text + 'msgid "e"\nmsgstr "f"\n', encoding="utf-8")
    assert [s.silenced for s in segments(path)] == [("doubled-word",), ("*",), ()]


TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"), max_size=30)


@settings(deadline=None, max_examples=60)
@given(rows=st.lists(st.tuples(TEXT, TEXT), max_size=6, unique_by=lambda row: row[0]))
def test_po_is_read_as_polib_writes_it(rows: list[tuple[str, str]], tmp_path_factory: pytest.TempPathFactory) -> None:
    """What polib writes, wrapped and escaped, is what is read, and each sign is found again."""
    path = tmp_path_factory.mktemp("po") / "x.po"
    catalogue = polib.POFile(wrapwidth=20)
    catalogue.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Language": "de"}
    for source, translation in rows:
        catalogue.append(polib.POEntry(msgctxt="x", msgid=source, msgstr=translation))
    path.write_text(str(catalogue), encoding="utf-8", newline="")
    found = segments(path)
    assert [(s.source, s.translation) for s in found] == [(a.strip(), b.strip()) for a, b in rows if b.strip()]
    for segment in found:
        prove_places(path.read_bytes().decode(), segment)


def test_cues_are_joined_to_sentences() -> None:
    """A sentence over two cues is one segment; a finding leads to its own cue; speakers are apart."""
    found = segments(FILES / "srt/film.srt")
    assert [(s.translation, s.location and s.location.note, s.paragraph) for s in found] == [
        ("The ferry was was pulled free on Tuesday.", "cue 1 at 00:00:01,000", 0),
        ("No one was was hurt.", "cue 2 at 00:00:03,100", 0),
        ("- Is it late?", "cue 3 at 00:00:20,000", 1),
        ("- It is dark.", "cue 3 at 00:00:20,000", 2),
    ]
    first = found[0]
    assert first.location is not None
    place = first.location.within(first.translation, Span(*_of(first.translation, "Tuesday")))
    assert (place.line, place.column, place.note) == (8, 4, "cue 2 at 00:00:03,100")


def test_vtt_and_ass() -> None:
    """Notes, styles, tags and drawings are unseen; entities of WebVTT are read, names of cues kept."""
    assert [
        (s.translation, s.location and s.location.note, s.language) for s in segments(FILES / "vtt/film.en.vtt")
    ] == [
        ("The ferry & its crew crew are back.", "cue intro at 00:01.000", "en"),
        ("Good night.", "cue 2 at 00:01:04.000", "en"),
    ]
    assert [(s.translation, s.location and s.location.note) for s in segments(FILES / "ass/film.ass")] == [
        ("The ferry, was was pulled free on\N{NO-BREAK SPACE}Tuesday.", "cue 1 at 0:00:01.00"),
    ]


def test_ttml() -> None:
    """Spans and breaks are passed over; times count from what is around, in clock, frames, ticks and offsets."""
    found = segments(FILES / "ttml/film.ttml")
    assert [(s.translation, s.language, s.location and s.location.notes) for s in found] == [
        (
            "The keeper of the old lighthouse said said nothing at all & left.",
            "en",
            ((0, "cue c1 at 1s"), (43, "cue c2 at 00:00:03:10")),
        ),
        ("– Where did he go?", "en", ((0, "cue 3 at 200000000t"),)),
    ]
    place = found[0].location.within(found[0].translation, Span(*_of(found[0].translation, "nothing")))
    assert (place.line, place.note) == (12, "cue c2 at 00:00:03:10")


LINE = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "Zs"), exclude_characters="\\{}<>&-"),
    min_size=1,
    max_size=20,
)


@settings(deadline=None, max_examples=60)
@given(lines=st.lists(LINE.filter(lambda line: line.strip() and not line.strip().isdecimal()), min_size=1, max_size=6))
@pytest.mark.parametrize("suffix", ["srt", "vtt", "ass", "ttml"])
def test_subtitles_are_read_as_pysubs2_writes_them(
    suffix: str, lines: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """No word of a film that pysubs2 writes is lost, and each is found again."""
    path = tmp_path_factory.mktemp("film") / f"x.{suffix}"
    film = pysubs2.SSAFile()
    for number, line in enumerate(lines):
        film.append(pysubs2.SSAEvent(start=number * 5000, end=number * 5000 + 1000, text=line.strip()))
    film.save(str(path), encoding="utf-8")
    found = segments(path, language="en")
    assert "".join("".join(s.translation.split()) for s in found) == "".join("".join(line.split()) for line in lines)
    for segment in found:
        prove_places(path.read_bytes().decode(), segment)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("po/unclosed.po", ":4:1: no message, no comment and no closed string"),
        ("po/doubled.po", ":4: this message stands twice; both were audited"),
        ("srt/arrow.srt", ":1: no line with the times of a cue"),
        ("srt/time.srt", ":2: not the times of a cue: '00:00:01,000 --> 00:00:0x,000'"),
    ],
)
def test_broken_files_are_located(name: str, message: str) -> None:
    """A broken message or cue is an error with its line."""
    assert message in read_all(FILES / name)[1].errors[0]


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("x.po", '"loose"\n', ":1:1: a string that belongs to no message"),
        ("x.po", 'msgid "a"\n\nmsgid "b"\nmsgstr "c"\n', ":1: a message without its msgid or its msgstr"),
        ("x.vtt", "1\n00:01.000 --> 00:02.000\nHi\n", ":1: does not begin with WEBVTT"),
        ("x.ttml", '<tt>\n<body>\n<p begin="soon">Hi</p></body></tt>', ":3:1: not a time of TTML: begin='soon'"),
        ("x.ttml", "<films/>", ":1:1: its root is <films>, not <tt>"),
        ("x.ass", "[Events]\nFormat: Start, End, Text\nDialogue: 1,2\n", ":3: an event that does not fit"),
        ("x.po", 'msgid "a"\nmsgstr "\udce9"\n', ":2:9: byte 0xe9 at offset 18 is not utf-8"),
    ],
)
def test_broken_text_is_located(name: str, text: str, message: str, tmp_path: Path) -> None:
    """What is loose, missing, undeclared or in another encoding is an error with its line."""
    path = tmp_path / name
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    assert message in read_all(path)[1].errors[0]


def _of(text: str, word: str) -> tuple[int, int]:
    return text.index(word), text.index(word) + len(word)
