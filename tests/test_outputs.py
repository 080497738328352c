# SPDX-License-Identifier: Apache-2.0
"""What machines read: SARIF, JUnit, GitHub, GitLab, Markdown. Valid, within limits, and hostile text inert.

AUDITOR_SARIF_SCHEMA may name the published JSON Schema of SARIF 2.1.0; without it
the rules of the specification that we write down here are held.
"""

import io
import json
import os
import re
import stat
import threading
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from auditor import shelf
from auditor.cli import outputs
from auditor.inspection import Auditor
from auditor.model import (
    Audit,
    Document,
    DocumentAudit,
    Finding,
    Location,
    News,
    NotChecked,
    Reason,
    Segment,
    Severity,
    Span,
    Verdict,
)
from auditor.policy import Policy
from auditor.totals import Totals

FORMATS = ("sarif", "junit", "github", "gitlab", "markdown")
HOSTILE = (
    "::error::pwned",
    "##[error]pwned",
    "\n::set-output name=x::y",
    "\x1b[31mred\x1b[0m",
    "\x9b31m",
    "<script>alert(1)</script>",
    "]]><x/>",
    "=cmd|' /C calc'!A0",
    "[click](https://evil.example)",
    "@somebody #1 `code` | cell |",
    "a\u202eb\u2066c",
    "\ud83d alone",
    "\0\x08\x0b\ufffe",
    "100%25 %0A done, a:b",
    "{0} {{x}} ${HOME}",
)


def finding(segment: str, span: tuple[int, int], severity: Severity = Severity.MAJOR, **more: Any) -> Finding:
    """A finding with a fingerprint of its own."""
    known = {"check": "doubled-word", "message": "“was” stands twice", "fingerprint": f"{segment}:{span[0]}"} | more
    return Finding(segment=segment, span=Span(*span), severity=severity, **known)


def document(
    *texts: str, findings: dict[int, tuple[Finding, ...]] | None = None, path: str = "feed/a.txt"
) -> DocumentAudit:
    """A story of these lines."""
    segments, start = [], 0
    for number, text in enumerate(texts):
        place = Location(path, number + 1, 1, start, start + len(text))
        segments.append(Segment(f"{path}:{number + 1}", text, document=path, language="en", location=place))
        start += len(text) + 1
    found = {segments[number].id: each for number, each in (findings or {}).items()}
    return DocumentAudit(Document(path, path, tuple(segments), "en"), found, {}, 10, 5.0, (3,) * len(segments))


def audit(**more: Any) -> Audit:
    """An audit with a failed gate, something not checked and something unreadable."""
    from dataclasses import replace

    auditor = Auditor.of(Policy())
    reasons = (
        Reason("findings of major severity or above", "0", "1", False),
        Reason("chrf", "≥ 1", "2", True, (1.5, 2.5), "small"),
    )
    known = {
        "verdict": Verdict(False, reasons),
        "not_checked": (NotChecked("score chrf", "no reference was given"),),
        "errors": ("b.txt: cannot be read",),
        "severities": {"major": 1},
        "checks": {"doubled-word": {"major": 1}},
    }
    return replace(auditor.conclude(Totals(), ["feed"]), **(known | more))


def written(form: str, *documents: DocumentAudit, **more: Any) -> str:
    """The report as text."""
    out = io.StringIO()
    writer = shelf.writers()[form](out)
    for one in documents:
        writer.add(one)
    writer.close(audit(**more))
    return out.getvalue()


STORY = ("The port was was closed.", "It lost 74 ships.", "The the mayor said so.")
FINDINGS = {
    0: (finding("feed/a.txt:1", (9, 16), suggestion="was", confidence=0.99, known=False),),
    1: (finding("feed/a.txt:2", (8, 10), Severity.MINOR, check="number-mismatch", suppressed="a pun", known=False),),
    2: (finding("feed/a.txt:3", (0, 7), Severity.CRITICAL, known=True),),
}


def sarif(*documents: DocumentAudit, **more: Any) -> dict[str, Any]:
    """A valid log."""
    log: dict[str, Any] = json.loads(written("sarif", *documents, **more))
    valid_sarif(log)
    return log


