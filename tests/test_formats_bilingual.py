# SPDX-License-Identifier: Apache-2.0
"""XLIFF and TMX: pairs, inline codes, states, and places."""

from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from formats import FILES, prove_places, read_all, segments
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.model import Code
from auditor.pipeline import Auditor, inspect_document
from auditor.policy import Policy
from auditor.readers._choice import choose
from auditor.text.traced import MASK

NAMES = {"xliff-1/delivery.xlf": "xliff-1", "xliff-2/delivery.xlf": "xliff-2", "tmx/memory.tmx": "tmx"}


@pytest.mark.parametrize("name", NAMES)
def test_places_are_true(name: str) -> None:
    """Every sign stands where its segment says, behind entities and between codes."""
    assert choose(str(FILES / name)).name == NAMES[name]
    text = (FILES / name).read_text(encoding="utf-8")
    for segment in segments(FILES / name):
        prove_places(text, segment, also=('<cp hex="0001"/>',))


def test_xliff_2_pairs() -> None:
    """What is translated is read beside its source; what is not yet, or must not be, is left out; a loss is not."""
    documents, _ = read_all(FILES / "xliff-2/delivery.xlf")
    assert [(d.id.rpartition("#")[2], d.rows, d.source_language, d.language) for d in documents] == [
        ("f=f1", False, "en", "de"),
        ("f=f2", True, "en", "de"),
    ]
    assert [(s.id.partition("#")[2], s.source, s.translation, s.paragraph) for d in documents for s in d.segments] == [
        ("f=f1/u=u1/s=s1", "The ferry Heron ran aground.", "Die Fähre Heron lief lief auf Grund.", 0),
        ("f=f1/u=u1/s=s2", "Hello {name}, it is\nlate & dark.", "Hallo {name}, es ist\nspät & dunkel\x01.", 0),
        ("f=f1/u=u3/s=1", "Lost.", "", 1),
        ("f=f1/u=u5/s=1", f"See this or {MASK}.", f"Siehe dies oder {MASK}.", 2),
        ("f=f2/u=u1/s=1", "Cancel", "Abbrechen", 0),
    ]


def test_xliff_1_pairs() -> None:
    """Units are divided where `mrk` divides them; alternatives are not read; codes keep their places."""
    found = segments(FILES / "xliff-1/delivery.xlf")
    assert [(s.id.partition("#")[2], s.source, s.translation) for s in found] == [
        ("f=1/u=1", "The ferry Heron is \nclosed.", "Le bac Heron est est \nfermé."),
        ("f=1/u=2/s=0", "One.", "Un."),
        ("f=1/u=2/s=1", "Two <three>.", "Deux <trois>."),
        ("f=1/u=4", "Lost.", ""),
        ("f=1/u=5", f"Press OK now, {MASK}.", f"Appuyez OK maintenant, {MASK}."),
    ]
    assert found[0].codes == (Code("1", "open", 7), Code("1", "close", 12), Code("2", "alone", 21))
    assert found[3].location is not None and (found[3].location.line, found[3].location.note) == (12, "unit 4")


def test_tmx_pairs() -> None:
    """Each language beside the source of the unit; one can be asked for."""
    found = segments(FILES / "tmx/memory.tmx")
    assert [(s.source_language, s.source, s.language, s.translation) for s in found] == [
        ("en-GB", "The ferry sank.", "de-DE", "Die Fähre sank sank."),
        ("en-GB", "Three & four \nwords.", "de", "Drei & vier \nWorte."),
        ("en-GB", "Three & four \nwords.", "fr", "Trois et quatre mots \nde plus."),
    ]
    assert [s.language for s in segments(FILES / "tmx/memory.tmx", language="fr")] == ["fr"]
    back = segments(FILES / "tmx/memory.tmx", language="en", source_language="de")
    assert [(s.source, s.translation) for s in back][1] == ("Drei & vier \nWorte.", "Three & four \nwords.")


def test_codes_that_differ_are_found() -> None:
    """A lost closing code and an exchanged placeholder are findings; equal codes are not."""
    auditor = Auditor.of(Policy())
    marks = []
    for name in ("xliff-2/delivery.xlf", "xliff-1/delivery.xlf"):
        for document in read_all(FILES / name)[0]:
            for found in inspect_document(document, auditor.rules).values():
                marks += [(f.segment.partition("#")[2], f.message) for f in found if f.check == "code-mismatch"]
    assert marks == [
        ("f=f1/u=u5/s=1", "A placeholder that the source does not have: 9."),
        ("f=f1/u=u5/s=1", "Of the source these codes are lost: 1, 2."),
    ]


