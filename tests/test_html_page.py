"""The HTML page: says all, keeps hostile text text, asks nothing of a network."""

import base64
import hashlib
import io
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from auditor.model import (
    Audit,
    CheckFacts,
    Document,
    DocumentAudit,
    Finding,
    Location,
    NotChecked,
    Reason,
    Run,
    Score,
    Segment,
    Severity,
    Span,
    Verdict,
)
from auditor.writers._marked import Mark, excerpt, marked
from auditor.writers.html_page import HtmlPage

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
        if tag not in ("meta", "br", "input"):
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


def page(*documents: DocumentAudit, encoding: str = "utf-8", **more: object) -> str:
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding=encoding, newline="\n")
    writer = HtmlPage(out)
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
        inside_without_names = inside.replace('"http://www.w3.org/2000/svg"', "")  # a namespace is never fetched
        digest = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
        assert not re.search(r"https?:|@import|url\(|innerHTML|insertAdjacent|document\.write|\beval\b", inside_without_names)


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
