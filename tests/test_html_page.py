"""The HTML page: says all, keeps hostile text text, asks nothing of a network."""

import base64
import gzip
import hashlib
import importlib.util
import io
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.pofile import read_po

from auditor.errors import AuditorError
from auditor.model import (
    Audit,
    CheckFacts,
    Document,
    DocumentAudit,
    Finding,
    Location,
    News,
    NotChecked,
    Reason,
    Run,
    Score,
    Segment,
    Severity,
    Span,
    Verdict,
)
from auditor.writers import html_page
from auditor.writers._marked import Mark, excerpt, marked
from auditor.writers._page_groups import density_interval
from auditor.writers._page_language import LANGUAGES, page_language
from auditor.writers._page_rows import Entry
from auditor.writers.html_page import Assets, HtmlPage, PageSettings

ATTACKS = (
    "<script>window.hit=1</script>",
    "</style></script><script>window.hit=1</script>",
    "<img src=x onerror=window.hit=1>",
    '" onmouseover="window.hit=1',
    "' autofocus onfocus='window.hit=1",
    "javascript:window.hit=1",
    "{{ 7 * 7 }}{% for x in y %}",
    "<!-- --><svg onload=window.hit=1>",
    "&lt;b&gt;&#39;\N{LINE SEPARATOR}\x00\x1b[31m\ud83d",
    "\N{RIGHT-TO-LEFT OVERRIDE}gpj.exe",
)


