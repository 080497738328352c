# SPDX-License-Identifier: Apache-2.0
"""Files with what the specifications have, module by module and element by element; and what is written obeys them."""

import io
import re
from collections.abc import Iterator

import pytest
from formats import FILES, prove_places, read_all, segments
from test_writers_back import ITS, written

from auditor.engines.xml import Node, root
from auditor.pipeline import Auditor, inspect_document
from auditor.policy import Policy
from auditor.text.traced import MASK

PAIRS = {
    # XLIFF 2.1: modules, notes, original data, ignorable, subState, every inline element, directions
    "xliff-2/modules.xlf": [
        ("The ferry sank.", "Die Fähre ist ist gesunken."),
        (f"Line\ntwo bold %s{MASK} here.", f"Zeile\nzwei fett fett %s{MASK} hier."),
        ("See ISO ISO and link", "Siehe ISO ISO und Verweis"),
        ("Title", "Titel Titel"),
    ],
    # XLIFF 1.2: header, groups, contexts, alt-trans, seg-source, bin-unit, every inline element, text in a code
    "xliff-1/inline.xlf": [
        (f"The ferry sank\nin May {MASK}.", f"Die Fähre sank\nim Mai Mai {MASK}."),
        ("A ship", "Ein Schiff Schiff"),
        ("One.", "Eins eins."),
        (f"Two three {MASK}.", f"Zwei drei drei {MASK}."),
        ("See ISO ISO term", "Siehe ISO ISO Term"),
        ("Alt text", "Alternativer Text Text"),
    ],
    # TMX 1.4b of level 2: ude, prop, note, *all*, codes that cross, hi, sub, ut
    "tmx/level-2.tmx": [
        ("The sign \uf8ff stands on the bow.", "Le signe signe \uf8ff est sur la proue."),
        ("quay", "quai quai"),
        (
            f"Text in bold and italic. See ferry {MASK} end",
            f"Texte en italique et gras gras. Voir bac {MASK} fin",
        ),
        ("a ship", "un bateau bateau"),
    ],
}
STORIES = {
    "nitf/elements.nitf": [
        ("headline", "Ferry sank sank off Seeburg"),
        ("headline", "Forty saved"),
        ("byline", "By Lena Fictus Harbour correspondent"),
        ("credit", "Lakeside Wire"),
        ("dateline", "SEEBURG, Jan. 1"),
        ("body", "A ferry sank."),
        ("body", "Forty were saved saved."),
        ("body", "The ferry was was pulled by Tug Ltd for €5 on Monday."),
        ("body", "It cost 12 more more."),
        ("body", "Next line."),
        ("headline", "A crosshead head"),
        ("body", "One one."),
        ("body", "Two."),
        ("body", "Quoted quoted."),
        ("credit", "A. Source"),
        ("body", "Foot foot."),
        ("body", "pre formatted"),
        ("caption", "Table table"),
        ("body", "A a"),
        ("body", "B"),
        ("caption", "A ferry ferry."),
        ("credit", "L. Fictus"),
        ("credit", "Reporting by Lena Fictus"),
        ("credit", "Editing by Karl"),
        ("body", "Bib bib"),
    ],
    "newsml-g2/message.xml": [
        ("headline", "A sub head"),
        ("byline", "By Lena Fictus"),
        ("dateline", "SEEBURG, Jan. 1"),
        ("headline", "Quay shuts shuts early"),
        ("body", "The the quay shut."),
        ("body", "Second para para."),
        ("credit", "Lakeside"),
        ("headline", "Fähre"),
        ("caption", "Die die Fähre."),
        ("credit", "Foto: L"),
        ("headline", "Le bac"),
        ("body", "Le bac a a coulé."),
        ("body", "Personne."),
    ],
    "newsml-1/components.xml": [
        ("headline", "Le bac bac"),
        ("headline", "Sous titre"),
        ("byline", "Par Lena"),
        ("dateline", "SEEBURG, 1 jan"),
        ("body", "Le bac a a coulé."),
        ("body", "Fin fin."),
        ("caption", "Le bac au quai quai."),
        ("credit", "LAC"),
    ],
    "ninjs/story-2.json": [
        ("headline", "Fähre Fähre"),
        ("headline", "Kurz"),
        ("byline", "Von Lena"),
        ("body", "Die die Fähre."),
        ("caption", "Ein Bild Bild."),
        ("credit", "L. F."),
    ],
    "json-feed/ids.json": [
        ("headline", "Num num"),
        ("byline", "L"),
        ("body", "One one."),
        ("body", "Two &amp; two."),
        ("body", "Three."),
    ],
}


@pytest.mark.parametrize("name", PAIRS)
def test_pairs(name: str) -> None:
    """What is to be translated is read beside its source, nothing else; each sign is found at its place."""
    found = segments(FILES / name)
    assert [(s.source, s.translation) for s in found] == PAIRS[name]
    assert len({s.id for s in found}) == len(found)
    text = (FILES / name).read_text(encoding="utf-8")
    for segment in found:
        prove_places(text, segment)


