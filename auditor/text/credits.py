# SPDX-License-Identifier: Apache-2.0
"""Credits of pictures and stories, and the empty slots in them."""

from __future__ import annotations

import re
from functools import cache

import regex

from auditor.languages import profile, tags
from auditor.text.words import has_unspaced, words

_DASH = r"[-©\N{EN DASH}\N{EM DASH}:=\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH COLON}]"
_GAP = r"[\s\N{NO-BREAK SPACE}\N{LEFT-TO-RIGHT MARK}\N{RIGHT-TO-LEFT MARK}]*"
_AGENCY = r"(?:[\p{Lu}\p{Lo}]|dpa\b|epa\b|afp\b)[\p{L}\p{M}\p{N}.&' \-]{0,40}"
_SLASHED = rf"/{_GAP}[«“\"„]?{_AGENCY}[»”\"“]?"
_BRACKET = r"\([^()\n]{0,60}\)"


# A credit has a slash, a bracket, a sign of copyright or equality, or a dash with nothing after it.
# Where nobody is named at all, its line ends in a slash and a name, or in an empty bracket.
NOBODY = re.compile(r"(?:/[^/()\n]*|\([\s/]*\))\s*$", re.MULTILINE)
HINT = re.compile(r"[/(（©=＝]|[-–—]\s*(?:$|[-–—\n])", re.MULTILINE)


def may_credit(text: str, tags: tuple[str | None, ...]) -> bool:
    """Whether a word of a credit stands in the text: a cheap look before the pattern."""
    heads = _heads(tags)
    return heads is None or "©" in text or not heads.isdisjoint(word.folded for word in words(text))


@cache
def _known(tags: tuple[str | None, ...]) -> frozenset[str]:
    return frozenset[str]().union(*(profile(tag).credit_words for tag in (*tags, "en")))


@cache
def _heads(tags: tuple[str | None, ...]) -> frozenset[str] | None:
    """The words that credits begin with; None where they need not stand by themselves."""
    known = _known(tags)
    return None if any(map(has_unspaced, known)) else frozenset(words(form)[0].folded for form in known)


@cache
def empty_credit(tags: tuple[str | None, ...]) -> regex.Pattern[str] | None:
    """A pattern for a credit whose name is missing, in the languages and in English; None without words.

    After a credit word: dashes and then an agency in brackets, a slash with nothing
    before it, or empty brackets. "By Jane Roe (XYZ)" and "Photo: XYZ" do not match.
    """
    known = _known(tags)
    if not known:
        return None
    alternatives = "|".join(regex.escape(word).replace(r"\ ", r"\s+") for word in sorted(known, key=len, reverse=True))
    word = rf"(?<![\p{{L}}\p{{M}}\p{{N}}])(?i:{alternatives})(?![\p{{L}}\p{{M}}\p{{N}}])"
    return regex.compile(
        rf"{word}{_GAP}{_DASH}{_GAP}(?:{_DASH}{_GAP})*"
        rf"(?:{_BRACKET}|{_SLASHED}|(?={_DASH})|(?<![:：]\s*)(?=[)\n]|$))"  # By - (AFP)
        rf"|{word}(?:\s+{_SLASHED}|{_GAP}\({_GAP}/?{_GAP}\)(?={_GAP}$)"
        rf"|{_GAP}{_DASH}?{_GAP}\({_GAP}/[^()\n]{{0,60}}\))"  # Photo / AFP
        rf"|{word}[^()\n]{{0,60}}/{_GAP}\({_GAP}\)"  # Credit: X / ( )
        rf"|{word}{_GAP}{_DASH}{_GAP}\({_GAP}/[^()\n]{{0,60}}\)"  # Credit: (/X)
        rf"|[=\N{{FULLWIDTH EQUALS SIGN}}]{_GAP}{word}(?={_GAP}$)"  # … = photo by
        rf"|\((?i:{alternatives}){_GAP}{_DASH}{_GAP}{_AGENCY}\)(?<=-{_GAP}{_AGENCY}\))"  # (Photo by - AFP)
        rf"|©{_GAP}[-\N{{EN DASH}}\N{{EM DASH}}/]{_GAP}{_AGENCY}"  # © - AP
    )


@cache
def foreign_credit() -> regex.Pattern[str]:
    """A whole line that is a credit without a name in whatever language: "fot. / Kurier"."""
    known = frozenset[str]().union(*(profile(tag).credit_words for tag in tags()))
    either = "|".join(regex.escape(word).replace(r"\ ", r"\s+") for word in sorted(known, key=len, reverse=True))
    # "文/秦晓棠" names its writer; with a colon or a blank before the slash nobody is named.
    nobody = rf"(?:{_SLASHED}|\({_GAP}/?{_GAP}\))"
    return regex.compile(rf"(?m:^){_GAP}(?i:{either})\.?(?:{_GAP}{_DASH}{_GAP}|\s+|(?<=\.)){nobody}{_GAP}(?m:$)")
