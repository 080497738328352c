# SPDX-License-Identifier: Apache-2.0
"""Findings go back where the work is, and into the formats of the field; nothing of the file is lost."""

import csv
import io
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from formats import FILES, read_all, segments

from auditor import shelf
from auditor.engines.xml import root
from auditor.errors import AuditorError, MissingExtra
from auditor.model import Audit, Document, DocumentAudit, Finding, Segment, Severity, Span
from auditor.pipeline import Auditor, Totals
from auditor.policy import Policy

ITS = "http://www.w3.org/2005/11/its "


def written(name: str, *paths: Path) -> str:
    """What a writer makes of an audit of files."""
    auditor, out = Auditor.of(Policy()), io.StringIO()
    documents, _ = read_all(*paths)
    writer = shelf.writers()[name](out)
    for document in documents:
        writer.add(auditor.inspect(document)[0])
    writer.close(auditor.conclude(Totals(), [str(path) for path in paths]))
    return out.getvalue()


def made(name: str, segment: Segment, *findings: Finding) -> str:
    """What a writer makes of one segment with findings."""
    out = io.StringIO()
    writer = shelf.writers()[name](out)
    document = Document("d", "d.txt", (segment,), segment.language, segment.source_language)
    writer.add(DocumentAudit(document, {segment.id: findings}, {}, 3, 1.0))
    writer.close(audit())
    return out.getvalue()


def audit() -> Audit:
    """An audit of nothing."""
    return Auditor.of(Policy()).conclude(Totals(), ["x"])


@pytest.mark.parametrize("name", ["xliff-1/delivery.xlf", "xliff-2/delivery.xlf"])
def test_xliff_comes_back_with_issues(name: str, tmp_path: Path) -> None:
    """The same segments are read from the file with its issues; each issue stands around its words."""
    path = tmp_path / "annotated.xlf"
    path.write_text(written("xliff", FILES / name), encoding="utf-8", newline="")
    before, after = segments(FILES / name), segments(path)
    assert [(s.source, s.translation) for s in before] == [(s.source, s.translation) for s in after]
    if "xliff-2" in name:
        assert [s.codes for s in before] == [s.codes for s in after]
    with path.open("rb") as stream:
        node = root(stream, str(path))
    assert node.get(f"{ITS}version") == "2.0"
    marks = [mark for mark in node.descendants("sm", "mrk") if mark.get(f"{ITS}locQualityIssueType")]
    assert {mark.get(f"{ITS}locQualityIssueType") for mark in marks} >= {"duplication"}
    text = path.read_text(encoding="utf-8")
    assert re.search(r"(?:lief lief<em |>est est</mrk>)", text)


def test_xliff_2_validates_against_the_rules() -> None:
    """Markers have ids of their own in the unit, every end has its start, and the severity is 0 to 100."""
    text = written("xliff", FILES / "xliff-2/delivery.xlf")
    node = root(io.BytesIO(text.encode()), "x")
    starts = [mark.get("id") for mark in node.descendants("sm")]
    assert starts and len(starts) == len(set(starts))
    assert sorted(mark.get("startRef") for mark in node.descendants("em")) == sorted(starts)
    for mark in node.descendants("sm"):
        assert mark.get("type") == "its:generic" and 0 <= int(mark.get(f"{ITS}locQualityIssueSeverity")) <= 100


def test_xliff_in_its_oddities(tmp_path: Path) -> None:
    """A prefix, another encoding, CDATA and a finding without words are all written back."""
    path = tmp_path / "odd.xlf"
    text = (
        '<?xml version="1.0" encoding="ISO-8859-1"?>\n<x:xliff xmlns:x="urn:oasis:names:tc:xliff:document:2.0" '
        'version="2.0" srcLang="fr" trgLang="en"><x:file id="f"><x:unit id="u"><x:segment>'
        "<x:source>Été {a} été.</x:source>"
        "<x:target><![CDATA[It was was a été & done.]]></x:target>"
        "</x:segment></x:unit></x:file></x:xliff>"
    )
    path.write_bytes(text.encode("latin-1"))
    back = tmp_path / "back.xlf"
    back.write_text(written("xliff", path), encoding="utf-8")
    said = back.read_text(encoding="utf-8")
    assert 'encoding="UTF-8"' in said and "<x:sm " in said and "<![CDATA[was was]]><x:em " in said
    assert [s.translation for s in segments(back)] == ["It was was a été & done."]