def valid_sarif(log: dict[str, Any]) -> None:
    """Hold a log against the specification, and against the published schema where there is one."""
    if os.environ.get("AUDITOR_SARIF_SCHEMA"):
        import jsonschema

        schema = json.loads(Path(os.environ["AUDITOR_SARIF_SCHEMA"]).read_text(encoding="utf-8"))
        jsonschema.validators.validator_for(schema)(schema).validate(log)
    assert set(log) == {"$schema", "version", "runs"} and log["version"] == "2.1.0"
    [run] = log["runs"]
    driver = run["tool"]["driver"]
    rules = [rule["id"] for rule in driver["rules"]]
    assert len(set(rules)) == len(rules) and driver["name"] == "auditor"
    assert run["columnKind"] == "unicodeCodePoints" and run["automationDetails"]["id"].endswith("/")
    for rule in driver["rules"]:
        assert {"id", "name", "shortDescription", "fullDescription", "help", "defaultConfiguration"} <= set(rule)
        assert len(rule["properties"]["tags"]) <= 20
        for relation in rule["relationships"]:
            target = relation["target"]
            taxonomy = run["taxonomies"][target["toolComponent"]["index"]]
            assert taxonomy["name"] == target["toolComponent"]["name"]
            assert taxonomy["taxa"][target["index"]]["id"] == target["id"]
    assert len(run["results"]) <= 25_000
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"] and result["message"]["text"]
        assert result["level"] in ("none", "note", "warning", "error")
        [location] = result["locations"]
        place = location["physicalLocation"]
        assert re.fullmatch(r"[\w.~/%+-]+", place["artifactLocation"]["uri"]), place
        region = place["region"]
        assert region["startLine"] >= 1 and region.get("startColumn", 1) >= 1
        start, end = (
            (region["startLine"], region.get("startColumn", 1)),
            (region.get("endLine", 10**9), region.get("endColumn", 1)),
        )
        assert start <= end
        for one in result.get("suppressions", ()):
            assert one["kind"] in ("inSource", "external") and one["status"] in ("accepted", "underReview", "rejected")
        assert result.get("baselineState", "new") in ("new", "unchanged", "updated", "absent")
        for fix in result.get("fixes", ()):
            assert fix["artifactChanges"][0]["replacements"][0]["deletedRegion"]["startLine"] >= 1
    for note in run["invocations"][0]["toolExecutionNotifications"]:
        assert note["level"] in ("none", "note", "warning", "error") and note["message"]["text"]


def test_sarif_says_all() -> None:
    """Place, fingerprint, state, suppression, fix, and what was not checked."""
    [run] = sarif(document(*STORY, findings=FINDINGS))["runs"]
    first, second, third = run["results"]
    assert first["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "feed/a.txt", "uriBaseId": "%SRCROOT%"},
        "region": {
            "startLine": 1,
            "startColumn": 10,
            "endLine": 1,
            "endColumn": 17,
            "charOffset": 9,
            "charLength": 7,
            "snippet": {"text": "was was"},
        },
    }
    assert first["partialFingerprints"]["primaryLocationLineHash"] == "feed/a.txt:1:9"
    assert first["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"] == {"text": "was"}
    assert [one["baselineState"] for one in run["results"]] == ["new", "new", "unchanged"]
    assert second["suppressions"] == [{"kind": "external", "status": "accepted", "justification": "a pun"}]
    assert [one["level"] for one in run["results"]] == ["error", "warning", "error"]
    notes = [note["message"]["text"] for note in run["invocations"][0]["toolExecutionNotifications"]]
    assert (
        "not checked: score chrf: no reference was given" in notes
        and run["invocations"][0]["executionSuccessful"] is False
    )
    assert [one["name"] for one in run["taxonomies"]] == ["MQM", "ITS"]
    assert third["ruleId"] == "doubled-word"


def test_sarif_keeps_the_gravest() -> None:
    """Over 5,000 findings the gravest stay, in input order, and it is said; suppressed ones go first."""
    found = tuple(
        finding("feed/a.txt:1", (n % 20, n % 20 + 1), Severity.MINOR, fingerprint=str(n)) for n in range(6000)
    )
    grave = (finding("feed/a.txt:2", (0, 2), Severity.CRITICAL),)
    [run] = sarif(document(*STORY, findings={0: found, 1: grave}))["runs"]
    assert len(run["results"]) == 5000 and run["results"][-1]["level"] == "error"
    assert run["results"][0]["partialFingerprints"]["auditorContent/v1"] == "0"
    notes = run["invocations"][0]["toolExecutionNotifications"]
    assert notes[0]["message"]["text"].startswith("1,001 further findings are left out")


