# SPDX-License-Identifier: Apache-2.0
"""A finding as a localization quality issue of ITS 2.0: what the writers of XLIFF and HTML share.

Source: W3C ITS 2.0, section 8.16.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from auditor.model import Finding, Severity
from auditor.shelf import checks

ITS = "http://www.w3.org/2005/11/its"
_NO_XML = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SEVERITIES = {Severity.NEUTRAL: 0, Severity.MINOR: 20, Severity.MAJOR: 60, Severity.CRITICAL: 100}  # ITS: 0 to 100


class Issue(NamedTuple):
    """The values of an issue; the comment holds nothing that XML cannot, and is not escaped."""

    kind: str
    comment: str
    severity: int


def issue(finding: Finding) -> Issue:
    """What a finding says, in the terms of ITS."""
    rule = checks().get(finding.check)
    comment = f"{finding.check}: {finding.message}"
    if finding.suggestion:
        comment += f" \N{RIGHTWARDS ARROW} {finding.suggestion}"
    return Issue(rule.its.value if rule is not None else "other", clean(comment), _SEVERITIES[finding.severity])


def clean(text: str) -> str:
    """The text without what XML cannot hold."""
    return _NO_XML.sub("\N{REPLACEMENT CHARACTER}", text)
