# SPDX-License-Identifier: Apache-2.0
"""Wire formats, feeds and pages: roles, facts and places."""

from pathlib import Path

import pytest
from formats import FILES, prove_places, read_all, segments
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.readers._choice import choose
from auditor.text.blocks import blocks
from auditor.text.encoding import decode

STORIES = {
    "nitf/story.nitf": "nitf",
    "newsml-g2/item.xml": "newsml-g2",
    "newsml-1/item.xml": "newsml-1",
    "rss/feed.xml": "rss",
    "atom/feed.xml": "atom",
    "json-feed/feed.json": "json-feed",
    "ninjs/story-1.json": "ninjs",
    "ninjs/story-3.json": "ninjs",
    "html/page.html": "html",
}


@pytest.mark.parametrize("name", STORIES)
def test_format_is_recognised_and_places_are_true(name: str) -> None:
    """Each file is read by its own reader, and every sign stands where its segment says."""
    path = FILES / name
    assert choose(str(path)).name == STORIES[name]
    text = decode(path.read_bytes(), name, "latin-1" if "newsml-1" in name else "utf-8")
    found = segments(path)
    assert found
    for segment in found:
        prove_places(text, segment)


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("nitf/story.nitf", ("ferry-0412", "en", "LAKE", "20240412T101500Z", None)),
        (
            "newsml-g2/item.xml",
            (
                "urn:newsml:lakeside.example:2024-04-12:ferry",
                "en-GB",
                "lakeside.example",
                "2024-04-12T10:15:00+02:00",
                "urn:newsml:lakeside.example:2024-04-12:faehre",
            ),
        ),
        (
            "newsml-1/item.xml",
            ("urn:newsml:lakeside.example:20240412:bac:1", "fr", "lakeside.example", "20240412T101500Z", None),
        ),
        ("rss/feed.xml", ("ferry-1", "en-GB", "Lakeside", "2024-04-12T10:15:00+00:00", None)),
        ("atom/feed.xml", ("tag:seeblick.example,2024:1", "de", "Seeblick", "2024-04-12T10:15:00Z", None)),
        ("json-feed/feed.json", ("1", "en", "Lakeside", "2024-04-12T10:15:00Z", None)),
        ("ninjs/story-1.json", ("urn:lakeside:ferry", "en", "Lakeside", "2024-04-12T10:15:00Z", None)),
        (
            "ninjs/story-3.json",
            ("urn:lakeside:bridge", "en", "lakeside.example", "2024-04-13T10:15:00Z", "urn:lakeside:bruecke"),
        ),
    ],
)
def test_facts_come_from_the_file(name: str, facts: tuple[str | None, ...]) -> None:
    """Id, language, provider, date and the story it translates are those of the file."""
    first = read_all(FILES / name)[0][0]
    assert (first.id, first.language, first.provider, first.version_date, first.original) == facts


def test_roles_are_kept_apart() -> None:
    """Headline, byline, dateline, body, caption and credit of a wire story; unseen parts are left out."""
    found = segments(FILES / "nitf/story.nitf")
    assert [(s.role, s.translation) for s in found] == [
        ("headline", "Ferry runs aground off Étang pier"),
        ("headline", "Harbour office opens inquiry"),
        ("byline", "By Lena Fictus Harbour correspondent"),
        ("dateline", "SEEBURG, April 12 (Lakeside)"),
        ("body", "The ferry was was pulled free on Tuesday, the harbour office said."),
        ("body", "No one was hurt & all 40 passengers left the ship."),
        ("caption", "The ferry at the old pier."),
        ("credit", "L. Fictus"),
        ("body", "It had sailed at dawn."),
    ]


def test_feed_text_is_raw() -> None:
    """Markup of a feed is read once, as a browser would; a scar that is left is left; scripts are unseen."""
    found = [s.translation for s in segments(FILES / "rss/feed.xml")]
    assert found == [
        "Ferry ran ran aground",
        "Lena Fictus",
        "The ferry was was pulled free.",
        "It’s back & well.",
        "The ferry.",
        "L. Fictus",
        "Fish & chips",
        "The shop is is closed.",
        "Come back & eat.",
        "Share this",
        "No guid été",
        "Plain text with a &#39; scar.",
    ]


def test_the_user_names_the_language() -> None:
    """What the user says wins over what the file says."""
    assert {s.language for s in segments(FILES / "rss/feed.xml", language="en-US")} == {"en-US"}