def test_rows_without_offsets_have_a_line() -> None:
    """A row of a table has its line and no column."""
    segment = Segment("7", "The port was was closed.", document="d", location=Location("feed.jsonl", 7))
    audited = DocumentAudit(
        Document("d", "feed.jsonl", (segment,), rows=True), {"7": (finding("7", (9, 16)),)}, {}, 5, 5.0
    )
    [result] = sarif(audited)["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["region"] == {"startLine": 7, "snippet": {"text": "was was"}}
    assert "::error file=feed.jsonl,line=7,title=" in written("github", audited)


def test_gitlab_is_as_its_reader_wants() -> None:
    """Unique fingerprints, known severities, relative paths; only what counts."""
    rows = json.loads(written("gitlab", document(*STORY, findings=FINDINGS)))
    assert rows == [
        {
            "description": "“was” stands twice",
            "check_name": "doubled-word",
            "fingerprint": "feed/a.txt:1:9",
            "severity": "major",
            "location": {"path": "feed/a.txt", "lines": {"begin": 1}},
        }
    ]
    assert json.loads(written("gitlab", document(*STORY))) == []


# Source: junit-10.xsd of the Jenkins xUnit plugin, the parts that we write.
JUNIT = etree.XMLSchema(
    etree.XML(
        """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
<xs:complexType name="fault" mixed="true"><xs:attribute name="type" type="xs:string"/>
<xs:attribute name="message" type="xs:string"/></xs:complexType>
<xs:element name="testcase"><xs:complexType><xs:choice minOccurs="0" maxOccurs="unbounded">
<xs:element name="error" type="fault"/><xs:element name="failure" type="fault"/>
<xs:element name="system-out" type="xs:string"/></xs:choice>
<xs:attribute name="name" type="xs:string" use="required"/><xs:attribute name="classname" type="xs:string"/>
<xs:attribute name="time" type="xs:decimal"/></xs:complexType></xs:element>
<xs:element name="property"><xs:complexType><xs:attribute name="name" type="xs:string" use="required"/>
<xs:attribute name="value" type="xs:string" use="required"/></xs:complexType></xs:element>
<xs:element name="testsuite"><xs:complexType><xs:sequence>
<xs:element name="properties" minOccurs="0"><xs:complexType><xs:sequence>
<xs:element ref="property" maxOccurs="unbounded"/></xs:sequence></xs:complexType></xs:element>
<xs:element ref="testcase" minOccurs="0" maxOccurs="unbounded"/></xs:sequence>
<xs:attribute name="name" type="xs:string" use="required"/><xs:attribute name="tests" type="xs:integer" use="required"/>
<xs:attribute name="failures" type="xs:integer"/><xs:attribute name="errors" type="xs:integer"/>
<xs:attribute name="skipped" type="xs:integer"/><xs:attribute name="time" type="xs:decimal"/>
</xs:complexType></xs:element>
<xs:element name="testsuites"><xs:complexType><xs:sequence>
<xs:element ref="testsuite" minOccurs="0" maxOccurs="unbounded"/></xs:sequence>
<xs:attribute name="name" type="xs:string"/><xs:attribute name="tests" type="xs:integer"/>
<xs:attribute name="failures" type="xs:integer"/><xs:attribute name="errors" type="xs:integer"/>
<xs:attribute name="time" type="xs:decimal"/></xs:complexType></xs:element></xs:schema>"""
    )
)


def test_junit_counts_what_it_holds() -> None:
    """Valid; the totals are those of the suites, and those of the suites of their cases."""
    tree = etree.fromstring(written("junit", document(*STORY, findings=FINDINGS)).encode())
    JUNIT.assertValid(tree)
    assert (tree.get("tests"), tree.get("failures"), tree.get("errors")) == ("6", "2", "1")
    for suite in tree.iter("testsuite"):
        cases = list(suite.iter("testcase"))
        assert len(cases) == int(suite.get("tests"))
        assert sum(case.find("failure") is not None for case in cases) == int(suite.get("failures"))
    failure = tree.find("testsuite/testcase/failure")
    assert (
        failure.get("type") == "doubled-word"
        and failure.text == "feed/a.txt:1:10: major doubled-word: “was” stands twice"
    )


def test_github_shows_the_ten_worst() -> None:
    """Ten commands, the gravest first, then how many there are; what does not count is not there."""
    found = tuple(finding("feed/a.txt:1", (n, n + 1), Severity.MINOR) for n in range(20))
    lines = written(
        "github", document(*STORY, findings={0: found, 1: FINDINGS[1], 2: (finding("x", (0, 7), Severity.CRITICAL),)})
    ).splitlines()
    assert lines[0].startswith(
        "::error file=feed/a.txt,line=3,endLine=3,col=1,endColumn=8,title=doubled-word (critical)::"
    )
    assert [line.split(" ")[0] for line in lines[:10]] == ["::error"] + ["::warning"] * 9
    assert lines[10] == "::notice title=auditor::11 further findings are not annotated: see the summary and the report"
    assert lines[11].startswith("::error title=auditor%3A gate failed::findings of major severity")


def test_markdown_reads_as_a_summary() -> None:
    """Verdict, gates with interval and note, counts, worst findings, what is fixed."""
    text = written("markdown", document(*STORY, findings=FINDINGS), news=News(1, 1, ("a.txt: doubled-word “the the”",)))
    assert text.startswith("### Translation audit ❌ failed\n") and "**1 new finding**" in text
    assert "1.5 to 2.5" in text and "1 new, 1 unchanged, 1 fixed" in text and "- fixed: a.txt&#58;" in text
    assert "| major | feed&#47;a.txt&#58;1&#58;10 |" in text and "number-mismatch" not in text


@pytest.mark.parametrize("form", [*FORMATS, "text", "jsonl", "json", "html", "csv"])
@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_is_inert(form: str, hostile: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of a text, path, message, gate or reason is obeyed by what reads the report."""
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    if form not in shelf.writers():
        pytest.skip(f"there is no format {form}")
    one = finding("x", (0, len(hostile)), message=hostile, suggestion=hostile, confidence=0.99, suppressed=None)
    two = finding("y", (0, len(hostile)), suppressed=hostile)
    place = Location(hostile, 1, 1, 0, len(hostile))
    segments = (
        Segment("x", hostile, hostile, hostile, hostile, "en", "fr", place),
        Segment("y", hostile, location=place),
    )
    audited = DocumentAudit(Document(hostile, hostile, segments, "en"), {"x": (one,), "y": (two,)}, {}, 3, 5.0, (3, 3))
    text = written(
        form,
        audited,
        verdict=Verdict(False, (Reason(hostile, hostile, hostile, False, None, hostile),)),
        errors=(hostile,),
        not_checked=(NotChecked(hostile, hostile),),
        news=News(1, 0, (hostile,)),
    )
    if form != "csv":  # which holds the text as it is
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202e\u2066]", text), form
    if form not in ("jsonl", "json", "csv"):  # the first two hold the text itself, escaped
        assert "\ud83d" not in text and "\ufffe" not in text
    lines = [line.lstrip() for line in text.splitlines()]
    if form == "github":
        assert all(re.match(r"::(error|warning|notice) [^:]*::[^\r\n]*$", line) for line in lines)
        assert "pwned" not in "".join(line.split("::")[1] for line in lines) or "%3A" in text
        return
    if form == "text":
        assert not any(line.startswith("::") for line in lines) and "##[" not in text
    elif form == "sarif":
        valid_sarif(json.loads(text))
        assert all("](" not in result["message"]["text"] for result in json.loads(text)["runs"][0]["results"])
    elif form == "junit":
        JUNIT.assertValid(etree.fromstring(text.encode()))
    elif form == "gitlab":
        assert all(set(row) >= {"description", "fingerprint"} for row in json.loads(text))
    elif form == "markdown":
        body = text.replace("<details><summary>Not checked</summary>", "").replace("</details>", "")
        assert not re.search(r"[<>`@]|\]\(|://", body) and " #1" not in body
    elif form == "csv":
        assert not re.search(r'(^|,)"?[=+@-]', text.split("\n", 1)[1], re.MULTILINE)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with a name are of Unix")
def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    """A report to a device or a pipe goes through it; a file in its place would end it, as root even /dev/null."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    got: list[str] = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_text(encoding="utf-8")))
    reader.start()
    with outputs.whole(pipe) as out:
        out.write("all of it")
    reader.join(timeout=10)
    assert got == ["all of it"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert list(tmp_path.iterdir()) == [pipe]