@pytest.mark.parametrize("name", STORIES)
def test_stories(name: str) -> None:
    """What a reader of the story sees is read, in its role; metadata and notes to editors are not."""
    found = segments(FILES / name)
    assert [(s.role, s.translation) for s in found] == STORIES[name]
    text = (FILES / name).read_text(encoding="utf-8")
    for segment in found:
        prove_places(text, segment)


def test_a_line_break_in_a_segment_begins_no_story() -> None:
    """The second line of a segment within a unit goes on with its first, whatever the segment before ended with."""
    auditor = Auditor.of(Policy())
    found = [
        finding.check
        for document in read_all(FILES / "xliff-2/modules.xlf")[0]
        for findings in inspect_document(document, auditor.rules).values()
        for finding in findings
    ]
    assert "doubled-word" in found and "orphan-fragment" not in found


TYPES = {  # Source: W3C ITS 2.0, appendix C
    "terminology", "mistranslation", "omission", "untranslated", "addition", "duplication", "inconsistency",
    "grammar", "legal", "register", "locale-specific-content", "locale-violation", "style", "characters",
    "misspelling", "typographical", "formatting", "inconsistent-entities", "numbers", "markup", "pattern-problem",
    "whitespace", "internationalization", "length", "non-conformance", "uncategorized", "other",
}  # fmt: skip
INLINE_2 = {"cp", "ph", "pc", "sc", "ec", "mrk", "sm", "em"}
INLINE_1 = {"g", "x", "bx", "ex", "bpt", "ept", "ph", "it", "mrk"}


@pytest.mark.parametrize("name", ["xliff-2/modules.xlf", "xliff-2/delivery.xlf"])
def test_xliff_2_obeys_the_specification(name: str) -> None:
    """Source: OASIS XLIFF 2.1, constraints of `sm`, `em`, `source` and `target` and of the ITS module."""
    before, node = (
        root(io.BytesIO(raw), name) for raw in ((FILES / name).read_bytes(), written("xliff", FILES / name).encode())
    )
    issues = list(issued(node))
    assert issues and node.get(f"{ITS}version") == "2.0"
    for unit in node.descendants("unit"):
        for side in ("source", "target"):
            inside = [part for segment in unit.children("segment", "ignorable") for part in segment.children(side)]
            assert all(inner.name in INLINE_2 for text in inside for inner in text.descendants())
            open_marks: list[str] = []
            names = [inner.get("id") for text in inside for inner in text.descendants() if inner.get("id")]
            assert len(names) == len(set(names)), "an id stands twice in a unit"
            for inner in (inner for text in inside for inner in text.descendants("sm", "em")):
                if inner.name == "sm":
                    open_marks.append(inner.get("id"))
                else:
                    open_marks.remove(inner.get("startRef"))
            assert not open_marks, "a marker has no end in its unit"
    for mark in issues:
        assert mark.name == "sm" and mark.get("type") == "its:generic" and re.fullmatch(r"[^\s:]+", mark.get("id"))
    assert list(shape(before)) == [part for part in shape(node) if not part.endswith(" auditor")]


@pytest.mark.parametrize("name", ["xliff-1/inline.xlf", "xliff-1/delivery.xlf"])
def test_xliff_1_obeys_the_specification(name: str) -> None:
    """Source: OASIS XLIFF 1.2, content of `trans-unit`, `target` and `mrk`, extended values of mtype."""
    node = root(io.BytesIO(written("xliff", FILES / name).encode()), name)
    assert list(issued(node))
    for mark in issued(node):
        above = mark.parent
        assert mark.name == "mrk" and mark.get("mtype") == "x-its" and above is not None
        assert above.name in ("target", "g", "mrk", "sub"), "a mark in the text of a code"
    for unit in node.descendants("trans-unit"):
        order = [child.name for child in unit.children()]
        wanted = [n for n in ("source", "seg-source", "target") if n in order]
        assert order[: len(wanted)] == wanted
        for target in unit.children("target"):
            assert {inner.name for inner in target.descendants()} <= INLINE_1 | {"sub"}


def issued(node: Node) -> Iterator[Node]:
    """Elements with an issue, whose values are those that ITS allows."""
    for inner in node.descendants():
        if kind := inner.get(f"{ITS}locQualityIssueType"):
            assert kind in TYPES and 0 <= float(inner.get(f"{ITS}locQualityIssueSeverity")) <= 100
            assert inner.get(f"{ITS}locQualityIssueComment")
            yield inner


def shape(node: Node) -> Iterator[str]:
    """The elements in order, those of ours marked as such."""
    for inner in node.descendants():
        ours = inner.name in ("sm", "em") and (inner.get("id") or inner.get("startRef")).startswith("auditor-")
        yield f"{inner.name} {'auditor' if ours else inner.get('id')}"