class Reading(HTMLParser):
    """What a browser makes of the page: tags with their attributes, and the text of the body."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.open: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), tag
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "br", "input", "link"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        self.text += " " * (tag in ("td", "th", "p", "h3", "dt"))

    def handle_data(self, data: str) -> None:
        if not {"style", "script"} & set(self.open):
            self.text += data

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def story(*texts: str, path: str = "story.txt", language: str = "en", **more: object) -> Document:
    """A story of one-sentence paragraphs."""
    segments, place = [], 0
    for number, text in enumerate(texts):
        location = Location(path, number + 1, 1, place, place + len(text))
        segments.append(
            Segment(f"{path}:{number + 1}", text, document=path, language=language, location=location, paragraph=number)
        )
        place += len(text) + 1
    return Document(path, path, tuple(replace(segment, **more) for segment in segments), language)


def finding(segment: Segment, start: int, end: int, **more: object) -> Finding:
    return replace(Finding("doubled-word", segment.id, Span(start, end), Severity.MAJOR, "It stands twice."), **more)


def audited(document: Document, *findings: Finding, scores: dict[str, dict[str, float]] | None = None) -> DocumentAudit:
    by_segment: dict[str, tuple[Finding, ...]] = {}
    for one in findings:
        by_segment[one.segment] = (*by_segment.get(one.segment, ()), one)
    return DocumentAudit(document, by_segment, scores or {}, 10 * len(document.segments), 5.0 * len(findings))


def conclusion(*documents: DocumentAudit, **more: object) -> Audit:
    every = [one for document in documents for one in document.all_findings()]
    checks: dict[str, dict[str, int]] = {}
    for one in every:
        counts = checks.setdefault(one.check, {})
        counts[one.severity.label] = counts.get(one.severity.label, 0) + 1
    severities = {level.label: sum(one.severity is level for one in every) for level in Severity}
    made = Audit(
        Run("0.1.0", ("story.txt",), ("story.txt: read as article",), ("en (detected)",), "abc123", 7, 1, 3, 30),
        Verdict(not every, (Reason("findings of major severity or above", "0", str(len(every)), not every),)),
        5.0,
        166.7,
        {label: count for label, count in severities.items() if count},
        checks,
        {"quiet": CheckFacts("quiet", "Says nothing.", "accuracy/omission", "omission", Severity.MINOR)},
        (Score("fluency", 0.25, "run", "fluency|v1"),),
        (NotChecked("score bleu", "no reference was given"),),
    )
    return replace(made, **more)


def page(
    *documents: DocumentAudit, encoding: str = "utf-8", settings: PageSettings | None = None, **more: object
) -> str:
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding=encoding, newline="\n")
    writer = HtmlPage(out, settings)
    for document in documents:
        writer.add(document)
    writer.close(conclusion(*documents, **more))
    out.flush()
    return raw.getvalue().decode(encoding)


@pytest.fixture
def plain() -> DocumentAudit:
    document = story("The harbour harbour is closed.", "Nobody knows why.")
    return audited(document, finding(document.segments[0], 4, 19, suggestion="harbour"))


def test_page_says_all(plain: DocumentAudit) -> None:
    """Verdict, limit, value, facts, what was not checked, scores, the finding with reason and fix, and the text."""
    text = re.sub(r"\s+", " ", Reading(page(plain)).text)
    for part in (
        "✗ Failed",
        "findings of major severity or above 0 1",
        "not met",
        "story.txt: read as article",
        "en (recognised)",
        "version 0.1.0, settings abc123, seed 7",
        "score bleu: no reference was given",
        "fluency 0.25",
        "fluency|v1",
        "It stands twice.",
        "Write harbour",
        "Nobody knows why.",
        "MQM",
        "duplication",
        "quiet Says nothing.",
        "line 1, column 5",
    ):
        assert part in text, part


def test_passed_page_says_so() -> None:
    """A clean run has passed, found nothing and shows its text."""
    text = Reading(page(audited(story("All is well.")))).text
    assert "✓ Passed" in text and "Nothing was found." in text and "All is well." in text


def test_page_is_the_same_twice(plain: DocumentAudit) -> None:
    """Equal audits give equal bytes."""
    assert page(plain) == page(plain)


def test_tags_match_and_anchors_lead_somewhere(plain: DocumentAudit) -> None:
    """Every tag is closed in order, ids are unique, and every link and label leads to an id of the page."""
    other = story("Two stories stories.", path="other.txt")
    reading = Reading(page(plain, audited(other, finding(other.segments[0], 4, 19))))
    assert reading.open == []
    ids = [attributes["id"] for _, attributes in reading.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    for _, attributes in reading.tags:
        if (target := attributes.get("href")) is not None:
            assert target.startswith("#") and target[1:] in ids, target
        if (label := attributes.get("aria-labelledby")) is not None:
            assert label in ids


def test_policy_of_the_page_holds(plain: DocumentAudit) -> None:
    """The content security policy allows this style and this script by their hashes and nothing else."""
    made = page(plain)
    policy = next(meta["content"] for meta in Reading(made).named("meta") if "http-equiv" in meta)
    assert policy.startswith("default-src 'none'; ")
    for tag in ("style", "script"):
        (inside,) = re.findall(f"<{tag}>(.*?)</{tag}>", made, re.DOTALL)
        assert inside.isascii()
        said = inside.replace('"http://www.w3.org/2000/svg"', "")  # a namespace is never fetched
        digest = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
        assert not re.search(r"https?:|@import|url\(|innerHTML|insertAdjacent|document\.write|\beval\b", said)


def test_page_asks_for_nothing(plain: DocumentAudit) -> None:
    """No tag names a resource, and no attribute holds a style or a script."""
    for tag, attributes in Reading(page(plain)).tags:
        assert tag not in ("link", "img", "iframe", "object", "embed", "base", "form", "audio", "video")
        assert not {"src", "srcset", "style", "action", "background", "poster"} & set(attributes), (tag, attributes)
        assert not any(name.startswith("on") for name in attributes)


@pytest.mark.parametrize("attack", ATTACKS, ids=range(len(ATTACKS)))
def test_hostile_text_stays_text(attack: str) -> None:
    """The same tags come out whatever the texts, names, messages and errors hold."""

    def tags(text: str) -> list[str]:
        row = Segment(text, f"a {text} b", text, f"{text} c", text, text, text, Location(text, 1))
        document = Document(text, text, (row,), text, text)
        one = Finding(text, row.id, Span(1, 4), Severity.CRITICAL, f"Says “{text}”.", text, source_span=Span(0, 2))
        made = page(
            audited(document, one, scores={text: {"fluency": 0.5, text: 1.0}}),
            not_checked=(NotChecked(text, text),),
            errors=(text,),
            facts={text: CheckFacts(text, text, text, text, Severity.MINOR)},
            verdict=Verdict(False, (Reason(text, text, text, False),)),
            run=Run(text, (text,), (text,), (text,), text, 1, 1, 1, 1),
            scores=(Score(text, 1.0, "run", text),),
        )
        assert "\N{RIGHT-TO-LEFT OVERRIDE}" not in made and "\x1b" not in made and "\x00" not in made
        reading = Reading(made)
        assert reading.open == []
        return [tag for tag, attributes in reading.tags if attributes.get("class") != "u" and tag != "mark"]

    assert tags(attack) == tags("something harmless")


def test_page_in_another_encoding(plain: DocumentAudit) -> None:
    """Where the stream takes no UTF-8 the page is ASCII and reads the same."""
    document = story("Đường về nhà")
    utf, latin = (page(plain, audited(document), encoding=name) for name in ("utf-8", "latin-1"))
    assert latin.isascii() and Reading(latin).text == Reading(utf).text


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([(0, 3)], "<1:abc>def"),
        ([(0, 3), (2, 5)], "<1:ab><1:<2:c>><2:de>f"),
        ([(0, 6), (2, 4)], "<1:ab><1:<2:cd>><1:ef>"),
        ([(1, 3), (1, 3)], "a<1:<2:bc>>def"),
        ([(2, 2)], "ab<1:^>cdef"),
        ([(0, 0), (6, 6)], "<1:^>abcdef<2:^>"),
        ([(4, 99)], "abcd<1:ef>"),
    ],
)
def test_marks_are_cut_at_every_edge(spans: list[tuple[int, int]], expected: str) -> None:
    """Overlapping, nested, equal, empty and overlong spans keep the text whole and every finding marked."""
    marks = [Mark(Span(*span), Severity.MAJOR, str(number)) for number, span in enumerate(spans, 1)]
    made = str(marked("abcdef", marks)).replace('<span class="gap"></span>', "^").replace("</mark>", ">")
    assert re.sub(r'<mark class="major" data-f="(\d)">', r"<\1:", made) == expected


def test_marked_text_is_whole() -> None:
    """Marks, differences and labels leave the characters of the text as they are."""
    text = "One <two> & three, four."
    marks = [Mark(Span(4, 9), Severity.MINOR, "a", "m1"), Mark(Span(6, 17), Severity.CRITICAL, "b", "C2")]
    assert Reading(str(marked(text, marks, [Span(0, 3), Span(8, 11)]))).text == text


def test_what_cannot_be_seen_is_spelled_out() -> None:
    """A zero width space is spelled, a marked double blank is drawn, a Persian joiner is left alone."""
    assert "⟨U+200B⟩" in marked("a\u200bb", ())
    assert Reading(str(marked("a  b", [Mark(Span(1, 3), Severity.MINOR, "a")]))).text == "a␣␣b"
    joined = "می\N{ZERO WIDTH NON-JOINER}خواهم"
    assert Reading(str(marked(f"«{joined}» ", [Mark(Span(0, 1), Severity.MINOR, "a")]))).text == f"«{joined}» "


def test_a_wrapped_line_is_no_odd_character() -> None:
    """The end of a hard-wrapped line inside a mark stays a blank."""
    assert Reading(str(marked("one\ntwo", [Mark(Span(0, 7), Severity.MINOR, "a")]))).text == "one\ntwo"


def test_excerpt_is_short() -> None:
    """An excerpt shows the beginning of a long mark and little around it."""
    made = Reading(str(excerpt("x" * 500 + "y" * 500, Mark(Span(500, 1000), Severity.MAJOR, "")))).text
    assert made == "…" + "x" * 70 + "y" * 160 + "…"


def test_directions() -> None:
    """Each text says its language; Hebrew runs from the right, an unknown language by its letters."""
    document = story("שלום לכולם", language="he", source="Hello all", source_language="xx-unknown")
    cells = {cell.get("class"): cell for cell in Reading(page(audited(document))).named("p")}
    assert cells["source"]["lang"] == "xx-unknown" and cells["source"]["dir"] == "auto"
    assert cells["translation"]["lang"] == "he" and cells["translation"]["dir"] in ("rtl", "auto")


def test_quotations_in_a_message_are_set_apart(plain: DocumentAudit) -> None:
    """What a message quotes cannot turn the sentence round it."""
    segment = plain.document.segments[0]
    made = page(audited(plain.document, finding(segment, 4, 11, message="Twice: “שלום” here.")))
    assert "Twice: “<bdi>שלום</bdi>” here." in made


def test_source_span_is_marked_too() -> None:
    """The matching place of the source bears the mark of the finding."""
    document = story("It cost 15 euros.", source="Cela coûte 50 euros.", source_language="fr")
    one = finding(document.segments[0], 8, 10, source_span=Span(11, 13))
    made = page(audited(document, one))
    assert re.search(r'class="source"[^>]*>Cela coûte <mark class="major" data-f="d1f1">50</mark> euros', made)


def test_paragraphs_stay_together() -> None:
    """Sentences of one paragraph stand in one row, rows of a table each in their own."""
    document = story("One here.", "Two here.", "Three here.", paragraph=0)
    assert len(re.findall('class="row ', page(audited(document)))) == 1
    assert len(re.findall('class="row ', page(audited(replace(document, rows=True))))) == 3


def test_what_is_missing_is_said() -> None:
    """An empty translation and an empty source say that nothing is there."""
    document = story("Kept.", source="")
    gone = story("", source="Perdu.", path="b.txt")
    assert page(audited(document), audited(gone)).count("nothing here") == 2


def test_differences_to_the_reference() -> None:
    """Words that differ from the reference are wrapped on both sides, and only those."""
    document = story("The old bridge fell.", reference="The bridge has fallen.")
    found = re.findall('<span class="d">(.*?)</span>', page(audited(document)))
    assert found == ["old", "fell", "has fallen"]


def test_batches_of_rows_are_one_document() -> None:
    """Consecutive batches of one file are one article with one count."""
    first, second = (story(f"Row {n}.") for n in (1, 2))
    made = page(*(audited(replace(one, rows=True)) for one in (first, second)))
    assert len(Reading(made).named("article")) == 1 and "2 segments" in Reading(made).text
    assert 'id="d1s1"' in made and 'id="d1s2"' in made


def test_worst_segments_come_first() -> None:
    """Where to look first is ordered by points, then by the order of the input, and is short."""
    documents = []
    for number in range(30):
        document = story(f"Story number {number} is here.", path=f"{number}.txt")
        level = Severity.CRITICAL if number == 17 else Severity.MAJOR
        documents.append(audited(document, finding(document.segments[0], 0, 5, severity=level)))
    (part,) = re.findall('<ol class="worst">(.*?)</ol>', page(*documents), re.DOTALL)
    numbers = [int(number) for number in re.findall(r"number (\d+) is", Reading(part).text)]
    assert numbers == [17, *range(17), 18, 19]


def test_worst_lost_segment_shows_its_source() -> None:
    """Where a translation is empty the list of the worst shows what it left out."""
    document = story("", source="Nadie lo sabe.", source_language="es")
    made = page(audited(document, finding(document.segments[0], 0, 0, source_span=Span(0, 14))))
    (part,) = re.findall('<ol class="worst">(.*?)</ol>', made, re.DOTALL)
    assert 'lang="es"' in part and "Nadie lo sabe." in Reading(part).text


def test_large_runs_show_the_worst(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the limit the page keeps the rows with findings and says what it leaves out."""
    monkeypatch.setattr("auditor.writers.html_page._ROWS", 5)
    document = replace(story(*(f"Row {n}." for n in range(10))), rows=True)
    made = page(audited(document, finding(document.segments[3], 0, 3), finding(document.segments[8], 0, 3)))
    text = Reading(made).text
    assert "shows 2 rows of 10" in text and "Row 8." in text and "Row 4." not in text
    assert made.index('id="d1s4"') < made.index("4 rows left out") < made.index('id="d1s9"')


