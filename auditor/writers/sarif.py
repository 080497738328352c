# SPDX-License-Identifier: Apache-2.0
"""Results as SARIF 2.1.0, as code scanning wants it.

Source: OASIS SARIF 2.1.0; GitHub, "SARIF support for code scanning" (properties
read, limits).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TextIO
from urllib.parse import quote

from auditor.contract import Writer
from auditor.model import Audit, CheckFacts, DocumentAudit
from auditor.writers._places import LEVELS, Placed, Region, Worst, placed
from auditor.writers._visible import visible

_SCHEMA = "https://raw.githubusercontent.com/oasis-tcs/sarif-spec/main/sarif-2.1/schema/sarif-schema-2.1.0.json"
_HOME = "https://github.com/auditor/auditor"
_SHOWN = 5_000  # results: GitHub stores no more of a run, and refuses a file of over 25,000
_NOTED = 100  # notifications: what was not checked is few words, what could not be read may be many
_EXPLAINED = 20  # checks named as explained by a result
_SURE = 0.9  # confidence from which a suggestion is offered as a fix
_PROBLEM = {"error": "error", "warning": "warning", "note": "recommendation"}
# Source: MQM Core typology; ITS 2.0, section 8.16.
_TAXONOMIES = (
    ("MQM", "MQM Council", "Multidimensional Quality Metrics, MQM Core", "https://themqm.org/error-types-2/typology/"),
    (
        "ITS",
        "W3C",
        "Internationalization Tag Set 2.0, localization quality issue types",
        "https://www.w3.org/TR/its20/",
    ),
)


class Sarif(Writer):
    """One run. Suppressed findings stay in it, so that a service does not open them again.

    Of more than 5,000 findings the gravest are kept, and a notification says so.
    """

    format = "sarif"
    suffixes = (".sarif", ".sarif.json")

    def __init__(self, out: TextIO) -> None:
        super().__init__(out)
        self._worst = Worst(_SHOWN)

    def add(self, document: DocumentAudit) -> None:
        """Keep the document's findings while they are among the worst."""
        for one in placed(document):
            self._worst.add(one)

    def close(self, audit: Audit) -> None:
        """Write it all."""
        log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [_run(audit, self._worst)]}
        json.dump(log, self.out, ensure_ascii=True, indent=1)
        self.out.write("\n")


def _run(audit: Audit, worst: Worst) -> dict[str, Any]:
    kept = list(worst.in_order())
    names = sorted(set(audit.facts) | {one.finding.check for one in kept})
    index = {name: place for place, name in enumerate(names)}
    facts = [audit.facts.get(name) for name in names]
    kinds = [sorted({one.category for one in facts if one}), sorted({one.its for one in facts if one})]
    return {
        "tool": {
            "driver": {
                "name": "auditor",
                "semanticVersion": audit.run.version,
                "informationUri": _HOME,
                "rules": [_rule(name, one, kinds) for name, one in zip(names, facts, strict=True)],
                "supportedTaxonomies": [{"name": name, "index": place} for place, (name, *_) in enumerate(_TAXONOMIES)],
            }
        },
        "automationDetails": {"id": "auditor/"},
        "columnKind": "unicodeCodePoints",
        "taxonomies": [_taxonomy(*about, taxa) for about, taxa in zip(_TAXONOMIES, kinds, strict=True)],
        "invocations": [_invocation(audit, worst.left_out)],
        "results": [_result(one, index[one.finding.check]) for one in kept],
        "properties": {
            "verdict": audit.outcome,
            "pointsPer1000Words": round(audit.points_per_1000_words, 4),
            "policy": audit.run.policy,
            "languages": list(audit.run.languages),
        },
    }


def _rule(name: str, facts: CheckFacts | None, kinds: Sequence[Sequence[str]]) -> dict[str, Any]:
    made: dict[str, Any] = {"id": name, "name": name.title().replace("-", "")}
    if facts is None:
        return made
    level = LEVELS[facts.severity]
    title = visible(facts.title)
    targets = (facts.category, facts.its)
    return made | {
        "shortDescription": {"text": title},
        "fullDescription": {"text": title},
        "help": {
            "text": f"{title} What it looks for, with examples: auditor explain {name}",
            "markdown": f"{_escaped(title)}\n\nWhat it looks for, with examples: `auditor explain {name}`",
        },
        "defaultConfiguration": {"level": level},
        "relationships": [
            {
                "target": {
                    "id": target,
                    "index": taxa.index(target),
                    "toolComponent": {"name": _TAXONOMIES[place][0], "index": place},
                },
                "kinds": ["superset"],
            }
            for place, (target, taxa) in enumerate(zip(targets, kinds, strict=True))
        ],
        "properties": {
            "tags": list(dict.fromkeys(("translation", facts.category.split("/")[0], facts.its))),
            "precision": "high",
            "problem.severity": _PROBLEM[level],
        },
    }


