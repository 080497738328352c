# SPDX-License-Identifier: Apache-2.0
"""The language of a page: its words by catalogue, its numbers by CLDR.

What a check says of a text is English in every page; the page marks it so. Digits
are 0 to 9 in every language, so that numbers can be compared and sorted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files

from markupsafe import Markup, escape

from auditor.errors import AuditorError
from auditor.writers._visible import visible

LANGUAGES = ("en", "fr", "de", "es", "ar")


def noun(one: str, many: str) -> tuple[str, str]:
    """A counted noun for the catalogues."""
    return one, many


def term(text: str) -> str:
    """A text for the catalogues that other floors write, or a stylesheet."""
    return text


# What judge and pipeline say in a few fixed words, and the severities.
TERMS = (
    term("critical"),
    term("major"),
    term("minor"),
    term("neutral"),
    term("findings of critical severity"),
    term("findings of major severity or above"),
    term("findings of minor severity or above"),
    term("penalty points per 1,000 words"),
    term("score adequacy"),
    term("score bleu"),
    term("score chrf"),
    term("score critical"),
    term("score fluency"),
    term("score quality"),
    term("score ter"),
    term("no source was given"),
    term("no reference was given"),
    term("no segment could be scored"),
)
_NOUNS = {
    "finding": noun("{n} finding", "{n} findings"),
    "word": noun("{n} word", "{n} words"),
    "segment": noun("{n} segment", "{n} segments"),
    "document": noun("{n} document", "{n} documents"),
    "row": noun("{n} row", "{n} rows"),
    "path": noun("{n} path", "{n} paths"),
    "check": noun("{n} check", "{n} checks"),
}


@dataclass(frozen=True, slots=True)
class PageLanguage:
    """The words and numbers of one language of a page."""

    tag: str
    direction: str
    decimal: str
    group: str
    catalogue: NullTranslations
    counts: Mapping[str, int]  # CLDR category -> a number of that kind

    def say(self, text: str, **named: object) -> Markup:
        """The text in this language, escaped, with `{name}` filled in; what is filled in is escaped too."""
        made = escape(visible(self.catalogue.gettext(text)))
        if not named:
            return made
        return made.format(**{name: visible(value) if type(value) is str else value for name, value in named.items()})

    def knows(self, text: str) -> bool:
        """Whether the catalogue has this very text."""
        return self.tag == "en" or self.catalogue.gettext(text) != text

    def counted(self, count: int, name: str) -> str:
        """A number with its noun: `1,200 words`."""
        return self.catalogue.ngettext(*_NOUNS[name], count).format(n=self.number(count))

    def forms(self, name: str) -> Mapping[str, str]:
        """A counted noun by CLDR category, its number still `{n}`."""
        return {kind: self.catalogue.ngettext(*_NOUNS[name], count) for kind, count in self.counts.items()}

    def number(self, value: float, pattern: str = ",") -> str:
        """A number by a format of Python's, with the marks of this language."""
        made = format(value, pattern)
        if (self.decimal, self.group) == (".", ","):
            return made
        return made.translate({ord("."): self.decimal, ord(","): self.group})

    def figure(self, value: float) -> str:
        """A score to four digits, as the results have it."""
        return self.number(round(value, 4) + 0.0, ".4g")


@cache
def page_language(tag: str) -> PageLanguage:
    """The language of a page. Raises AuditorError for one without a catalogue."""
    from babel import Locale  # 40 ms, only when a page is wanted

    if tag not in LANGUAGES:
        raise AuditorError(f"--report-language {tag}: no such catalogue; known: {', '.join(LANGUAGES)}")
    locale = Locale.parse(tag)
    symbols = locale.number_symbols
    symbols = symbols.get("latn", symbols)
    rule = locale.plural_form
    counts = {rule(count): count for count in (100, 11, 3, 2, 1, 0)}
    catalogue = NullTranslations()
    if tag != "en":
        with (files("auditor") / f"writers/catalogues/{tag}/LC_MESSAGES/page.mo").open("rb") as stream:
            catalogue = GNUTranslations(stream)
    return PageLanguage(tag, locale.text_direction, symbols["decimal"], symbols["group"], catalogue, counts)