def test_po_comes_back_with_comments(tmp_path: Path) -> None:
    """Findings are comments over their messages; without them the file is what it was, and polib reads it."""
    import polib

    for ends in ("\n", "\r\n"):
        path = tmp_path / "x.po"
        path.write_text((FILES / "po/strings.po").read_text(encoding="utf-8"), encoding="utf-8", newline=ends)
        text = written("po", path)
        rows = text.split("\n")
        assert "\n".join(row for row in rows if not row.startswith("# auditor")) == path.read_bytes().decode()
        said = {entry.msgid: entry.tcomment for entry in polib.pofile(text)}
        assert "doubled-word: “ist ist” → “ist”" in said["The ferry is closed."]
        assert "Schiffe Schiffe" in said["%d ship"] and not said["New"]


def test_files_in_old_encodings_come_back(tmp_path: Path) -> None:
    """A catalogue in Latin-1 and a page whose encoding only the user knows are written as UTF-8."""
    catalogue = tmp_path / "old.po"
    header = 'msgid ""\nmsgstr "Language: de\\n"\n"Content-Type: text/plain; charset=ISO-8859-1\\n"\n\n'
    catalogue.write_bytes(f'{header}msgid "Quay closed"\nmsgstr "Die Fähre ist ist zu."\n'.encode("latin-1"))
    text = written("po", catalogue)
    assert "# auditor" in text and "Fähre ist ist" in text and "charset=UTF-8" in text and "ISO-8859-1" not in text
    page, back = tmp_path / "old.html", tmp_path / "new.its.html"
    page.write_bytes("<p>Die Fähre ist ist am Montag aus dem Hafen gezogen worden.</p>".encode("cp1252"))
    options = ["--encoding", "cp1252", "--lang-pair", "de", "-q", "--exit-zero", "-o", str(back)]
    assert subprocess.run([sys.executable, "-m", "auditor", "check", str(page), *options], check=False).returncode == 0
    assert ">ist ist</span>" in back.read_text(encoding="utf-8") and "Fähre" in back.read_text(encoding="utf-8")


def its_page(tmp_path: Path, body: str, end: str = "</body></html>") -> tuple[Path, str]:
    """A page of a body in Latin-1, and what it is with its issues."""
    path, back = tmp_path / "page.html", tmp_path / "back.its.html"
    path.write_bytes(f'<html lang="en"><head><meta charset="iso-8859-1"></head><body>{body}{end}'.encode("cp1252"))
    back.write_text(written("its-html", path), encoding="utf-8", newline="")
    assert [(s.translation, s.role) for s in segments(path)] == [(s.translation, s.role) for s in segments(back)]
    return back, back.read_text(encoding="utf-8")


def test_html_comes_back_with_issues(tmp_path: Path) -> None:
    """Each issue stands around its words in a span with escaped attributes; the text read again is the same."""
    back, text = its_page(tmp_path, "<p>The café ran <i>out</i> was was pulled &amp; free on Tuesday.</p>")
    [(said, words)] = re.findall(r"<span( its-[^>]*)>([^<]*)</span>", text)
    assert words == "was was" and 'charset="UTF-8"' in text and "<script" not in text
    assert 'its-loc-quality-issue-type="duplication"' in said and re.search(r'severity="\d+"', said)
    assert written("its-html", FILES / "html/page.html").count('issue-type="duplication"') == 1
    assert back.name.endswith(shelf.writers()["its-html"].suffixes)