HOSTILE = {
    "subset.xml": (
        b'<!DOCTYPE rss [<!ENTITY a "b">]><rss><channel/></rss>',
        ":1:15: a DTD with declarations of its own",
    ),
    "laughs.xml": (
        b'<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
        b"<rss><channel><item><title>&b;</title></item></channel></rss>",
        "is refused",
    ),
    "deep.nitf": (b"<nitf>" + b"<p>" * 100_000, "nested deeper than 256"),
    "entity.nitf": (b"<nitf>\n<body>&nbsp;</body></nitf>", ":2:7: not well-formed XML: undefined entity"),
    "unknown.nitf": (
        b'<!DOCTYPE nitf SYSTEM "x.dtd"><nitf><body>&secret;</body></nitf>',
        "&secret; is not defined in the file",
    ),
    "nul.nitf": (b"<nitf><body>a\0b</body></nitf>", ":1:14: not well-formed XML"),
    "latin.nitf": (b"<nitf>\n<body>caf\xe9</body></nitf>", ":2:10: byte 0xe9 at offset 16 is not utf-8"),
    "declared.nitf": (
        b'<?xml version="1.0" encoding="utf-16"?><nitf/>',
        "declares the encoding 'utf-16', but is not in it",
    ),
    "codec.nitf": (b'<?xml version="1.0" encoding="rot13"?><nitf/>', "declares the encoding 'rot13', but is not in it"),
    "nobody.nitf": (b'<?xml version="1.0" encoding="nonesuch"?><nitf/>', "which no one knows"),
    "cut.atom": (
        b"<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>Ferry",
        ":1:62: not well-formed XML: no element found",
    ),
    "empty.atom": (b"", "no element found"),
    "other.xml": (b"<?xml version='1.0'?><recipe/>", "XML of a kind that no reader knows: its root is <recipe>"),
    "other.json": (b'{"recipe": 1}', "no reader knows a .json file that begins like this"),
    "cut.ninjs": (b'{"headline": "Ferry', ":1:14: not JSON: Unterminated string"),
    "deep.ninjs": (b'{"bodies":' + b"[" * 100_000, "nested too deeply"),
    "kind.ninjs": (b'[1, "x"]', "holds a number where a story is expected (and 1 more parts that cannot be read)"),
    "place.ninjs": (b'{"pubstatus": "usable",\n"headlines": ["x"]}', ":2: holds a string where a story is expected"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_input_is_a_located_error(name: str, tmp_path: Path) -> None:
    """Tricks, cuts and wrong encodings are refused with their place; the file beside is still read."""
    raw, message = HOSTILE[name]
    path = tmp_path / name
    path.write_bytes(raw)
    documents, totals = read_all(path, FILES / "nitf/story.nitf")
    assert len(documents) == 1
    assert len(totals.errors) == 1 and message in totals.errors[0] and totals.errors[0].startswith(str(path))


def test_what_ended_before_the_error_is_read(tmp_path: Path) -> None:
    """A feed that is cut off in its second item gives its first."""
    path = tmp_path / "cut.rss"
    path.write_text("<rss><channel><item><title>One.</title></item><item><title>Tw", encoding="utf-8")
    documents, totals = read_all(path)
    assert [s.translation for d in documents for s in d.segments] == ["One."]
    assert len(totals.errors) == 1


@settings(deadline=None, max_examples=200)
@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<b a='>'>",
                "</b",
                "&amp;",
                "&#39;",
                "<!--",
                "-->",
                "<script>",
                "</script>",
                "<",
                ">",
                "word ",
                "\n",
                "  ",
                "&nbsp;",
                "<h1>",
                "é",
                "\U0001f600",
                "&notit;",
                '"',
                "<br>",
            ]
        ),
        max_size=30,
    )
)
def test_any_page_keeps_its_places(parts: list[str]) -> None:
    """However broken a page is, what is read of it stands where it is said to stand."""
    from auditor.contract import ReadRequest
    from auditor.readers._stories import Facts, story

    text = "".join(parts)
    document = story(blocks(text).made(), Facts(), ReadRequest(("x",), language="en"), "x")
    for segment in document.segments:
        prove_places(text, segment)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "iso-8859-1", "windows-1252"])
def test_xml_in_its_encodings(encoding: str, tmp_path: Path) -> None:
    """A byte order mark, a declaration, or the bytes themselves tell the encoding."""
    path = tmp_path / "story.nitf"
    declared = "" if encoding.startswith("utf") else f'<?xml version="1.0" encoding="{encoding}"?>\r\n'
    path.write_bytes(f"{declared}<nitf><body><p>Un été.</p></body></nitf>".encode(encoding))
    [segment] = segments(path, language="fr")
    assert segment.translation == "Un été." and segment.location is not None
    assert segment.location.line == (2 if declared else 1) and segment.location.column == 16