def _taxonomy(name: str, organization: str, title: str, address: str, taxa: Sequence[str]) -> dict[str, Any]:
    return {
        "name": name,
        "organization": organization,
        "shortDescription": {"text": title},
        "informationUri": address,
        "isComprehensive": False,
        "taxa": [{"id": one, "name": one.rpartition("/")[2]} for one in taxa],
    }


def _invocation(audit: Audit, left_out: int) -> dict[str, Any]:
    notes = list(_notifications(audit, left_out))
    more = len(notes) - _NOTED
    if more > 0:
        notes = [*notes[:_NOTED], _notification("warning", f"{more} more inputs could not be read")]
    return {"executionSuccessful": not audit.errors, "toolExecutionNotifications": notes}


def _notifications(audit: Audit, left_out: int) -> Iterator[dict[str, Any]]:
    if left_out:
        yield _notification("warning", f"{left_out:,} further findings are left out: the {_SHOWN:,} gravest are here")
    for reason in audit.verdict.reasons:
        if not reason.passed:
            yield _notification("error", f"gate failed: {reason.gate}: {reason.measured} (limit {reason.limit})")
    for one in audit.not_checked:
        yield _notification("note", f"not checked: {one.what}: {one.why}")
    for error in audit.errors:
        yield _notification("error", f"could not be read: {error}")


def _notification(level: str, text: str) -> dict[str, Any]:
    return {"level": level, "message": {"text": _inert(text)}}


def _result(one: Placed, index: int) -> dict[str, Any]:
    finding = one.finding
    made: dict[str, Any] = {
        "ruleId": finding.check,
        "ruleIndex": index,
        "level": LEVELS[finding.severity],
        "message": {"text": _inert(finding.message)},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": quote(_writable(one.path), safe="/"), "uriBaseId": "%SRCROOT%"},
                    "region": _region(one.region) | ({"snippet": {"text": visible(one.text)}} if one.text else {}),
                },
                "logicalLocations": [{"fullyQualifiedName": visible(f"{one.document}/{one.segment.id}")}],
            }
        ],
        "properties": _properties(one),
    }
    if finding.fingerprint:
        # GitHub reads only the first name; the second says whose recipe it is.
        made["partialFingerprints"] = {
            "primaryLocationLineHash": finding.fingerprint,
            "auditorContent/v1": finding.fingerprint,
        }
    if finding.known is not None:
        made["baselineState"] = "unchanged" if finding.known else "new"
    if finding.suppressed is not None:
        is_inside = finding.check in one.segment.silenced or "*" in one.segment.silenced
        kind = "inSource" if is_inside else "external"
        made["suppressions"] = [{"kind": kind, "status": "accepted", "justification": visible(finding.suppressed)}]
    if (fix := _fix(one)) is not None:
        made["fixes"] = [fix]
    return made


def _properties(one: Placed) -> dict[str, Any]:
    finding = one.finding
    made: dict[str, Any] = {"severity": finding.severity.label, "confidence": round(finding.confidence, 4)}
    if finding.suggestion is not None:
        made["suggestion"] = visible(finding.suggestion)
    if finding.explains:
        made["explains"] = sorted({other.check for other in finding.explains})[:_EXPLAINED]
    return made


def _region(region: Region) -> dict[str, int]:
    made = {"startLine": region.line}
    if region.column:
        made |= {"startColumn": region.column, "endLine": region.end_line, "endColumn": region.end_column}
    if region.start is not None and region.end is not None:
        made |= {"charOffset": region.start, "charLength": region.end - region.start}
    return made


def _fix(one: Placed) -> dict[str, Any] | None:
    """The suggestion as a change of the file, where the file holds the text as it stands."""
    finding, region, location = one.finding, one.region, one.segment.location
    is_literal = location is not None and location.start is not None and not location.stretches
    if finding.suggestion is None or not is_literal or finding.confidence < _SURE or not one.text:
        return None
    replacement: dict[str, Any] = {"deletedRegion": _region(region)}
    if finding.suggestion:
        replacement["insertedContent"] = {"text": _writable(finding.suggestion)}
    where: Mapping[str, Any] = {"uri": quote(_writable(one.path), safe="/"), "uriBaseId": "%SRCROOT%"}
    return {
        "description": {"text": "Write what is suggested" if finding.suggestion else "Delete it"},
        "artifactChanges": [{"artifactLocation": where, "replacements": [replacement]}],
    }


def _inert(text: str) -> str:
    """Visible, and without what a viewer would take for a link: `[words](address)`."""
    return visible(text).replace("](", "] (")


def _escaped(text: str) -> str:
    return "".join(f"\\{sign}" if sign in "\\`*_{}[]()<>#|!" else sign for sign in text)


def _writable(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")
