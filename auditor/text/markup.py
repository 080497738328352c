# SPDX-License-Identifier: Apache-2.0
"""Pieces of markup, templates and code that bled into prose."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import regex

from auditor.languages import Language

_TAGS = (
    "a|abbr|article|aside|audio|b|big|blockquote|body|br|button|caption|center|cite|code|col|dd|del|div|dl|dt|em|embed|"
    "figcaption|figure|font|footer|form|g|h[1-6]|head|header|hr|html|i|iframe|img|input|ins|label|li|link|main|mark|meta|"
    "nav|ol|option|p|path|picture|pre|q|s|script|section|select|small|source|span|strike|strong|style|sub|sup|svg|table|"
    "tbody|td|textarea|tfoot|th|thead|title|tr|u|ul|video|unk|pad|eos|bos|sep|cls|mask|ph|bpt|ept|x|bx|ex|seg"
)
_SHORTCODES = (
    "caption|embed|image|img|photo|picture|video|audio|gallery|link|url|quote|blockquote|youtube|twitter|tweet|instagram|"
    "facebook|iframe|poll|ad|ads|advertisement|playlist|widget|shortcode|pullquote|readmore|more|b|i|u|br|object object"
)
_PIECES = (
    r"\{\{[^{}\n]{0,60}\}\}",
    r"\{%[^{}\n]{0,60}%\}",
    r"[$#%]\{[^{}\n]{0,60}\}",
    r"\{(?:\d{1,2}|[a-z][a-zA-Z_]{1,30})\}",
    r"(?<![\p{Nd}%])%(?:\d\$)?[sd](?![A-Za-z0-9])",
    r"%\(\w{1,30}\)[sd]",
    r"%{1,2}[A-Z][A-Z0-9_]{2,40}%{1,2}",
    r"\[[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\]",
    r"\{[a-z]{2,20}:[a-z_]{2,30}\}",
    r"\[\[[^\[\]\n]{0,60}\]\]",
    rf"\[/?(?i:{_SHORTCODES})(?:[_:=\s][^\[\]\n]{{0,100}}|_?\d{{0,3}})\]",
    rf"</?(?i:{_TAGS})(?:\s[^<>\n]{{0,300}})?\s?/?>",
    r"<extra_id_\d{1,3}>?|<\|[a-z_]{2,30}\|>|\[(?:BOS|CLS|EOS|MASK|PAD|SEP|UNK)\]",  # of models: T5, BERT, GPT
    r"<!--(?:[^\n]{0,200}?-->)?|-->",
    r"@@\p{L}[\p{L}_]{1,40}@@|(?<![A-Za-z0-9_])__[A-Z][A-Z0-9_]{0,40}__(?![A-Za-z0-9_])",
    r"\\(?:[nrt](?![\p{Ll}])|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2})",
    r"\|{2,}|(?<![A-Za-z0-9_#/&])#{2,6}(?![A-Za-z0-9_#])",
    r"(?<!\w)(?:function\s?\([^()\n]{0,60}\)\s?\{|document\.(?:write|getElementById)\(|window\.\w+|console\.log\()",
    r"\{?\"[A-Za-z_]{2,30}\"\s?:\s?(?:\"[^\"\n]{0,80}\"|[\d\[{][^,\n]{0,20}|null|true|false)\s?[,}]?",
)
_PIECE = regex.compile("|".join(_PIECES))
_SIGNS = regex.compile(r"[{}<>\[\]%@\\|#]|__|\(")


def shards(text: str, language: Language) -> Iterator[tuple[int, int]]:
    """Spans of placeholders, tags, shortcodes, escapes and code, and of the language's template leftovers."""
    if not _SIGNS.search(text):
        return
    for match in _PIECE.finditer(text):
        yield match.span()
    if language.template_leftovers:
        for match in _leftovers(language.template_leftovers).finditer(text):
            yield match.span()


@lru_cache(maxsize=64)
def _leftovers(forms: tuple[str, ...]) -> regex.Pattern[str]:
    return regex.compile("|".join(regex.escape(form) for form in sorted(forms, key=len, reverse=True)))