def test_html_issue_over_tags(tmp_path: Path) -> None:
    """An issue that crosses a tag stands in a script, to which a span on each side of the tag refers."""
    _, text = its_page(tmp_path, "<p>The café ran aground <b>was</b> was pulled free on Tuesday.</p>")
    assert '<b><span its-loc-quality-issues-ref="#auditor-lqi-1">was</span></b>' in text
    assert '<span its-loc-quality-issues-ref="#auditor-lqi-1"> was</span> pulled' in text
    [script] = re.findall(r'<script id="auditor-lqi-1" type="application/its\+xml">(.*?)</script>', text)
    [one] = root(io.BytesIO(script.encode()), "x").descendants("locQualityIssue")
    assert one.get("locQualityIssueType") == "duplication" and text.endswith("</script></body></html>")


@pytest.mark.parametrize("name", ["page.xhtml", "page.html"])
def test_xhtml_comes_back_with_issues(name: str, tmp_path: Path) -> None:
    """Issues are attributes of the namespace that the root declares; the page is well-formed as it was."""
    path, back = tmp_path / name, tmp_path / "back.its.html"
    text = (
        '<?xml version="1.0" encoding="ISO-8859-1"?>\n<html xmlns="http://www.w3.org/1999/xhtml" lang="en"><body>'
        "<p>The café was was shut.</p><p>It was <b>was</b> “pulled” &amp; freed on Tuesday.<br/></p></body></html>"
    )
    path.write_bytes(text.encode("latin-1", "xmlcharrefreplace"))
    back.write_text(written("its-html", path), encoding="utf-8")
    assert [s.translation for s in segments(path)] == [s.translation for s in segments(back)]
    said = back.read_text(encoding="utf-8")
    node = root(io.BytesIO(said.encode()), "x")
    assert node.get(f"{ITS}version") == "2.0" and 'encoding="UTF-8"' in said and "its-loc" not in said
    marks = {mark.text: mark for mark in node.descendants("span")}
    assert marks["was was"].get(f"{ITS}locQualityIssueType") == "duplication"
    [listed] = node.descendants("locQualityIssues")
    assert marks["was"].get(f"{ITS}locQualityIssuesRef") == "#" + listed.get("http://www.w3.org/XML/1998/namespace id")
    assert not list(node.descendants("script"))


@pytest.mark.parametrize("tail", ["<b was was x", "<!-- never", "<textarea>never", "</body></html> was was"])
def test_html_issue_before_a_broken_end(tail: str, tmp_path: Path) -> None:
    """What never ends takes no markup into it: the text stays the same, and stand-off issues come before it."""
    _, text = its_page(tmp_path, "The café ran <i>was</i> was pulled free. ", tail)
    assert text.index("</its:locQualityIssues></script>") < text.rindex(tail.split()[0])


def test_html_issues_are_inert(tmp_path: Path) -> None:
    """Findings that overlap, mark nothing or speak HTML are all there, and none of it becomes markup."""
    path, out = tmp_path / "x.html", io.StringIO()
    path.write_text("<p>One <svg><text>t</text></svg> two &lt;b three.</p>", encoding="utf-8")
    [document], _ = read_all(path)
    [segment] = document.segments
    at = segment.translation.index("two")
    spans = [Span(0, at + 3), Span(at, at + 6), Span(at + 8, at + 8)]
    evil = '"></span><script>x</script>\0'
    found = tuple(Finding("doubled-word", segment.id, span, Severity.MAJOR, evil) for span in spans)
    writer = shelf.writers()["its-html"](out)
    writer.add(DocumentAudit(document, {segment.id: found}, {}, 3, 1.0))
    writer.close(audit())
    back = tmp_path / "y.html"
    back.write_text(out.getvalue(), encoding="utf-8")
    assert [s.translation for s in segments(back)] == [segment.translation]
    text = out.getvalue()
    assert "<script>" not in text and "\0" not in text and "<svg><text>t</text></svg>" in text
    assert len(re.findall(r'issues-ref="', text)) == 4 and text.count("locQualityIssueComment=") == 4
    assert len(re.findall(r'<span its-loc-quality-issue-type="duplication"[^>]*></span>', text)) == 1