def test_no_text_is_no_error() -> None:
    """A run without documents still gives a page."""
    assert "There is no text to show." in page()


def test_suggested_blank_is_drawn(plain: DocumentAudit) -> None:
    """A suggestion that is or ends in a blank shows it."""
    segment = plain.document.segments[0]
    assert "Write ␣" in Reading(page(audited(plain.document, finding(segment, 4, 11, suggestion=" ")))).text


def rows(count: int, *found: int, path: str = "story.txt", provider: str | None = None) -> DocumentAudit:
    """A table of rows, some with a finding."""
    document = replace(story(*(f"Row {n}." for n in range(count)), path=path), rows=True, provider=provider)
    return audited(document, *(finding(document.segments[row], 0, 3) for row in found))


def unpacked(made: str, name: str) -> object:
    """What the page carries packed under an id."""
    (text,) = re.findall(f'<script type="text/plain" id="{name}">(.*?)</script>', made)
    return json.loads(gzip.decompress(base64.b64decode(text)))


def renewal() -> ModuleType:
    """The command that renews the catalogues; it stands in no package."""
    path = Path(html_page.__file__).parent / "catalogues" / "renew.py"
    spec = importlib.util.spec_from_file_location("renew", path)
    assert spec and spec.loader
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


@pytest.mark.parametrize("tag", LANGUAGES)
def test_page_speaks_a_language(plain: DocumentAudit, tag: str) -> None:
    """The page says its language and direction, and what checks say stays English and is marked so."""
    made = page(plain, settings=PageSettings(tag))
    (root,) = Reading(made).named("html")
    assert (root["lang"], root["dir"]) == (tag, "rtl" if tag == "ar" else "ltr")
    assert ('<span class="message" lang="en" dir="ltr">' in made) is (tag != "en")
    assert ("Where to look first" in made) is (tag == "en")


