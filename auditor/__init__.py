# SPDX-License-Identifier: Apache-2.0
"""Finds what is garbled or wrong in machine-translated wire copy, and where.

>>> from auditor import audit
>>> audit("He was was there.", language="en").checks
{'doubled-word': {'major': 1}}
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from auditor.errors import AuditorError, InputError, MissingExtra, PolicyError
    from auditor.inspection import Auditor
    from auditor.library import audit, stream
    from auditor.model import Audit, Document, DocumentAudit, Finding, Score, Segment, Severity, Span, Verdict
    from auditor.policy import Policy
    from auditor.totals import Totals

__version__ = "0.1.0"

# Where each public name lives. They load when first asked for, so that `import auditor` costs next to nothing.
_HOMES = {
    "audit": "library",
    "stream": "library",
    "Audit": "model",
    "Document": "model",
    "DocumentAudit": "model",
    "Finding": "model",
    "Score": "model",
    "Segment": "model",
    "Severity": "model",
    "Span": "model",
    "Verdict": "model",
    "Policy": "policy",
    "Auditor": "inspection",
    "Totals": "totals",
    "AuditorError": "errors",
    "InputError": "errors",
    "MissingExtra": "errors",
    "PolicyError": "errors",
}

__all__ = [
    "Audit",
    "Auditor",
    "AuditorError",
    "Document",
    "DocumentAudit",
    "Finding",
    "InputError",
    "MissingExtra",
    "Policy",
    "PolicyError",
    "Score",
    "Segment",
    "Severity",
    "Span",
    "Totals",
    "Verdict",
    "audit",
    "stream",
]


def __getattr__(name: str) -> Any:
    """Load a public name."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    made = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = made
    return made


def __dir__() -> list[str]:
    """The public names."""
    return sorted({*globals(), *__all__})
