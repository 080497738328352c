# SPDX-License-Identifier: Apache-2.0
"""Findings and scores against the policy: the verdict is made here and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping

from auditor.model import Reason, Severity, Verdict
from auditor.policy import Policy


def judge(policy: Policy, severities: Mapping[str, int], points_per_1000: float, scores: Mapping[str, float]) -> Verdict:
    """Every gate of the policy with its limit and the measured value.

    A gate on a score that could not be made is not passed: it was asked for.
    """
    reasons = []
    if policy.fail_on != "never":
        floor = Severity[policy.fail_on.upper()]
        count = sum(severities.get(severity.label, 0) for severity in Severity if severity >= floor)
        named = f"findings of {policy.fail_on} severity" + ("" if floor is Severity.CRITICAL else " or above")
        reasons.append(Reason(named, "0", str(count), count == 0))
    if policy.max_points is not None:
        passed = points_per_1000 <= policy.max_points
        reasons.append(Reason("penalty points per 1,000 words", f"≤ {policy.max_points:g}", f"{points_per_1000:.1f}", passed))
    for name, least in sorted(policy.min_score.items()):
        value = scores.get(name)
        measured = "not available" if value is None else f"{value:.4g}"
        reasons.append(Reason(name, f"≥ {least:g}", measured, value is not None and value >= least))
    return Verdict(all(reason.passed for reason in reasons), tuple(reasons))