@pytest.mark.parametrize("tag", [tag for tag in LANGUAGES if tag != "en"])
def test_catalogues_are_renewed(tag: str) -> None:
    """Each catalogue holds what the templates say and nothing else, translated with its places, and is compiled."""
    path = Path(html_page.__file__).parent / "catalogues" / tag / "LC_MESSAGES" / "page.po"
    with path.open("rb") as stream:
        catalogue = read_po(stream, tag)
    assert {str(one.id) for one in catalogue if one.id} == {str(one.id) for one in renewal().said() if one.id}
    for message in catalogue:
        wanted = {name for text in _texts(message.id) for name in re.findall(r"{\w+}", text)}
        for text in _texts(message.string):
            assert text, message.id
            assert message.pluralizable or set(re.findall(r"{\w+}", text)) == wanted or not message.id, message.id
    assert renewal().compiled(path, tag) == path.with_suffix(".mo").read_bytes()


def _texts(text: object) -> tuple[str, ...]:
    return tuple(text) if isinstance(text, (tuple, list)) else (str(text),)


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("en", ["1 word", "2 words", "1,234 words"]),
        ("fr", ["1 mot", "2 mots", "1\N{NARROW NO-BREAK SPACE}234 mots"]),
        ("de", ["1 Wort", "2 Wörter", "1.234 Wörter"]),
        ("ar", ["كلمة واحدة", "كلمتان", "1,234 كلمة"]),
    ],
)
def test_counted_nouns(tag: str, expected: list[str]) -> None:
    """Numbers have the marks, and nouns the plural forms, of the language."""
    assert [page_language(tag).counted(count, "word") for count in (1, 2, 1234)] == expected