def test_only_one_file_is_written_back() -> None:
    """Two files, or one of another format, are an error that says so."""
    with pytest.raises(AuditorError, match=r"into one \.xlf or"):
        written("xliff", FILES / "xliff-1/delivery.xlf", FILES / "xliff-2/delivery.xlf")
    with pytest.raises(AuditorError, match=r"into one \.po or \.pot file"):
        written("po", FILES / "srt/film.srt")


TEXT = "a\tb | =x <b>\u2028\udce9 `c`"


def finding(start: int, end: int, **more: object) -> Finding:
    """A finding of a check that stands on the shelf."""
    return Finding("doubled-word", "s", Span(start, end), Severity.MAJOR, "=why @you | <i>", **more)  # type: ignore[arg-type]


def test_mqm_has_ten_columns() -> None:
    """Each line has ten cells, the span between marks, and metadata that is JSON; a clean segment has a line too."""
    text = made("mqm", Segment("s", TEXT, "Quelle\n2", "ref", language="en"), finding(0, 1, source_span=Span(0, 6)))
    head, row = [line.split("\t") for line in text.splitlines()]
    assert head[:2] == ["system", "doc"] and len(head) == len(row) == 10
    assert row[5] == "<v>Quelle</v> 2" and row[6].startswith("<v>a</v> b | ")
    assert row[7:9] == ["linguistic-conventions/grammar", "major"]
    assert json.loads(row[9])["segment"]["references"] == {"reference": "ref"}
    assert made("mqm", Segment("s", "Fine.")).splitlines()[1].split("\t")[7:9] == ["no-error", "no-error"]


def test_esa_spans() -> None:
    """A line of JSON for each segment, its spans with two severities; what does not count is left out."""
    known = finding(0, 1, known=True)
    [row] = [
        json.loads(line) for line in made("esa", Segment("s", TEXT, language="en"), finding(2, 3), known).splitlines()
    ]
    assert row["esa_spans"] == [
        {"start_i": 2, "end_i": 3, "severity": "major", "error_type": "linguistic-conventions/grammar"}
    ]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", " =1", "\r=1", "＝1"])
def test_no_cell_is_a_formula(text: str) -> None:
    """What a spreadsheet would take for a formula is marked as text."""
    path = FILES / "xliff-2/delivery.xlf"
    place = segments(path)[0].location
    table = made("csv", Segment("s", text, text, location=place), finding(0, 1))
    rows = list(csv.DictReader(io.StringIO(table, newline="")))
    assert rows[0]["translation"] == f"'{text}" == rows[0]["source"] and rows[0]["message"].startswith("'=")


def office(name: str, segment: Segment, *findings: Finding) -> bytes:
    """The file that a writer of the extra makes of one segment; skipped where the extra is missing."""
    pytest.importorskip({"xlsx": "openpyxl", "docx": "docx.comments"}[name], reason="needs the extra office")
    raw = io.BytesIO()
    writer = shelf.writers()[name](io.TextIOWrapper(raw, encoding="utf-8"))
    document = Document("=d", "d.txt", (segment,), segment.language, segment.source_language)
    writer.add(DocumentAudit(document, {segment.id: findings}, {}, 3, 1.0))
    writer.close(audit())
    return raw.getvalue()


