# SPDX-License-Identifier: Apache-2.0
"""Addresses that were broken on their way, and signs that were escaped for a machine."""

from __future__ import annotations

from collections.abc import Iterator

import regex

Flaw = tuple[int, int, str | None]  # start, end, repair

# Source: RFC 3986 for what an address may hold; the breaks are those of tokenizers and translation systems.
_DOMAINS = "com|org|net|gov|edu|info|int|eu|co\\.uk|de|fr|es|it|ru|nl|pl|br|jp|cn|tv"
_LINK = regex.compile(
    r"\bhttps?\s+:\s?/\s?/\s?\S*|\bhttps?:\s+/\s?/\s?\S*|\bhttps?:/\s+/\s?\S*|\bhttps?:/[^/\s]\S*"
    r"|\bhttps?\s?//\S+|\b(?:htp|htps|hhtp|htttp|ttps|http|https|htt|htpps)(?<!https?)://\S+"
    r"|\bhttps?://(?:https?[:/]+)\S*|\bhttps?://(?=[\s.,;)\]”»\"]|$)|\bhttps?://\s+\S+"
    rf"|\bwww\s+\.\s?[\w-]+(?:\s?\.\s?[\w-]+)*|\bwww\.\s+[\w-]+(?:\s?\.\s?[\w-]+)*?\s?\.\s?(?:{_DOMAINS})\b"
    rf"|\bwww\.[\w-]+(?:\s\.\s?|\.\s)(?:{_DOMAINS})\b"
    rf"|\bhttps?://[\w.-]*[\w-](?:\s\.\s?|\.\s)(?:{_DOMAINS})\b\S*"
    rf"|(?<=\s|^)[a-z0-9-]{{3,40}}\s\.\s?(?:com|org|net|info|gov|edu)\b"
    rf"|[\w.+-]{{2,40}}(?:\s@\s?|@\s)[\w-]{{2,40}}\s?\.\s?(?:{_DOMAINS})\b"
    r"|\[[^\[\]\n]{1,80}\]\s?\(\s?(?:https?:|/|#|www)[^()\s]{0,200}\s?\)"
)
_HINTS = ("http", "www", "htp", "@", "ttps", " .", "](", "] (", "htt")

_ESCAPED = regex.compile(
    r"(?:%[0-9A-F]{2}){2,}|(?<=\p{L})%(?:20|2C|27|22|3A|E2|C3)(?=[\p{L}%])"  # RFC 3986, percent
    r"|(?:=[0-9A-F]{2}){2,}|(?<=\p{L}{3})=(?:20|3D|92|93|94|E9)(?=[\p{L}\s]|$)"  # RFC 2045
    r"|=\?(?i:utf-8|iso-8859-\d{1,2}|windows-125\d)\?[BbQq]\?[^\s?]*\?="  # RFC 2047
    r"|\\{1,2}[\"'/`]|(?<=\p{L})\\(?=\s|$)"  # RFC 8259
    r"|(?<=\p{Ll})u(?:2018|2019|201[cdCD]|00[a-fA-F][0-9a-fA-F]|0027)(?=[\p{L}\s.,]|$)|(?<!\S)u(?:201[cC]|2018)(?=\p{L})"
    r"|<U\+[0-9A-F]{4,6}>|(?<![\p{L}\p{N}])U\+00[0-9A-F]{2}(?=\p{L})"
    r"|\{\\(?:rtf\d?|par|b|i|ul)\b[^{}\n]{0,40}\}?|\\(?:par|pard|tab|line)\b"  # Rich Text Format 1.9
    r"|\\(?:textbf|textit|emph|textquotesingle|textendash|ldots|nbsp|footnote|href)\b\{?"
    r"|<\\/(?:\w{1,10})>|\\u\{[0-9a-fA-F]{2,6}\}|\\[xX]\{[0-9a-fA-F]{2,6}\}|\\N\{[A-Z -]{3,40}\}"
)
_ESCAPE_HINTS = ("%", "=", "\\", "u2", "u0", "U+")

_QUOTED = r"(?:\"[^\"\n]{0,80}\"|'[^'\n]{0,80}')"
_VALUE = rf"(?:{_QUOTED}|-?\d{{1,12}}(?:\.\d{{1,8}})?|true|false|null|None|True|False|\{{|\[)"
_JSON = regex.compile(
    rf"\{{\s?{_QUOTED}\s?:\s?{_VALUE}\s?[,}}\]]*|{_QUOTED}\s?:\s?[\{{\[]+|[\"'\]}}]\s?[}}\]]\s?[,;]?\s?[{{\[]|[\"']\s?\}}\s?\]?\}}*|[{{\[]\s?\"[A-Za-z_]{{2,30}}\"\s?:"
    rf"|'[a-z_]{{2,30}}':\s?{_VALUE}\s?[,}}\]]?|\"[a-z_]{{2,30}}\":\s?{_VALUE}\s?[,}}\]]?"
    r"|\[\]\s?\}|\{\s?\}|\[object [A-Z][a-z]+\]|(?<!\w)(?:undefined|NaN|null)(?=\s?(?:,|\}|\]|undefined|null))"
    r"|<\?xml[^<>\n]{0,80}\?>|<!\[CDATA\[|\]\]>|<!DOCTYPE[^<>\n]{0,80}>"
)

_JSON_HINTS = ("{", "}", "[", "<", "':", '":')


def broken_links(text: str) -> Iterator[Flaw]:
    """Web and mail addresses that a reader cannot follow, with the repair where blanks are all that is wrong."""
    lowered = text.lower()
    if not any(hint in lowered for hint in _HINTS):
        return
    for match in _LINK.finditer(text):
        said = match.group()
        joined = "".join(said.split())
        yield match.start(), match.end(), joined if joined != said and "](" not in joined else None


def escapes(text: str) -> Iterator[Flaw]:
    """Signs escaped for a machine: percent, quoted-printable, backslashes, u2019, RTF and TeX."""
    if not any(hint in text for hint in _ESCAPE_HINTS):
        return
    addresses = [match.span() for match in _ADDRESS.finditer(text)]
    for match in _ESCAPED.finditer(text):
        if not any(start <= match.start() < end for start, end in addresses):
            yield match.start(), match.end(), _plain(match.group())


_ADDRESS = regex.compile(r"(?:https?://|www\.|\b[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}/)\S+")


def _plain(said: str) -> str | None:
    if said in ('\\"', "\\'", "\\/", "\\`"):
        return said[1]
    if said.startswith("u") and len(said) == 5:
        return chr(int(said[1:], 16))
    return None


def json_shards(text: str) -> Iterator[tuple[int, int]]:
    """Pieces of JSON, XML or of a printed record."""
    if not any(hint in text for hint in _JSON_HINTS):
        return
    start = end = -1
    for match in _JSON.finditer(text):
        if end >= 0 and text[end : match.start()].strip() in ("", ","):
            end = match.end()
            continue
        if end >= 0:
            yield start, end
        start, end = match.span()
    if end >= 0:
        yield start, end