def test_unknown_language_of_a_page() -> None:
    """A language without a catalogue is refused, and the known ones are named."""
    with pytest.raises(AuditorError, match="known: en, fr, de, es, ar"):
        page(settings=PageSettings("xx"))


def test_assets_beside_the_page(plain: DocumentAudit, tmp_path: Path) -> None:
    """With external assets the page links its stylesheet and script, which lie beside it, and allows only those."""
    made = page(plain, settings=PageSettings(assets=Assets.EXTERNAL, path=tmp_path / "page.html"))
    reading = Reading(made)
    policy = next(meta["content"] for meta in reading.named("meta") if "http-equiv" in meta)
    assert policy.startswith("default-src 'none'; style-src 'self'; script-src 'self'; ")
    assert [link["href"] for link in reading.named("link")] == ["report.css"] and "<style>" not in made
    assert "report.js" in [script.get("src") for script in reading.named("script")]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["report.css", "report.js"]
    with pytest.raises(AuditorError, match="needs a file"):
        page(plain, settings=PageSettings(assets=Assets.EXTERNAL))


def test_page_carries_its_results(plain: DocumentAudit) -> None:
    """The results are in the page, packed, and whole."""
    results = unpacked(page(plain), "results")
    segments = [segment for document in results["documents"] for segment in document["segments"]]
    assert [segment["translation"] for segment in segments] == ["The harbour harbour is closed.", "Nobody knows why."]
    assert segments[0]["findings"][0]["suggestion"] == "harbour"


