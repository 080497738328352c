# SPDX-License-Identifier: Apache-2.0
"""Templates of HTML reports: autoescaped, and what a template may ask of a noun."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from markupsafe import Markup

from auditor.languages import profile
from auditor.writers._marked import spelled
from auditor.writers._results import LABELS, explained, facts
from auditor.writers._visible import LETTERS, visible

if TYPE_CHECKING:
    from jinja2 import Template

_UNQUOTED = Markup("{}")
_QUOTE = Markup("“<bdi>{}</bdi>”")
_QUOTED = re.compile("“([^“”]*)”")


@cache
def template(name: str) -> Template:
    """The template `name.jinja` beside this file; it prints `name.css` and `name.js` with their hashes."""
    from jinja2 import Environment, PackageLoader, StrictUndefined  # only when a page is wanted: 60 ms

    made = Environment(
        loader=PackageLoader("auditor", "writers"),
        autoescape=True,
        finalize=_safe,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    made.filters |= {"direction": direction, "language": language, "number": number, "quoted": quoted}
    made.filters |= {"spelled": spelled, "everything": explained, "figure": figure}
    made.globals |= {"facts": facts, "labels": LABELS, "letters": LETTERS}
    for kind in ("css", "js"):
        text = (files("auditor") / f"writers/{name}.{kind}").read_text(encoding="utf-8")
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        made.globals |= {kind: Markup(text), f"{kind}_digest": digest}  # ours, and pure ASCII
    return made.get_template(f"{name}.jinja")


def direction(tag: str | None) -> str:
    """`ltr` or `rtl` for a language we know; else `auto`: the text's first strong letter decides."""
    known = profile(tag)
    if known.tag == "und":
        return "auto"
    return "rtl" if known.right_to_left else "ltr"


def language(tag: str | None) -> str:
    """The English name of a language we know; else its tag."""
    known = profile(tag)
    return known.name if known.tag != "und" else tag or "unknown language"


def quoted(message: str) -> Markup:
    """A message with what it quotes set apart, so that Arabic in it does not turn the sentence round."""
    parts = _QUOTED.split(message)
    frames = (_UNQUOTED, _QUOTE)  # what the pattern captures stands at odd places
    return Markup("").join(frames[place % 2].format(visible(part)) for place, part in enumerate(parts))


def number(count: int, noun: str) -> str:
    """A count with its noun.

    >>> number(1, "word"), number(1200, "word")
    ('1 word', '1,200 words')
    """
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def figure(value: float) -> str:
    """A score to four digits after the point, as the results have it."""
    return f"{round(value, 4) + 0.0:.4g}"


def _safe(value: object) -> object:
    """Every string a template prints, with no character that cannot be seen or written."""
    return visible(value) if type(value) is str else value