@pytest.mark.parametrize("name", ["xliff-1/delivery.xlf", "xliff-2/delivery.xlf"])
def test_its_silences_a_unit(name: str, tmp_path: Path) -> None:
    """What ITS says is not to be checked is silenced, and what lies below it."""
    text = (FILES / name).read_text(encoding="utf-8")
    path = tmp_path / "x.xlf"
    its = 'xmlns:i="http://www.w3.org/2005/11/its" i:locQualityIssueEnabled="no"'
    path.write_text(text.replace("<target", f"<target {its}", 1), encoding="utf-8")
    assert [s.silenced for s in segments(path)][:2] == [("*",), ()]
    path.write_text(text.replace("<file", f"<file {its}", 1), encoding="utf-8")
    assert segments(path)[1].silenced == ("*",)


def test_double_ids_are_said_and_nothing_is_lost() -> None:
    """Two units of one id are both read, and the error names the second's line."""
    documents, totals = read_all(FILES / "xliff-1/doubles.xlf")
    found = [segment.id for document in documents for segment in document.segments]
    assert len(found) == len(set(found)) == 5
    assert len(totals.errors) == 1 and "doubles.xlf:14: 1 ids stand twice, first 'f=1/u=1'" in totals.errors[0]


def test_a_cut_delivery_gives_what_is_whole(tmp_path: Path) -> None:
    """Units before the cut are audited, and the cut is named with its line and column."""
    text = (FILES / "xliff-1/delivery.xlf").read_text(encoding="utf-8")
    path = tmp_path / "cut.xlf"
    path.write_text(text[: text.index("Appuyez")], encoding="utf-8")
    documents, totals = read_all(path)
    assert sum(len(document.segments) for document in documents) == 4
    assert len(totals.errors) == 1 and ":14:13: not well-formed XML: no element found" in totals.errors[0]


XML_TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff"), max_size=20
)
PARTS = st.lists(XML_TEXT | st.sampled_from(["\n", "\t", "&", "<", "]]>"]), max_size=6)


@settings(deadline=None, max_examples=60)
@given(source=PARTS, target=PARTS, number=st.integers(0, 3))
def test_any_text_comes_back(
    source: list[str], target: list[str], number: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """What is written into XLIFF 2, with codes between, is what is read, and stands where it is said to stand."""
    coded = "".join(
        f'{escape(part)}<ph id="{i}" equiv=""/><sc id="s{i}"/><ec startRef="s{i}"/>' for i, part in enumerate(target)
    )
    cdata = "".join(f"<![CDATA[{part}]]>" for part in source if "]]>" not in part)
    text = (
        '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="en" trgLang="de"><file id="f">'
        f'<unit id="u">{chr(10) * number}<segment><source>x{cdata}</source><target>{coded}</target></segment></unit>'
        "</file></xliff>"
    )
    path = tmp_path_factory.mktemp("xliff") / "x.xlf"
    path.write_text(text, encoding="utf-8", newline="")
    [segment] = segments(path)
    want = "".join(part + MASK for part in target).strip()
    assert segment.translation == want
    assert segment.source == ("x" + "".join(part for part in source if "]]>" not in part)).strip()
    assert len(segment.codes) == 3 * len(target)
    if want:
        prove_places(text, segment)


@settings(deadline=None, max_examples=60)
@given(rows=st.lists(st.tuples(PARTS, PARTS), max_size=8))
def test_tmx_round_trip(rows: list[tuple[list[str], list[str]]], tmp_path_factory: pytest.TempPathFactory) -> None:
    """What is written into TMX is what is read."""
    units = "".join(
        f'<tu><tuv xml:lang="en"><seg>{escape("".join(a))}</seg></tuv>'
        f'<tuv xml:lang="de"><seg>{escape("".join(b))}</seg></tuv></tu>'
        for a, b in rows
    )
    path = tmp_path_factory.mktemp("tmx") / "x.tmx"
    path.write_text(
        f'<tmx version="1.4"><header srclang="en"/><body>{units}</body></tmx>', encoding="utf-8", newline=""
    )
    found = segments(path)
    assert [(s.source, s.translation) for s in found] == [("".join(a).strip(), "".join(b).strip()) for a, b in rows]