def test_rows_left_out_are_packed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows that a larger run leaves out are in the page all the same, with the heads of their documents."""
    monkeypatch.setattr("auditor.writers.html_page._ROWS", 5)
    made = page(rows(150, 3), rows(4, path="other.txt"))
    first, last = unpacked(made, "chunk-0"), unpacked(made, "chunk-1")
    assert (len(first), len(last)) == (100, 54)
    assert 'id="d1s5"' in first[4][1] and "Row 4." in first[4][1]
    assert [number for number, (head, _) in enumerate(last) if head] == [50] and 'id="d2"' in last[50][0]
    gaps = [(int(a), int(b)) for a, b in re.findall('data-first="([0-9]+)" data-last="([0-9]+)"', made)]
    assert sum(b - a for a, b in gaps) == 153


def test_pages_beside_a_very_large_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Above the limit each document stands on a page beside the first; short ones share, long ones take several."""
    for name, value in (("_ROWS", 5), ("_PACKED", 10), ("_PAGE", 8)):
        monkeypatch.setattr(f"auditor.writers.html_page.{name}", value)
    documents = [rows(20, 3, path="long.txt"), *(rows(3, 0, path=f"{n}.txt") for n in range(6))]
    made = page(*documents, settings=PageSettings(path=tmp_path / "report.html"))
    folder = tmp_path / "report-pages"
    pages = sorted(folder.glob("*.html"), key=lambda path: int(path.stem))
    texts = [Reading(path.read_text(encoding="utf-8")) for path in pages]
    assert [text.text.count("Row ") for text in texts] == [8, 12, 9, 9]
    links = [link["href"] for link in Reading(made).named("a") if "report-pages" in str(link.get("href"))]
    for address in links:
        name, _, anchor = str(address).partition("#")
        inside = (tmp_path / name).read_bytes()
        assert not anchor or f'id="{anchor}"'.encode() in inside
    for text in texts:
        assert text.open == [] and all(link["href"] != "" for link in text.named("a"))
    results = json.loads(gzip.decompress((folder / "results.json.gz").read_bytes()))
    assert sum(len(document["segments"]) for document in results["documents"]) == 38


def test_vendors_are_compared() -> None:
    """Where files say who sent a document, the vendors stand side by side; the interval needs eight documents."""
    documents = [rows(2, 0, path=f"a{n}.txt", provider="One") for n in range(8)]
    documents += [rows(2, path=f"b{n}.txt", provider="Two") for n in range(2)]
    text = re.sub(r"\s+", " ", Reading(page(*documents)).text)
    assert "Vendor Documents Words Findings per 1,000 words 95 % interval" in text
    assert "One 8 160 8 250.0 250.0 – 250.0" in text and "Two 2 40 0 0.0 too few documents" in text
    assert "By day" not in text


def test_interval_is_repeatable() -> None:
    """The same documents and seed give the same interval, which holds the figure and needs eight documents."""
    entries = [Entry(n, Document(str(n), "x", ()), words=100, points=float(n % 5)) for n in range(400)]
    low, high = density_interval(entries, 7) or (0.0, 0.0)
    assert (low, high) == density_interval(entries, 7)
    assert low < 20.0 < high and high - low < 4.0
    assert density_interval(entries[:7], 7) is None


def test_what_does_not_count_is_set_aside(plain: DocumentAudit) -> None:
    """Suppressed and known findings are shown with why they do not count, and rank nowhere."""
    segment, other = plain.document.segments
    documents = audited(
        plain.document,
        finding(segment, 4, 11, suppressed="meant so"),
        finding(other, 0, 6, known=True),
    )
    made = page(documents, suppressed=2, news=News(0, 1, ("doubled-word in old.txt",)))
    text = re.sub(r"\s+", " ", Reading(made).text)
    assert "Suppressed: meant so" in text and "In the baseline" in text and "Set aside" in text
    assert "Against the baseline: 0 new, 1 unchanged, 1 fixed." in text and "doubled-word in old.txt" in text
    assert '<ol class="worst">' not in made and made.count('class="major aside"') == 2
