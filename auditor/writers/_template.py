# SPDX-License-Identifier: Apache-2.0
"""Templates of HTML reports: autoescaped, in a language, and what a template may ask of a noun."""

from __future__ import annotations

import base64
import hashlib
import inspect
import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from auditor.languages import profile
from auditor.shelf import scorers
from auditor.writers._marked import spelled
from auditor.writers._page_language import LANGUAGES, page_language, term
from auditor.writers._results import LABELS, explained, facts
from auditor.writers._visible import LETTERS, visible

if TYPE_CHECKING:
    from jinja2 import Template

_UNQUOTED = Markup("{}")
_QUOTE = Markup("“<bdi>{}</bdi>”")
_QUOTED = re.compile("“([^“”]*)”")
_BREAK = re.compile(r"\n\s*\n")
# What the stylesheet itself writes, by the name of its property.
_STYLED = {
    "source": term("Source"),
    "reference": term("Reference"),
    "translation": term("Translation"),
    "reviewed": term("reviewed"),
}


class Asset(NamedTuple):
    """A stylesheet or a script, and its hash for a content security policy."""

    text: str
    digest: str


@cache
def template(name: str, tag: str = "en") -> Template:
    """The template `name.jinja` beside this file, in a language."""
    from jinja2 import Environment, PackageLoader, StrictUndefined  # only when a page is wanted: 60 ms

    language = page_language(tag)
    made = Environment(
        loader=PackageLoader("auditor", "writers"),
        autoescape=True,
        finalize=_safe,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    made.filters |= {"direction": direction, "language": language_name, "quoted": quoted, "spelled": spelled}
    made.filters |= {"everything": explained, "number": language.number, "count": language.counted}
    made.filters |= {"figure": language.figure, "paragraphs": paragraphs, "seen": visible}
    made.globals |= {"_": language.say, "page": language, "facts": facts, "recipe": recipe}
    made.globals |= {"labels": LABELS, "letters": LETTERS}
    # Around what is English in every page.
    made.globals |= {"english": Markup("") if tag == "en" else Markup(' lang="en" dir="ltr"')}
    return made.get_template(f"{name}.jinja")


@cache
def asset(kind: str) -> Asset:
    """The page's `css` or `js`: ours, pure ASCII, one file for every language."""
    text = (files("auditor") / f"writers/html_page.{kind}").read_text(encoding="utf-8")
    if kind == "css":
        text += "".join(_words(tag) for tag in LANGUAGES)
    return Asset(text, base64.b64encode(hashlib.sha256(text.encode()).digest()).decode())


def direction(tag: str | None) -> str:
    """`ltr` or `rtl` for a language we know; else `auto`: the text's first strong letter decides."""
    known = profile(tag)
    if known.tag == "und":
        return "auto"
    return "rtl" if known.right_to_left else "ltr"


def language_name(tag: str | None, shown_in: str = "en") -> str:
    """The name of a language in another; its tag where it has none."""
    from babel import Locale, UnknownLocaleError

    if not tag:
        return str(page_language(shown_in).say("unknown language"))
    try:
        return Locale.parse(tag, sep="-").get_display_name(shown_in) or tag
    except (UnknownLocaleError, ValueError):
        return tag


def quoted(message: str) -> Markup:
    """A message with what it quotes set apart, so that Arabic in it does not turn the sentence round."""
    parts = _QUOTED.split(message)
    frames = (_UNQUOTED, _QUOTE)  # what the pattern captures stands at odd places
    return Markup("").join(frames[place % 2].format(visible(part)) for place, part in enumerate(parts))


def recipe(scorer: str) -> str:
    """What a scorer says of itself: its formula, what it is good at, its source. Empty for one not installed."""
    known = scorers().get(scorer)
    return "" if known is None else inspect.getdoc(known) or ""


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a docstring, each on one line.

    >>> paragraphs("One\\nline.\\n\\nAnother.")
    ['One line.', 'Another.']
    """
    return [" ".join(part.split()) for part in _BREAK.split(text.strip()) if part.strip()]


def _words(tag: str) -> str:
    language = page_language(tag)
    said = (f'--{name}: "{_escaped(str(language.say(word)))}";' for name, word in _STYLED.items())
    return f":root:lang({tag}) {{ {' '.join(said)} }}\n"


def _escaped(word: str) -> str:
    return "".join(sign if sign.isascii() and sign.isalpha() else f"\\{ord(sign):06x}" for sign in word)


def _safe(value: object) -> object:
    """Every string a template prints, with no character that cannot be seen or written."""
    return visible(value) if type(value) is str else value