def test_workbook_for_reviewers() -> None:
    """A row holds the segment and its findings as text, never a formula; too long or unprintable is said to be so."""
    segment = Segment("s", "=1+1 two", "+Quelle \0", "@" + "\N{GRINNING FACE}" * 20_000, language="en")
    raw = office("xlsx", segment, finding(0, 4, suggestion="-1"), finding(5, 8), finding(0, 1, known=True))
    assert raw == office("xlsx", segment, finding(0, 4, suggestion="-1"), finding(5, 8), finding(0, 1, known=True))
    import openpyxl

    sheet = openpyxl.load_workbook(io.BytesIO(raw)).active
    head, cells = list(sheet.iter_rows())
    row = {name.value: cell for name, cell in zip(head, cells, strict=True)}
    assert all(cell.data_type in ("s", "n") for cell in cells) and row["document"].value == "=d"
    assert row["translation"].value == segment.translation and row["translation"].quotePrefix
    assert row["source"].value == "+Quelle ⟨U+0000⟩"
    assert (
        len(row["reference"].value.encode("utf-16-le")) // 2 in (32_766, 32_767) and row["reference"].value[-1] == "…"
    )
    assert (row["findings"].value, row["severity"].value) == (2, "major")
    assert row["marked"].value == "1. =1+1\n2. two" and row["suggestion"].value.startswith("1. -1")
    assert sheet.auto_filter.ref == "A1:K2" and sheet.freeze_panes == "A2"
    assert sheet.column_dimensions["D"].width == 50 and row["translation"].alignment.wrap_text


def test_codes_of_excel_are_shown_as_they_stand() -> None:
    """Excel reads "_x0041_" as "A": what looks so is coded itself."""
    raw = office("xlsx", Segment("s", "Datei _x0041_ offen", language="de"), finding(0, 5))
    with zipfile.ZipFile(io.BytesIO(raw)) as pack:
        sheets = "".join(pack.read(name).decode() for name in pack.namelist() if name.endswith(".xml"))
    assert "_x005F_x0041_ offen" in sheets


def test_document_for_reviewers() -> None:
    """Each finding is a comment on its words, also where two overlap or none are marked; the text is the same."""
    segment = Segment("s", "One two three\x07.", "Quelle", language="en")
    found = (finding(4, 13, suggestion="x\0"), finding(0, 7), finding(13, 13))
    raw = office("docx", segment, *found)
    assert raw == office("docx", segment, *found)
    import docx

    read = docx.Document(io.BytesIO(raw))
    head, text = read.paragraphs
    assert head.text == "=d" and text.text == "One two three⟨U+0007⟩."
    said = [comment.text for comment in read.comments]
    assert len(said) == 3 and said[0] == "major doubled-word: =why @you | <i>\n→ x⟨U+0000⟩"
    marks = {}
    for number in range(3):
        xml = text._p.xml
        inside = re.search(
            rf'commentRangeStart w:id="{number}"/>(.*?)<w:commentRangeEnd w:id="{number}"', xml, re.DOTALL
        )
        assert inside is not None
        marks[number] = "".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", inside.group(1)))
    assert marks == {0: "two three", 1: "One two", 2: " three"}
    assert [p.text for p in docx.Document(io.BytesIO(office("docx", Segment("s", "")))).paragraphs] == ["=d", ""]


@pytest.mark.parametrize("name", ["xlsx", "docx"])
def test_office_formats_need_their_extra(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the package the error names the extra before anything is audited."""
    monkeypatch.setitem(sys.modules, {"xlsx": "openpyxl", "docx": "docx"}[name], None)
    with pytest.raises(MissingExtra, match=rf"-o {name} .*\[office\]"):
        shelf.writers()[name](io.StringIO())


def test_markdown_is_inert() -> None:
    """No sign of audited text can become a link, a mention, a cell or a tag."""
    path = FILES / "srt/film.srt"
    text = written("markdown", path)
    assert text.startswith("### Translation audit ") and "was was" in text and "cue 1 at 00&#58;00&#58;01,000" in text
    place = segments(path)[0].location
    text = made(
        "markdown", Segment("s", "@me [x](y) |a| <img> `b` #1 ::error:: \n- http://x", location=place), finding(0, 3)
    )
    row = next(line for line in text.splitlines() if line.startswith("| major"))
    assert row.count("|") == 6 and not re.search(r"[<>\[\]`@]|::|//", row)
